"""The power goes: what was written since the last sync is lost, in part, in any order, torn in the middle of a page.

Our own statements run on another build of SQLite that lets us stand between it and the disk; the encryption lies above
us, so what is torn is what would be torn. Each cut is a picture of the disk at that moment, opened by the program as
it is shipped.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw

from app.domain.errors import AppError
from app.models import database
from app.services import contacts
from app.services.context import Context
from app.system.paths import Home
from torture import stores
from torture.deeds import at_work, call, calls_broken, cases, damaged

SECTOR = 512
"""Bytes that reach the disk together: the least that any disk promises."""


@dataclass
class Disk:
    """What is safely there, and what was only handed over, by file."""

    safe: dict[Path, bytearray] = field(default_factory=dict)
    handed: dict[Path, list[tuple[int, bytes]]] = field(default_factory=dict)
    on_write: Callable[[], None] = lambda: None

    def open(self, path: Path) -> None:
        """A file is there as it is found."""
        self.safe.setdefault(path, bytearray(path.read_bytes() if path.exists() else b""))
        self.handed.setdefault(path, [])

    def write(self, path: Path, at: int, content: bytes) -> None:
        """Hand content over."""
        self.handed[path].append((at, content))
        self.on_write()

    def cut(self, path: Path, size: int) -> None:
        """The file is shortened: noted as a write of nothing there."""
        self.handed[path].append((-size - 1, b""))

    def sync(self, path: Path) -> None:
        """All that was handed over is safe now."""
        for at, content in self.handed[path]:
            _put(self.safe[path], at, content)
        self.handed[path].clear()

    def gone(self, path: Path) -> None:
        """The file is deleted."""
        self.safe.pop(path, None)
        self.handed.pop(path, None)

    def after_power_loss(self, dice: random.Random) -> dict[Path, bytes]:
        """What may be found: any part of what was handed over, in any order, the last one torn."""
        found = {}
        for path, safe in self.safe.items():
            image = bytearray(safe)
            handed = [one for one in self.handed[path] if dice.random() < dice.choice((0.0, 0.5, 0.9, 1.0))]
            dice.shuffle(handed)
            for at, content in handed:
                torn = dice.random() < 0.2
                _put(image, at, content[: dice.randrange(0, len(content) + 1, SECTOR)] if torn else content)
            found[path] = bytes(image)
        return found


def _put(image: bytearray, at: int, content: bytes) -> None:
    if at < 0:
        del image[-at - 1 :]
        return
    if len(image) < at:
        image.extend(bytes(at - len(image)))
    image[at : at + len(content)] = content


class _Shim(apsw.VFS):
    """Between SQLite and the disk of the system. There is one for good: the layer that enciphers keeps hold of it."""

    def __init__(self) -> None:
        self.disk = Disk()
        super().__init__("torture", "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # SQLite's name
        return _File(self.disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.disk.gone(Path(filename))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        disk.open(self.path)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.disk.write(self.path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self.disk.cut(self.path, newsize)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.disk.sync(self.path)


@cache
def _shim() -> _Shim:
    return _Shim()


class _Cursor:
    """As much of a driver's cursor as our statements ask for."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection, self._cursor = connection, connection.cursor()
        self.description: Any = None
        self.lastrowid, self.rowcount, self.arraysize = 0, -1, 1

    def execute(self, statement: str, parameters: Any = ()) -> _Cursor:
        before = self._connection.total_changes()
        self._cursor.execute(statement, tuple(parameters))
        try:
            self.description = self._cursor.description_full and [
                (c[0],) + (None,) * 6 for c in self._cursor.description
            ]
        except apsw.ExecutionCompleteError:
            self.description = None
        self.rowcount = self._connection.total_changes() - before
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def executemany(self, statement: str, rows: Any) -> _Cursor:
        for row in rows:
            self.execute(statement, row)
        return self

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return list(self._cursor.fetchall())

    def fetchmany(self, size: int = 1) -> list[Any]:
        found = (self._cursor.fetchone() for _ in range(size))
        return [row for row in found if row is not None]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def close(self) -> None:
        self._cursor.close()


