"""How an agreed plan goes: the state of each row and of the plan, from the payments that came.

A row is kept when the payments so far reach the rows so far less a tolerance, on or before its day plus days of
grace: the sums are cumulative, so money paid ahead keeps later rows and the tolerance never adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from app.domain.plans import Row
from app.domain.promises import Payment
from app.domain.values import value


class VersionState(StrEnum):
    """What the facts say of a version; everything else is derived."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    CANCELLED = "cancelled"


class RowState(StrEnum):
    DUE = "due"  # nothing paid towards it, not yet past its grace
    PARTLY = "partly"  # something paid towards it, not yet past its grace
    PAID = "paid"  # reached in time
    LATE = "late"  # reached after its grace
    MISSED = "missed"  # past its grace and not reached


class PlanState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"  # signed, nothing due or paid yet
    PERFORMING = "performing"
    COMPLETED = "completed"
    BROKEN = "broken"  # a row is missed; mended when the money comes after all
    REPLACED = "replaced"
    CANCELLED = "cancelled"

    @property
    def blocks_collection(self) -> bool:
        """Once signed, collection stops unless the debtor breaks the plan (art. 70)."""
        return self in {PlanState.AGREED, PlanState.PERFORMING}

    @property
    def is_in_force(self) -> bool:
        """Agreed, and there is still something to pay by it, kept or broken."""
        return self.blocks_collection or self is PlanState.BROKEN

    @property
    def is_offered(self) -> bool:
        """Not agreed to yet."""
        return self in {PlanState.DRAFT, PlanState.PROPOSED}


@value
class Version:
    """One version of a plan. Payments before ``agreed_on`` do not count to it."""

    no: int
    rows: tuple[Row, ...]
    state: VersionState
    agreed_on: date | None = None


@value
class RowProgress:
    """``paid_on``: the day the row was reached. ``days_late``: from its due day to that day or, while it is open,
    to today; never below 0."""

    no: int
    state: RowState
    paid_minor: int
    paid_on: date | None
    days_late: int


@value
class PlanProgress:
    """``overdue_minor``: unpaid of rows past their grace. ``next_row``: the first row not reached.
    ``changes_on``: the next day on which a state changes without a new fact, None if there is none."""

    no: int
    state: PlanState
    rows: tuple[RowProgress, ...]
    paid_minor: int
    overdue_minor: int
    next_row: Row | None
    changes_on: date | None


def plan_state(
    version: Version,
    payments: Iterable[Payment],
    *,
    tolerance_minor: int,
    grace_days: int,
    today: date,
    is_replaced: bool = False,
) -> PlanProgress:
    """The progress of one version by the payments allocated to it, as ``(day, minor)``, net of reversals."""
    counted = _counted(version, payments)
    paid = sum(minor for _, minor in counted)
    grace = timedelta(days=grace_days)
    rows = _row_progress(version.rows, counted, tolerance_minor, grace, today)
    next_row = next((row for row, at in zip(version.rows, rows, strict=True) if at.paid_on is None), None)
    is_due = version.rows[0].due_on <= today
    state = _state(version.state, rows, is_due or paid > 0, is_replaced)
    changes_on = None
    if state.is_in_force:
        open_rows = (row for row, at in zip(version.rows, rows, strict=True) if at.paid_on is None)
        steps = (day for row in open_rows for day in (row.due_on, row.due_on + grace + timedelta(days=1)))
        changes_on = min((day for day in steps if day > today), default=None)
    overdue = sum(
        row.amount_minor - at.paid_minor
        for row, at in zip(version.rows, rows, strict=True)
        if at.state is RowState.MISSED
    )
    return PlanProgress(version.no, state, rows, paid, overdue, next_row, changes_on)


def plan_states(
    versions: Sequence[Version],
    payments: Iterable[Payment],
    *,
    tolerance_minor: int,
    grace_days: int,
    today: date,
) -> tuple[PlanProgress, ...]:
    """The progress of every version, in order; an agreed one is replaced by the next that is agreed."""
    payments = tuple(payments)
    newest_agreed = max((version.no for version in versions if version.agreed_on is not None), default=0)
    return tuple(
        plan_state(
            version,
            payments,
            tolerance_minor=tolerance_minor,
            grace_days=grace_days,
            today=today,
            is_replaced=version.no < newest_agreed,
        )
        for version in versions
    )


def _counted(version: Version, payments: Iterable[Payment]) -> list[Payment]:
    agreed_on = version.agreed_on
    if agreed_on is None:
        return []
    return sorted(payment for payment in payments if payment[0] >= agreed_on)


def _row_progress(
    rows: tuple[Row, ...], payments: list[Payment], tolerance: int, grace: timedelta, today: date
) -> tuple[RowProgress, ...]:
    progress = []
    waiting = iter(payments)
    reached = wanted = 0
    reached_on: date | None = None
    paid = sum(minor for _, minor in payments)
    for row in rows:
        before = wanted
        wanted += row.amount_minor
        while reached < max(wanted - tolerance, before + 1) and (payment := next(waiting, None)):
            reached_on = payment[0]
            reached += payment[1]
        paid_on = reached_on if reached >= max(wanted - tolerance, before + 1) else None
        towards = min(max(paid - before, 0), row.amount_minor)
        state = _row_state(paid_on, row.due_on + grace, towards, today)
        days_late = max((paid_on or today) - row.due_on, timedelta()).days
        progress.append(RowProgress(row.no, state, towards, paid_on, days_late))
    return tuple(progress)


def _row_state(paid_on: date | None, until: date, towards: int, today: date) -> RowState:
    if paid_on is not None:
        return RowState.PAID if paid_on <= until else RowState.LATE
    if today > until:
        return RowState.MISSED
    return RowState.PARTLY if towards else RowState.DUE


def _state(
    said: VersionState, rows: tuple[RowProgress, ...], has_begun: bool, is_replaced: bool
) -> PlanState:
    if said is VersionState.CANCELLED:
        return PlanState.CANCELLED
    if is_replaced:
        return PlanState.REPLACED
    if said is not VersionState.AGREED:
        return PlanState(said.value)
    if all(row.paid_on is not None for row in rows):
        return PlanState.COMPLETED
    if any(row.state is RowState.MISSED for row in rows):
        return PlanState.BROKEN
    return PlanState.PERFORMING if has_begun else PlanState.AGREED
