"""Rule packs: the numbers of a country's law on collection, each with its source, status and date.

A pack is data (``resources/rules/*.toml`` is the seed; the pack in force is amended in the store). Reading is
strict: an unknown rule, a missing source or a wrong type is an error that names the key. A rule that is left
out does not apply in that country. What is only shown (``conduct``) may have any name, so that a further country
needs no code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from app.domain.entry import Entry, Words
from app.domain.errors import AppError
from app.domain.rule_values import (
    AllocationRule,
    AllocationStep,
    Authority,
    ChannelsRule,
    Completeness,
    CountsRule,
    DayRule,
    FlagRule,
    IntegerRule,
    PurposesRule,
    RatePeriod,
    RatePeriodsRule,
    RateRule,
    Reader,
    RequiredRule,
    RolesRule,
    Rolling,
    RollingRule,
    Rule,
    Severity,
    SourcesRule,
    Status,
    TextsRule,
    Window,
    WindowRule,
    flag,
    stated,
    worded,
)
from app.domain.terms import HoldKind

__all__ = [
    "AllocationStep", "Authority", "Completeness", "RatePeriod", "Rolling", "Rule", "RulePack", "Severity", "Status",
    "Window", "digest", "parse",
]  # fmt: skip


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
    conduct: Mapping[str, Rule[Any]]
    """Rules that are shown and decide nothing here, under whatever names the pack gives them."""

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
    third_person_contacts: IntegerRule = None
    lost_invalid_number: FlagRule = None
    lost_dials_in_a_row: IntegerRule = None
    lost_days_in_a_row: IntegerRule = None
    lost_ends_when_reached: FlagRule = None
    contact_sources: SourcesRule = None
    do_not_contact: FlagRule = None
    invalid_number: FlagRule = None
    refused_channel: FlagRule = None
    preferred_hours: FlagRule = None
    shared_number: FlagRule = None
    hours: WindowRule = None
    hours_channels: ChannelsRule = None
    connected_calls: IntegerRule = None
    effective_calls: IntegerRule = None
    effective_call_seconds: IntegerRule = None
    unanswered_attempts: IntegerRule = None
    placed_calls: RollingRule = None
    placed_calls_but: TextsRule = None
    conversation_cooldown_days: IntegerRule = None
    call_consent_days: IntegerRule = None
    messages_per_day: IntegerRule = None
    letter_interval_days: IntegerRule = None
    visit_contacts: IntegerRule = None
    visit_collectors: IntegerRule = None
    visit_notice: FlagRule = None
    visit_recording: FlagRule = None
    visit_entry_consent: FlagRule = None
    time_barred: FlagRule = None
    validation_days: IntegerRule = None
    content: FlagRule = None
    opt_out: TextsRule = None
    call_recording: FlagRule = None
    note_owed: FlagRule = None
    override_by_lead: FlagRule = None

    # Conduct, shown where it matters.
    reminder_is_collection: FlagRule = None
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
        """Every rule of the pack, in the order of the gate; the law behind holds and what is only shown last."""
        return (
            *(rule for name in _READERS if (rule := getattr(self, name)) is not None),
            *self.holds.values(),
            *self.conduct.values(),
        )

    @property
    def counts_each_debt(self) -> bool:
        """Whether calls are limited on each debt by itself (12 CFR 1006.14(b)(2): a particular debt)."""
        return self.placed_calls is not None or self.conversation_cooldown_days is not None

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
                raise AppError("data_unknown", entry=entry.path, choices=tuple(_READERS))
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
                conduct=_conduct(root, authorities),
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
    for name, entry in _named(root, "holds").items():
        if name not in list(HoldKind):
            raise AppError("data_unknown", entry=entry.path, choices=tuple(HoldKind))
        found[HoldKind(name)] = _read(f"hold.{name}", entry, flag, authorities)
    return found


def _conduct(root: Entry, authorities: Mapping[str, Authority]) -> dict[str, Rule[Any]]:
    return {
        name: _read(f"conduct.{name}", entry, stated, authorities)
        for name, entry in _named(root, "conduct").items()
    }


def _named(root: Entry, key: str) -> dict[str, Entry]:
    return root.named(key) if root.has(key) else {}


def _read(name: str, entry: Entry, reader: Reader, authorities: Mapping[str, Authority]) -> Rule[Any]:
    with entry:
        value = reader(entry)
        rule: Rule[Any] = Rule(
            name=name,
            value=value,
            severity=entry.member("severity", Severity),
            source=entry.text("source"),
            article=entry.text("article", ""),
            status=entry.member("status", Status),
            as_of=entry.day("as_of"),
            words=worded(entry.words(), value),
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
