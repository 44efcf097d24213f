"""How well typed letters fit a command: by its words, their beginnings, or its initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = re.compile(r"[^\W_]+")


def fit(typed: str, texts: Sequence[str]) -> int:
    """0: not at all; higher is better. ``texts`` begin with what the user reads; the others are other names of it.

    Best is the beginning of the text, then the beginning of every typed word in its words in order ("n b" fits
    "new backup"), then the initials of its words, then letters in order.
    """
    wanted = typed.casefold().split()
    if not wanted:
        return 1
    scores = [_fit(wanted, text.casefold()) for text in texts if text]
    # What is read counts for more than a name nobody sees.
    return max((score * 2 - (place > 0) for place, score in enumerate(scores) if score), default=0)


def _fit(wanted: list[str], text: str) -> int:
    whole = " ".join(wanted)
    words = _WORDS.findall(text)
    if text == whole:
        return 6
    if text.startswith(whole):
        return 5
    if _begin(wanted, words):
        return 4
    packed = "".join(wanted)
    if "".join(word[0] for word in words).startswith(packed):
        return 3
    if whole in text:
        return 2
    return int(len(packed) > 1 and _in_order(packed, text))


def _begin(wanted: list[str], words: list[str]) -> bool:
    """Whether each typed word begins a word, in this order."""
    left = iter(words)
    return all(any(word.startswith(part) for word in left) for part in wanted)


def _in_order(letters: str, text: str) -> bool:
    left = iter(text)
    return all(letter in left for letter in letters)
