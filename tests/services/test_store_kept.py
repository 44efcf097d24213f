"""What the store does not let happen: facts changed, a transaction in a transaction, half of one left, a torn read."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from portfolio import Broken, Portfolio
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.domain.errors import StorageProblem
from app.domain.facts import KINDS, Body, Erasure, Fact, Id, columns
from app.models import journal
from app.models.database import Database, connect
from app.models.journal import Entry, Journal, read_facts
from tests.unit.histories import full


def append(portfolio: Portfolio, *bodies: Body, act: Id | None = None) -> list[Fact]:
    context, now = portfolio.context, portfolio.clock.now
    with context.db.write() as connection:
        book = Journal(connection, context.user.id, now)
        facts = book.append(
            act or portfolio.act(),
            [Entry(portfolio.act(), body, portfolio.case, None, now) for body in bodies],
        )
        book.flush()
    return facts


def journal_of(portfolio: Portfolio, entries: list[Entry], error: Any = None) -> None:
    """Write the entries and empty the cache; then fail, if so asked."""
    with portfolio.context.db.write() as connection:
        book = Journal(connection, portfolio.context.user.id, portfolio.clock.now)
        book.append(portfolio.act(), entries)
        book.flush()
        connection.exec_driver_sql("DELETE FROM case_state")
        if error is not None:
            raise error


def run(portfolio: Portfolio, statement: str, *values: Any) -> None:
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql(statement, values)


def refused(portfolio: Portfolio, statement: str, *values: Any) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|no gaps"):
        run(portfolio, statement, *values)


def content(portfolio: Portfolio, kind: str) -> tuple[Any, ...]:
    with portfolio.context.db.read() as connection:
        row = connection.exec_driver_sql(f"SELECT * FROM fact_{kind} ORDER BY seq DESC LIMIT 1").one()
    return tuple(row)


def test_no_content_of_any_kind_can_be_changed_or_deleted(portfolio: Portfolio) -> None:
    append(portfolio, *map(full, KINDS))
    for kind in KINDS:
        table, before = f"fact_{kind}", content(portfolio, kind)
        for name in ("salt", *(column.name for column in columns(KINDS[kind]))):
            refused(portfolio, f'UPDATE {table} SET "{name}" = ? WHERE seq = ?', b"other", before[0])
            refused(portfolio, f'UPDATE {table} SET "{name}" = NULL WHERE seq = ?', before[0])
        refused(portfolio, f"UPDATE {table} SET seq = seq + 1000 WHERE seq = ?", before[0])
        refused(portfolio, f"DELETE FROM {table} WHERE seq = ?", before[0])
        refused(portfolio, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = ?", before[0])
        assert content(portfolio, kind) == before


def test_no_header_can_be_changed_deleted_or_replaced(portfolio: Portfolio) -> None:
    append(portfolio, full("message"))
    with portfolio.context.db.read() as connection:
        names = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(fact)")]
    for name in names:
        refused(portfolio, f"UPDATE fact SET {name} = 77")
    refused(portfolio, "DELETE FROM fact")
    refused(portfolio, "INSERT OR REPLACE INTO fact SELECT * FROM fact")
    unique = "INSERT OR REPLACE INTO fact SELECT seq + 100, uid, kind, kind_version, ?, 1, act, case_id, person_id, "
    refused(
        portfolio,
        unique + "occurred_at, recorded_at, actor, supersedes, digest, link FROM fact LIMIT 1",
        b"d" * 16,
    )


def test_an_erasure_that_names_a_fact_lets_its_content_go_and_nothing_else(portfolio: Portfolio) -> None:
    first, second = append(portfolio, full("message"), full("message"))
    seq = content(portfolio, "message")[0]
    append(portfolio, Erasure(second.uid, "asked"))
    refused(portfolio, "UPDATE fact_message SET text = 'another' WHERE seq = ?", seq)
    refused(portfolio, "UPDATE fact_message SET text = NULL, sender = 'another' WHERE seq = ?", seq)
    refused(portfolio, "UPDATE fact_message SET text = NULL WHERE seq = ?", seq - 1)
    refused(portfolio, "DELETE FROM fact_message WHERE seq = ?", seq)
    erase = (
        "UPDATE fact_message SET salt = NULL, channel = NULL, sender = NULL, text = NULL, point_id = NULL "
    )
    run(portfolio, erase + "WHERE seq = ?", seq)
    assert content(portfolio, "message") == (seq, *(None,) * 5)
    refused(portfolio, "UPDATE fact_message SET text = 'another' WHERE seq = ?", seq)
    with portfolio.context.db.read() as connection:
        assert [fact.uid for fact in read_facts(connection, "f.kind = 'message'", ())] == [first.uid]


@pytest.mark.parametrize("step", [-1, 0, 2, 100])
def test_the_chain_of_this_device_has_no_gaps(portfolio: Portfolio, step: int) -> None:
    with pytest.raises(IntegrityError, match="no gaps"):
        run(
            portfolio,
            "INSERT INTO fact SELECT seq + 1000, randomblob(16), kind, kind_version, device, device_seq + ?, act, "
            "case_id, person_id, occurred_at, recorded_at, actor, supersedes, digest, link FROM fact "
            "ORDER BY seq DESC LIMIT 1",
            step,
        )


def test_a_journal_goes_on_where_the_chain_ended(portfolio: Portfolio) -> None:
    for _ in range(3):
        append(portfolio, full("message"), full("acknowledged"))
    with portfolio.context.db.read() as connection:
        device = journal.device_of(connection)
        numbers = connection.exec_driver_sql("SELECT seq, device_seq FROM fact ORDER BY seq").all()
        assert journal.head_of(connection, device)[0] == len(numbers)
        assert journal.head_of(connection, b"another device..") == (0, bytes(32))
    assert [tuple(row) for row in numbers] == [(no, no) for no in range(1, len(numbers) + 1)]


def test_an_empty_flush_writes_nothing(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    append(portfolio)
    assert portfolio.chain() == before


def test_long_journals_are_written_in_parts(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_FLUSH_AT", 3)
    facts = append(portfolio, *[full("message")] * 7)
    with portfolio.context.db.read() as connection:
        assert [fact.uid for fact in read_facts(connection, "f.act = ?", (facts[0].act,))] == [
            f.uid for f in facts
        ]


def test_a_uid_is_written_once(portfolio: Portfolio) -> None:
    (fact,) = append(portfolio, full("message"))
    before = portfolio.chain()
    again = [Entry(fact.uid, fact.body, None, None, portfolio.clock.now)]
    with pytest.raises(IntegrityError):
        journal_of(portfolio, again)
    assert portfolio.chain() == before


def test_an_unknown_kind_is_kept_and_stands_for_nothing(portfolio: Portfolio) -> None:
    """A fact of a later version came with a merge: it stays in the chain and is read over."""
    run(
        portfolio,
        "INSERT INTO fact SELECT seq + 1, randomblob(16), 'later_kind', 9, randomblob(16), 1, randomblob(16), case_id, "
        "person_id, occurred_at, recorded_at, actor, NULL, randomblob(32), randomblob(32) FROM fact "
        "ORDER BY seq DESC LIMIT 1",
    )
    run(portfolio, "INSERT INTO unknown_content SELECT max(seq), zeroblob(16), '{}' FROM fact")
    with portfolio.context.db.read() as connection:
        assert "later_kind" not in {fact.kind for fact in read_facts(connection, "1", ())}
        assert connection.exec_driver_sql("SELECT content FROM unknown_content").scalars().all() == ["{}"]
    refused(portfolio, "DELETE FROM unknown_content")
    refused(portfolio, "UPDATE unknown_content SET content = '[]'")
    before = portfolio.states()
    portfolio.go("09:01")
    assert portfolio.states() == before


def test_what_was_written_comes_back(portfolio: Portfolio) -> None:
    facts = append(portfolio, *map(full, KINDS))
    with portfolio.context.db.read() as connection:
        found = {fact.uid: fact for fact in read_facts(connection, "f.act = ?", (facts[0].act,))}
    assert found == {fact.uid: fact for fact in facts}


# Transactions.


def test_the_journal_is_folded_into_the_file_between_two_acts(portfolio: Portfolio, tmp_path: Path) -> None:
    db, copy = portfolio.context.db, tmp_path / "without_journal.db"
    facts = append(portfolio, full("message"))

    def in_the_file_alone() -> int:
        shutil.copyfile(db.path, copy)
        raw = connect(copy, db.key)
        try:
            return int(raw.execute("SELECT count(*) FROM fact WHERE act = ?", (facts[0].act,)).fetchone()[0])
        finally:
            raw.close()

    assert in_the_file_alone() == 0
    db.fold()
    assert in_the_file_alone() == 1
    append(portfolio, full("message"))  # and the writer goes on


def test_a_write_inside_a_write_is_refused(portfolio: Portfolio) -> None:
    db = portfolio.context.db
    with pytest.raises(RuntimeError, match="inside"), db.write(), db.write():
        pass
    append(portfolio, full("message"))  # and the next one is not hindered


@pytest.mark.parametrize("error", [Broken, KeyboardInterrupt, StorageProblem("disk_low")])
def test_a_failure_rolls_everything_back(portfolio: Portfolio, error: Any) -> None:
    before = portfolio.chain(), portfolio.states()
    entry = Entry(portfolio.act(), full("message"), None, None, portfolio.clock.now)
    with pytest.raises(type(error) if isinstance(error, Exception) else error):
        journal_of(portfolio, [entry], error)
    assert (portfolio.chain(), portfolio.states()) == before


def test_a_reader_cannot_write(portfolio: Portfolio) -> None:
    with pytest.raises((DBAPIError, StorageProblem)), portfolio.context.db.read() as connection:
        connection.exec_driver_sql("DELETE FROM case_state")
    assert len(portfolio.states()) > 0


def test_a_read_is_one_snapshot_while_others_write(portfolio: Portfolio) -> None:
    def count(connection: Any) -> int:
        return connection.exec_driver_sql("SELECT count(*) FROM fact").scalar_one()

    with portfolio.context.db.read() as connection:
        before = count(connection)
        append(portfolio, full("message"))
        assert count(connection) == before
    with portfolio.context.db.read() as connection:
        assert count(connection) == before + 1


def count_up(db: Database) -> None:
    """Read a number and write it back, one more."""
    with db.write() as connection:
        value = connection.exec_driver_sql(
            "SELECT CAST(value AS INTEGER) FROM store_info WHERE name = 'counter'"
        ).scalar_one()
        connection.exec_driver_sql(
            "UPDATE store_info SET value = ? WHERE name = 'counter'", (str(value + 1),)
        )


def test_writers_wait_for_each_other_and_lose_nothing(portfolio: Portfolio) -> None:
    """Default sqlite transactions lost three of four increments without an error; BEGIN IMMEDIATE loses none.

    Two of the four write through a second opening of the file, as another process would.
    """
    run(portfolio, "INSERT INTO store_info VALUES ('counter', '0')")
    ours = portfolio.context.db
    theirs = Database(ours.path, ours.key)
    wrong: list[Exception] = []

    def add(db: Database) -> None:
        try:
            for _ in range(25):
                count_up(db)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=add, args=(db,)) for db in (ours, theirs, ours, theirs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    theirs.close()
    assert wrong == []
    with portfolio.context.db.read() as connection:
        value = connection.exec_driver_sql("SELECT value FROM store_info WHERE name = 'counter'").scalar_one()
    assert value == "100"


PRAGMAS = {
    "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "secure_delete": 1,
    "temp_store": 2, "trusted_schema": 0,
}  # fmt: skip


@pytest.fixture(params=["read", "write"])
def connection(request: pytest.FixtureRequest, portfolio: Portfolio) -> Iterator[Any]:
    with getattr(portfolio.context.db, request.param)() as found:
        yield found


@pytest.mark.parametrize(("pragma", "value"), PRAGMAS.items())
def test_every_connection_is_opened_by_the_recipe(connection: Any, pragma: str, value: Any) -> None:
    assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_database_that_is_not_there_is_not_made(portfolio: Portfolio) -> None:
    path = portfolio.context.home.root / "nowhere.db"
    with pytest.raises(StorageProblem, match="store_missing"):
        Database(path, bytes(32))
    assert not path.exists()
