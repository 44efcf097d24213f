"""Bank statements: lines that brought money, what of it was sent back, and which payment is part of which line.

Revision ID: 0007
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE fact_bank_line (
    seq INTEGER NOT NULL,
    salt BLOB,
    creditor_id BLOB,
    amount_minor BIGINT,
    currency TEXT,
    paid_on TEXT,
    reference TEXT,
    payer TEXT,
    payer_account TEXT,
    note TEXT,
    file_row BIGINT,
    CONSTRAINT pk_fact_bank_line PRIMARY KEY (seq),
    CONSTRAINT fk_fact_bank_line_seq FOREIGN KEY(seq) REFERENCES fact (seq)
)""",
    """CREATE TABLE fact_sent_back (
    seq INTEGER NOT NULL,
    salt BLOB,
    bank_line BLOB,
    amount_minor BIGINT,
    currency TEXT,
    sent_on TEXT,
    why TEXT,
    CONSTRAINT pk_fact_sent_back PRIMARY KEY (seq),
    CONSTRAINT fk_fact_sent_back_seq FOREIGN KEY(seq) REFERENCES fact (seq)
)""",
    "CREATE INDEX ix_fact_bank_line_paid_on ON fact_bank_line (paid_on)",
    "CREATE INDEX ix_fact_bank_line_payer_account ON fact_bank_line (payer_account) WHERE payer_account IS NOT NULL",
    "CREATE INDEX ix_fact_sent_back_bank_line ON fact_sent_back (bank_line)",
    "ALTER TABLE fact_payment ADD COLUMN bank_line BLOB",
    "CREATE INDEX ix_fact_payment_bank_line ON fact_payment (bank_line) WHERE bank_line IS NOT NULL",
    # The guard names every field, so it is made anew with the new one.
    "DROP TRIGGER fact_payment_only_erased",
    """CREATE TRIGGER fact_payment_only_erased BEFORE UPDATE ON fact_payment WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."amount_minor" IS NOT NULL AND NEW."amount_minor" IS NOT OLD."amount_minor") OR (NEW."currency" IS NOT NULL AND NEW."currency" IS NOT OLD."currency") OR (NEW."paid_on" IS NOT NULL AND NEW."paid_on" IS NOT OLD."paid_on") OR (NEW."account_id" IS NOT NULL AND NEW."account_id" IS NOT OLD."account_id") OR (NEW."channel" IS NOT NULL AND NEW."channel" IS NOT OLD."channel") OR (NEW."reference" IS NOT NULL AND NEW."reference" IS NOT OLD."reference") OR (NEW."source" IS NOT NULL AND NEW."source" IS NOT OLD."source") OR (NEW."bank_line" IS NOT NULL AND NEW."bank_line" IS NOT OLD."bank_line") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_bank_line_only_erased BEFORE UPDATE ON fact_bank_line WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."creditor_id" IS NOT NULL AND NEW."creditor_id" IS NOT OLD."creditor_id") OR (NEW."amount_minor" IS NOT NULL AND NEW."amount_minor" IS NOT OLD."amount_minor") OR (NEW."currency" IS NOT NULL AND NEW."currency" IS NOT OLD."currency") OR (NEW."paid_on" IS NOT NULL AND NEW."paid_on" IS NOT OLD."paid_on") OR (NEW."reference" IS NOT NULL AND NEW."reference" IS NOT OLD."reference") OR (NEW."payer" IS NOT NULL AND NEW."payer" IS NOT OLD."payer") OR (NEW."payer_account" IS NOT NULL AND NEW."payer_account" IS NOT OLD."payer_account") OR (NEW."note" IS NOT NULL AND NEW."note" IS NOT OLD."note") OR (NEW."file_row" IS NOT NULL AND NEW."file_row" IS NOT OLD."file_row") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_bank_line_no_delete BEFORE DELETE ON fact_bank_line BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_sent_back_only_erased BEFORE UPDATE ON fact_sent_back WHEN NEW.seq IS NOT OLD.seq OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt) OR (NEW."bank_line" IS NOT NULL AND NEW."bank_line" IS NOT OLD."bank_line") OR (NEW."amount_minor" IS NOT NULL AND NEW."amount_minor" IS NOT OLD."amount_minor") OR (NEW."currency" IS NOT NULL AND NEW."currency" IS NOT OLD."currency") OR (NEW."sent_on" IS NOT NULL AND NEW."sent_on" IS NOT OLD."sent_on") OR (NEW."why" IS NOT NULL AND NEW."why" IS NOT OLD."why") OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
    """CREATE TRIGGER fact_sent_back_no_delete BEFORE DELETE ON fact_sent_back BEGIN SELECT RAISE(ABORT, 'content is append-only'); END""",
)


def upgrade() -> None:
    """Add two empty tables and a column without a value: no digest of a fact that stands changes."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would not know of the money that is parked."""
    raise NotImplementedError("older programs do not know the lines of a bank statement")
