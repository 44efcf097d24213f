"""Which line of a data file an entry stands on, so that a refusal can name it: TOML itself keeps no lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.errors import AppError

T = TypeVar("T")

_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_COMMENT = re.compile(r"^\s*#[^\n]*", re.MULTILINE)


def read(text: str, parse: Callable[[dict[str, Any]], T]) -> T:
    """What ``parse`` makes of a TOML text.

    Raises AppError ``data_not_toml`` (``line``, ``why``), or ``data_refused`` (``line``, ``problem``: what ``parse``
    refused it for, naming the entry).
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise AppError("data_not_toml", line=line, why=_AT_LINE.sub("", str(error)).strip()) from None
    try:
        return parse(data)
    except AppError as problem:
        raise AppError(
            "data_refused", line=line_of(text, problem.params.get("entry", "")), problem=problem
        ) from None


def line_of(text: str, entry: str) -> int:
    """The line, from 1, of an entry named as ``entry.py`` does: ``rules[amount].points``, ``rules.hours.source``.

    Of an entry that is missing it is the line of the table that lacks it.
    """
    shown = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    at, end, headed = 0, len(shown), ""
    for name, label in _STEP.findall(entry):
        headed = f"{headed}.{name}" if headed else name
        header = _search(shown, rf"^\s*\[+\s*{re.escape(headed)}\s*\]", 0, len(shown))
        found = header or _search(shown, rf'(?:^|[{{,])\s*"?{re.escape(name)}"?\s*=', at, end)
        if found is None:
            continue
        at = found.end() - len(found[0].lstrip("\n\r\t ,{"))
        if header:
            end = _end_of_table(shown, found.end())
        row = _row(shown, label, found) if label else None
        if row is not None:
            at, end = row, _end_of_table(shown, row) if header else _end_of_braces(shown, row)
    return text.count("\n", 0, at) + 1


def _end_of_table(text: str, start: int) -> int:
    """Where the next header begins."""
    found = _search(text, r"^\s*\[", start + 1, len(text))
    return found.start() if found else len(text)


def _end_of_braces(text: str, start: int) -> int:
    """Behind the brace that closes the one at ``start``."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at + 1
    return len(text)


def _row(text: str, label: str, listed: re.Match[str]) -> int | None:
    """Where the table of a list begins that bears this name, or has this number."""
    named = _search(text, rf'\b(?:code|key|name)\s*=\s*"{re.escape(label)}"', listed.start(), len(text))
    if named is not None:
        opening = max(text.rfind("{", 0, named.start()), text.rfind("[", 0, named.start()))
        return max(opening, listed.start())
    if not label.isdigit():
        return None
    is_headed = listed[0].strip().startswith("[")
    rows = list(re.finditer(re.escape(listed[0].strip()) if is_headed else r"\{", text[listed.start() :]))
    number = int(label)
    return listed.start() + rows[number].start() if number < len(rows) else None


def _search(text: str, pattern: str, start: int, end: int) -> re.Match[str] | None:
    return re.compile(pattern, re.MULTILINE).search(text, start, end)
