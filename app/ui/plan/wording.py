"""Plans in words: states, rhythms, holiday rules, and what one version changes against another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.domain.dates import HolidayRule
from app.domain.plan_limits import Limit
from app.domain.plan_progress import PlanState, RowProgress, RowState
from app.domain.plan_rows import rows_text
from app.domain.plans import Basis, Cadence, Change, Interest, Row, Terms, Unknown, differences
from app.services.ledger_words import percent
from app.services.words import Words

if TYPE_CHECKING:
    from app.domain.plan_phrase import Said

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
    if row.due_on == words.today:
        return QCoreApplication.translate("Plan", "due today"), ""
    if progress is not None and row.due_on < words.today:
        return QCoreApplication.translate("Plan", "in its days of grace"), "warn"
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


def interest_word(interest: Interest) -> str:
    """What interest runs during the plan."""
    return {
        Interest.NONE: QCoreApplication.translate("Plan", "none"),
        Interest.REDUCED: QCoreApplication.translate("Plan", "reduced"),
        Interest.CONTRACTUAL: QCoreApplication.translate("Plan", "by contract"),
    }[interest]


def basis_word(basis: Basis) -> str:
    """What interest is reckoned on."""
    return {
        Basis.DECLINING: QCoreApplication.translate("Plan", "declining"),
        Basis.FLAT: QCoreApplication.translate("Plan", "flat"),
    }[basis]


def unknown_word(unknown: Unknown) -> str:
    """What can be found from instalment and term."""
    return {
        Unknown.DOWN: QCoreApplication.translate("Plan", "down payment"),
        Unknown.WAIVED: QCoreApplication.translate("Plan", "waiver"),
        Unknown.BALLOON: QCoreApplication.translate("Plan", "lump sum"),
    }[unknown]


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


def said_words(said: Said, words: Words, currency: str) -> list[str]:
    """What was understood of what a debtor says."""

    def tell(text: str, value: object) -> str:
        if value is None:
            return ""
        return text.format(value if isinstance(value, int) else words.full_day(value))  # type: ignore[arg-type]

    down, each = (
        None if minor is None else words.money(minor, currency)
        for minor in (said.down_minor, said.instalment_minor)
    )
    at_first = QCoreApplication.translate("Plan", "{amount} on {day}")
    told = [
        at_first.format(amount=down, day=words.full_day(said.down_on)) if down and said.down_on else "",
        QCoreApplication.translate("Plan", "{amount} each time").format(amount=each) if each else "",
        cadence_word(said.cadence) if said.cadence else "",
        tell(QCoreApplication.translate("Plan", "{} instalment(s)"), said.periods),
        tell(QCoreApplication.translate("Plan", "from {}"), said.first_on),
        tell(QCoreApplication.translate("Plan", "until {}"), said.last_on),
        QCoreApplication.translate("Plan", "no interest") if said.is_free else "",
    ]
    return [text for text in told if text]


def unusual_words(terms: Terms, words: Words) -> list[str]:
    """The terms that few plans have, in a few words each."""
    usual = Terms(terms.debt_minor, terms.first_on, terms.currency)
    found = {change.field: change for change in differences(usual, terms)}
    return [_told(found[field], words, terms.currency) for field in _MORE if field in found]


_MORE = (
    "interest",
    "yearly_rate",
    "basis",
    "fee_minor",
    "opening_fee_minor",
    "step_minor",
    "balloon_minor",
    "edits",
)


def _told(change: Change, words: Words, currency: str) -> str:
    """What a term is, where what it was says nothing."""
    if change.field.endswith("_minor"):
        return f"{_names()[change.field]} {words.money(change.new, currency)}"  # type: ignore[arg-type]
    return _change(change, words, currency)


def _change(change: Change, words: Words, currency: str) -> str:
    """A difference in a few words; nothing for a term that is not shown."""
    old, new = change.old, change.new
    name = _names().get(change.field)
    value = _value(new, currency)
    if name is None or isinstance(new, Cadence | HolidayRule):
        return value
    if value:
        return f"{name} {value}"
    if change.field.endswith("_minor") and isinstance(old, int) and isinstance(new, int):
        sign = "+" if new > old else "−"
        return f"{name} {sign}{words.money(abs(new - old), currency)}"
    return f"{name} {'—' if old is None else old} → {'—' if new is None else new}"


def _value(new: object, currency: str) -> str:
    """A term that needs no comparison; nothing for numbers and days."""
    if isinstance(new, Decimal):
        return percent(new)
    if isinstance(new, tuple):
        return rows_text(new, currency) or "—"
    for kind, word in _WORDS.items():
        if isinstance(new, kind):
            return word(new)
    return ""


_WORDS: dict[type, Callable[[Any], str]] = {
    Cadence: cadence_word,
    HolidayRule: holiday_word,
    Interest: interest_word,
    Basis: basis_word,
}


def _names() -> dict[str, str]:
    return {
        "debt_minor": QCoreApplication.translate("Plan", "debt"),
        "down_minor": QCoreApplication.translate("Plan", "down payment"),
        "waived_minor": QCoreApplication.translate("Plan", "waiver"),
        "instalment_minor": QCoreApplication.translate("Plan", "instalment"),
        "periods": QCoreApplication.translate("Plan", "instalments"),
        "first_on": QCoreApplication.translate("Plan", "first"),
        "last_on": QCoreApplication.translate("Plan", "last"),
        "down_on": QCoreApplication.translate("Plan", "down payment on"),
        "day": QCoreApplication.translate("Plan", "day"),
        "balloon_minor": QCoreApplication.translate("Plan", "lump sum"),
        "interest": QCoreApplication.translate("Plan", "interest"),
        "yearly_rate": QCoreApplication.translate("Plan", "a year"),
        "basis": QCoreApplication.translate("Plan", "interest"),
        "fee_minor": QCoreApplication.translate("Plan", "fee each time"),
        "opening_fee_minor": QCoreApplication.translate("Plan", "fee at first"),
        "step_minor": QCoreApplication.translate("Plan", "rises by"),
        "step_every": QCoreApplication.translate("Plan", "rises every"),
        "edits": QCoreApplication.translate("Plan", "by hand"),
    }
