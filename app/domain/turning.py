"""The moments at which time alone changes the state of a case."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from app.domain.dates import utc_of

_MIDNIGHT = time()


class Moments:
    """Those after ``now``, gathered while a state is derived. Days begin at midnight on the debtor's clock."""

    __slots__ = ("_found", "_now", "_zone")

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone
        self._found: list[datetime] = []

    def at(self, moment: datetime | None) -> None:
        """Something changes at this moment, if it lies ahead."""
        if moment is not None and moment > self._now:
            self._found.append(moment)

    def on(self, day: date) -> None:
        """Something changes when this day begins."""
        self.at(self.midnight(day))

    def midnight(self, day: date) -> datetime:
        """When a day begins."""
        return utc_of(day, _MIDNIGHT, self._zone)

    def forget(self) -> None:
        """Nothing found so far changes anything."""
        self._found.clear()

    def first(self) -> datetime | None:
        """The earliest of them."""
        return min(self._found, default=None)
