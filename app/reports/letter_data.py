"""What a letter says: plain values, ready to be written down.

Whoever makes a ``LetterData`` answers for its truth; here nothing is computed but sums and words. All amounts are
integers in minor units with an ISO 4217 code, all days are calendar days of the person the letter goes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the creditor itself, or an agency (``is_agency``) in the name of ``creditor``.

    ``complaint_lines`` are whole lines such as ``示例银行消费者权益保护部 400-000-0001``; ``check_line`` says where the
    account can be looked up; ``handler`` is the person in charge with the employee number.
    """

    name: str
    creditor: str
    is_agency: bool
    address: str = ""
    phone: str = ""
    hours: str = ""
    complaint_lines: tuple[str, ...] = ()
    check_line: str = ""
    licence_line: str = ""
    handler: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the letter goes to. ``address_lines``: postcode and address as in the window, without the name."""

    name: str
    salutation: str = ""
    address_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as of the letter's ``as_of``. ``masked_number`` is what may be shown: the last digits.

    ``due_on``: the oldest unpaid due date, from which ``days_overdue`` counts.
    """

    product: str
    masked_number: str
    currency: str
    principal_minor: int
    interest_minor: int
    fees_minor: int
    total_minor: int
    days_overdue: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What is owed in one currency."""

    currency: str
    principal_minor: int
    interest_minor: int
    fees_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One payment of a plan, and what was paid of it; ``no`` 0 is the down payment."""

    no: int
    due_on: date
    amount_minor: int
    balance_after_minor: int
    paid_minor: int = 0

    @property
    def open_minor(self) -> int:
        """What is still to be paid of it."""
        return max(self.amount_minor - self.paid_minor, 0)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting of a statement: ``charge_minor`` raises the debt, ``paid_minor`` lowers it to ``balance_minor``."""

    on: date
    text: str
    charge_minor: int
    paid_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class PayChannel:
    """The official way to pay. ``qr`` is the payload of the QR code: printable ASCII, empty for none."""

    name: str
    payee: str = ""
    account: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class LetterData:
    """One letter to one person about one creditor's accounts.

    ``template`` and ``language`` name the text (``notice``, ``zh``); ``issued_on`` is the day it bears, ``as_of``
    the day the amounts are true for. ``currency`` is that of ``schedule`` and ``statement``. ``fields`` are the
    further texts a template asks for as ``fields.…``: a day to pay by, the time of a visit.
    """

    letter_no: str
    template: str
    language: str
    issued_on: date
    as_of: date
    case_reference: str
    sender: Sender
    recipient: Recipient
    accounts: tuple[AccountLine, ...] = ()
    schedule: tuple[ScheduleLine, ...] = ()
    statement: tuple[StatementLine, ...] = ()
    currency: str = "CNY"
    pay: PayChannel | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The sums of the accounts, one a currency, in the order the currencies appear."""
        by_currency: dict[str, list[AccountLine]] = {}
        for account in self.accounts:
            by_currency.setdefault(account.currency, []).append(account)
        return tuple(
            Total(
                currency,
                sum(line.principal_minor for line in lines),
                sum(line.interest_minor for line in lines),
                sum(line.fees_minor for line in lines),
                sum(line.total_minor for line in lines),
            )
            for currency, lines in by_currency.items()
        )

    @property
    def days_overdue(self) -> int:
        """Those of the account that is overdue the longest; 0 without accounts."""
        return max((account.days_overdue for account in self.accounts), default=0)
