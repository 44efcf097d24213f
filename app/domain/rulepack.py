"""Rule packs: the numbers of a country's law on collection, each with its source, status and date.

A pack is data (``resources/rules/*.toml`` is the seed; the pack in force is amended in the store). Reading is
strict: an unknown rule, a missing source or a wrong type is an error that names the key. A rule that is left
out does not apply in that country.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from app.domain.entry import Entry, Words
from app.domain.errors import AppError
from app.domain.terms import Channel, HoldKind, Purpose, Role

T = TypeVar("T")


class Severity(StrEnum):
    """What a rule does when it is broken. 不应/严禁 = hard, 不宜 = soft or warn."""

    HARD = "hard"
    """Blocks; nobody may override."""
    SOFT = "soft"
    """Blocks; may be overridden with a reason, which is kept."""
    WARN = "warn"
    """Allowed, with a warning."""
    INFO = "info"
    """Allowed, with a remark."""

    @property
    def blocks(self) -> bool:
        """Whether the contact is stopped."""
        return self in {Severity.HARD, Severity.SOFT}


class Status(StrEnum):
    """How sure the number is."""

    VERIFIED_TEXT = "verified_text"
    """The rule's own words were read."""
    SECOND_HAND = "second_hand"
    """A report states it."""
    RECALLED = "recalled"
    """From memory; to be confirmed by a person."""
    PRODUCT_CHOICE = "product_choice"
    """FairDue's own default, not law; editable."""


class Completeness(StrEnum):
    """Whether the gate enforces every rule of the pack, or only some yet."""

    COMPLETE = "complete"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Authority:
    """The instrument a rule comes from."""

    words: Words
    kind: str
    """``law``, ``regulation``, ``standard``, ``self_regulation`` or ``product``."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One number or list of a pack, with what a person needs to trust it. ``source`` names an authority."""

    name: str
    value: T
    severity: Severity
    source: str
    article: str
    status: Status
    as_of: date
    words: Words


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day, half open: ``start`` is inside, ``end`` is not. An end that is not after the start lies
    on the next day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Rolling:
    """At most ``count`` in any ``days`` days in a row."""

    count: int
    days: int


@dataclass(frozen=True, slots=True)
class AllocationStep:
    """Order of components for a payment made from ``from_dpd`` days past due on, the oldest first."""

    from_dpd: int
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """A yearly rate as a decimal (``0.03`` is 3 %) from a day on; ``last_confirmed`` says how fresh."""

    starts_on: date
    rate: Decimal
    last_confirmed: date


Reader = Callable[[Entry], Any]


def _window(entry: Entry) -> Window:
    with entry.child("value") as value:
        return Window(value.clock("start"), value.clock("end"))


def _rolling(entry: Entry) -> Rolling:
    with entry.child("value") as value:
        return Rolling(value.integer("count", lowest=1), value.integer("days", lowest=1))


def _integer(entry: Entry) -> int:
    return entry.integer("value")


def _flag(entry: Entry) -> bool:
    return entry.flag("value")


def _rate(entry: Entry) -> Decimal:
    return entry.rate("value")


def _texts(entry: Entry) -> tuple[str, ...]:
    return entry.texts("value")


def _channels(entry: Entry) -> frozenset[Channel]:
    return frozenset(entry.members("value", Channel))


def _purposes(entry: Entry) -> frozenset[Purpose]:
    return frozenset(entry.members("value", Purpose))


def _roles(entry: Entry) -> frozenset[Role]:
    return frozenset(entry.members("value", Role))


def _counts(entry: Entry) -> dict[str, int]:
    with entry.child("value") as value:
        return {name: value.integer(name) for name in value.names()}


def _allocation(entry: Entry) -> tuple[AllocationStep, ...]:
    steps = []
    for row in entry.children("value"):
        with row:
            steps.append(AllocationStep(row.integer("from_dpd"), row.texts("order")))
    if [s.from_dpd for s in steps] != sorted({s.from_dpd for s in steps}) or not steps or steps[0].from_dpd:
        raise AppError("data_value", entry=entry.at("value"), found="from_dpd", expected="rising from 0")
    return tuple(steps)


