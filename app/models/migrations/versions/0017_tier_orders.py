"""Lists of one tier: each order of them is an index of its own, so that a jump into a million cases is short.

Revision ID: 0017
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE INDEX ix_case_state_tier_name_order ON case_state (tier, name_order, due_order, collector_no)",
    "CREATE INDEX ix_case_state_tier_balance_minor ON case_state (tier, balance_minor, due_order, collector_no)",
    "CREATE INDEX ix_case_state_tier_last_contact_at ON case_state (tier, last_contact_at, due_order, collector_no)",
    "CREATE INDEX ix_case_state_tier_due_order ON case_state (tier, due_order, collector_no)",
)


def upgrade() -> None:
    """Add the indexes; no row changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would do without, and find the schema another than its own."""
    raise NotImplementedError("older programs know another schema")
