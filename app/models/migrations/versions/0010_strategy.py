"""Strategy: what cases are ranked by, kept in the store; and what the score weighs besides.

Revision ID: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE strategy (
    id BLOB NOT NULL,
    code TEXT NOT NULL,
    toml TEXT,
    why TEXT,
    CONSTRAINT pk_strategy PRIMARY KEY (id),
    CONSTRAINT uq_strategy_code UNIQUE (code)
)""",
    "INSERT INTO strategy (id, code) VALUES (x'00000000000080008000000000000001', 'score')",
    # Derived, and derived anew under the rules that come with this version.
    "ALTER TABLE case_state ADD COLUMN chance INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE case_state ADD COLUMN willingness INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE case_state ADD COLUMN ability INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE case_state ADD COLUMN reason_group INTEGER NOT NULL DEFAULT 0",
    "UPDATE store_info SET value = '' WHERE name = 'derived_by'",
)


def upgrade() -> None:
    """Add the table with its one row and empty columns: the shipped strategy stays in force."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would rank by the shipped strategy, whatever the lead decided."""
    raise NotImplementedError("older programs do not know a strategy of the store")
