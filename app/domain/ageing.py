"""What the days alone do to the state of a case: it is due for longer, untouched for longer, nearer to its ends.

Between two moments at which more than that changes, a state follows from the one before and the day: none of the
case's facts need be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from app.domain.dates import utc_of
from app.domain.strategy import Measure, Strategy


class Days(NamedTuple):
    """The days from or to which a case's days are counted, as proleptic ordinals; None where there is none."""

    oldest_due: int | None
    touched: int | None
    """Of the last contact, else of the placement."""
    recall: int | None
    limitation: int | None

    def measures(self, today: date) -> dict[Measure, int | None]:
        """The measures that move with the days. The due date itself is day 0."""
        day = today.toordinal()
        return {
            Measure.DPD: None if self.oldest_due is None else max(day - self.oldest_due, 0),
            Measure.UNTOUCHED_DAYS: None if self.touched is None else max(day - self.touched, 0),
            Measure.DAYS_TO_RECALL: None if self.recall is None else self.recall - day,
            Measure.DAYS_TO_LIMITATION: None if self.limitation is None else self.limitation - day,
        }


NO_DAYS = Days(None, None, None, None)
"""Those of a closed case, which time does not change."""


class Aged(NamedTuple):
    """A state some days later."""

    features: Mapping[str, int]
    score: int
    changes_at: datetime | None


def aged(
    strategy: Strategy,
    features: Mapping[str, int],
    days: Days,
    turns_at: datetime | None,
    now: datetime,
    zone: tzinfo,
) -> Aged:
    """What ``derive`` would give at ``now``, which lies before ``turns_at``, of a case with these features."""
    today = now.astimezone(zone).date()
    moved, left = strategy.read_moving(days.measures(today))
    found = {**features, **moved}
    return Aged(found, strategy.total(found), changes_at(turns_at, today, left, zone))


def changes_at(
    turns_at: datetime | None, today: date, days_left: int | None, zone: tzinfo
) -> datetime | None:
    """The earlier of ``turns_at`` and the midnight in so many days."""
    if days_left is None:
        return turns_at
    steps_at = utc_of(today + timedelta(days=days_left), time(), zone)
    return steps_at if turns_at is None else min(turns_at, steps_at)
