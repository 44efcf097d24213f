"""Letters as exact PDFs: the same data and template always give the same bytes.

Before the first one, ``app.reports.fonts.register`` has to be told where the fonts are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from app.reports.letter_data import LetterData
from app.reports.letter_page import LetterPages
from app.reports.letter_tables import TABLES, table_of
from app.reports.markup import Kind, Part
from app.reports.paper import Pen
from app.reports.pictures import NO_MARKS, Marks
from app.reports.plan_blocks import chart_texts, coupon_texts, unpaid
from app.reports.templates import Template
from app.reports.wording import day_text

_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to be misread on the telephone


def check_code(data: LetterData) -> str:
    """``9F2C-41AB``: 40 bits of the SHA-256 of all the letter says, to compare paper and store by telephone."""
    content = json.dumps(data, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[:5], "big")
    code = "".join(_CODE_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}-{code[4:]}"


def _plain(value: Any) -> Any:
    """What JSON does not know: a dataclass as its fields, a mapping as a dictionary, a day as its text."""
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: getattr(value, name) for name in _names(kind)}
    return str(value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def text_of(data: LetterData, template: Template) -> list[str]:
    """Everything the letter says, a paragraph or table row an entry: for content checks, messages and previews.

    The title of a message is not part of it. Raises RenderProblem as ``Template.parts`` does.
    """
    title = [template.title] if template.channel == "letter" else []
    return [*title, *(text for part in template.parts(data) for text in _said(part, data))]


def _said(part: Part, data: LetterData) -> list[str]:
    if part.kind is not Kind.BLOCK:
        return [f"{part.mark} {part.text}".strip()]
    if part.parts:
        return [text for inner in part.parts for text in _said(inner, data)]
    if part.mark in TABLES:
        table = table_of(part.mark, data)
        return table.texts if table else []
    return _SAID[part.mark](data)


_SAID: Mapping[str, Callable[[LetterData], list[str]]] = {
    "plan_chart": lambda data: ["  ".join(chart_texts(data))] if data.schedule else [],
    "coupons": lambda data: ["  ".join(coupon_texts(data, row)) for row in unpaid(data)],
    "seal": lambda data: [data.sender.name, day_text(data.issued_on, data.language)],
    "signatures": lambda data: [data.sender.creditor, data.recipient.name],
}
"""What the blocks say that are neither a table nor a frame."""


def render(data: LetterData, template: Template, marks: Marks = NO_MARKS) -> bytes:
    """One letter as a PDF of its own, with the logo and the seal of its letterhead.

    Raises RenderProblem: as ``Template.parts``, and ``letter_characters`` (``characters``), ``letter_address_long``,
    ``letter_head_long``, ``letter_picture``, ``letter_qr_not_ascii``, ``letter_qr_too_long``, ``fonts_missing``.
    """
    pen = Pen(title=f"{template.title} {data.letter_no}", author=data.sender.name)
    pages(data, template, marks).draw(pen)
    return pen.finish()


def pages(data: LetterData, template: Template, marks: Marks = NO_MARKS) -> LetterPages:
    """The letter laid out. Raises RenderProblem as ``render`` does."""
    return LetterPages(data, template.title, template.version, template.parts(data), check_code(data), marks)
