"""The terms of a plan in a letter's words: what interest and fees run, and what a version changes against the one in
front of it. Only what was agreed is said."""

from __future__ import annotations

from datetime import date

from app.domain.commitments import PlanView
from app.domain.plan_record import terms_of
from app.domain.plans import Basis, Change, Interest, Terms, differences
from app.reports.wording import day_text, money_text
from app.services.ledger_words import percent

_NAMES = {
    "debt_minor": ("应还总额", "the debt"),
    "down_minor": ("首付", "the down payment"),
    "waived_minor": ("减免", "the waiver"),
    "instalment_minor": ("每期金额", "the instalment"),
    "periods": ("期数", "the number of instalments"),
    "first_on": ("首期日期", "the first day"),
    "last_on": ("末期日期", "the last day"),
    "day": ("还款日", "the day of the month or week"),
    "balloon_minor": ("末期大额", "the lump sum at the end"),
    "yearly_rate": ("年利率", "the yearly rate"),
    "fee_minor": ("每期费用", "the fee in each instalment"),
    "opening_fee_minor": ("首期费用", "the fee with the first instalment"),
    "step_minor": ("每次递增", "the step by which instalments rise"),
}


def charges_text(view: PlanView, language: str) -> str:
    """What interest and fees run while the plan is kept."""
    terms = terms_of(view.fact.body, view.rows)
    told = [_interest(terms, language == "zh"), *_fees(terms, language)]
    return "，".join(told) if language == "zh" else ", ".join(told)


def _interest(terms: Terms, is_zh: bool) -> str:
    if terms.interest is Interest.NONE:
        return "还款期间停计利息" if is_zh else "No interest runs while the plan is kept"
    rate = percent(terms.yearly_rate)
    zh, en = {
        Basis.DECLINING: ("剩余本金", "what is still owed"),
        Basis.FLAT: ("期初本金", "the first principal"),
    }[terms.basis]
    return f"还款期间按{zh}以年利率{rate}计息" if is_zh else f"Interest runs at {rate} a year on {en}"


def _fees(terms: Terms, language: str) -> list[str]:
    is_zh = language == "zh"
    if not terms.fee_minor and not terms.opening_fee_minor:
        return ["不收取费用" if is_zh else "and no fees are charged"]
    told = []
    for minor, zh, en in (
        (terms.fee_minor, "每期费用", "a fee in each instalment of "),
        (terms.opening_fee_minor, "首期费用", "a fee with the first instalment of "),
    ):
        if minor:
            told.append((zh if is_zh else en) + money_text(minor, terms.currency, language))
    return told


def replaced_text(view: PlanView, before: PlanView | None, language: str) -> str:
    """Which version this one takes the place of, and what it changes; nothing for the first."""
    if before is None:
        return ""
    old, new = (terms_of(each.fact.body, each.rows) for each in (before, view))
    told = [text for change in differences(old, new) if (text := _change(change, new.currency, language))]
    no = before.fact.body.version
    if language == "zh":
        return f"本协议取代双方的还款计划第{no}版" + (f"，变更为：{'；'.join(told)}。" if told else "。")
    return f"This takes the place of version {no} of the plan" + (f": {'; '.join(told)}." if told else ".")


def _change(change: Change, currency: str, language: str) -> str:
    """One difference, for the terms that are a number or a day."""
    names = _NAMES.get(change.field)
    if names is None:
        return ""
    is_zh = language == "zh"
    old, new = (_value(change.field, each, currency, language) for each in (change.old, change.new))
    return f"{names[0]}由{old}改为{new}" if is_zh else f"{names[1]} {new} instead of {old}"


def _value(field: str, value: object, currency: str, language: str) -> str:
    if isinstance(value, date):
        return day_text(value, language)
    if field.endswith("_minor") and isinstance(value, int):
        return money_text(value, currency, language)
    if field == "yearly_rate":
        return percent(value)  # type: ignore[arg-type]
    return "—" if value is None else str(value)
