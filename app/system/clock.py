"""The one place that reads the wall clock. Everything else gets a ``Clock``, or the moment itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present moment as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still at ``moment`` (``--now``, ``--today``, tests).

    Raises ValueError for a naive moment, whose meaning would depend on the machine.
    """
    if moment.utcoffset() is None:
        raise ValueError("a fixed clock needs an aware datetime")
    in_utc = moment.astimezone(UTC)
    return lambda: in_utc
