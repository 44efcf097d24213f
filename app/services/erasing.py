"""Erasing a person: what goes, what stays and why, and doing it so that the record can still be verified.

Contents of facts and their salts go, by an erasure fact each, and with them rows, numbers, documents, drafts and what
the search knows. Headers, digests and links stay: they say that something was there, when and by whom it was written,
and nothing of what it said. Sources: PIPL (个人信息保护法) art. 47: data go when their purpose is reached or their
period is over, and are only stored while a law asks for them; GDPR art. 17(3)(b), (e) says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Erasure, Id, from_ms
from app.domain.keeping import Keeping, keeping
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.models import erasing as store
from app.models import mentions, openings, retention
from app.models.erasing import Target
from app.models.journal import Journal
from app.models.retention import KeptCase
from app.services import acts, previews, states
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports import reporting

AROUND = 30
"""Letters shown on each side of a name that was found in a text."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a person may not be erased: the code of its sentence and what fills it."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing would do. ``goes`` and ``stays``: counts by what it is, see ``messages.erasing``."""

    person: Id
    name: str
    cases: tuple[int, ...]
    goes: dict[str, int]
    stays: dict[str, int]
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Erase a person. ``is_ordered``: an authority ordered it, so it goes before its time; ``why`` says which."""

    act: Id
    person: Id
    why: str
    is_ordered: bool = False


def person_of(context: Context, case_id: Id) -> Id:
    """The debtor of a case. Raises NotFound("case_missing")."""
    with context.db.read() as connection:
        found = retention.of_cases(connection, [case_id])
    if not found:
        raise NotFound("case_missing")
    return found[0].person_id


def plan(context: Context, person: Id, *, is_ordered: bool = False) -> ErasurePlan:
    """What erasing this person would do, and what keeps it from being done. Raises NotFound("person_missing")."""
    with context.db.read() as connection:
        return _Person(context, connection, person).plan(is_ordered)


@dataclass(frozen=True, slots=True)
class Mention:
    """A text in the record of somebody else that names the person: its case, day, kind of entry, and the text around.

    It may mean another person of that name: whoever reads it decides.
    """

    uid: Id
    case_no: int | None
    on: date
    kind: str
    field: str
    text: str
    word: str
    """What it names the person by, as it stands there where it stands there as written."""
    whole: str
    """The text as a whole."""


def mentioned(context: Context, person: Id) -> tuple[Mention, ...]:
    """Where the notes of other people's cases name the person, by name, identity number, accounts or numbers. They stay
    as they are, for they belong to another record too: listed before an erasure, while it is known by what to look, so
    that each can be taken out by itself (``passages``). Raises NotFound("person_missing")."""
    with context.db.read() as connection:
        one = _Person(context, connection, person)
        words = one.words
        found = mentions.naming(connection, words, {target.seq for target in one.targets})
    return tuple(
        Mention(
            each.uid,
            each.case_no,
            from_ms(each.occurred_at).astimezone(context.zone).date(),
            each.kind,
            each.field,
            _around(each.text, words),
            next((word for word in words if word in each.text), ""),
            each.text,
        )
        for each in found
    )


def _around(text: str, words: Sequence[str]) -> str:
    """The text next to the first of these words in it, in one line."""
    line = " ".join(text.split())
    at = min((line.index(word) for word in words if word in line), default=0)
    start = max(at - AROUND, 0)
    end = at + 2 * AROUND
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def erase(context: Context, command: ErasePerson) -> tuple[ErasurePlan, Changes]:
    """Erase a person in one transaction, and wipe the pages and the index after it. Again, it changes nothing.

    Raises NotFound("person_missing"); RuleViolation: ``may_not_erase``, ``why_required``, ``erase_case_open``,
    ``erase_legal_hold``, ``erase_kept``, ``erase_nothing``.
    """
    found, changes = erase_one(context, command)
    wipe(context)
    return found, changes


def erase_one(context: Context, command: ErasePerson) -> tuple[ErasurePlan, Changes]:
    """The transaction of ``erase``; whoever erases many wipes once after them."""
    context.user.require(Deed.ERASE)
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        person = _Person(context, connection, command.person)
        require_nameless(why, [word for word in person.words if len(word) >= mentions.LEAST])
        found = person.plan(command.is_ordered)
        if acts.saved(connection, command.act):
            return found, Changes()
        if found.obstacles:
            first = found.obstacles[0]
            raise RuleViolation(first.code, "person", **first.params)
        person.erase(command.act, why)
    return found, Changes.of("contacts", "promises", "plans", "payments", "events", "queue")


