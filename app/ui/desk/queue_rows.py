"""A case of the queue in the words of one row: at most one tag, its top reasons, its age."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.domain.terms import Tier
from app.services import best_hours
from app.services.best_hours import Reach
from app.services.queue import QueueRow, TierCount
from app.services.words import Words
from app.ui.tables.rows import GroupView, QueueRowView

REASONS_SHOWN = 2


def row_view(row: QueueRow, reach: Reach | None = None, closed_until: datetime | None = None) -> QueueRowView:
    """The row as it is painted; who is usually reached at this hour, or may not be called at it, stands where it stands
    for that reason too."""
    words = row.words
    tag, tone = _tag(row, words)
    if closed_until is not None:
        tag = QCoreApplication.translate("QueueRows", "from {moment}").format(
            moment=words.moment(closed_until)
        )
        tone = "warn"
    reasons = [why.text for why in row.first_reasons(REASONS_SHOWN)]
    if reach is not None and reach.is_now:
        reasons.insert(0, best_hours.told(reach.best, words))
    days = QCoreApplication.translate("QueueRows", "{days} d").format(days=row.dpd)
    return QueueRowView(
        row.case_id,
        row.name,
        words.money(row.balance_minor, row.currency),
        " · ".join(reasons),
        f"{days} · {row.bucket}",
        tag,
        tone,
    )


def group_view(count: TierCount) -> GroupView:
    """The header over the rows of a tier."""
    return GroupView(count.title, count.cases)


def _tag(row: QueueRow, words: Words) -> tuple[str, str]:
    if row.next_at is not None and row.tier in (Tier.CALL_BACK, Tier.WAITING):
        return words.moment(row.next_at), "accent"
    if row.broken > 1:
        return QCoreApplication.translate("QueueRows", "{count} broken").format(count=row.broken), "danger"
    if row.same_names > 1:
        return QCoreApplication.translate("QueueRows", "{count} of this name").format(
            count=row.same_names
        ), "warn"
    return "", ""
