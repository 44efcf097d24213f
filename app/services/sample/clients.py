"""The real credit-card clients of the practice portfolio, and variations of them for a store larger than that.

Source: I-Cheng Yeh, "Default of Credit Card Clients", UCI Machine Learning Repository, 2009, doi 10.24432/C55S3H,
CC BY 4.0; see ``resources/sample/README.md``.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass, replace
from functools import cache

from app.services.sample.dice import Dice
from app.system.paths import resource

MONTHS = 6
MONTHS_OF_VARIATION = 3
"""A variation tells of so many months before its placement: a large store is about size, and half as large so."""

ATTRIBUTION = "I-Cheng Yeh, UCI Machine Learning Repository, 2009, doi 10.24432/C55S3H, CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Client:
    """One client. Months count back: 0 is the last, 5 the first; money in minor units, 1:1 as CNY.

    ``overdue``: months overdue at each bill (0 or less: none). ``paid[0]`` came between the last two bills.
    """

    no: int
    limit_minor: int
    is_male: bool
    is_married: bool
    age: int
    overdue: tuple[int, ...]
    bills: tuple[int, ...]
    paid: tuple[int, ...]
    is_defaulted: bool
    months_told: int = MONTHS
    """How many of the months before its placement the file of a creditor tells of."""

    @property
    def months(self) -> int:
        """How many months the oldest unpaid bill is overdue, 1 or more."""
        return self.overdue[0]


@cache
def real_clients() -> tuple[Client, ...]:
    """The 5,129 clients overdue in the last month with a positive bill, in the order of the source."""
    text = gzip.decompress(resource("sample", "clients.csv.gz").read_bytes()).decode()
    return tuple(_client(row) for row in csv.DictReader(text.splitlines()))


def _client(row: dict[str, str]) -> Client:
    def months(name: str, factor: int) -> tuple[int, ...]:
        return tuple(int(row[f"{name}{month}"]) * factor for month in range(MONTHS))

    return Client(
        int(row["id"]),
        int(row["limit"]) * 100,
        row["sex"] == "1",
        row["marriage"] == "1",
        int(row["age"]),
        months("overdue", 1),
        months("bill", 100),
        months("paid", 100),
        row["defaulted"] == "1",
    )


def client_at(position: int, dice: Dice) -> Client:
    """The client at a position: the real ones first, then the same again with amounts between 80 and 125 %."""
    real = real_clients()
    client = real[position % len(real)]
    if position < len(real):
        return client
    per_mille = dice.number(800, 1250)
    return replace(
        client,
        limit_minor=client.limit_minor * dice.number(8, 12) // 10,
        age=min(max(client.age + dice.number(-3, 3), 21), 75),
        bills=tuple(bill * per_mille // 1000 for bill in client.bills),
        paid=tuple(paid * per_mille // 1000 for paid in client.paid),
        months_told=MONTHS_OF_VARIATION,
    )
