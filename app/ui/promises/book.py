"""Promises and plans sorted into the lists of the page, with their sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.services import commitment_lists
from app.services.commitment_lists import PlanRow, PromiseList, PromiseRow
from app.services.context import Context

SOON_DAYS = 7


class Tab(StrEnum):
    """The lists of the page."""

    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    KEPT = "kept"
    BROKEN = "broken"
    PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Book:
    """One reading. An open promise of an earlier day is still within its grace and counts as due today."""

    promises: dict[Tab, tuple[PromiseRow, ...]]
    plans: tuple[PlanRow, ...]

    def count(self, tab: Tab) -> int:
        """How many rows a list has."""
        return len(self.plans) if tab is Tab.PLANS else len(self.promises[tab])

    def sum_minor(self, tab: Tab) -> int:
        """What was promised, or what plans come to, together."""
        if tab is Tab.PLANS:
            return sum(row.total_minor for row in self.plans)
        return sum(row.amount_minor for row in self.promises[tab])

    def paid_minor(self, tab: Tab) -> int:
        """What was paid towards it."""
        rows: tuple[PromiseRow | PlanRow, ...] = self.plans if tab is Tab.PLANS else self.promises[tab]
        return sum(row.paid_minor for row in rows)


def read(context: Context) -> Book:
    """Every list, in one task."""
    found = commitment_lists.every_promise(context)
    plans = commitment_lists.every_plan(context)
    due = found[PromiseList.DUE]
    today = context.today()
    soon = today + timedelta(days=SOON_DAYS)
    return Book(
        {
            Tab.TODAY: tuple(row for row in due if row.due_on <= today),
            Tab.SOON: tuple(row for row in due if today < row.due_on <= soon),
            Tab.LATER: tuple(row for row in due if soon < row.due_on),
            Tab.KEPT: found[PromiseList.KEPT],
            Tab.BROKEN: found[PromiseList.BROKEN],
        },
        tuple(sorted((row for rows in plans.values() for row in rows), key=_next_day)),
    )


def _next_day(row: PlanRow) -> date:
    return row.next_on or date.max
