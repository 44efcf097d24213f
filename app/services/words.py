"""Putting codes and figures into words, in the user's language: reasons, points, money, days, moments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from string import Formatter
from typing import Any

from app.domain import entry
from app.domain.moments import from_ms
from app.domain.money import format_minor
from app.domain.rules import Rules
from app.domain.strategy import Point
from app.domain.terms import Channel, HoldKind
from app.services.citing import cited

_NEAR = {
    -1: ("昨天", "yesterday"),
    0: ("今天", "today"),
    1: ("明天", "tomorrow"),
}
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def filled(sentence: str, places: Mapping[str, Any]) -> str:
    """A sentence with its places filled. A number takes its noun along: ``{days:day|days}`` is "1 day" or "12 days".

    A Chinese word stands apart from a figure before it: ``{date}到期`` is 昨天到期 or 11-19 到期.
    """
    said: list[str] = []
    for literal, name, spec, is_chinese in _pieces(sentence):
        if is_chinese and said and said[-1][-1:].isdigit():
            said.append(" ")
        said.append(literal)
        if name is not None:
            said.append(_said(places[name], spec))
    return "".join(said)


@lru_cache(maxsize=512)
def _pieces(sentence: str) -> tuple[tuple[str, str | None, str, bool], ...]:
    """Literal text, the name of the place after it, how it is said, whether the text begins with a Chinese character:
    taken apart once, said for every row of a list."""
    return tuple(
        (literal, name, spec or "", "\u4e00" <= literal[:1] <= "\u9fff")
        for literal, name, spec, _ in Formatter().parse(sentence)
    )


def _said(value: Any, spec: str) -> str:
    one, bar, many = spec.partition("|")
    return f"{value} {one if value == 1 else many}" if bar else format(value, spec)


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences for one reader: language, rules, and the day and clock they are said on."""

    language: str
    rules: Rules
    now: datetime
    zone: tzinfo
    today: date = field(init=False)
    """The reader's day."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.now.astimezone(self.zone).date())

    @property
    def is_chinese(self) -> bool:
        """Whether the reader reads Chinese."""
        return self.language.startswith("zh")

    def cited(self, source: entry.Words, article: str | None) -> str:
        """A source with the place in it where a rule stands, see ``citing``."""
        return cited(source.text(self.language), article, self.is_chinese)

    def money(self, minor: int, currency: str) -> str:
        """An amount with its thousands and decimals, without a sign for the currency."""
        return format_minor(minor, currency)

    def day(self, day: date) -> str:
        """A day as it is spoken of: yesterday, today, tomorrow, else month and day, with the year if another."""
        near = _NEAR.get((day - self.today).days)
        if near is not None:
            return near[0] if self.is_chinese else near[1]
        written = day.isoformat()
        return written[5:] if day.year == self.today.year else written

    def full_day(self, day: date) -> str:
        """A day with its weekday: 2026-11-21 周六."""
        names = _WEEKDAYS if self.is_chinese else _WEEKDAYS_EN
        return f"{day.isoformat()} {names[day.weekday()]}"

    def clock(self, moment: datetime) -> str:
        """The time of day, HH:MM."""
        return _clock(moment.astimezone(self.zone))

    def moment(self, moment: datetime) -> str:
        """A moment as it is spoken of: the time if it is today, else the day and the time."""
        local = moment.astimezone(self.zone)
        if local.date() == self.today:
            return _clock(local)
        return f"{self.day(local.date())} {_clock(local)}"

    def reason(self, code: str, params: Mapping[str, Any] | str, currency: str, score: int = 0) -> str:
        """Why a case stands where it stands, from the code and parameters of its state."""
        values: Mapping[str, Any] = json.loads(params) if isinstance(params, str) else params
        known = self.rules.vocabulary.tier_reasons.get(code)
        if known is None:
            return code
        return filled(known.words.text(self.language), self._places(values, currency) | {"score": score})

    def point(self, point: Point, currency: str) -> str:
        """What one score rule gave points for."""
        return filled(point.rule.words.text(self.language), self._places(point.params, currency))

    def _places(self, params: Mapping[str, Any], currency: str) -> dict[str, Any]:
        places: dict[str, Any] = dict(params)
        for name, short in (("amount_minor", "amount"), ("paid_minor", "paid")):
            if name in params:
                places[short] = self.money(params[name], currency)
        if "moment" in params:
            local = _moment(params["moment"]).astimezone(self.zone)
            places["date"], places["time"] = self.day(local.date()), _clock(local)
        elif "date" in params:
            places["date"] = self._day_of(params["date"])
        if "group" in params:
            places["group"] = self._group(params["group"])
        if "hold" in params:
            places["hold"] = self.rules.vocabulary.holds[HoldKind(params["hold"])].words.text(self.language)
        if "channel" in params:
            places["channel"] = self.rules.vocabulary.channels[Channel(params["channel"])].text(self.language)
        return places

    def _group(self, digit: int) -> str:
        """The group of overdue reasons with a digit."""
        groups = self.rules.reasons.groups
        return next(
            (group.words.text(self.language) for group in groups if group.digit == str(digit)), str(digit)
        )

    def _day_of(self, value: Any) -> str:
        if isinstance(value, datetime | int):
            return self.day(_moment(value).astimezone(self.zone).date())
        return self.day(value if isinstance(value, date) else date.fromisoformat(value))


def _moment(value: datetime | int) -> datetime:
    return value if isinstance(value, datetime) else from_ms(value)


def _clock(local: datetime) -> str:
    # strftime takes ten times as long, and every row of a list says a time.
    return f"{local.hour:02}:{local.minute:02}"
