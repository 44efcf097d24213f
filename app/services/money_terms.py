"""How money of a creditor is reckoned: the order in which payments are applied, what its own book accrues, and when a
promise counts as kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from app.domain import contract as contracts
from app.domain.allocation import AllocationRule, own_order
from app.domain.book import chosen_rule
from app.domain.contract import Contract
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Id
from app.domain.moments import from_ms
from app.domain.permissions import Deed
from app.domain.plan_limits import PlanLimits
from app.models import creditors as store
from app.models import weeks
from app.services import creditors, plan_rules, states
from app.services.changes import Changes
from app.services.context import Context
from app.system.paths import resource

_PORTION = 500
LONGEST_GRACE = 31
"""Days of grace beyond which a promise would never be broken while anybody remembers it."""
TERMS = ("allocation", "contract", "tolerance_minor", "grace_days", "plan_limits")
"""The columns of a creditor that this page and ``plan_rules`` change."""


@dataclass(frozen=True, slots=True)
class Lenience:
    """By how much a promise or instalment may fall short, and how many days late it may come, and still be kept.

    None: as the rule pack of the creditor says."""

    tolerance_minor: int | None = None
    grace_days: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyTerms:
    """What a creditor chose. ``allocation``: the name of a preset or an order of its own as TOML, None: the order of
    its rule pack, which is ``rule`` then; ``contract`` None: nothing accrues, ``contract_toml`` as it was given.
    ``lenience``: its own numbers, ``judged_by`` those in force."""

    creditor: Id
    name: str
    currency: str
    is_own_book: bool
    allocation: str | None
    rule: AllocationRule
    contract: Contract | None
    contract_toml: str
    lenience: Lenience
    judged_by: Lenience


@dataclass(frozen=True, slots=True)
class SetMoneyTerms:
    """New terms of a creditor; None leaves a field as it is, an empty text clears it. ``allocation`` is the name of a
    preset or TOML as of ``order_toml``, ``contract`` is TOML; ``lenience`` takes the place of both numbers."""

    act: Id
    creditor: Id
    allocation: str | None = None
    contract: str | None = None
    lenience: Lenience | None = None


@dataclass(frozen=True, slots=True)
class TermChange:
    """One term that somebody changed: its name, what it was and became, as text; None for nothing."""

    at: datetime
    who: str
    name: str
    old: str | None
    new: str | None


def of_creditor(context: Context, name: str) -> MoneyTerms:
    """The terms of the creditor with a name. Raises NotFound ``creditor_unknown``."""
    with context.db.read() as connection:
        for row in store.every(connection):
            if row["name"] == name:
                return _terms(connection, context, row["id"])
    raise NotFound("creditor_unknown", creditor=name)


def put(context: Context, command: SetMoneyTerms) -> tuple[MoneyTerms, Changes]:
    """Change the terms: every case of the creditor is derived anew, past weeks too. What is as it was adds nothing.

    Raises NotFound ``creditor_unknown``; RuleViolation ``may_not_edit_terms``, and at the field:
    ``allocation_unknown``, ``contract_not_own_book``, ``tolerance_wrong``, ``grace_too_long`` (``most``);
    AppError ``order_not_toml``, ``contract_not_toml``, ``data_…``.
    """
    context.user.require(Deed.EDIT_TERMS)
    given = {"allocation": command.allocation, "contract": command.contract}
    values: dict[str, str | int | None] = {
        name: text.strip() or None for name, text in given.items() if text is not None
    }
    if command.lenience is not None:
        _check_lenience(command.lenience)
        values |= asdict(command.lenience)
    _check(context, values)
    with context.db.write() as connection:
        row = creditors.row_of(connection, command.creditor)
        if values.get("contract") and row["kind"] != "own_book":
            raise RuleViolation("contract_not_own_book", "contract")
        if creditors.amended(connection, context, command.act, row, values):
            derive_cases_of(connection, context, command.creditor)
            weeks.forget(connection)
        return _terms(connection, context, command.creditor), Changes.of("creditors", "payments", "events")


@lru_cache(maxsize=1)
def usual_contract() -> Contract:
    """The usual card contract that comes with the program, as a start."""
    return contracts.parse(resource("contracts", "cn_card.toml").read_text(encoding="utf-8"))


def history(context: Context, creditor: Id) -> list[TermChange]:
    """Who changed which term of a creditor and when, the latest first."""
    with context.db.read() as connection:
        return [
            TermChange(from_ms(row.recorded_at), row.who, row.field, row.old, row.new)
            for row in store.amendments(connection, creditor, TERMS)
        ]


@dataclass(frozen=True, slots=True)
class TermsSheet:
    """Everything a creditor agreed with us on money. ``limits``: how far each role may go in a plan."""

    terms: MoneyTerms
    limits: Mapping[str, PlanLimits]
    has_own_limits: bool
    history: tuple[TermChange, ...]


def sheet(context: Context, creditor: Id) -> TermsSheet:
    """Read it. Raises NotFound ``creditor_unknown``."""
    toml, has_own_limits = plan_rules.limits_text(context, creditor)
    with context.db.read() as connection:
        terms = _terms(connection, context, creditor)
    return TermsSheet(
        terms, plan_rules.limits_by_role(toml), has_own_limits, tuple(history(context, creditor))
    )


def _check_lenience(given: Lenience) -> None:
    if given.tolerance_minor is not None and given.tolerance_minor < 0:
        raise RuleViolation("tolerance_wrong", "tolerance_minor")
    if given.grace_days is not None and not 0 <= given.grace_days <= LONGEST_GRACE:
        raise RuleViolation("grace_too_long", "grace_days", most=LONGEST_GRACE)


def _check(context: Context, values: Mapping[str, Any]) -> None:
    allocation = values.get("allocation")
    if allocation is not None and "=" in allocation:
        own_order(allocation)
    elif allocation is not None and allocation not in context.rules.allocations:
        choices = ", ".join(context.rules.allocations)
        raise RuleViolation("allocation_unknown", "allocation", allocation=allocation, choices=choices)
    contract = values.get("contract")
    if contract is not None:
        contracts.parse(contract)


def derive_cases_of(connection: Connection, context: Context, creditor: Id) -> None:
    """Derive every case of a creditor anew, inside the caller's transaction."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM case_file WHERE creditor_id = ? ORDER BY no", (creditor,)
    )
    cases = list(rows.scalars())
    for start in range(0, len(cases), _PORTION):
        states.refresh(connection, context, cases[start : start + _PORTION], context.now())


def _terms(connection: Connection, context: Context, creditor: Id) -> MoneyTerms:
    row = creditors.row_of(connection, creditor)
    own = Lenience(row["tolerance_minor"], row["grace_days"])
    in_force = context.rules.terms_of(row["rule_pack"], own.tolerance_minor, own.grace_days)
    return MoneyTerms(
        creditor,
        row["name"],
        row["currency"],
        row["kind"] == "own_book",
        row["allocation"],
        chosen_rule(context.rules, row["rule_pack"], row["allocation"]),
        None if row["contract"] is None else contracts.parse(row["contract"]),
        row["contract"] or "",
        own,
        Lenience(in_force.tolerance_minor, in_force.grace_days),
    )
