"""Letters that are due: the cases whose next step is a letter today, by the steps of the strategy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from app.domain.dates import local_date
from app.domain.facts import Id, from_ms
from app.domain.letter_steps import Written
from app.domain.terms import Tier
from app.models import letters as store
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
    today, wanted = context.today(), treatments.in_force(context.rules).letters
    with context.db.read() as connection:
        latest = today - timedelta(days=wanted.first_dpd)
        lines = store.overdue(connection, _ASKED, latest.toordinal())
        sent: dict[Id, list[Written]] = {}
        for case, template, at in store.written(connection):
            sent.setdefault(case, []).append(Written(template, local_date(from_ms(at), context.zone)))
        spared = _spared(connection, context)
    intervals = {name: pack.letter_interval_days for name, pack in context.packs.items()}
    found = []
    for line in lines:
        if line.case_id in spared:
            continue
        written, rule = sent.get(line.case_id, []), intervals.get(line.rule_pack)
        due_on = date.fromordinal(line.oldest_due)
        step = wanted.due(due_on, written, today, rule.value if rule else None)
        if step is not None:
            last = max(written, key=lambda one: one.on, default=None)
            overdue = (today - due_on).days
            found.append(DueLetter(line.case_id, line.case_no, line.name, step.template, overdue, last))
    return found


def _spared(connection: Connection, context: Context) -> frozenset[Id]:
    """The cases whose reason asks for no letters."""
    codes = [code for code, reason in context.rules.reasons.by_code.items() if not reason.has_letters]
    return frozenset(store.last_told(connection, codes))


def counts(context: Context) -> dict[str, int]:
    """How many cases ask for each template."""
    return dict(Counter(one.template for one in due(context)))


def cases(context: Context, template: str) -> tuple[Id, ...]:
    """The cases that ask for a template."""
    return tuple(one.case_id for one in due(context) if one.template == template)
