"""话术 for one case: the sentences that may be said to who is listening now, with their places filled."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from app.domain.reasons import Reason
from app.domain.scripts import Audience, Scripts, parse
from app.domain.terms import Purpose
from app.services.cases import CasePanel
from app.services.context import Context
from app.services.words import Words
from app.system.paths import resource

LANGUAGES = ("zh_CN", "en")


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
    """The script for this case and listener. Before the identity check nothing in it tells of a debt."""
    script = scripts(words.language).select(
        audience,
        panel.next.treated.script,
        reason,
        purpose=purpose,
        book=panel.book,
        has_broken_promise=panel.promise.honesty.judged > panel.promise.honesty.kept,
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
        "amount": words.money(panel.owed.total_minor, panel.owed.currency),
        "days": str(panel.dpd),
        "callback": panel.callback,
        "complaint_line": panel.complaint_line,
        "liability": words.money(panel.owed.total_minor, panel.owed.currency),
    }
    if panel.owed.as_of is not None:
        values["as_of"] = words.day(panel.owed.as_of)
    promise = panel.promise.current
    if promise is not None:
        values["promise"] = words.money(promise.amount_minor, panel.owed.currency)
        values["promised_on"] = words.day(promise.due_on)
    return {name: value for name, value in values.items() if value}
