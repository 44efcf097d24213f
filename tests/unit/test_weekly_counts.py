"""What a contact counts to, rates, and what became of the cases of a bucket."""

from __future__ import annotations

import pytest

from app.domain.codes import ResultCodes
from app.domain.promises import PromiseState
from app.domain.terms import Bucket
from app.domain.weekly import (
    PROMISE_FIGURES,
    Counted,
    Figure,
    Move,
    figures_of_contact,
    kept_percent,
    move,
    percent,
    right_party_percent,
    roll_rows,
    summed,
)
from app.services.rulebook import rules_from, shipped_packs

C, A, N, R = Figure.CONTACTS, Figure.ATTEMPTS, Figure.CONNECTED, Figure.RIGHT_PARTY


@pytest.fixture(scope="module")
def codes() -> ResultCodes:
    return rules_from(shipped_packs()).codes


@pytest.mark.parametrize(
    ("result", "direction", "figures"),
    [
        # collection-rules §6.5: Conn and RPC of each code; an attempt is outbound and connected or counts to Cap6.
        ("NA", "outbound", {C, A}),
        ("EMP", "outbound", {C, A}),
        ("HUP", "outbound", {C, A, N}),
        ("NSA", "outbound", {C, A, N}),
        ("IVF", "outbound", {C, A, N}),
        ("PTP", "outbound", {C, A, N, R}),
        ("PTP", "inbound", {C, N, R}),
        ("CIN", "inbound", {C, N, R}),
        ("NA", "inbound", {C}),
        ("CMP", "outbound", {C, A, N, R, Figure.COMPLAINTS}),
        ("SD", "outbound", {C}),
        ("VS2", "outbound", {C}),
        ("VS1", "outbound", {C, A, N, R}),
        ("DEC", "outbound", {C, A, N}),
    ],
)
def test_a_contact_counts_to_what_its_result_says(
    codes: ResultCodes, result: str, direction: str, figures: set[Figure]
) -> None:
    assert set(figures_of_contact(codes.get(result), direction, "allowed")) == figures


def test_a_result_of_another_version_is_a_contact_and_no_more() -> None:
    assert figures_of_contact(None, "outbound", None) == (C,)


@pytest.mark.parametrize("check", [None, "allowed", "inbound"])
def test_a_contact_within_the_rules_is_not_against_one(codes: ResultCodes, check: str | None) -> None:
    assert Figure.AGAINST_RULE not in figures_of_contact(codes.get("NA"), "outbound", check)
    assert Figure.AGAINST_RULE in figures_of_contact(codes.get("NA"), "outbound", "hours")


def test_every_state_in_which_a_promise_was_due_has_a_figure() -> None:
    assert set(PromiseState) - set(PROMISE_FIGURES) == {PromiseState.CANCELLED, PromiseState.REPLACED}


def test_rates_are_rounded_half_up_and_of_nothing_there_is_none() -> None:
    assert (percent(1, 8), percent(1, 3), percent(0, 5), percent(0, 0)) == (13, 33, 0, None)
    sheet = {
        Figure.KEPT: Counted(3),
        Figure.PARTLY_KEPT: Counted(1),
        Figure.BROKEN: Counted(4),
        Figure.OPEN: Counted(9),
    }
    assert kept_percent(sheet) == 38  # 3 of 8; those still open are not judged
    assert kept_percent({Figure.OPEN: Counted(9)}) is None
    assert right_party_percent({N: Counted(40), R: Counted(30)}) == 75


def test_sheets_are_summed_by_currency_and_stay_as_they_were() -> None:
    first, second = {Figure.COLLECTED: Counted(1, {"CNY": 100})}, {Figure.COLLECTED: Counted(2, {"USD": 7})}
    total = summed([first, second, first])
    assert total[Figure.COLLECTED] == Counted(4, {"CNY": 200, "USD": 7})
    assert first[Figure.COLLECTED] == Counted(1, {"CNY": 100})


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        (Bucket.M1, Bucket.M2, Move.WORSE),
        (Bucket.M6, Bucket.M7, Move.WORSE),
        (Bucket.M3, Bucket.M3, Move.SAME),
        (Bucket.M3, Bucket.M0, Move.BETTER),
        (Bucket.M2, None, Move.CLOSED),
        (None, Bucket.M4, Move.NEW),
    ],
)
def test_a_case_moves(before: Bucket | None, after: Bucket | None, where: Move) -> None:
    assert move(before, after) is where


def test_the_rows_of_a_roll_add_up() -> None:
    rows = roll_rows(
        {
            (Bucket.M1, Bucket.M1): Counted(6),
            (Bucket.M1, Bucket.M2): Counted(3),
            (Bucket.M1, None): Counted(1),
            (Bucket.M0, Bucket.M1): Counted(2),
            (None, Bucket.M1): Counted(5),
        }
    )
    assert [row.before for row in rows] == [Bucket.M0, Bucket.M1, None]
    assert [row.cases for row in rows] == [2, 10, 5]
    m1 = rows[1]
    assert [m1.percent(where) for where in (Move.WORSE, Move.SAME, Move.BETTER, Move.CLOSED)] == [
        30,
        60,
        0,
        10,
    ]
