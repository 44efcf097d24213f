"""Payments that a placement file tells of from before it: they are in its figures already."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain import facts as f
from app.domain.ledger import ledger

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
