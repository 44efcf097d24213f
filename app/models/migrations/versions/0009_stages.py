"""Stages: where a lead put a case on the way from reminder to enforcement.

Revision ID: 0009
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE fact_stage_set (
    seq INTEGER NOT NULL,
    salt BLOB,
    why TEXT,
    stage TEXT,
    CONSTRAINT pk_fact_stage_set PRIMARY KEY (seq),
    CONSTRAINT fk_fact_stage_set_seq FOREIGN KEY(seq) REFERENCES fact (seq)
)""",
    """CREATE TRIGGER fact_stage_set_only_erased BEFORE UPDATE ON fact_stage_set WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."why" IS NOT NULL AND NEW."why" IS NOT OLD."why") OR (NEW."stage" IS NOT NULL AND NEW."stage" IS NOT OLD."stage") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_stage_set_no_delete BEFORE DELETE ON fact_stage_set BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
)


def upgrade() -> None:
    """Add an empty table: every case stands where time puts it."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would take a case in court for one to be reminded."""
    raise NotImplementedError("older programs do not know the stages of a case")
