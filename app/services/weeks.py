"""Where each case stood at the end of a week: a cache filled in the background, case by case, from the facts.

It notes up to which fact it is true. Facts that came after it name the cases that are derived again, whoever wrote
them and for whichever day, so nothing has to tell it what changed. Under other rules it begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import Connection

from app.domain import contract as contracts_data
from app.domain.accrual import accrued_ledger
from app.domain.book import chosen_rule
from app.domain.contract import Contract
from app.domain.facts import Fact, Id
from app.domain.ledger import Ledger, ledger, posted_on
from app.domain.rules import Rules
from app.domain.terms import Bucket
from app.domain.weekly import TREND_WEEKS
from app.domain.weeks import Week
from app.models import weeks as store
from app.models.commitments import facts_of
from app.models.weeks import CaseLine, WeekRow
from app.services.context import Context
from app.services.progress import SILENT, Progress

FEW, MANY = 100, 1_000
"""Cases a step: so few that the desk does not feel it (some 15 ms), or so many that steps cost nothing."""
_FACTS_A_STEP = 5_000
NO_RATES: Mapping[Id, Decimal | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not in the cache: week ends not filled, and whether facts came that change it."""

    week_ends: tuple[date, ...]
    is_behind: bool

    def __bool__(self) -> bool:
        return self.is_behind or bool(self.week_ends)


def needed(week: Week, today: date) -> tuple[date, ...]:
    """The week ends a report of this week rests on, the earliest first: none that is still to come."""
    ends = (each.last_on for each in week.up_to(TREND_WEEKS + 1))
    return tuple(end for end in ends if end < today)


def missing(connection: Connection, context: Context, week_ends: Iterable[date]) -> Missing:
    """What would have to be filled before these week ends can be counted."""
    seq, rules_version = store.mark(connection)
    found = store.filled(connection) if rules_version == context.rules.version else {}
    absent = tuple(
        end for end in week_ends if not (end.isoformat() in found and found[end.isoformat()].is_whole)
    )
    return Missing(absent, is_behind=bool(found) and store.is_behind(connection, seq))


def fill(
    context: Context, week_ends: Sequence[date], progress: Progress = SILENT, *, cases: int = FEW
) -> int:
    """Make the cache whole for these week ends; returns how many cases were derived. Each step is a transaction.

    Cancelled between two steps it goes on there the next time.
    """
    done = 0
    while True:
        derived, is_done = step(context, week_ends, cases)
        done += derived
        if is_done:
            return done
        progress.report(done, 0, "weeks")


def advance(context: Context) -> bool:
    """One small step towards what the reports of this week and the last rest on; whether any was left.

    Called now and then by a window at leisure, it has filled the end of a week long before anybody asks.
    """
    today = context.today()
    week = Week.of(today)
    week_ends = tuple(sorted({*needed(week, today), *needed(week.before(), today)}))
    with context.db.read() as connection:
        if not missing(connection, context, week_ends):
            return False
    step(context, week_ends)
    return True


def step(context: Context, week_ends: Sequence[date], cases: int = FEW) -> tuple[int, bool]:
    """Derive some cases more; returns how many, and whether nothing is left to do."""
    with context.db.write() as connection:
        _begin(connection, context)
        done = _catch_up(connection, context)
        lines, week_ends = _next(connection, week_ends, cases)
        _derive(connection, context, lines, week_ends)
        if week_ends:
            up_to = lines[-1].case_no if lines else _up_to(connection, week_ends)
            store.set_filled(connection, week_ends, up_to, is_whole=len(lines) < cases)
        seq, _ = store.mark(connection)
        is_done = not week_ends and seq >= store.last_seq(connection)
    return done + len(lines), is_done


def _begin(connection: Connection, context: Context) -> None:
    """Other rules may split a payment differently; a cache that holds nothing is true up to any fact."""
    _, rules_version = store.mark(connection)
    if rules_version != context.rules.version:
        store.clear(connection)
    if not store.filled(connection):
        store.set_mark(connection, store.last_seq(connection), context.rules.version)


def _catch_up(connection: Connection, context: Context) -> int:
    """Derive again what the next facts changed, in every week that has it already."""
    seq, rules_version = store.mark(connection)
    up_to, case_ids = store.changed_since(connection, seq, _FACTS_A_STEP)
    lines = store.lines_of(connection, case_ids) if case_ids else []
    for week_on, filled in store.filled(connection).items():
        within = [line for line in lines if filled.is_whole or line.case_no <= filled.up_to_no]
        _derive(connection, context, within, [date.fromisoformat(week_on)])
    if up_to > seq:
        store.set_mark(connection, up_to, rules_version)
    return len(lines)


def _next(
    connection: Connection, week_ends: Sequence[date], cases: int
) -> tuple[list[CaseLine], tuple[date, ...]]:
    """The next cases of the week ends that are least far, and those week ends."""
    found = store.filled(connection)
    places = {
        end: found[end.isoformat()].up_to_no if end.isoformat() in found else 0
        for end in week_ends
        if not (end.isoformat() in found and found[end.isoformat()].is_whole)
    }
    if not places:
        return [], ()
    least = min(places.values())
    return store.lines_after(connection, least, cases), tuple(end for end in places if places[end] == least)


def _up_to(connection: Connection, week_ends: Sequence[date]) -> int:
    found = store.filled(connection).get(week_ends[0].isoformat())
    return found.up_to_no if found else 0


def _derive(
    connection: Connection, context: Context, lines: Sequence[CaseLine], week_ends: Sequence[date]
) -> None:
    if not lines:
        return
    facts = facts_of(connection, [line.case_id for line in lines], store.LEDGER_KINDS)
    accruing = [line.case_id for line in lines if line.contract is not None]
    rates = store.daily_rates(connection, accruing) if accruing else {}
    rows = [
        row
        for line in lines
        for row in week_rows(
            line, facts.get(line.case_id, ()), week_ends, context.rules, rates.get(line.case_id, {})
        )
    ]
    store.put(connection, week_ends, [line.case_no for line in lines], rows)


@lru_cache(maxsize=64)
def _contract(text: str) -> Contract:
    return contracts_data.parse(text)


def _contracts(text: str, rates: Mapping[Id, Decimal | None]) -> dict[Id, Contract]:
    return {account_id: _contract(text).at_rate(rate) for account_id, rate in rates.items()}


def week_rows(
    line: CaseLine,
    facts: Sequence[Fact],
    week_ends: Sequence[date],
    rules: Rules,
    rates: Mapping[Id, Decimal | None] = NO_RATES,
) -> Iterator[WeekRow]:
    """Where one case stood at the end of each week in which it was open, from its standing facts. ``rates``: those
    of the accounts of an own book that accrues."""
    rule = chosen_rule(rules, line.rule_pack, line.allocation)
    contracts = _contracts(line.contract, rates) if line.contract is not None else {}
    days = [on for fact in facts if (on := posted_on(fact)) is not None]
    replayed: dict[int, Ledger] = {}
    for end in week_ends:
        known = sum(day <= end for day in days)
        if not known:
            continue
        if contracts:
            replayed[known] = accrued_ledger(facts, rule, end, contracts)
        elif known not in replayed:  # between two events only time has passed
            replayed[known] = ledger(facts, rule, end)
        accounts = replayed[known].open_accounts
        if accounts:
            dues = [account.oldest_due_on for account in accounts if account.oldest_due_on]
            dpd = (end - min(dues)).days if dues else 0
            yield WeekRow(
                end.isoformat(),
                line.case_no,
                int(Bucket.of(dpd)),
                sum(account.total_minor for account in accounts),
                min(account.currency for account in accounts),
            )
