"""Facts for tests: a case told line by line, and random histories of every kind for the properties.

All clocks are Shanghai's (UTC+8, no summer time). Two cases of one debtor and one of a stranger share the cast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain import facts as f
from app.domain.allocation import COMPONENTS
from app.domain.casefile import CaseFile, assembled
from app.domain.facts import KINDS, Body, Fact, Id, annulled_acts, columns
from app.domain.rules import Rules
from app.domain.state import CaseState, derive
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
    return assembled(
        case, person, ZONE, "cn", accounts=(), points=(), facts=concerned, undone=annulled_acts(annulments)
    )


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
