"""May this letter be issued? A pure function of what the letter says and what is true now.

A letter is held to more than a call: it says an amount in the creditor's name and cannot be taken back. So it is
refused when money came since it was drafted, when its balance is too old or not the ledger's, when the gate forbids a
letter of that purpose, when it would reach nobody, when something is missing or stands in it that may never be said.
Every reason is told, not only the first: the way out of each is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any

from app.domain.dates import local_date
from app.domain.entry import Words
from app.domain.findings import Finding
from app.domain.gate import Decision
from app.domain.phrases import Objection
from app.domain.rulepack import Authority, Rule
from app.domain.terms import HoldKind


class Need(StrEnum):
    """What must be true for a letter to make sense."""

    DEBT = "debt"
    """Something is owed: a reminder, a notice."""
    PLAN = "plan"
    """There is a plan that was proposed or agreed: its agreement, its confirmation."""
    SETTLED = "settled"
    """Nothing is owed any more: the certificate (结清证明)."""
    NOTHING = "nothing"
    """Nothing in particular: a statement of account."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Money that came, or was taken back, and when it was written down."""

    amount_minor: int
    on: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """What is known of one letter just before it is issued.

    ``stated_minor`` is the sum the letter names, ``owed_minor`` the ledger's of the same accounts on the letter's day.
    ``drafted_at``/``drafted_minor`` belong to the draft a person saw, None where there was none. ``balance_as_of`` is
    the oldest day of the creditor's figures, None where we keep the books ourselves. ``returned_on``: the day the last
    letter to this address came back. ``address`` None: there is none.
    """

    need: Need
    today: date
    zone: tzinfo
    currency: str
    stated_minor: int
    owed_minor: int
    decision: Decision | None
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    accounts: int = 1
    drafted_at: datetime | None = None
    drafted_minor: int | None = None
    arrivals: tuple[Arrival, ...] = ()
    balance_as_of: date | None = None
    age_limit: Rule[int] | None = None
    has_address: bool = True
    returned_on: date | None = None
    has_plan: bool = False
    is_plan_approved: bool = True
    missing: tuple[Words, ...] = ()
    objections: tuple[Objection, ...] = ()
    numbers_in_full: tuple[str, ...] = ()
    strange_amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a letter is not issued, or why one should think twice: a code and what fills its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def refusals(check: LetterCheck) -> tuple[Refusal, ...]:
    """Everything that stands against the letter, in the order in which a person would mend it."""
    return tuple(_refusals(check))


def warnings(check: LetterCheck) -> tuple[Refusal, ...]:
    """What does not stand against it and is told all the same: rules of the pack that only warn."""
    if check.decision is None:
        return ()
    return tuple(_of_gate(check, finding) for finding in check.decision.warnings)


def _refusals(check: LetterCheck) -> Iterator[Refusal]:
    yield from _money(check)
    yield from _needs(check)
    if check.decision is not None:
        yield from (_of_gate(check, finding) for finding in check.decision.blocks)
    yield from _address(check)
    yield from _content(check)


def _money(check: LetterCheck) -> Iterator[Refusal]:
    """The amount: nothing came in between, and it is the ledger's, and not too old."""
    came = [
        arrival
        for arrival in check.arrivals
        if check.drafted_at is not None and arrival.recorded_at > check.drafted_at
    ]
    if came:
        last = came[-1]
        yield Refusal(
            "letter_money_came",
            {"amount_minor": last.amount_minor, "on": last.on, "currency": check.currency},
        )
    elif check.drafted_minor is not None and check.drafted_minor != check.owed_minor:
        yield Refusal(
            "letter_amount_changed",
            {
                "drafted_minor": check.drafted_minor,
                "owed_minor": check.owed_minor,
                "currency": check.currency,
            },
        )
    if check.stated_minor != check.owed_minor:
        yield Refusal(
            "letter_amount_differs",
            {"stated_minor": check.stated_minor, "owed_minor": check.owed_minor, "currency": check.currency},
        )
    as_of, limit = check.balance_as_of, check.age_limit
    if as_of is not None and limit is not None and limit.severity.blocks:
        days = (check.today - as_of).days
        if days > limit.value:
            yield Refusal("letter_balance_old", {"as_of": as_of, "days": days, "limit": limit.value})


def _needs(check: LetterCheck) -> Iterator[Refusal]:
    if check.accounts == 0:
        yield Refusal("letter_no_account")
    elif check.need is Need.DEBT and check.owed_minor <= 0:
        yield Refusal("letter_nothing_owed")
    elif check.need is Need.SETTLED and check.owed_minor > 0:
        yield Refusal("letter_not_settled", {"owed_minor": check.owed_minor, "currency": check.currency})
    if check.need is Need.PLAN and not check.has_plan:
        yield Refusal("letter_no_plan")
    elif check.need is Need.PLAN and not check.is_plan_approved:
        yield Refusal("letter_plan_unapproved")


def _address(check: LetterCheck) -> Iterator[Refusal]:
    if not check.has_address:
        yield Refusal("letter_address_missing")
    elif check.returned_on is not None:
        yield Refusal("letter_address_returned", {"on": check.returned_on})


def _content(check: LetterCheck) -> Iterator[Refusal]:
    if check.missing:
        yield Refusal("letter_field_missing", {"fields": check.missing})
    for objection in check.objections:
        yield Refusal(
            "letter_phrase",
            {
                "phrase": objection.found,
                "rule": objection.group.words,
                "source": _source(check, objection.group.source),
            },
        )
    if check.numbers_in_full:
        yield Refusal("letter_number_in_full", {"count": len(check.numbers_in_full)})
    if check.strange_amounts:
        yield Refusal("letter_amount_strange", {"amounts": check.strange_amounts})


_GATE = {
    "closed_case": "letter_closed",
    "deceased": "letter_deceased",
    "plan_reminder_days": "letter_plan_early",
    "letter_interval_days": "letter_too_soon",
    "invalid_number": "letter_address_dead",
    "do_not_contact": "letter_unwanted",
    "refused_channel": "letter_unwanted",
    "messages_per_day": "letter_too_soon",
    f"hold.{HoldKind.PLAN_PERFORMING}": "letter_plan_performing",
}
_STRANGERS = ("collect_from", "spouse", "heir", "third_person_")


def _of_gate(check: LetterCheck, finding: Finding) -> Refusal:
    """A finding of the gate as a refusal: which rule, who says so, and from when on it is allowed again."""
    rule = finding.rule
    params = {"rule": rule.words, "source": _source(check, rule.source), "article": rule.article or ""}
    if finding.until is not None:
        return Refusal(f"{_code(rule.name)}", params | {"until": local_date(finding.until, check.zone)})
    return Refusal(_code(rule.name), params | {"until": "—"})


def _code(name: str) -> str:
    known = _GATE.get(name)
    if known is not None:
        return known
    if name.startswith(_STRANGERS):
        return "letter_stranger"
    return "letter_hold" if name.partition(".")[0] == "hold" else "letter_rule"


def _source(check: LetterCheck, name: str) -> Any:
    known = check.authorities.get(name)
    return known.words if known is not None else name
