"""Opening the encrypted file: one engine that writes, one that reads, and the backup that proves itself.

Source of the pragmas: SQLite's and SQLCipher's documentation; WAL with FULL lost no acknowledged transaction in
simulated power cuts, NORMAL did. The key is 32 raw bytes, so opening costs no key derivation.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.domain.errors import StorageProblem

log = logging.getLogger(__name__)

# The driver searches an adapter for every bytes and None it binds, 1 µs each, unless it has been given one: with
# these (which answer the value itself) a fact is written in half the time.
dbapi2.register_adapter(bytes, bytes)
dbapi2.register_adapter(type(None), {}.get)

WRITE_CACHE_KIB = 16 * 1024
READ_CACHE_KIB = 64 * 1024
FILL_CACHE_KIB = 128 * 1024
CHECK_CACHE_KIB = 16 * 1024
"""Of what reads each page once."""
LONG_CACHE_KIB = 256 * 1024
"""Of what reads through much of the store: a page comes back sooner than it would be deciphered again."""
BUSY_SECONDS = 5
FOLDED_PAGES = 8192
"""Of the journal: a commit that finds more copies them into the file. ``fold`` does it sooner, where no key waits."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    f"wal_autocheckpoint={FOLDED_PAGES}",
)


def connect(path: Path, key: bytes, cache_kib: int = READ_CACHE_KIB) -> Any:
    """A raw driver connection with the store's pragmas.

    Raises StorageProblem: ``store_unreadable`` (the key slots opened, so a key that does not fit means that the file
    is damaged or belongs to another store), or what the disk did.
    """
    connection = dbapi2.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _open(connection, path, key)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA cache_size=-{cache_kib}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path, key: bytes) -> Any:
    """A raw driver connection that changes nothing: not even the journal is folded in when it is closed.

    Raises as ``connect``.
    """
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _open(connection, path, key)
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", f"cache_size=-{CHECK_CACHE_KIB}"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _open(connection: Any, path: Path, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        raise StorageProblem(_code_of(error) or "store_unreadable", file=path.name) from None


