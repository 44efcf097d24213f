"""How long what is known of a person is kept, and by which rule: the numbers stand in the rule pack of the creditor.

Sources: see the rules ``retention_…`` of each pack. The period runs from the last thing that happened in the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.dates import add_months
from app.domain.errors import AppError
from app.domain.rule_values import Rule
from app.domain.rulepack import RulePack

_OF_LENDER: Mapping[str, str] = {
    "bank": "retention_bank_card_years",
    "consumer_finance": "retention_consumer_finance_years",
    "micro_loan": "retention_online_credit_years",
    "loan_facilitation": "retention_online_credit_years",
}
"""Which rule of a pack says it for a type of lender; the pack's own default says it for all others."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until which day something must be kept, and by which rule; ``until_on`` itself is the first day it may go."""

    until_on: date
    rule: Rule[int]


def retention_rule(pack: RulePack, lender_type: str) -> Rule[int]:
    """The rule for this type of lender. Raises AppError ``data_missing``: a pack without a period is no pack."""
    own: Rule[int] | None = getattr(pack, _OF_LENDER.get(lender_type, ""), None)
    rule = own or pack.retention_default_years
    if rule is None:
        raise AppError("data_missing", entry="rules.retention_default_years")
    return rule


def keeping(pack: RulePack, lender_type: str, last_on: date) -> Keeping:
    """How long a case is kept in which the last thing happened on ``last_on``."""
    rule = retention_rule(pack, lender_type)
    return Keeping(add_months(last_on, 12 * rule.value), rule)
