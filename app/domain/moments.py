"""Identities and moments as the store keeps them: 16 bytes, and milliseconds UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

Id = bytes

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC; what is finer is cut off."""
    return (moment - EPOCH) // MILLISECOND


@lru_cache(maxsize=4096)
def from_ms(value: int) -> datetime:
    """The aware UTC moment of a stored millisecond count. What came with one file, and what began a call, is told
    many times over."""
    # Exact: a double holds every millisecond of these centuries.
    return datetime.fromtimestamp(value / 1000, UTC)
