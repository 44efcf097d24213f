"""Calls about one debt: a contact may name the account that it was about.

Revision ID: 0015
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE fact_contact ADD COLUMN account_id BLOB",
    # The guard names every field, so it is made anew with the new one.
    "DROP TRIGGER fact_contact_only_erased",
    """CREATE TRIGGER fact_contact_only_erased BEFORE UPDATE ON fact_contact WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."channel" IS NOT NULL AND NEW."channel" IS NOT OLD."channel") OR (NEW."direction" IS NOT NULL AND NEW."direction" IS NOT OLD."direction") OR (NEW."result" IS NOT NULL AND NEW."result" IS NOT OLD."result") OR (NEW."point_id" IS NOT NULL AND NEW."point_id" IS NOT OLD."point_id") OR (NEW."number" IS NOT NULL AND NEW."number" IS NOT OLD."number") OR (NEW."party_id" IS NOT NULL AND NEW."party_id" IS NOT OLD."party_id") OR (NEW."party_role" IS NOT NULL AND NEW."party_role" IS NOT OLD."party_role") OR (NEW."is_identity_checked" IS NOT NULL AND NEW."is_identity_checked" IS NOT OLD."is_identity_checked") OR (NEW."identity_how" IS NOT NULL AND NEW."identity_how" IS NOT OLD."identity_how") OR (NEW."started_at" IS NOT NULL AND NEW."started_at" IS NOT OLD."started_at") OR (NEW."ended_at" IS NOT NULL AND NEW."ended_at" IS NOT OLD."ended_at") OR (NEW."duration_s" IS NOT NULL AND NEW."duration_s" IS NOT OLD."duration_s") OR (NEW."point_source" IS NOT NULL AND NEW."point_source" IS NOT OLD."point_source") OR (NEW."recording_ref" IS NOT NULL AND NEW."recording_ref" IS NOT OLD."recording_ref") OR (NEW."script_ref" IS NOT NULL AND NEW."script_ref" IS NOT OLD."script_ref") OR (NEW."pack_version" IS NOT NULL AND NEW."pack_version" IS NOT OLD."pack_version") OR (NEW."rule_check" IS NOT NULL AND NEW."rule_check" IS NOT OLD."rule_check") OR (NEW."next_at" IS NOT NULL AND NEW."next_at" IS NOT OLD."next_at") OR (NEW."next_kind" IS NOT NULL AND NEW."next_kind" IS NOT OLD."next_kind") OR (NEW."note" IS NOT NULL AND NEW."note" IS NOT OLD."note") OR (NEW."account_id" IS NOT NULL AND NEW."account_id" IS NOT OLD."account_id") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
)


def upgrade() -> None:
    """Add a column without a value: what was said before was about every debt of its case."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Digests cover the column, so an older program would find contents that do not fit."""
    raise NotImplementedError("older programs do not know these columns")
