"""Creditors as their letters show them: the row, and the change of one field of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from app.domain.facts import Id

LETTERHEAD = (
    "agency_name", "agency_address", "agency_phone", "agency_licence",
    "address", "contact_phone", "service_hours", "check_line", "complaint_lines",
    "pay_channel", "pay_payee", "pay_account", "pay_url", "sms_signature",
)  # fmt: skip
"""The columns a letter is headed with and that may be amended."""

PICTURES = ("logo", "seal")
"""The columns that name the document of a picture, by its digest in hexadecimal digits."""

LENIENCE = ("tolerance_minor", "grace_days")
"""The columns by which promises are judged: whole numbers."""

AMENDABLE = frozenset(
    {*LETTERHEAD, *PICTURES, "plan_limits", "allocation", "contract", "rule_pack", *LENIENCE}
)


def every(connection: Connection) -> list[dict[str, Any]]:
    """All creditors by name."""
    rows = connection.exec_driver_sql("SELECT * FROM creditor ORDER BY name").mappings()
    return [dict(row) for row in rows]


def get(connection: Connection, creditor: Id) -> dict[str, Any] | None:
    """One creditor."""
    row = connection.exec_driver_sql("SELECT * FROM creditor WHERE id = ?", (creditor,)).mappings().first()
    return None if row is None else dict(row)


def of_case(connection: Connection, case: Id) -> dict[str, Any]:
    """The creditor of a case."""
    row = connection.exec_driver_sql(
        "SELECT d.* FROM creditor AS d JOIN case_file AS c ON c.creditor_id = d.id WHERE c.id = ?", (case,)
    ).mappings()
    return dict(row.one())


def amendments(connection: Connection, creditor: Id, fields: Sequence[str]) -> Sequence[Row[Any]]:
    """Every change of these columns of a creditor, the latest first: ``recorded_at``, ``who``, ``field``, ``old``,
    ``new``."""
    marks = ", ".join("?" for _ in fields)
    return connection.exec_driver_sql(
        "SELECT f.recorded_at, coalesce(u.name, '') AS who, c.field, c.old, c.new FROM fact_amendment AS c "  # noqa: S608
        "JOIN fact AS f ON f.seq = c.seq LEFT JOIN user AS u ON u.id = f.actor "
        f"WHERE c.table_name = 'creditor' AND c.row_id = ? AND c.field IN ({marks}) ORDER BY f.seq DESC",
        (creditor, *fields),
    ).all()


def change(connection: Connection, creditor: Id, values: Mapping[str, str | int | None]) -> None:
    """Set columns of ``AMENDABLE``; the amendments that say so are written in the same transaction."""
    for name in values:
        if name not in AMENDABLE:
            raise ValueError(name)
    connection.exec_driver_sql(
        f"UPDATE creditor SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",  # noqa: S608
        (*values.values(), creditor),
    )
