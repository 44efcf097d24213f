"""Which terms the form starts from."""

from __future__ import annotations

from dataclasses import replace

from app.domain.plans import Terms
from app.domain.rules import Rules
from app.services.plan_sheet import PlanSheet
from app.services.plans import VersionRow


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
    down = 0 if is_down_gone else min(terms.down_minor, sheet.balance_minor - 1)
    instalment = terms.instalment_minor or 1
    return replace(
        terms,
        debt_minor=sheet.balance_minor,
        first_on=first_on,
        down_minor=down,
        down_on=terms.down_on if down else None,
        instalment_minor=min(instalment, sheet.balance_minor - down),
    )


def fixed_of(terms: Terms) -> str:
    """Which of the three the form holds fast at first: the instalment wherever it is known."""
    given = ("instalment_minor", "periods", "last_on")
    return next((name for name in given if getattr(terms, name) is not None), given[0])
