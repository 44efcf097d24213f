"""Visits (外访): planned with the gate's leave, told of afterwards with what was found, or called off.

A plan asks the gate about the hour of the visit; a blocked one is kept as a blocked attempt. What happened on a visit
is never blocked: it is a contact like any other, saved in one act with the minutes, the checks and the evidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from app.domain import visits
from app.domain.casefile import Point
from app.domain.codes import Connected
from app.domain.date_entry import FARTHEST_YEARS
from app.domain.dates import add_months, local_date
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Attachment, Body, Fact, Id, to_ms
from app.domain.gate import Decision
from app.domain.plain_text import LONGEST_LINE, plain_text, required_text
from app.domain.situation import Preparation
from app.domain.terms import Channel, Purpose, Role
from app.domain.visits import NOTICE, Check, VisitView
from app.files.scans import Scan, read_scan
from app.models import documents
from app.models.journal import Entry
from app.services import acts, contacts
from app.services.changes import Changes
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.given import (
    Attempt,
    HoldGiven,
    OverrideGiven,
    PromiseGiven,
    ReasonGiven,
    blocked_body,
    override_body,
    require_leave,
)
from app.services.situations import Desk
from app.system.paths import resource

ADDRESS = "address"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """An appointment in person. Without ``point`` it is the debtor's first address; ``moves`` names the planned
    visit whose place this one takes."""

    act: Id
    case_id: Id
    planned_at: datetime
    collectors: tuple[str, ...]
    point: Id | None = None
    note: str | None = None
    moves: Id | None = None
    override: OverrideGiven | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """``visit`` is its fact, ``None`` where the gate said no. ``needs_notice``: no letter announced it yet."""

    act: Id
    visit: Id | None
    decision: Decision
    is_overridden: bool
    needs_notice: bool


@dataclass(frozen=True, slots=True)
class FinishVisit:
    """What came of a visit. ``result`` is a result code of visits, VS1 to VS4 above all; ``checks`` what was seen
    to, by name; ``evidence`` are files, PDF or pictures. ``day_why``: why it was made on another day than planned."""

    act: Id
    case_id: Id
    visit: Id
    result: str
    minutes: str | None = None
    checks: Mapping[str, bool] = field(default_factory=dict)
    evidence: tuple[Path, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_identity_checked: bool | None = None
    reason: ReasonGiven | None = None
    promise: PromiseGiven | None = None
    hold: HoldGiven | None = None
    next_at: datetime | None = None
    recording_ref: str | None = None
    day_why: str | None = None


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """The visit will not be made."""

    act: Id
    case_id: Id
    visit: Id
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit that was finished or called off: its newest fact."""

    act: Id
    visit: Id
    next_at: datetime | None = None
    rule_check: str | None = None


@cache
def checklist() -> tuple[Check, ...]:
    """What is to be seen to on a visit, in its order."""
    return visits.parse(tomllib.loads(resource("codes", "visits.toml").read_text(encoding="utf-8")))


def plan(context: Context, command: PlanVisit) -> tuple[Planned, Changes]:
    """Make an appointment where the gate allows one at that hour; a blocked one is kept as such.

    Raises NotFound: ``case_missing``, ``point_missing``, ``visit_missing``; RuleViolation: ``visit_in_past``,
    ``date_too_far``, ``visit_needs_address``, ``visit_not_planned``, ``collectors_missing``, ``collector_twice``,
    ``override_needs_reason``, ``override_needs_lead``, ``text_…``.
    """
    collectors = visits.named_collectors(command.collectors)
    note = plain_text(command.note, "note")
    with context.db.write() as connection:
        desk = acts.desk(connection, context, command.case_id)
        point = address_of(desk, command.point)
        decision = decided(desk, point, command.planned_at, Preparation(collectors=len(collectors)))
        is_overridden = command.override is not None and decision.overridable
        if command.override is not None and is_overridden:
            require_leave(context.user, desk.pack, command.override)
        facts = acts.saved(connection, command.act)
        if not facts:
            _check_moment(desk, command.planned_at)
            moved = None if command.moves is None else _planned(desk, command.moves).uid
            attempt = Attempt(point, Channel.VISIT, Purpose.COLLECTION, desk.pack.version)
            bodies: list[tuple[Body, Id | None]] = []
            if not decision.allowed and (command.override is None or not is_overridden):
                bodies.append((blocked_body(decision, attempt), None))
            else:
                if command.override is not None and is_overridden:
                    bodies.append((override_body(command.override, decision, attempt), None))
                body = visits.planned_body(command.planned_at, point.id, collectors, note)
                bodies.append((body, moved))
            facts = acts.append(
                connection,
                context,
                command.act,
                [
                    acts.entry(context, body, command.case_id, desk.now, supersedes=old)
                    for body, old in bodies
                ],
            )
    made = next((fact.uid for fact in facts if fact.kind == "visit"), None)
    needs_notice = desk.pack.visit_notice is not None and not is_announced(desk)
    return Planned(command.act, made, decision, is_overridden, needs_notice), acts.changes_of(facts)


