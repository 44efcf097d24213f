"""How a saved version stands, in one strip: what it means for collection, what was paid, what comes next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.plan_progress import PlanState
from app.services.plans import VersionRow
from app.services.words import Words
from app.ui.plan.wording import STATE_TONES, how_word
from app.ui.widgets.strips import Strip


def say_state(strip: Strip, version: VersionRow | None, words: Words) -> None:
    """Show the state of a version; the strip hides for terms that are only typed."""
    if version is None or version.state not in STATE_TONES:
        strip.say("")
        return
    strip.say(_headline(version.state), _detail(version, words), STATE_TONES[version.state])


def _headline(state: PlanState) -> str:
    if state is PlanState.BROKEN:
        return QCoreApplication.translate("Plan", "Broken: collection may go on")
    if state is PlanState.COMPLETED:
        return QCoreApplication.translate("Plan", "Completed")
    return QCoreApplication.translate("Plan", "Collection rests while the plan is kept")


def _detail(version: VersionRow, words: Words) -> str:
    progress, currency = version.progress, version.terms.currency
    parts = []
    if version.agreed_on is not None:
        agreed = QCoreApplication.translate("Plan", "agreed {day}, {how}")
        parts.append(agreed.format(day=words.day(version.agreed_on), how=how_word(version.how_agreed or "")))
    due = sum(row.amount_minor for row in version.rows if row.due_on <= words.today)
    paid = QCoreApplication.translate("Plan", "due so far {due}, paid {paid}")
    parts.append(paid.format(due=words.money(due, currency), paid=words.money(progress.paid_minor, currency)))
    if progress.overdue_minor:
        overdue = QCoreApplication.translate("Plan", "overdue {amount}")
        parts.append(overdue.format(amount=words.money(progress.overdue_minor, currency)))
    elif progress.next_row is not None:
        following = QCoreApplication.translate("Plan", "next {amount} on {day}")
        row = progress.next_row
        parts.append(
            following.format(amount=words.money(row.amount_minor, currency), day=words.full_day(row.due_on))
        )
    return " · ".join(parts)
