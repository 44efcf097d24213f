"""The rules in force, one a row, in words: what a person needs to check a number against its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain import pack_text
from app.domain.rulepack import AllocationStep, RatePeriod, Rolling, Rule, RulePack, Severity, Status, Window
from app.domain.strategy import Feature, Point, ScoreRule, Strategy
from app.domain.terms import Channel, Purpose, Role
from app.services.citing import article_text, cited
from app.services.context import Context
from app.services.words import Words

SEVERITIES = {
    Severity.HARD: ("blocks", "禁止"),
    Severity.SOFT: ("blocks, may be overridden", "禁止，可说明理由后放行"),
    Severity.WARN: ("warns", "警示"),
    Severity.INFO: ("informs", "提示"),
}
STATUSES = {
    Status.VERIFIED_TEXT: ("text was read", "已读原文"),
    Status.SECOND_HAND: ("from a report", "转述"),
    Status.RECALLED: ("from memory, to be confirmed", "凭记忆，待核实"),
    Status.PRODUCT_CHOICE: ("FairDue's own", "产品默认"),
}
FEATURES = {
    "amount_band": ("amount", "金额"),
    "bucket": ("days overdue", "逾期阶段"),
    "broken": ("broken promises", "违约次数"),
    "untouched": ("days untouched", "未联系天数"),
    "recall": ("recall", "退案"),
    "limitation": ("limitation", "时效"),
    "chance": ("chance of payment", "回款概率"),
    "willingness": ("willingness", "还款意愿"),
    "ability": ("ability", "还款能力"),
    "reason_group": ("overdue reason", "逾期原因"),
}
_MONEY = "_minor"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a pack. ``value`` is empty for a rule that only applies or does not; ``cited``: the source with the
    place in it."""

    pack: str
    name: str
    text: str
    value: str
    severity: Severity
    severity_text: str
    source: str
    article: str
    cited: str
    status: Status
    status_text: str
    as_of: date
    code: str = ""
    typed: str = ""
    """The value as it would be typed; empty for a table, which is changed in the file."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One step of a score rule, from 1, and the points it gives while the rule is on. ``name``: what it weighs."""

    rule: str
    name: str
    feature: str
    step: int
    threshold: int
    text: str
    points: int
    is_on: bool


def rules(context: Context, words: Words) -> list[RuleRow]:
    """Every rule of the packs in the store, pack after pack, in the order of the gate."""
    packs = sorted(context.packs.values(), key=lambda pack: pack.id)
    return [row for pack in packs for row in rows_of(pack, words)]


def rows_of(pack: RulePack, words: Words) -> list[RuleRow]:
    """Every rule of one pack, in the order of the gate."""
    return [_row(pack, rule, words) for rule in pack.rules()]


def scores(strategy: Strategy, words: Words) -> list[ScoreRow]:
    """Every step of the rules of a strategy."""
    return [row for rule in strategy.rules for row in _steps(strategy.features[rule.feature], rule, words)]


def feature_name(feature: str, words: Words) -> str:
    """What a feature of the score is called."""
    return FEATURES[feature][words.is_chinese]


def _row(pack: RulePack, rule: Rule[Any], words: Words) -> RuleRow:
    source = pack.authorities[rule.source].words.text(words.language)
    return RuleRow(
        pack.words.text(words.language),
        rule.name,
        rule.words.text(words.language),
        _value(rule, words),
        rule.severity,
        SEVERITIES[rule.severity][words.is_chinese],
        source,
        article_text(source, rule.article, words.is_chinese),
        cited(source, rule.article, words.is_chinese),
        rule.status,
        STATUSES[rule.status][words.is_chinese],
        rule.as_of,
        pack.id,
        pack_text.typed_form(rule),
    )


def _value(rule: Rule[Any], words: Words) -> str:
    value = rule.value
    if isinstance(value, bool):
        return "" if value else ("否" if words.is_chinese else "no")
    if isinstance(value, int):
        return words.money(value, "CNY") if rule.name.endswith(_MONEY) else str(value)
    if isinstance(value, Mapping):
        return "、".join(str(number) for number in value.values())
    if isinstance(value, tuple | frozenset):
        return _several(value, words)
    return _one(value, words)


def _one(value: Any, words: Words) -> str:
    if isinstance(value, Role | Channel | Purpose):
        return _term(value, words)
    shown = _SHOWN.get(type(value))
    return str(value) if shown is None else shown(value, words)


def _rolling(value: Rolling, words: Words) -> str:
    if words.is_chinese:
        return f"{value.days} 天内 {value.count} 次"
    return f"{value.count} in {value.days} days"


def _several(values: tuple[Any, ...] | frozenset[Any], words: Words) -> str:
    if all(isinstance(value, str) and not isinstance(value, Role | Channel | Purpose) for value in values):
        return f"{len(values)} 项" if words.is_chinese else f"{len(values)} items"
    texts = [_one(value, words) for value in values]
    separator = "、" if words.is_chinese else ", "
    return separator.join(sorted(texts) if isinstance(values, frozenset) else texts)


def _term(value: Role | Channel | Purpose, words: Words) -> str:
    vocabulary = words.rules.vocabulary
    if isinstance(value, Role):
        return vocabulary.roles[value].words.text(words.language)
    known = vocabulary.channels[value] if isinstance(value, Channel) else vocabulary.purposes[value]
    return known.text(words.language)


def percent(rate: Decimal) -> str:
    """``0.0005`` as ``0.05 %``."""
    return f"{(rate * 100).normalize():f} %"


_SHOWN: dict[type, Callable[[Any, Words], str]] = {
    Window: lambda value, _words: f"{value.start:%H:%M}–{value.end:%H:%M}",
    Rolling: _rolling,
    Decimal: lambda value, _words: percent(value),
    RatePeriod: lambda value, _words: f"{percent(value.rate)} ({value.starts_on.isoformat()})",
    AllocationStep: lambda value, _words: f"{value.from_dpd}+",
}


def _steps(feature: Feature, rule: ScoreRule, words: Words) -> list[ScoreRow]:
    return [
        ScoreRow(
            rule.name,
            feature_name(rule.feature, words),
            rule.feature,
            step,
            feature.thresholds[step - 1],
            words.point(Point(rule, points, feature, step), "CNY"),
            points,
            rule.is_on,
        )
        for step, points in rule.steps
    ]
