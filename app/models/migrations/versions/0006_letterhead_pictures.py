"""Pictures: the logo and the seal that a creditor's letters bear, each the digest of a document.

Revision ID: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE creditor ADD COLUMN logo TEXT",
    "ALTER TABLE creditor ADD COLUMN seal TEXT",
)


def upgrade() -> None:
    """Add columns without a value: letters keep the printed name and the empty place for a seal."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would write letters without the seal that was chosen."""
    raise NotImplementedError("older programs do not know the pictures of a letterhead")
