"""Changing a plan that runs without building it anew: a pause, a skipped instalment made up, arrears caught up.

Each takes the version in force with its progress and gives the schedule of the next one: what is still to be paid,
numbered from 1. What was paid stays with the old version, since payments before an agreement do not count to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from app.domain.dates import Calendar
from app.domain.errors import RuleViolation
from app.domain.money import split
from app.domain.plan_days import due_days
from app.domain.plan_progress import PlanProgress, RowState
from app.domain.plan_terms import LONGEST_MONTHS, Row, Schedule, Terms


class MakeUp(StrEnum):
    """How what was not paid is paid after all."""

    SPREAD = "spread"  # over the instalments that are left
    APPEND = "append"  # as instalments after the last


@dataclass(frozen=True, slots=True)
class Running:
    """A version in force on a day."""

    terms: Terms
    rows: Sequence[Row]
    progress: PlanProgress
    calendar: Calendar
    today: date

    def days(self) -> list[Row]:
        """Empty rows on the days of the plan's own rhythm, from its first on, for as long as any plan may run."""
        start = replace(self.terms, down_minor=0, down_on=None)
        days = islice(due_days(start, self.calendar, self.terms.first_on), _FAR)
        return [
            Row(no, due.day, planned, 0, 0, due.moved, due.provisional)
            for no, (planned, due) in enumerate(days, start=1)
        ]


def paused(running: Running, from_on: date, periods: int) -> Schedule:
    """Every instalment due from ``from_on`` on, which may be past, is put off by so many periods.

    Raises RuleViolation: ``plan_pause_empty`` (nothing is due from then on), ``plan_arrears_open`` (an instalment
    would still be in the past), ``plan_no_periods``, ``plan_too_many_periods``.
    """
    if periods < 1:
        raise RuleViolation("plan_no_periods", "periods")
    if periods > LONGEST_MONTHS:
        raise RuleViolation("plan_too_many_periods", "periods", periods=periods, limit=LONGEST_MONTHS)
    open_rows = list(_open(running))
    if not any(row.due_on >= from_on for row in open_rows):
        raise RuleViolation("plan_pause_empty", "from_on")
    days = running.days()

    def later(row: Row) -> Row:
        at = next(place for place, day in enumerate(days) if day.planned_on >= row.planned_on)
        # A down payment and a day set by hand lie between the days of the plan: the next of these is a period already.
        return _on(row, days[at + periods if days[at].planned_on == row.planned_on else at + periods - 1])

    return _schedule(running, [later(row) if row.due_on >= from_on else row for row in open_rows])


def skipped(running: Running, no: int, how: MakeUp) -> Schedule:
    """One instalment that is not paid yet is left out and made up.

    Raises RuleViolation: ``plan_row_missing``, ``plan_arrears_open``.
    """
    if no not in {row.no for row in _open(running)}:
        raise RuleViolation("plan_row_missing", "no", no=no)
    return _made_up(running, {no}, how)


def arrears(running: Running, how: MakeUp) -> Schedule:
    """What is missed is made up. Raises RuleViolation: ``plan_no_arrears``, ``plan_arrears_open``."""
    missed = {at.no for at in running.progress.rows if at.state is RowState.MISSED}
    if not missed:
        raise RuleViolation("plan_no_arrears", "how")
    return _made_up(running, missed, how)


def _made_up(running: Running, numbers: Collection[int], how: MakeUp) -> Schedule:
    left_out = [row for row in _open(running) if row.no in numbers]
    kept = [row for row in _open(running) if row.no not in numbers]
    if how is MakeUp.SPREAD and kept:
        shares = zip(*(_parts(left_out, len(kept), name) for name in _AMOUNTS), strict=True)
        return _schedule(running, [_plus(row, *share) for row, share in zip(kept, shares, strict=True)])
    last_on = max(row.planned_on for row in running.rows)
    ahead = (day for day in running.days() if day.planned_on > last_on and day.due_on >= running.today)
    return _schedule(running, [*kept, *(_on(row, day) for row, day in zip(left_out, ahead, strict=False))])


_AMOUNTS = ("amount_minor", "interest_minor", "fee_minor")
_FAR = 2 * LONGEST_MONTHS * 5


def _parts(rows: Iterable[Row], number: int, name: str) -> tuple[int, ...]:
    return split(sum(getattr(row, name) for row in rows), number)


def _plus(row: Row, amount: int, interest: int, fee: int) -> Row:
    return row._replace(
        amount_minor=row.amount_minor + amount,
        interest_minor=row.interest_minor + interest,
        fee_minor=row.fee_minor + fee,
    )


def _on(row: Row, day: Row) -> Row:
    """The row on another day."""
    return row._replace(
        due_on=day.due_on, planned_on=day.planned_on, moved=day.moved, provisional=day.provisional
    )


def _open(running: Running) -> Iterator[Row]:
    """What is not paid yet of each row; what was paid went to its fee, then to its interest."""
    for row, at in zip(running.rows, running.progress.rows, strict=True):
        if at.paid_on is not None:
            continue
        fee = max(row.fee_minor - at.paid_minor, 0)
        interest = max(row.interest_minor - max(at.paid_minor - row.fee_minor, 0), 0)
        yield row._replace(
            amount_minor=row.amount_minor - at.paid_minor, interest_minor=interest, fee_minor=fee
        )


def _usual(rows: Sequence[Row]) -> int:
    """What most rows ask for: a down payment and the last row, which takes the rounding, are none of them."""
    return Counter(row.amount_minor for row in rows).most_common(1)[0][0]


def _schedule(running: Running, rows: Sequence[Row]) -> Schedule:
    """The rows in order and numbered anew, with the terms they make."""
    ordered = sorted(rows, key=lambda row: row.due_on)
    if ordered[0].due_on < running.today:
        raise RuleViolation("plan_arrears_open", "how")
    left = sum(row.amount_minor - row.interest_minor - row.fee_minor for row in ordered)
    waived = running.terms.waived_minor
    terms = replace(
        running.terms,
        debt_minor=left + waived,
        first_on=max(ordered[0].planned_on, running.today),
        down_minor=0,
        down_on=None,
        instalment_minor=_usual(ordered),
        periods=len(ordered),
        last_on=ordered[-1].due_on,
        edits=(),
    )
    numbered = []
    for no, row in enumerate(ordered, start=1):
        left -= row.amount_minor - row.interest_minor - row.fee_minor
        numbered.append(row._replace(no=no, balance_after_minor=left))
    return Schedule(terms, tuple(numbered), ())
