"""Limitation of actions (诉讼时效): the day up to which a debt can still be enforced.

Sources: Civil Code art. 188 (three years from when the creditor could know), 195 (a demand that reaches the debtor, or
the debtor's agreement, starts the period anew) and 192 (a demand after its end starts nothing; a debtor who agrees to
pay then gives the defence up); 诉讼时效规定 art. 14 (part payment, instalments and plans count as agreement).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.dates import add_months


def limitation_end(due_on: date, demands: Iterable[date], agreements: Iterable[date], years: int) -> date:
    """The last day of the period of a debt that fell due on ``due_on``.

    ``demands`` interrupt a period that still runs: demands that reached the debtor, part payments. ``agreements``
    (promises, plans) begin a new one even after its end.
    """
    demands, agreements = tuple(demands), tuple(agreements)
    starts_on = max((due_on, *demands, *agreements))
    if not _still_runs(due_on, starts_on, years):  # else nothing that came before can have been too late
        starts_on = due_on
        for day, is_agreement in sorted(
            [(day, False) for day in demands] + [(day, True) for day in agreements]
        ):
            if day > starts_on and (is_agreement or _still_runs(starts_on, day, years)):
                starts_on = day
    return add_months(starts_on, 12 * years)


def _still_runs(starts_on: date, day: date, years: int) -> bool:
    """Whether a period that began on ``starts_on`` has not ended on ``day``. Asks the calendar near its end only."""
    return (day - starts_on).days <= 365 * years or day <= add_months(starts_on, 12 * years)
