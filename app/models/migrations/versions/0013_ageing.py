"""Ageing: until when nothing but the days changes a state, and the days it is counted by.

Revision ID: 0013
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE case_state ADD COLUMN turns_at BIGINT",
    "ALTER TABLE case_state ADD COLUMN touched INTEGER",
    "ALTER TABLE case_state ADD COLUMN recall_on INTEGER",
    "ALTER TABLE case_state ADD COLUMN limitation_on INTEGER",
    # Derived, and derived anew: a state without these days would not grow older.
    "UPDATE store_info SET value = '' WHERE name = 'derived_by'",
)


def upgrade() -> None:
    """Add empty columns; the states are derived anew before they are used."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program derives its states by itself, but it would leave these days as they are."""
    raise NotImplementedError("older programs do not keep the days of a state")
