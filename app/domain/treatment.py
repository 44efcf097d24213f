"""How a case is treated: its risk, its stage (处置阶段), in which way and how often it is contacted, when it goes on.

Data in ``resources/strategies/treatment.toml``. One rule selects everywhere: the first entry of a list whose named
conditions all hold. Whether a contact may be made is the gate's to say; nothing here is law.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from app.domain import letter_steps
from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError
from app.domain.letter_steps import Steps
from app.domain.reasons import Offer
from app.domain.scripts import Book
from app.domain.terms import Bucket, Channel, Stage
from app.domain.values import value


class Risk(StrEnum):
    """How likely it is that nothing comes by itself."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@value
class Traits:
    """What conditions ask of a case; None and "" where it is not known, which fits no condition.

    ``attempts_made``: outbound tries since the debtor was last reached. ``broken``: promises. Days and minor units.
    """

    dpd: int = 0
    balance_minor: int = 0
    broken: int = 0
    attempts_made: int = 0
    willingness: int | None = None
    ability: int | None = None
    untouched_days: int | None = None
    recall_days: int | None = None
    reason: str = ""
    offer: str = ""
    book: str = ""
    risk: str = ""
    stage: str = ""

    @property
    def bucket(self) -> str:
        """``M0`` … ``M7+``."""
        return Bucket.of(self.dpd).label


_SPANS = (
    "dpd",
    "balance_minor",
    "broken",
    "attempts_made",
    "willingness",
    "ability",
    "untouched_days",
    "recall_days",
)
"""The traits that a condition gives a span of, each under its own name."""
_NAMED: Mapping[str, tuple[str, tuple[str, ...] | None]] = {
    "buckets": ("bucket", tuple(bucket.label for bucket in Bucket)),
    "books": ("book", tuple(Book)),
    "offers": ("offer", tuple(Offer)),
    "risks": ("risk", tuple(Risk)),
    "stages": ("stage", tuple(Stage)),
    "reasons": ("reason", None),
}
"""The traits that a condition names, and what they can be; the codes of reasons come with the data."""


@value
class When:
    """Conditions; all of them must hold. Both ends of a span belong to it."""

    spans: tuple[tuple[str, int | None, int | None], ...] = ()
    named: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def is_always(self) -> bool:
        """Whether there is no condition."""
        return not self.spans and not self.named

    def holds(self, traits: Traits) -> bool:
        """Whether a case is such."""
        for name, low, high in self.spans:
            found = getattr(traits, name)
            if found is None or (low is not None and found < low) or (high is not None and found > high):
                return False
        return all(getattr(traits, name) in wanted for name, wanted in self.named)


@value
class RiskRule:
    """Who is of this risk."""

    when: When
    risk: Risk


@value
class StageRule:
    """Who stands at this stage as long as no lead said otherwise."""

    when: When
    stage: Stage


@value
class Treatment:
    """In which way and how often. ``attempts`` in one way come before the next one; ``script``: whose sentences are
    said, None for those of the case's own stage."""

    when: When
    name: str
    words: Words
    every_days: int
    attempts: int
    channels: tuple[Channel, ...]
    is_plan_offered: bool
    script: Stage | None


@value
class Escalation:
    """Who should go to this stage."""

    when: When
    to: Stage


class _Ruled(Protocol):
    @property
    def when(self) -> When: ...


R = TypeVar("R", bound=_Ruled)


def first(rules: Sequence[R], traits: Traits) -> R | None:
    """The rule of selection: the first whose conditions all hold."""
    return next((rule for rule in rules if rule.when.holds(traits)), None)


@dataclass(frozen=True, slots=True)
class Treated:
    """What the strategy says of one case. ``escalation``: the later stage it should go to, None where it stays."""

    risk: Risk
    stage: Stage
    treatment: Treatment
    escalation: Stage | None
    traits: Traits

    @property
    def script(self) -> Stage:
        """The stage whose sentences are said."""
        return self.treatment.script or self.stage


@dataclass(frozen=True, slots=True)
class Strategy:
    """The strategy in the order of the file. Days are calendar days of the debtor."""

    risks: tuple[RiskRule, ...]
    stages: tuple[StageRule, ...]
    treatments: tuple[Treatment, ...]
    escalations: tuple[Escalation, ...]
    letters: Steps
    hand_back_days: int
    proof_days: int
    source: str
    as_of: date

    def treat(self, traits: Traits, decided: Stage | None = None) -> Treated:
        """What applies to a case. ``decided``: the stage a lead put it at; without it time says."""
        risk = _sure(first(self.risks, traits)).risk
        traits = replace(traits, risk=risk)
        stage = decided or _sure(first(self.stages, traits)).stage
        traits = replace(traits, stage=stage)
        further = first(self.escalations, traits)
        to = further.to if further is not None and _is_later(further.to, stage) else None
        return Treated(risk, stage, _sure(first(self.treatments, traits)), to, traits)


