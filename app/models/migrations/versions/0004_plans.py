"""Plans: the terms beyond amount and term, the limits a version exceeds, proof asked for, limits by creditor.

Revision ID: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE creditor ADD COLUMN plan_limits TEXT",
    "ALTER TABLE fact_plan_version ADD COLUMN more_terms TEXT",
    "ALTER TABLE fact_plan_version ADD COLUMN beyond TEXT",
    "ALTER TABLE fact_means ADD COLUMN is_proof_asked SMALLINT",
    # The guards name every field, so they are made anew with the new ones.
    "DROP TRIGGER fact_plan_version_only_erased",
    "DROP TRIGGER fact_means_only_erased",
    """CREATE TRIGGER fact_plan_version_only_erased BEFORE UPDATE ON fact_plan_version WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."plan_id" IS NOT NULL AND NEW."plan_id" IS NOT OLD."plan_id") OR (NEW."version" IS NOT NULL AND NEW."version" IS NOT OLD."version") OR (NEW."status" IS NOT NULL AND NEW."status" IS NOT OLD."status") OR (NEW."currency" IS NOT NULL AND NEW."currency" IS NOT OLD."currency") OR (NEW."debt_minor" IS NOT NULL AND NEW."debt_minor" IS NOT OLD."debt_minor") OR (NEW."down_minor" IS NOT NULL AND NEW."down_minor" IS NOT OLD."down_minor") OR (NEW."down_on" IS NOT NULL AND NEW."down_on" IS NOT OLD."down_on") OR (NEW."instalment_minor" IS NOT NULL AND NEW."instalment_minor" IS NOT OLD."instalment_minor") OR (NEW."periods" IS NOT NULL AND NEW."periods" IS NOT OLD."periods") OR (NEW."cadence" IS NOT NULL AND NEW."cadence" IS NOT OLD."cadence") OR (NEW."first_on" IS NOT NULL AND NEW."first_on" IS NOT OLD."first_on") OR (NEW."last_on" IS NOT NULL AND NEW."last_on" IS NOT OLD."last_on") OR (NEW."holiday_rule" IS NOT NULL AND NEW."holiday_rule" IS NOT OLD."holiday_rule") OR (NEW."solved_for" IS NOT NULL AND NEW."solved_for" IS NOT OLD."solved_for") OR (NEW."schedule" IS NOT NULL AND NEW."schedule" IS NOT OLD."schedule") OR (NEW."waived_minor" IS NOT NULL AND NEW."waived_minor" IS NOT OLD."waived_minor") OR (NEW."note" IS NOT NULL AND NEW."note" IS NOT OLD."note") OR (NEW."more_terms" IS NOT NULL AND NEW."more_terms" IS NOT OLD."more_terms") OR (NEW."beyond" IS NOT NULL AND NEW."beyond" IS NOT OLD."beyond") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_means_only_erased BEFORE UPDATE ON fact_means WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."currency" IS NOT NULL AND NEW."currency" IS NOT OLD."currency") OR (NEW."income_minor" IS NOT NULL AND NEW."income_minor" IS NOT OLD."income_minor") OR (NEW."outgoings_minor" IS NOT NULL AND NEW."outgoings_minor" IS NOT OLD."outgoings_minor") OR (NEW."surplus_minor" IS NOT NULL AND NEW."surplus_minor" IS NOT OLD."surplus_minor") OR (NEW."items" IS NOT NULL AND NEW."items" IS NOT OLD."items") OR (NEW."is_proved" IS NOT NULL AND NEW."is_proved" IS NOT OLD."is_proved") OR (NEW."pay_day" IS NOT NULL AND NEW."pay_day" IS NOT OLD."pay_day") OR (NEW."is_proof_asked" IS NOT NULL AND NEW."is_proof_asked" IS NOT OLD."is_proof_asked") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
)


def upgrade() -> None:
    """Add columns without a value: no digest of a fact that stands changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would drop what was agreed."""
    raise NotImplementedError("older programs do not know these terms")
