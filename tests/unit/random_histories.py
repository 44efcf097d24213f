"""Random histories of every kind of fact, for the properties.

Each line is drawn as a kind, a moment and a number; the rest follows from the number, so a failing list shrinks to the
few facts that matter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from app.domain import facts as f
from app.domain.facts import KINDS, Body, Fact, Id, columns
from app.domain.ledger import COMPONENTS
from app.domain.terms import HoldKind
from tests.unit.histories import (
    CARD,
    CASE,
    COLLECTOR,
    DEBTOR,
    LOAN,
    OTHER_CASE,
    RULES,
    STRANGER,
    STRANGERS_CASE,
    ZONE,
    at,
    balance,
    name,
)

NOW = at("2026-11-20", "14:00")
DAYS_BACK = 150


@dataclass(frozen=True)
class Role:
    """One case of the cast."""

    case: Id
    person: Id
    accounts: tuple[Id, ...]


CAST = (
    Role(CASE, DEBTOR, (CARD, LOAN)),
    Role(OTHER_CASE, DEBTOR, (name("other card"),)),
    Role(STRANGERS_CASE, STRANGER, (name("strangers card"),)),
)


@dataclass(frozen=True)
class Line:
    """One drawn fact: its kind, when, and a number from which the rest follows."""

    kind: str
    minutes_back: int
    seed: int


@dataclass
class _Scene:
    """Where a body is made: the dice, the moment, the case and what was told before."""

    dice: Random
    when: datetime
    role: Role
    told: list[Fact]

    @property
    def today(self) -> date:
        return self.when.astimezone(ZONE).date()

    def near(self, first: int = -20, last: int = 40) -> date:
        return self.today + timedelta(days=self.dice.randint(first, last))

    def later(self) -> datetime:
        """Later today, or some day."""
        return self.when + timedelta(minutes=self.dice.choice((30, 240, 1440, 4000, 30_000)))

    def minor(self) -> int:
        return self.dice.choice((1, 99, 10_000, 123_456, 500_000, 3_000_000))

    def maybe(self, value: Any) -> Any:
        return self.dice.choice((value, None))

    def account(self) -> Id:
        return self.dice.choice(self.role.accounts)

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.told if fact.kind == kind and fact.case_id == self.role.case]

    def one_of(self, *kinds: str) -> Fact | None:
        """An earlier fact of the case, or none."""
        found = [fact for kind in kinds for fact in self.of(kind)]
        return self.dice.choice(found) if found else None


def _placed(s: _Scene) -> Body:
    return _figures(s, f.Placed, recall_on=s.maybe(s.near(0, 60)))


def _figures(s: _Scene, kind: type[f.Balance], **more: Any) -> Body:
    parts = {f"{part}_minor": s.dice.choice((0, 0, 1_500, 70_000, 900_000)) for part in COMPONENTS}
    return kind(
        account_id=s.account(),
        as_of=s.near(-3, 1),
        currency="CNY",
        oldest_due_on=s.maybe(s.near(-200, 5)),
        is_split=s.dice.random() < 0.8,
        **parts,
        **more,
    )


def _contact(s: _Scene) -> Body:
    next_at = s.maybe(s.later())
    return f.Contact(
        s.dice.choice(("call", "call", "call", "sms", "visit")),
        s.dice.choice(("outbound", "outbound", "inbound")),
        s.dice.choice((*RULES.codes.by_code, "PTP", "NA", "CBK", "unknown")),
        number="13800000042",
        next_at=next_at,
        next_kind=s.dice.choice(("callback", "retry")) if next_at else None,
    )


def _about(kind: str, make: Callable[[_Scene, Fact], Body]) -> Callable[[_Scene], Body | None]:
    """A fact that answers an earlier one."""

    def body(s: _Scene) -> Body | None:
        target = s.one_of(*kind.split())
        return None if target is None else make(s, target)

    return body


def _plan(s: _Scene) -> Body:
    earlier = s.maybe(s.one_of("plan_version"))
    rows, on = [], s.near(-4, 25)
    for no in range(1, s.dice.randint(2, 5)):
        rows.append([no, on.isoformat(), on.isoformat(), s.minor(), 0])
        on += timedelta(days=s.dice.choice((7, 14, 30)))
    return f.PlanVersion(
        earlier.body.plan_id if earlier else s.dice.randbytes(16),
        earlier.body.version + 1 if earlier else 1,
        s.dice.choice(("draft", "proposed")),
        "CNY", 0, 0, None, 0, len(rows), "monthly", on, on, "following", "periods",
        f.json_text(rows),
        s.dice.choice((None, None, s.minor())),
    )  # fmt: skip


def _hand(s: _Scene, payment: Fact) -> Body:
    rows = [[s.account().hex(), s.dice.choice(COMPONENTS), s.minor()] for _ in range(3)]
    return f.HandAllocation(payment.uid, f.json_text(rows), "asked for")


_OF_PEOPLE = ("contact", "hold", "preference", "release", "count_elsewhere")
"""Kinds that concern a person: mostly the debtor, sometimes a guarantor who is the debtor of another case."""
_BODIES: dict[str, Callable[[_Scene], Body | None]] = {
    "placed": _placed,
    "snapshot": lambda s: _figures(s, f.Snapshot),
    "recall": lambda s: f.Recall(s.account(), s.near(-2, 10)),
    "closing": lambda s: f.Closing(
        s.account(), s.near(-2, 2), s.dice.choice(("settled", "sold", "written_off"))
    ),
    "assignment": lambda s: f.Assignment(s.dice.choice((COLLECTOR, b"another         "))),
    "snooze": lambda s: f.Snooze(s.later()),
    "contact": _contact,
    "promise": lambda s: f.Promise(s.minor(), "CNY", s.near(0, 30)),
    "promise_cancelled": _about("promise", lambda s, it: f.PromiseCancelled(it.uid, "asked")),
    "hold": lambda s: f.Hold(
        s.dice.choice(tuple(HoldKind)).value, s.dice.choice((s.when, s.later())), s.maybe(s.later())
    ),
    "release": _about("hold", lambda s, it: f.Release(it.uid, "over")),
    "visit": lambda s: f.Visit(
        s.dice.choice(("planned", "planned", "done", "cancelled")), s.dice.choice((s.when, s.later()))
    ),
    "count_elsewhere": lambda s: f.CountElsewhere(s.near(-2, 0), s.dice.randint(0, 4), s.dice.randint(0, 7)),
    "message": lambda s: f.Message("sms", "debtor", "在吗"),
    "delivery": lambda s: f.Delivery(
        s.dice.randbytes(16), s.dice.choice(("returned", "delivered")), s.when
    ),
    "payment": lambda s: f.Payment(
        s.minor(), s.dice.choice(("CNY", "CNY", "USD")), s.near(-5, 3), s.maybe(s.account())
    ),
    "reversal": _about("payment", lambda s, it: f.Reversal(it.uid, s.near(-5, 3), "bounced")),
    "debtor_wish": _about("payment", lambda s, it: f.DebtorWish(it.uid, s.account())),
    "hand_allocation": _about("payment", _hand),
    "charge": lambda s: f.Charge(s.account(), s.dice.choice(COMPONENTS), s.minor(), "CNY", s.near(-5, 3)),
    "correction": lambda s: f.Correction(
        s.account(), s.dice.choice(COMPONENTS), -s.minor(), "CNY", s.near(-5, 3), "wrong"
    ),
    "waiver": lambda s: f.Waiver(
        s.account(), s.dice.choice(COMPONENTS), s.minor(), "CNY", s.near(-5, 3), "hard", s.dice.random() < 0.5
    ),
    "approval": _about("waiver", lambda s, it: f.Approval(it.uid, s.dice.random() < 0.7)),
    "plan_version": _plan,
    "agreement": _about(
        "plan_version", lambda s, it: f.Agreement(it.body.plan_id, it.uid, s.near(-3, 0), "oral")
    ),
    "plan_ended": _about("plan_version", lambda s, it: f.PlanEnded(it.body.plan_id, s.near(-3, 0), "broken")),
    "annulment": lambda s: f.Annulment(s.dice.choice(s.told).act) if s.told else None,
}  # fmt: skip
COMMON = (
    *("placed",) * 2, *("contact",) * 5, *("promise",) * 2, "payment", "hold", *("plan_version",) * 2,
    *("agreement",) * 3, "snooze", "annulment", "message",
)  # fmt: skip


def _plain(kind: str, s: _Scene) -> Body:
    """Any body of a kind that the state of a case does not read."""
    values: dict[type, Any] = {
        str: "text", int: s.dice.randint(0, 5), bytes: s.dice.randbytes(16), bool: True,
        date: s.near(), datetime: s.when,
    }  # fmt: skip
    return KINDS[kind](*(values[column.type] for column in columns(KINDS[kind])))


def opening(cast: Sequence[Role], now: datetime) -> list[Fact]:
    """Every account of the cast as it came to us, months ago."""
    facts = []
    accounts = [(role, account) for role in cast for account in role.accounts]
    for no, (role, account) in enumerate(accounts):
        when = now - timedelta(days=DAYS_BACK + 1)
        on, due = when.date().isoformat(), (when.date() - timedelta(days=no * 40)).isoformat()
        body = balance(f.Placed, account, on, due, purchase=4_000_000, interest=90_000, late_fee=12_000)
        uid = b"placed" + no.to_bytes(10)
        facts.append(Fact(uid, body.KIND, uid, role.case, None, when, when, COLLECTOR, None, body))
    return facts


def told_by(
    lines: Iterable[Line], cast: Sequence[Role] = CAST, now: datetime = NOW, *, is_opened: bool = True
) -> list[Fact]:
    """The facts of drawn lines. About one in four belongs to the act before it, one in five supersedes another."""
    facts = opening(cast, now) if is_opened else []
    for no, line in enumerate(sorted(lines, key=lambda line: -line.minutes_back)):
        dice = Random(line.seed)
        role = dice.choice((cast[0], cast[0], *cast))
        when = now - timedelta(minutes=line.minutes_back)
        scene = _Scene(dice, when, role, facts)
        make = _BODIES.get(line.kind)
        body = make(scene) if make else _plain(line.kind, scene)
        if body is None:
            continue
        uid = dice.randbytes(13) + no.to_bytes(3)
        joins = facts and dice.random() < 0.25 and facts[-1].case_id == role.case and line.kind != "annulment"
        older = scene.one_of(line.kind) if line.kind != "annulment" and dice.random() < 0.2 else None
        recorded = min(when + timedelta(minutes=dice.choice((0, 0, 3, 2000))), now)
        facts.append(
            Fact(
                uid,
                line.kind,
                facts[-1].act if joins and facts[-1].kind != "annulment" else b"act" + uid[3:],
                role.case,
                dice.choice((*(role.person,) * 4, cast[-1].person)) if line.kind in _OF_PEOPLE else None,
                when.replace(microsecond=0),
                recorded.replace(microsecond=0),
                COLLECTOR,
                older.uid if older else None,
                body,
            )
        )
    return facts


def lines(kinds: Sequence[str] = (*COMMON, *KINDS), longest: int = 25) -> st.SearchStrategy[list[Line]]:
    """Drawn lines: short lists shrink to the few facts that matter."""
    line = st.builds(
        Line,
        st.sampled_from(kinds),
        st.one_of(st.integers(0, 2 * 1440), st.integers(0, DAYS_BACK * 1440)),
        st.integers(0, 2**32),
    )
    return st.lists(line, max_size=longest)


def histories(longest: int = 25) -> st.SearchStrategy[list[Fact]]:
    """Random facts of every kind about the cast, in the order in which they happened."""
    mostly = st.sampled_from((True, True, True, False))
    return st.builds(told_by, lines(longest=longest), is_opened=mostly)


def as_text(facts: Sequence[Fact]) -> str:
    """A history to read in a failure."""
    return json.dumps([[fact.kind, str(fact.occurred_at), repr(fact.body)] for fact in facts], indent=1)
