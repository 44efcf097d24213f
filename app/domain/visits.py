"""Visits (外访): appointments in person, who goes, what is checked on the spot, and how they stand.

A visit is planned, then done or cancelled; each of these is a fact that takes the place of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.entry import Entry, Words
from app.domain.errors import RuleViolation
from app.domain.facts import Fact, Visit, json_text
from app.domain.moments import Id
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.domain.terms import VisitStatus

NOTICE = "visit"
"""The template of the letter that announces a visit."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to be seen to on the spot. ``rule`` is the rule of a pack it answers, where there is one."""

    name: str
    words: Words
    source: str
    article: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class VisitView:
    """One visit as it stands. ``checks`` say what was seen to; ``evidence`` names the files kept."""

    uid: Id
    act: Id
    case_id: Id
    status: VisitStatus
    planned_at: datetime
    point_id: Id | None
    collectors: tuple[str, ...]
    checks: Mapping[str, bool]
    minutes: str
    evidence: tuple[str, ...]
    moved_at: datetime | None = None
    """When it was put to this moment instead of another."""

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be made."""
        return self.status is VisitStatus.PLANNED


def parse(data: Mapping[str, Any]) -> tuple[Check, ...]:
    """The list of a parsed TOML file. Raises ``AppError`` ``data_…`` naming the entry."""
    with Entry(data) as root:
        root.day("as_of")
        return tuple(_check(name, entry) for name, entry in root.named("checks").items())


def _check(name: str, entry: Entry) -> Check:
    with entry:
        entry.text("status")
        return Check(
            name, entry.words(), entry.text("source"), entry.text("article"), entry.text("rule", "") or None
        )


def view(fact: Fact) -> VisitView:
    """A visit read from its fact."""
    body = fact.body
    return VisitView(
        fact.uid,
        fact.act,
        fact.case_id or b"",
        VisitStatus(body.status),
        body.planned_at,
        body.point_id,
        tuple(json.loads(body.collectors or "[]")),
        json.loads(body.checklist or "{}"),
        body.minutes or "",
        tuple(json.loads(body.evidence or "[]")),
        fact.occurred_at if fact.supersedes is not None and body.status == VisitStatus.PLANNED else None,
    )


def views(facts: Iterable[Fact]) -> tuple[VisitView, ...]:
    """The visits among standing facts, by their time."""
    found = [view(fact) for fact in facts if fact.kind == Visit.KIND]
    return tuple(sorted(found, key=lambda visit: (visit.planned_at, visit.uid)))


def named_collectors(names: Iterable[str]) -> tuple[str, ...]:
    """Who goes, each once. Raises RuleViolation ``collectors_missing``, ``collector_twice``, ``text_…``."""
    found = [name for given in names if (name := plain_text(given, "collectors", LONGEST_LINE))]
    if not found:
        raise RuleViolation("collectors_missing", "collectors")
    for name in found:
        if found.count(name) > 1:
            raise RuleViolation("collector_twice", "collectors", name=name)
    return tuple(found)


def checked(given: Mapping[str, bool], known: Iterable[Check]) -> dict[str, bool]:
    """What was seen to, of every item known. Raises RuleViolation ``check_unknown``."""
    names = [check.name for check in known]
    for name in given:
        if name not in names:
            raise RuleViolation("check_unknown", "checklist", check=name, choices=tuple(names))
    return {name: bool(given.get(name, False)) for name in names}


def planned_body(planned_at: datetime, point_id: Id, collectors: tuple[str, ...], note: str | None) -> Visit:
    """An appointment. ``note`` is what to bear in mind."""
    return Visit(str(VisitStatus.PLANNED), planned_at, point_id, json_text(list(collectors)), minutes=note)


def done_body(
    visit: VisitView,
    at: datetime,
    checks: Mapping[str, bool],
    minutes: str | None,
    files: Iterable[str],
) -> Visit:
    """The visit was made; ``at`` is the moment it was put to."""
    return Visit(
        str(VisitStatus.DONE),
        at,
        visit.point_id,
        json_text(list(visit.collectors)),
        json_text(dict(checks)),
        minutes,
        json_text(list(files)),
    )


def cancelled_body(visit: VisitView, why: str) -> Visit:
    """The visit will not be made."""
    return Visit(
        str(VisitStatus.CANCELLED),
        visit.planned_at,
        visit.point_id,
        json_text(list(visit.collectors)),
        minutes=why,
    )
