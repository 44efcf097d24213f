"""A small real store: two people who share a phone, one of them with two cases, and everybody around the first case.

Built through the journal in an encrypted file. ``Portfolio.clock`` stands where the test puts it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.facts import Id, Placed
from app.domain.terms import Role
from app.models import people, search
from app.models.journal import Entry, Journal
from app.services import states
from app.services.context import Context
from app.services.situations import Desk, open_case
from app.services.store import make_practice, opened
from app.services.words import Words
from app.system.ids import new_id
from app.system.paths import Home

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
OWN, SECOND, GUARANTORS, WIFES, FATHERS = (
    "13800000042",
    "13900008817",
    "13700001234",
    "13600005678",
    "13500009999",
)


def at(clock: str, day: int = 16) -> datetime:
    """A moment in November 2026 on the debtor's clock, in UTC."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


@dataclass
class Clock:
    """A clock the test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Portfolio:
    """The open store and the ids in it. ``case`` and ``other_case`` are of one debtor, ``neighbour`` of another."""

    context: Context
    clock: Clock
    ids: dict[str, Id] = field(default_factory=dict)

    @property
    def case(self) -> Id:
        return self.ids["case"]

    @property
    def other_case(self) -> Id:
        return self.ids["other_case"]

    @property
    def neighbour(self) -> Id:
        return self.ids["neighbour"]

    @property
    def words(self) -> Words:
        return Words("zh_CN", self.context.rules, self.clock.now, SHANGHAI)

    def act(self) -> Id:
        return self.context.new_id()

    def go(self, clock: str, day: int = 16) -> None:
        """Put the clock there and derive what time has changed."""
        self.clock.now = at(clock, day)
        states.catch_up(self.context)

    def desk(self, case: Id | None = None) -> Desk:
        context = self.context
        with context.db.read() as connection:
            found = open_case(connection, case or self.case, context.rules, context.packs, self.clock.now)
        assert found is not None
        return found

    def as_collector(self) -> Context:
        """The same store in the hands of somebody who is no lead."""
        return replace(self.context, user=replace(self.context.user, role="collector"))

    def alone(self) -> Context:
        """The store in the hands of a collector who has no lead to ask."""
        return replace(self.context, user=replace(self.context.user, role="collector", has_lead=False))

    def state(self, case: Id | None = None) -> dict[str, Any]:
        """The cached row of a case."""
        with self.context.db.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT s.* FROM case_state AS s JOIN case_file AS c ON c.no = s.case_no WHERE c.id = ?",
                (case or self.case,),
            ).mappings()
            return dict(row.one())

    def states(self) -> list[tuple[Any, ...]]:
        """Every cached row and count: equal before and after means that nothing else moved."""
        with self.context.db.read() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM case_state ORDER BY case_no").all()
            counts = connection.exec_driver_sql(
                "SELECT * FROM queue_count WHERE cases > 0 ORDER BY collector_no, tier"
            ).all()
        return [tuple(row) for row in (*rows, *counts)]

    def chain(self) -> tuple[int, bytes]:
        """How many facts there are, and the head of the chain."""
        with self.context.db.read() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM fact").scalar_one()
            head = connection.exec_driver_sql("SELECT link FROM fact ORDER BY seq DESC LIMIT 1").scalar_one()
        return count, head

    def facts(self, kind: str) -> list[Any]:
        """The contents of one kind, in the order of arrival."""
        with self.context.db.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT f.uid, f.act, f.case_id, f.person_id, f.supersedes, f.occurred_at, c.* FROM fact AS f "
                f"JOIN fact_{kind} AS c ON c.seq = f.seq ORDER BY f.seq"
            ).mappings()
            return [dict(row) for row in rows]


class Broken(Exception):
    """Thrown into the middle of a transaction."""


@contextmanager
def broken_in_the_middle(monkeypatch: Any) -> Iterator[None]:
    """While the block lasts, deriving states fails: the facts are appended already, the transaction is open."""

    def fail(*_: Any) -> None:
        raise Broken

    with monkeypatch.context() as patch:
        patch.setattr(states, "refresh", fail)
        yield


def build(folder: Path) -> dict[str, Id]:
    """Make the closed store in ``folder`` and return its ids."""
    clock = Clock()
    home = Home(folder)
    make_practice(home, clock)
    with opened(home, None, program="test", clock=clock) as context:
        ids = {name: new_id(clock.now) for name in _NAMES}
        with context.db.write() as connection:
            _people(connection, ids)
            _cases(connection, ids)
            _points(connection, ids)
            debtors = enumerate(("李明", "李明", "陈晓"), start=1)
            search.put(connection, [(no, search.words_of([name], [], [], [])) for no, name in debtors])
            journal = Journal(connection, context.user.id, clock.now)
            placed_at = clock.now - timedelta(days=30)
            journal.append(
                new_id(clock.now),
                [
                    Entry(new_id(clock.now), body, ids[case], None, placed_at, None, placed_at)
                    for case, body in _placed(ids)
                ],
            )
            journal.flush()
        states.rebuild(context)
    return ids


@contextmanager
def open_copy(template: Path, ids: dict[str, Id], folder: Path) -> Iterator[Portfolio]:
    """A fresh copy of a closed store, opened."""
    shutil.copytree(template, folder)
    clock = Clock()
    with opened(Home(folder), None, program="test", clock=clock) as context:
        yield Portfolio(context, clock, ids)


_NAMES = (
    "bank", "lender", "li", "chen", "guarantor", "wife", "father", "case", "other_case", "neighbour",
    "card", "loan", "lent", "chens",
    "li_party", "li_other", "chen_party", "guarantor_party", "wife_party", "father_party",
    "own", "second", "own_other", "chens_phone", "guarantors", "wifes", "fathers",
)  # fmt: skip


def _people(connection: Any, ids: dict[str, Id]) -> None:
    creditor = {
        "kind": "agency", "lender_type": "bank", "currency": "CNY", "zone": "Asia/Shanghai", "rule_pack": "cn",
    }  # fmt: skip
    people.add_creditors(
        connection,
        [
            {"id": ids["bank"], "name": "东海银行", **creditor},
            {"id": ids["lender"], "name": "北山消金", **creditor},
        ],
    )
    named = {"li": "李明", "chen": "陈晓", "guarantor": "王刚", "wife": "周莉", "father": "李大海"}
    people.add_people(
        connection,
        [
            {"no": no, "id": ids[key], "kind": "person", "name": name}
            for no, (key, name) in enumerate(named.items(), start=1)
        ],
    )


def _cases(connection: Any, ids: dict[str, Id]) -> None:
    people.add_cases(
        connection,
        [
            {
                "no": no,
                "id": ids[case],
                "person_id": ids[person],
                "creditor_id": ids[creditor],
                "opened_at": 0,
            }
            for no, (case, person, creditor) in enumerate(
                (("case", "li", "bank"), ("other_case", "li", "lender"), ("neighbour", "chen", "bank")),
                start=1,
            )
        ],
    )
    people.add_accounts(
        connection,
        [
            {
                "id": ids[account], "case_id": ids[case], "creditor_id": ids[creditor], "number": number,
                "product": "信用卡", "currency": "CNY", "minimum_minor": minimum,
            }
            for account, case, creditor, number, minimum in (
                ("card", "case", "bank", "6222000000000001", 120_000),
                ("loan", "case", "bank", "6222000000000002", None),
                ("lent", "other_case", "lender", "N-77", None),
                ("chens", "neighbour", "bank", "6222000000000003", None),
            )
        ],
    )  # fmt: skip


def _points(connection: Any, ids: dict[str, Id]) -> None:
    people.add_parties(
        connection,
        [
            {"id": ids[party], "case_id": ids[case], "person_id": ids[person], "role": str(role)}
            for party, case, person, role in (
                ("li_party", "case", "li", Role.DEBTOR),
                ("li_other", "other_case", "li", Role.DEBTOR),
                ("chen_party", "neighbour", "chen", Role.DEBTOR),
                ("guarantor_party", "case", "guarantor", Role.GUARANTOR),
                ("wife_party", "case", "wife", Role.SPOUSE),
                ("father_party", "case", "father", Role.LISTED_CONTACT),
            )
        ],
    )
    people.add_points(
        connection,
        [
            {
                "id": ids[point], "party_id": ids[party], "kind": "mobile", "value": number, "normal": number,
                "source": "left_with_lender", "is_reserved": int(reserved), "added_at": 0,
            }
            for point, party, number, reserved in (
                ("own", "li_party", OWN, True),
                ("second", "li_party", SECOND, False),
                ("own_other", "li_other", OWN, True),
                ("chens_phone", "chen_party", SECOND, True),
                ("guarantors", "guarantor_party", GUARANTORS, True),
                ("wifes", "wife_party", WIFES, False),
                ("fathers", "father_party", FATHERS, False),
            )
        ],
    )  # fmt: skip


def _placed(ids: dict[str, Id]) -> list[tuple[str, Placed]]:
    def placed(account: str, purchase: int, interest: int, late_fee: int, due: date) -> Placed:
        return Placed(
            ids[account], date(2026, 10, 17), "CNY", purchase, 0, 0, interest, 0, late_fee, 0, 0, due, True
        )

    return [
        ("case", placed("card", 1_000_000, 60_000, 20_000, date(2026, 9, 1))),
        ("case", placed("loan", 500_000, 0, 0, date(2026, 10, 1))),
        ("other_case", placed("lent", 300_000, 10_000, 0, date(2026, 9, 15))),
        ("neighbour", placed("chens", 200_000, 0, 0, date(2026, 10, 5))),
    ]
