"""Runs of letters: which cases, what became of each. A run that was interrupted goes on from these rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id


class RunLine(NamedTuple):
    """One run as stored; ``finished_at`` None while it can go on."""

    id: bytes
    definition: str
    begun_at: int
    begun_by: bytes
    finished_at: int | None
    waiting: int
    issued: int
    skipped: int


class RunCase(NamedTuple):
    """One case of a run. ``reason`` is JSON: why it was skipped."""

    position: int
    case_id: bytes
    total_minor: int
    state: str
    reason: str
    letter: bytes | None


_RUNS = (
    "SELECT r.id, r.definition, r.begun_at, r.begun_by, r.finished_at, "
    "(SELECT count(*) FROM letter_run_case AS k WHERE k.run_id = r.id AND k.state = 'waiting'), "
    "(SELECT count(*) FROM letter_run_case AS k WHERE k.run_id = r.id AND k.state = 'issued'), "
    "(SELECT count(*) FROM letter_run_case AS k WHERE k.run_id = r.id AND k.state = 'skipped') "
    "FROM letter_run AS r"
)


def add(
    connection: Connection, run: Id, definition: str, begun_at: int, begun_by: Id, cases: Iterable[RunCase]
) -> None:
    """Keep a run with its cases."""
    connection.exec_driver_sql(
        "INSERT INTO letter_run (id, definition, begun_at, begun_by) VALUES (?, ?, ?, ?)",
        (run, definition, begun_at, begun_by),
    )
    rows = [(run, *case) for case in cases]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO letter_run_case (run_id, position, case_id, total_minor, state, reason, letter) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def get(connection: Connection, run: Id) -> RunLine | None:
    """One run."""
    row = connection.exec_driver_sql(f"{_RUNS} WHERE r.id = ?", (run,)).first()
    return None if row is None else RunLine._make(row)


def newest(connection: Connection, limit: int) -> list[RunLine]:
    """The last runs, the newest first."""
    rows = connection.exec_driver_sql(f"{_RUNS} ORDER BY r.begun_at DESC, r.id DESC LIMIT ?", (limit,))
    return [RunLine._make(row) for row in rows]


def cases(connection: Connection, run: Id) -> list[RunCase]:
    """The cases of a run, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT position, case_id, total_minor, state, reason, letter FROM letter_run_case "
        "WHERE run_id = ? ORDER BY position",
        (run,),
    )
    return [RunCase._make(row) for row in rows]


def settle(
    connection: Connection, run: Id, position: int, state: str, reason: str, letter: Id | None
) -> None:
    """Say what became of a case that was waiting."""
    connection.exec_driver_sql(
        "UPDATE letter_run_case SET state = ?, reason = ?, letter = ? WHERE run_id = ? AND position = ?",
        (state, reason, letter, run, position),
    )


def skip_waiting(connection: Connection, run: Id, reason: str) -> None:
    """Give up what was not reached."""
    connection.exec_driver_sql(
        "UPDATE letter_run_case SET state = 'skipped', reason = ? WHERE run_id = ? AND state = 'waiting'",
        (reason, run),
    )


def finish(connection: Connection, run: Id, finished_at: int) -> None:
    """Nothing of it is left to be done."""
    connection.exec_driver_sql(
        "UPDATE letter_run SET finished_at = ? WHERE id = ? AND finished_at IS NULL", (finished_at, run)
    )


def case_names(connection: Connection, run: Id) -> dict[Id, tuple[int, str]]:
    """Number and debtor's name of each case of a run."""
    rows = connection.exec_driver_sql(
        "SELECT k.case_id, c.no, p.name FROM letter_run_case AS k JOIN case_file AS c ON c.id = k.case_id "
        "JOIN person AS p ON p.id = c.person_id WHERE k.run_id = ?",
        (run,),
    )
    return {row[0]: (row[1], row[2]) for row in rows}
