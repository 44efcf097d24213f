"""Names as banks write them: other characters, blanks, or all but one character hidden.

The variants are data (``resources/codes/name_variants.toml``), given as other form → simplified form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from app.domain.entry import Entry

HIDDEN = "*＊×"
_NOISE = re.compile(r"[\s·•・．.']+")
_LONGEST = 12
_MOST_SPELLINGS = 16
_LONGEST_NOTE = 60
_GRAMS = range(2, 5)
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class NameForms:
    """How names are compared. ``variants``: other form → simplified form; ``others``: the way back."""

    variants: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]


def parse(data: Mapping[str, Any]) -> NameForms:
    """The forms of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        root.text("source")
        root.day("as_of")
        pairs = root.texts("pairs")
        if any(len(pair) != 2 for pair in pairs) or len({pair[0] for pair in pairs}) < len(pairs):
            raise root.refuse("pairs", "pairs of characters, each other form once")
    variants = {pair[0]: pair[1] for pair in pairs}
    others: dict[str, tuple[str, ...]] = {}
    for other, plain in variants.items():
        others[plain] = (*others.get(plain, ()), other)
    return NameForms(variants, others)


def key(name: str, forms: NameForms) -> str:
    """What equal names are equal by: full-width forms, blanks, dots, case and variants of characters do not count."""
    bare = _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    if bare.isascii():
        return bare
    return "".join(forms.variants.get(character, character) for character in bare)


def is_masked(name: str) -> bool:
    """Whether a part of the name is hidden and another part can be seen."""
    hidden = sum(character in HIDDEN for character in name)
    return 0 < hidden < len(name)


def fits_mask(masked: str, name: str, forms: NameForms) -> bool:
    """Whether ``张*``, ``*伟`` or ``欧阳**`` can be ``name``. Stars stand for one or more characters, however many."""
    plain = "".join("*" if character in HIDDEN else character for character in masked)
    wanted = re.sub(r"\\\*(?:\\\*)*", ".+", re.escape(key(plain, forms)))
    return is_masked(masked) and re.fullmatch(wanted, key(name, forms)) is not None


def spellings(name: str, forms: NameForms) -> tuple[str, ...]:
    """The ways in which a store may spell this name: as it is, simplified, and with variants, the likeliest first."""
    bare = " ".join(unicodedata.normalize("NFKC", name).split())
    if not bare or len(bare) > 2 * _LONGEST:
        return ()
    if bare.isascii():
        return tuple(dict.fromkeys((bare, bare.title(), bare.upper(), bare.lower())))
    plain = _NOISE.sub("", bare)
    simple = "".join(forms.variants.get(character, character) for character in plain)
    choices = [(character, *forms.others.get(character, ())) for character in simple[:_LONGEST]]
    varied = ("".join(parts) for parts in product(*choices))
    found = (bare, plain, simple, *(islice(varied, _MOST_SPELLINGS) if len(simple) <= _LONGEST else ()))
    return tuple(dict.fromkeys(found))


def named_in(text: str) -> tuple[str, ...]:
    """What may be Chinese names in a free text: every two to four characters in a row of its first runs."""
    runs = _HAN.findall(unicodedata.normalize("NFKC", text)[:_LONGEST_NOTE])
    found = (run[at : at + size] for run in runs for size in _GRAMS for at in range(len(run) - size + 1))
    return tuple(dict.fromkeys(found))


def parts_of(text: str, ends: Sequence[str]) -> tuple[str, ...]:
    """A payer as a whole and its parts: ``支付宝-张伟`` is also ``张伟``."""
    whole = text.strip()
    parts = re.split("[" + re.escape("".join(ends)) + "]+", whole)
    return tuple(dict.fromkeys(part for part in (whole, *parts) if part))
