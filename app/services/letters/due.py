"""Letters that are due: the cases whose next step is a letter today, by the steps of the strategy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from app.domain.dates import local_date
from app.domain.facts import Id, from_ms
from app.domain.letter_steps import Step, Written
from app.domain.terms import Tier
from app.models import letters as store
from app.models.letters import OverdueLine
from app.models.parts import parts
from app.services import treatments
from app.services.context import Context

_ASKED = tuple(tier for tier in Tier if tier not in (Tier.HELD, Tier.CLOSED))
"""A case that is held or closed asks for nothing."""


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A case and the letter it asks for. ``last`` went out before, None where none did."""

    case_id: Id
    case_no: int
    name: str
    template: str
    days_overdue: int
    last: Written | None


def due(context: Context) -> list[DueLetter]:
    """Every case that asks for a letter today, the oldest debt first."""
    with context.db.read() as connection:
        asking = _Asking(context, connection)
        lines = store.overdue(connection, _ASKED, asking.latest)
    return [one for line in lines if (one := asking.letter(line)) is not None]


def counts(context: Context) -> dict[str, int]:
    """How many cases ask for each template; cheap, since those that nothing was written to are alike by day."""
    return _counted(context, 0)[0]


def first(context: Context, limit: int) -> tuple[int, list[DueLetter]]:
    """How many cases ask for a letter today, and the first of them: as cheap."""
    found, letters = _counted(context, limit)
    return sum(found.values()), letters


def _counted(context: Context, limit: int) -> tuple[dict[str, int], list[DueLetter]]:
    with context.db.read() as connection:
        asking = _Asking(context, connection)
        days = store.overdue_days(connection, _ASKED, asking.latest)
        singled = [
            line
            for part, _ in parts(asking.singled)
            for line in store.overdue(connection, _ASKED, asking.latest, among=part)
        ]
        lines = store.overdue(connection, _ASKED, asking.latest, limit + len(singled)) if limit else []
    days.subtract(line.oldest_due for line in singled)
    found: Counter[str] = Counter()
    for day, cases in days.items():
        step = asking.step(day, (), None)
        if step is not None and cases:
            found[step.template] += cases
    found.update(one.template for line in singled if (one := asking.letter(line)) is not None)
    letters = [one for line in lines if (one := asking.letter(line)) is not None]
    return dict(found), letters[:limit]


class _Asking:
    """Asks the steps of the strategy about cases: it knows what was written and whom letters spare."""

    def __init__(self, context: Context, connection: Connection) -> None:
        self._today = context.today()
        self._steps = treatments.in_force(connection, context.rules).letters
        self.latest = (self._today - timedelta(days=self._steps.first_dpd)).toordinal()
        self._intervals = {name: pack.letter_interval_days for name, pack in context.packs.items()}
        self._sent: dict[Id, list[Written]] = {}
        for case, template, at in store.written(connection):
            written = Written(template, local_date(from_ms(at), context.zone))
            self._sent.setdefault(case, []).append(written)
        reasons = context.rules.reasons.by_code
        codes = [code for code, reason in reasons.items() if not reason.has_letters]
        self._spared = frozenset(store.last_told(connection, codes))

    @property
    def singled(self) -> tuple[Id, ...]:
        """The cases that are not like the others of their day."""
        return (*self._sent, *self._spared)

    def step(self, due: int, written: Sequence[Written], interval_days: int | None) -> Step | None:
        """The step of a debt that fell due on a day (a proleptic ordinal)."""
        return self._steps.due(date.fromordinal(due), written, self._today, interval_days)

    def letter(self, line: OverdueLine) -> DueLetter | None:
        """The letter that a case asks for."""
        if line.case_id in self._spared:
            return None
        written, rule = self._sent.get(line.case_id, []), self._intervals.get(line.rule_pack)
        step = self.step(line.oldest_due, written, rule.value if rule else None)
        if step is None:
            return None
        last = max(written, key=lambda one: one.on, default=None)
        overdue = self._today.toordinal() - line.oldest_due
        return DueLetter(line.case_id, line.case_no, line.name, step.template, overdue, last)


def cases(context: Context, template: str) -> tuple[Id, ...]:
    """The cases that ask for a template."""
    return tuple(one.case_id for one in due(context) if one.template == template)
