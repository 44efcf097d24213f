"""Small private files that are either the old or the new one after a crash, never half of both."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from app.domain.errors import StorageProblem


def make_private_folder(path: Path) -> None:
    """Create ``path`` and what is missing above it, for its owner only where the system knows modes.

    A folder that already exists keeps its permissions: it may be shared for a reason that is not ours.
    Raises StorageProblem as ``StorageProblem.of`` names it.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageProblem.of(error, path) from error


def write_private(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step, readable by its owner only.

    Raises StorageProblem; the old file then stands unchanged.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise StorageProblem.of(error, path) from error


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows has no such call and does not need it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
