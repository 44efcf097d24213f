"""Three plans side by side, from what the debtor says and from the means test, that differ in a way that matters.

The lightest start keeps to what was said, or leaves room in the surplus; the shortest takes all that can be carried;
the least cost asks for more at once and gives a waiver for it. The reason told shapes the lightest (``plan_steers``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain import plan_steers
from app.domain.affordability import Affordability, affordability
from app.domain.all_in_rate import Flow, yearly_cost
from app.domain.dates import ONE_DAY, Calendar
from app.domain.entry import Entry
from app.domain.errors import RuleViolation
from app.domain.money import round_half_up
from app.domain.plan_amounts import flow_of
from app.domain.plan_limits import Beyond, PlanLimits
from app.domain.plan_steers import Steer, rounded_down
from app.domain.plan_terms import PAYMENTS_A_YEAR, Cadence, Schedule, Terms
from app.domain.plans import solve
from app.domain.reasons import Offer as Reasoned


class OfferKind(StrEnum):
    LIGHTEST = "lightest"
    SHORTEST = "shortest"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True)
class OfferRules:
    """Shares of the surplus, of the debt and of what may be waived; months where there is no means test."""

    carry_share: Decimal
    light_share: Decimal
    carry_months: int
    light_months: int
    down_share: Decimal
    waiver_share: Decimal
    steered: Mapping[Reasoned, Steer]


@dataclass(frozen=True, slots=True)
class Asked:
    """What offers are made from. ``said``: the debt, the first day and whatever the debtor named; no open field need
    be given. ``surplus_minor``: of a month, None without a means test. ``waivable_minor``: interest and fees owed.
    ``reason``: how the reason told steers an offer, None where none was."""

    said: Terms
    surplus_minor: int | None = None
    waivable_minor: int = 0
    reason: Reasoned | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One plan on offer. ``yearly_cost``: the all-in yearly rate of what is paid for what is owed after the waiver;
    ``burden`` is None without a means test; ``beyond``: the limits for which it would need an approval;
    ``steer``: what the reason made of it."""

    kind: OfferKind
    schedule: Schedule
    yearly_cost: Decimal | None
    burden: Affordability | None
    beyond: tuple[Beyond, ...]
    steer: Steer | None = None


