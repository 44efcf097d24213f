"""The rules in force: read from the data files that come with FairDue, checked, and given a version.

Rule packs seed the store and are amended there; result codes, reasons, words, the strategy and the calendar come
with the program.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from datetime import time, timedelta
from functools import cache
from typing import Any

from app.domain import allocation, codes, pace, reasons, rulepack, strategy_file, vocabulary
from app.domain.allocation import CHINESE_DEFAULT, AllocationRule
from app.domain.dates import calendar_from
from app.domain.rulepack import Rule, RulePack
from app.domain.rules import CaseTerms, Rules
from app.domain.strategy import Strategy
from app.system.paths import resource

PACKS = ("cn", "us")
"""What every new store begins with; the others that come with the program are taken when they are chosen."""
_NO_PACK = "phrases"
_FILES = {
    "results": ("codes", "results.toml"),
    "reasons": ("codes", "reasons.toml"),
    "terms": ("codes", "terms.toml"),
    "strategy": ("strategies", "default.toml"),
    "pace": ("strategies", "pace.toml"),
    "holidays": ("holidays", "cn.toml"),
    "allocations": ("allocations.toml",),
}
_DERIVATION = b"2"
"""Counts up when the program derives a state of the same facts and files otherwise: every store does so again."""
_NO_LIMIT = 10_000
_MORNING = time(9)
"""When a day begins where a country rules no hours."""


def seed_pack(code: str) -> str:
    """The text of a rule pack as it comes with the program."""
    return resource("rules", f"{code}.toml").read_text(encoding="utf-8")


@cache
def shipped_codes() -> tuple[str, ...]:
    """The codes of the rule packs that come with the program: a further country is one more file."""
    return tuple(sorted(path.stem for path in resource("rules").glob("*.toml") if path.stem != _NO_PACK))


@cache
def shipped_packs() -> dict[str, RulePack]:
    """The rule packs every new store begins with, as they come with the program, by code."""
    return {code: pack_of(seed_pack(code)) for code in PACKS}


@cache
def pack_of(text: str) -> RulePack:
    """The rule pack that a store keeps as this text. Read once: a store is opened again after every lock."""
    return rulepack.parse(tomllib.loads(text))


def shipped_strategy() -> Strategy:
    """The strategy that comes with the program."""
    return _shipped()[0].strategy


def rules_from(packs: dict[str, RulePack], strategy: Strategy | None = None) -> Rules:
    """The rules in force under these packs and this strategy; without one that which comes with the program."""
    shipped, texts = _shipped()
    strategy = strategy or shipped.strategy
    basis = texts.copy()
    basis.update(repr([feature.kept for feature in strategy.features.values()]).encode())
    for code in sorted(packs):
        basis.update(packs[code].version.encode())
    version = basis.copy()
    version.update(strategy_file.written(strategy).encode())
    return replace(
        shipped,
        strategy=strategy,
        terms={code: terms_of(pack) for code, pack in packs.items()},
        version=version.hexdigest()[:16],
        basis=basis.hexdigest()[:16],
    )


@cache
def _shipped() -> tuple[Rules, hashlib._Hash]:
    """What comes with the program, without packs, and the digest of its files."""
    texts = {name: resource(*parts).read_bytes() for name, parts in _FILES.items()}
    data = {name: tomllib.loads(text.decode()) for name, text in texts.items()}
    rules = Rules(
        codes.parse(data["results"]),
        reasons.parse(data["reasons"]),
        vocabulary.parse(data["terms"]),
        strategy_file.parse(data["strategy"]),
        pace.parse(data["pace"]),
        calendar_from(data["holidays"]),
        {},
        allocation.parse(data["allocations"]),
        "",
    )
    return rules, hashlib.sha256(_DERIVATION + b"".join(texts[name] for name in sorted(texts)))


def terms_of(pack: RulePack) -> CaseTerms:
    """The numbers of a pack that the state of a case depends on; what a country does not rule is left open."""
    return CaseTerms(
        pack.hours.value.start if pack.hours else _MORNING,
        pack,
        _call_limits(pack),
        _fewest_calls(pack),
        _call_memory(pack),
        pack.promise_tolerance_minor.value if pack.promise_tolerance_minor else 0,
        pack.promise_grace_days.value if pack.promise_grace_days else 0,
        pack.limitation_years.value if pack.limitation_years else 3,
        _allocation(pack),
        pack.limitation_absolute_years.value if pack.limitation_absolute_years else 20,
    )


def _call_limits(pack: RulePack) -> tuple[Rule[Any], ...]:
    """The rules by which a case waits because its debtor was called, or by which a phone is none any more."""
    rules = (
        pack.connected_calls, pack.effective_calls, pack.effective_call_seconds, pack.unanswered_attempts,
        pack.placed_calls, pack.placed_calls_but, pack.conversation_cooldown_days, pack.call_consent_days,
        pack.contact_sources, pack.do_not_contact, pack.invalid_number, pack.refused_channel,
    )  # fmt: skip
    return tuple(rule for rule in rules if rule is not None)


def _fewest_calls(pack: RulePack) -> int:
    daily = (pack.connected_calls, pack.effective_calls, pack.unanswered_attempts)
    limits = [rule.value for rule in daily if rule is not None]
    limits += [pack.placed_calls.value.count] if pack.placed_calls is not None else []
    limits += [1] if pack.conversation_cooldown_days is not None else []
    return max(min(limits, default=_NO_LIMIT), 1)


def _call_memory(pack: RulePack) -> timedelta:
    """The longest that a call counts, and the night after it."""
    days = [pack.placed_calls.value.days] if pack.placed_calls is not None else []
    spans = (pack.conversation_cooldown_days, pack.call_consent_days)
    days += [rule.value for rule in spans if rule is not None]
    return timedelta(days=max(days, default=1) + 1)


def _allocation(pack: RulePack) -> AllocationRule:
    if pack.allocation is None:
        return CHINESE_DEFAULT
    steps = pack.allocation.value
    return AllocationRule(steps[-1].from_dpd, steps[0].order, steps[-1].order)
