"""Reading who did what with the data: openings, reveals and exports as one list, the newest first."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id


class Narrowed(NamedTuple):
    """Moments ``first`` to before ``end`` (ms); what is None is not narrowed. ``did``: opened, revealed, exported."""

    first: int
    end: int
    did: str | None = None
    actor: Id | None = None
    case_id: Id | None = None


class AccessRow(NamedTuple):
    """One line. ``what``: where it was opened, which field, or what left; the last three are of exports alone."""

    at: int
    did: str
    actor: Id
    case_id: Id | None
    case_no: int | None
    name: str | None
    what: str
    purpose: str | None
    rows: int | None
    is_masked: int | None


_FACT = (
    "FROM {table} AS c JOIN fact AS f ON f.seq = c.seq WHERE f.recorded_at >= :first AND f.recorded_at < :end"
)
_SOURCES = {
    "opened": (
        "SELECT o.at AS at, 'opened' AS did, o.actor AS actor, o.case_id AS case_id, o.place AS what, "
        "NULL AS purpose, NULL AS many, NULL AS is_masked FROM opening AS o WHERE o.at >= :first AND o.at < :end",
        "o",
    ),
    "revealed": (
        "SELECT f.recorded_at AS at, 'revealed' AS did, f.actor AS actor, f.case_id AS case_id, c.field AS what, "
        "NULL AS purpose, NULL AS many, NULL AS is_masked " + _FACT.format(table="fact_reveal"),
        "f",
    ),
    "exported": (
        "SELECT f.recorded_at AS at, 'exported' AS did, f.actor AS actor, f.case_id AS case_id, c.what AS what, "
        "c.purpose AS purpose, c.rows AS many, c.is_masked AS is_masked " + _FACT.format(table="fact_export"),
        "f",
    ),
}


def count(connection: Connection, wanted: Narrowed) -> int:
    """How many lines there are."""
    statement, given = _union(wanted)
    found = connection.exec_driver_sql(f"SELECT count(*) FROM ({statement})", given)  # noqa: S608
    return int(found.scalar_one())


def lines(connection: Connection, wanted: Narrowed, offset: int, limit: int) -> list[AccessRow]:
    """Lines ``offset`` … of the list, the newest first."""
    statement, given = _union(wanted)
    found = connection.exec_driver_sql(
        "SELECT a.at, a.did, a.actor, a.case_id, k.no, p.name, a.what, a.purpose, a.many, a.is_masked "  # noqa: S608
        f"FROM ({statement} ORDER BY 1 DESC, 2, 4 LIMIT :limit OFFSET :offset) AS a "
        "LEFT JOIN case_file AS k ON k.id = a.case_id LEFT JOIN person AS p ON p.id = k.person_id "
        "ORDER BY a.at DESC, a.did, a.case_id",
        given | {"limit": limit, "offset": offset},
    )
    return [AccessRow(*row) for row in found]


def _union(wanted: Narrowed) -> tuple[str, dict[str, Any]]:
    chosen = [_SOURCES[wanted.did]] if wanted.did is not None else _SOURCES.values()
    given: dict[str, Any] = {"first": wanted.first, "end": wanted.end}
    narrowing = ""
    for column, value in (("actor", wanted.actor), ("case_id", wanted.case_id)):
        if value is not None:
            given[column] = value
            narrowing += f" AND {{alias}}.{column} = :{column}"
    return " UNION ALL ".join(text + narrowing.format(alias=alias) for text, alias in chosen), given
