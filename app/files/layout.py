"""Where the table lies inside a sheet: the header below the titles, the totals among the data."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_high

from app.domain.errors import ImportProblem
from app.files.shapes import Record

# The header is looked for among so many rows that are not blank.
HEADER_SEARCH_ROWS = 30
# A title above the table fills few of its columns; a header fills nearly all that the rows below it fill.
_HEADER_SHARE = 0.6

_FIGURE = re.compile(r"[¥$€£]?[-+]?[0-9][0-9,.:/ -]*%?")
_LONG_NUMBER = re.compile(r"[0-9]{11}")
_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|累计|总额|本页合计|本批合计)(?:$|[:：(（人0-9共]|金额|笔|户)"
    r"|(?:grand ?|sub-? ?)?totals?:?$",
    re.IGNORECASE,
)
_TOTAL_INITIALS = frozenset("合总小共累本GgSsTt")
# A row whose first cell begins with none of these is neither blank nor a total.
TO_LOOK_AT = _TOTAL_INITIALS | frozenset(" \t\r\n\xa0\u3000")


def find_header(records: Iterable[Record], file: str) -> tuple[int, tuple[str, ...]]:
    """The row and the names of the header among the first rows of a file that are not blank.

    Raises ImportProblem: ``no_table``, ``header_missing`` (the first full row is data already),
    ``header_duplicate`` with the names, or what is wrong with a row above it.
    """
    rows = [(*record, _filled(record[1])) for record in records]
    counts = [count for *_, count in rows if count > 1]
    if not counts:
        raise ImportProblem("no_table", file=file)
    wanted = max(1.0, _HEADER_SHARE * median_high(counts))
    for number, cells, problem, count in rows:
        if problem is not None:
            raise ImportProblem(problem.code, file=file, row=number, **problem.params)
        if count > wanted:
            return number, _names(number, cells, file)
    raise ImportProblem("no_table", file=file)


def is_filled(cells: Sequence[str]) -> bool:
    """Whether any cell has more than white space."""
    return any(cell and not cell.isspace() for cell in cells)


def is_total(cells: Sequence[str]) -> bool:
    """Whether the first filled cell says that the row is a sum of others."""
    first = next((cell for cell in cells if cell and not cell.isspace()), "").strip()
    if first[:1] not in _TOTAL_INITIALS:
        return False
    return _TOTAL.match(first.replace(" ", "").replace("\u3000", "")) is not None


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _names(row: int, cells: Sequence[str], file: str) -> tuple[str, ...]:
    if _looks_like_data(cells):
        raise ImportProblem("header_missing", file=file, row=row)
    names = [_name(cell) for cell in cells]
    while not names[-1]:
        names.pop()
    seen = Counter(name.casefold() for name in names if name)
    twice = [name for name in dict.fromkeys(names) if seen[name.casefold()] > 1]
    if twice:
        raise ImportProblem("header_duplicate", file=file, row=row, columns=twice)
    return tuple(names)


def _name(cell: str) -> str:
    """A column name without line breaks, signs that cannot be seen, and full-width forms."""
    plain = "".join(sign for sign in cell if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _looks_like_data(cells: Sequence[str]) -> bool:
    filled = [name for cell in cells if (name := _name(cell))]
    if any(_LONG_NUMBER.search(name) for name in filled):
        return True
    return 2 * sum(1 for name in filled if _FIGURE.fullmatch(name)) > len(filled)