def _engine(creator: Callable[[], Any], begin: str) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def rows(connection: Connection, statement: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them, for reads of very many: a row object for each would cost as much again."""
    driver = connection.connection.driver_connection
    assert driver is not None
    found: list[tuple[Any, ...]] = driver.execute(statement, parameters).fetchall()
    return found


class Database:
    """The open store. ``read()`` and ``write()`` are the only ways to a connection."""

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            raise StorageProblem("store_missing", file=path.name)
        self.path = path
        self.key = key
        self._writer = _engine(lambda: self.raw(WRITE_CACHE_KIB), "BEGIN IMMEDIATE")
        self._reader = _engine(lambda: self._read_only(self.raw()), "BEGIN")
        self._writing = threading.local()

    @staticmethod
    def _read_only(connection: Any) -> Any:
        connection.execute("PRAGMA query_only=ON")
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read from."""
        with driver_errors(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: commits at the end of the block, rolls back on any exception. Never nested."""
        if getattr(self._writing, "active", False):
            raise RuntimeError("write() inside write()")
        self._writing.active = True
        try:
            with driver_errors(), self._writer.connect() as connection, connection.begin():
                yield connection
        finally:
            self._writing.active = False

    @contextmanager
    def long_read(self) -> Iterator[Connection]:
        """A snapshot for a report: a connection of its own, beside which the desk goes on."""
        engine = _engine(lambda: self._read_only(self.raw(LONG_CACHE_KIB)), "BEGIN")
        try:
            with driver_errors(), engine.connect() as connection, connection.begin():
                yield connection
        finally:
            engine.dispose()

    def fold(self) -> None:
        """Copy what was committed from the journal into the file, as far as readers let it: done between two acts, so
        that no commit has to."""
        with driver_errors(), self._writer.connect() as connection:
            rows(connection, "PRAGMA wal_checkpoint(PASSIVE)")

    def raw(self, cache_kib: int = READ_CACHE_KIB) -> Any:
        """A driver connection of its own, for backup and verification. The caller closes it."""
        if not self.key:
            raise RuntimeError("the store is closed")
        return connect(self.path, self.key, cache_kib)

    @contextmanager
    def snapshot(self, cache_kib: int = LONG_CACHE_KIB) -> Iterator[Any]:
        """A raw connection of its own that reads one snapshot: for long reading, beside which the desk goes on."""
        with driver_errors():
            connection = self.raw(cache_kib)
            try:
                connection.execute("PRAGMA query_only=ON")
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def inspection(self, cache_kib: int = LONG_CACHE_KIB) -> Iterator[Any]:
        """A snapshot that reads damaged text as it can: for verification."""
        with self.snapshot(cache_kib) as connection:
            connection.text_factory = partial(str, encoding="utf-8", errors="replace")
            yield connection

    def backup(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Copy the store page by page into ``target``, encrypted with the same key."""
        with driver_errors():
            source, copy = self.raw(), connect_new(target, self.key)
            try:
                source.backup(
                    copy,
                    pages=4096,
                    progress=lambda _s, left, total: progress(total - left, total) if progress else None,
                )
            finally:
                copy.close()
                source.close()

    def close(self) -> None:
        """Close every connection and let the key go; the WAL is folded into the file."""
        self._reader.dispose()
        self._writer.dispose()
        self.key = b""


@contextmanager
def filling(path: Path, key: bytes) -> Iterator[Connection]:
    """One transaction that fills a store nobody has opened yet: no journal, no sync, no check of what is written, and
    the indexes are made at its end.

    Not safe: whatever goes wrong, the file is worth nothing, and its maker throws it away. Only for invented data: of
    very many rows, what is sorted for an index passes through a file of the system that is not encrypted. After the
    block it is an ordinary store on the disk.
    """
    from app.models.bulk import drop_indexes, make_indexes
    from app.models.sqlite import NO_GAPS, triggers

    engine = _engine(lambda: connect(path, key, FILL_CACHE_KIB), "BEGIN IMMEDIATE")
    try:
        with driver_errors(), engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "temp_store=FILE"):
                raw.execute(f"PRAGMA {pragma}")
            with connection.begin():
                # Asked for every fact, whether its chain has a gap before it: a journal leaves none.
                connection.exec_driver_sql(f"DROP TRIGGER {NO_GAPS}")
                indexes = drop_indexes(connection)
                yield connection
                make_indexes(connection, indexes)
                connection.exec_driver_sql(triggers()[NO_GAPS])
            for pragma in ("synchronous=FULL", "journal_mode=WAL"):
                raw.execute(f"PRAGMA {pragma}")
    finally:
        engine.dispose()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def connect_new(path: Path, key: bytes) -> Any:
    """An empty encrypted file as a raw connection, for creation and backup."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def opens(path: Path, key: bytes) -> bool:
    """Whether this is the key of the database at ``path``. Raises StorageProblem for what the disk did."""
    try:
        connect(path, key).close()
    except StorageProblem as problem:
        if problem.code != "store_unreadable":
            raise
        return False
    return True


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Write every page anew with another key, in one transaction; nobody else may have the database open.

    The journal is folded in before, and after: until then the check of the pages would speak of every one of them.
    Raises StorageProblem ``rekey_unproven`` where the pages do not read back, or what the disk did.
    """
    with driver_errors():
        connection = connect(path, old)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
        connection = connect(path, new)
        try:
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                raise StorageProblem("rekey_unproven")
        finally:
            connection.close()


_SQLITE_CODES = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "store_read_only",
    "SQLITE_BUSY": "store_busy",
    "SQLITE_CORRUPT": "store_damaged",
    "SQLITE_NOTADB": "store_unreadable",
    "SQLITE_IOERR": "disk_error",
    "SQLITE_CANTOPEN": "store_read_only",
}
_SQLITE_WORDS = {
    "database or disk is full": "disk_full",
    "attempt to write a readonly database": "store_read_only",
    "database is locked": "store_busy",
    "database disk image is malformed": "store_damaged",
    "file is not a database": "store_unreadable",
    "disk I/O error": "disk_error",
    "unable to open database file": "store_read_only",
}
"""What sqlite3_errstr() says of the same codes."""


@contextmanager
def driver_errors() -> Iterator[None]:
    """Name what the environment did; what our own statements did wrong stays an exception.

    The driver's text is never passed on: it may hold values.
    """
    try:
        yield
    except (DBAPIError, dbapi2.DatabaseError) as error:
        code = _code_of(error.orig if isinstance(error, DBAPIError) else error)
        if code is None:
            raise
        log.error("storage: %s", code)  # noqa: TRY400  # the driver's text may hold values
        raise StorageProblem(code) from None


def _code_of(error: BaseException | None) -> str | None:
    """What the environment did, None for a mistake of our own."""
    name = getattr(error, "sqlite_errorname", None)
    if name is None:  # the backup of the driver gives the library's own words alone
        return _SQLITE_WORDS.get(str(error))
    return next((code for prefix, code in _SQLITE_CODES.items() if str(name).startswith(prefix)), None)
