"""Pay days: the day on which wages come may be told without a means test.

Revision ID: 0016
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE fact_preference ADD COLUMN pay_day BIGINT",
    # The guard names every field, so it is made anew with the new one.
    "DROP TRIGGER fact_preference_only_erased",
    """CREATE TRIGGER fact_preference_only_erased BEFORE UPDATE ON fact_preference WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."wish" IS NOT NULL AND NEW."wish" IS NOT OLD."wish") OR (NEW."party_id" IS NOT NULL AND NEW."party_id" IS NOT OLD."party_id") OR (NEW."point_id" IS NOT NULL AND NEW."point_id" IS NOT OLD."point_id") OR (NEW."channel" IS NOT NULL AND NEW."channel" IS NOT OLD."channel") OR (NEW."hours_from" IS NOT NULL AND NEW."hours_from" IS NOT OLD."hours_from") OR (NEW."hours_to" IS NOT NULL AND NEW."hours_to" IS NOT OLD."hours_to") OR (NEW."until_on" IS NOT NULL AND NEW."until_on" IS NOT OLD."until_on") OR (NEW."note" IS NOT NULL AND NEW."note" IS NOT OLD."note") OR (NEW."pay_day" IS NOT NULL AND NEW."pay_day" IS NOT OLD."pay_day") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
)


def upgrade() -> None:
    """Add a column without a value: nothing that was said changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Digests cover the column, so an older program would find contents that do not fit."""
    raise NotImplementedError("older programs do not know these columns")
