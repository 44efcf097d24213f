"""Facts about what was placed with us: accounts, balances, bills, recall, closing, who works the case."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from app.domain.facts.base import Body, JsonText
from app.domain.moments import Id
from app.domain.values import value


@value
class Balance(Body):
    """A creditor's figures for one account on one day, by component, in minor units.

    ``is_split`` is False where the file gave one total only; it then stands under purchases.
    ``oldest_due_on`` is the oldest unpaid due date: day 0 of the days past due.
    """

    account_id: Id
    as_of: date
    currency: str
    purchase_minor: int
    cash_minor: int
    instalment_minor: int
    interest_minor: int
    compound_minor: int
    late_fee_minor: int
    service_fee_minor: int
    legal_cost_minor: int
    oldest_due_on: date | None
    is_split: bool


@value
class Placed(Balance):
    """An account came to us in a placement (委案), with its opening balance."""

    KIND: ClassVar[str] = "placed"
    placement_id: Id | None = None
    recall_on: date | None = None


@value
class Snapshot(Balance):
    """The creditor's later figures for an account it keeps (余额更新)."""

    KIND: ClassVar[str] = "snapshot"
    source_digest: bytes | None = None


@value
class Statement(Body):
    """A monthly bill: what was owed, the minimum payment and the day it fell due."""

    KIND: ClassVar[str] = "statement"
    account_id: Id
    statement_on: date
    due_on: date
    currency: str
    bill_minor: int
    minimum_minor: int | None = None
    months_overdue: int | None = None


@value
class Recall(Body):
    """The creditor takes an account back (退案)."""

    KIND: ClassVar[str] = "recall"
    account_id: Id
    recalled_on: date
    why: str | None = None


@value
class Closing(Body):
    """An account is done: settled, recalled, written off or sold."""

    KIND: ClassVar[str] = "closing"
    account_id: Id
    closed_on: date
    how: str
    why: str | None = None


@value
class Assignment(Body):
    """A case is given to a collector."""

    KIND: ClassVar[str] = "assignment"
    collector_id: Id
    why: str | None = None


@value
class Imported(Body):
    """A file came in: which, how many rows did what, by which column map. No case of its own."""

    KIND: ClassVar[str] = "imported"
    file_name: str
    file_digest: bytes
    purpose: str
    rows: int
    new: int
    same: int
    changed: int
    refused: int
    total_minor: int
    currency: str
    column_map: JsonText
    placement_id: Id | None = None


@value
class Snooze(Body):
    """The collector puts a case off until a moment. ``why`` is a code of ``skips.toml`` or words of their own."""

    KIND: ClassVar[str] = "snooze"
    until_at: datetime
    why: str | None = None
