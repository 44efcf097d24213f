"""English says "1 day" and "2 days": in the reasons of the queue, on the keys, in the table of points."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.strategy import Point
from app.services import rulebook
from app.services.next_steps import Consequence
from app.services.words import Words, filled

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words("en", rulebook.rules_from(rulebook.shipped_packs()), NOW, UTC)


def point(words: Words, name: str, value: int) -> str:
    strategy = words.rules.strategy
    rule = next(rule for rule in strategy.rules if rule.name == name)
    return words.point(Point(rule, 6, strategy.features[rule.feature], value), "CNY")


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1 promise broken"), (2, "2 promises broken"), (3, "3+ promises broken")]
)
def test_a_point_counts(words: Words, value: int, text: str) -> None:
    assert point(words, "broken", value) == text


def test_a_reason_counts(words: Words) -> None:
    assert words.reason("plan_broken", {"number": 2, "days": 1}, "CNY") == "instalment 2 is 1 day late"
    assert words.reason("plan_broken", {"number": 2, "days": 0}, "CNY") == "instalment 2 is 0 days late"


def test_a_key_counts(words: Words) -> None:
    assert Consequence("9", "RTP", "in_days", {"days": 1}).text(words) == "→ in 1 day"
    assert Consequence("9", "RTP", "in_days", {"days": 3}).text(words) == "→ in 3 days"


def test_chinese_needs_no_plural(words: Words) -> None:
    chinese = Words("zh_CN", words.rules, NOW, UTC)
    assert point(chinese, "broken", 1) == "违约 1 次"


def test_any_other_form_of_a_number_stays(words: Words) -> None:
    assert filled("{count:,} of {all}", {"count": 1200, "all": "2k"}) == "1,200 of 2k"


@pytest.mark.parametrize(
    ("day", "said"),
    [("昨天", "承诺 500，昨天到期"), ("11-19", "承诺 500，11-19 到期"), ("Thu", "承诺 500，Thu到期")],
)
def test_a_chinese_word_stands_apart_from_a_figure(day: str, said: str) -> None:
    assert filled("承诺 {amount}，{date}到期", {"amount": "500", "date": day}) == said
