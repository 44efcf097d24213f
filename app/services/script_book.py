"""话术 for one case: the sentences that may be said to who is listening now, with their places filled."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.reasons import Reason
from app.domain.scripts import Audience, Scripts, parse
from app.domain.terms import Purpose, Tier
from app.services.cases import CasePanel
from app.services.context import Context
from app.services.words import Words
from app.system.paths import resource

LANGUAGES = ("zh_CN", "en")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the assistant shows: the next sentences, the steps ahead, what never to say."""

    lines: tuple[str, ...]
    outline: tuple[str, ...]
    never: tuple[str, ...]


@cache
def scripts(language: str) -> Scripts:
    """The script book of a language."""
    chosen = language if language in LANGUAGES else "en"
    return parse(tomllib.loads(resource("scripts", f"{chosen}.toml").read_text(encoding="utf-8")))


def spoken(
    context: Context,
    words: Words,
    panel: CasePanel,
    audience: Audience,
    reason: Reason | None,
    purpose: Purpose = Purpose.COLLECTION,
) -> Spoken:
    """The script for this case and listener. Before the identity check nothing in it tells of a debt. What falls due
    today is only reminded of, and a promise is called broken only where the one in sight is."""
    if purpose is Purpose.COLLECTION and panel.tier is Tier.DUE_TODAY:
        purpose = Purpose.DUE_REMINDER
    promise = panel.promise.current
    script = scripts(words.language).select(
        audience,
        panel.next.treated.script,
        reason,
        purpose=purpose,
        book=panel.book,
        has_broken_promise=promise is not None and promise.outcome.state.is_breach,
    )
    values = _values(context, words, panel)
    return Spoken(tuple(line.fill(values) for line in script.lines), script.outline, script.never)


def _values(context: Context, words: Words, panel: CasePanel) -> dict[str, str]:
    agency = panel.agency_name or panel.creditor
    values = {
        "agency": agency,
        "collector": context.user.name,
        "employee_no": context.user.employee_no,
        "person": panel.name,
        "debtor": panel.name,
        "creditor": panel.creditor,
        "product": panel.accounts[0].product if panel.accounts else "",
        "tail": panel.overdue_tail,
        "amount": _aloud(panel.owed.total_minor, panel.owed.currency, words),
        "days": str(panel.dpd),
        "callback": panel.callback,
        "complaint_line": panel.complaint_line,
        "liability": _aloud(panel.owed.total_minor, panel.owed.currency, words),
    }
    if panel.owed.as_of is not None:
        values["as_of"] = _day_aloud(panel.owed.as_of, words)
    agreed = _agreed(panel)
    if agreed is not None:
        minor, due_on = agreed
        values["promise"] = _aloud(minor, panel.owed.currency, words)
        values["promised_on"] = _day_aloud(due_on, words)
    return {name: value for name, value in values.items() if value}


def _agreed(panel: CasePanel) -> tuple[int, date] | None:
    """Amount and day of what was agreed: the instalment that falls due today, else the promise in sight."""
    plan, promise = panel.promise.plan, panel.promise.current
    if panel.desk.errand is Purpose.DUE_REMINDER and plan is not None and plan.progress.next_row is not None:
        return plan.progress.next_row.amount_minor, plan.progress.next_row.due_on
    return None if promise is None else (promise.amount_minor, promise.due_on)


def _aloud(minor: int, currency: str, words: Words) -> str:
    """An amount as it is read out, with its currency."""
    amount = words.money(minor, currency)
    if words.is_chinese and currency == "CNY":
        return f"{amount} 元"
    return f"{currency} {amount}"


def _day_aloud(day: date, words: Words) -> str:
    """A day as it is read out: today and its neighbours by name, else month and day in words."""
    near = words.day(day)
    if near not in (day.isoformat(), day.isoformat()[5:]):
        return near
    if words.is_chinese:
        return f"{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]}"
