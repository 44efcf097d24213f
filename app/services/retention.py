"""What is kept long enough: the people whose period is over, and their erasure in one run.

The periods are numbers of the rule packs; a legal hold keeps everything of a case whatever the period says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.domain.entry import Words as RuleWords
from app.domain.errors import RuleViolation
from app.domain.facts import Id
from app.domain.permissions import Deed
from app.models import retention as store
from app.models.retention import KeptCase
from app.services import acts, erasing
from app.services.changes import Changes
from app.services.context import Context
from app.services.erasing import ErasePerson
from app.services.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Somebody all of whose cases are closed: until when they are kept, by the rule that asks for the longest.

    ``until_on`` is None where nothing ever happened. ``is_held``: a legal hold keeps them beyond it.
    """

    person: Id
    name: str
    cases: tuple[int, ...]
    creditors: tuple[str, ...]
    until_on: date | None
    rule: RuleWords | None
    is_held: bool

    def is_due(self, today: date) -> bool:
        """Whether they are to go now."""
        return not self.is_held and (self.until_on is None or self.until_on <= today)


@dataclass(frozen=True, slots=True)
class EraseDue:
    """Erase everybody who is due. ``confirmed``: how many those are, as they were listed."""

    act: Id
    confirmed: int
    why: str


def kept(context: Context) -> list[KeptPerson]:
    """Everybody whose cases are closed, those first whose period ends first."""
    with context.db.long_read() as connection:
        cases = store.of_closed(connection)
        held = store.held_for_law(connection, context.now())
    people = [
        _person(context, list(group), held) for _, group in groupby(cases, key=lambda case: case.person_id)
    ]
    return sorted(people, key=lambda one: (one.until_on or date.min, one.cases))


def due(context: Context) -> list[KeptPerson]:
    """Of them those who are to go now."""
    today = context.today()
    return [one for one in kept(context) if one.is_due(today)]


def erase_due(context: Context, command: EraseDue, progress: Progress = SILENT) -> tuple[int, Changes]:
    """Erase everybody who is due, each in a transaction, and answer how many; stopped, it goes on where it was.

    Raises RuleViolation: ``may_not_erase``, ``why_required``, ``retention_count`` (others are due than were listed).
    """
    context.user.require(Deed.ERASE)
    people = due(context)
    if len(people) != command.confirmed:
        raise RuleViolation("retention_count", "confirmed", due=len(people), confirmed=command.confirmed)
    changes = Changes()
    try:
        for done, one in enumerate(people):
            progress.report(done, len(people), "people")
            act = acts.following(command.act, one.person)
            changes |= erasing.erase_one(context, ErasePerson(act, one.person, command.why))[1]
    finally:
        if changes:
            erasing.wipe(context)
    return len(people), changes


def _person(context: Context, cases: Sequence[KeptCase], held: set[Id]) -> KeptPerson:
    periods = [found for case in cases if (found := erasing.kept_until(context, case)) is not None]
    longest = max(periods, key=lambda found: found.until_on, default=None)
    return KeptPerson(
        cases[0].person_id,
        cases[0].name,
        tuple(case.no for case in cases),
        tuple(dict.fromkeys(case.creditor for case in cases)),
        longest.until_on if longest else None,
        longest.rule.words if longest else None,
        any(case.id in held for case in cases),
    )
