"""Plans in words: states, rhythms, holiday rules, and what one version changes against another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.domain.dates import HolidayRule
from app.domain.plan_limits import Limit
from app.domain.plan_progress import PlanState, RowProgress, RowState
from app.domain.plans import Cadence, Change, Row
from app.services.words import Words

STATE_TONES = {
    PlanState.AGREED: "ok",
    PlanState.PERFORMING: "ok",
    PlanState.COMPLETED: "ok",
    PlanState.BROKEN: "danger",
}
ROW_TONES = {
    RowState.PAID: "ok",
    RowState.LATE: "warn",
    RowState.PARTLY: "warn",
    RowState.MISSED: "danger",
}


def state_word(state: PlanState) -> str:
    """What a plan's state is called."""
    return {
        PlanState.DRAFT: QCoreApplication.translate("Plan", "draft"),
        PlanState.PROPOSED: QCoreApplication.translate("Plan", "proposed"),
        PlanState.AGREED: QCoreApplication.translate("Plan", "agreed"),
        PlanState.PERFORMING: QCoreApplication.translate("Plan", "performing"),
        PlanState.COMPLETED: QCoreApplication.translate("Plan", "completed"),
        PlanState.BROKEN: QCoreApplication.translate("Plan", "broken"),
        PlanState.REPLACED: QCoreApplication.translate("Plan", "replaced"),
        PlanState.CANCELLED: QCoreApplication.translate("Plan", "ended"),
    }[state]


def row_word(state: RowState) -> str:
    """What the state of an instalment is called."""
    return {
        RowState.DUE: QCoreApplication.translate("Plan", "not due yet"),
        RowState.PARTLY: QCoreApplication.translate("Plan", "partly paid"),
        RowState.PAID: QCoreApplication.translate("Plan", "paid"),
        RowState.LATE: QCoreApplication.translate("Plan", "paid late"),
        RowState.MISSED: QCoreApplication.translate("Plan", "missed"),
    }[state]


def row_state(row: Row, progress: RowProgress | None, words: Words) -> tuple[str, str]:
    """State of a row in words, and its tone: how it was paid, else why its day is not the day of the month."""
    if progress is not None and progress.state is not RowState.DUE:
        return row_word(progress.state), ROW_TONES.get(progress.state, "")
    if row.moved:
        moved = QCoreApplication.translate("Plan", "moved from {day}")
        return moved.format(day=short_day(row, words)), "warn"
    return row_word(RowState.DUE), ""


def short_day(row: Row, words: Words) -> str:
    """The day before holidays moved it: 02-21 Sun."""
    return words.full_day(row.planned_on)[5:]


def cadence_word(cadence: Cadence) -> str:
    """How often is paid."""
    return {
        Cadence.MONTHLY: QCoreApplication.translate("Plan", "monthly"),
        Cadence.FORTNIGHTLY: QCoreApplication.translate("Plan", "fortnightly"),
        Cadence.WEEKLY: QCoreApplication.translate("Plan", "weekly"),
        Cadence.MONTH_END: QCoreApplication.translate("Plan", "month end"),
    }[cadence]


def holiday_word(rule: HolidayRule) -> str:
    """What happens to a day that is no working day."""
    return {
        HolidayRule.FOLLOWING: QCoreApplication.translate("Plan", "next working day"),
        HolidayRule.PRECEDING: QCoreApplication.translate("Plan", "working day before"),
        HolidayRule.MODIFIED_FOLLOWING: QCoreApplication.translate("Plan", "next, within the month"),
        HolidayRule.NONE: QCoreApplication.translate("Plan", "not moved"),
    }[rule]


def limit_word(limit: str) -> str:
    """What a limit is about."""
    return {
        Limit.FIRST_AMOUNT: QCoreApplication.translate("Plan", "first payment too small"),
        Limit.FIRST_DATE: QCoreApplication.translate("Plan", "begins too late"),
        Limit.TERM: QCoreApplication.translate("Plan", "too many instalments"),
        Limit.WAIVER: QCoreApplication.translate("Plan", "waiver"),
    }.get(Limit(limit), limit)


def how_word(how: str) -> str:
    """How both sides agreed."""
    return {
        "recorded_call": QCoreApplication.translate("Plan", "by word of mouth, recorded"),
        "message": QCoreApplication.translate("Plan", "in writing by message"),
        "signed": QCoreApplication.translate("Plan", "signed"),
    }.get(how, how)


def change_words(changes: Iterable[Change], words: Words, currency: str) -> list[str]:
    """Each difference between two versions in a few words: "instalment −450", "instalments 37 → 45"."""
    return [text for change in changes if (text := _change(change, words, currency))]


def _change(change: Change, words: Words, currency: str) -> str:
    old, new = change.old, change.new
    names = {
        "debt_minor": QCoreApplication.translate("Plan", "debt"),
        "down_minor": QCoreApplication.translate("Plan", "down payment"),
        "waived_minor": QCoreApplication.translate("Plan", "waiver"),
        "instalment_minor": QCoreApplication.translate("Plan", "instalment"),
        "periods": QCoreApplication.translate("Plan", "instalments"),
        "first_on": QCoreApplication.translate("Plan", "first"),
        "last_on": QCoreApplication.translate("Plan", "last"),
        "down_on": QCoreApplication.translate("Plan", "down payment on"),
        "day": QCoreApplication.translate("Plan", "day"),
    }
    if change.field == "cadence":
        return cadence_word(Cadence(str(new)))
    if change.field == "holiday_rule":
        return holiday_word(HolidayRule(str(new)))
    if change.field not in names:
        return ""
    name = names[change.field]
    if change.field.endswith("_minor") and isinstance(old, int) and isinstance(new, int):
        sign = "+" if new > old else "−"
        return f"{name} {sign}{words.money(abs(new - old), currency)}"
    return f"{name} {'—' if old is None else old} → {'—' if new is None else new}"
