"""Which letter a case asks for next: the steps as they come with the program, and files that are wrong."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.letter_steps import Written, read
from app.services.letters.templates import LANGUAGES, shipped
from app.system.paths import resource

STEPS = read(Entry(tomllib.loads(resource("strategies", "treatment.toml").read_text("utf-8"))), "letters")
TODAY = date(2026, 11, 16)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("dpd", "written", "wanted"),
    [
        (2, [], None),
        (3, [], "reminder"),
        (30, [], "reminder"),
        (30, [("reminder", 20)], None),  # said once
        (31, [("reminder", 20)], "notice"),
        (31, [("reminder", 6)], None),  # seven natural days between two letters
        (31, [("reminder", 7)], "notice"),
        (45, [], "notice"),  # came late: no reminder any more
        (45, [("notice", 10)], None),
        (120, [], "notice"),  # nothing formal before a notice
        (120, [("notice", 29)], None),
        (120, [("notice", 30)], "formal"),
        (120, [("notice", 60), ("formal", 20)], None),
        (40, [("notice", 41), ("reminder", 50)], "notice"),  # that was of a debt that was paid
        (120, [("notice", 60), ("visit", 3)], None),  # another letter counts for the days between
    ],
)
def test_the_next_letter(dpd: int, written: list[tuple[str, int]], wanted: str | None) -> None:
    found = STEPS.due(ago(dpd), [Written(name, ago(days)) for name, days in written], TODAY, 7)
    assert (found.template if found else None) == wanted


def test_a_country_without_a_rule_has_no_days_between() -> None:
    found = STEPS.due(ago(31), [Written("reminder", ago(1))], TODAY, None)
    assert found is not None
    assert found.template == "notice"


def test_every_step_is_a_letter_of_the_program() -> None:
    for language in LANGUAGES:
        assert {step.template for step in STEPS.steps} <= shipped(language).keys()
    assert STEPS.first_dpd == 3


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ("steps = []", "data_value"),
        ('steps = [{ template = "a", from_dpd = 1, after = "b" }]', "letter_steps"),
        ('steps = [{ template = "a", from_dpd = 3 }, { template = "b", from_dpd = 3 }]', "letter_steps"),
        ('steps = [{ template = "a", from_dpd = 1 }, { template = "a", from_dpd = 3 }]', "letter_steps"),
        ('steps = [{ template = "a", from_dpd = -1 }]', "data_value"),
        ('steps = [{ template = "a", from_dpd = 1, often = true }]', "data_unknown"),
        ('steps = [{ template = "a" }]', "data_missing"),
    ],
)
def test_a_file_that_is_wrong_is_refused(steps: str, code: str) -> None:
    with pytest.raises(AppError, match=f"^{code}$"):
        read(Entry(tomllib.loads(steps)), "steps")
