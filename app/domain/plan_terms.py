"""What two sides agree on in an instalment plan, and the schedule that comes of it: the words of ``plans``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.domain.dates import HolidayRule

LONGEST_MONTHS = 60  # 商业银行信用卡业务监督管理办法 (2011), art. 70: five years


class Cadence(StrEnum):
    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY = "weekly"
    MONTH_END = "month_end"  # the last working day of each month


PAYMENTS_A_YEAR = {Cadence.MONTHLY: 12, Cadence.FORTNIGHTLY: 26, Cadence.WEEKLY: 52, Cadence.MONTH_END: 12}


class Interest(StrEnum):
    """What was agreed of interest during the plan (art. 70: the agreement says whether it runs)."""

    NONE = "none"
    REDUCED = "reduced"
    CONTRACTUAL = "contractual"


class Basis(StrEnum):
    DECLINING = "declining"  # on the principal still owed
    FLAT = "flat"  # on the principal the plan began with, as card instalment fees are quoted


class Unknown(StrEnum):
    """What ``solve`` can be asked to find where instalment and term are both given."""

    DOWN = "down_minor"
    WAIVED = "waived_minor"
    BALLOON = "balloon_minor"


class Edit(NamedTuple):
    """One row set by hand: its amount (0: skipped), its day, or both; the other rows take the difference."""

    no: int
    amount_minor: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the two sides agree on. Of ``instalment_minor``, ``periods`` and ``last_on`` at least one is given.

    ``day``: day of the month 1–31 for monthly, weekday 1 (Monday) – 7 for weeks, nothing for month ends; None takes
    that of ``first_on``. The first due day is the first such day on or after ``first_on``.
    ``waived_minor`` is part of ``debt_minor``. ``instalment_minor`` is all that is paid of a period, interest and
    ``fee_minor`` included; every ``step_every`` periods it rises by ``step_minor``. ``opening_fee_minor`` is paid
    with the first instalment, ``balloon_minor`` on top of the last. ``yearly_rate`` is a share of 1.
    """

    debt_minor: int
    first_on: date
    currency: str = "CNY"
    down_minor: int = 0
    down_on: date | None = None
    instalment_minor: int | None = None
    periods: int | None = None
    last_on: date | None = None
    cadence: Cadence = Cadence.MONTHLY
    day: int | None = None
    holiday_rule: HolidayRule = HolidayRule.FOLLOWING
    waived_minor: int = 0
    balloon_minor: int = 0
    interest: Interest = Interest.NONE
    yearly_rate: Decimal = Decimal(0)
    basis: Basis = Basis.DECLINING
    fee_minor: int = 0
    opening_fee_minor: int = 0
    step_minor: int = 0
    step_every: int = 1
    edits: tuple[Edit, ...] = ()

    @property
    def financed_minor(self) -> int:
        """What the instalments repay: the debt less waiver and down payment."""
        return self.debt_minor - self.waived_minor - self.down_minor

    @property
    def own_day(self) -> int:
        """The day of the month or week that ``first_on`` is."""
        is_monthly = self.cadence in (Cadence.MONTHLY, Cadence.MONTH_END)
        return self.first_on.day if is_monthly else self.first_on.isoweekday()


class Row(NamedTuple):
    """One due payment. ``no`` 0 is the down payment; ``planned_on`` is the day before holidays moved it.

    ``interest_minor`` and ``fee_minor`` are parts of the amount, ``balance_after_minor`` is principal.
    """

    no: int
    due_on: date
    planned_on: date
    amount_minor: int
    balance_after_minor: int
    moved: bool
    provisional: bool
    interest_minor: int = 0
    fee_minor: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """``terms`` with every field filled in, the rows, and the names of the fields that were ``solved``."""

    terms: Terms
    rows: tuple[Row, ...]
    solved: tuple[str, ...]

    @property
    def total_minor(self) -> int:
        """All that is paid."""
        return sum(row.amount_minor for row in self.rows)

    @property
    def interest_minor(self) -> int:
        """The interest in it."""
        return sum(row.interest_minor for row in self.rows)

    @property
    def fees_minor(self) -> int:
        """The fees in it."""
        return sum(row.fee_minor for row in self.rows)

    @property
    def last_minor(self) -> int:
        """The last payment."""
        return self.rows[-1].amount_minor


class Change(NamedTuple):
    """One field that differs between two versions; ``old`` and ``new`` as in ``Terms``."""

    field: str
    old: object
    new: object


def differences(old: Terms, new: Terms) -> tuple[Change, ...]:
    """What the newer version changes, in the order of the fields. Pass ``schedule.terms``, which are complete."""
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(Terms))
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])
