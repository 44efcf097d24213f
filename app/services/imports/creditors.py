"""Whose accounts come in: a creditor the store knows, or one that is made with the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.domain.errors import ImportProblem, RuleViolation
from app.domain.moments import Id
from app.models import people
from app.services.context import Context
from app.system.ids import new_id

RESIDENT_IDS = "cn"
"""The rule pack under which identity numbers are those of GB 11643."""


@dataclass(frozen=True, slots=True)
class Creditor:
    """Whose file it is; ``id`` None until the creditor is in the store."""

    id: Id | None
    name: str
    currency: str
    zone: str
    rule_pack: str


def creditor_of(
    connection: Connection,
    context: Context,
    name: str,
    currency: str | None = None,
    rule_pack: str | None = None,
) -> Creditor:
    """The creditor of that name as it stands, or as it would be made: with this rule pack, else the store's.

    Raises ImportProblem ``creditor_missing``, ``creditor_currency`` (expected); RuleViolation ``pack_unknown``."""
    name = name.strip()
    if not name:
        raise ImportProblem("creditor_missing")
    row = people.creditor_named(connection, name)
    if row is None:
        pack = (
            rule_pack
            or connection.exec_driver_sql(
                "SELECT value FROM store_info WHERE name = 'rule_pack'"
            ).scalar_one()
        )
        if pack not in context.packs:
            raise RuleViolation("pack_unknown", "rule_pack", pack=pack, known=tuple(context.packs))
        return Creditor(None, name, currency or "CNY", context.zone_name, pack)
    if currency and currency != row["currency"]:
        raise ImportProblem("creditor_currency", currency=currency, expected=row["currency"])
    return Creditor(row["id"], name, row["currency"], row["zone"], row["rule_pack"])


def add_creditor(
    connection: Connection,
    creditor: Creditor,
    now: datetime,
    kind: str = "agency",
    lender_type: str = "bank",
) -> Id:
    """Make the creditor; its currency, zone and rule pack are those it was read with."""
    identity = new_id(now)
    row = {
        "id": identity,
        "name": creditor.name,
        "kind": kind,
        "lender_type": lender_type,
        "currency": creditor.currency,
        "zone": creditor.zone,
        "rule_pack": creditor.rule_pack,
    }
    people.add_creditors(connection, [row])
    return identity
