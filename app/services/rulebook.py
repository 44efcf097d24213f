"""The rules in force: read from the data files that come with FairDue, checked, and given a version.

Rule packs seed the store and are amended there; result codes, reasons, words, the strategy and the calendar come
with the program.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from datetime import time
from functools import cache

from app.domain import allocation, codes, pace, reasons, rulepack, strategy_file, vocabulary
from app.domain.allocation import CHINESE_DEFAULT, AllocationRule
from app.domain.dates import calendar_from
from app.domain.rulepack import RulePack
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
    basis.update(repr([feature.thresholds for feature in strategy.features.values()]).encode())
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
    return rules, hashlib.sha256(b"".join(texts[name] for name in sorted(texts)))


def terms_of(pack: RulePack) -> CaseTerms:
    """The numbers of a pack that the state of a case depends on; what a country does not rule is left open."""
    return CaseTerms(
        pack.hours.value.start if pack.hours else _MORNING,
        pack.connected_calls.value if pack.connected_calls else _NO_LIMIT,
        pack.promise_tolerance_minor.value if pack.promise_tolerance_minor else 0,
        pack.promise_grace_days.value if pack.promise_grace_days else 0,
        pack.limitation_years.value if pack.limitation_years else 3,
        _allocation(pack),
        pack.limitation_absolute_years.value if pack.limitation_absolute_years else 20,
    )


def _allocation(pack: RulePack) -> AllocationRule:
    if pack.allocation is None:
        return CHINESE_DEFAULT
    steps = pack.allocation.value
    return AllocationRule(steps[-1].from_dpd, steps[0].order, steps[-1].order)
