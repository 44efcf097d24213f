"""The means test: the standard form, its sums, what is put aside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.domain import means_test
from app.domain.errors import AppError, RuleViolation
from app.domain.means_test import Item, items_of, items_text, means_of

DATA = tomllib.loads((Path(__file__).parents[3] / "resources/codes/means.toml").read_text(encoding="utf-8"))
FORM = means_test.parse(DATA)
PICTURE = [
    Item("salary", 1020000),
    Item("housing", 340000),
    Item("household", 230000),
    Item("children", 160000),
]


def test_the_means_test_of_the_picture_less_what_is_put_aside():
    # plan-light.png: 10,200 − 3,400 − 2,300 − 1,600 = 2,900; of it 10 % but at most 200 stay for the unexpected.
    means = means_of(FORM, PICTURE, "CNY")
    assert (means.income_minor, means.outgoings_minor) == (1020000, 730000)
    assert (means.savings_minor, means.surplus_minor) == (20000, 270000)


@pytest.mark.parametrize(
    ("left", "currency", "savings"),
    [(100000, "CNY", 10000), (200000, "CNY", 20000), (10**7, "CNY", 20000), (0, "CNY", 0), (-5, "CNY", 0),
     (15000, "GBP", 1500), (10**6, "GBP", 2000), (10**6, "JPY", 0)],
)  # fmt: skip
def test_savings_are_a_tenth_up_to_a_sum(left, currency, savings):
    # UK Standard Financial Statement: 10 per cent of the surplus, at most 20 pounds.
    assert FORM.savings(left, currency) == savings


def test_more_goes_than_comes():
    assert means_of(FORM, [Item("salary", 100), Item("housing", 300)], "CNY").surplus_minor == -200


@pytest.mark.parametrize(
    ("items", "code", "field"),
    [
        ([], "means_empty", "items"),
        ([Item("yacht", 1)], "means_unknown", "items"),
        ([Item("salary", 1), Item("salary", 2)], "means_twice", "salary"),
        ([Item("salary", -1)], "amount_negative", "salary"),
        ([Item("housing", 10**14)], "amount_too_large", "housing"),
    ],
)
def test_lines_that_cannot_be(items, code, field):
    with pytest.raises(RuleViolation) as caught:
        means_of(FORM, items, "CNY")
    assert (caught.value.code, caught.value.field) == (code, field)


def test_lines_are_kept_and_read_back_but_for_empty_ones():
    assert items_of(items_text([*PICTURE, Item("medical", 0)])) == tuple(PICTURE)
    assert items_of(None) == ()


def test_the_form_has_both_sides_and_a_source():
    assert next(each.code for each in FORM.side(is_income=True)) == "salary"
    assert {"housing", "household", "children", "medical"} <= {
        each.code for each in FORM.side(is_income=False)
    }
    assert "Standard Financial Statement" in FORM.source


def test_a_line_named_twice_is_refused():
    with pytest.raises(AppError, match="data_twice"):
        means_test.parse(DATA | {"outgoings": DATA["outgoings"] + [DATA["income"][0]]})
