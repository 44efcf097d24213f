"""Clear copies for an outside viewer: what is written there lasts no longer than the open store."""

from __future__ import annotations

import shutil
from contextlib import suppress

from app.system.paths import Home


def clear(home: Home) -> None:
    """Delete every clear copy of a home, at start, lock and exit. What is kept elsewhere is never touched.

    A file that a viewer still holds is left for the next time: no fault of the system may keep anybody from work.
    """
    folder = home.previews
    if folder.is_symlink() or not folder.is_dir():
        return
    for entry in list(folder.iterdir()):
        with suppress(OSError):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()
