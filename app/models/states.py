"""The cached state of each case: written in one place, so that the counts of the queue always agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.bulk import drop_indexes, make_indexes
from app.models.database import rows as read_rows
from app.models.parts import parts


class StateRow(NamedTuple):
    """One row of ``case_state``; the columns in the order of the table."""

    case_no: int
    collector_no: int
    tier: int
    score: int
    tie: int
    balance_minor: int
    currency: str
    oldest_due: int | None
    amount_band: int
    bucket: int
    broken: int
    untouched: int
    recall: int
    limitation: int
    chance: int
    willingness: int
    ability: int
    reason_group: int
    reason: str
    reason_params: str
    next_at: int | None
    changes_at: int | None
    turns_at: int | None
    rules_version: str
    last_contact_at: int | None
    touched: int | None
    recall_on: int | None
    limitation_on: int | None


COLUMNS = StateRow._fields
NEVER_DUE = 9_999_999
"""``due_order`` of a case with no due date: behind every proleptic ordinal."""
_READING = (
    "(SELECT coalesce(p.pinyin, lower(p.name)) FROM case_file AS c JOIN person AS p ON p.id = c.person_id "
    "WHERE c.no = ?1)"
)
_INSERT = (
    f"INSERT OR REPLACE INTO case_state ({', '.join(COLUMNS)}, name_order, due_order) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(COLUMNS))}, {_READING}, "
    f"coalesce(?{COLUMNS.index('oldest_due') + 1}, {NEVER_DUE}))"
)
_READ_AGAIN = f"UPDATE case_state SET name_order = {_READING} WHERE case_no = ?1 AND name_order <> {_READING}"  # noqa: S608
_KEPT = f"SELECT {', '.join(COLUMNS)} FROM case_state WHERE case_no"  # noqa: S608
NOBODY = 0
"""The collector number of a case that nobody works yet."""


def tie_of(case_id: Id) -> int:
    """A stable order of equal scores: the random tail of the id, the same in every store."""
    return int.from_bytes(case_id[9:])


def save(connection: Connection, rows: Sequence[StateRow], gone: Sequence[int] = ()) -> None:
    """Replace the states of some cases and drop those of ``gone``, keeping the counts in step."""
    kept = _kept(connection, [row.case_no for row in rows] + list(gone))
    renew(connection, kept, rows)
    if kept:
        connection.exec_driver_sql(_READ_AGAIN, [(case_no,) for case_no in kept])


def _kept(connection: Connection, numbers: Sequence[int]) -> dict[int, StateRow]:
    found = (
        row for part, marks in parts(numbers) for row in read_rows(connection, f"{_KEPT} IN ({marks})", part)
    )
    return {row[0]: StateRow._make(row) for row in found}


def renew(connection: Connection, kept: Mapping[int, StateRow], rows: Sequence[StateRow]) -> None:
    """Write these states over those that are ``kept``, by number, keeping the counts in step; what has no row any
    more goes.

    Of a state that is there only what changed is written: so only the indexes of these columns are.
    """
    counts: dict[tuple[int, int], list[int]] = {}
    for sign, some in ((-1, kept.values()), (1, rows)):
        for row in some:
            count = counts.setdefault((row.collector_no, row.tier), [0, 0])
            count[0] += sign
            count[1] += sign * row.balance_minor
    fresh = [row for row in rows if row.case_no not in kept]
    if fresh:
        connection.exec_driver_sql(_INSERT, fresh)
    _change(connection, [(kept[row.case_no], row) for row in rows if row.case_no in kept])
    gone = kept.keys() - {row.case_no for row in rows}
    if gone:
        connection.exec_driver_sql("DELETE FROM case_state WHERE case_no = ?", [(no,) for no in gone])
    _add_counts(connection, counts)


def _change(connection: Connection, pairs: Iterable[tuple[StateRow, StateRow]]) -> None:
    """Write each second state over its first."""
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for before, row in pairs:
        if before != row:
            places = [place for place, value in enumerate(row) if value != before[place]]
            names = tuple([COLUMNS[place] for place in places])
            changed.setdefault(names, []).append((*[row[place] for place in places], row.case_no))
    for names, values in changed.items():
        connection.exec_driver_sql(_update_of(names), values)


@cache
def _update_of(names: tuple[str, ...]) -> str:
    """The statement that writes these columns of a case."""
    sets = [f"{name} = ?{place}" for place, name in enumerate(names, start=1)]
    if "oldest_due" in names:
        sets.append(f"due_order = coalesce(?{names.index('oldest_due') + 1}, {NEVER_DUE})")
    return f"UPDATE case_state SET {', '.join(sets)} WHERE case_no = ?{len(names) + 1}"  # noqa: S608


def _add_counts(connection: Connection, counts: Mapping[tuple[int, int], Sequence[int]]) -> None:
    values = [(*queue, *count) for queue, count in counts.items() if any(count)]
    if values:
        connection.exec_driver_sql(
            "INSERT INTO queue_count (collector_no, tier, cases, balance_minor) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (collector_no, tier) DO UPDATE SET "
            "cases = cases + excluded.cases, balance_minor = balance_minor + excluded.balance_minor",
            values,
        )


def rows_between(connection: Connection, first_no: int, last_no: int) -> dict[int, StateRow]:
    """The kept states of the cases with these numbers and all between them."""
    rows = read_rows(connection, f"{_KEPT} BETWEEN ? AND ?", (first_no, last_no))
    return {row[0]: StateRow._make(row) for row in rows}


class BulkStates:
    """Writing the states of very many cases: the indexes are dropped and made again in the same transaction."""

    def __init__(self, connection: Connection, *, is_rebuild: bool) -> None:
        self._connection = connection
        self._indexes = drop_indexes(connection, "case_state")
        if is_rebuild:
            connection.exec_driver_sql("DELETE FROM case_state")

    def add(self, rows: Iterable[StateRow]) -> None:
        """Write some rows."""
        values = list(rows)
        if values:
            self._connection.exec_driver_sql(_INSERT, values)

    def finish(self) -> None:
        """Make the indexes again and count the queue afresh."""
        make_indexes(self._connection, self._indexes)
        recount(self._connection)


def recount(connection: Connection) -> None:
    """Count the queue from the states."""
    connection.exec_driver_sql("DELETE FROM queue_count")
    connection.exec_driver_sql(
        "INSERT INTO queue_count (collector_no, tier, cases, balance_minor) "
        "SELECT collector_no, tier, count(*), sum(balance_minor) FROM case_state GROUP BY collector_no, tier"
    )


class Due(NamedTuple):
    """A case whose moment has come: its state until then, and the zone whose days it counts."""

    row: StateRow
    case_id: Id
    zone: str

    def turns_by(self, now_ms: int) -> bool:
        """Whether more than the days changed it by then."""
        return self.row.turns_at is not None and self.row.turns_at <= now_ms


def due_cases(connection: Connection, now_ms: int, limit: int) -> list[Due]:
    """Cases whose derived state changes by itself by now, the earliest first."""
    found = read_rows(
        connection,
        f"SELECT {', '.join(f's.{name}' for name in COLUMNS)}, c.id, coalesce(p.zone, d.zone) "  # noqa: S608
        "FROM case_state AS s JOIN case_file AS c ON c.no = s.case_no JOIN person AS p ON p.id = c.person_id "
        "JOIN creditor AS d ON d.id = c.creditor_id WHERE s.changes_at <= ? ORDER BY s.changes_at LIMIT ?",
        (now_ms, limit),
    )
    return [Due(StateRow._make(values), case_id, zone) for *values, case_id, zone in found]


def derivation(connection: Connection) -> tuple[str | None, int]:
    """By which rules and up to which moment (ms) the states were derived."""
    statement = "SELECT name, value FROM store_info WHERE name IN ('derived_by', 'derived_at')"
    found = dict(read_rows(connection, statement))
    return found.get("derived_by"), int(found.get("derived_at", 0))


def note_rules(connection: Connection, version: str) -> None:
    """Every state is derived by these rules from now on."""
    note(connection, "derived_by", version)


def note_moment(connection: Connection, now_ms: int) -> None:
    """States were derived at this moment, which may lie before the one noted last."""
    note(connection, "derived_at", str(now_ms))


def note(connection: Connection, name: str, value: str) -> None:
    """Keep a word about what is derived; the one before is overwritten."""
    connection.exec_driver_sql(
        "INSERT INTO store_info (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
