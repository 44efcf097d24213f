"""What a plan takes of the surplus in the means test (收支表), month by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.money import round_half_up
from app.domain.plan_terms import PAYMENTS_A_YEAR, Cadence

# From this share of the surplus on nothing is left for a surprise, and plans fail. A judgement, not a rule of law.
_TIGHT_PERCENT = 90


class Burden(StrEnum):
    BEARABLE = "bearable"
    TIGHT = "tight"  # 结余用尽，易违约
    BEYOND = "beyond"  # more than the surplus, or no surplus


@dataclass(frozen=True, slots=True)
class Affordability:
    """Amounts a month in minor units. ``left_minor`` may be negative; ``percent`` is None without a surplus."""

    surplus_minor: int
    used_minor: int
    left_minor: int
    percent: int | None
    burden: Burden


def surplus(income_minor: Iterable[int], outgoings_minor: Iterable[int]) -> int:
    """What is left of a month's income; negative if the outgoings are greater."""
    return sum(income_minor) - sum(outgoings_minor)


def affordability(surplus_minor: int, instalment_minor: int, cadence: Cadence) -> Affordability:
    """What an instalment takes of a month's surplus; a weekly one is 52/12 a month."""
    used = round_half_up(Decimal(instalment_minor * PAYMENTS_A_YEAR[cadence]) / 12)
    left = surplus_minor - used
    if surplus_minor <= 0:
        return Affordability(surplus_minor, used, left, None, Burden.BEYOND)
    percent = round_half_up(Decimal(100 * used) / surplus_minor)
    burden = Burden.BEYOND if left < 0 else Burden.TIGHT if percent >= _TIGHT_PERCENT else Burden.BEARABLE
    return Affordability(surplus_minor, used, left, percent, burden)
