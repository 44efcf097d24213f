"""Passphrases that cost nothing, for tests that open a store many times over.

The key slots, their terms and all that is bound to them stay as they are; only the one costly function behind them is
another. What it costs in truth, and that it is Argon2id, is looked at in ``unit/test_system_keyslots.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.system import keyslots

REAL = keyslots.Argon2id
CHEAP_KIB = 1024
"""What a practice store takes: it stays as it is, for other tests hand such stores on."""


class QuickKdf:
    """Stands for Argon2id."""

    def __new__(cls, *, memory_cost: int, **terms: Any) -> Any:
        """Itself, or Argon2id where that costs nothing."""
        return REAL(memory_cost=memory_cost, **terms) if memory_cost <= CHEAP_KIB else super().__new__(cls)

    def __init__(self, *, salt: bytes, length: int, **_terms: int) -> None:
        self._salt, self._length = salt, length

    def derive(self, secret: bytes) -> bytes:
        """A key from salt and secret."""
        return hashlib.sha256(self._salt + secret).digest()[: self._length]


@contextmanager
def quick_keys() -> Iterator[None]:
    """While it lasts, passphrases cost nothing. Real stores made meanwhile open only so."""
    keyslots.Argon2id = QuickKdf  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        keyslots.Argon2id = REAL  # type: ignore[misc]
