"""Days and times as they are typed at the desk: ``+3``, ``25``, ``w5``, ``m 1000``, ``+2h`` (desk.md §2.2).

``today`` and ``now`` are parameters. Error codes: ``date_empty``, ``date_not_understood``, ``date_impossible``
(30 February), ``date_past``, ``date_future``, ``date_too_far``, ``date_no_pay_day``; ``time_empty``,
``time_not_understood``, ``time_impossible`` (25:00), ``time_past``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from app.domain.dates import (
    ONE_DAY,
    Calendar,
    HolidayRule,
    add_months,
    every_days,
    local_date,
    month_day,
    monthly,
    next_weekday,
    utc_of,
)
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width

# A slip of the finger (2062 for 2026), not a rule: the longest plan is five years.
FARTHEST_YEARS = 10

_NEAR_DAYS = {
    **dict.fromkeys(("t", "today", "今", "今天", "今日"), 0),
    **dict.fromkeys(("m", "tomorrow", "明", "明天", "明日"), 1),
    **dict.fromkeys(("后", "后天"), 2),
    **dict.fromkeys(("大后天",), 3),
    **dict.fromkeys(("yesterday", "昨", "昨天", "昨日"), -1),
    **dict.fromkeys(("前天",), -2),
}
_PAY_DAY = frozenset({"p", "发薪日", "发薪", "payday"})
WEEKDAYS = {
    **{name: place for place, name in enumerate("一二三四五六日")},
    **{str(place + 1): place for place in range(7)},
    "天": 6,
    "mon": 0,
    "tue": 1,
    "wed": 2,
    "thu": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_STEP = re.compile(r"(?P<sign>[+-])(?P<days>[0-9]{1,5})[天dD]?")
_WEEKDAY = re.compile(
    r"(?P<next>下)?(?:w|周|星期|礼拜)(?P<place>[一二三四五六日天1-7])"
    r"|(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
)
_DAY_OF_MONTH = re.compile(r"(?P<day>[0-9]{1,2})[号日]?")
_MONTH_DAY = re.compile(
    r"(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})[号日]?|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})"
)
_FULL_DATE = re.compile(
    r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})[号日]?"
    r"|(?P<yyyy>[0-9]{4})(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})"
)
_LONGEST_ENTRY = 40


@dataclass(frozen=True, slots=True)
class When:
    """The day meant, and how it came about: ``asked_on`` is what was typed before holidays were stepped over."""

    day: date
    asked_on: date
    moved: bool
    provisional: bool


def parse_when(
    text: str,
    today: date,
    pay_day: int | None = None,
    calendar: Calendar | None = None,
    *,
    backward: bool = False,
    field: str = "due_on",
) -> When:
    """The day that ``text`` means on ``today``; with ``calendar``, moved to the next working day.

    ``+3`` in 3 days; ``25`` the next 25th (a short month's last day); ``w5``, ``周五``, ``fri`` the next Friday;
    ``t`` today, which is never moved; ``m`` tomorrow; ``p`` the next ``pay_day`` (day of month); ``12-25``,
    ``1225``, ``2026-12-25``. ``backward`` is for days that have been (a payment's): the same forms then mean
    the last such day, today included, and nothing is moved.
    """
    typed = _typed(text, "date_empty", "date_not_understood", field)
    asked = _day_meant(typed, today, pay_day, backward, field)
    if backward and asked > today:
        raise RuleViolation("date_future", field, on=asked)
    if not backward and asked < today:
        raise RuleViolation("date_past", field, on=asked)
    if abs(asked.year - today.year) > FARTHEST_YEARS:
        raise RuleViolation("date_too_far", field, on=asked, years=FARTHEST_YEARS)
    return _moved(asked, today, None if backward else calendar)


def following(
    text: str, today: date, pay_day: int | None = None, calendar: Calendar | None = None
) -> Iterator[When]:
    """The day that ``text`` means and those that follow it in the same rhythm; endless.

    ``w5`` every Friday, ``+14`` every 14 days, anything else the same day of each month (``25``, ``p``, a date).
    Raises as ``parse_when`` does, at once.
    """
    first = parse_when(text, today, pay_day, calendar)
    typed = half_width(text).lower()
    step = _STEP.fullmatch(typed)
    if step is not None or _WEEKDAY.fullmatch(typed):
        days = every_days(first.asked_on, max(int(step["days"]), 1) if step else 7)
    else:
        alone = _DAY_OF_MONTH.fullmatch(typed)
        said = pay_day if typed in _PAY_DAY else int(alone["day"]) if alone else None
        days = monthly(first.asked_on, said or first.asked_on.day)
    return (_moved(day, today, calendar) for day in days)


def _moved(asked: date, today: date, calendar: Calendar | None) -> When:
    """The day asked for, moved to a working day; today is never moved."""
    if calendar is None or asked == today:
        return When(asked, asked, moved=False, provisional=False)
    adjusted = calendar.adjust(asked, HolidayRule.FOLLOWING)
    return When(adjusted.day, asked, adjusted.moved, adjusted.provisional)


def _typed(text: str, empty: str, not_understood: str, field: str) -> str:
    typed = half_width(text).lower()
    if not typed:
        raise RuleViolation(empty, field)
    if len(typed) > _LONGEST_ENTRY:
        raise RuleViolation(not_understood, field)
    return typed


def _day_meant(typed: str, today: date, pay_day: int | None, backward: bool, field: str) -> date:
    if typed in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[typed])
    if typed in _PAY_DAY:
        if pay_day is None:
            raise RuleViolation("date_no_pay_day", field)
        return _nearest_month_day(today, pay_day, backward)
    if step := _STEP.fullmatch(typed):
        days = int(step["days"])
        return _stepped(today, -days if step["sign"] == "-" else days, field)
    if weekday := _WEEKDAY.fullmatch(typed):
        return _weekday_meant(weekday, today, backward)
    return _date_meant(typed, today, backward, field)


def _date_meant(typed: str, today: date, backward: bool, field: str) -> date:
    """A day of the month, a month and day, or a full date."""
    if alone := _DAY_OF_MONTH.fullmatch(typed):
        if not 1 <= int(alone["day"]) <= 31:
            raise RuleViolation("date_impossible", field)
        return _nearest_month_day(today, int(alone["day"]), backward)
    if full := _FULL_DATE.fullmatch(typed):
        year, month, day = (
            full["year"] or full["yyyy"],
            full["month"] or full["mm"],
            full["day"] or full["dd"],
        )
        return real_date(int(year), int(month), int(day), field)
    if named := _MONTH_DAY.fullmatch(typed):
        month, day = named["month"] or named["mm"], named["day"] or named["dd"]
        return nearest_named(today, int(month), int(day), field, backward=backward)
    raise RuleViolation("date_not_understood", field)


def _stepped(today: date, days: int, field: str) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise RuleViolation("date_impossible", field) from None


def real_date(year: int, month: int, day: int, field: str) -> date:
    """That day. Raises RuleViolation ``date_impossible`` at ``field``: 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleViolation("date_impossible", field) from None


def _weekday_meant(match: re.Match[str], today: date, backward: bool) -> date:
    place = WEEKDAYS[match["english"] or match["place"]]
    if match["next"]:
        # 下周五 is the Friday of the week after this one, weeks beginning on Monday.
        return today + timedelta(days=7 - today.weekday() + place)
    if backward:
        return today - timedelta(days=(today.weekday() - place) % 7)
    return next_weekday(today, place)


def _nearest_month_day(today: date, day: int, backward: bool) -> date:
    if not backward:
        return next(monthly(today + ONE_DAY, day))
    this_month = month_day(today.year, today.month, day)
    before = add_months(today.replace(day=1), -1)
    return this_month if this_month <= today else month_day(before.year, before.month, day)


def nearest_named(today: date, month: int, day: int, field: str, *, backward: bool = False) -> date:
    """``12-25`` without a year: the next one, or the last one, today included; 29 February waits for a leap year.

    Raises RuleViolation ``date_impossible`` at ``field``: 30 February.
    """
    years = range(today.year, today.year - 9, -1) if backward else range(today.year, today.year + 9)
    for year in years:
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if (named <= today) if backward else (named >= today):
            return named
    raise RuleViolation("date_impossible", field)


@dataclass(frozen=True, slots=True)
class CallBack:
    """The UTC moment meant. ``rolled``: the time had passed today, so tomorrow's is meant."""

    at: datetime
    rolled: bool


# The hours at which people are most often asked to be called; a settings page may give others.
PRESET_TIMES: Mapping[str, time] = MappingProxyType(
    {
        **dict.fromkeys(("am", "上午", "早上"), time(10)),
        **dict.fromkeys(("pm", "下午"), time(14, 30)),
        **dict.fromkeys(("ev", "晚", "晚上", "今晚"), time(19, 30)),
    }
)
_IN_A_WHILE = re.compile(r"\+(?P<number>[0-9]{1,3})(?:(?P<hours>h|小时)|(?P<minutes>m|min|分钟?))")
_CLOCK = re.compile(r"(?P<h>[0-9]{1,2})[:.点时](?P<m>[0-9]{2})?分?|(?P<hh>[0-9]{2})(?P<mm>[0-9]{2})")
_SPOKEN_AFTERNOON = 7  # 4点 said of a call is 16:00: nobody may be called before eight
_HALF_PAST = re.compile(r"(?P<h>[0-9]{1,2})点半")


def parse_callback(
    text: str,
    now: datetime,
    zone: tzinfo,
    *,
    presets: Mapping[str, time] = PRESET_TIMES,
    pay_day: int | None = None,
    field: str = "at",
) -> CallBack:
    """The moment to call again, on the debtor's clock in ``zone``.

    ``1430``, ``14:30``, ``pm`` today or, when that has passed, tomorrow; ``+2h``, ``+30m`` from ``now``;
    a day alone (``m``, ``w5``) at the morning preset; both: ``m 1000``, ``12-25 pm``.
    """
    typed = _typed(text, "time_empty", "time_not_understood", field)
    if wait := _IN_A_WHILE.fullmatch(typed):
        number = int(wait["number"])
        return CallBack(
            now + (timedelta(hours=number) if wait["hours"] else timedelta(minutes=number)), rolled=False
        )
    today = local_date(now, zone)
    clock = _clock(typed, presets, field)
    if clock is not None:
        at = utc_of(today, clock, zone)
        rolled = at <= now
        return CallBack(utc_of(today + ONE_DAY, clock, zone) if rolled else at, rolled)
    day_text, _, clock_text = typed.partition(" ")
    clock = _clock(clock_text.strip(), presets, field) if clock_text else presets["am"]
    if clock is None:
        raise RuleViolation("time_not_understood", field)
    at = utc_of(parse_when(day_text, today, pay_day, field=field).day, clock, zone)
    if at <= now:
        raise RuleViolation("time_past", field)
    return CallBack(at, rolled=False)


def _clock(typed: str, presets: Mapping[str, time], field: str) -> time | None:
    """The time of day typed; None if it is no time at all."""
    if typed in presets:
        return presets[typed]
    if half := _HALF_PAST.fullmatch(typed):
        hour, minute = int(half["h"]), 30
    elif match := _CLOCK.fullmatch(typed):
        hour, minute = int(match["h"] or match["hh"]), int(match["m"] or match["mm"] or 0)
    else:
        return None
    if "点" in typed and 1 <= hour <= _SPOKEN_AFTERNOON:
        hour += 12
    if hour > 23 or minute > 59:
        raise RuleViolation("time_impossible", field)
    return time(hour, minute)
