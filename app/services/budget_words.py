"""The day's budget in sentences, for window and command line alike."""

from __future__ import annotations

from app.domain.budget import Portion
from app.services.budget import Budget
from app.services.words import Words, filled


def told(budget: Budget, words: Words) -> str:
    """One calm line: what is left to call, what share of the money it carries, what falls due."""
    return _in_chinese(budget) if words.is_chinese else _in_english(budget)


def told_day(portion: Portion, words: Words) -> str:
    """What one working day takes."""
    money = words.money(portion.balance_minor, "CNY")
    parts = []
    if portion.cases:
        parts.append(
            f"{portion.cases} 件，{money}" if words.is_chinese else f"{_cases(portion.cases)}, {money}"
        )
    if portion.returning:
        parts.append(
            f"{portion.returning} 件到期返回" if words.is_chinese else f"{portion.returning} coming back"
        )
    if not parts:
        parts.append("暂无" if words.is_chinese else "nothing yet")
    day = words.full_day(portion.on)
    return f"{day}：{'；'.join(parts)}" if words.is_chinese else f"{day}: {'; '.join(parts)}"


def _in_english(budget: Budget) -> str:
    due = "" if budget.due == 0 else filled("; {due:payment falls|payments fall} due", {"due": budget.due})
    if not budget.to_do and not budget.done:
        return "Nothing to work today"
    if not budget.to_do:
        return f"Nothing left to work today; {budget.done} of {budget.a_day} calls made"
    if not budget.left:
        return f"The day's calls are made ({budget.done}); {_cases(budget.to_do)} left for other days{due}"
    left = f"{budget.left} call{'' if budget.left == 1 else 's'} left today"
    if budget.fits == budget.to_do:
        return f"{left}: enough for all {_cases(budget.to_do)}{due}"
    return f"{left}: the first {_cases(budget.fits)} carry {budget.share} % of the money to work{due}"


def _in_chinese(budget: Budget) -> str:
    due = f"；{budget.due} 笔还款今天到期" if budget.due else ""
    if not budget.to_do and not budget.done:
        return "今日没有待办"
    if not budget.to_do:
        return f"今日待办已清空；已拨 {budget.done}/{budget.a_day}"
    if not budget.left:
        return f"今日已拨 {budget.done} 通，额度用完；还有 {budget.to_do} 件留待他日{due}"
    if budget.fits == budget.to_do:
        return f"今日还可拨 {budget.left} 通，够办全部 {budget.to_do} 件{due}"
    return f"今日还可拨 {budget.left} 通，前 {budget.fits} 件占待办金额 {budget.share}%{due}"


def _cases(number: int) -> str:
    return f"{number} case{'' if number == 1 else 's'}"
