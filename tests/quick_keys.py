"""Passphrases that cost nothing, for tests that open a store many times over.

The key slots, their terms and all that is bound to them stay as they are; only the one costly function behind them is
another. What it costs in truth, and that it is Argon2id, is looked at in ``unit/test_system_keyslots.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from app.system import keyslots


class QuickKdf:
    """Stands for Argon2id."""

    def __init__(self, *, salt: bytes, length: int, **_terms: int) -> None:
        self._salt, self._length = salt, length

    def derive(self, secret: bytes) -> bytes:
        """A key from salt and secret."""
        return hashlib.sha256(self._salt + secret).digest()[: self._length]


@contextmanager
def quick_keys() -> Iterator[None]:
    """While it lasts, passphrases cost nothing. Stores made meanwhile open only so."""
    real = keyslots.Argon2id
    keyslots.Argon2id = QuickKdf  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        keyslots.Argon2id = real  # type: ignore[misc]
