"""Facts for tests: a case told line by line, and random histories of every kind for the properties.

All clocks are Shanghai's (UTC+8, no summer time). Two cases of one debtor and one of a stranger share the cast.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.domain import facts as f
from app.domain.allocation import COMPONENTS
from app.domain.casefile import CaseFile, assembled
from app.domain.facts import KINDS, Body, Fact, Id, columns
from app.domain.rules import Rules
from app.domain.state import CaseState, derive
from app.domain.terms import HoldKind
from app.services.rulebook import rules_from, shipped_packs

ZONE = ZoneInfo("Asia/Shanghai")
RULES: Rules = rules_from(shipped_packs())
GRACED = replace(RULES, terms={code: replace(terms, grace_days=3) for code, terms in RULES.terms.items()})
"""The same rules with three days of grace for promises and instalments."""
COLLECTOR = b"collector       "


def name(text: str) -> Id:
    """An identity that reads in a failure."""
    return text.encode().ljust(16)


CASE, OTHER_CASE, STRANGERS_CASE = name("case"), name("other case"), name("strangers case")
DEBTOR, STRANGER = name("debtor"), name("stranger")
CARD, LOAN = name("card"), name("loan")


def at(day: str | date, clock: str = "09:00") -> datetime:
    """A moment on the debtor's clock, in UTC."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass
class Told:
    """The facts of a case, told in any order. Every ``add`` is an act of its own unless one is named."""

    facts: list[Fact] = field(default_factory=list)

    def add(
        self,
        body: Body,
        when: datetime,
        *,
        recorded: datetime | None = None,
        case: Id | None = CASE,
        person: Id | None = None,
        act: Id | None = None,
        supersedes: Fact | None = None,
        uid: Id | None = None,
    ) -> Fact:
        uid = uid or len(self.facts).to_bytes(15) + b"u"
        fact = Fact(
            uid,
            body.KIND,
            act or b"act" + uid[3:],
            case,
            person,
            when,
            recorded or when,
            COLLECTOR,
            supersedes.uid if supersedes else None,
            body,
        )
        self.facts.append(fact)
        return fact

    def placed(self, account: Id = CARD, *, on: str, due: str | None, **parts: int) -> Fact:
        return self.add(balance(f.Placed, account, on, due, **parts), at(on))

    def snapshot(self, account: Id = CARD, *, on: str, due: str | None, **parts: int) -> Fact:
        return self.add(balance(f.Snapshot, account, on, due, **parts), at(on, "10:00"))

    def paid(self, minor: int, on: str, account: Id | None = None, currency: str = "CNY") -> Fact:
        return self.add(f.Payment(minor, currency, day(on), account), at(on, "12:00"))

    def called(self, result: str, when: datetime, **more: Any) -> Fact:
        return self.add(f.Contact("call", "outbound", result, **more), when, person=DEBTOR)

    def promised(self, minor: int, due: str, when: datetime, **more: Any) -> Fact:
        return self.add(f.Promise(minor, "CNY", day(due)), when, **more)

    def undo(self, fact: Fact, when: datetime) -> Fact:
        return self.add(f.Annulment(fact.act), when)

    def case(self) -> CaseFile:
        return case_of(self.facts)

    def state(self, now: datetime, rules: Rules = RULES) -> CaseState:
        return derive(self.case(), rules, now)


def balance(kind: type[f.Balance], account: Id, on: str, due: str | None, **parts: int) -> Any:
    """The figures of one account: components by name in minor units, those not named nothing."""
    unknown = set(parts) - set(COMPONENTS)
    assert not unknown, unknown
    components = {f"{component}_minor": parts.get(component, 0) for component in COMPONENTS}
    return kind(
        account_id=account,
        as_of=day(on),
        currency="CNY",
        oldest_due_on=day(due) if due else None,
        is_split=True,
        **components,
    )


def case_of(facts: Sequence[Fact], case: Id = CASE, person: Id = DEBTOR) -> CaseFile:
    """The case file of everything that was told."""
    annulments = [fact for fact in facts if fact.kind == "annulment"]
    concerned = [fact for fact in facts if case == fact.case_id or person == fact.person_id]
    return assembled(case, person, ZONE, "cn", accounts=(), points=(), facts=concerned, annulments=annulments)


def shown(state: CaseState) -> tuple[Any, ...]:
    """What the queue keeps of a state."""
    return (
        state.tier,
        state.reason,
        dict(state.reason_params),
        state.next_at,
        state.changes_at,
        state.score,
        dict(state.features),
        state.balance_minor,
        state.currency,
        state.oldest_due_on,
        state.recall_on,
        state.limitation_on,
        state.collector,
    )


_VALUES: dict[type, Any] = {
    str: "张三", int: 7, bytes: b"\x01" * 16, bool: True, date: date(2026, 2, 28),
    datetime: datetime(2026, 2, 28, 23, 59, 59, 999_000, tzinfo=UTC),
}  # fmt: skip


def full(kind: str) -> Body:
    """A content of a kind with a value in every field."""
    return KINDS[kind](*(_VALUES[column.type] for column in columns(KINDS[kind])))


# Random histories.

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
    )  # fmt: skip


def _hand(s: _Scene, payment: Fact) -> Body:
    rows = [[s.account().hex(), s.dice.choice(COMPONENTS), s.minor()] for _ in range(3)]
    return f.HandAllocation(payment.uid, f.json_text(rows), "asked for")


_OF_PEOPLE = ("contact", "hold", "preference", "release")
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
