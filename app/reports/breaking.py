"""Lines of Chinese and Latin text, filled to their measure and justified; the last of a paragraph is not.

What may part is said in ``app.reports.tokens``. A word longer than a line is broken: nothing ever leaves the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.reports.fonts import BOLD, REGULAR, widths
from app.reports.markup import Run
from app.reports.tokens import FULL, HALF, Cluster, Token, clusters_of, parted, taken_apart

WIDEST_GAP = 900.0
"""A line that would need wider gaps than this (in thousandths of the size) stays ragged."""

_ROUNDING = 0.01
_FIGURES = re.compile(r"[0-9.,-]+")
"""An amount or a day: on its own it is one word, and tables are full of them."""


class Segment(NamedTuple):
    """Text drawn in one go at ``x``: ``char_gap`` after each character, ``word_gap`` more after each space."""

    x: float
    text: str
    face: str
    char_gap: float
    word_gap: float


class Line(NamedTuple):
    """``text`` as it reads, ``width`` to the end of its ink, and the segments from the left edge of the paragraph."""

    text: str
    width: float
    segments: tuple[Segment, ...]


_EMPTY = Line("", 0.0, ())


def break_lines(
    runs: tuple[Run, ...], size: float, width: float, indent: float = 0.0, *, justified: bool = False
) -> tuple[Line, ...]:
    """The lines of a paragraph ``width`` points wide; ``\\n`` ends a line, ``indent`` begins the first one.

    A paragraph without text has one empty line.
    """
    if len(runs) == 1 and _FIGURES.fullmatch(runs[0].text):
        text, is_bold = runs[0]
        face = BOLD if is_bold else REGULAR
        wide = indent + _word_width(text, face) * size / 1000
        if wide <= width:
            return (Line(text, wide, (Segment(indent, text, face, 0.0, 0.0),)),)
    return _broken(runs, size, width, indent, justified=justified)


@lru_cache(maxsize=512)
def _broken(
    runs: tuple[Run, ...], size: float, width: float, indent: float, *, justified: bool
) -> tuple[Line, ...]:
    """Cached, since most paragraphs of a run of letters are the same."""
    lines: list[Line] = []
    limit = width * 1000 / size
    for clusters in clusters_of(runs):
        offset = 0.0 if lines else indent * 1000 / size
        lines += _filled(clusters, size, limit, offset, justified=justified)
    return tuple(lines)


def natural_width(runs: tuple[Run, ...], size: float) -> float:
    """How wide the text is on one line, in points."""
    if len(runs) == 1 and _FIGURES.fullmatch(runs[0].text):
        text, is_bold = runs[0]
        return _word_width(text, BOLD if is_bold else REGULAR) * size / 1000
    return max(_natural(clusters) for clusters in clusters_of(runs)) * size / 1000


@lru_cache(maxsize=2048)
def _word_width(text: str, face: str) -> float:
    known = widths(face)
    return sum([known[ord(character)] for character in text])


def _natural(clusters: tuple[Cluster, ...]) -> float:
    if not clusters:
        return 0.0
    width = sum([cluster.width + cluster.before for cluster in clusters])
    return width - clusters[0].before - clusters[0].lead - clusters[-1].trail


def _fitting(clusters: tuple[Cluster, ...], limit: float) -> Iterator[Cluster]:
    for cluster in clusters:
        if cluster.is_row or cluster.ink <= limit:
            yield cluster
        else:
            yield from taken_apart(cluster, limit)


class _Filling:
    """The line being filled: its tokens, the room that is left, and the gaps that may grow."""

    __slots__ = ("gaps", "left", "offset", "room", "tokens", "trail")

    def __init__(self, room: float, offset: float) -> None:
        self.offset, self.room = offset, room
        self.left = room
        self.trail, self.gaps = 0.0, 0
        self.tokens: list[Token] = []

    def add(self, cluster: Cluster) -> None:
        if self.tokens:
            self.left -= cluster.before
            self.gaps += cluster.tokens[0].stretches
        else:
            self.left += cluster.lead
        self.left -= cluster.width
        self.gaps += cluster.gaps
        self.trail = cluster.trail
        self.tokens += cluster.tokens

    def line(self, size: float, *, justified: bool) -> Line:
        """Places the tokens; justified, the gaps grow until the line is full."""
        tokens, spare = self.tokens, self.left + self.trail
        if not tokens:
            return _EMPTY
        stretch = 0.0
        if justified and self.gaps and 0 < spare <= self.gaps * WIDEST_GAP:
            stretch = spare / self.gaps
        scale = size / 1000
        segments = tuple(_segments(tokens, self.offset, stretch, scale))
        text = tokens[0].text
        if len(tokens) > 1:
            text += "".join([" " * token.spaces + token.text for token in tokens[1:]])
        width = self.offset + self.room - spare + stretch * self.gaps
        return Line(text, width * scale, segments)


def _filled(
    clusters: tuple[Cluster, ...], size: float, limit: float, offset: float, *, justified: bool
) -> Iterator[Line]:
    line = _Filling(limit - offset, offset)
    for whole in _fitting(clusters, limit - offset + _ROUNDING):
        cluster = whole
        while True:
            is_first = not line.tokens
            room = line.left + _ROUNDING - (0.0 if is_first else cluster.before)
            if cluster.width - (cluster.lead if is_first else 0.0) - cluster.trail <= room:
                line.add(cluster)
                break
            number = max(int(room / FULL), int(is_first)) if cluster.is_row else int(is_first)
            if number and not cluster.is_row:
                line.add(cluster)  # a single character wider than the whole line
                break
            if number:
                head, cluster = parted(cluster, number)
                line.add(head)
            yield line.line(size, justified=justified)
            line = _Filling(limit, 0.0)
    yield line.line(size, justified=False)


def _segments(tokens: list[Token], offset: float, stretch: float, scale: float) -> Iterator[Segment]:
    last = tokens[0]
    start = offset - last.lead + last.shift
    text = last.text
    char_gap, word_gap = _gaps(last, stretch)
    at = start + last.width - last.shift + (len(text) - 1) * char_gap
    for token in tokens[1:]:
        gap = stretch if token.stretches else 0.0
        if _joins(last, token, gap):
            text += " " * token.spaces + token.text
        else:
            drawn = text + " " * token.spaces
            yield Segment(start * scale, drawn, last.face, char_gap * scale, word_gap * scale)
            start = at + token.before + gap + token.shift
            text = token.text
            char_gap, word_gap = _gaps(token, stretch)
        at += token.before + gap + token.width + (len(token.text) - 1) * (stretch if token.is_wide else 0.0)
        last = token
    yield Segment(start * scale, text, last.face, char_gap * scale, word_gap * scale)


def _gaps(token: Token, stretch: float) -> tuple[float, float]:
    return (stretch, 0.0) if token.is_wide else (0.0, stretch)


def _joins(last: Token, token: Token, gap: float) -> bool:
    """Whether drawing goes on with the same gaps."""
    if token.face != last.face or token.is_wide is not last.is_wide or token.shift or last.width == HALF:
        return False
    if token.is_wide:
        return not token.before and not token.spaces
    return token.spaces == 1 or (not token.spaces and not token.before and not gap)
