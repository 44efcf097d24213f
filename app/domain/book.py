"""The ledger of a case by the rules of its creditor: in which order money fills what is owed, and what accrues."""

from __future__ import annotations

from datetime import date

from app.domain.accrual import accrued_ledger
from app.domain.allocation import AllocationRule, own_order
from app.domain.casefile import CaseFile
from app.domain.contract import Contract
from app.domain.explanation import Explanation, explained
from app.domain.facts import Id
from app.domain.ledger import Ledger, ledger
from app.domain.rules import Rules


def chosen_rule(rules: Rules, rule_pack: str, allocation: str | None) -> AllocationRule:
    """The order a creditor chose: a preset by its name or an order of its own; that of its rule pack without a choice,
    or if the preset is known no longer."""
    if allocation is None:
        return rules.terms_of(rule_pack).allocation
    if allocation in rules.allocations:
        return rules.allocations[allocation].rule
    return own_order(allocation) if "=" in allocation else rules.terms_of(rule_pack).allocation


def rule_of(case: CaseFile, rules: Rules) -> AllocationRule:
    """The order in which payments of a case are applied."""
    return chosen_rule(rules, case.rule_pack, case.allocation)


def contracts_of(case: CaseFile) -> dict[Id, Contract]:
    """The contract of each account of an own book, at the account's own rate where it has one."""
    if case.contract is None:
        return {}
    return {account.id: case.contract.at_rate(account.daily_rate) for account in case.accounts}


def book(case: CaseFile, rules: Rules, until: date) -> Ledger:
    """What is owed on a day. A case that accrues nothing pays nothing for what could."""
    if case.contract is None:
        return ledger(case.facts, rule_of(case, rules), until)
    return accrued_ledger(case.facts, rule_of(case, rules), until, contracts_of(case))


def explained_book(case: CaseFile, rules: Rules, until: date) -> Explanation:
    """What was owed on a day, and why."""
    return explained(case.facts, rule_of(case, rules), until, contracts_of(case))
