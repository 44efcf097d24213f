"""How money of a creditor is reckoned: the order in which payments are applied, and what its own book accrues."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain import contract as contracts
from app.domain.contract import Contract
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Amendment, Id
from app.models import creditors as store
from app.models import weeks
from app.services import acts, states
from app.services.changes import Changes
from app.services.context import Context

_PORTION = 500


@dataclass(frozen=True, slots=True)
class MoneyTerms:
    """What a creditor chose. ``allocation`` None: the order of its rule pack; ``contract`` None: nothing accrues."""

    creditor: Id
    name: str
    is_own_book: bool
    allocation: str | None
    contract: Contract | None


@dataclass(frozen=True, slots=True)
class SetMoneyTerms:
    """New terms of a creditor; None leaves a field as it is, an empty text clears it. ``contract`` is TOML."""

    act: Id
    creditor: Id
    allocation: str | None = None
    contract: str | None = None


def of_creditor(context: Context, name: str) -> MoneyTerms:
    """The terms of the creditor with a name. Raises NotFound ``creditor_unknown``."""
    with context.db.read() as connection:
        for row in store.every(connection):
            if row["name"] == name:
                return _terms(connection, row["id"])
    raise NotFound("creditor_unknown", creditor=name)


def put(context: Context, command: SetMoneyTerms) -> tuple[MoneyTerms, Changes]:
    """Change the terms: every case of the creditor is derived anew, past weeks too. What is as it was adds nothing.

    Raises NotFound ``creditor_unknown``; RuleViolation ``allocation_unknown``, ``contract_not_own_book``; AppError
    ``contract_not_toml``, ``data_…``.
    """
    given = {"allocation": command.allocation, "contract": command.contract}
    values = {name: text.strip() or None for name, text in given.items() if text is not None}
    _check(context, values)
    with context.db.write() as connection:
        row = store.get(connection, command.creditor)
        if row is None:
            raise NotFound("creditor_unknown", creditor="")
        if values.get("contract") and row["kind"] != "own_book":
            raise RuleViolation("contract_not_own_book", "contract")
        changed = {name: value for name, value in values.items() if value != row[name]}
        if changed and not acts.saved(connection, command.act):
            now = context.now()
            entries = [
                acts.entry(
                    context, Amendment("creditor", command.creditor, name, row[name], value), None, now
                )
                for name, value in changed.items()
            ]
            acts.append(connection, context, command.act, entries)
            store.change(connection, command.creditor, changed)
            _derive(connection, context, command.creditor)
            weeks.forget(connection)
        return _terms(connection, command.creditor), Changes.of("creditors", "payments", "events")


def _check(context: Context, values: dict[str, str | None]) -> None:
    allocation = values.get("allocation")
    if allocation is not None and allocation not in context.rules.allocations:
        choices = ", ".join(context.rules.allocations)
        raise RuleViolation("allocation_unknown", "allocation", allocation=allocation, choices=choices)
    contract = values.get("contract")
    if contract is not None:
        contracts.parse(contract)


def _derive(connection: Connection, context: Context, creditor: Id) -> None:
    rows = connection.exec_driver_sql(
        "SELECT id FROM case_file WHERE creditor_id = ? ORDER BY no", (creditor,)
    )
    cases = list(rows.scalars())
    for start in range(0, len(cases), _PORTION):
        states.refresh(connection, context, cases[start : start + _PORTION], context.now())


def _terms(connection: Connection, creditor: Id) -> MoneyTerms:
    row = store.get(connection, creditor)
    assert row is not None
    return MoneyTerms(
        creditor,
        row["name"],
        row["kind"] == "own_book",
        row["allocation"],
        None if row["contract"] is None else contracts.parse(row["contract"]),
    )
