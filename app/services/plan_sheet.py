"""One case as the plan editor shows it: what is owed, terms to start from, every version, the means test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.affordability import Affordability, affordability
from app.domain.book import contracts_of
from app.domain.dates import DAYS_A_YEAR, local_date
from app.domain.errors import NotFound
from app.domain.facts import Fact, Id
from app.domain.means_test import Item, items_of
from app.domain.plans import Cadence, Terms
from app.models import casebook
from app.services import drafts, plans
from app.services.context import Context
from app.services.plan_offers import Ground, ground_of
from app.services.plan_rules import limits_of_case
from app.services.plans import VersionRow
from app.services.situations import Desk, open_case

FORM = "plan"
"""The name under which the typed terms of a case are kept as a draft."""


@dataclass(frozen=True, slots=True)
class MeansTest:
    """Income and outgoings a month, in minor units, as told or proved on ``told_on``; ``items`` where line by line."""

    told_on: date
    currency: str
    income_minor: int
    outgoings_minor: int
    surplus_minor: int
    is_proved: bool
    is_proof_asked: bool
    items: tuple[Item, ...]

    def taken_by(self, instalment_minor: int, cadence: Cadence) -> Affordability:
        """What an instalment takes of the surplus."""
        return affordability(self.surplus_minor, instalment_minor, cadence)


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What the editor needs. ``today`` is the debtor's day; ``draft`` the terms typed and not saved;
    ``ground`` what the three offers rest on; ``contract_rate`` the highest yearly rate of the accounts (share of 1)."""

    case_id: Id
    name: str
    creditor: str
    currency: str
    balance_minor: int
    today: date
    suggested: Terms | None
    versions: tuple[VersionRow, ...]
    means: MeansTest | None
    pay_day: int | None
    draft: str
    desk: Desk
    ground: Ground
    contract_rate: Decimal | None

    @property
    def latest(self) -> VersionRow | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def standing(self) -> VersionRow | None:
        """The version both sides agreed to and that was neither replaced nor ended."""
        plan = self.desk.state.commitments.plan
        return None if plan is None else next(row for row in self.versions if row.uid == plan.fact.uid)


def sheet(context: Context, case_id: Id) -> PlanSheet:
    """Read it. Raises NotFound("case_missing")."""
    with context.db.read() as connection:
        desk = open_case(connection, case_id, context.rules, context.packs, context.now())
        particulars = casebook.particulars(connection, case_id)
        if desk is None or particulars is None:
            raise NotFound("case_missing")
        limits = limits_of_case(connection, case_id, context.user.role)
    means = desk.state.history.means
    return PlanSheet(
        case_id,
        particulars["name"],
        particulars["creditor"],
        desk.state.currency,
        desk.state.balance_minor,
        desk.today,
        plans.suggest(context.rules, desk),
        plans.versions(desk),
        _means(means, desk) if means is not None else None,
        desk.state.history.pay_day,
        drafts.load(context, case_id, FORM) or "",
        desk,
        ground_of(context.rules, desk, limits),
        _contract_rate(desk),
    )


def _contract_rate(desk: Desk) -> Decimal | None:
    """The yearly rate that the contracts name, a year having 365 days; None where none is known."""
    contracts = contracts_of(desk.case)
    daily = [contract.rate_on(desk.today) for contract in contracts.values()]
    daily += [account.daily_rate for account in desk.case.accounts if account.daily_rate is not None]
    return max(daily) * DAYS_A_YEAR if daily else None


def _means(fact: Fact, desk: Desk) -> MeansTest:
    body = fact.body
    return MeansTest(
        local_date(fact.occurred_at, desk.case.zone),
        body.currency,
        body.income_minor,
        body.outgoings_minor,
        body.surplus_minor,
        bool(body.is_proved),
        bool(body.is_proof_asked),
        items_of(body.items),
    )
