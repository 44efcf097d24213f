"""Three offers side by side for a plan of 60 periods with interest, as they are worked out at every keystroke."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain import plan_limits, plan_offers
from app.domain.dates import calendar_from
from app.domain.plan_offers import Asked, offers
from app.domain.plans import Interest, Terms
from app.system.paths import resource
from benchmarks.figures import median_ms, say

TODAY = date(2026, 11, 21)
FRAME_MS = 8.0


def measure() -> None:
    """Print the figure; its limit is half a frame."""
    calendar = calendar_from(_read("holidays", "cn.toml"))
    limits = plan_limits.parse(_read("strategies", "plan_limits.toml"))["lead"]
    rules = plan_offers.parse(_read("strategies", "plan_offers.toml"))
    said = Terms(
        8362021, date(2026, 12, 21), periods=60, interest=Interest.REDUCED, yearly_rate=Decimal("0.12")
    )
    value = median_ms(lambda: offers(Asked(said, 190000), rules, limits, calendar, TODAY))
    say("three_offers_60", value, "ms", 1, FRAME_MS)


def _read(*parts: str) -> dict[str, Any]:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))
