"""What a plan version keeps of its terms: read back, they are those that were solved, and so are the rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain.dates import HolidayRule
from app.domain.facts import JsonText
from app.domain.facts.plan import PlanVersion
from app.domain.plan_record import more_text, rows_of, schedule_text, terms_of
from app.domain.plans import Basis, Cadence, Edit, Interest, Schedule, Terms, solve
from tests.unit.histories import RULES

TODAY = date(2026, 11, 22)
FIRST = date(2026, 12, 21)
NAMED = {"yearly_rate": Decimal("0.18"), "interest": Interest.CONTRACTUAL}
CHANGES: dict[str, dict[str, Any]] = {
    "level": {},
    "another currency": {"currency": "JPY"},
    "down and waiver": {"down_minor": 100_000, "down_on": TODAY, "waived_minor": 62_021},
    "down, on a later day of the month": {"down_minor": 100_000, "down_on": date(2026, 11, 30)},
    "interest on what is left": NAMED,
    "interest on the whole debt": {**NAMED, "basis": Basis.FLAT},
    "fees": {"fee_minor": 500, "opening_fee_minor": 3_000},
    "steps and a balloon": {"step_minor": 2_000, "step_every": 3, "balloon_minor": 100_000},
    "weekly": {"cadence": Cadence.WEEKLY, "day": 5},
    "fortnightly": {"cadence": Cadence.FORTNIGHTLY},
    "month end": {"cadence": Cadence.MONTH_END},
    "before holidays": {"holiday_rule": HolidayRule.PRECEDING},
    "the 31st": {"day": 31},
    "the 31st of a short month alone": {"day": 31, "first_on": date(2027, 2, 1), "periods": 1},
    "rows set by hand": {"edits": (Edit(2, 50_000), Edit(4, None, date(2027, 4, 1)), Edit(5, 0))},
    "a day set by hand, later in the month": {"edits": (Edit(1, None, date(2026, 12, 31)),)},
    "a weekday set by hand": {"cadence": Cadence.WEEKLY, "edits": (Edit(1, None, date(2026, 12, 23)),)},
    "only one day, and that by hand": {"periods": 1, "edits": (Edit(1, None, date(2026, 12, 25)),)},
}


def solved(change: dict[str, Any]) -> Schedule:
    return solve(replace(Terms(8_362_021, FIRST, periods=12), **change), RULES.calendar, TODAY)


def kept(schedule: Schedule) -> PlanVersion:
    terms, rows = schedule.terms, schedule.rows
    assert terms.instalment_minor is not None
    assert terms.periods is not None
    return PlanVersion(
        b"plan", 1, "draft", terms.currency, terms.debt_minor, terms.down_minor, terms.down_on,
        terms.instalment_minor, terms.periods, str(terms.cadence), terms.first_on, rows[-1].due_on,
        str(terms.holiday_rule), ",".join(schedule.solved), JsonText(schedule_text(rows)),
        terms.waived_minor or None, None, more_text(schedule),
    )  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_solved_is_read_back(change: dict[str, Any]) -> None:
    schedule = solved(change)
    body = kept(schedule)
    rows = rows_of(body.schedule)
    assert rows == schedule.rows
    assert terms_of(body, rows) == schedule.terms


def test_what_is_usual_is_not_written_again() -> None:
    assert more_text(solved({})) is None
    assert more_text(solved(CHANGES["fees"])) == '{"fee_minor":500,"opening_fee_minor":3000}'
    assert more_text(solved(CHANGES["the 31st of a short month alone"])) == '{"day":31}'
