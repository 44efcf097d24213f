"""Payments that a placement file tells of from before it: they are in its figures already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain import facts as f
from app.domain.book import UNKEPT, book, book_with
from app.domain.ledger import ledger, posted_on
from tests.unit.histories import RULES, case_of

CARD, OTHER, CASE = b"c" * 16, b"o" * 16, b"k" * 16
PLACED_ON = date(2026, 6, 1)


def fact(number: int, body: f.Body) -> f.Fact:
    at = datetime(2026, 7, 1, 0, number, tzinfo=UTC)
    uid = bytes([number]) * 16
    return f.Fact(uid, body.KIND, uid, CASE, None, at, at, b"u" * 16, None, body)


PLACED = fact(1, f.Placed(CARD, PLACED_ON, "CNY", 90_000, 0, 0, 5_000, 0, 0, 0, 0, date(2026, 4, 1), True))
EARLY = fact(2, f.Payment(7_000, "CNY", date(2026, 5, 20), CARD))
REVERSED = fact(3, f.Reversal(EARLY.uid, date(2026, 6, 20), "bounced"))


def test_named_payment_before_the_first_figures_is_in_them() -> None:
    found = ledger([PLACED, EARLY])
    assert (found.accounts[0].total_minor, found.unallocated_minor) == (95_000, 0)


def test_its_reversal_takes_nothing_back() -> None:
    # The figures of the file were made by those who knew of the payment; a later file will tell.
    found = ledger([PLACED, EARLY, REVERSED])
    assert (found.accounts[0].total_minor, found.unallocated_minor) == (95_000, 0)


@pytest.mark.parametrize("account", [None, OTHER])
def test_early_money_that_names_no_account_of_the_case_is_kept_apart(account: bytes | None) -> None:
    early = fact(2, f.Payment(7_000, "CNY", date(2026, 5, 20), account))
    assert ledger([PLACED, early]).unallocated_minor == 7_000


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (EARLY.body, date(2026, 5, 20)),
        (REVERSED.body, date(2026, 6, 20)),
        (f.Waiver(CARD, "interest", 100, "CNY", date(2026, 7, 3), "agreed", False), date(2026, 7, 3)),
        (f.Reason("INCD"), None),
    ],
)
def test_the_day_on_which_a_fact_moves_the_ledger(body: f.Body, day: date | None) -> None:
    assert posted_on(fact(4, body)) == day


def test_a_fact_not_kept_yet_moves_the_book_as_it_will() -> None:
    at = datetime(2026, 7, 1, 9, tzinfo=UTC)
    payment = f.Payment(7_000, "CNY", date(2026, 7, 1), CARD)
    case = replace(case_of([]), facts=(PLACED,))
    before = book_with(case, RULES, payment, at)
    after = book(replace(case, facts=(PLACED, fact(4, payment))), RULES, date(2026, 7, 1))
    assert before.accounts == after.accounts
    assert before.accounts[0].total_minor == 88_000
    assert [posting.fact for posting in before.postings] == [UNKEPT]
