"""Files that come into their place together with something else, or not at all: an export and the record of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import StorageProblem


class Staging:
    """A private folder beside the place of the files, where they are written first."""

    def __init__(self, folder: Path, target: Path) -> None:
        self._folder, self._target = folder, target
        self._placed: list[Path] = []

    def path(self, name: str) -> Path:
        """Where the file of this name is to be written."""
        return self._folder / name

    def place(self, name: str) -> Path:
        """Put a file in its place, whole and on the disk; what stood there is kept until the block ends well."""
        self.path(name).chmod(0o600)
        with self.path(name).open("rb+") as file:
            os.fsync(file.fileno())
        target = self._target / name
        if target.exists():
            target.replace(self._old(name))
        self._placed.append(target)
        self.path(name).replace(target)
        return target

    def take_back(self) -> None:
        """Put everything as it was."""
        for target in reversed(self._placed):
            if self._old(target.name).exists():
                self._old(target.name).replace(target)
            else:
                target.unlink(missing_ok=True)

    def _old(self, name: str) -> Path:
        return self._folder / f"{name}.old"


@contextmanager
def staging(target: Path) -> Iterator[Staging]:
    """Files for the folder ``target``: whatever fails inside the block, it holds what it held before.

    Raises StorageProblem: ``disk_full``, ``folder_read_only``, ``file_failed``.
    """
    try:
        with tempfile.TemporaryDirectory(
            dir=target, prefix=".fairdue-", ignore_cleanup_errors=True
        ) as folder:
            staged = Staging(Path(folder), target)
            try:
                yield staged
            except BaseException:
                staged.take_back()
                raise
    except OSError as error:
        raise StorageProblem.of(error, target) from error