def finish(context: Context, command: FinishVisit) -> tuple[Kept, Changes]:
    """Keep what came of a visit: a contact with all that follows from it, the minutes, the checks, the evidence. One
    that was made on another day than planned is put to that day first, with the reason: its notice named the other.

    Raises NotFound: ``case_missing``, ``visit_missing``; RuleViolation: ``visit_not_planned``, ``check_unknown``,
    ``visit_other_day``, ``minutes_required``, and those of a contact; ImportProblem as ``read_scan`` does.
    """
    checks = visits.checked(command.checks, checklist())
    scans = [(path, read_scan(path)) for path in command.evidence]
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            visit = _planned(desk, command.visit)
            at = command.started_at or min(visit.planned_at, desk.now)
            day_why = _day_why(desk, visit, at, command)
            minutes = _minutes(context, command)
            made = _contact(desk, visit, command, at, checks, minutes)
            entries = contacts.entries(connection, context, desk, made)
            moved = [] if day_why is None else [_moved(context, visit, at, day_why)]
            names = [path.name[-_LONGEST_NAME:] for path, _ in scans]
            then = at if moved else visit.planned_at
            done = acts.entry(
                context,
                visits.done_body(visit, then, checks, minutes, names),
                command.case_id,
                entries[0].occurred_at,
                supersedes=moved[0].uid if moved else visit.uid,
            )
            kept = [_kept(connection, context, command.case_id, done, path, scan) for path, scan in scans]
            facts = acts.append(connection, context, command.act, [*entries, *moved, done, *kept])
    return _done(command.act, facts), acts.changes_of(facts)


def cancel(context: Context, command: CancelVisit) -> tuple[Kept, Changes]:
    """Call a planned visit off. Raises NotFound: ``case_missing``, ``visit_missing``; RuleViolation:
    ``visit_not_planned``, ``why_required``, ``text_…``."""
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            visit = _planned(desk, command.visit)
            entry = acts.entry(
                context, visits.cancelled_body(visit, why), command.case_id, desk.now, supersedes=visit.uid
            )
            facts = acts.append(connection, context, command.act, [entry])
    return _done(command.act, facts), acts.changes_of(facts)


def of_case(desk: Desk) -> tuple[VisitView, ...]:
    """The visits of a case as they stand, by their time."""
    return visits.views(desk.case.facts)


def decided(desk: Desk, point: Point, at: datetime, preparation: Preparation) -> Decision:
    """What the gate says of a visit at its hour, by what is known now."""
    then = replace(desk, now=max(at, desk.now))
    return then.permit(point.id, Channel.VISIT, Purpose.COLLECTION, preparation)


def is_announced(desk: Desk) -> bool:
    """Whether a letter that announces a visit went out since the last one was made, and since the planned one was put
    to another moment: a notice of before names the old one."""
    ended = [visit.planned_at for visit in of_case(desk) if not visit.is_planned]
    moved = [visit.moved_at for visit in of_case(desk) if visit.moved_at is not None]
    last = max([*ended, *moved], default=None)
    past = desk.state.history
    voided = {fact.body.target for fact in past.deliveries if fact.body.status == "voided"}
    return any(
        letter.body.template == NOTICE
        and letter.uid not in voided
        and (last is None or letter.occurred_at > last)
        for letter in past.letters
    )


# What is wrong with it, and what follows from it.


