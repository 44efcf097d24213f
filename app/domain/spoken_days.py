"""Days as they are said, in Chinese and English: ``the 10th of December``, ``next Friday``, ``年底``, ``夏天前``.

Numbers are figures already (``spoken_numbers``). A month or a season named as an end means the day before it begins,
its end (``月底``, ``the end of``) its last day. Seasons are those of the northern meteorological year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.date_entry import FARTHEST_YEARS, WEEKDAYS, nearest_named, real_date
from app.domain.dates import ONE_DAY, add_months, month_day, monthly, next_weekday
from app.domain.errors import RuleViolation

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_SEASONS = {
    **dict.fromkeys(("spring", "春天", "春季"), 3),
    **dict.fromkeys(("summer", "夏天", "夏季", "暑假"), 6),
    **dict.fromkeys(("autumn", "fall", "秋天", "秋季"), 9),
    **dict.fromkeys(("winter", "冬天", "冬季"), 12),
}
# First day of the lunar year (春节), by GB/T 33661-2017 农历的编算和颁行.
_NEW_YEARS = tuple(
    date.fromisoformat(day)
    for day in (
        "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11",
        "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28",
    )
)  # fmt: skip

MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_TH = r"(?:st|nd|rd|th)"
_NIAN = r"(?P<year>今年|明年|后年|\d{4}年)?"
_OF_YEAR = r"(?: (?:of )?(?P<year>\d{4}|this year|next year)\b)?"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day as it is meant when something begins or happens (``on``) and when something is to be over (``by``).
    ``day``: the day of the month, where only that was said."""

    on: date
    by: date
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What days are read against."""

    today: date
    pay_day: int | None = None


Read = Callable[[re.Match[str], Around], Spoken]


def _same(day: date) -> Spoken:
    return Spoken(day, day)


def _begins(day: date) -> Spoken:
    """Of what has a first day: by it means before it."""
    return Spoken(day, day - ONE_DAY)


def _real(year: int, month: int, day: int) -> date:
    return real_date(year, month, day, "said")


def _iso(found: re.Match[str], _around: Around) -> Spoken:
    return _same(_real(*(int(part) for part in found.groups())))


_YEARS_AHEAD = {"今年": 0, "this year": 0, "明年": 1, "next year": 1, "后年": 2}


def _year(said: str, today: date) -> int:
    ahead = _YEARS_AHEAD.get(said)
    return int(said.removesuffix("年")) if ahead is None else today.year + ahead


def _named(found: re.Match[str], around: Around) -> Spoken:
    """A day of a month, the next one unless the year is said."""
    said = found.groupdict()
    month = _MONTHS[said["name"][:3]] if said.get("name") else int(said["month"])
    day = int(said["day"])
    today = around.today
    if said.get("year"):
        return _same(_real(_year(said["year"], today), month, day))
    return _same(nearest_named(today, month, day, "said"))


def _month(found: re.Match[str], around: Around) -> Spoken:
    """A month: from its first day, by the day before it; its end is its last day."""
    said = found.groupdict()
    month = _MONTHS[said["name"][:3]] if said.get("name") else int(said["month"])
    if not 1 <= month <= 12:
        raise RuleViolation("date_impossible", "said")
    today = around.today
    year = today.year + (month < today.month or (month == today.month and not said.get("end")))
    if said.get("year"):
        year = _year(said["year"], today)
    return _part(year, month, is_end=bool(said.get("end")))


def _part(year: int, month: int, *, is_end: bool) -> Spoken:
    if is_end:
        return _same(month_day(year, month, 31))
    return _begins(date(year, month, 1))


def _season(found: re.Match[str], around: Around) -> Spoken:
    """The next one that begins after today, unless the year is said."""
    month, today = _SEASONS[found["season"]], around.today
    year = today.year + (date(today.year, month, 1) <= today)
    if found["year"]:
        year = _year(found["year"], today)
    if found["end"]:
        return _same(add_months(date(year, month, 1), 3) - ONE_DAY)
    return _part(year, month, is_end=False)


def _day_of_month(found: re.Match[str], around: Around) -> Spoken:
    day = int(found["day"])
    if not 1 <= day <= 31:
        raise RuleViolation("date_impossible", "said")
    start = _next_month(around.today) if found.groupdict().get("next") else around.today + ONE_DAY
    return _monthly(start, day)


def _monthly(start: date, day: int) -> Spoken:
    on = next(monthly(start, day))
    return Spoken(on, on, day)


def _next_month(today: date) -> date:
    """Its first day."""
    return add_months(today.replace(day=1), 1)


def _weekday(found: re.Match[str], around: Around) -> Spoken:
    place = WEEKDAYS[found["name"][:3]]
    if found.groupdict().get("next"):
        return _same(around.today + timedelta(days=7 - around.today.weekday() + place))
    return _same(next_weekday(around.today, place))


def _pay_day(_found: re.Match[str], around: Around) -> Spoken:
    if around.pay_day is None:
        raise RuleViolation("date_no_pay_day", "said")
    return _monthly(around.today + ONE_DAY, around.pay_day)


def _new_year(_found: re.Match[str], around: Around) -> Spoken:
    on = next((day for day in _NEW_YEARS if day > around.today), None)
    if on is None:
        raise RuleViolation("date_too_far", "said", on=_NEW_YEARS[-1], years=FARTHEST_YEARS)
    return _begins(on)


def _after(days: int) -> Read:
    return lambda _found, around: _same(around.today + timedelta(days=days))


def _end_of_year(found: re.Match[str], around: Around) -> Spoken:
    return _same(date(around.today.year + bool(found.groupdict().get("next")), 12, 31))


def _end_of_month(found: re.Match[str], around: Around) -> Spoken:
    within = _next_month(around.today) if found.groupdict().get("next") else around.today
    return _part(within.year, within.month, is_end=True)


def _next_month_begins(_found: re.Match[str], around: Around) -> Spoken:
    return _begins(_next_month(around.today))


def _next_week(_found: re.Match[str], around: Around) -> Spoken:
    return _same(next_weekday(around.today, WEEKDAYS["mon"]))


def _christmas(_found: re.Match[str], around: Around) -> Spoken:
    on = date(around.today.year, 12, 25)
    return _begins(on if on > around.today else on.replace(year=on.year + 1))


_FORMS: tuple[tuple[str, Read], ...] = (
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
    (r"(\d{4})年(\d{1,2})月(\d{1,2})[号日]", _iso),
    (rf"{_NIAN}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[号日]?", _named),
    (rf"{_NIAN}(?P<month>\d{{1,2}})月(?:份)?(?P<end>底|末)?", _month),
    (r"(?P<next>下个?月)(?P<day>\d{1,2})[号日]", _day_of_month),
    (r"(?:这个?月|本月)?(?P<day>\d{1,2})[号日]", _day_of_month),
    (r"(?P<next>明年)年?[底末]|(?:今年)?年[底末]|今年[底末]", _end_of_year),
    (r"(?P<next>下个?)月[底末]|(?:这个?|本)?月[底末]", _end_of_month),
    (r"下个?月", _next_month_begins),
    (r"(?P<next>下)个?(?:周|星期|礼拜)(?P<name>[一二三四五六日天1-6])", _weekday),
    (r"下个?(?:周|星期|礼拜)", _next_week),
    (r"(?:这个?|本)?(?:周|星期|礼拜)(?P<name>[一二三四五六日天1-6])", _weekday),
    (rf"{_NIAN}(?P<season>春天|春季|夏天|夏季|暑假|秋天|秋季|冬天|冬季)(?P<end>结束)?", _season),
    (r"春节|过年|农历新年", _new_year),
    (r"发薪日?|发工资(?:那天|的时候|后|以后)?|工资到账后?|工资日", _pay_day),
    (r"今天|今日", _after(0)),
    (r"明天|明日", _after(1)),
    (r"大后天", _after(3)),
    (r"后天", _after(2)),
    (rf"(?:the )?(?P<day>\d{{1,2}}){_TH}? (?:of )?(?P<name>{MONTH})(?: (?P<year>\d{{4}}))?", _named),
    (rf"(?P<name>{MONTH}) (?:the )?(?P<day>\d{{1,2}}){_TH}?\b(?:,? (?P<year>\d{{4}}))?", _named),
    (rf"(?P<end>(?:the )?end of )?(?P<name>{MONTH})(?: (?P<year>\d{{4}}))?\b", _month),
    (rf"(?:the )?(?P<day>\d{{1,2}}){_TH}(?P<next> of next month)?(?: of (?:the|each|every) month)?", _day_of_month),
    (r"(?:the )?end of (?:(?P<next>next )|the |this )?year|year end", _end_of_year),
    (r"(?:the )?end of (?P<next>next )(?:month)|(?:the )?end of (?:the |this )?month", _end_of_month),
    (r"next month", _next_month_begins),
    (r"next week", _next_week),
    (rf"(?P<next>next )(?P<name>{WEEKDAY})", _weekday),
    (rf"(?:this )?(?P<name>{WEEKDAY})", _weekday),
    (rf"(?P<end>(?:the )?end of )?(?:the |next )?(?P<season>spring|summer|autumn|fall|winter){_OF_YEAR}", _season),
    (r"chinese new year|(?:the )?spring festival", _new_year),
    (r"christmas", _christmas),
    (r"(?:my )?pay ?day|when i(?: get|'m| am) paid|when my (?:pay|salary|wages) comes?(?: in)?", _pay_day),
    (r"today", _after(0)),
    (r"tomorrow", _after(1)),
)  # fmt: skip
_COMPILED = tuple((re.compile(form), read) for form, read in _FORMS)


def day_at(text: str, at: int, around: Around) -> tuple[Spoken, int] | None:
    """The day said at a place of ``text``, in the longest reading, and where it ends; None if there is none.

    Raises RuleViolation ``date_impossible``, ``date_past``, ``date_no_pay_day``, ``date_too_far``.
    """
    found = [
        (match, read) for form, read in _COMPILED if (match := form.match(text, at)) and match.end() > at
    ]
    if not found:
        return None
    match, read = max(found, key=lambda each: each[0].end())
    spoken = read(match, around)
    if spoken.on < around.today:
        raise RuleViolation("date_past", "said", on=spoken.on)
    return spoken, match.end()
