"""Write ``resources/holidays/cn.toml``: run after the State Council's notice for a new year (usually November).

    python packaging/make_holidays.py

Add the notice to NOTICES first and update ``chinesecalendar`` and ``holidays`` (both in the lock file). The two
libraries are independent readers of the notices: where they differ on any day, nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays

TARGET = Path(__file__).parent.parent / "resources" / "holidays" / "cn.toml"
LAST_YEAR = 2032  # 60 monthly periods that begin in 2027 end in it

NOTICES = {
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}

HEADER = """\
# Working days of mainland China. Made by packaging/make_holidays.py; a year is corrected here by hand when the
# State Council changes it in mid-year (as on 2020-01-27).
#
# announced.<year>   the State Council's yearly notice (国务院办公厅关于…年部分节假日安排的通知):
#                    off = every day off, weekends inside a holiday too; make_up = weekend days that are worked
# statutory.<year>   years without a notice: the days of 全国年节及纪念日放假办法 art. 2 (国务院令第795号, in force
#                    2025-01-01): New Year 1; Spring Festival 4 (eve, 1st to 3rd of the first lunar month); Qingming 1;
#                    Labour Day 2; Dragon Boat 1; Mid-Autumn 1; National Day 3. Days given in lieu (art. 6) and make-up
#                    days are not known before the notice, so every day of such a year is provisional (暂定).
# Checked on 2026-11-21: chinesecalendar 1.11 and holidays 0.109 agree on every day of the announced years.

country = "CN"
"""


def days_of(year: int) -> Iterable[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def announced(year: int) -> tuple[list[date], list[date]]:
    """Days off and make-up days; exits where the two libraries differ."""
    other = holidays.country_holidays("CN", years=year)
    differing = [
        day for day in days_of(year) if chinese_calendar.is_workday(day) != (other.is_working_day(day))
    ]
    if differing:
        sys.exit(f"{year}: the libraries differ on {', '.join(map(str, differing))}; nothing written")
    off = [day for day in days_of(year) if day in chinese_calendar.constants.holidays]
    return off, [day for day in days_of(year) if day in chinese_calendar.constants.workdays]


def dates_line(name: str, days: Iterable[date]) -> str:
    rows: dict[int, list[str]] = {}
    for day in days:
        rows.setdefault(day.month, []).append(str(day))
    body = "".join(f"  {', '.join(row)},\n" for row in rows.values())
    return f"{name} = [\n{body}]\n"


def main() -> None:
    parts = [HEADER]
    for year, (notice, issued_on) in NOTICES.items():
        off, make_up = announced(year)
        parts.append(
            f'\n[announced.{year}]\nsource = "{notice}"\nissued_on = {issued_on}\n'
            + dates_line("off", off)
            + dates_line("make_up", make_up)
        )
    for year in range(max(NOTICES) + 1, LAST_YEAR + 1):
        days = sorted(holidays.country_holidays("CN", years=year, observed=False))
        parts.append(f"\n[statutory.{year}]\n" + dates_line("off", days))
    TARGET.write_text("".join(parts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
