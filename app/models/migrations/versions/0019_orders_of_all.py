"""Lists of all cases: their four orders no longer hold the tier, which the lists of one tier have indexes of their own
for; so a case that changes its tier moves in half as many.

Revision ID: 0019
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP INDEX ix_case_state_name_order",
    "DROP INDEX ix_case_state_balance_minor",
    "DROP INDEX ix_case_state_last_contact_at",
    "DROP INDEX ix_case_state_due_order",
    "CREATE INDEX ix_case_state_name_order ON case_state (name_order, due_order, collector_no)",
    "CREATE INDEX ix_case_state_balance_minor ON case_state (balance_minor, due_order, collector_no)",
    "CREATE INDEX ix_case_state_last_contact_at ON case_state (last_contact_at, due_order, collector_no)",
    "CREATE INDEX ix_case_state_due_order ON case_state (due_order, collector_no)",
)


def upgrade() -> None:
    """Make the indexes anew; no row changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would find the schema another than its own."""
    raise NotImplementedError("older programs know another schema")