class _Connection:
    """As much of a driver's connection as our statements ask for."""

    isolation_level = None

    def __init__(self, path: str, synchronous: str) -> None:
        self._synchronous = synchronous
        self._connection = apsw.Connection(path, vfs="multipleciphers-torture")
        self._connection.set_busy_timeout(5_000)
        for pragma in ("cipher='sqlcipher'", "legacy=4"):
            self._connection.execute(f"PRAGMA {pragma}")

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection)

    def execute(self, statement: str, parameters: Any = ()) -> _Cursor:
        if statement == "PRAGMA synchronous=FULL":
            statement = f"PRAGMA synchronous={self._synchronous}"
        return self.cursor().execute(statement, parameters)

    def executemany(self, statement: str, rows: Any) -> _Cursor:
        return self.cursor().executemany(statement, rows)

    def create_function(self, name: str, count: int, function: Any, **_: Any) -> None:
        self._connection.create_scalar_function(name, function, count)

    def commit(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()


@contextmanager
def on_another_disk(disk: Disk, synchronous: str) -> Iterator[None]:
    """While the block lasts, every connection of the program goes through the disk that can lose power."""
    driver = database.dbapi2
    _shim().disk = disk
    module = SimpleNamespace(
        **{name: getattr(driver, name) for name in dir(driver) if not name.startswith("__")}
    )
    module.connect = lambda path, **_: _Connection(path, synchronous)
    database.dbapi2 = module  # type: ignore[assignment]
    try:
        yield
    finally:
        database.dbapi2 = driver


@dataclass
class Cuts:
    """What the cuts found."""

    cuts: int = 0
    acknowledged: int = 0
    problems: list[str] = field(default_factory=list)


def trials(folder: Path, count: int, seed: int, synchronous: str = "FULL") -> Cuts:
    """Record calls on a disk that loses power at random writes; ``synchronous`` is SQLite's setting of that name."""
    outcome, dice, disk, told = Cuts(), random.Random(seed), Disk(), []
    pictures: list[tuple[Path, list[str]]] = []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        home = stores.copied(folder, "people", Path(place) / "home")

        def perhaps_cut() -> None:
            if dice.random() < 0.03 and len(pictures) < count:
                pictures.append(
                    (_picture(disk, home, dice, Path(place) / f"cut-{len(pictures)}"), list(told))
                )

        with on_another_disk(disk, synchronous), at_work(home) as context:
            disk.on_write = perhaps_cut
            _work(context, dice, told, lambda: len(pictures) >= count)
            disk.on_write = lambda: None
        for picture, acknowledged in pictures:
            outcome.cuts += 1
            outcome.acknowledged += len(acknowledged)
            outcome.problems += _looked_at(Home(picture), acknowledged)
            shutil.rmtree(picture)
    return outcome


def _work(context: Context, dice: random.Random, told: list[str], is_enough: Callable[[], bool]) -> None:
    found = cases(context)
    while not is_enough():
        made = call(context, dice.choice(found))
        contacts.record(context, made)
        told.append(made.act.hex())
        if dice.random() < 0.2:
            context.db.fold()


def _picture(disk: Disk, home: Home, dice: random.Random, place: Path) -> Path:
    """The folder as it is found when power is back: the shared memory of the journal is gone."""
    ours = ("*.lock*", "fairdue.db*")
    shutil.copytree(home.root, place, ignore=shutil.ignore_patterns(*ours))
    for path, content in disk.after_power_loss(dice).items():
        if path.parent == home.root:
            (place / path.name).write_bytes(content)
    return place


def _looked_at(home: Home, told: list[str]) -> list[str]:
    try:
        with at_work(home) as context:
            return [*damaged(context), *calls_broken(context, home.root, told)]
    except AppError as error:
        return [f"corrupt: {error.code}"]
