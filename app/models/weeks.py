"""Where each case stood at the end of a week: filling the cache, finding what is out of date, counting it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.states import note

LEDGER_KINDS = (
    "placed", "snapshot", "payment", "reversal", "charge", "correction", "waiver", "recall", "closing",
    "debtor_wish", "hand_allocation", "approval",
)  # fmt: skip
"""What the balance of a case on a day depends on."""

_CHANGING = frozenset({*LEDGER_KINDS, "annulment"})
_SEQ, _RULES = "weeks_seq", "weeks_rules"


class WeekRow(NamedTuple):
    """One row of ``case_week``."""

    week_on: str
    case_no: int
    bucket: int
    balance_minor: int
    currency: str


class CaseLine(NamedTuple):
    """A case whose weeks are to be filled, and how its creditor's money is reckoned (``contract`` as TOML)."""

    case_no: int
    case_id: Id
    rule_pack: str
    allocation: str | None = None
    contract: str | None = None


class Filled(NamedTuple):
    """How far a week is: the last case that is in it, and whether there was none after it."""

    up_to_no: int
    is_whole: bool


def filled(connection: Connection) -> dict[str, Filled]:
    """How far each week that was begun is."""
    rows = connection.exec_driver_sql("SELECT week_on, up_to_no, is_whole FROM week_end")
    return {row[0]: Filled(row[1], bool(row[2])) for row in rows}


def mark(connection: Connection) -> tuple[int, str]:
    """Up to which fact the weeks are true, and by which rules."""
    rows = connection.exec_driver_sql(
        "SELECT name, value FROM store_info WHERE name IN (?, ?)", (_SEQ, _RULES)
    )
    found = {row[0]: row[1] for row in rows}
    return int(found.get(_SEQ, 0)), found.get(_RULES, "")


def set_mark(connection: Connection, seq: int, rules_version: str) -> None:
    """The weeks are true up to this fact, by these rules."""
    note(connection, _SEQ, str(seq))
    note(connection, _RULES, rules_version)


def keep_for(connection: Connection, old_version: str, new_version: str) -> None:
    """The weeks are as true by the new rules as by the old ones, where they were."""
    seq, rules_version = mark(connection)
    if rules_version == old_version:
        set_mark(connection, seq, new_version)


def forget(connection: Connection) -> None:
    """No week is true any more: every one begins anew."""
    note(connection, _RULES, "")


def last_seq(connection: Connection) -> int:
    """The place of the newest fact."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM fact").scalar_one())


def is_behind(connection: Connection, seq: int) -> bool:
    """Whether any fact after this one changes what a case owes on some day."""
    kinds = ", ".join(repr(kind) for kind in sorted(_CHANGING))
    found = connection.exec_driver_sql(
        f"SELECT 1 FROM fact WHERE seq > ? AND kind IN ({kinds}) LIMIT 1",  # noqa: S608
        (seq,),
    )
    return found.first() is not None


def clear(connection: Connection) -> None:
    """Throw every week away."""
    connection.exec_driver_sql("DELETE FROM case_week")
    connection.exec_driver_sql("DELETE FROM week_end")


def changed_since(connection: Connection, seq: int, limit: int) -> tuple[int, list[Id]]:
    """The place of the last fact looked at, and the cases whose balance on some day the facts after ``seq`` change."""
    rows = connection.exec_driver_sql(
        "SELECT seq, kind, case_id FROM fact WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    ).all()
    cases = {row[2] for row in rows if row[1] in _CHANGING}
    undoing = [row[0] for row in rows if row[1] == "annulment"]
    if undoing:
        # What an annulment of an annulment brings back lies one act further.
        cases.update(
            connection.exec_driver_sql(
                "WITH RECURSIVE told(act) AS ("
                "SELECT target_act FROM fact_annulment WHERE seq IN (SELECT value FROM json_each(?)) "
                "UNION SELECT a.target_act FROM told JOIN fact AS f ON f.act = told.act AND f.kind = 'annulment' "
                "JOIN fact_annulment AS a ON a.seq = f.seq) "
                "SELECT DISTINCT f.case_id FROM told JOIN fact AS f ON f.act = told.act",
                (json.dumps(undoing),),
            ).scalars()
        )
    return (rows[-1][0] if rows else seq), sorted(case for case in cases if case is not None)


_LINE = (
    "SELECT c.no, c.id, d.rule_pack, d.allocation, d.contract FROM case_file AS c "
    "JOIN creditor AS d ON d.id = c.creditor_id WHERE"
)


def lines_of(connection: Connection, case_ids: Sequence[Id]) -> list[CaseLine]:
    """These cases."""
    rows = connection.exec_driver_sql(
        f"{_LINE} c.id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY c.no",  # noqa: S608
        (json.dumps([case.hex() for case in case_ids]),),
    )
    return [CaseLine._make(row) for row in rows]


def lines_after(connection: Connection, case_no: int, limit: int) -> list[CaseLine]:
    """The next cases in the order of their numbers."""
    rows = connection.exec_driver_sql(f"{_LINE} c.no > ? ORDER BY c.no LIMIT ?", (case_no, limit))
    return [CaseLine._make(row) for row in rows]


def daily_rates(connection: Connection, case_ids: Sequence[Id]) -> dict[Id, dict[Id, Decimal | None]]:
    """The daily rate of each account of these cases, None where its contract's holds."""
    rows = connection.exec_driver_sql(
        "SELECT case_id, id, daily_rate FROM account WHERE case_id IN (SELECT unhex(value) FROM json_each(?))",
        (json.dumps([case.hex() for case in case_ids]),),
    )
    found: dict[Id, dict[Id, Decimal | None]] = {}
    for case_id, account_id, rate in rows:
        found.setdefault(case_id, {})[account_id] = None if rate is None else Decimal(rate)
    return found