_ORDER = tuple(Stage)


def _is_later(one: Stage, than: Stage) -> bool:
    return _ORDER.index(one) > _ORDER.index(than)


def _sure(found: R | None) -> R:
    if found is None:
        raise ValueError("a list without a last entry that always holds")
    return found


def parse(data: Mapping[str, Any], reasons: Collection[str]) -> Strategy:
    """The strategy of a parsed TOML file; ``reasons`` are the codes there are.

    Raises ``AppError`` naming the entry: the ``data_…`` codes of ``entry.py``, ``letter_steps``, ``treatment_span``
    (from above to), ``treatment_last`` (a list whose last entry has a condition), ``treatment_hidden`` (an entry that
    none reaches, because one before it always holds).
    """
    with Entry(data) as root:
        reader = _Reader(root, tuple(reasons))
        return Strategy(
            reader.every("risks", lambda entry, when: RiskRule(when, entry.member("risk", Risk))),
            reader.every("stages", lambda entry, when: StageRule(when, entry.member("stage", Stage))),
            tuple(
                unique(
                    [(one.name, one) for one in reader.every("treatments", _treatment)], "treatments"
                ).values()
            ),
            reader.every(
                "escalations", lambda entry, when: Escalation(when, entry.member("to", Stage)), open=True
            ),
            letter_steps.read(root, "letters"),
            root.integer("hand_back_days"),
            root.integer("proof_days", lowest=1),
            root.text("source"),
            root.day("as_of"),
        )


_NOT_YET = {"risks": ("risks", "stages"), "stages": ("stages",)}
"""What is not known yet while a list is read: the risk is found first, then the stage."""


class _Reader:
    """Reads lists of rules with their conditions."""

    def __init__(self, root: Entry, reasons: tuple[str, ...]) -> None:
        self._root, self._reasons = root, reasons

    def every(self, key: str, made: Callable[[Entry, When], R], *, open: bool = False) -> tuple[R, ...]:
        """The rules of a list. One that is ``open`` may apply to no entry at all."""
        found: list[R] = []
        for entry in self._root.children(key):
            if found and found[-1].when.is_always:
                raise AppError("treatment_hidden", entry=entry.path)
            with entry:
                found.append(made(entry, self._when(key, entry)))
        if not open and (not found or not found[-1].when.is_always):
            raise AppError("treatment_last", entry=key)
        return tuple(found)

    def _when(self, key: str, entry: Entry) -> When:
        spans = [_span(entry, name) for name in _SPANS if entry.may_have(name)]
        named = []
        for plural, (name, choices) in _NAMED.items():
            if plural not in _NOT_YET.get(key, ()) and entry.may_have(plural):
                named.append((name, _names(entry, plural, choices or self._reasons)))
        return When(tuple(spans), tuple(named))


def _span(entry: Entry, name: str) -> tuple[str, int | None, int | None]:
    with entry.child(name) as span:
        low = span.integer("from", lowest=None) if span.has("from") else None
        high = span.integer("to", lowest=None) if span.has("to") else None
        if low is None and high is None:
            raise AppError("data_missing", entry=span.at("from"))
    if low is not None and high is not None and low > high:
        raise AppError("treatment_span", entry=entry.at(name))
    return name, low, high


def _names(entry: Entry, key: str, choices: tuple[str, ...]) -> frozenset[str]:
    found = entry.texts(key)
    for one in found:
        if one not in choices:
            raise AppError("data_value", entry=entry.at(key), found=one, expected=", ".join(choices))
    if not found:
        raise entry.refuse(key, ", ".join(choices))
    return frozenset(found)


def _treatment(entry: Entry, when: When) -> Treatment:
    channels = entry.members("channels", Channel)
    if not channels:
        raise entry.refuse("channels", ", ".join(Channel))
    return Treatment(
        when,
        entry.text("name"),
        entry.words(),
        entry.integer("every_days", lowest=1),
        entry.integer("attempts", lowest=1),
        channels,
        entry.flag("plan", False),
        entry.member("script", Stage) if entry.has("script") else None,
    )
