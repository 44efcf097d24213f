"""What would change the score of a case, in words."""

from __future__ import annotations

from app.domain.outlook import Cause, Prospect, outlook
from app.domain.payment_chance import chance_of
from app.domain.state import CaseState
from app.services.situations import Desk
from app.services.words import Words


def told(desk: Desk, words: Words) -> tuple[str, ...]:
    """One line for each thing that would change the score: "in 3 days +6: untouched for 7 days"."""
    state: CaseState = desk.state
    today = desk.now.astimezone(desk.case.zone).date()
    found = outlook(words.rules.strategy, state.measures, chance_of(state.history, desk.case.zone, today))
    return tuple(_line(one, state.currency, words) for one in found)


def _line(one: Prospect, currency: str, words: Words) -> str:
    change = f"{one.change:+d}"
    cause = _cause(one, currency, words)
    if one.point is None:
        return f"{cause} {change}"
    return f"{cause} {change}{'：' if words.is_chinese else ': '}{words.point(one.point, currency)}"


def _cause(one: Prospect, currency: str, words: Words) -> str:
    amount = words.money(one.amount_minor, currency)
    match one.cause:
        case Cause.TIME if one.days == 1:
            said = ("tomorrow", "明天")
        case Cause.TIME:
            said = (f"in {one.days} days", f"{one.days} 天后")
        case Cause.CONTACT:
            said = ("once there was a contact", "联系一次后")
        case Cause.PAYMENT:
            said = ("with a payment now", "本月到账一笔")
        case Cause.PAY_DOWN:
            said = (f"with {amount} paid", f"还款 {amount} 起")
        case Cause.BREACH:
            said = ("with one more promise broken", "再违约一次")
    return said[words.is_chinese]
