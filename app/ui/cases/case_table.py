"""The columns of the table of all cases."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.terms import Bucket, Tier
from app.services.browse import CaseRow, Order
from app.services.words import Words
from app.ui.tables.table_model import Column

ORDERS = {
    "name": Order.NAME,
    "owed": Order.AMOUNT,
    "overdue": Order.OVERDUE,
    "last_contact": Order.LAST_CONTACT,
}
"""The columns a click can order by."""


def columns(words: Words) -> list[Column[CaseRow]]:
    """The columns in the reader's language."""
    name = QCoreApplication.translate("CaseTable", "Name")
    owed = QCoreApplication.translate("CaseTable", "Owed")
    overdue = QCoreApplication.translate("CaseTable", "Days overdue")
    bucket = QCoreApplication.translate("CaseTable", "Bucket")
    tier = QCoreApplication.translate("CaseTable", "Stands in")
    last = QCoreApplication.translate("CaseTable", "Last contact")
    collector = QCoreApplication.translate("CaseTable", "Collector")
    creditor = QCoreApplication.translate("CaseTable", "Creditor")
    return [
        Column("name", name, lambda row: row.name, ems=9),
        Column("owed", owed, lambda row: words.money(row.balance_minor, row.currency), right=True, ems=9),
        Column("overdue", overdue, lambda row: str(row.dpd), right=True, ems=8),
        Column("bucket", bucket, lambda row: row.bucket.label, tone=_tone, ems=5),
        Column("tier", tier, lambda row: row.tier_text, tone=_tier_tone, ems=10),
        Column("last_contact", last, lambda row: _moment(row, words), ems=10),
        Column("collector", collector, lambda row: row.collector or "—", ems=7),
        Column("creditor", creditor, lambda row: row.creditor, ems=12),
    ]


def _moment(row: CaseRow, words: Words) -> str:
    return words.moment(row.last_contact_at) if row.last_contact_at else "—"


def _tone(row: CaseRow) -> str:
    return "danger" if row.bucket >= Bucket.M4 else ""


def _tier_tone(row: CaseRow) -> str:
    return {Tier.CALL_BACK: "accent", Tier.DUE_TODAY: "accent", Tier.BROKEN: "danger"}.get(row.tier, "")
