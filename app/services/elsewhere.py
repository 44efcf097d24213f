"""Contacts of a day that the lender or another agency made, as told to us: they count to the same limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleViolation
from app.domain.facts import CountElsewhere, Id
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context

MOST = 99
"""More contacts of one day than anybody would believe."""


@dataclass(frozen=True, slots=True)
class TellElsewhere:
    """How many contacts of a day others made: connected ones to the person, unanswered ones on the number of the
    ``point``. Without a point it is the debtor. ``day`` is the debtor's; without one it is today."""

    act: Id
    case_id: Id
    connected: int
    unanswered: int = 0
    point: Id | None = None
    day: date | None = None
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was kept."""

    act: Id
    fact: Id
    day: date


def tell(context: Context, command: TellElsewhere) -> tuple[Told, Changes]:
    """Keep it; it counts in every case of the person.

    Raises NotFound: ``case_missing``, ``point_missing``; RuleViolation: ``count_of_nothing``, ``count_too_high``,
    ``count_in_future``, ``count_needs_number``, ``text_…``.
    """
    told_by = plain_text(command.told_by, "told_by", LONGEST_LINE)
    _check(command)
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            day = command.day or desk.today
            if day > desk.today:
                raise RuleViolation("count_in_future", "day")
            point = desk.point(command.point) if command.point is not None else None
            body = CountElsewhere(
                day, command.connected, command.unanswered, point.normal if point else None, told_by
            )
            owner = point.person_id if point else desk.case.person_id
            entry = acts.entry(context, body, command.case_id, desk.now, person_id=owner)
            facts = acts.append(connection, context, command.act, [entry])
    return Told(command.act, facts[0].uid, facts[0].body.counted_on), acts.changes_of(facts)


def _check(command: TellElsewhere) -> None:
    for name in ("connected", "unanswered"):
        found = getattr(command, name)
        if not 0 <= found <= MOST:
            raise RuleViolation("count_too_high", name, found=found, most=MOST)
    if not command.connected and not command.unanswered:
        raise RuleViolation("count_of_nothing", "connected")
    if command.unanswered and command.point is None:
        raise RuleViolation("count_needs_number", "point")
