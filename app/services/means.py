"""The means test of a debtor (收支表): taken line by line, kept as a fact, the latest one counts."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain import means_test
from app.domain.errors import RuleViolation
from app.domain.facts import Fact, Id, Preference
from app.domain.facts import Means as MeansFact
from app.domain.history import PAY_DAY
from app.domain.means_test import Item, MeansForm, items_of, items_text, means_of
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.situations import Desk
from app.system.paths import resource


@dataclass(frozen=True, slots=True)
class RecordMeans:
    """Income and outgoings a month as told; without ``items`` those of the last means test stand.

    ``pay_day``: day of the month on which wages come. Alone, without any means test, it is kept with the person.
    """

    act: Id
    case_id: Id
    items: Sequence[Item]
    pay_day: int | None = None
    is_proof_asked: bool | None = None
    is_proof_received: bool | None = None


@lru_cache(maxsize=1)
def form() -> MeansForm:
    """The lines of the form."""
    return means_test.parse(tomllib.loads(resource("codes", "means.toml").read_text(encoding="utf-8")))


def record(context: Context, command: RecordMeans) -> tuple[Fact, Changes]:
    """Keep a means test, or a pay day alone; the one before stays in the log.

    Raises NotFound("case_missing"); RuleViolation: ``plan_day_impossible`` (pay_day), ``means_unknown``,
    ``means_twice``, ``means_empty``, ``amount_negative``, ``amount_too_large``.
    """
    if command.pay_day is not None and not 1 <= command.pay_day <= 31:
        raise RuleViolation("plan_day_impossible", "pay_day")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            if _is_pay_day_alone(desk, command):
                wish, person = Preference(PAY_DAY, pay_day=command.pay_day), desk.case.person_id
                entry = acts.entry(context, wish, command.case_id, desk.now, person_id=person)
            else:
                entry = acts.entry(context, _means(desk, command), command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return facts[0], acts.changes_of(facts)


def _is_pay_day_alone(desk: Desk, command: RecordMeans) -> bool:
    """Whether nothing is known of income and outgoings, and nothing is told of them now."""
    has_proof = command.is_proof_asked or command.is_proof_received
    return command.pay_day is not None and not (command.items or has_proof or desk.state.history.means)


def _means(desk: Desk, command: RecordMeans) -> MeansFact:
    currency, items = desk.state.currency, command.items or _last_items(desk)
    means = means_of(form(), items, currency)
    return MeansFact(
        currency,
        means.income_minor,
        means.outgoings_minor,
        means.surplus_minor,
        items_text(items),
        command.is_proof_received,
        command.pay_day,
        command.is_proof_asked,
    )


def _last_items(desk: Desk) -> Sequence[Item]:
    last = desk.state.history.means
    return items_of(last.body.items) if last is not None else ()
