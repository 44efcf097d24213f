"""The ledger in words: what each movement is called, how a payment was applied, how interest was reckoned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.domain.accrual import Accrual
from app.domain.allocation import COMPONENTS, AllocationRule
from app.domain.dates import ONE_DAY
from app.domain.explanation import Line
from app.domain.money import format_minor
from app.domain.plan_effects import PlanWaiver, Span
from app.domain.plan_terms import Interest
from app.services.words import Words

COMPONENT_WORDS: Mapping[str, tuple[str, str]] = {
    "purchase": ("消费本金", "purchases"),
    "cash": ("取现本金", "cash"),
    "instalment": ("分期本金", "instalment principal"),
    "interest": ("利息", "interest"),
    "compound": ("复利", "compound interest"),
    "late_fee": ("违约金", "late fee"),
    "service_fee": ("服务费", "service fee"),
    "legal_cost": ("诉讼费用", "legal cost"),
}
_MOVED: Mapping[str, tuple[str, str]] = {
    "placed": ("委托余额", "balance placed"),
    "snapshot": ("债权人更新余额", "balance updated by the creditor"),
    "payment": ("还款", "payment"),
    "reversal": ("还款冲回", "payment reversed"),
    "charge": ("新增费用", "charge"),
    "correction": ("更正", "correction"),
    "waiver": ("减免", "waiver"),
    "plan_waiver": ("计划履行完毕，减免", "waiver of the completed plan"),
    "unallocated": ("未能入账的款项", "money that fits no account"),
    "earlier": ("委托前还款，已含在委托余额中", "paid before the first figures, which contain it"),
    **{name: COMPONENT_WORDS[name] for name in ("interest", "compound", "late_fee")},
}


def component_word(name: str, words: Words) -> str:
    """The word for a balance component."""
    zh, en = COMPONENT_WORDS[name]
    return zh if words.is_chinese else en


def line_title(line: Line, language: str) -> str:
    """What a movement is called: 还款, payment."""
    is_by_plan = line.fact is not None and isinstance(line.fact.body, PlanWaiver)
    return _MOVED["plan_waiver" if is_by_plan else line.kind][not language.startswith("zh")]


def line_detail(line: Line, language: str) -> str:
    """How it came about: the components it changed, or the reckoning of what ran; empty where it changed none."""
    if line.accrual is not None:
        return _reckoning(line.accrual, line.currency, language)
    is_signed = line.kind == "snapshot"  # new figures may raise one component and lower another
    return parts_text(line.parts, line.currency, language, is_signed=is_signed)


def left_text(minor: int, currency: str, language: str) -> str:
    """What of a payment fitted no account: 另有 80.00 未能入账; empty where nothing was left."""
    if minor <= 0:
        return ""
    amount = format_minor(minor, currency)
    return f"另有 {amount} 未能入账" if language.startswith("zh") else f"{amount} fitted no account"


def parts_text(parts: Mapping[str, int], currency: str, language: str, *, is_signed: bool = False) -> str:
    """Components with their amounts: 利息 600.00、违约金 200.00; ``is_signed``: by how much each rose or fell."""
    chinese = language.startswith("zh")
    amounts = {name: minor if is_signed else abs(minor) for name, minor in parts.items()}
    told = [
        f"{COMPONENT_WORDS[name][not chinese]} {format_minor(amounts[name], currency, sign=is_signed)}"
        for name in COMPONENTS
        if parts.get(name)
    ]
    return ("、" if chinese else ", ").join(told)


def order_words(names: Sequence[str], language: str) -> str:
    """Components in their order: 利息、违约金、消费本金; ``term_entry.order_from`` reads it."""
    chinese = language.startswith("zh")
    return ("、" if chinese else ", ").join(COMPONENT_WORDS[name][not chinese] for name in names)


def order_text(rule: AllocationRule, language: str) -> str:
    """An order of allocation that has no name of its own: component after component."""
    early, late = order_words(rule.early, language), order_words(rule.late, language)
    if early == late:
        return early
    return (
        f"{early}；逾期 {rule.late_from_dpd} 天起 {late}"
        if language.startswith("zh")
        else f"{early}; from {rule.late_from_dpd} days {late}"
    )


def percent(share: Decimal, places: int | None = None) -> str:
    """``0.0005`` → ``0.05%``; with ``places`` rounded to them."""
    value = share * 100
    if places is not None:
        return f"{value:.{places}f}%"
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _reckoning(accrual: Accrual, currency: str, language: str) -> str:
    base, rate = format_minor(accrual.base_minor, currency), percent(accrual.rate)
    if accrual.component == "late_fee":
        if language.startswith("zh"):
            return f"{accrual.first_on} 到期的最低还款额未还 {base} × {rate}"
        return f"{base} of the minimum due {accrual.first_on} unpaid × {rate}"
    last_on = accrual.posted_on - ONE_DAY
    if language.startswith("zh"):
        return f"{base} × {rate} × {accrual.days} 天（{accrual.first_on} 至 {last_on}）"
    days = "day" if accrual.days == 1 else "days"
    return f"{base} × {rate} × {accrual.days} {days} ({accrual.first_on} to {last_on})"


def nothing_text(on: date, language: str) -> str:
    """Of a day before the first figures: 截至 2026-01-05 本案尚无账目."""
    if language.startswith("zh"):
        return f"截至 {on} 本案尚无账目，首笔数据晚于这一天"
    return f"Nothing is known of this case up to {on}: its first figures are of a later day"


def plan_interest_text(span: Span, language: str) -> str:
    """How interest ran by a plan: 2026-11-16 起按还款计划停计利息."""
    rate = percent(span.yearly_rate)
    if language.startswith("zh"):
        ran = {
            Interest.NONE: "停计利息",
            Interest.REDUCED: f"按年利率 {rate} 减收利息",
            Interest.CONTRACTUAL: "利息照合同计收",
        }[span.interest]
        until = f"至 {span.ends_on - ONE_DAY} " if span.ends_on else "起"
        return f"{span.starts_on} {until}按还款计划{ran}"
    ran = {
        Interest.NONE: "no interest runs by the plan",
        Interest.REDUCED: f"interest is reduced by the plan to {rate} a year",
        Interest.CONTRACTUAL: "interest runs by contract, as the plan says",
    }[span.interest]
    until = f" to {span.ends_on - ONE_DAY}" if span.ends_on else " on"
    return f"from {span.starts_on}{until} {ran}"
