"""When people are best reached, from our own log: for the few cases that are in sight, in one indexed query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.domain.best_hour import BestHour, best_hour, rates
from app.domain.codes import ResultCodes
from app.domain.moments import Id, from_ms
from app.models import answering as store
from app.services.context import Context
from app.services.words import Words

LATEST = 4_000
"""Of the contacts made last so many say how often people answer at which hour."""

Rates = Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Reach:
    """The best hours of a debtor, and whether it is one of them now, on the debtor's clock."""

    best: BestHour
    is_now: bool


def portfolio(context: Context) -> Rates:
    """How often a call reaches its debtor at which hours, over all cases, on the clock of the store. To be asked once
    a day: it changes slowly."""
    with context.db.read() as connection:
        calls = store.latest_calls(connection, LATEST)
    return rates(_hours(calls, context.rules.codes, context.zone))


def of_cases(context: Context, case_ids: Sequence[Id], portfolio: Rates) -> dict[Id, Reach]:
    """When the debtors of these cases are best reached, where that is known."""
    if not case_ids:
        return {}
    calls: dict[tuple[Id, str], list[tuple[int, str]]] = {}
    with context.db.read() as connection:
        for case_id, zone, moment, result in store.calls_of(connection, case_ids):
            calls.setdefault((case_id, zone), []).append((moment, result))
    found: dict[Id, Reach] = {}
    for (case_id, zone_name), made in calls.items():
        zone = ZoneInfo(zone_name)
        best = best_hour(_hours(made, context.rules.codes, zone), portfolio)
        if best is not None:
            found[case_id] = Reach(best, best.holds(context.now().astimezone(zone).hour))
    return found


def told(best: BestHour, words: Words) -> str:
    """The hours in words, with what they rest on."""
    hours = f"{best.from_hour}–{best.to_hour}"
    if words.is_chinese:
        return f"常在 {hours} 点接听（{best.reached}/{best.calls}）"
    return f"usually answers {hours} h, {best.reached} of {best.calls}"


def _hours(calls: Iterable[tuple[int, str]], codes: ResultCodes, zone: tzinfo) -> Iterator[tuple[int, bool]]:
    for moment, result in calls:
        known = codes.by_code.get(result)
        if known is not None:
            yield from_ms(moment).astimezone(zone).hour, known.reached_right_party
