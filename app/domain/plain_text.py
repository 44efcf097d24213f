"""Text typed by a person and kept for good: notes, reasons why, references.

What cannot be seen is refused instead of dropped: a note that silently differs from what was typed is worse than
a sentence at the field. Source of the bidi set: Unicode UAX #9, explicit formatting characters; they can make a
kept text read as another one.
"""

from __future__ import annotations

import unicodedata

from app.domain.errors import RuleViolation

LONGEST_NOTE = 4_000
LONGEST_LINE = 200
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = frozenset("\n\t")


def plain_text(text: str | None, field: str, longest: int = LONGEST_NOTE) -> str | None:
    """The text without outer white space and with ``\\n`` line ends; None where nothing is left.

    Raises ``RuleViolation``: ``text_too_long`` (``limit``, ``found``), ``text_control`` (``found``: the code point).
    """
    typed = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not typed:
        return None
    if len(typed) > longest:
        raise RuleViolation("text_too_long", field, limit=longest, found=len(typed))
    for character in typed:
        if _is_unseen(character):
            raise RuleViolation("text_control", field, found=f"U+{ord(character):04X}")
    return typed


def required_text(text: str | None, field: str, code: str, longest: int = LONGEST_NOTE) -> str:
    """As ``plain_text``; nothing typed is ``RuleViolation(code)``."""
    typed = plain_text(text, field, longest)
    if typed is None:
        raise RuleViolation(code, field)
    return typed


def _is_unseen(character: str) -> bool:
    if character in _BIDI:
        return True
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in _LAYOUT
