"""``fairdue plan solve``: the solver and the three offers by figures alone, without a store."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.cli.call import Call
from app.cli.options import count
from app.cli.plan_terms import (
    UNKNOWNS,
    Around,
    beyond_data,
    offer_data,
    offer_said,
    rows_said,
    schedule_data,
    terms_of,
)
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.domain.plan_limits import PlanLimits
    from app.domain.rules import Rules
    from app.services.words import Words

SOLVE = "solve"
"""In the place of a case."""

_ZONE = ZoneInfo("Asia/Shanghai")


def declare_solve(parser: ArgumentParser) -> None:
    """What a case would say."""
    parser.add_argument("--offers", action="store_true", help="three plans side by side, by what is given")
    parser.add_argument("--currency", default="CNY", metavar="CODE", help="of plan solve; default CNY")
    parser.add_argument(
        "--surplus", metavar="AMOUNT", help="of plan solve: left over a month by the means test"
    )
    parser.add_argument("--waivable", metavar="AMOUNT", help="of plan solve: interest and fees in the debt")
    parser.add_argument("--reason", metavar="CODE", help="of plan solve: the overdue reason that was told")
    parser.add_argument("--pay-day", type=count, metavar="N", help="of plan solve: day of the month")
    parser.add_argument("--role", choices=("collector", "lead"), default="collector", help="whose limits")


def run_solve(call: Call) -> Answer:
    """Solve, or offer. Raises RuleViolation at the field."""
    from app.domain.errors import RuleViolation
    from app.services import plans, rulebook
    from app.services.plan_rules import shipped_limits_of
    from app.services.words import Words

    given = call.options
    now = call.clock_in(_ZONE)()
    today = now.astimezone(_ZONE).date()
    if given.debt is None:
        raise RuleViolation("plan_no_debt", "debt_minor")
    terms = terms_of(given, Around(today, given.currency, given.pay_day, 0))
    rules = rulebook.rules_from(rulebook.shipped_packs())
    words = Words(call.terminal.language, rules, now, _ZONE)
    limits = shipped_limits_of(given.role)
    if given.offers:
        return _offered(call, rules, limits, words, today)
    schedule = plans.quote(rules, terms, today, UNKNOWNS[given.find] if given.find else None)
    beyond = [beyond_data(each, _ZONE) for each in limits.beyond(schedule, today)]
    data: dict[str, Any] = schedule_data(schedule, _ZONE, today) | {"beyond": beyond}
    return Answer(data, rows_said(words, schedule.rows, given.currency))


def _offered(call: Call, rules: Rules, limits: PlanLimits, words: Words, today: date) -> Answer:
    from app.domain.money import parse_amount
    from app.services import plan_offers
    from app.services.plan_offers import Ground

    given = call.options

    def amount(text: str | None, field: str) -> int | None:
        return None if text is None else parse_amount(text, given.currency, field=field)

    surplus, waivable = amount(given.surplus, "surplus_minor"), amount(given.waivable, "waivable_minor") or 0
    told = rules.reasons.get(given.reason.upper()).offer if given.reason else None
    ground = Ground(rules, limits, today, surplus, waivable, told)
    found = plan_offers.offers(ground, terms_of(given, Around(today, given.currency, given.pay_day, 0)))
    return Answer(
        [offer_data(offer, _ZONE, today) for offer in found], [offer_said(words, offer) for offer in found]
    )
