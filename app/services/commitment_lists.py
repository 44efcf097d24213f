"""Promises and plans across cases: due, kept, broken. Derived afresh from the facts, so time needs no batch.

A window of days around today bounds the work: what is due and what came of it lately is what a day needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.commitments import (
    Commitments,
    PlanView,
    PromiseView,
    commitments,
    names_account,
)
from app.domain.history import history
from app.domain.moments import Id
from app.domain.plan_progress import PlanState
from app.domain.promises import PromiseState
from app.models import commitments as store
from app.models.commitments import CaseLine
from app.services.context import Context
from app.services.states import commitments_of

Row = TypeVar("Row")

DAYS = 31
"""How far back the lists look by default."""
AHEAD_DAYS = 366
"""How far ahead: a series of promises is a year at most."""


class PromiseList(StrEnum):
    """The lists of promises; ``due`` holds every open one up to the end of the window."""

    DUE = "due"
    KEPT = "kept"
    BROKEN = "broken"


class PlanList(StrEnum):
    """The lists of plans; ``offered`` are drafts and proposals nobody agreed to yet."""

    PERFORMING = "performing"
    BROKEN = "broken"
    OFFERED = "offered"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise. ``days_late`` until it was reached, else until today."""

    uid: Id
    case_id: Id
    case_no: int
    name: str
    amount_minor: int
    paid_minor: int
    currency: str
    due_on: date
    state: PromiseState
    days_late: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan by the version that counts. ``next_on`` and ``next_minor``: the first instalment not reached."""

    uid: Id
    plan_id: Id
    case_id: Id
    case_no: int
    name: str
    version: int
    state: PlanState
    total_minor: int
    paid_minor: int
    overdue_minor: int
    currency: str
    next_no: int | None
    next_on: date | None
    next_minor: int | None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows ``offset`` … of a list, and how many there are in all."""

    total: int
    rows: tuple[Row, ...]


_PROMISE_LISTS = {
    PromiseState.OPEN: PromiseList.DUE,
    PromiseState.KEPT: PromiseList.KEPT,
    PromiseState.PARTLY_KEPT: PromiseList.BROKEN,
    PromiseState.BROKEN: PromiseList.BROKEN,
}
_PLAN_LISTS = {
    PlanState.DRAFT: PlanList.OFFERED,
    PlanState.PROPOSED: PlanList.OFFERED,
    PlanState.AGREED: PlanList.PERFORMING,
    PlanState.PERFORMING: PlanList.PERFORMING,
    PlanState.BROKEN: PlanList.BROKEN,
    PlanState.COMPLETED: PlanList.COMPLETED,
}


def promises(
    context: Context, kind: PromiseList, offset: int = 0, limit: int = 100, days: int = DAYS
) -> Page[PromiseRow]:
    """The user's promises of one list: due ones by their day, the others newest first."""
    rows = every_promise(context, days)[kind]
    return Page(len(rows), rows[offset : offset + limit])


def every_promise(context: Context, days: int = DAYS) -> dict[PromiseList, tuple[PromiseRow, ...]]:
    """All lists of promises at once, for whoever shows their counts too."""
    found: dict[PromiseList, list[PromiseRow]] = {kind: [] for kind in PromiseList}
    for row in _promises(context, days):
        found[_PROMISE_LISTS[row.state]].append(row)
    for kind, rows in found.items():
        rows.sort(key=lambda row: (row.due_on, row.case_no), reverse=kind is not PromiseList.DUE)
    return {kind: tuple(rows) for kind, rows in found.items()}


def plans(context: Context, kind: PlanList, offset: int = 0, limit: int = 100) -> Page[PlanRow]:
    """The user's plans of one list, the next instalment first."""
    rows = every_plan(context)[kind]
    return Page(len(rows), rows[offset : offset + limit])


def every_plan(context: Context) -> dict[PlanList, tuple[PlanRow, ...]]:
    """All lists of plans at once."""
    found: dict[PlanList, list[PlanRow]] = {kind: [] for kind in PlanList}
    for row in _plans(context):
        found[_PLAN_LISTS[row.state]].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.next_on or date.max, row.case_no))
    return {kind: tuple(rows) for kind, rows in found.items()}


def _promises(context: Context, days: int) -> Iterator[PromiseRow]:
    """The standing promises of the window."""
    first, last = context.today() - timedelta(days=days), context.today() + timedelta(days=AHEAD_DAYS)
    with context.db.read() as connection:
        lines = store.with_promises(connection, context.user.no, first, last)
        judged = list(_judged(context, connection, lines, store.PROMISE_KINDS))
    for line, found in judged:
        for view in found.promises:
            if first <= view.due_on <= last and view.outcome.state in _PROMISE_LISTS:
                yield _promise_row(line, view)


def _plans(context: Context) -> Iterator[PlanRow]:
    """Of each plan the version that counts: the one agreed to, else the newest."""
    with context.db.read() as connection:
        lines = store.with_plans(connection, context.user.no)
        judged = list(_judged(context, connection, lines, store.PLAN_KINDS))
    for line, found in judged:
        by_plan: dict[Id, PlanView] = {}
        for view in found.plans:
            if view.progress.state in _PLAN_LISTS:
                counts = by_plan.get(view.fact.body.plan_id)
                if counts is None or counts.agreed is None or view.agreed is not None:
                    by_plan[view.fact.body.plan_id] = view
        for view in by_plan.values():
            yield _plan_row(line, view)


def _judged(
    context: Context, connection: Connection, lines: list[CaseLine], kinds: Sequence[str]
) -> Iterator[tuple[CaseLine, Commitments]]:
    facts = store.facts_of(connection, [line.case_id for line in lines], kinds)
    now, rules = context.now(), context.rules
    pasts = {line.case_id: history(facts.get(line.case_id, ()), rules.codes) for line in lines}
    named = commitments_of(
        connection, context, [case_id for case_id, past in pasts.items() if names_account(past)]
    )
    for line in lines:
        if line.case_id in named:
            yield line, named[line.case_id]
            continue
        zone, past = ZoneInfo(line.zone), pasts[line.case_id]
        today = now.astimezone(zone).date()
        terms = rules.terms_of(line.rule_pack, line.tolerance_minor, line.grace_days)
        yield line, commitments(past, zone, today, terms)


def _promise_row(line: CaseLine, view: PromiseView) -> PromiseRow:
    return PromiseRow(
        view.fact.uid,
        line.case_id,
        line.case_no,
        line.name,
        view.amount_minor,
        view.outcome.paid_minor,
        view.fact.body.currency,
        view.due_on,
        view.outcome.state,
        view.outcome.days_late,
    )


def _plan_row(line: CaseLine, view: PlanView) -> PlanRow:
    upcoming = view.progress.next_row
    return PlanRow(
        view.fact.uid,
        view.fact.body.plan_id,
        line.case_id,
        line.case_no,
        line.name,
        view.fact.body.version,
        view.progress.state,
        sum(row.amount_minor for row in view.rows),
        view.progress.paid_minor,
        view.progress.overdue_minor,
        view.fact.body.currency,
        upcoming.no if upcoming else None,
        upcoming.due_on if upcoming else None,
        upcoming.amount_minor if upcoming else None,
    )
