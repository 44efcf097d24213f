"""Text that is kept: what is taken as typed, what is refused, and where."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleViolation
from app.domain.plain_text import LONGEST_NOTE, plain_text, required_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, None),
        ("", None),
        (" \n\t ", None),
        ("  工资二十号到 ", "工资二十号到"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("👨‍👩‍👧 é", "👨‍👩‍👧 é"),  # a joiner inside an emoji is no bidi control
        ("x" * LONGEST_NOTE, "x" * LONGEST_NOTE),
    ],
)
def test_taken(typed: str | None, kept: str | None) -> None:
    assert plain_text(typed, "note") == kept


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("a\x00b", "U+0000"),
        ("a\x1b[31m", "U+001B"),
        ("a\x7fb", "U+007F"),
        ("a\x85b", "U+0085"),
        ("\u202eabc", "U+202E"),
        ("a\u2067b", "U+2067"),
        ("a\u200fb", "U+200F"),
        ("a\ud800b", "U+D800"),
    ],
)
def test_unseen_is_refused_by_its_code_point(typed: str, found: str) -> None:
    with pytest.raises(RuleViolation, match="text_control") as caught:
        plain_text(typed, "note")
    assert (caught.value.field, caught.value.params) == ("note", {"found": found})


def test_too_long_says_how_long() -> None:
    with pytest.raises(RuleViolation, match="text_too_long") as caught:
        plain_text("长" * 100_000, "note")
    assert caught.value.params == {"limit": LONGEST_NOTE, "found": 100_000}


def test_required() -> None:
    assert required_text(" x ", "why", "why_required") == "x"
    with pytest.raises(RuleViolation, match="why_required"):
        required_text(" ", "why", "why_required")
