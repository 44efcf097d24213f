"""Which backups stay: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 6


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Of these moments (all by the same clock) those whose backups stay: 7 daily, 4 weekly, 6 monthly ones.

    A day without a backup does not count, so a desk that was closed for a month loses none over it.
    """
    newest_first = sorted(set(moments), reverse=True)
    return frozenset(
        moment
        for period, most in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY))
        for moment in _newest_of_each(newest_first, period, most)
    )


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:most]


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
