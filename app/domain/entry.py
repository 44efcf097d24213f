"""Strict reading of a data file that has been parsed: every key is asked for, and none is left over.

Data files are edited by people, so an error names the entry by its path, such as ``rules.hours.source``.
All errors are ``AppError`` with ``entry`` (the path) and these codes: ``data_missing``, ``data_unknown``,
``data_type`` (with ``expected``), ``data_value`` (with ``found`` and ``expected``), ``data_twice``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import TracebackType
from typing import Any, TypeVar

from app.domain.errors import AppError

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages of the product."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """The words for a language code such as ``"zh_CN"`` or ``"en"``; English for any but Chinese."""
        return self.zh if language.startswith("zh") else self.en


class Entry:
    """One table of a data file. Used as ``with Entry(data, "rules") as entry``: leaving the block refuses
    keys that nobody asked for."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise AppError("data_type", entry=path, expected="table")
        self._data: Mapping[str, Any] = data
        self._asked: set[str] = set()
        self.path = path

    def __enter__(self) -> Entry:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()

    def finish(self) -> None:
        """Refuse the first key that was never asked for."""
        for key in self._data:
            if key not in self._asked:
                raise AppError("data_unknown", entry=self.at(key), choices=tuple(sorted(self._asked)))

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def names(self) -> tuple[str, ...]:
        """The keys that are given, for a table whose keys are free."""
        return tuple(self._data)

    def has(self, key: str) -> bool:
        """Whether the key is given; does not count as asking for it."""
        return key in self._data

    def may_have(self, key: str) -> bool:
        """Whether a key is given that need not be; one that is wrong is told of it."""
        self._asked.add(key)
        return key in self._data

    def refuse(self, key: str, expected: str) -> AppError:
        """The error for a value that has the right type and yet is wrong."""
        return AppError("data_value", entry=self.at(key), found=str(self._data.get(key)), expected=expected)

    def _take(self, key: str, fits: Callable[[Any], bool], expected: str, default: Any) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if default is None:
                raise AppError("data_missing", entry=self.at(key))
            return default
        value = self._data[key]
        if not fits(value):
            raise AppError("data_type", entry=self.at(key), expected=expected)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; one without a default may not be empty."""
        found: str = self._take(key, lambda v: isinstance(v, str), "text", default)
        if default is None and not found.strip():
            raise self.refuse(key, "some text")
        return found

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        fits: Callable[[Any], bool] = lambda v: isinstance(v, list) and all(isinstance(i, str) for i in v)  # noqa: E731
        return tuple(self._take(key, fits, "list of texts", default))

    def integer(self, key: str, default: int | None = None, lowest: int | None = 0) -> int:
        """A whole number, by default not negative."""
        found: int = self._take(
            key, lambda v: isinstance(v, int) and not isinstance(v, bool), "whole number", default
        )
        if lowest is not None and found < lowest:
            raise self.refuse(key, f"≥ {lowest}")
        return found

    def integers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers of either sign."""
        fits: Callable[[Any], bool] = lambda v: isinstance(v, list) and all(type(i) is int for i in v)  # noqa: E731
        return tuple(self._take(key, fits, "list of whole numbers", None))

    def flag(self, key: str, default: bool | None = None) -> bool:
        """``true`` or ``false``."""
        found: bool = self._take(key, lambda v: isinstance(v, bool), "true or false", default)
        return found

    def plain(self, key: str) -> bool | int | str | tuple[str, ...]:
        """``true`` or ``false``, a whole number, a text or a list of texts: whatever is written."""
        is_list: Callable[[Any], bool] = lambda v: isinstance(v, list) and all(isinstance(i, str) for i in v)  # noqa: E731
        found = self._take(
            key,
            lambda v: isinstance(v, bool | int | str) or is_list(v),
            "true or false, whole number, text",
            None,
        )
        return tuple(found) if isinstance(found, list) else found

    def rate(self, key: str) -> Decimal:
        """A decimal number written as text (``"0.0005"``), so that it never passes through a float."""
        try:
            found = Decimal(self.text(key))
        except InvalidOperation:
            raise self.refuse(key, "decimal number as text") from None
        if not found.is_finite() or found < 0:
            raise self.refuse(key, "decimal number, not negative")
        return found

    def day(self, key: str) -> date:
        """A date without a time."""
        found: date = self._take(
            key, lambda v: isinstance(v, date) and not isinstance(v, datetime), "date", None
        )
        return found

    def clock(self, key: str) -> time:
        """A wall-clock time."""
        found: time = self._take(key, lambda v: isinstance(v, time), "time of day", None)
        return found

    def member(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A member of an enumeration, written as its value."""
        if default is not None and key not in self._data:
            return default
        return self._member(key, self.text(key), kind)

    def members(self, key: str, kind: type[E], default: tuple[E, ...] | None = None) -> tuple[E, ...]:
        """Members of an enumeration, in the order given; none twice."""
        if default is not None and key not in self._data:
            return default
        found = tuple(self._member(key, value, kind) for value in self.texts(key))
        if len(set(found)) != len(found):
            raise AppError("data_twice", entry=self.at(key))
        return found

    def _member(self, key: str, value: str, kind: type[E]) -> E:
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(str(member.value) for member in kind)
            raise AppError("data_value", entry=self.at(key), found=value, expected=allowed) from None

    def words(self) -> Words:
        """The pair of keys ``zh`` and ``en``."""
        return Words(self.text("zh"), self.text("en"))

    def child(self, key: str) -> Entry:
        """A table inside this one."""
        return Entry(self._take(key, lambda v: isinstance(v, Mapping), "table", None), self.at(key))

    def children(self, key: str) -> tuple[Entry, ...]:
        """A list of tables; each path carries its ``code``, ``key`` or ``name`` where it has one."""
        rows = self._take(key, lambda v: isinstance(v, list), "list of tables", None)
        return tuple(Entry(row, f"{self.at(key)}[{_label(row, i)}]") for i, row in enumerate(rows))

    def named(self, key: str) -> dict[str, Entry]:
        """A table whose every value is a table, by name."""
        names = self._take(key, lambda v: isinstance(v, Mapping), "table", None)
        return {name: Entry(value, f"{self.at(key)}.{name}") for name, value in names.items()}

    def every(self, key: str, kind: type[E]) -> dict[E, Entry]:
        """A table with exactly one table for each member of an enumeration."""
        entries = self.named(key)
        for name in entries:
            self._member(key, name, kind)
        for member in kind:
            if str(member.value) not in entries:
                raise AppError("data_missing", entry=f"{self.at(key)}.{member.value}")
        return {member: entries[str(member.value)] for member in kind}


def _label(row: object, index: int) -> str:
    if isinstance(row, Mapping):
        for key in ("code", "key", "name"):
            if key in row:
                return str(row[key])
    return str(index)


def unique(rows: list[tuple[str, T]], path: str) -> dict[str, T]:
    """Rows by code, in order; a code given twice is an error that names it."""
    found: dict[str, T] = {}
    for code, row in rows:
        if code in found:
            raise AppError("data_twice", entry=f"{path}[{code}]")
        found[code] = row
    return found
