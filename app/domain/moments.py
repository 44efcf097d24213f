"""Identities and moments as the store keeps them: 16 bytes, and milliseconds UTC."""

from __future__ import annotations

from datetime import UTC, datetime

Id = bytes

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC; what is finer is cut off."""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def from_ms(value: int) -> datetime:
    """The aware UTC moment of a stored millisecond count."""
    # Exact: a double holds every millisecond of these centuries.
    return datetime.fromtimestamp(value / 1000, UTC)
