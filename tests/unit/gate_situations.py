"""Situations of the gate as its tests build them: a debtor and those around, contacts, holds, a question asked."""

from __future__ import annotations

import copy
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain import codes, rulepack, vocabulary
from app.domain.gate import Decision, permit
from app.domain.rulepack import RulePack
from app.domain.situation import (
    ContactView,
    HoldView,
    LostTrigger,
    LostView,
    PointView,
    Preparation,
    Situation,
)
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role

RESOURCES = Path(__file__).parents[2] / "resources"
SHANGHAI = ZoneInfo("Asia/Shanghai")
DEBTOR, GUARANTOR, FATHER, WIFE = (
    b"debtor".ljust(16),
    b"guarantor".ljust(16),
    b"father".ljust(16),
    b"wife".ljust(16),
)
COUNTED = ("connected_calls", "effective_calls", "unanswered_attempts")
"""The rules of the Chinese pack that count."""
CASE, OTHER_CASE = b"case".ljust(16), b"other case".ljust(16)
MOBILE, SECOND, FATHERS = "+8613800000042", "+8613900008817", "+8657100004321"


def _load(path: str) -> dict[str, Any]:
    with (RESOURCES / path).open("rb") as file:
        return tomllib.load(file)


CN_DATA = _load("rules/cn.toml")
CN = rulepack.parse(CN_DATA)
US = rulepack.parse(_load("rules/us.toml"))
CODES = codes.parse(_load("codes/results.toml"))
WORDS = vocabulary.parse(_load("codes/terms.toml"))


def without(*names: str) -> RulePack:
    """The Chinese pack without some of its rules."""
    data = copy.deepcopy(CN_DATA)
    for name in names:
        del data["rules"][name]
    return rulepack.parse(data)


def at(clock: str, day: int = 20) -> datetime:
    """A moment in November 2026 on the debtor's clock, in UTC."""
    parts = [int(part) for part in clock.split(":")]
    return datetime(2026, 11, day, *parts, tzinfo=SHANGHAI).astimezone(UTC)


OWN = PointView(MOBILE, DEBTOR, Role.DEBTOR, is_reserved=True)
FATHERS_PHONE = PointView(FATHERS, FATHER, Role.FAMILY)
QUIET = Situation(CASE)
LOST = LostView(LostTrigger.INVALID_NUMBER, at("09:00", 1), at("09:00", 1))


def contact(
    result: str,
    moment: datetime,
    number: str = MOBILE,
    person: bytes = DEBTOR,
    reached: bytes | None = None,
    channel: Channel = Channel.CALL,
    direction: Direction = Direction.OUTBOUND,
    case: bytes = CASE,
) -> ContactView:
    return ContactView(moment, case, person, reached, number, channel, direction, CODES.get(result))


def may(
    situation: Situation = QUIET,
    point: PointView = OWN,
    channel: Channel = Channel.CALL,
    purpose: Purpose = Purpose.COLLECTION,
    now: datetime | None = None,
    pack: RulePack = CN,
    preparation: Preparation | None = None,
) -> Decision:
    return permit(situation, point, channel, purpose, now or at("10:00"), pack, preparation)


def hold(kind: HoldKind, until: datetime | None = None, starts: datetime | None = None) -> HoldView:
    term = WORDS.holds[kind]
    return HoldView(kind, starts or at("09:00", 1), until, term.blocks, term.channels)
