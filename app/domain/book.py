"""The ledger of a case by the rules of its creditor: in which order money fills what is owed, and what accrues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from app.domain.accrual import accrued_ledger
from app.domain.allocation import AllocationRule, own_order
from app.domain.casefile import CaseFile
from app.domain.commitments import commitments
from app.domain.contract import Contract
from app.domain.dates import local_date
from app.domain.explanation import Explanation, explained
from app.domain.facts import Body, Fact, Id
from app.domain.history import history
from app.domain.ledger import Ledger, ledger
from app.domain.plan_effects import Span, completed, lowered, spans, waivers
from app.domain.rules import Rules

UNKEPT: Id = bytes(16)
"""Stands for the uid of a fact that is not kept yet."""


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
    return _book(case, rules, until, _standing(case, rules, until))


def book_with(case: CaseFile, rules: Rules, body: Body, now: datetime) -> Ledger:
    """What would be owed with one fact more, kept now; its postings name it ``UNKEPT``."""
    fact = Fact(UNKEPT, body.KIND, UNKEPT, case.case_id, None, now, now, UNKEPT, None, body)
    return book(replace(case, facts=(*case.facts, fact)), rules, local_date(now, case.zone))


def explained_book(case: CaseFile, rules: Rules, until: date) -> Explanation:
    """What was owed on a day, and why."""
    facts = _standing(case, rules, until)
    return explained(facts, rule_of(case, rules), until, _running(case))


def plan_interest(case: CaseFile, until: date) -> tuple[Span, ...]:
    """When interest of an own book ran by a plan instead of the contract, up to a day."""
    if case.contract is None:
        return ()
    return tuple(span for span in spans(case.facts) if span.starts_on <= until)


def _book(case: CaseFile, rules: Rules, until: date, facts: Sequence[Fact]) -> Ledger:
    if case.contract is None:
        return ledger(facts, rule_of(case, rules), until)
    return accrued_ledger(facts, rule_of(case, rules), until, _running(case))


def _running(case: CaseFile) -> dict[Id, Contract]:
    """The contracts, with the rates that agreed plans leave of them."""
    contracts = contracts_of(case)
    plans = spans(case.facts) if contracts else ()
    return {account_id: lowered(contract, plans) for account_id, contract in contracts.items()}


def _standing(case: CaseFile, rules: Rules, until: date) -> Sequence[Fact]:
    """The facts, with the waivers of the plans that were completed by then."""
    facts = case.facts
    if not any(fact.kind == "plan_version" and fact.body.waived_minor for fact in facts):
        return facts
    terms = rules.terms_of(case.rule_pack, case.tolerance_minor, case.grace_days)
    found = commitments(history(facts, rules.codes), case.zone, until, terms)
    for on, view in completed(found.plans):
        owed = _book(case, rules, on, facts)
        facts = (*facts, *waivers(view, on, owed, facts))
    return facts
