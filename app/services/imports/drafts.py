"""What a row of a file says once it has been read and checked, and what is wrong with one that has not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from app.domain.allocation import COMPONENTS


class Problem(NamedTuple):
    """One thing wrong in a row: the header of its column (empty: the whole row), and the code of the sentence."""

    column: str
    code: str
    params: dict[str, Any]


class Refused(NamedTuple):
    """A row that does not come in. ``row`` as a spreadsheet program counts."""

    row: int
    problems: tuple[Problem, ...]


class Flag(NamedTuple):
    """Something the user should know of a row that comes in."""

    row: int
    code: str
    params: dict[str, Any]


class Who(NamedTuple):
    """The debtor of a row."""

    name: str
    id_type: str | None = None
    id_number: str | None = None
    customer_no: str | None = None
    sex: str | None = None
    birth_on: date | None = None
    employer: str | None = None


class What(NamedTuple):
    """The account of a row: what does not change from day to day."""

    number: str
    product: str | None = None
    credit_limit_minor: int | None = None
    minimum_minor: int | None = None
    daily_rate: Decimal | None = None
    opened_on: date | None = None


class Figures(NamedTuple):
    """The creditor's figures, minor units; ``parts`` in the order of ``allocation.COMPONENTS``.

    ``is_dated``: the row itself says on which day they were true.
    """

    parts: tuple[int, ...]
    as_of: date
    oldest_due_on: date | None
    is_split: bool
    is_dated: bool

    @property
    def total_minor(self) -> int:
        """The sum of the parts."""
        return sum(self.parts)


NO_PARTS = (0,) * len(COMPONENTS)
PART_AT = {name: place for place, name in enumerate(COMPONENTS)}


class Reach(NamedTuple):
    """A phone, address or mailbox, with the words of the file for it."""

    kind: str
    value: str
    normal: str
    label: str


class Other(NamedTuple):
    """Another person of the case: guarantor, spouse, listed contact."""

    role: str
    relation: str | None
    name: str
    id_number: str | None = None
    reaches: tuple[Reach, ...] = ()


class Paid(NamedTuple):
    """Money received, minor units."""

    amount_minor: int
    paid_on: date
    channel: str | None = None
    reference: str | None = None


class Draft(NamedTuple):
    """A checked row, not yet compared with the store. A payment file has ``paid``, the others ``figures``."""

    row: int
    who: Who
    what: What
    figures: Figures | None = None
    paid: Paid | None = None
    reaches: tuple[Reach, ...] = ()
    others: tuple[Other, ...] = ()
    batch_no: str | None = None
    recall_on: date | None = None

    @property
    def amount_minor(self) -> int:
        """What the row adds to the control total."""
        if self.paid is not None:
            return self.paid.amount_minor
        return self.figures.total_minor if self.figures is not None else 0