def put(
    connection: Connection, weeks: Iterable[date], case_numbers: Sequence[int], rows: Sequence[WeekRow]
) -> None:
    """Replace the rows of these cases in these weeks."""
    numbers = json.dumps(list(case_numbers))
    for week_on in weeks:
        connection.exec_driver_sql(
            "DELETE FROM case_week WHERE week_on = ? AND case_no IN (SELECT value FROM json_each(?))",
            (week_on.isoformat(), numbers),
        )
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO case_week VALUES (?, ?, ?, ?, ?)", [tuple(row) for row in rows]
        )


def set_filled(connection: Connection, weeks: Iterable[date], up_to_no: int, *, is_whole: bool) -> None:
    """These weeks are filled up to this case."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO week_end VALUES (?, ?, ?)",
        [(week_on.isoformat(), up_to_no, int(is_whole)) for week_on in weeks],
    )


class Side(NamedTuple):
    """Where cases stood on one day: a subquery with case_no, bucket, balance_minor, currency, and its values."""

    source: str
    values: tuple[int | str, ...]


def at_end(week_on: date) -> Side:
    """Where they stood at the end of a week, by the cache."""
    return Side(
        "(SELECT case_no, bucket, balance_minor, currency FROM case_week WHERE week_on = ?)",
        (week_on.isoformat(),),
    )


def at_present(today: date) -> Side:
    """Where they stand now, by the cached states. M1 is 1 to 30 days past due, M7 more than 180."""
    return Side(
        "(SELECT case_no, CASE WHEN oldest_due IS NULL OR oldest_due >= ? THEN 0 "
        "ELSE min((? - oldest_due + 29) / 30, 7) END AS bucket, balance_minor, currency "
        "FROM case_state WHERE tier <> 9)",
        (today.toordinal(), today.toordinal()),
    )


Cell = tuple[int | None, int | None, str, int, int]
"""Bucket before, bucket after (None: not open), currency, cases, amount before (of new cases: after)."""


def ageing(connection: Connection, side: Side) -> list[tuple[int, str, int, int]]:
    """(bucket, currency, cases, amount) of every bucket that holds a case."""
    rows = connection.exec_driver_sql(
        "SELECT bucket, currency, count(*), sum(balance_minor) "  # noqa: S608
        f"FROM {side.source} GROUP BY bucket, currency ORDER BY bucket, currency",
        side.values,
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def roll(connection: Connection, before: Side, after: Side) -> list[Cell]:
    """How many cases went from which bucket to which."""
    rows = connection.exec_driver_sql(
        "SELECT b.bucket, a.bucket, b.currency, count(*), sum(b.balance_minor) "  # noqa: S608
        f"FROM {before.source} AS b LEFT JOIN {after.source} AS a ON a.case_no = b.case_no "
        "GROUP BY b.bucket, a.bucket, b.currency UNION ALL "
        "SELECT NULL, a.bucket, a.currency, count(*), sum(a.balance_minor) "
        f"FROM {after.source} AS a LEFT JOIN {before.source} AS b ON b.case_no = a.case_no "
        "WHERE b.case_no IS NULL GROUP BY a.bucket, a.currency",
        (*before.values, *after.values, *after.values, *before.values),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


class Stood(NamedTuple):
    """A case that a number of ageing or roll counts, and what it owed."""

    case_no: int
    balance_minor: int
    currency: str


def in_bucket(connection: Connection, side: Side, bucket: int, limit: int, offset: int) -> list[Stood]:
    """The cases of a bucket, the largest debt first."""
    rows = connection.exec_driver_sql(
        "SELECT case_no, balance_minor, currency "  # noqa: S608
        f"FROM {side.source} WHERE bucket = ? ORDER BY balance_minor DESC, case_no LIMIT ? OFFSET ?",
        (*side.values, bucket, limit, offset),
    )
    return [Stood._make(row) for row in rows]


def moved(
    connection: Connection,
    before: Side,
    after: Side,
    buckets: tuple[int | None, int | None],
    limit: int,
    offset: int,
) -> list[Stood]:
    """The cases that went from one bucket to another (None: not open), the largest debt first."""
    came, went = buckets
    first, second, found = (
        (before, after, (came, went)) if came is not None else (after, before, (went, came))
    )
    rows = connection.exec_driver_sql(
        "SELECT x.case_no, x.balance_minor, x.currency "  # noqa: S608
        f"FROM {first.source} AS x LEFT JOIN {second.source} AS y ON y.case_no = x.case_no "
        "WHERE x.bucket = ? AND y.bucket IS ? ORDER BY x.balance_minor DESC, x.case_no LIMIT ? OFFSET ?",
        (*first.values, *second.values, *found, limit, offset),
    )
    return [Stood._make(row) for row in rows]
