"""The file of a score strategy: read strictly, and written so that it can be read again.

``features`` say at which thresholds a measure counts, ``rules`` what each step is worth: as many points as thresholds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError
from app.domain.strategy import TRAITS, Change, Feature, Measure, ScoreRule, Strategy, Trait, Unit

MOST_STEPS = 12
MOST_POINTS = 999
LONGEST_WORDS = 60
_BY_FEATURE = {trait.feature: trait for trait in TRAITS.values()}


def parse(data: Mapping[str, Any]) -> Strategy:
    """The strategy of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py`` and ``strategy_steps`` (thresholds out of order, or not as many points as thresholds)."""
    with Entry(data) as root:
        given = unique([_feature(entry) for entry in root.children("features")], "features")
        rules = unique([_rule(entry, given) for entry in root.children("rules")], "rules")
        return Strategy(root.text("name"), root.words(), completed(given), tuple(rules.values()))


def completed(given: Mapping[str, Feature]) -> dict[str, Feature]:
    """Every feature in order: one that the file does not tell of has no thresholds."""
    return {
        trait.feature: given.get(trait.feature, Feature(trait.feature, measure, ()))
        for measure, trait in TRAITS.items()
    }


def _feature(entry: Entry) -> tuple[str, Feature]:
    with entry:
        measure = entry.member("measure", Measure)
        trait = TRAITS[measure]
        name = entry.text("name")
        if name != trait.feature:
            raise entry.refuse("name", trait.feature)
        if entry.member("unit", Unit) is not trait.unit:
            raise entry.refuse("unit", trait.unit)
        thresholds = entry.integers("thresholds")
    check_thresholds(trait, thresholds, entry.at("thresholds"))
    return name, Feature(name, measure, thresholds)


def check_thresholds(trait: Trait, thresholds: Sequence[int], entry: str) -> None:
    """Raises AppError ``strategy_steps`` (no thresholds, too many, out of order), ``data_value`` (out of bounds)."""
    is_falling = trait.change is Change.FALLING
    wanted = sorted(set(thresholds), reverse=is_falling)
    if not 1 <= len(thresholds) <= MOST_STEPS or list(thresholds) != wanted:
        raise AppError("strategy_steps", entry=entry)
    outside = [value for value in thresholds if not trait.lowest <= value <= trait.highest]
    if outside:
        raise AppError(
            "data_value", entry=entry, found=outside[0], expected=f"{trait.lowest}–{trait.highest}"
        )
    # A group is no amount: every digit has a step of its own, or one would count as another.
    if trait.unit is Unit.GROUP and wanted != list(range(trait.lowest, trait.highest + 1)):
        raise AppError(
            "data_value", entry=entry, found=str(list(thresholds)), expected="1, 2, 3, 4, 5, 6, 7, 8, 9"
        )


def _rule(entry: Entry, features: Mapping[str, Feature]) -> tuple[str, ScoreRule]:
    with entry:
        name, feature, words = entry.text("name"), entry.text("feature"), entry.words()
        is_on = entry.flag("on", True)
        if feature not in features:
            raise entry.refuse("feature", ", ".join(features))
        points = entry.integers("points")
    place = _BY_FEATURE[feature].place
    for language, text in (("zh", words.zh), ("en", words.en)):
        if len(text) > LONGEST_WORDS or not _is_filled_by(text, place):
            raise entry.refuse(language, f"{{{place}}}, {LONGEST_WORDS}")
    if len(points) != len(features[feature].thresholds):
        raise AppError("strategy_steps", entry=entry.at("points"))
    if any(abs(point) > MOST_POINTS for point in points):
        raise entry.refuse("points", f"-{MOST_POINTS}–{MOST_POINTS}")
    return name, ScoreRule(name, feature, tuple(enumerate(points, start=1)), words, is_on)


def _is_filled_by(text: str, place: str) -> bool:
    """Whether a sentence is printable and asks for nothing but this place."""
    try:
        asked = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    fits = all(name == place and how is None and "{" not in (spec or "") for name, spec, how in asked)
    return text.isprintable() and fits and all(not spec or "|" in spec for _, spec, _ in asked)


def written(strategy: Strategy) -> str:
    """The file of a strategy."""
    lines = [f"name = {_text(strategy.name)}", *_words(strategy.words), "", "features = ["]
    for feature in strategy.features.values():
        if feature.thresholds:
            unit = TRAITS[feature.measure].unit
            lines.append(
                f'  {{ name = "{feature.name}", measure = "{feature.measure}", unit = "{unit}", '
                f"thresholds = {list(feature.thresholds)} }},"
            )
    lines += ["]", "", "rules = ["]
    for rule in strategy.rules:
        points = [points for _, points in rule.steps]
        off = "" if rule.is_on else "on = false, "
        lines.append(
            f'  {{ name = {_text(rule.name)}, feature = "{rule.feature}", {off}points = {points}, '
            f"{', '.join(_words(rule.words))} }},"
        )
    return "\n".join([*lines, "]", ""])


def _words(words: Words) -> tuple[str, str]:
    return f"zh = {_text(words.zh)}", f"en = {_text(words.en)}"


def _text(text: str) -> str:
    """A basic string of TOML. Whatever is no plain character is written by its number."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain) + '"'
