"""The strategies of the store: each a row that is the same everywhere, changed by amendments."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows

TABLE = "strategy"
SCORE: Id = bytes.fromhex("00000000000080008000000000000001")
"""What cases are ranked by."""
TREATMENT: Id = bytes.fromhex("00000000000080008000000000000002")
"""How cases are treated."""
_CODES = {SCORE: "score", TREATMENT: "treatment"}


class StrategyLine(NamedTuple):
    """A strategy as kept. ``toml`` None: what comes with the program is in force."""

    toml: str | None
    why: str | None


def get(connection: Connection, strategy: Id) -> StrategyLine:
    """The row of a strategy; one that was never changed need not have any."""
    found = rows(connection, "SELECT toml, why FROM strategy WHERE id = ?", (strategy,))
    return StrategyLine._make(found[0]) if found else StrategyLine(None, None)


def change(connection: Connection, strategy: Id, line: StrategyLine) -> None:
    """Set the row; the amendments that say so are written in the same transaction."""
    connection.exec_driver_sql(
        "INSERT INTO strategy (id, code, toml, why) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET toml = excluded.toml, why = excluded.why",
        (strategy, _CODES[strategy], *line),
    )
