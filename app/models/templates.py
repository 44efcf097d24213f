"""Own templates (信函模板): every version is a row of its own, the newest counts."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id


class TemplateLine(NamedTuple):
    """One version of an own template."""

    code: str
    language: str
    version: int
    body: str
    made_at: int


_COLUMNS = "SELECT code, language, version, body, made_at FROM template"


def newest(connection: Connection, language: str) -> list[TemplateLine]:
    """The newest version of each own template in a language; an empty body means that it was put aside."""
    rows = connection.exec_driver_sql(
        f"{_COLUMNS} AS t WHERE language = ? AND version = (SELECT max(version) FROM template AS o "  # noqa: S608
        "WHERE o.code = t.code AND o.language = t.language) ORDER BY code",
        (language,),
    )
    return [TemplateLine._make(row) for row in rows]


def versions(connection: Connection, code: str, language: str) -> list[TemplateLine]:
    """Every version of one own template, the newest first."""
    rows = connection.exec_driver_sql(
        f"{_COLUMNS} WHERE code = ? AND language = ? ORDER BY version DESC", (code, language)
    )
    return [TemplateLine._make(row) for row in rows]


def add(connection: Connection, identity: Id, line: TemplateLine) -> None:
    """Keep a version."""
    connection.exec_driver_sql(
        "INSERT INTO template (id, code, language, version, body, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        (identity, *line),
    )
