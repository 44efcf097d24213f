"""What earlier imports left: the maps of creditors, and what came in when."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Fact, Id
from app.models.journal import read_facts, undone_acts


class ImportLine(NamedTuple):
    """One import: its fact, whose file it was where the facts say so, who brought it, whether it was undone."""

    fact: Fact
    creditor: str
    user: str
    is_undone: bool


def maps(connection: Connection) -> list[tuple[str, str, str]]:
    """(creditor, purpose, definition) of every saved map."""
    rows = connection.exec_driver_sql(
        "SELECT creditor, purpose, definition FROM column_map ORDER BY creditor"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def imports(connection: Connection, limit: int) -> list[ImportLine]:
    """The last imports, newest first."""
    facts = read_facts(
        connection, "f.seq IN (SELECT seq FROM fact_imported ORDER BY seq DESC LIMIT ?)", (limit,)
    )
    undone = undone_acts(connection, (fact.act for fact in facts))
    creditors = _creditors(connection)
    users = {row[0]: row[1] for row in connection.exec_driver_sql('SELECT id, name FROM "user"')}
    facts.sort(key=lambda fact: fact.recorded_at, reverse=True)
    return [
        ImportLine(
            fact,
            creditors.get(fact.body.placement_id) or _said(fact),
            users.get(fact.actor, ""),
            fact.act in undone,
        )
        for fact in facts
    ]


def _said(fact: Fact) -> str:
    """Whose file it was by its own word: a bank statement belongs to no placement."""
    said: str = json.loads(fact.body.column_map).get("creditor", "")
    return said


def _creditors(connection: Connection) -> dict[Id | None, str]:
    rows = connection.exec_driver_sql(
        "SELECT p.id, d.name FROM placement AS p JOIN creditor AS d ON d.id = p.creditor_id"
    )
    return {row[0]: row[1] for row in rows}
