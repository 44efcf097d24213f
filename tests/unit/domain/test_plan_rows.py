"""Instalments set by hand, as they are typed and told."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import RuleViolation
from app.domain.plan_rows import parse_rows, row_parts, rows_text
from app.domain.plans import Edit

TODAY = date(2026, 11, 22)
ROWS = (Edit(3, 50_000), Edit(4, None, date(2027, 3, 5)), Edit(5, 0), Edit(6, 120_050, date(2027, 5, 6)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ()),
        ("3=500", ROWS[:1]),
        ("5=0; 3=500  4=@2027-03-05 6=1,200.50@2027-05-06", ROWS),
        ("３＝５００", ROWS[:1]),
        ("2=@p", (Edit(2, None, date(2026, 12, 21)),)),
    ],
)
def test_rows_are_read(typed, found):
    assert parse_rows(typed, "CNY", TODAY, 21) == found


def test_rows_are_told_as_they_are_read():
    assert rows_text(ROWS, "CNY") == "3=500.00 4=@2027-03-05 5=0.00 6=1,200.50@2027-05-06"
    assert parse_rows(rows_text(ROWS, "CNY"), "CNY", TODAY) == ROWS


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("third", "plan_row_not_understood"),
        ("3=", "plan_row_not_understood"),
        ("=5", "plan_row_not_understood"),
        ("3=-1", "amount_negative"),
        ("3=much", "amount_not_a_number"),
        ("3=@2020-01-01", "date_past"),
    ],
)
def test_what_is_no_row_is_refused(typed, code):
    with pytest.raises(RuleViolation, match=code) as caught:
        parse_rows(typed, "CNY", TODAY)
    assert caught.value.field == "edits"


def test_a_row_in_its_parts():
    assert row_parts("3=500@12-25") == (3, "500", "12-25")
    assert row_parts("3") is None
