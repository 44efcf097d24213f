"""How far somebody may go in a plan without asking (权限): data in ``resources/strategies/plan_limits.toml``.

Outside its limits a version waits for an approval; it is never refused for that, since the debtor's offer is a fact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from app.domain.entry import Entry
from app.domain.money import round_half_up
from app.domain.plan_terms import LONGEST_MONTHS, Schedule

ROLES = ("collector", "lead")


class Limit(StrEnum):
    FIRST_AMOUNT = "first_amount"
    FIRST_DATE = "first_date"
    TERM = "term"
    WAIVER = "waiver"


class Beyond(NamedTuple):
    """One limit that a plan exceeds: what is allowed and what the plan has; minor units, days or periods."""

    limit: Limit
    allowed: int | date
    found: int | date


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """The limits of one role. Shares are of the debt; ``latest_first_days`` counts from the day of the agreement."""

    first_share: Decimal
    latest_first_days: int
    longest_periods: int
    waiver_share: Decimal

    def beyond(self, schedule: Schedule, today: date) -> tuple[Beyond, ...]:
        """What of a schedule lies outside; nothing if it is within."""
        terms, first = schedule.terms, schedule.rows[0]
        least = round_half_up(terms.debt_minor * self.first_share)
        latest = today + timedelta(days=self.latest_first_days)
        waiver = round_half_up(terms.debt_minor * self.waiver_share)
        periods = terms.periods or 0
        found = (
            (first.amount_minor < least, Beyond(Limit.FIRST_AMOUNT, least, first.amount_minor)),
            (first.due_on > latest, Beyond(Limit.FIRST_DATE, latest, first.due_on)),
            (periods > self.longest_periods, Beyond(Limit.TERM, self.longest_periods, periods)),
            (terms.waived_minor > waiver, Beyond(Limit.WAIVER, waiver, terms.waived_minor)),
        )
        return tuple(each for is_beyond, each in found if is_beyond)


def parse(data: Mapping[str, Any]) -> Mapping[str, PlanLimits]:
    """The limits by role of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        root.text("source")
        root.day("as_of")
        return {role: _role(root.child(role)) for role in ROLES}


def toml_of(limits: Mapping[str, PlanLimits], source: str, as_of: date) -> str:
    """The limits by role as ``parse`` reads them; ``source`` says who set them."""
    lines = [f"source = {json.dumps(source, ensure_ascii=False)}", f"as_of = {as_of.isoformat()}"]
    for role, limit in limits.items():
        lines += [
            f"[{role}]",
            f'first_share = "{limit.first_share:f}"',
            f"latest_first_days = {limit.latest_first_days}",
            f"longest_periods = {limit.longest_periods}",
            f'waiver_share = "{limit.waiver_share:f}"',
        ]
    return "\n".join(lines)


def _role(entry: Entry) -> PlanLimits:
    with entry as table:
        limits = PlanLimits(
            table.rate("first_share"),
            table.integer("latest_first_days"),
            table.integer("longest_periods", lowest=1),
            table.rate("waiver_share"),
        )
        if limits.longest_periods > LONGEST_MONTHS:
            raise table.refuse("longest_periods", f"at most {LONGEST_MONTHS}")
        for name in ("first_share", "waiver_share"):
            if not 0 <= getattr(limits, name) <= 1:
                raise table.refuse(name, "a share of 1")
        return limits
