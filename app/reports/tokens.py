"""What may never be parted: the tokens of a text and the clusters they are bound to.

The rules are those of Chinese typesetting (W3C, Requirements for Chinese Text Layout, §§3.1.5–3.1.6, and GB/T 15834
on punctuation): no line starts with a closing mark or ends with an opening one; a Latin word, a number or an amount
is never split; neighbouring marks share their empty halves; Han and Latin stand a little apart.

All widths are thousandths of the size, so that one text is taken apart once for every size that is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.reports.fonts import BOLD, REGULAR, face_of, widths
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
_KEPT = "\u00a0"
"""A space at which no line ends."""

_WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Han characters between others part anywhere, so that they are one token; only the outer ones can be bound to a mark.
_ROW = f"(?<=[{_HAN}])[{_HAN}]+(?=[{_HAN}])"
_TOKEN = re.compile(
    rf"(?P<space>[ {_KEPT}]+)|(?P<wide>{_ROW}|[{_WIDE}])|(?P<mark>[{_AMBIGUOUS}])"
    rf"|(?P<word>[^ {_KEPT}{_WIDE}{_AMBIGUOUS}]+)"
)
_IS_WIDE = re.compile(f"[{_WIDE}]")
_HYPHEN = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")

FULL, HALF = 1000.0, 500.0
APART = 180.0
"""Between Han and Latin: a little less than the quarter em of the book, as the face has wide sides."""


class Token(NamedTuple):
    """What is never split, but for a row of Han characters.

    ``before``: distance to the token before it on the same line, ``spaces`` of them typed. ``lead`` and ``trail``:
    empty halves that the edge of a line takes away. ``binds``: stays with the token before. ``stretches``: the gap
    before it may grow.
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


class Cluster(NamedTuple):
    """Tokens that stay together. ``width`` without ``before``; ``gaps`` between them that may grow."""

    tokens: tuple[Token, ...]
    width: float
    before: float
    lead: float
    trail: float
    gaps: int
    is_row: bool

    @property
    def ink(self) -> float:
        """The width alone on a line."""
        return self.width - self.lead - self.trail


@lru_cache(maxsize=512)
def clusters_of(runs: tuple[Run, ...]) -> tuple[tuple[Cluster, ...], ...]:
    """The clusters of each line that ``\\n`` ends."""
    return tuple(tuple(_clusters(_tokens(line))) for line in _hard_lines(runs))


