"""What the store says of itself."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection


class StoreLine(NamedTuple):
    """The store's own rows; moments in milliseconds."""

    made_at: int
    rule_pack: str
    device: str
    cases: int
    facts: int
    public_key: bytes | None


def line(connection: Connection) -> StoreLine:
    """When and where the store was made, and how much it holds. Numbers only grow, so none is counted."""
    row = connection.exec_driver_sql(
        "SELECT "
        "(SELECT value FROM store_info WHERE name = 'made_at'), "
        "(SELECT value FROM store_info WHERE name = 'rule_pack'), d.name, "
        "(SELECT coalesce(max(no), 0) FROM case_file), (SELECT coalesce(max(seq), 0) FROM fact), d.public_key "
        "FROM device AS d WHERE hex(d.id) = (SELECT value FROM store_info WHERE name = 'device')"
    ).one()
    return StoreLine(int(row[0]), *row[1:])
