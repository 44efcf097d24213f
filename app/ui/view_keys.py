"""The keys of the saved views, on the desk and in the list of cases: after those of the views every desk has."""

from __future__ import annotations

FIRST = 5
MOST = 5


def view_key(number: int) -> str:
    """The digit that with Alt calls the saved view of this number, from 1; empty where the digits are used up."""
    return str(FIRST + number - 1) if number <= MOST else ""
