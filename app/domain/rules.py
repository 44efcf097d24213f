"""Everything the derivation is governed by, put together by a service from the data files in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

from app.domain.allocation import CHINESE_DEFAULT, AllocationRule, Preset
from app.domain.codes import ResultCodes
from app.domain.dates import Calendar
from app.domain.pace import Pace
from app.domain.reasons import Reasons
from app.domain.rulepack import Rule, RulePack
from app.domain.strategy import Strategy
from app.domain.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """What of a rule pack the state of a case depends on.

    ``grace_days`` and ``tolerance_minor`` judge promises and instalments; ``opens`` is when contact may begin
    on the debtor's clock. ``pack`` counts calls by its ``call_limits``: none is reached by fewer than ``fewest_calls``,
    nor by calls longer ago than ``call_memory``.
    """

    opens: time
    pack: RulePack = field(compare=False)
    call_limits: tuple[Rule[Any], ...]
    fewest_calls: int
    call_memory: timedelta
    tolerance_minor: int
    grace_days: int
    limitation_years: int
    allocation: AllocationRule = CHINESE_DEFAULT
    limitation_absolute_years: int = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force. ``version`` names them in the cache: another version, and states are derived anew.

    ``basis`` names what all of a state but its score depends on: the rules without what a step is worth.
    """

    codes: ResultCodes
    reasons: Reasons
    vocabulary: Vocabulary
    strategy: Strategy
    pace: Pace
    calendar: Calendar
    terms: Mapping[str, CaseTerms]
    allocations: Mapping[str, Preset]
    version: str
    basis: str = ""

    def terms_of(
        self, rule_pack: str, tolerance_minor: int | None = None, grace_days: int | None = None
    ) -> CaseTerms:
        """The terms of a creditor's rule pack; where the creditor judges promises by numbers of its own, with those."""
        terms = self.terms[rule_pack]
        if tolerance_minor is None and grace_days is None:
            return terms
        return replace(
            terms,
            tolerance_minor=terms.tolerance_minor if tolerance_minor is None else tolerance_minor,
            grace_days=terms.grace_days if grace_days is None else grace_days,
        )
