"""Bring a store to the schema this version knows: a newer store is refused, an older one is upgraded safely.

Order: newer → refuse; older → proven backup → one transaction with foreign keys off → foreign_key_check, triggers
and counts compared → commit. On any failure the old file stays as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine

from app.domain.errors import StorageProblem
from app.models.database import connect, connect_new, driver_errors

log = logging.getLogger(__name__)

HEAD = "0019"
"""The newest revision; a test holds it equal to what Alembic finds."""
MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Any) -> str | None:
    """The schema revision of an open raw connection, None for an empty file."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if found is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def create(path: Path, key: bytes) -> None:
    """Make a new encrypted store with the newest schema at ``path``, which must not exist."""
    if path.exists():
        raise StorageProblem("store_exists", file=path.name)
    with driver_errors():
        connection = connect_new(path, key)
        try:
            _migrate(connection)
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
        connection.close()


def upgrade(path: Path, key: bytes, backup: Callable[[], object]) -> bool:
    """Upgrade the store if it is older; True if it was. ``backup`` must prove itself or raise.

    Raises StorageProblem: ``store_newer``, ``store_unreadable`` (there is nothing in it), ``upgrade_failed``, or what
    the disk did. On any of them the file stays as it was.
    """
    with driver_errors():
        connection = connect(path, key)
        try:
            revision = revision_of(connection)
            if revision == HEAD:
                return False
            if revision is None:
                raise StorageProblem("store_unreadable", file=path.name)
            if revision > HEAD:
                raise StorageProblem("store_newer", revision=revision, known=HEAD)
            backup()
            _upgrade(connection)
        finally:
            connection.close()
    return True


def _upgrade(connection: Any) -> None:
    try:
        with driver_errors():
            _migrate(connection)
    except StorageProblem:
        raise
    except Exception as error:
        log.error("upgrade: %s", type(error).__name__)  # noqa: TRY400  # the driver's text may hold values
        raise StorageProblem("upgrade_failed", tables=type(error).__name__, triggers="") from None


def _migrate(raw: Any) -> None:
    from alembic import command
    from alembic.config import Config

    raw.execute("PRAGMA foreign_keys=OFF")
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=NullPool)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            counts = _counts(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _compare(connection, counts)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            if raw.in_transaction:  # a full disk has ended it already
                connection.exec_driver_sql("ROLLBACK")
            raise
        connection.detach()  # the caller owns the raw connection


_MADE_AGAIN = {"case_state", "queue_count", "case_week", "week_end", "alembic_version"}


def _counts(connection: Connection) -> dict[str, int]:
    """The rows of every table that cannot be made again."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608
        for name in list(names)
        if name not in _MADE_AGAIN
    }


def _compare(connection: Connection, before: dict[str, int]) -> None:
    """Refuse what a migration broke: rows or tables gone, a reference to nothing, a trigger that is not as declared."""
    broken = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    after = _counts(connection)
    broken |= {name for name, count in before.items() if after.get(name) != count}
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    wrong = differing_triggers({row[0]: row[1] for row in rows})
    if broken or wrong:
        raise StorageProblem("upgrade_failed", tables=", ".join(sorted(broken)), triggers=", ".join(wrong))


def differing_triggers(found: dict[str, str]) -> list[str]:
    """Names of triggers that are missing, changed or too many."""
    from app.models.sqlite import triggers

    wanted = triggers()
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
