"""ISO weeks (ISO 8601): Monday to Sunday, numbered so that week 1 holds the first Thursday of the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Self

from app.domain.dates import day_bounds
from app.domain.errors import RuleViolation

_TEXT = re.compile(r"([0-9]{4})-?W([0-9]{2})", re.IGNORECASE)
_LAST_DAY = timedelta(days=6)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One week by the year it is counted to, which is not always that of its days, and its number from 1."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The week written as ``2026-W47``. Raises RuleViolation: ``week_unreadable``, ``week_missing``."""
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise RuleViolation("week_unreadable", "week", week=text)
        week = cls(int(found[1]), int(found[2]))
        try:
            date.fromisocalendar(week.year, week.number, 1)
        except ValueError:
            raise RuleViolation("week_missing", "week", week=text) from None
        return week

    @property
    def first_on(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_on(self) -> date:
        """Its Sunday."""
        return self.first_on + _LAST_DAY

    def before(self, weeks: int = 1) -> Week:
        """The week so many weeks earlier; later with a negative number."""
        return Week.of(self.first_on - timedelta(weeks=weeks))

    def up_to(self, weeks: int) -> tuple[Week, ...]:
        """So many weeks, the earliest first, that end with this one."""
        return tuple(self.before(number) for number in reversed(range(weeks)))

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The UTC moments at which it begins and at which the next one does, by the clocks of ``zone``."""
        return day_bounds(self.first_on, zone)[0], day_bounds(self.last_on, zone)[1]

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"
