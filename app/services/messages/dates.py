"""Days and times, typed or read from a file."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "date_empty": (
        "The date is missing. Write it as 2026-11-21.",
        "没有日期。请写成 2026-11-21。",
    ),
    "date_not_understood": (
        "This is no day. Write 25, +3, w5, 12-25 or 2026-12-25.",
        "看不懂这个日期。可写 25、+3、w5、12-25 或 2026-12-25。",
    ),
    "date_impossible": (
        "There is no such day in the calendar. Check month and day.",
        "日历上没有这一天。请检查月和日。",
    ),
    "date_no_pay_day": (
        "No pay day is known for this debtor. Type the day itself.",
        "没有记录该债务人的发薪日。请直接写日期。",
    ),
    "date_future": (
        "{on} lies ahead; this needs a day that has been.",
        "{on} 还没到；这里要填已经过去的日期。",
    ),
    "date_past": (
        "{on} is gone; choose today or a later day.",
        "{on} 已过；请选今天或以后的日期。",
    ),
    "date_too_far": (
        "{on} is more than {years} years away. Check the year.",
        "{on} 超出 {years} 年。请检查年份。",
    ),
    "time_empty": (
        "The time is missing. Write 1430, 14:30, pm or +2h.",
        "没有时间。可写 1430、14:30、pm 或 +2h。",
    ),
    "time_not_understood": (
        "This is no time. Write 1430, 14:30, pm, +2h, or a day and a time: m 1000.",
        "看不懂这个时间。可写 1430、14:30、pm、+2h，或日期加时间：m 1000。",
    ),
    "time_impossible": (
        "There is no such time of day. Write 00:00 to 23:59.",
        "没有这个时刻。请写 00:00 到 23:59。",
    ),
    "time_past": (
        "That moment is gone. Choose a later one.",
        "这个时刻已过。请选以后的时刻。",
    ),
}