def _rate_periods(entry: Entry) -> tuple[RatePeriod, ...]:
    periods = []
    for row in entry.children("value"):
        with row:
            periods.append(RatePeriod(row.day("from"), row.rate("rate"), row.day("last_confirmed")))
    return tuple(sorted(periods, key=lambda period: period.starts_on))


def _day(entry: Entry) -> date:
    return entry.day("value")


# A rule by the shape of its value; the annotation carries the reader, so a field below is declared once.
IntegerRule = Annotated[Rule[int] | None, _integer]
RequiredRule = Annotated[Rule[bool], _flag]
FlagRule = Annotated[Rule[bool] | None, _flag]
RateRule = Annotated[Rule[Decimal] | None, _rate]
DayRule = Annotated[Rule[date] | None, _day]
TextsRule = Annotated[Rule[tuple[str, ...]] | None, _texts]
CountsRule = Annotated[Rule[dict[str, int]] | None, _counts]
WindowRule = Annotated[Rule[Window] | None, _window]
RollingRule = Annotated[Rule[Rolling] | None, _rolling]
ChannelsRule = Annotated[Rule[frozenset[Channel]] | None, _channels]
PurposesRule = Annotated[Rule[frozenset[Purpose]] | None, _purposes]
RolesRule = Annotated[Rule[frozenset[Role]] | None, _roles]
AllocationRule = Annotated[Rule[tuple[AllocationStep, ...]] | None, _allocation]
RatePeriodsRule = Annotated[Rule[tuple[RatePeriod, ...]] | None, _rate_periods]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """The rules in force for a creditor. A field that is ``None`` is a rule this country does not have;
    that a closed case and a hold stop contact is no country's choice.

    ``zone`` is the clock used where the debtor's own is not known (IANA name). ``version`` is the SHA-256 of
    the data: a decision kept with it can be checked later.
    """

    id: str
    words: Words
    zone: str
    as_of: date
    completeness: Completeness
    version: str
    authorities: Mapping[str, Authority]
    holds: Mapping[HoldKind, Rule[bool]]
    """The law behind a hold. Kinds left out fall back on ``hold``."""

    # The gate, in its order.
    closed_case: RequiredRule
    hold: RequiredRule
    plan_reminder_days: IntegerRule = None
    deceased: FlagRule = None
    collect_from: RolesRule = None
    spouse: FlagRule = None
    heir: FlagRule = None
    third_person_purposes: PurposesRule = None
    third_person_refusal: FlagRule = None
    third_person_lost: FlagRule = None
    third_person_channels: ChannelsRule = None
    lost_invalid_number: FlagRule = None
    lost_dials_in_a_row: IntegerRule = None
    lost_days_in_a_row: IntegerRule = None
    lost_ends_when_reached: FlagRule = None
    do_not_contact: FlagRule = None
    invalid_number: FlagRule = None
    refused_channel: FlagRule = None
    preferred_hours: FlagRule = None
    shared_number: FlagRule = None
    hours: WindowRule = None
    hours_channels: ChannelsRule = None
    connected_calls: IntegerRule = None
    unanswered_attempts: IntegerRule = None
    placed_calls: RollingRule = None
    conversation_cooldown_days: IntegerRule = None
    messages_per_day: IntegerRule = None
    letter_interval_days: IntegerRule = None
    visit_contacts: IntegerRule = None
    visit_collectors: IntegerRule = None
    visit_recording: FlagRule = None
    visit_entry_consent: FlagRule = None
    content: FlagRule = None
    call_recording: FlagRule = None
    note_owed: FlagRule = None

    # Conduct, shown where it matters.
    reminder_is_collection: FlagRule = None
    effective_call_seconds: IntegerRule = None
    first_contact_states: TextsRule = None
    letter_contents: TextsRule = None
    letter_balance_age_days: IntegerRule = None
    agency_checks_per_year: IntegerRule = None
    tell_debtor_before_handover: FlagRule = None

    # Promises and plans.
    promise_tolerance_minor: IntegerRule = None
    promise_grace_days: IntegerRule = None
    plan_years: IntegerRule = None
    plan_periods: IntegerRule = None
    plan_contents: TextsRule = None
    plan_grace_days: IntegerRule = None
    plan_again: FlagRule = None
    cash_plan_minor: IntegerRule = None
    cash_plan_months: IntegerRule = None

    # Money and time.
    allocation: AllocationRule = None
    daily_rate: RateRule = None
    no_interest_on: TextsRule = None
    late_fee_rate: RateRule = None
    minimum_payment_rate: RateRule = None
    all_in_bank_card: RateRule = None
    all_in_loan_facilitation: RateRule = None
    all_in_micro_loan: RateRule = None
    all_in_consumer_finance: RateRule = None
    all_in_consumer_finance_average: RateRule = None
    lpr_1y: RatePeriodsRule = None
    private_lending_multiple: IntegerRule = None
    cost_disclosure_from: DayRule = None
    risk_classes: CountsRule = None
    limitation_years: IntegerRule = None
    limitation_absolute_years: IntegerRule = None
    effective_collection_gap_days: IntegerRule = None
    bureau_years: IntegerRule = None
    retention_bank_card_years: IntegerRule = None
    retention_online_credit_years: IntegerRule = None
    retention_consumer_finance_years: IntegerRule = None
    retention_default_years: IntegerRule = None

    def rules(self) -> tuple[Rule[Any], ...]:
        """Every rule of the pack, in the order of the gate; the law behind holds last."""
        return (
            *(rule for name in _READERS if (rule := getattr(self, name)) is not None),
            *self.holds.values(),
        )

    def rule(self, name: str) -> Rule[Any] | None:
        """The rule with a name as found in a decision: ``hours``, ``hold.dispute`` …"""
        return next((rule for rule in self.rules() if rule.name == name), None)

    def hold_rule(self, kind: HoldKind) -> Rule[bool]:
        """The rule behind a hold."""
        return self.holds.get(kind, self.hold)


