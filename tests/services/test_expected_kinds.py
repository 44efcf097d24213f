"""What a data file should hold is named in the reader's language: every kind the readers expect has Chinese words."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.domain import rulepack, strategy_file, treatment
from app.domain.errors import AppError
from app.services.messages import said, sentence
from app.services.messages.kinds import KINDS, in_chinese

ROOT = Path(__file__).parents[2]
AS_WRITTEN = {"+2h, m 1000, +3 1000 …"}
"""Examples of how something is typed."""


def expected_words() -> Iterator[str]:
    """Every text that a reader of data files names as expected; numbers that it computes as ``1``."""
    for file in sorted((ROOT / "app" / "domain").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                named = getattr(node.func, "attr", "")
                given = [keyword.value for keyword in node.keywords if keyword.arg == "expected"]
                given += node.args[1:2] if named == "refuse" else node.args[2:3] if named == "_take" else []
                yield from (text for one in given if (text := worded(one)) is not None)


def worded(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
    return None


def test_every_kind_that_is_expected_has_chinese_words() -> None:
    found = set(expected_words())
    assert len(found) > 20
    english = {one for one in found if re.search("[A-Za-z]{2}", one)} - AS_WRITTEN
    assert sorted(one for one in english if in_chinese(one) == one) == []
    keys = {re.sub(r"\d+", "{}", one) for one in found}
    assert sorted(KINDS.keys() - keys - {"yes, no"}) == [], "words for what nothing expects"


@pytest.mark.parametrize(
    ("parse", "file", "old", "new", "chinese"),
    [
        (rulepack.parse, "rules/cn.toml", "as_of = 2026-11-21", 'as_of = "soon"', "应为：日期。"),
        (strategy_file.parse, "strategies/default.toml", "points = [", 'points = ["x", ', "应为：整数列表。"),
        (
            partial(treatment.parse, reasons=()),
            "strategies/treatment.toml",
            "broken = { from = 2 }",
            "broken = 2",
            "应为：表。",
        ),
    ],
)  # fmt: skip
def test_a_file_is_refused_in_one_language(parse, file: str, old: str, new: str, chinese: str) -> None:  # type: ignore[no-untyped-def]
    text = (ROOT / "resources" / file).read_text("utf-8")
    with pytest.raises(AppError) as refused:
        parse(tomllib.loads(text.replace(old, new, 1)))
    assert chinese in sentence(refused.value, "zh_CN")


def test_choices_stay_as_they_stand_in_the_file() -> None:
    params = {"entry": "rules.hours.severity", "found": "loud", "expected": "hard, soft, warn, info"}
    assert "hard, soft, warn, info" in said("data_value", params, "zh_CN")
    assert in_chinese("at most 60") == "不超过 60"