def _hard_lines(runs: tuple[Run, ...]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(Run(first, run.bold))
        for text in rest:
            yield line
            line = [Run(text, run.bold)]
    yield line


def taken_apart(cluster: Cluster, limit: float) -> Iterator[Cluster]:
    """What is longer than a line: by its characters, and where marks hang together for longer, by any of them."""
    single: list[Token] = []
    for token in cluster.tokens:
        for at, character in enumerate(token.text):
            before = single[-1] if single else None
            space = " " * token.spaces if at == 0 else ""
            free = _token(character, token.face, before, space, is_wide=token.is_wide)
            binds = before is not None and (before.text in OPENING or character in CLOSING)
            single.append(free._replace(binds=binds))
    first = cluster.tokens[0]
    single[0] = single[0]._replace(before=first.before, spaces=first.spaces, stretches=first.stretches)
    for part in _clusters(single):
        if part.ink <= limit:
            yield part
        else:
            yield from (_cluster([token]) for token in part.tokens)


def parted(row: Cluster, number: int) -> tuple[Cluster, Cluster]:
    """So many Han characters of a row, and the others."""
    (token,) = row.tokens
    head, rest = token.text[:number], token.text[number:]
    return (
        _cluster([token._replace(text=head, width=len(head) * FULL)]),
        _cluster([token._replace(text=rest, width=len(rest) * FULL)])._replace(is_row=True),
    )


def _tokens(runs: list[Run]) -> Iterator[Token]:
    """The tokens of one hard line, each with what it has to know of the one before."""
    text = "".join([run.text for run in runs])
    bold = [run.bold for run in runs for _ in run.text] if any(run.bold for run in runs) else None
    last: Token | None = None
    space = ""
    for found in _TOKEN.finditer(text):
        kind, word, at = found.lastgroup, found[0], found.start()
        if kind == "space":
            space = word
            continue
        is_wide = kind != "word" and (kind == "wide" or _is_among_wide(text, at))
        marked = bold[at : found.end()] if bold else ()
        if True not in marked and not _HYPHEN.search(word):
            last = _token(word, REGULAR, last, space, is_wide=is_wide)
            space = ""
            yield last
            continue
        for part, face, may_part in _faced(word, marked or [False] * len(word)):
            last = _token(part, face, last, space, is_wide=is_wide, may_part=may_part)
            space = ""
            yield last


def _faced(word: str, bold: Sequence[bool]) -> Iterator[tuple[str, str, bool]]:
    """A word in parts of one face, and whether a line may begin with the part."""
    at = 0
    for part in _HYPHEN.split(word):
        faces = _faces(part, bold[at : at + len(part)])
        start = 0
        for n in range(1, len(part) + 1):
            if n == len(part) or faces[n] != faces[start]:
                yield part[start:n], faces[start], start == 0
                start = n
        at += len(part)


def _faces(part: str, bold: Sequence[bool]) -> list[str]:
    if all(bold) and widths(BOLD).keys() >= set(map(ord, part)):
        return [BOLD] * len(part)
    return [face_of(character, bold=is_bold) for character, is_bold in zip(part, bold, strict=True)]


def _is_among_wide(text: str, at: int) -> bool:
    """Whether a mark such as “ is as wide as its neighbours."""
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return any(_IS_WIDE.match(c) or c in _AMBIGUOUS for c in around) or not around.strip()


def _token(
    text: str, face: str, last: Token | None, space: str, *, is_wide: bool, may_part: bool = True
) -> Token:
    """``space`` is what was typed before it."""
    if last is None:
        return _made(text, face, is_wide, may_part, space, None)
    return _made(text, face, is_wide, may_part, space, (last.text[-1], last.face, last.is_wide))


@lru_cache(maxsize=4096)
def _made(
    text: str, face: str, is_wide: bool, may_part: bool, space: str, last: tuple[str, str, bool] | None
) -> Token:
    """``last``: the character before it, its face and whether it is wide; more of it does not count."""
    shift = 0.0
    lead, trail = _air(text, is_wide=is_wide)
    if is_wide and len(text) > 1:
        width = len(text) * FULL
    else:
        known = widths(face)
        width = sum(known.get(ord(character), FULL) for character in text)
        if text in _QUOTES and not is_wide:  # in Latin text, the ink without the empty half
            width, shift = HALF, -HALF * (text in _HALF_RIGHT)
    if last is None:
        return Token(text, face, width, shift, 0.0, 0, lead, trail, is_wide, False, False)
    end, end_face, after_wide = last
    is_word = not (space or is_wide or after_wide)
    before = len(space) * widths(end_face)[0x20]
    if is_wide and after_wide and not space:
        end_lead, end_trail = _air(end, is_wide=True)
        before = -HALF if (end_trail and (lead or trail)) or (end_lead and lead) else 0.0
    elif is_wide is not after_wide and not space:
        wide, latin = (text, end) if is_wide else (end, text[0])
        before = APART if wide.isalpha() and latin.isalnum() else 0.0
    binds = end in OPENING or text[0] in CLOSING or _KEPT in space or (not space and _belong(end, text[0]))
    if is_word:
        binds = binds or not (may_part and end in "-/") or end in _QUOTES or text in _QUOTES
    return Token(text, face, width, shift, before, len(space), lead, trail, is_wide, binds, not is_word)


def _air(text: str, *, is_wide: bool) -> tuple[float, float]:
    """The empty halves of a wide mark: before and behind its ink."""
    return HALF * (is_wide and text in _HALF_RIGHT), HALF * (is_wide and text in _HALF_LEFT)


def _belong(last: str, first: str) -> bool:
    return (
        (last.isdigit() and first in _COUNTED)
        or (last == "第" and first.isdigit())
        or (last == first and first in "…—")
    )


def _clusters(tokens: Iterable[Token]) -> Iterator[Cluster]:
    cluster: list[Token] = []
    for token in tokens:
        if cluster and not token.binds:
            yield _cluster(cluster)
            cluster = []
        cluster.append(token)
    if cluster:
        yield _cluster(cluster)


def _cluster(tokens: list[Token]) -> Cluster:
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1:
        is_row = first.is_wide and len(first.text) > 1
        gaps = len(first.text) - 1 if is_row else 0
        return Cluster((first,), first.width, first.before, first.lead, first.trail, gaps, is_row)
    width = sum([token.width + token.before for token in tokens]) - first.before
    gaps = sum([token.stretches for token in tokens]) - first.stretches
    return Cluster(tuple(tokens), width, first.before, first.lead, last.trail, gaps, False)