_READERS: dict[str, Reader] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(RulePack, include_extras=True).items()
    if get_origin(hint) is Annotated
}


def parse(data: Mapping[str, Any]) -> RulePack:
    """The rule pack of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py`` and ``pack_source_unknown`` (a rule names an authority the pack does not list)."""
    with Entry(data) as root:
        authorities = {name: _authority(entry) for name, entry in root.named("authorities").items()}
        pack = root.child("pack")
        rules = {}
        for name, entry in root.named("rules").items():
            if name not in _READERS:
                raise AppError("data_unknown", entry=entry.path)
            rules[name] = _read(name, entry, _READERS[name], authorities)
        for name in ("closed_case", "hold"):
            if name not in rules:
                raise AppError("data_missing", entry=f"rules.{name}")
        with pack:
            return RulePack(
                id=pack.text("id"),
                words=pack.words(),
                zone=_zone(pack),
                as_of=pack.day("as_of"),
                completeness=pack.member("completeness", Completeness),
                version=digest(data),
                authorities=authorities,
                holds=_holds(root, authorities),
                **rules,
            )


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the data, the same for the same rules in any order of keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _authority(entry: Entry) -> Authority:
    with entry:
        return Authority(entry.words(), entry.text("kind"))


def _holds(root: Entry, authorities: Mapping[str, Authority]) -> dict[HoldKind, Rule[bool]]:
    found = {}
    for name, entry in root.named("holds").items():
        if name not in list(HoldKind):
            raise AppError("data_unknown", entry=entry.path)
        found[HoldKind(name)] = _read(f"hold.{name}", entry, _flag, authorities)
    return found


def _read(name: str, entry: Entry, reader: Reader, authorities: Mapping[str, Authority]) -> Rule[Any]:
    with entry:
        rule: Rule[Any] = Rule(
            name=name,
            value=reader(entry),
            severity=entry.member("severity", Severity),
            source=entry.text("source"),
            article=entry.text("article", ""),
            status=entry.member("status", Status),
            as_of=entry.day("as_of"),
            words=entry.words(),
        )
    if rule.source not in authorities:
        raise AppError("pack_source_unknown", entry=entry.at("source"), source=rule.source)
    return rule


def _zone(pack: Entry) -> str:
    zone = pack.text("zone")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise pack.refuse("zone", "time zone such as Asia/Shanghai") from None
    return zone
