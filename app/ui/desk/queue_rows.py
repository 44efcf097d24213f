"""A case of the queue in the words of one row: at most one tag, its top reasons, its age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.domain.terms import Tier
from app.services import best_hours
from app.services.best_hours import Reach
from app.services.case_fields import NOTHING, USUAL, CaseRow, Field, stage_text, text
from app.services.queue import QueueRow, TierCount
from app.services.words import Words
from app.ui.tables.rows import GroupView, QueueRowView

REASONS_SHOWN = 2


_TITLED = frozenset({Field.LAST_CONTACT, Field.SCORE, Field.RECALL})
"""What nobody would understand without its name."""
ELSEWHERE = frozenset({Field.NAME, Field.OWED, Field.OVERDUE, Field.BUCKET, Field.WHY})
"""What a row says anyway, at a place of its own."""


def row_view(
    row: QueueRow,
    reach: Reach | None = None,
    closed_until: datetime | None = None,
    fields: Sequence[Field] = (),
) -> QueueRowView:
    """The row as it is painted; who is usually reached at this hour, or may not be called at it, stands where it stands
    for that reason too. ``fields``: the columns that were picked for the view, said before the reasons, the unusual
    ones first."""
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
    if row.listed is not None:
        reasons[:0] = _picked(row.listed(), fields, words)
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


def _picked(case: CaseRow, fields: Sequence[Field], words: Words) -> list[str]:
    from app.ui.cases.case_table import title  # no desk needs it to start

    wanted = sorted((field for field in fields if field not in ELSEWHERE), key=lambda field: field in USUAL)
    texts = [(field, text(case, field, words)) for field in wanted]
    return [
        f"{title(field)} {said}" if field in _TITLED else said for field, said in texts if said != NOTHING
    ]


def _tag(row: QueueRow, words: Words) -> tuple[str, str]:
    if row.next_at is not None and row.tier in (Tier.CALL_BACK, Tier.WAITING):
        return words.moment(row.next_at), "accent"
    if row.broken > 1:
        return QCoreApplication.translate("QueueRows", "{count} broken").format(count=row.broken), "danger"
    if row.stage is not None:
        return stage_text(row.stage, words), "warn"
    if row.same_names > 1:
        return QCoreApplication.translate("QueueRows", "{count} of this name").format(
            count=row.same_names
        ), "warn"
    return "", ""
