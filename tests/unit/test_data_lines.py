"""A refusal of a data file names the line."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.data_lines import line_of, read
from app.domain.entry import Entry
from app.domain.errors import AppError

TEXT = """# name = "comment"
name = "x"

features = [
  { name = "amount", thresholds = [1] },
  { name = "bucket", measure = "dpd",
    thresholds = [2] },
]
# [rules.hours] is told below
[rules.hours]
value = 1
source = "law"
[rules.letters]
source = "habit"

[[steps]]
days = 1
[[steps]]
days = 2
"""


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("name", 2),
        ("features", 4),
        ("features[amount].thresholds", 5),
        ("features[bucket].measure", 6),
        ("features[bucket].thresholds", 7),
        ("features[1].thresholds", 7),
        ("features[bucket].unit", 6),
        ("rules.hours.source", 12),
        ("rules.letters.source", 14),
        ("rules.letters.value", 13),
        ("steps[1].days", 19),
        ("steps[0].days", 17),
        ("nowhere", 1),
        ("", 1),
    ],
)
def test_an_entry_is_found_on_its_line(entry: str, line: int) -> None:
    assert line_of(TEXT, entry) == line


def test_what_is_no_toml_names_its_line() -> None:
    with pytest.raises(AppError) as caught:
        read('a = 1\nb = \nc = "x"\n', dict)
    assert (caught.value.code, caught.value.params["line"]) == ("data_not_toml", 2)


def test_a_text_that_ends_too_early_names_the_end() -> None:
    with pytest.raises(AppError) as caught:
        read('a = 1\nb = ["x",', dict)
    assert (caught.value.code, caught.value.params["line"]) == ("data_not_toml", 2)


def test_what_is_refused_brings_the_refusal_along() -> None:
    def parse(data: dict[str, Any]) -> int:
        with Entry(data) as root:
            return root.integer("a")

    assert read("a = 1", parse) == 1
    with pytest.raises(AppError) as caught:
        read("a = 1\nbb = 2", parse)
    problem = caught.value.params["problem"]
    assert (caught.value.code, caught.value.params["line"]) == ("data_refused", 2)
    assert (problem.code, problem.params["entry"]) == ("data_unknown", "bb")
