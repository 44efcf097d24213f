"""Whether a store was closed in order the last time, and if not, whether it was read through since.

SQLite takes the journal away when the last connection closes. One that still lies there when nobody has the store open
was left by a killed process or by lost power. Opening the store folds the journal in, so it is noted in a file, which
stays until somebody has read the store through.
"""

from __future__ import annotations

from contextlib import suppress

from app.domain.errors import StorageProblem
from app.system.durable import write_private
from app.system.paths import Home


def note_ending(home: Home) -> None:
    """Note that the store was not closed in order, if it was not. The caller holds the lock, and nobody has it open."""
    if home.journal.exists():
        note(home)


def note(home: Home) -> None:
    """Have the store read through before it is opened the next time."""
    with suppress(StorageProblem):  # a full disk must not keep the user from looking at the store
        write_private(home.unchecked, b"")


def is_noted(home: Home) -> bool:
    """Whether it is to be read through before it is opened."""
    return home.unchecked.exists() or home.journal.exists()


def settle(home: Home) -> None:
    """It was read through, and is sound."""
    with suppress(OSError):
        home.unchecked.unlink(missing_ok=True)
