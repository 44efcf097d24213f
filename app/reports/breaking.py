"""Lines of Chinese and Latin text: where they may break, and how they fill their measure.

The rules are those of Chinese typesetting (W3C, Requirements for Chinese Text Layout, §§3.1.5–3.1.6, and GB/T 15834
on punctuation): no line starts with a closing mark or ends with an opening one; a Latin word, a number or an amount
is never split, unless it is longer than a whole line; neighbouring marks share their empty halves, as does a mark at
the edge of a line; Han and Latin stand a little apart. Filled lines are justified, the last of a paragraph is not.

Widths are thousandths of the size until a line is made; lines are in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from app.reports.fonts import REGULAR, face_of, widths
from app.reports.markup import Run

CLOSING = frozenset("、。，．：；！？）〕］｝〉》」』】〗〙〛”’…—·～％‰℃々ー,.:;!?)]}%")
OPENING = frozenset("（〔［｛〈《「『【〖〘〚“‘¥￥＄£€$([{")
_HALF_LEFT = frozenset(
    "、。，．：；！？）〕］｝〉》」』】〗〙〛”’"
)  # ink in the left half: the right one may go
_HALF_RIGHT = frozenset("（〔［｛〈《「『【〖〘〚“‘")
_QUOTES = frozenset("“”‘’")
_AMBIGUOUS = "“”‘’…—·"
_COUNTED = frozenset("年月日时点分元天期号笔个％")  # 12月 and 60期 stay whole
_WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_KEPT = "\u00a0"
"""A space at which no line ends."""

_TOKEN = re.compile(rf"[ {_KEPT}]+|[{_WIDE}{_AMBIGUOUS}]|[^ {_KEPT}{_WIDE}{_AMBIGUOUS}]+")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_HYPHEN = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")

HALF = 500.0
APART = 180.0
"""Between Han and Latin: a little less than the quarter em of the book, as the face has wide sides."""

WIDEST_GAP = 900.0
"""A line that would need wider gaps than this stays ragged."""

_ROUNDING = 0.01


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


class _Token(NamedTuple):
    """What is never split. ``before``: distance to the token before it on the same line, ``spaces`` of them typed.

    ``lead`` and ``trail``: empty halves that the edge of a line takes away. ``binds``: stays with the token before.
    ``stretches``: the gap before it may grow.
    """

    text: str
    face: str
    width: float
    shift: float
    before: float
    spaces: int
    lead: float
    trail: float
    is_wide: bool
    binds: bool
    stretches: bool


@lru_cache(maxsize=4096)
def break_lines(
    runs: tuple[Run, ...], size: float, width: float, indent: float = 0.0, *, justified: bool = False
) -> tuple[Line, ...]:
    """The lines of a paragraph ``width`` points wide; ``\\n`` ends a line, ``indent`` begins the first one.

    A paragraph without text has one empty line. Cached, since most paragraphs of a run of letters are the same.
    """
    lines: list[Line] = []
    for hard in _hard_lines(runs):
        tokens = list(_tokens(hard))
        offset = indent if not lines else 0.0
        lines += _filled(tokens, size, width * 1000 / size, offset * 1000 / size, justified=justified)
    return tuple(lines)


def natural_width(runs: tuple[Run, ...], size: float) -> float:
    """How wide the text is on one line."""
    return max(line.width for line in break_lines(runs, size, 1e6))


def _hard_lines(runs: tuple[Run, ...]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(Run(first, run.bold))
        for text in rest:
            yield line
            line = [Run(text, run.bold)]
    yield line


def _tokens(runs: list[Run]) -> Iterator[_Token]:
    """The tokens of one hard line, each with what it has to know of the one before."""
    text = "".join(run.text for run in runs)
    bold = [run.bold for run in runs for _ in run.text] if any(run.bold for run in runs) else None
    last: _Token | None = None
    space = ""
    for found in _TOKEN.finditer(text):
        if found[0][0] in " \u00a0":
            space = found[0]
            continue
        for word, face, starts_word in _faced(found, bold):
            is_wide = _is_wide(text, found.start()) if len(found[0]) == 1 else False
            last = _token(word, face, last, len(space), is_wide=is_wide, may_part=starts_word)
            if _KEPT in space:
                last = last._replace(binds=True)
            space = ""
            yield last


def _faced(found: re.Match[str], bold: list[bool] | None) -> Iterator[tuple[str, str, bool]]:
    """A word in parts of one face, and whether a line may begin with the part."""
    parts = _HYPHEN.split(found[0]) if len(found[0]) > 1 else [found[0]]
    at = found.start()
    for part in parts:
        if bold is None or not any(bold[at : at + len(part)]):
            yield part, REGULAR, True
            at += len(part)
            continue
        faces = [face_of(character, bold=bold[at + n]) for n, character in enumerate(part)]
        start = 0
        for n in range(1, len(part) + 1):
            if n == len(part) or faces[n] != faces[start]:
                yield part[start:n], faces[start], start == 0
                start = n
        at += len(part)


def _is_wide(text: str, at: int) -> bool:
    """Han, or a mark such as “ that is as wide as its neighbours."""
    character = text[at]
    if character not in _AMBIGUOUS:
        return _IS_WIDE.match(character) is not None
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return any(_IS_WIDE.match(c) or c in _AMBIGUOUS for c in around) or not around.strip()


def _token(
    text: str, face: str, last: _Token | None, spaces: int, *, is_wide: bool, may_part: bool = True
) -> _Token:
    known = widths(face)
    width = sum(known.get(ord(character), 1000.0) for character in text)
    shift = lead = trail = 0.0
    if is_wide and text in _HALF_LEFT:
        trail = HALF
    elif is_wide and text in _HALF_RIGHT:
        lead = HALF
    elif text in _QUOTES:  # in Latin text, the ink without the empty half
        width, shift = HALF, -HALF if text in _HALF_RIGHT else 0.0
    if last is None:
        return _Token(text, face, width, shift, 0, 0, lead, trail, is_wide, False, False)
    space = spaces * widths(last.face)[0x20]
    before = space or _distance(last, text, lead, trail, is_wide=is_wide)
    is_word = not spaces and not is_wide and not last.is_wide
    binds = (
        last.text[-1] in OPENING
        or text[0] in CLOSING
        or (not spaces and _belong(last.text[-1], text[0]))
        or (is_word and not (may_part and last.text[-1] in "-/"))
        or (is_word and (last.text in _QUOTES or text in _QUOTES))
    )
    return _Token(text, face, width, shift, before, spaces, lead, trail, is_wide, binds, not is_word)


def _distance(last: _Token, text: str, lead: float, trail: float, *, is_wide: bool) -> float:
    """Two marks share an empty half; Han and Latin letters stand apart."""
    if is_wide and last.is_wide:
        return -HALF if (last.trail and (lead or trail)) or (last.lead and lead) else 0.0
    wide, latin = (text, last.text[-1]) if is_wide else (last.text, text[0])
    is_apart = is_wide is not last.is_wide and wide.isalpha() and latin.isalnum()
    return APART if is_apart else 0.0


def _belong(last: str, first: str) -> bool:
    return (
        (last.isdigit() and first in _COUNTED)
        or (last == "第" and first.isdigit())
        or (last == first and first in "…—")
    )


def _clusters(tokens: Iterable[_Token]) -> Iterator[list[_Token]]:
    """Tokens that stay together."""
    cluster: list[_Token] = []
    for token in tokens:
        if cluster and not token.binds:
            yield cluster
            cluster = []
        cluster.append(token)
    if cluster:
        yield cluster


def _width(tokens: list[_Token]) -> float:
    """From the first ink to the last."""
    first, last = tokens[0], tokens[-1]
    inner = sum(token.width + token.before for token in tokens)
    return inner - first.before - first.lead - last.trail


def _fitting(tokens: list[_Token], limit: float) -> Iterator[list[_Token]]:
    """The clusters; what is longer than a line is taken apart, by its characters and in the end by any of them."""
    for cluster in _clusters(tokens):
        if _width(cluster) <= limit + _ROUNDING:
            yield cluster
            continue
        single: list[_Token] = []
        for token in cluster:
            for at, character in enumerate(token.text):
                before = single[-1] if single else None
                spaces = token.spaces if at == 0 else 0
                is_free = _token(character, token.face, before, spaces, is_wide=token.is_wide)
                binds = before is not None and (before.text in OPENING or character in CLOSING)
                single.append(is_free._replace(binds=binds))
        single[0] = single[0]._replace(before=cluster[0].before, spaces=cluster[0].spaces)
        for part in _clusters(single):
            if _width(part) <= limit + _ROUNDING:
                yield part
            else:
                yield from ([token] for token in part)


def _filled(
    tokens: list[_Token], size: float, limit: float, offset: float, *, justified: bool
) -> Iterator[Line]:
    line: list[_Token] = []
    room = limit - offset
    taken = 0.0
    for cluster in _fitting(tokens, room if offset else limit):
        added = sum(token.width + token.before for token in cluster)
        if line and taken + added - cluster[-1].trail > room + _ROUNDING:
            yield _line(line, size, offset, room if justified else None)
            line, taken, offset, room = [], 0.0, 0.0, limit
        if not line:
            added -= cluster[0].before + cluster[0].lead
        line += cluster
        taken += added
    yield _line(line, size, offset, None) if line else Line("", 0.0, ())


def _line(tokens: list[_Token], size: float, offset: float, room: float | None) -> Line:
    """Places the tokens; with a ``room`` the gaps grow until it is filled."""
    natural = _width(tokens)
    gaps = sum(token.stretches for token in tokens[1:])
    stretch = 0.0
    if room is not None and gaps and 0 < room - natural <= gaps * WIDEST_GAP:
        stretch = (room - natural) / gaps
    scale = size / 1000
    segments = tuple(_segments(tokens, offset, stretch, scale))
    text = "".join(" " * token.spaces * (at > 0) + token.text for at, token in enumerate(tokens))
    return Line(text, (offset + natural + stretch * gaps) * scale, segments)


def _segments(tokens: list[_Token], offset: float, stretch: float, scale: float) -> Iterator[Segment]:
    at = start = offset - tokens[0].lead + tokens[0].shift
    text, last = tokens[0].text, tokens[0]
    char_gap, word_gap = _gaps(last, stretch)
    at += last.width - last.shift
    for token in tokens[1:]:
        gap = stretch if token.stretches else 0.0
        if _joins(last, token, gap):
            text += " " * token.spaces + token.text
        else:
            yield Segment(
                start * scale, text + " " * token.spaces, last.face, char_gap * scale, word_gap * scale
            )
            start = at + token.before + gap + token.shift
            text = token.text
            char_gap, word_gap = _gaps(token, stretch)
        at += token.before + gap + token.width
        last = token
    yield Segment(start * scale, text, last.face, char_gap * scale, word_gap * scale)


def _gaps(token: _Token, stretch: float) -> tuple[float, float]:
    return (stretch, 0.0) if token.is_wide else (0.0, stretch)


def _joins(last: _Token, token: _Token, gap: float) -> bool:
    """Whether drawing goes on with the same gaps."""
    if token.face != last.face or token.is_wide is not last.is_wide or token.shift or last.width == HALF:
        return False
    if token.is_wide:
        return not token.before and not token.spaces
    return token.spaces == 1 or (not token.spaces and not token.before and not gap)
