"""What stopped an attempt, in words: a hold, a rule of the gate, or what stood against a letter by itself."""

from __future__ import annotations

from app.services.rulebook import shipped_packs
from app.services.words import Words

REFUSED = {
    "letter_money_came": ("期间有入账", "money came in between"),
    "letter_amount_changed": ("金额已变", "the amount changed"),
    "letter_amount_differs": ("金额与账不符", "the amount is not the ledger's"),
    "letter_balance_old": ("余额过旧", "the balance is too old"),
    "letter_no_account": ("没有可写的账户", "no account to write about"),
    "letter_nothing_owed": ("已无欠款", "nothing is owed"),
    "letter_not_settled": ("尚未结清", "not settled yet"),
    "letter_no_plan": ("没有还款计划", "there is no plan"),
    "letter_plan_unapproved": ("还款计划未批准", "the plan is not approved"),
    "letter_address_missing": ("没有地址", "no address"),
    "letter_address_returned": ("地址被退信", "a letter came back from there"),
    "letter_field_missing": ("缺少内容", "a field is missing"),
    "letter_phrase": ("含禁用语", "a phrase that may not be said"),
    "letter_number_in_full": ("含完整号码", "a number in full"),
    "letter_amount_strange": ("金额来历不明", "an amount nobody knows"),
}
"""What stood against a letter where it was no rule of the gate, in Chinese and English."""


def rule_text(rule: str, words: Words) -> str:
    """What stood against an attempt: a hold or a rule of the gate in its words, a refusal of a letter; else as it was
    written."""
    known = REFUSED.get(rule)
    if known is not None:
        return known[not words.is_chinese]
    holds = words.rules.vocabulary.holds
    hold = next((term for kind, term in holds.items() if rule == f"hold.{kind}"), None)
    if hold is not None:
        return hold.words.text(words.language)
    named = (pack.rule(rule) for pack in shipped_packs().values())
    found = next((one for one in named if one is not None), None)
    return found.words.text(words.language) if found is not None else rule
