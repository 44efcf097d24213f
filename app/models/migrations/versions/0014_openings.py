"""Openings: who had which case before their eyes, and when.

Revision ID: 0014
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE TABLE opening (seq INTEGER NOT NULL, at BIGINT NOT NULL, actor BLOB NOT NULL, case_id BLOB NOT NULL, "
    "place TEXT NOT NULL, CONSTRAINT pk_opening PRIMARY KEY (seq))",
    "CREATE INDEX ix_opening_at ON opening (at)",
    "CREATE INDEX ix_opening_case_id_at ON opening (case_id, at)",
    "CREATE TRIGGER opening_no_update BEFORE UPDATE ON opening "
    "BEGIN SELECT RAISE(ABORT, 'openings are append-only'); END",
    "CREATE TRIGGER opening_no_delete BEFORE DELETE ON opening "
    "WHEN OLD.at > (SELECT max(at) FROM opening) - 94694400000 "
    "BEGIN SELECT RAISE(ABORT, 'openings are append-only'); END",
)


def upgrade() -> None:
    """Add an empty table; nothing that is kept changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would keep no record of what it shows."""
    raise NotImplementedError("older programs keep no openings")
