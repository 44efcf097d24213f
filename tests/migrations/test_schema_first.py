"""What Alembic makes is what the tables declare, piece by piece; and the revisions form one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from old_store import KEY, MIGRATIONS, open_raw
from sqlalchemy import StaticPool, create_engine
from sqlcipher3 import dbapi2

from app.domain.errors import StorageProblem
from app.models import upgrade
from app.models.schema import metadata
from app.models.sqlite import SEARCH_TABLE, triggers

TABLES = sorted(table.name for table in metadata.sorted_tables)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A store made by the migrations."""
    path = tmp_path_factory.mktemp("made") / "store.db"
    upgrade.create(path, KEY)
    raw = open_raw(path)
    yield raw
    raw.close()


@pytest.fixture(scope="module")
def declared() -> Iterator[Any]:
    """The tables as the code declares them, made by SQLAlchemy."""
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, poolclass=StaticPool)
    metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection.connection.driver_connection
    engine.dispose()


def names(raw: Any, kind: str) -> list[str]:
    rows = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY name", (kind,)
    )
    return [row[0] for row in rows]


def sql_of(raw: Any, name: str) -> str:
    return " ".join(
        raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0].split()
    )


def columns(raw: Any, table: str) -> list[Any]:
    return sorted(row[1:] for row in raw.execute(f'PRAGMA table_xinfo("{table}")'))


def indexes(raw: Any, table: str) -> dict[Any, Any]:
    """Unique or not, whole or partial, over which columns in which direction; unnamed ones by their columns."""
    found = {}
    for _, name, unique, origin, partial in raw.execute(f'PRAGMA index_list("{table}")'):
        over = [tuple(row[2:6]) for row in raw.execute(f'PRAGMA index_xinfo("{name}")')]
        where = sql_of(raw, name).partition(" WHERE ")[2] if partial else ""
        found[name if origin == "c" else tuple(over)] = (unique, origin, where, over)
    return found


def foreign_keys(raw: Any, table: str) -> list[Any]:
    return sorted(row[2:] for row in raw.execute(f'PRAGMA foreign_key_list("{table}")'))


def constraints(raw: Any, table: str) -> list[str]:
    """Named constraints with their words: primary and foreign keys, unique and check."""
    return sorted(
        re.findall(r"CONSTRAINT (?:\"?\w+\"?) [^,()]*\([^()]*(?:\([^()]*\)[^()]*)?\)", sql_of(raw, table))
    )


def test_there_are_the_declared_tables_and_no_others(made: Any, declared: Any) -> None:
    found = [name for name in names(made, "table") if not name.startswith(("search", "sqlite_"))]
    assert found == sorted([*TABLES, "alembic_version"])
    assert names(declared, "table") == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_as_declared(made: Any, declared: Any, table: str) -> None:
    assert columns(made, table) == columns(declared, table)
    assert indexes(made, table) == indexes(declared, table)
    assert foreign_keys(made, table) == foreign_keys(declared, table)
    assert constraints(made, table) == constraints(declared, table)


def test_partial_unique_and_descending_indexes_are_there(made: Any) -> None:
    """The comparison above would say nothing of what both sides lack."""
    facts = indexes(made, "fact")
    assert facts["ix_fact_reported"][2].startswith("kind IN ('contact', 'promise', 'payment', ")
    assert facts["ix_fact_supersedes"][2] == "supersedes IS NOT NULL"
    assert facts["uq_fact_device"][0] == 1
    (_, _, _, queue) = indexes(made, "case_state")["ix_case_state_queue"]
    assert [(name, bool(is_descending)) for name, is_descending, _, is_key in queue if is_key] == [
        ("collector_no", False), ("tier", False), ("score", True), ("tie", False),
    ]  # fmt: skip
    assert any("CHECK (role IN ('collector', 'lead'))" in text for text in constraints(made, "user"))
    assert foreign_keys(made, "fact_promise") == [("fact", "seq", "seq", "NO ACTION", "NO ACTION", "NONE")]


def test_the_triggers_are_word_for_word_as_declared(made: Any) -> None:
    found = dict(made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    assert found == triggers()
    guarded = {name for name in TABLES if name.startswith("fact_")} | {"unknown_content"}
    assert {f"{table}_{what}" for table in guarded for what in ("only_erased", "no_delete")} < found.keys()


def test_the_search_is_as_declared(made: Any) -> None:
    assert sql_of(made, "search") == SEARCH_TABLE


def test_the_revisions_form_one_line_up_to_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    line = list(script.walk_revisions())
    assert script.get_heads() == [upgrade.HEAD] == [line[0].revision]
    assert [revision.down_revision for revision in line] == [*(item.revision for item in line[1:]), None]
    for number, revision in enumerate(reversed(line), start=1):
        assert revision.revision == f"{number:04d}"
        assert Path(revision.path).name.startswith(f"{revision.revision}_")


def test_migrations_know_nothing_of_todays_tables() -> None:
    for path in MIGRATIONS.rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) app\b", path.read_text(encoding="utf-8"), re.MULTILINE), (
            path
        )


def test_a_store_is_never_made_over_another(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"something")
    with pytest.raises(StorageProblem, match="store_exists"):
        upgrade.create(path, KEY)
    assert path.read_bytes() == b"something"


def test_half_a_store_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(upgrade, "_compare", fail)
    with pytest.raises(RuntimeError):
        upgrade.create(tmp_path / "store.db", KEY)
    assert list(tmp_path.iterdir()) == []
