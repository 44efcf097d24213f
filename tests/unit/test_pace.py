"""When a case comes back by itself: the evening, the morning, days from now, and never before the gate opens."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain import codes, pace
from app.domain.errors import AppError

RESOURCES = Path(__file__).parents[2] / "resources"
SHANGHAI = ZoneInfo("Asia/Shanghai")
DATA = tomllib.loads((RESOURCES / "strategies" / "pace.toml").read_text("utf-8"))
PACE = pace.parse(DATA)
CODES = codes.parse(tomllib.loads((RESOURCES / "codes" / "results.toml").read_text("utf-8")))


def at(clock: str, day: int = 16) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def as_asked(moment: datetime) -> datetime | None:
    return moment


@pytest.mark.parametrize(
    ("result", "now", "expected"),
    [
        ("NA", at("08:00"), at("19:30")),
        ("NA", at("19:00"), at("19:30")),
        ("NA", at("19:01"), at("10:00", 17)),
        ("BSY", at("09:00"), at("10:00")),
        ("HUP", at("09:00"), at("11:00")),
        ("OFF", at("23:59"), at("10:00", 17)),
        ("NPA", at("09:00"), at("10:00", 23)),
        ("PTP", at("09:00"), None),
        ("DSP", at("09:00"), None),
    ],
)
def test_next_try(result: str, now: datetime, expected: datetime | None) -> None:
    assert pace.next_try(CODES.get(result), now, SHANGHAI, PACE, as_asked) == expected


def test_gate_that_opens_later_moves_it_to_the_morning() -> None:
    eight = at("08:00", 18)
    assert pace.next_try(CODES.get("NA"), at("09:00"), SHANGHAI, PACE, lambda _: eight) == at("10:00", 18)


def test_gate_that_opens_after_the_morning_has_the_last_word() -> None:
    evening = at("18:00", 18)
    assert pace.next_try(CODES.get("NA"), at("09:00"), SHANGHAI, PACE, lambda _: evening) == evening


def test_gate_that_never_opens_by_itself_leaves_the_step() -> None:
    assert pace.next_try(CODES.get("NA"), at("09:00"), SHANGHAI, PACE, lambda _: None) == at("19:30")


def test_days_are_the_debtors() -> None:
    new_york = ZoneInfo("America/New_York")
    late = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)  # still the 16th in New York
    found = pace.next_try(CODES.get("OFF"), late, new_york, PACE, as_asked)
    assert found == datetime(2026, 11, 17, 10, 0, tzinfo=new_york).astimezone(UTC)


def test_data_is_read_strictly() -> None:
    assert PACE.lead == timedelta(minutes=30)
    wrong: dict[str, Any]
    for wrong, code in (
        ({**DATA, "morning": "10:00"}, "data_type"),
        ({**DATA, "noon": 12}, "data_unknown"),
        ({name: value for name, value in DATA.items() if name != "evening"}, "data_missing"),
        ({**DATA, "plan_periods": 0}, "data_value"),
    ):
        with pytest.raises(AppError, match=code):
            pace.parse(wrong)
