"""Contracts: the order in which a creditor applies payments, and what its own book accrues.

Revision ID: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE creditor ADD COLUMN allocation TEXT",
    "ALTER TABLE creditor ADD COLUMN contract TEXT",
)


def upgrade() -> None:
    """Add columns without a value: no balance changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would say that less is owed."""
    raise NotImplementedError("older programs do not know the contracts")
