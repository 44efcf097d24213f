"""Chance that repeats: the same seed gives the same throws on every machine, and the same identities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, count
from random import Random
from typing import Generic, TypeVar

from app.domain.moments import Id

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighed(Generic[T]):
    """Things to draw from, each as often as its weight says."""

    things: tuple[T, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, weights: Mapping[T, int]) -> Weighed[T]:
        return cls(tuple(weights), tuple(accumulate(weights.values())))


class Dice:
    """The throws of one case, the same whichever other cases are made with it."""

    __slots__ = ("_random",)

    def __init__(self, seed: int, index: int) -> None:
        self._random = Random(seed << 32 | index).random  # noqa: S311  # a story, not a secret

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both possible."""
        return low + int(self._random() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred throws."""
        return self._random() * 100 < percent

    def one_of(self, things: Sequence[T]) -> T:
        """One of them, all alike."""
        return things[int(self._random() * len(things))]

    def weighed(self, things: Weighed[T]) -> T:
        """One of them, by weight."""
        return things.things[bisect_right(things.sums, int(self._random() * things.sums[-1]))]


_VERSION = 7 << 76
_VARIANT = 2 << 62


def identities(millisecond: int, dice: Dice) -> Callable[[], Id]:
    """Ascending identities (UUIDv7) of one millisecond, as ``IdSource`` would give them with these dice.

    A case has a millisecond of its own, so identities ascend over the whole store and its indexes grow at the end.
    """
    high, middle, low = (
        dice.number(0, (1 << 12) - 1),
        dice.number(0, (1 << 30) - 1),
        dice.number(0, (1 << 31) - 1),
    )
    # One of the 62 low bits stays free, so that counting up never touches the variant.
    first = millisecond << 80 | _VERSION | high << 64 | _VARIANT | middle << 31 | low
    return partial(next, (value.to_bytes(16) for value in count(first)))
