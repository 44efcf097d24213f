"""Giving cases to collectors (分案): first a preview, who gets how many and how much, then all of it as one act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.assignment import Dealing, Lot, deal
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Assignment, Id
from app.domain.permissions import Deed
from app.domain.plain_text import plain_text
from app.domain.terms import Tier
from app.models import assignment as store
from app.models import people
from app.models.assignment import Held
from app.models.journal import Entry
from app.services import acts, browse
from app.services.browse import View
from app.services.changes import Changes
from app.services.context import Context
from app.services.holds import Moved

MOST = 20_000
"""Cases given in one act."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody cases can be given to, and how many open ones they have."""

    id: Id
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one collector is to get: the cases and what they owe in minor units; ``had`` open cases are theirs now."""

    collector_id: Id
    name: str
    had: int
    case_ids: tuple[Id, ...]
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Who gets what. ``staying`` cases are with whom they would go to already, ``closed`` ones are left alone."""

    shares: tuple[Share, ...]
    staying: int
    closed: int

    @property
    def moving(self) -> int:
        return sum(len(share.case_ids) for share in self.shares)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cases, chosen ones or all of a view, go to whom, and what each gets alike."""

    collectors: tuple[Id, ...]
    case_ids: tuple[Id, ...] = ()
    view: View | None = None
    by: Dealing = Dealing.CASES


@dataclass(frozen=True, slots=True)
class Given:
    """The cases one collector gets."""

    collector_id: Id
    case_ids: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Assign:
    """Give cases to collectors, all in one act."""

    act: Id
    given: tuple[Given, ...]
    why: str | None = None


def workers(context: Context) -> list[Worker]:
    """Everybody cases can be given to."""
    with context.db.read() as connection:
        return list(_workers(connection).values())


def others(context: Context, case_id: Id) -> list[Worker]:
    """Everybody a case can be given to but whoever has it. Raises NotFound ``case_missing``."""
    with context.db.read() as connection:
        held = store.of_cases(connection, (case_id,))
        numbers = {user: no for user, no, _ in store.active_users(connection)}
        known = _workers(connection)
    if not held:
        raise NotFound("case_missing")
    return [worker for worker in known.values() if numbers[worker.id] != held[0].collector_no]


def preview(context: Context, wish: Wish) -> Preview:
    """Who would get what; nothing is changed.

    Raises NotFound: ``case_missing``, ``collector_unknown``; RuleViolation: ``may_not_assign``, ``nothing_chosen``,
    ``collector_not_chosen``, ``assign_too_many``.
    """
    context.user.require(Deed.ASSIGN)
    with context.db.read() as connection:
        known = _workers(connection)
        collectors = [_known(known, collector) for collector in dict.fromkeys(wish.collectors)]
        if not collectors:
            raise RuleViolation("collector_not_chosen", "collectors")
        held = _held(connection, context, wish)
        numbers = {no: collector for collector, no, _ in store.active_users(connection)}
    still_open = [case for case in held if case.tier < Tier.CLOSED]
    lots = [Lot(case.case_id, case.person_id, case.balance_minor) for case in still_open]
    now_with = {case.case_id: numbers.get(case.collector_no) for case in still_open}
    shares = []
    for worker, hand in zip(collectors, deal(lots, len(collectors), wish.by), strict=True):
        moving = [lot for lot in hand if now_with[lot.case_id] != worker.id]
        cases = tuple(lot.case_id for lot in moving)
        money = sum(lot.balance_minor for lot in moving)
        shares.append(Share(worker.id, worker.name, worker.cases, cases, money))
    moved = sum(len(share.case_ids) for share in shares)
    return Preview(tuple(shares), len(still_open) - moved, len(held) - len(still_open))


def assign(context: Context, command: Assign) -> tuple[Moved, Changes]:
    """Give cases to collectors as one act, undone as one.

    Raises NotFound: ``case_missing``, ``collector_unknown``; RuleViolation: ``may_not_assign``, ``nothing_chosen``,
    ``assign_too_many``, ``text_…``.
    """
    context.user.require(Deed.ASSIGN)
    why = plain_text(command.why, "why")
    case_ids = [case for given in command.given for case in given.case_ids]
    _check_size(len(case_ids))
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            known = _workers(connection)
            if people.count_cases(connection, case_ids) != len(set(case_ids)):
                raise NotFound("case_missing")
            workers = [_known(known, given.collector_id) for given in command.given]
            entries = [
                entry
                for worker, given in zip(workers, command.given, strict=True)
                for entry in _entries(context, worker, given, why)
            ]
            facts = acts.append(connection, context, command.act, entries)
    return Moved(command.act, facts[0].uid), acts.changes_of(facts)


def _entries(context: Context, worker: Worker, given: Given, why: str | None) -> list[Entry]:
    body, now = Assignment(worker.id, why), context.now()
    return [acts.entry(context, body, case_id, now) for case_id in dict.fromkeys(given.case_ids)]


def _held(connection: Connection, context: Context, wish: Wish) -> list[Held]:
    if wish.view is None:
        _check_size(len(wish.case_ids))
        held = store.of_cases(connection, dict.fromkeys(wish.case_ids))
        if len(held) != len(set(wish.case_ids)):
            raise NotFound("case_missing")
        return held
    numbers = browse.numbers(connection, context, wish.view, MOST + 1)
    _check_size(len(numbers))
    return store.of_numbers(connection, numbers)


def _check_size(cases: int) -> None:
    if not cases:
        raise RuleViolation("nothing_chosen", "case_ids")
    if cases > MOST:
        raise RuleViolation("assign_too_many", "case_ids", limit=MOST)


def _workers(connection: Connection) -> dict[Id, Worker]:
    counts = store.open_counts(connection, int(Tier.CLOSED))
    return {user: Worker(user, name, counts.get(no, 0)) for user, no, name in store.active_users(connection)}


def _known(known: dict[Id, Worker], collector: Id) -> Worker:
    if collector not in known:
        raise NotFound("collector_unknown")
    return known[collector]
