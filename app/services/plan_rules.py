"""How far a role may go in a plan, and what the three offers are made by: data that comes with the program.

A creditor's own limits stand in its row, as TOML of the same tables, and take the place of the shipped ones.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from app.domain import plan_limits, plan_offers
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Amendment, Id
from app.domain.permissions import Deed
from app.domain.plan_limits import PlanLimits
from app.domain.plan_offers import OfferRules
from app.models import creditors as store
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.system.paths import resource

_COLUMN = "plan_limits"


@lru_cache(maxsize=1)
def offer_rules() -> OfferRules:
    """What the three offers are made by."""
    return plan_offers.parse(tomllib.loads(_shipped("plan_offers")))


def shipped_limits() -> str:
    """The limits that come with the program, as TOML."""
    return _shipped("plan_limits")


def shipped_limits_of(role: str) -> PlanLimits:
    """How far a role may go where a creditor has no limits of its own."""
    return limits_by_role(shipped_limits())[role]


def limits_of(creditor: Mapping[str, Any], role: str) -> PlanLimits:
    """How far a role may go for this creditor (a row of the store)."""
    return limits_by_role(creditor[_COLUMN] or shipped_limits())[role]


def limits_of_case(connection: Connection, case_id: Id, role: str) -> PlanLimits:
    """How far a role may go in this case."""
    return limits_of(store.of_case(connection, case_id), role)


def limits_text(context: Context, creditor: Id) -> tuple[str, bool]:
    """The limits in force for a creditor as TOML, whether they are its own. Raises NotFound ``creditor_unknown``."""
    with context.db.read() as connection:
        row = store.get(connection, creditor)
    if row is None:
        raise NotFound("creditor_unknown", creditor="")
    return (row[_COLUMN], True) if row[_COLUMN] else (shipped_limits(), False)


def set_limits(context: Context, act: Id, creditor: Id, toml: str) -> Changes:
    """Give a creditor limits of its own; an empty text takes them back. An amendment; plans that are kept stay.

    Raises NotFound ``creditor_unknown``; RuleViolation ``limits_wrong`` (with ``entry``),
    ``may_not_edit_terms``; AppError ``data_…``.
    """
    context.user.require(Deed.EDIT_TERMS)
    text = toml.strip() or None
    if text is not None:
        try:
            limits_by_role(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleViolation("limits_wrong", _COLUMN, problem=str(error)) from None
    with context.db.write() as connection:
        row = store.get(connection, creditor)
        if row is None:
            raise NotFound("creditor_unknown", creditor="")
        if row[_COLUMN] != text and not acts.saved(connection, act):
            body = Amendment("creditor", creditor, _COLUMN, row[_COLUMN], text)
            acts.append(connection, context, act, [acts.entry(context, body, None, context.now())])
            store.change(connection, creditor, {_COLUMN: text})
    return Changes.of("creditors")


@lru_cache(maxsize=64)
def limits_by_role(toml: str) -> Mapping[str, PlanLimits]:
    """Limits as TOML, read. Raises AppError ``data_…``."""
    return plan_limits.parse(tomllib.loads(toml))


@lru_cache(maxsize=2)
def _shipped(name: str) -> str:
    return resource("strategies", f"{name}.toml").read_text(encoding="utf-8")
