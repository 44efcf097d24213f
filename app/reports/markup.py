"""What stands in a letter's body: paragraphs, headings, items and named blocks, read from the filled template.

A blank line ends a paragraph. ``# `` begins a heading, ``- `` and ``1. `` an item, ``> `` a paragraph without
indent; ``**…**`` is bold. A line ``[accounts]`` is a block that the layout draws; ``[pay]`` frames what follows it
until ``[end]``. What a letter puts in the place of a field arrives between ``OPEN`` and ``CLOSE`` and is only text:
a debtor named ``[pay]`` makes no frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

OPEN, CLOSE, MISSING = "\x02", "\x03", "\x04"

BLOCKS = ("accounts", "schedule", "plan_chart", "coupons", "statement", "pay", "seal", "signatures")
FRAME, END = "pay", "end"


class Kind(StrEnum):
    """What a part is drawn as."""

    BODY = "body"
    FLUSH = "flush"
    HEADING = "heading"
    ITEM = "item"
    BLOCK = "block"


class Run(NamedTuple):
    """Text in one face."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """``mark`` is the number or bullet of an item, or the name of a block; ``parts`` what a frame holds."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    mark: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The words without their faces."""
        return "".join(run.text for run in self.runs)


_BLOCK = re.compile(r"\[([a-z_]+)\]")
_ITEM = re.compile(r"(-|\d{1,2}\.) +")
_INLINE = re.compile(rf"\*\*|{OPEN}[^{CLOSE}]*{CLOSE}|[^*{OPEN}]+|\*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def block_named(line: str) -> str:
    """The block a line of a template asks for, or nothing."""
    found = _BLOCK.fullmatch(line.strip())
    return found[1] if found else ""


def parts_of(filled: str) -> tuple[Part, ...]:
    """The parts of a body whose fields are filled."""
    return tuple(_framed(_parts(filled)))


def _framed(parts: Iterator[Part]) -> Iterator[Part]:
    """Puts what stands between ``[pay]`` and ``[end]`` into the frame."""
    for part in parts:
        if part.kind is Kind.BLOCK and part.mark == FRAME:
            inside = iter(lambda: next(parts, _END), _END)
            yield Part(Kind.BLOCK, mark=FRAME, parts=tuple(inside))
        elif part != _END:
            yield part


_END = Part(Kind.BLOCK, mark=END)


def _parts(filled: str) -> Iterator[Part]:
    lines: list[str] = []
    for line in [*filled.split("\n"), ""]:
        stripped = line.strip(" ")
        block = block_named(stripped)
        if lines and (not stripped or block or _begins_part(stripped)):
            yield _part(tuple(lines))
            lines = []
        if block:
            yield Part(Kind.BLOCK, mark=block)
        elif stripped:
            lines.append(stripped)


def _begins_part(line: str) -> bool:
    return line.startswith(("# ", "> ")) or _ITEM.match(line) is not None


@lru_cache(maxsize=256)
def _part(lines: tuple[str, ...]) -> Part:
    """Cached, since most paragraphs of a run of letters are the same."""
    text = lines[0]
    for line in lines[1:]:
        # Chinese has no space where a line of the template ends.
        text += line if _WIDE.match(text[-1]) or _WIDE.match(line[0]) else f" {line}"
    item = _ITEM.match(text)
    if item:
        return Part(Kind.ITEM, _runs(text[item.end() :]), item[1].replace("-", "•"))
    for sign, kind in (("# ", Kind.HEADING), ("> ", Kind.FLUSH)):
        if text.startswith(sign):
            return Part(kind, _runs(text[2:], bold=kind is Kind.HEADING))
    return Part(Kind.BODY, _runs(text))


def _runs(text: str, *, bold: bool = False) -> tuple[Run, ...]:
    runs: list[Run] = []
    is_marked = False
    for found in _INLINE.findall(text):
        if found == "**":
            is_marked = not is_marked
            continue
        word = Run(found.strip(OPEN + CLOSE), bold or is_marked)
        if runs and runs[-1].bold == word.bold:
            runs[-1] = Run(runs[-1].text + word.text, word.bold)
        else:
            runs.append(word)
    return tuple(runs)
