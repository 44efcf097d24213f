"""Asking for many keys at once: portions of them with their marks, since a statement takes only so many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

KEYS_A_QUERY = 500


def marks(values: Sequence[Any]) -> str:
    """A question mark for each value: ``?, ?, ?``."""
    return ", ".join("?" * len(values))


def parts(values: Iterable[Any], size: int = KEYS_A_QUERY) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The distinct values in portions, each with its marks."""
    every = tuple(dict.fromkeys(values))
    for at in range(0, len(every), size):
        part = every[at : at + size]
        yield part, marks(part)
