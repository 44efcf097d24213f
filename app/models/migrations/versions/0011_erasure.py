"""Erasure: a document that nothing names any more may be deleted; every other one stays as it was issued.

Revision ID: 0011
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TRIGGER document_no_delete",
    """CREATE TRIGGER document_no_delete BEFORE DELETE ON document WHEN EXISTS (SELECT 1 FROM fact_letter WHERE document_digest = OLD.digest) OR EXISTS (SELECT 1 FROM fact_attachment WHERE document_digest = OLD.digest) OR EXISTS (SELECT 1 FROM fact_agreement WHERE document_digest = OLD.digest) OR EXISTS (SELECT 1 FROM creditor WHERE lower(hex(OLD.digest)) IN (logo, seal)) OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.kind IN ('letter', 'attachment', 'agreement')) BEGIN SELECT RAISE(ABORT, 'documents are kept as they were issued'); END""",
)


def upgrade() -> None:
    """Make the guard anew; nothing is deleted."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """An older program would call the guard changed."""
    raise NotImplementedError("older programs let no document go")
