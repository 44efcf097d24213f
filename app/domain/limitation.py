"""Limitation of actions (诉讼时效): the day up to which a debt can still be enforced.

Sources: Civil Code art. 188 (three years from when the creditor could know, twenty at the longest), 195 (a demand that
reaches the debtor, or the debtor's agreement, starts the period anew) and 192 (a demand after its end starts nothing; a
debtor who agrees to pay then gives the defence up); 诉讼时效规定 art. 8 (a document that arrived is a demand) and 14
(part payment, instalments and plans count as agreement). A period that ends on a day off runs on to the next working
day (art. 203); the day told here is the earlier one, which is safe to work by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from app.domain.dates import add_months
from app.domain.facts import Fact
from app.domain.history import History
from app.domain.terms import Purpose

REACHED = frozenset({"delivered", "signed"})
"""What a delivery must say for a letter to have reached the debtor."""
AGREEMENTS = frozenset({"promise", "plan"})
"""What begins a new period even after the old one ended."""


class Restart(NamedTuple):
    """A day on which something may have started the period anew, and what: ``payment``, ``contact``, ``letter``,
    ``promise`` or ``plan``."""

    on: date
    by: str


def restarts(past: History, zone: tzinfo, today: date) -> list[Restart]:
    """Everything of a case's past that may have started the period anew, in no order."""
    return [Restart(day, by) for by, days in restart_days(past, zone, today).items() for day in days]


def restart_days(past: History, zone: tzinfo, today: date) -> dict[str, list[date]]:
    """The same as days, by what started it."""
    reached = past.last_right_party
    return {
        "payment": [fact.body.paid_on for fact in past.live_payments if fact.body.paid_on <= today],
        "contact": [] if reached is None else [_day_of(reached, zone)],
        "letter": [day for day in _letters(past, zone) if day <= today] if past.deliveries else [],
        "promise": [_day_of(fact, zone) for fact in past.promises],
        "plan": [_day_of(fact, zone) for fact in past.agreements],
    }


def _day_of(fact: Fact, zone: tzinfo) -> date:
    return fact.occurred_at.astimezone(zone).date()


def _letters(past: History, zone: tzinfo) -> Iterable[date]:
    """The days on which letters that ask for payment reached the debtor; answers ask for nothing, voided ones are
    none."""
    asking = {letter.uid for letter in past.letters if letter.body.purpose != Purpose.ANSWER}
    voided = {fact.body.target for fact in past.deliveries if fact.body.status == "voided"}
    for fact in past.deliveries:
        if fact.body.status in REACHED and fact.body.target in asking - voided:
            yield fact.body.status_at.astimezone(zone).date()


def limitation_of(due_on: date, found: Mapping[str, Sequence[date]], years: int, absolute_years: int) -> date:
    """The last day of the period, by everything that may have started it anew (``restart_days``)."""
    demands: list[date] = []
    agreements: list[date] = []
    for by, days in found.items():
        (agreements if by in AGREEMENTS else demands).extend(days)
    end = limitation_end(due_on, demands, agreements, years)
    return min(end, add_months(due_on, 12 * absolute_years))


def limitation_end(due_on: date, demands: Iterable[date], agreements: Iterable[date], years: int) -> date:
    """The last day of the period of a debt that fell due on ``due_on``.

    ``demands`` interrupt a period that still runs: demands that reached the debtor, part payments. ``agreements``
    (promises, plans) begin a new one even after its end.
    """
    demands, agreements = tuple(demands), tuple(agreements)
    starts_on = max((due_on, *demands, *agreements))
    if not _still_runs(due_on, starts_on, years):  # else nothing that came before can have been too late
        starts_on = due_on
        for day, is_agreement in sorted(
            [(day, False) for day in demands] + [(day, True) for day in agreements]
        ):
            if day > starts_on and (is_agreement or _still_runs(starts_on, day, years)):
                starts_on = day
    return add_months(starts_on, 12 * years)


def _still_runs(starts_on: date, day: date, years: int) -> bool:
    """Whether a period that began on ``starts_on`` has not ended on ``day``. Asks the calendar near its end only."""
    return (day - starts_on).days <= 365 * years or day <= add_months(starts_on, 12 * years)
