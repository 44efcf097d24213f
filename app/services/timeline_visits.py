"""Visits in the timeline, the evidence kept of them, and what was told of contacts made elsewhere."""

from __future__ import annotations

from app.domain.facts import Fact
from app.domain.terms import VisitStatus
from app.domain.visits import view
from app.services.timeline_story import Story, Teller, Told


def _visit(story: Story, fact: Fact) -> Told:
    visit = view(fact)
    when = story.words.moment(visit.planned_at)
    who = ("、" if story.words.is_chinese else ", ").join(visit.collectors)
    match visit.status:
        case VisitStatus.PLANNED:
            planned = story.say(f"外访安排：{when}", f"Visit planned: {when}")
            moved = story.say(f"外访改到：{when}", f"Visit moved to: {when}")
            return "info", moved if visit.moved_at else planned, story.joined(who, visit.minutes)
        case VisitStatus.DONE:
            checked = sum(visit.checks.values())
            seen = story.say(
                f"检查项 {checked}/{len(visit.checks)}", f"{checked} of {len(visit.checks)} checks"
            )
            files = story.say(f"证据 {len(visit.evidence)} 件", f"evidence: {len(visit.evidence)}")
            detail = story.joined(who, seen, files if visit.evidence else None)
            return "ok", story.say("外访已完成", "Visit made"), detail
        case VisitStatus.CANCELLED:
            return "warn", story.say(f"外访取消（{when}）", f"Visit called off ({when})"), visit.minutes


def _attachment(story: Story, fact: Fact) -> Told:
    if fact.body.about in story.visits:
        return "quiet", story.say("外访证据已存档", "Evidence of the visit kept"), fact.body.file_name
    return "ok", story.say("签署件已存档", "Signed copy kept"), fact.body.file_name


def _elsewhere(story: Story, fact: Fact) -> Told:
    body = fact.body
    title = story.say(
        f"他方联系：接通 {body.connected} 次，未接通 {body.unanswered} 次",
        f"Made elsewhere: {body.connected} connected, {body.unanswered} unanswered",
    )
    return "quiet", title, story.joined(story.words.full_day(body.counted_on), body.told_by)


TELLERS: dict[str, Teller] = {
    "visit": _visit,
    "attachment": _attachment,
    "count_elsewhere": _elsewhere,
}
