"""Dealing cases out to collectors: evenly by number or by money, the cases of one person always together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import StrEnum

from app.domain.moments import Id
from app.domain.values import value


class Dealing(StrEnum):
    """What every collector gets alike."""

    CASES = "cases"
    MONEY = "money"


@value
class Lot:
    """One case to be dealt out."""

    case_id: Id
    person: Hashable
    balance_minor: int


def deal(lots: Sequence[Lot], hands: int, by: Dealing) -> list[list[Lot]]:
    """The cases of each of ``hands`` collectors: the largest goes to whoever has least, the rest follows.

    One person's cases go to one collector: limits count over the person, and nobody is called by two of us. Same
    lots, same hands, whatever order they come in.
    """
    people: dict[Hashable, list[Lot]] = {}
    for lot in sorted(lots, key=lambda lot: lot.case_id):
        people.setdefault(lot.person, []).append(lot)
    given: list[list[Lot]] = [[] for _ in range(hands)]
    weights = [(0, 0)] * hands
    for group in sorted(people.values(), key=lambda group: _weight(group, by), reverse=True):
        hand = min(range(hands), key=lambda at: (weights[at], at))
        given[hand] += group
        more = _weight(group, by)
        weights[hand] = (weights[hand][0] + more[0], weights[hand][1] + more[1])
    return given


def _weight(group: Sequence[Lot], by: Dealing) -> tuple[int, int]:
    cases, money = len(group), sum(lot.balance_minor for lot in group)
    return (cases, money) if by is Dealing.CASES else (money, cases)
