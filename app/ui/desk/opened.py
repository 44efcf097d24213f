"""A case read for the workbench, often before it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.moments import Id
from app.services import cases, drafts
from app.services.cases import CasePanel
from app.services.context import Context
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class Opened:
    """A case ready to be shown: its panel and the note that was being typed."""

    panel: CasePanel
    draft: str


def open_case(context: Context, words: Words, case_id: Id) -> Opened:
    """The panel of a case with its draft, in one task."""
    return Opened(cases.panel(context, words, case_id), drafts.load(context, case_id, "call_note") or "")


def share_limits(one: CasePanel, other: CasePanel) -> bool:
    """Whether a call in one case counts in the other: the same person or the same number in both."""
    shared = {point.person_id for point in one.points} & {point.person_id for point in other.points}
    return bool(shared or {point.normal for point in one.points} & {point.normal for point in other.points})


def has_turned(panel: CasePanel, now: datetime) -> bool:
    """Whether the gate of any number has opened or closed since the case was read."""
    turns = (turn for point in panel.points for turn in (point.decision.until, point.decision.closes_at))
    return any(turn is not None and panel.desk.now < turn <= now for turn in turns)
