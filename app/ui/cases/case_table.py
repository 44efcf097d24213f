"""The columns of the table of all cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.domain.terms import Bucket, Tier
from app.services.browse import Order
from app.services.case_fields import CaseRow, Field, text
from app.services.words import Words
from app.ui.tables.table_model import Column

ORDERS = {
    Field.NAME: Order.NAME,
    Field.OWED: Order.AMOUNT,
    Field.OVERDUE: Order.OVERDUE,
    Field.LAST_CONTACT: Order.LAST_CONTACT,
}
"""The columns a click can order by."""
_EMS = {
    Field.NAME: 9,
    Field.OWED: 9,
    Field.OVERDUE: 8,
    Field.BUCKET: 5,
    Field.TIER: 10,
    Field.LAST_CONTACT: 10,
    Field.COLLECTOR: 7,
    Field.CREDITOR: 12,
    Field.STAGE: 9,
    Field.STEP: 13,
    Field.WHY: 18,
    Field.SCORE: 5,
    Field.RECALL: 8,
}
_AT_RIGHT = (Field.OWED, Field.OVERDUE, Field.SCORE)


def columns(fields: Sequence[Field], words: Words) -> list[Column[CaseRow]]:
    """These columns in the reader's language."""
    return [
        Column(
            field,
            title(field),
            partial(text, field=field, words=words),
            right=field in _AT_RIGHT,
            tone=_TONES.get(field),
            ems=_EMS[field],
        )
        for field in fields
    ]


def title(field: Field) -> str:
    """What a column is called."""
    return {
        Field.NAME: QCoreApplication.translate("CaseTable", "Name"),
        Field.OWED: QCoreApplication.translate("CaseTable", "Owed"),
        Field.OVERDUE: QCoreApplication.translate("CaseTable", "Days overdue"),
        Field.BUCKET: QCoreApplication.translate("CaseTable", "Bucket"),
        Field.TIER: QCoreApplication.translate("CaseTable", "Stands in"),
        Field.LAST_CONTACT: QCoreApplication.translate("CaseTable", "Last contact"),
        Field.COLLECTOR: QCoreApplication.translate("CaseTable", "Collector"),
        Field.CREDITOR: QCoreApplication.translate("CaseTable", "Creditor"),
        Field.STAGE: QCoreApplication.translate("CaseTable", "Stage"),
        Field.STEP: QCoreApplication.translate("CaseTable", "Next step"),
        Field.WHY: QCoreApplication.translate("CaseTable", "Why it stands there"),
        Field.SCORE: QCoreApplication.translate("CaseTable", "Score"),
        Field.RECALL: QCoreApplication.translate("CaseTable", "Goes back on"),
    }[field]


def _bucket_tone(row: CaseRow) -> str:
    return "danger" if row.bucket >= Bucket.M4 else ""


def _tier_tone(row: CaseRow) -> str:
    return {Tier.CALL_BACK: "accent", Tier.DUE_TODAY: "accent", Tier.BROKEN: "danger"}.get(row.tier, "")


_TONES = {Field.BUCKET: _bucket_tone, Field.TIER: _tier_tone}
