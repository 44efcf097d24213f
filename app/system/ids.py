"""Identities of rows: UUID version 7 (RFC 9562 §5.7) as 16 bytes, ascending within the process.

Ascending identities keep the indexes dense, and facts made in one act in the order in which they were made.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime

_FRESH_BYTES = 9  # 72 random bits; the two left free above them are room to count up within a millisecond
_LOW_BITS = 62
_LOW_MASK = (1 << _LOW_BITS) - 1
_HIGH_MASK = (1 << 12) - 1
_VERSION = 7 << 76
_VARIANT = 2 << 62


class IdSource:
    """Makes identities that ascend even when the clock stands still or goes back.

    ``entropy`` answers that many random bytes; a seeded generator makes a sample store repeatable.
    A moment before the last one given is raised to it, so the time inside an id is a hint and never a fact.
    """

    def __init__(self, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._entropy = entropy
        self._guard = threading.Lock()
        self._millisecond = -1
        self._tail = 0

    def new(self, now: datetime) -> bytes:
        """A new identity, 16 bytes, for the aware moment ``now``."""
        millisecond = int(now.timestamp() * 1000)
        with self._guard:
            if millisecond > self._millisecond:
                self._millisecond = millisecond
                self._tail = int.from_bytes(self._entropy(_FRESH_BYTES))
            else:
                millisecond = self._millisecond
                self._tail += 1
            tail = self._tail
        high = (tail >> _LOW_BITS) & _HIGH_MASK
        return (millisecond << 80 | _VERSION | high << 64 | _VARIANT | tail & _LOW_MASK).to_bytes(16)

    def restart(self) -> None:
        """Forget the last identity: a forked child must not repeat those of its parent."""
        self._guard = threading.Lock()
        self._millisecond = -1


_source = IdSource()
new_id = _source.new
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_source.restart)


def uuid_text(identity: bytes) -> str:
    """The usual text of an identity: 8-4-4-4-12 lower-case hexadecimal digits.

    Raises ValueError unless ``identity`` is 16 bytes long.
    """
    if len(identity) != 16:
        raise ValueError("an identity is 16 bytes long")
    text = identity.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
