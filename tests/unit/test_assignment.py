"""Cases dealt out to collectors: alike in number or money, one person's together, always the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.assignment import Dealing, Lot, deal


def lots(*rows: tuple[int, int]) -> list[Lot]:
    """(person, balance) of each case."""
    return [Lot(bytes([at]) * 16, person, balance) for at, (person, balance) in enumerate(rows)]


def numbers(hands: list[list[Lot]]) -> list[list[int]]:
    return [[lot.case_id[0] for lot in hand] for hand in hands]


@pytest.mark.parametrize(
    ("rows", "hands", "by", "wanted"),
    [
        ((), 2, Dealing.CASES, [[], []]),
        (((1, 9), (2, 8), (3, 7)), 1, Dealing.CASES, [[0, 1, 2]]),
        # The largest to whoever has fewest cases, then least money.
        (((1, 9), (2, 8), (3, 7), (4, 6)), 2, Dealing.CASES, [[0, 3], [1, 2]]),
        (((1, 90), (2, 30), (3, 30), (4, 20)), 2, Dealing.MONEY, [[0], [1, 2, 3]]),
        # One person's two cases stay together.
        (((1, 5), (2, 5), (1, 5), (3, 5)), 2, Dealing.CASES, [[0, 2], [1, 3]]),
    ],
)
def test_who_gets_what(
    rows: tuple[tuple[int, int], ...], hands: int, by: Dealing, wanted: list[list[int]]
) -> None:
    assert numbers(deal(lots(*rows), hands, by)) == wanted


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10**9)), max_size=40),
    st.integers(1, 6),
    st.sampled_from(Dealing),
    st.randoms(use_true_random=False),
)
def test_nothing_is_lost_and_order_does_not_matter(
    rows: list[tuple[int, int]], hands: int, by: Dealing, dice: object
) -> None:
    every = lots(*rows)
    found = deal(every, hands, by)
    assert sorted(lot.case_id for hand in found for lot in hand) == [lot.case_id for lot in every]
    for person in {lot.person for lot in every}:
        assert sum(any(lot.person == person for lot in hand) for hand in found) == 1
    mixed = list(every)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert deal(mixed, hands, by) == found
    if by is Dealing.CASES and len({lot.person for lot in every}) == len(every):
        sizes = [len(hand) for hand in found]
        assert max(sizes) - min(sizes) <= 1
