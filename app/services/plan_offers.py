"""Three plans side by side for a case, while somebody is on the line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain import plan_offers
from app.domain.allocation import INTEREST_AND_FEES
from app.domain.plan_limits import PlanLimits
from app.domain.plan_offers import Asked, Offer
from app.domain.plans import Terms
from app.domain.reasons import Offer as Reasoned
from app.domain.rules import Rules
from app.services.plan_rules import offer_rules
from app.services.situations import Desk


@dataclass(frozen=True, slots=True)
class Ground:
    """What offers rest on besides what is said: the limits of the one who offers, the debtor's day, and how the
    reason told steers an offer."""

    rules: Rules
    limits: PlanLimits
    today: date
    surplus_minor: int | None
    waivable_minor: int
    reason: Reasoned | None = None


def ground_of(rules: Rules, desk: Desk, limits: PlanLimits) -> Ground:
    """What the offers of a case rest on."""
    means = desk.state.history.means
    accounts = desk.state.ledger.open_accounts
    waivable = sum(account.parts.get(name, 0) for account in accounts for name in INTEREST_AND_FEES)
    surplus = means.body.surplus_minor if means is not None else None
    return Ground(rules, limits, desk.today, surplus, waivable, rules.reasons.offer_of(desk.told))


def offers(ground: Ground, said: Terms) -> tuple[Offer, ...]:
    """The offers by what was said: ``said`` need name no amount and no end.

    Raises RuleViolation at the field: the codes of ``domain.plans.solve``.
    """
    asked = Asked(said, ground.surplus_minor, ground.waivable_minor, ground.reason)
    return plan_offers.offers(asked, offer_rules(), ground.limits, ground.rules.calendar, ground.today)


def accepted(offer: Offer) -> Terms:
    """The terms of an offer as the editor goes on with them: the instalment fixed, the rest worked out."""
    return replace(offer.schedule.terms, periods=None, last_on=None)
