"""What data may leave the store for: a short list, and free words where the list does not say enough.

A purpose is kept as its code, or code, colon and words: ``court: 民初 1024 号``. Words without a code are kept as they
are. The list is data in ``resources/codes/purposes.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from app.domain.entry import Entry, Words
from app.domain.errors import RuleViolation
from app.domain.plain_text import LONGEST_LINE, required_text
from app.system.paths import resource


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose of the list. ``needs_words``: the code alone does not say enough."""

    code: str
    words: Words
    needs_words: bool


@cache
def purposes() -> dict[str, Purpose]:
    """The list, by code, in its order."""
    with Entry(tomllib.loads(resource("codes", "purposes.toml").read_text("utf-8"))) as root:
        root.day("as_of")
        return {code: _purpose(code, entry) for code, entry in root.named("purposes").items()}


def purpose_given(text: str | None) -> str:
    """What is kept of a purpose as it was typed or chosen.

    Raises RuleViolation at ``purpose``: ``purpose_required``, ``purpose_words_required``, or what no kept text may be.
    """
    typed = required_text(text, "purpose", "purpose_required", LONGEST_LINE)
    code, _, words = typed.partition(":")
    known = purposes().get(code.strip())
    if known is None:
        return typed
    if not words.strip():
        if known.needs_words:
            raise RuleViolation("purpose_words_required", "purpose", purpose=known.words)
        return known.code
    return f"{known.code}: {words.strip()}"


def purpose_text(kept: str, language: str) -> str:
    """A kept purpose as it is read."""
    code, _, words = kept.partition(": ")
    known = purposes().get(code)
    if known is None:
        return kept
    name = known.words.text(language)
    colon = "：" if language.startswith("zh") else ": "
    return f"{name}{colon}{words}" if words else name


def _purpose(code: str, entry: Entry) -> Purpose:
    with entry:
        return Purpose(code, entry.words(), entry.flag("words", default=False))
