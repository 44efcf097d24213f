"""Letters as exact PDFs: the same data and template always give the same bytes.

Before the first one, ``app.reports.fonts.register`` has to be told where the fonts are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace

from app.reports.letter_data import LetterData
from app.reports.templates import Template

_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to be misread on the telephone


def check_code(data: LetterData) -> str:
    """``9F2C-41AB``: 40 bits of the SHA-256 of all the letter says, to compare paper and store by telephone."""
    content = json.dumps(
        asdict(replace(data, fields={})) | {"fields": dict(data.fields)},
        default=str,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[:5], "big")
    code = "".join(_CODE_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}-{code[4:]}"


def text_of(data: LetterData, template: Template) -> list[str]:
    """Everything the body says, a paragraph or table row an entry: for content checks and previews.

    Raises RenderProblem as ``Template.parts`` does.
    """
    raise NotImplementedError


def render(data: LetterData, template: Template) -> bytes:
    """One letter as a PDF of its own.

    Raises RenderProblem: as ``Template.parts``, and ``letter_characters`` (``characters``), ``letter_address_long``,
    ``letter_qr_not_ascii``, ``letter_qr_too_long``, ``fonts_missing``.
    """
    raise NotImplementedError


def render_many(
    letters: Iterable[tuple[LetterData, Template]], progress: Callable[[int], None] | None = None
) -> bytes:
    """One PDF for the printer, each letter from a fresh page on. ``progress`` hears the number done after each letter.

    What ``progress`` raises ends the run. Raises RenderProblem as ``render`` does.
    """
    raise NotImplementedError
