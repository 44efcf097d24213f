"""Lenience: how a creditor judges promises and instalments, where it has numbers of its own.

Revision ID: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE creditor ADD COLUMN tolerance_minor BIGINT",
    "ALTER TABLE creditor ADD COLUMN grace_days INTEGER",
)


def upgrade() -> None:
    """Add columns without a value: every promise is judged as before."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would call a promise broken that is kept."""
    raise NotImplementedError("older programs judge every promise by the rule pack")