def require_nameless(why: str, words: Sequence[str]) -> None:
    """The reason of an erasure stays on record, so it may not repeat what goes. Raises RuleViolation ``why_names``."""
    if any(word and word in why for word in words):
        raise RuleViolation("why_names", "why")


def wipe(context: Context) -> None:
    """What was deleted leaves the index of the search, the journal file and the clear copies."""
    raw = context.db.raw()
    try:
        store.tidy(raw)
    finally:
        raw.close()
    previews.clear(context.home)


def kept_until(context: Context, case: KeptCase) -> Keeping | None:
    """Until when a case is kept by the rules of its creditor; None where nothing ever happened in it."""
    if case.last_at is None:
        return None
    last_on = from_ms(case.last_at).astimezone(context.zone).date()
    return keeping(context.packs[case.rule_pack], case.lender_type, last_on)


class _Person:
    """One person with everything that hangs on them, inside a transaction."""

    def __init__(self, context: Context, connection: Connection, person: Id) -> None:
        self._context, self._connection, self._id = context, connection, person
        self._cases: list[KeptCase] = retention.of_person(connection, person)
        if not self._cases:
            raise NotFound("person_missing")
        self._ids = [case.id for case in self._cases]
        self._others = store.others_of(connection, person, self._ids)
        self._targets: Sequence[Target] = store.targets(connection, [person, *self._others], self._ids)

    @property
    def cases(self) -> Sequence[Id]:
        """Their cases."""
        return self._ids

    @property
    def words(self) -> Sequence[str]:
        """By what they may be looked for."""
        return store.words_of(self._connection, self._id, self._ids)

    @property
    def targets(self) -> Sequence[Target]:
        """The facts whose contents an erasure takes."""
        return self._targets

    def plan(self, is_ordered: bool) -> ErasurePlan:
        connection, kinds = self._connection, Counter(one.kind for one in self._targets)
        points = store.count_points(connection, self._ids)
        papers = len(set(store.papers(connection, self._targets)))
        goes = {
            "facts": sum(kinds.values()),
            "papers": papers,
            "points": points,
            "people": 1 + len(self._others),
            "reports": len(reporting.holding(self._context, self.words)),
        }
        stays = {
            "headers": store.count_headers(connection, self._ids),
            "records": store.count_records(connection, self._ids),
            "openings": openings.count_of(connection, self._ids),
        }
        return ErasurePlan(
            self._id,
            self._cases[0].name,
            tuple(case.no for case in self._cases),
            {what: count for what, count in goes.items() if count},
            {what: count for what, count in stays.items() if count},
            tuple(self._obstacles(is_ordered)),
        )

    def _obstacles(self, is_ordered: bool) -> Iterator[Obstacle]:
        if self._cases[0].name == store.NAMELESS and not self._targets:
            yield Obstacle("erase_nothing", {})
            return
        held = retention.held_for_law(self._connection, self._context.now())
        for case in self._cases:
            if not case.is_closed:
                yield Obstacle("erase_case_open", {"case_no": case.no})
            if case.id in held:
                yield Obstacle("erase_legal_hold", {"case_no": case.no})
            kept = kept_until(self._context, case)
            if kept is not None and kept.until_on > self._context.today() and not is_ordered:
                params = {"case_no": case.no, "until": kept.until_on, "rule": kept.rule.words}
                yield Obstacle("erase_kept", params)

    def erase(self, act: Id, why: str) -> None:
        """Write the erasure facts, then take away what they name, then what no fact names."""
        context, connection = self._context, self._connection
        now = context.now()
        papers = store.papers(connection, self._targets)
        words = self.words
        journal = Journal(connection, context.user.id, now)
        entries = [acts.entry(context, Erasure(one.uid, why), one.case_id, now) for one in self._targets]
        journal.append(act, entries)
        journal.flush()
        store.empty(connection, self._targets)
        store.drop_papers(connection, papers)
        store.drop_points(connection, self._ids, self._others)
        store.blank(connection, self._id, [(case.id, case.no) for case in self._cases])
        store.drop_traces(connection, self._ids, words)
        states.refresh(connection, context, self._ids, now)
        reporting.drop(reporting.holding(context, words))
