"""Due work: what falls due across the cases, each kind with its count and its first cases, the most pressing first.

Promises and call-backs come from the counts of the queue, cases that go back and answers that are waited for from
indexes of their own, letters from one pass over an index. What only the next action tells (a hold, a stage, a visit,
proof) is asked case by case, ``HEAD_OF_QUEUE`` of the user's queue at a time: the first with the list, then on demand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from app.domain.facts import Fact, Id
from app.domain.next_action import Move
from app.domain.terms import Tier
from app.models import due_work as store
from app.services import acts, appointments, cases, queue, treatments
from app.services.context import Context
from app.services.letters import due
from app.services.letters.naming import shipped_title
from app.services.messages.next_actions import WHYS
from app.services.queue import TODAY
from app.services.words import Words, filled

HEAD_OF_QUEUE = 60


class DueKind(StrEnum):
    """The kinds in the order of the list."""

    CALL_BACK = "call_back"
    PROMISE = "promise"
    HAND_BACK = "hand_back"
    APPROVAL = "approval"
    VISIT = "visit"
    LETTER = "letter"
    NEXT = "next"
    """A hold to place, a stage to decide, a visit to plan, proof to ask for: in the head of the queue."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One case of a kind, and what is due to it. ``on``: its day where it has one."""

    case_id: Id
    case_no: int
    name: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DueList:
    """The cases of a kind: how many in all, and the first of them. ``looked_at``: of how many cases of the queue it was
    asked, of ``queue_size`` in all; both None where the kind is told by an index."""

    kind: DueKind
    count: int
    rows: tuple[DueRow, ...]
    looked_at: int | None = None
    queue_size: int | None = None

    @property
    def goes_on(self) -> bool:
        """Whether there are cases that were not looked at."""
        return self.looked_at is not None and self.looked_at < (self.queue_size or 0)


def due_work(
    context: Context, words: Words, limit: int = 50, look: int = HEAD_OF_QUEUE
) -> tuple[DueList, ...]:
    """Every kind in its order, with at most so many rows each. ``look``: how many cases are asked for what is next."""
    return tuple(_lists(context, words, limit, look))


def further(context: Context, words: Words, before: DueList) -> DueList:
    """The list of what only the next action tells, with the cases of the queue after those that were looked at."""
    found = _next(context, words, before.looked_at or 0, HEAD_OF_QUEUE)
    rows = (*before.rows, *found.rows)
    return replace(found, count=len(rows), rows=rows)


def _lists(context: Context, words: Words, limit: int, look: int) -> Iterator[DueList]:
    sizes = {count.tier: count.cases for count in queue.counts(context, words)}
    for kind, tier in ((DueKind.CALL_BACK, Tier.CALL_BACK), (DueKind.PROMISE, Tier.DUE_TODAY)):
        found = queue.listing(context, words, 0, limit, (tier, tier))
        rows = [DueRow(row.case_id, row.case_no, row.name, row.reasons[0].text) for row in found]
        yield DueList(kind, sizes.get(tier, 0), tuple(rows))
    yield _hand_back(context, words, limit)
    yield _approvals(context, words, limit)
    yield _visits(context, words, limit)
    yield _letters(context, words, limit)
    found_next = _next(context, words, 0, look)
    yield replace(found_next, rows=found_next.rows[:limit])


def _hand_back(context: Context, words: Words, limit: int) -> DueList:
    today = context.today()
    with context.db.read() as connection:
        last = today + timedelta(days=treatments.in_force(connection, context.rules).hand_back_days)
        found = store.recalled_by(connection, last)
        named = store.named(connection, [case for case, _ in found[:limit]])
    rows = []
    for case, day in found[:limit]:
        on = date.fromisoformat(day)
        days = (on - today).days
        rows.append(
            _row(named[case], _why(words, "recall_near" if days >= 0 else "recall_past", abs(days)), on)
        )
    return DueList(DueKind.HAND_BACK, len(found), tuple(rows))


_WAITING = {
    "plan_version": ("plan waits for approval", "还款计划待审批"),
    "waiver": ("waiver waits for approval", "减免待审批"),
}


def _approvals(context: Context, words: Words, limit: int) -> DueList:
    with context.db.read() as connection:
        found = store.unanswered(connection)
        waiting = [fact for fact in found if fact.kind == "waiver" or _is_offered(connection, context, fact)]
        named = store.named(connection, [fact.case_id or b"" for fact in waiting[:limit]])
    rows = [
        _row(
            named[fact.case_id or b""],
            _WAITING[fact.kind][words.is_chinese],
            fact.recorded_at.astimezone(context.zone).date(),
        )
        for fact in waiting[:limit]
    ]
    return DueList(DueKind.APPROVAL, len(waiting), tuple(rows))


def _is_offered(connection: Connection, context: Context, version: Fact) -> bool:
    """Whether a version of a plan can still be agreed to: it was neither replaced nor cancelled."""
    plans = acts.desk(connection, context, version.case_id or b"").state.commitments.plans
    return any(plan.fact.uid == version.uid and plan.progress.state.is_offered for plan in plans)


def _letters(context: Context, words: Words, limit: int) -> DueList:
    language = "zh" if words.is_chinese else "en"
    count, found = due.first(context, limit)
    rows = [
        DueRow(one.case_id, one.case_no, one.name, shipped_title(one.template, language) or one.template)
        for one in found
    ]
    return DueList(DueKind.LETTER, count, tuple(rows))


_TOLD = frozenset({Move.HOLD, Move.ESCALATE, Move.VISIT, Move.PROOF, Move.FIND})


def _next(context: Context, words: Words, first: int, most: int) -> DueList:
    sizes = (count.cases for count in queue.counts(context, words) if TODAY[0] <= count.tier <= TODAY[1])
    looked_at = queue.listing(context, words, first, most, TODAY)
    rows = []
    for row in looked_at:
        found = cases.next_of(context, words, row.case_id)
        if found.action.move in _TOLD:
            rows.append(DueRow(row.case_id, row.case_no, row.name, f"{found.text} · {found.why}"))
    return DueList(DueKind.NEXT, len(rows), tuple(rows), first + len(looked_at), sum(sizes))


def _row(case: store.DueCase, text: str, on: date | None) -> DueRow:
    return DueRow(case.case_id, case.case_no, case.name, text, on)


def _why(words: Words, code: str, days: int) -> str:
    return filled(WHYS[code][words.is_chinese], {"days": days})


def _visits(context: Context, words: Words, limit: int) -> DueList:
    """Visits that were planned: those whose day has come, to be told of, before those ahead."""
    found = appointments.planned(context, None, limit)
    rows = [
        DueRow(
            one.visit.case_id, one.case_no, one.debtor, f"{words.moment(one.visit.planned_at)} {one.place}"
        )
        for one in found
    ]
    return DueList(DueKind.VISIT, len(found), tuple(rows))
