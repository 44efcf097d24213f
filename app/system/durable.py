"""Files that are either the old or the new one after a crash, never half of both."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import StorageProblem

_PART_BYTES = 1 << 20
_CANNOT_SYNC = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
"""What some file systems of the network say to a wish to sync."""


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


def copy_whole(source: Path, target: Path, report: Callable[[int], None]) -> None:
    """Copy a file so that ``target`` is there in full or not at all: under another name, read back, then named. For
    folders that are none of ours: a share or a stick, which may know neither modes nor how to sync a folder.

    ``report`` is told how many bytes are copied, and may raise. Raises StorageProblem ``copy_differs``, or as
    ``StorageProblem.of`` names it; nothing of the new file is left then.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        try:
            with source.open("rb") as file, partial.open("wb") as copy:
                digest = _copied(file, copy, report)
            with partial.open("rb") as file:
                if hashlib.file_digest(file, "sha256").digest() != digest:
                    raise StorageProblem("copy_differs", path=str(target))
            times = source.stat()
            with suppress(OSError):
                os.utime(partial, ns=(times.st_atime_ns, times.st_mtime_ns))
                partial.chmod(0o600)
            partial.replace(target)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageProblem.of(error, target) from error
    with suppress(OSError):
        _sync_folder(target.parent)


def _copied(source: BinaryIO, target: BinaryIO, report: Callable[[int], None]) -> bytes:
    """Copy to the disk; answers the SHA-256 of what was read."""
    digest, done = hashlib.sha256(), 0
    while part := source.read(_PART_BYTES):
        target.write(part)
        digest.update(part)
        done += len(part)
        report(done)
    target.flush()
    try:
        os.fsync(target.fileno())
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    return digest.digest()


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows has no such call and does not need it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
