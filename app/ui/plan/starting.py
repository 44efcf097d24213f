"""Which terms the form starts from."""

from __future__ import annotations

from dataclasses import replace

from app.domain.moments import Id
from app.domain.plan_progress import PlanState
from app.domain.plans import Change, Schedule, Terms, differences
from app.domain.rules import Rules
from app.services.plan_sheet import PlanSheet
from app.services.plans import VersionRow


def in_sight(sheet: PlanSheet, wanted: Id | None, shown: VersionRow | None) -> VersionRow | None:
    """Which version to show: the one just saved, the one in sight, the one in force, or the newest."""
    known = {row.uid: row for row in sheet.versions}
    uids = (wanted, shown.uid if shown is not None else None)
    return next((known[uid] for uid in uids if uid in known), sheet.standing or sheet.latest)


def start_of(sheet: PlanSheet, version: VersionRow | None, rules: Rules) -> Terms | None:
    """The terms a version goes on from, on what is owed today; the suggestion where there is none.

    Days that are gone become the next day due: nothing new may fall due in the past.
    """
    if version is None:
        return sheet.suggested
    if sheet.balance_minor <= 0:
        return None
    terms, today = version.terms, sheet.today
    ahead = (row.due_on for row in version.rows if row.no > 0 and row.due_on >= today)
    first_on = terms.first_on if terms.first_on >= today else next(ahead, rules.calendar.next_working(today))
    is_down_gone = terms.down_on is not None and terms.down_on < today
    waived = min(terms.waived_minor, sheet.balance_minor - 1)
    down = 0 if is_down_gone else min(terms.down_minor, sheet.balance_minor - waived - 1)
    instalment = terms.instalment_minor or 1
    return replace(
        terms,
        waived_minor=waived,
        debt_minor=sheet.balance_minor,
        first_on=first_on,
        down_minor=down,
        down_on=terms.down_on if down else None,
        instalment_minor=min(instalment, sheet.balance_minor - waived - down),
    )


def fixed_of(terms: Terms) -> str:
    """Which of the three the form holds fast at first: the instalment wherever it is known."""
    given = ("instalment_minor", "periods", "last_on")
    return next((name for name in given if getattr(terms, name) is not None), given[0])


def settled(terms: Terms, schedule: Schedule | None) -> Terms:
    """What is typed, with what the solver found of down payment, waiver or lump sum."""
    if schedule is None:
        return terms
    found = schedule.terms
    return replace(
        terms,
        down_minor=found.down_minor,
        down_on=found.down_on,
        waived_minor=found.waived_minor,
        balloon_minor=found.balloon_minor,
    )


def said_of(terms: Terms, *, is_spoken: bool) -> Terms:
    """What offers are made from: what was said, else only the debt, the days and what interest runs."""
    said = replace(terms, balloon_minor=0, step_minor=0, edits=())
    if is_spoken:
        return said
    return replace(
        said, waived_minor=0, down_minor=0, down_on=None, instalment_minor=None, periods=None, last_on=None
    )


def changes_of(shown: VersionRow | None, schedule: Schedule | None, *, is_edited: bool) -> tuple[Change, ...]:
    """What the terms change: those typed against the version shown, a version against the one before."""
    if shown is None:
        return ()
    if not is_edited:
        return shown.changes
    return differences(shown.terms, schedule.terms) if schedule is not None else ()


_PAPERS = {
    PlanState.DRAFT: ("agreement", "statement"),
    PlanState.PROPOSED: ("agreement", "statement"),
    PlanState.AGREED: ("confirmation", "coupons", "agreement", "statement"),
    PlanState.PERFORMING: ("confirmation", "coupons", "agreement", "statement"),
    PlanState.BROKEN: ("statement", "coupons", "agreement"),
    PlanState.COMPLETED: ("settled", "confirmation", "statement"),
}


def papers_of(version: VersionRow | None) -> tuple[str, ...]:
    """The templates that a saved version is written by, the one it asks for first: to be signed, as it was agreed with
    a slip for each instalment, what is owed once it is broken, the certificate once it is completed."""
    return _PAPERS.get(version.state, ()) if version is not None else ()
