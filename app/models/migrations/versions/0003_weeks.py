"""Weeks: where each case stood at the end of a week, and indexes for what is reported by period and by case.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE case_week (
    week_on TEXT NOT NULL,
    case_no INTEGER NOT NULL,
    bucket SMALLINT NOT NULL,
    balance_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    CONSTRAINT pk_case_week PRIMARY KEY (week_on, case_no)
)""",
    """CREATE TABLE week_end (
    week_on TEXT NOT NULL,
    up_to_no INTEGER NOT NULL,
    is_whole SMALLINT NOT NULL,
    CONSTRAINT pk_week_end PRIMARY KEY (week_on)
)""",
    "DROP INDEX ix_fact_kind_occurred_at",
    "CREATE INDEX ix_fact_reported ON fact (kind, occurred_at, actor, act, case_id) "
    "WHERE kind IN ('contact', 'promise', 'payment', 'reason', 'agreement', 'blocked', 'override', 'hold', "
    "'assignment')",
    "DROP INDEX ix_fact_case_id",
    "CREATE INDEX ix_fact_case_id_kind ON fact (case_id, kind)",
    "CREATE INDEX ix_fact_supersedes ON fact (supersedes) WHERE supersedes IS NOT NULL",
    "CREATE INDEX ix_fact_payment_paid_on ON fact_payment (paid_on)",
)


def upgrade() -> None:
    """Add the cache of the weekly report, empty, and exchange two indexes for wider ones."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would not keep the cache true."""
    raise NotImplementedError("older programs do not know the weeks")
