"""Due work: what goes back soon and what waits for a lead are found without reading every case.

Revision ID: 0012
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE INDEX ix_fact_placed_recall_on ON fact_placed (recall_on) WHERE recall_on IS NOT NULL",
    "CREATE INDEX ix_fact_plan_version_beyond ON fact_plan_version (beyond) WHERE beyond IS NOT NULL",
    "CREATE INDEX ix_fact_waiver_needs_approval ON fact_waiver (needs_approval) WHERE needs_approval = 1",
    "CREATE INDEX ix_fact_approval_target ON fact_approval (target)",
)


def upgrade() -> None:
    """Add indexes; nothing that is kept changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Older programs would do without, and find the schema another than theirs."""
    raise NotImplementedError("older programs know another schema")
