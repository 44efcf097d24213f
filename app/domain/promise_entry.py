"""Several promises typed as one: ``3x500`` and ``10``, ``500`` and ``10;25``, ``500;800`` and ``p``.

Amounts and days are typed in two fields. ``;`` stands between several, ``3x`` in front says how many; where one field
says more than the other, its amount is repeated, its day goes on in its rhythm (``following``). In front of the amount,
``+`` means beside the promises that are open, ``=`` instead of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from app.domain.date_entry import When, following, parse_when
from app.domain.dates import Calendar
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.domain.money import parse_amount
from app.domain.promises import MOST_PROMISES


class Replaces(StrEnum):
    """Which open promises new ones take the place of: as many as there are new ones, by their days; none; all."""

    EARLIEST = "earliest"
    NONE = "none"
    ALL = "all"


_MARKS = {"+": Replaces.NONE, "=": Replaces.ALL}
_TIMES = re.compile(r"(?P<times>[0-9]{1,3}) ?[x×*次期] ?(?P<rest>.*)")
_BETWEEN = re.compile(r"[;；]")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts typed, in minor units. ``times``: how many promises, where that was said."""

    minors: tuple[int, ...]
    times: int | None = None
    replaces: Replaces = Replaces.EARLIEST

    @property
    def number(self) -> int:
        """How many promises these amounts say."""
        return self.times or len(self.minors)


@dataclass(frozen=True, slots=True)
class Days:
    """The days typed, in their order. ``_text``: the only one, from which the days go on."""

    whens: tuple[When, ...]
    times: int | None
    _text: str
    _today: date
    _pay_day: int | None
    _calendar: Calendar | None

    @property
    def number(self) -> int:
        """How many promises these days say."""
        return self.times or len(self.whens)

    def first(self, number: int) -> tuple[When, ...]:
        """As many days as there are promises, going on in the rhythm of the only day typed."""
        if len(self.whens) > 1:
            return self.whens
        days: Iterator[When] = following(self._text, self._today, self._pay_day, self._calendar)
        return tuple(islice(days, number))


def parse_amounts(text: str, currency: str, field: str = "amount_minor") -> Amounts:
    """The amounts of one entry.

    Raises RuleViolation: ``promises_too_many``, ``promises_uneven``, those of ``parse_amount``.
    """
    typed = half_width(text)
    replaces = _MARKS.get(typed[:1], Replaces.EARLIEST)
    times, parts = _parts(typed[1:].lstrip() if typed[:1] in _MARKS else typed, field)
    minors = tuple(parse_amount(part, currency, field=field) for part in parts)
    return Amounts(minors, times, replaces)


def parse_days(
    text: str, today: date, pay_day: int | None, calendar: Calendar | None, field: str = "due_on"
) -> Days:
    """The days of one entry, the earliest first.

    Raises RuleViolation: ``promises_too_many``, ``promises_uneven``, those of ``parse_when``.
    """
    times, parts = _parts(half_width(text), field)
    whens = sorted(
        (parse_when(part, today, pay_day, calendar, field=field) for part in parts), key=lambda when: when.day
    )
    return Days(tuple(whens), times, parts[0], today, pay_day, calendar)


def entered(amounts: Amounts, days: Days) -> tuple[tuple[int, When], ...]:
    """The promises: each amount with its day.

    Raises RuleViolation at ``due_on``: ``promises_uneven`` where the fields say different numbers. That each has a day
    of its own is checked by ``check_promises``.
    """
    number = max(amounts.number, days.number)
    if any(said not in (1, number) for said in (amounts.number, days.number)):
        raise RuleViolation("promises_uneven", "due_on")
    minors = amounts.minors * number if len(amounts.minors) == 1 else amounts.minors
    return tuple(zip(minors, days.first(number), strict=True))


def _parts(typed: str, field: str) -> tuple[int | None, list[str]]:
    found = _TIMES.fullmatch(typed)
    times, rest = (int(found["times"]), found["rest"]) if found else (None, typed)
    parts = [part.strip() for part in _BETWEEN.split(rest)]
    if (times is not None and times > MOST_PROMISES) or len(parts) > MOST_PROMISES:
        raise RuleViolation("promises_too_many", field, most=MOST_PROMISES)
    if times is not None and (times < 1 or len(parts) > 1):
        raise RuleViolation("promises_uneven", field)
    return times, parts