def address_of(desk: Desk, point_id: Id | None) -> Point:
    """Where the visit is made. Raises NotFound ``point_missing``, RuleViolation ``visit_needs_address``."""
    if point_id is not None:
        point = desk.point(point_id)
        if point.kind != ADDRESS:
            raise RuleViolation("visit_needs_address", "point")
        return point
    own = (p for p in desk.case.points if p.kind == ADDRESS and p.role == Role.DEBTOR)
    found = next(own, None)
    if found is None:
        raise RuleViolation("visit_needs_address", "point")
    return found


def _check_moment(desk: Desk, planned_at: datetime) -> None:
    if planned_at <= desk.now:
        raise RuleViolation("visit_in_past", "planned_at")
    on = planned_at.astimezone(desk.case.zone).date()
    if on > add_months(desk.today, 12 * FARTHEST_YEARS):
        raise RuleViolation("date_too_far", "planned_at", on=on, years=FARTHEST_YEARS)


def _planned(desk: Desk, uid: Id) -> VisitView:
    found = next((visit for visit in of_case(desk) if visit.uid == uid), None)
    if found is None:
        raise NotFound("visit_missing")
    if not found.is_planned:
        raise RuleViolation("visit_not_planned")
    return found


def _minutes(context: Context, command: FinishVisit) -> str | None:
    """What was said is written down wherever somebody was met."""
    if context.rules.codes.get(command.result).connected is Connected.YES:
        return required_text(command.minutes, "minutes", "minutes_required")
    return plain_text(command.minutes, "minutes")


def _is_other_day(desk: Desk, visit: VisitView, at: datetime) -> bool:
    """Whether a visit was made on another day of the debtor's than it was planned for."""
    return local_date(at, desk.case.zone) != local_date(visit.planned_at, desk.case.zone)


def _day_why(desk: Desk, visit: VisitView, at: datetime, command: FinishVisit) -> str | None:
    """Why it was another day, where it was."""
    if not _is_other_day(desk, visit, at):
        return None
    given = plain_text(command.day_why, "day_why", LONGEST_LINE)
    if not given:
        planned, made = (local_date(moment, desk.case.zone) for moment in (visit.planned_at, at))
        raise RuleViolation("visit_other_day", "day_why", planned=planned, made=made)
    return given


def _moved(context: Context, visit: VisitView, at: datetime, why: str) -> Entry:
    """The appointment put to the moment at which it was kept."""
    body = visits.planned_body(at, visit.point_id or b"", visit.collectors, why)
    return acts.entry(context, body, visit.case_id, at, supersedes=visit.uid)


def _contact(
    desk: Desk,
    visit: VisitView,
    command: FinishVisit,
    at: datetime,
    checks: Mapping[str, bool],
    minutes: str | None,
) -> RecordContact:
    rules = {check.rule: checks[check.name] for check in checklist() if check.rule}
    return RecordContact(
        command.act,
        command.case_id,
        command.result,
        point_id=visit.point_id,
        channel=Channel.VISIT,
        started_at=at,
        ended_at=command.ended_at,
        is_identity_checked=command.is_identity_checked,
        reason=command.reason,
        promise=command.promise,
        hold=command.hold,
        next_at=command.next_at,
        note=minutes,
        recording_ref=command.recording_ref,
        preparation=Preparation(
            collectors=len(visit.collectors),
            is_recorded=rules.get("visit_recording"),
            is_announced=is_announced(desk) and not _is_other_day(desk, visit, at),
        ),
    )


def _kept(
    connection: Connection, context: Context, case_id: Id, done: Entry, path: Path, scan: Scan
) -> Entry:
    digest = documents.keep(connection, scan.content, scan.media_type, to_ms(context.now()))
    body = Attachment(path.name[-_LONGEST_NAME:], scan.media_type, len(scan.content), digest, about=done.uid)
    return acts.entry(context, body, case_id, done.occurred_at)


def _done(act: Id, facts: Iterable[Fact]) -> Kept:
    by_kind = {fact.kind: fact for fact in facts}
    contact = by_kind.get("contact")
    return Kept(
        act,
        by_kind["visit"].uid,
        contact.body.next_at if contact else None,
        contact.body.rule_check if contact else None,
    )
