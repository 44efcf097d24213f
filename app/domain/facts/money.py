"""Facts of money: what was paid, taken back, charged, waived, corrected. Allocation and accrual are derived."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from app.domain.facts.base import Body, JsonText
from app.domain.moments import Id
from app.domain.values import value


@value
class Payment(Body):
    """Money received. Without ``account_id`` it goes to the account with the oldest due date first.

    ``bank_line``: the line of a bank statement that it is part of, or the whole of.
    """

    KIND: ClassVar[str] = "payment"
    amount_minor: int
    currency: str
    paid_on: date
    account_id: Id | None = None
    channel: str | None = None
    reference: str | None = None
    source: str | None = None
    bank_line: Id | None = None


@value
class BankLine(Body):
    """Money that a bank statement shows as received (入账流水), whoever it is from. It has no case of its own.

    What of it neither a standing payment nor a ``SentBack`` names is parked (挂账): so it can never be lost.
    ``reference`` is the bank's serial number, ``note`` what payer and bank wrote, ``file_row`` its row in the file.
    """

    KIND: ClassVar[str] = "bank_line"
    creditor_id: Id
    amount_minor: int
    currency: str
    paid_on: date
    reference: str | None = None
    payer: str | None = None
    payer_account: str | None = None
    note: str | None = None
    file_row: int | None = None


@value
class SentBack(Body):
    """Parked money left us again: returned to the payer or passed on, with the reason."""

    KIND: ClassVar[str] = "sent_back"
    bank_line: Id
    amount_minor: int
    currency: str
    sent_on: date
    why: str


@value
class Reversal(Body):
    """A payment bounced or was booked by mistake: it restores the very components it took."""

    KIND: ClassVar[str] = "reversal"
    payment: Id
    reversed_on: date
    why: str


@value
class DebtorWish(Body):
    """The debtor named the account a payment is for (Civil Code art. 560)."""

    KIND: ClassVar[str] = "debtor_wish"
    payment: Id
    account_id: Id


@value
class HandAllocation(Body):
    """A payment split by hand over components, with the reason.

    ``parts`` is JSON: rows of [account id in hex, component, amount in minor units].
    """

    KIND: ClassVar[str] = "hand_allocation"
    payment: Id
    parts: JsonText
    why: str


@value
class Charge(Body):
    """An amount the creditor or we charged to a component of an account."""

    KIND: ClassVar[str] = "charge"
    account_id: Id
    component: str
    amount_minor: int
    currency: str
    charged_on: date
    what: str | None = None


@value
class Correction(Body):
    """A component set right by a signed amount, with the reason."""

    KIND: ClassVar[str] = "correction"
    account_id: Id
    component: str
    amount_minor: int
    currency: str
    corrected_on: date
    why: str


@value
class Waiver(Body):
    """A reduction of interest or fees (减免). Above the authority limit it waits for an approval."""

    KIND: ClassVar[str] = "waiver"
    account_id: Id
    component: str
    amount_minor: int
    currency: str
    waived_on: date
    why: str
    needs_approval: bool


@value
class Approval(Body):
    """A lead's answer to what waited for one: yes or no, with the reason."""

    KIND: ClassVar[str] = "approval"
    target: Id
    is_approved: bool
    why: str | None = None


@value
class WriteOff(Body):
    """The creditor wrote an amount off its books; the debt itself stays."""

    KIND: ClassVar[str] = "write_off"
    account_id: Id
    amount_minor: int
    currency: str
    written_off_on: date
    why: str | None = None
