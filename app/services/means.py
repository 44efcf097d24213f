"""The means test of a debtor (收支表): taken line by line, kept as a fact, the latest one counts."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain import means_test
from app.domain.errors import RuleViolation
from app.domain.facts import Fact, Id
from app.domain.facts import Means as MeansFact
from app.domain.means_test import Item, MeansForm, items_of, items_text, means_of
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.situations import Desk
from app.system.paths import resource


@dataclass(frozen=True, slots=True)
class RecordMeans:
    """Income and outgoings a month as told; without ``items`` those of the last means test stand.

    ``pay_day``: day of the month on which wages come.
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
    """Keep a means test; the one before stays in the log.

    Raises NotFound("case_missing"); RuleViolation: ``plan_day_impossible`` (pay_day), ``means_unknown``,
    ``means_twice``, ``means_empty``, ``amount_negative``, ``amount_too_large``.
    """
    if command.pay_day is not None and not 1 <= command.pay_day <= 31:
        raise RuleViolation("plan_day_impossible", "pay_day")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            currency = desk.state.currency
            items = command.items or _last_items(desk)
            means = means_of(form(), items, currency)
            body = MeansFact(
                currency,
                means.income_minor,
                means.outgoings_minor,
                means.surplus_minor,
                items_text(items),
                command.is_proof_received,
                command.pay_day,
                command.is_proof_asked,
            )
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return facts[0], acts.changes_of(facts)


def _last_items(desk: Desk) -> Sequence[Item]:
    last = desk.state.history.means
    return items_of(last.body.items) if last is not None else ()