def parse(data: Mapping[str, Any]) -> OfferRules:
    """The rules of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        root.text("source")
        root.day("as_of")
        return OfferRules(
            root.rate("carry_share"),
            root.rate("light_share"),
            root.integer("carry_months", lowest=1),
            root.integer("light_months", lowest=1),
            root.rate("down_share"),
            root.rate("waiver_share"),
            plan_steers.read(root, "steered"),
        )


def offers(
    asked: Asked, rules: OfferRules, limits: PlanLimits, calendar: Calendar, today: date
) -> tuple[Offer, ...]:
    """Up to three offers, the lightest first; one that would be the same as another is left out.

    Raises RuleViolation at the field where what was said can be no plan at all: the codes of ``plans.solve``.
    """
    # One after another, since the first is refused for whatever is wrong with what was said.
    makers: tuple[tuple[OfferKind, Callable[[], Terms]], ...] = (
        (OfferKind.LIGHTEST, lambda: _lightest(asked, rules)),
        (OfferKind.SHORTEST, lambda: _shortest(asked, rules)),
        (OfferKind.CHEAPEST, lambda: _cheapest(asked, rules, today)),
    )
    found: list[Offer] = []
    steered, steer = _steered(asked, rules, calendar, today)
    if steered is not None:
        found.append(_offer(OfferKind.LIGHTEST, steered, asked, limits, today, steer))
    for kind, made in makers[len(found) :]:
        schedule = _solved(made(), limits, calendar, today)
        if all(schedule.rows != offer.schedule.rows for offer in found):
            found.append(_offer(kind, schedule, asked, limits, today))
    return tuple(found)


def _steered(
    asked: Asked, rules: OfferRules, calendar: Calendar, today: date
) -> tuple[Schedule | None, Steer | None]:
    """What the reason makes of the lightest start; nothing where the debtor named a sum or an end, where such a plan
    never ends, and where it would ask for more than can be carried."""
    said = asked.said
    steer = rules.steered.get(asked.reason) if asked.reason is not None else None
    if steer is None or _is_named(said) or said.step_minor:
        return None, None
    light, months = _a_period(asked, rules.light_share), _over(said, rules.light_months).periods or 1
    even = said.financed_minor // months if light is None else light
    with suppress(RuleViolation):
        schedule = solve(steer.shaped(said, even), calendar, today)
        carried = _carried(asked, rules)
        if carried is None or max(row.amount_minor for row in schedule.rows if row.no) <= carried:
            return schedule, steer
    return None, None


def _is_named(said: Terms) -> bool:
    return said.instalment_minor is not None or said.periods is not None or said.last_on is not None


def _lightest(asked: Asked, rules: OfferRules) -> Terms:
    """As the debtor said it; where that names no amount and no end, an instalment that leaves room."""
    said = asked.said
    if _is_named(said):
        return said
    light = _a_period(asked, rules.light_share)
    if light is None:
        return _over(said, rules.light_months)
    return replace(said, instalment_minor=min(rounded_down(light), said.financed_minor))


def _shortest(asked: Asked, rules: OfferRules) -> Terms:
    """All that can be carried from the first instalment on."""
    terms, carried = _open(asked.said), _carried(asked, rules)
    terms = replace(terms, down_minor=0, down_on=None)
    if carried is None:
        return _over(terms, rules.carry_months)
    return replace(terms, instalment_minor=min(carried, terms.financed_minor))


def _cheapest(asked: Asked, rules: OfferRules, today: date) -> Terms:
    """More down, and part of interest and fees waived for it; then as few even instalments as can be carried."""
    terms, carried = _open(asked.said), _carried(asked, rules)
    debt = terms.debt_minor
    waived = min(max(round_half_up(asked.waivable_minor * rules.waiver_share), terms.waived_minor), debt - 1)
    down = max(_rounded_up(round_half_up(debt * rules.down_share)), terms.down_minor)
    if down < debt - waived:
        terms = _with_down(terms, down, terms.down_on or today)
    else:
        terms = replace(terms, down_minor=0, down_on=None)
    terms = replace(terms, waived_minor=waived)
    if carried is None:
        return _over(terms, rules.carry_months)
    with suppress(RuleViolation):  # what never ends is spread over the longest term
        return replace(terms, periods=flow_of(terms).number(carried))
    return replace(terms, instalment_minor=carried)


def _with_down(terms: Terms, down: int, down_on: date) -> Terms:
    """The terms with a down payment; the first instalment makes room for it."""
    first_on = max(terms.first_on, down_on + ONE_DAY)
    day = None if terms.cadence is Cadence.MONTH_END else terms.day or terms.own_day
    return replace(terms, down_minor=down, down_on=down_on, first_on=first_on, day=day)


def _open(said: Terms) -> Terms:
    return replace(said, instalment_minor=None, periods=None, last_on=None)


def _over(terms: Terms, months: int) -> Terms:
    """The terms over so many months; a debt of a few cents has no more periods than cents."""
    periods = max(months * PAYMENTS_A_YEAR[terms.cadence] // 12, 1)
    return replace(terms, periods=max(min(periods, terms.financed_minor), 1))


def _carried(asked: Asked, rules: OfferRules) -> int | None:
    """The most that can be paid each period: the surplus, or more if more was said."""
    amounts = (_a_period(asked, rules.carry_share), asked.said.instalment_minor)
    return max((amount for amount in amounts if amount is not None), default=None)


def _a_period(asked: Asked, share: Decimal) -> int | None:
    """This share of the surplus for one period; None without a surplus."""
    if asked.surplus_minor is None or asked.surplus_minor <= 0:
        return None
    a_year = PAYMENTS_A_YEAR[asked.said.cadence]
    return max(round_half_up(asked.surplus_minor * share * 12 / a_year), 1)


def _rounded_up(minor: int) -> int:
    """The next of the sums people say: 1, 2, 5, 10, 20, 50…"""
    unit: int = 10 ** (len(str(minor)) - 1)
    return next(unit * times for times in (1, 2, 5, 10) if unit * times >= minor)


_TOO_LONG = frozenset({"plan_too_many_periods", "plan_never_ends"})


def _solved(terms: Terms, limits: PlanLimits, calendar: Calendar, today: date) -> Schedule:
    """The schedule, over the longest term where the instalment would need a longer one."""
    try:
        return solve(terms, calendar, today)
    except RuleViolation as refusal:
        if refusal.code not in _TOO_LONG:
            raise
    return solve(_over(_open(terms), limits.longest_periods), calendar, today)


def _offer(
    kind: OfferKind,
    schedule: Schedule,
    asked: Asked,
    limits: PlanLimits,
    today: date,
    steer: Steer | None = None,
) -> Offer:
    surplus, terms = asked.surplus_minor, schedule.terms
    burden = None
    if surplus is not None and terms.instalment_minor is not None:
        burden = affordability(surplus, terms.instalment_minor, terms.cadence)
    return Offer(kind, schedule, cost_of(schedule, today), burden, limits.beyond(schedule, today), steer)


def cost_of(schedule: Schedule, today: date) -> Decimal | None:
    """The all-in yearly rate of what is paid for what is owed after the waiver; None where there is none."""
    if not schedule.interest_minor and not schedule.fees_minor:
        return Decimal(0)
    owed = schedule.terms.debt_minor - schedule.terms.waived_minor
    return yearly_cost([Flow(today, -owed), *(Flow(row.due_on, row.amount_minor) for row in schedule.rows)])
