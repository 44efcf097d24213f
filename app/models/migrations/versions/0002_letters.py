"""Letters: the exact bytes that were issued, runs over many cases, and what a letterhead says of a creditor.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE creditor ADD COLUMN address TEXT",
    "ALTER TABLE creditor ADD COLUMN check_line TEXT",
    "ALTER TABLE creditor ADD COLUMN complaint_lines TEXT",
    "ALTER TABLE creditor ADD COLUMN service_hours TEXT",
    "ALTER TABLE creditor ADD COLUMN pay_payee TEXT",
    "ALTER TABLE creditor ADD COLUMN pay_account TEXT",
    "ALTER TABLE creditor ADD COLUMN pay_url TEXT",
    "ALTER TABLE creditor ADD COLUMN agency_address TEXT",
    "ALTER TABLE creditor ADD COLUMN agency_phone TEXT",
    "ALTER TABLE creditor ADD COLUMN agency_licence TEXT",
    "ALTER TABLE creditor ADD COLUMN sms_signature TEXT",
    """CREATE TABLE document (
    digest BLOB NOT NULL,
    media_type TEXT NOT NULL,
    body BLOB NOT NULL,
    kept_at BIGINT NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (digest)
)""",
    """CREATE TABLE letter_run (
    id BLOB NOT NULL,
    definition TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    begun_by BLOB NOT NULL,
    finished_at BIGINT,
    CONSTRAINT pk_letter_run PRIMARY KEY (id)
)""",
    """CREATE TABLE letter_run_case (
    run_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    total_minor BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    letter BLOB,
    CONSTRAINT pk_letter_run_case PRIMARY KEY (run_id, position),
    CONSTRAINT ck_letter_run_case_state CHECK (state IN ('waiting', 'issued', 'skipped')),
    CONSTRAINT uq_letter_run_case_run_id_case_id UNIQUE (run_id, case_id),
    CONSTRAINT fk_letter_run_case_run_id FOREIGN KEY(run_id) REFERENCES letter_run (id)
)""",
    "CREATE INDEX ix_fact_letter_letter_no ON fact_letter (letter_no)",
    "CREATE INDEX ix_fact_delivery_target ON fact_delivery (target)",
    "CREATE TRIGGER document_no_update BEFORE UPDATE ON document "
    "BEGIN SELECT RAISE(ABORT, 'documents are kept as they were issued'); END",
    "CREATE TRIGGER document_no_delete BEFORE DELETE ON document "
    "BEGIN SELECT RAISE(ABORT, 'documents are kept as they were issued'); END",
)


def upgrade() -> None:
    """Add what letters need; nothing that stands is changed."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Letters that were issued are never thrown away."""
    raise NotImplementedError("issued letters are never thrown away")
