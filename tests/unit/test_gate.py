"""Worked cases of the gate, each with its legal source, and properties that hold for every case."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import codes, rulepack, vocabulary
from app.domain.gate import Decision, next_permitted, permit
from app.domain.lost import lost_state
from app.domain.rulepack import Completeness, RulePack, Severity, Window
from app.domain.situation import (
    ContactView,
    ElsewhereView,
    HoldView,
    LostTrigger,
    LostView,
    PointView,
    Preparation,
    Situation,
)
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role

RESOURCES = Path(__file__).parents[2] / "resources"
SHANGHAI = ZoneInfo("Asia/Shanghai")
DEBTOR, GUARANTOR, FATHER, WIFE = (
    b"debtor".ljust(16),
    b"guarantor".ljust(16),
    b"father".ljust(16),
    b"wife".ljust(16),
)
CASE, OTHER_CASE = b"case".ljust(16), b"other case".ljust(16)
MOBILE, SECOND, FATHERS = "+8613800000042", "+8613900008817", "+8657100004321"


def _load(path: str) -> dict[str, Any]:
    with (RESOURCES / path).open("rb") as file:
        return tomllib.load(file)


CN_DATA = _load("rules/cn.toml")
CN = rulepack.parse(CN_DATA)
US = rulepack.parse(_load("rules/us.toml"))
CODES = codes.parse(_load("codes/results.toml"))
WORDS = vocabulary.parse(_load("codes/terms.toml"))


def without(*names: str) -> RulePack:
    """The Chinese pack without some of its rules."""
    data = copy.deepcopy(CN_DATA)
    for name in names:
        del data["rules"][name]
    return rulepack.parse(data)


def at(clock: str, day: int = 20) -> datetime:
    """A moment in November 2026 on the debtor's clock, in UTC."""
    parts = [int(part) for part in clock.split(":")]
    return datetime(2026, 11, day, *parts, tzinfo=SHANGHAI).astimezone(UTC)


OWN = PointView(MOBILE, DEBTOR, Role.DEBTOR, is_reserved=True)
FATHERS_PHONE = PointView(FATHERS, FATHER, Role.FAMILY)
QUIET = Situation(CASE)
LOST = LostView(LostTrigger.INVALID_NUMBER, at("09:00", 1), at("09:00", 1))


def contact(
    result: str,
    moment: datetime,
    number: str = MOBILE,
    person: bytes = DEBTOR,
    reached: bytes | None = None,
    channel: Channel = Channel.CALL,
    direction: Direction = Direction.OUTBOUND,
    case: bytes = CASE,
) -> ContactView:
    return ContactView(moment, case, person, reached, number, channel, direction, CODES.get(result))


def may(
    situation: Situation = QUIET,
    point: PointView = OWN,
    channel: Channel = Channel.CALL,
    purpose: Purpose = Purpose.COLLECTION,
    now: datetime | None = None,
    pack: RulePack = CN,
    preparation: Preparation | None = None,
) -> Decision:
    return permit(situation, point, channel, purpose, now or at("10:00"), pack, preparation)


def hold(kind: HoldKind, until: datetime | None = None, starts: datetime | None = None) -> HoldView:
    term = WORDS.holds[kind]
    return HoldView(kind, starts or at("09:00", 1), until, term.blocks, term.channels)


# --- hours: CBA 2026 art 13 ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "is_allowed", "until"),
    [
        ("07:59:59", False, at("08:00")),
        ("08:00:00", True, None),
        ("21:59:59", True, None),
        ("22:00:00", False, at("08:00", 21)),
        ("00:00:00", False, at("08:00")),
    ],
)
def test_hours_are_half_open_on_the_debtors_clock(
    clock: str, is_allowed: bool, until: datetime | None
) -> None:
    decision = may(now=at(clock))
    assert decision.allowed is is_allowed
    assert decision.until == until
    if not is_allowed:
        assert (decision.rule, decision.severity, decision.source, decision.article) == (
            "hours",
            Severity.HARD,
            "cba_2026",
            "13",
        )
        assert not decision.overridable
        assert decision.closes_at is None
    else:
        assert decision.closes_at == at("22:00")
        assert (decision.rule, decision.severity, decision.source, decision.article) == (None,) * 4


@pytest.mark.parametrize("channel", [Channel.VISIT, Channel.SMS, Channel.IM, Channel.EMAIL])
def test_hours_hold_for_other_ways_too(channel: Channel) -> None:
    assert may(channel=channel, now=at("22:30")).rule == "hours"


def test_a_posted_letter_has_no_hours() -> None:
    decision = may(channel=Channel.LETTER, now=at("23:00"))
    assert decision.allowed
    assert decision.closes_at is None


def test_consent_of_the_debtor_extends_the_hours() -> None:
    late = replace(OWN, consent=Window(time(21), time(23, 30)))
    assert may(point=late, now=at("22:30")).allowed
    assert may(point=late, now=at("22:30")).closes_at == at("23:30")
    assert may(point=late, now=at("21:30")).closes_at == at("23:30")
    assert may(point=late, now=at("23:30")).until == at("08:00", 21)


def test_consent_past_midnight() -> None:
    night = replace(OWN, consent=Window(time(23), time(1)))
    assert may(point=night, now=at("23:30")).closes_at == at("01:00", 21)
    assert may(point=night, now=at("22:15")).until == at("23:00")


def test_the_debtors_own_zone_is_used() -> None:
    abroad = replace(OWN, zone="Europe/Berlin")
    decision = may(point=abroad, now=datetime(2026, 11, 20, 6, 59, 59, tzinfo=UTC))
    assert decision.rule == "hours"
    assert decision.until == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_overnight_hours_of_another_pack() -> None:
    data = copy.deepcopy(CN_DATA)
    data["rules"]["hours"]["value"] = {"start": time(22), "end": time(6)}
    pack = rulepack.parse(data)
    assert may(now=at("05:59:59"), pack=pack).allowed
    assert may(now=at("23:00"), pack=pack).closes_at == at("06:00", 21)
    assert may(now=at("06:00"), pack=pack).until == at("22:00")


def test_a_pack_without_hours_has_none() -> None:
    decision = may(now=at("03:00"), pack=without("hours", "hours_channels"))
    assert decision.allowed
    assert decision.closes_at is None


def test_us_hours_end_at_nine_and_a_partial_pack_says_so() -> None:
    """12 CFR 1006.6(b)(1)."""
    decision = may(now=datetime(2026, 11, 21, 2, tzinfo=UTC), pack=US)  # 21:00 in New York
    assert decision.rule == "hours"
    assert decision.until == datetime(2026, 11, 21, 13, tzinfo=UTC)
    assert not decision.is_partial
    unread = replace(US, completeness=Completeness.PARTIAL)
    assert may(now=datetime(2026, 11, 21, 2, tzinfo=UTC), pack=unread).is_partial


# --- connected calls: GB/T 45251-2025 5.3.2.1 ----------------------------------------------------------------


def test_three_connected_calls_a_day_over_two_cases_of_one_person() -> None:
    calls = (
        contact("HUP", at("09:00")),
        contact("PTP", at("09:30"), number=SECOND, case=OTHER_CASE),
        contact("RTP", at("09:45"), case=OTHER_CASE),
    )
    decision = may(Situation(CASE, contacts=calls))
    assert (decision.rule, decision.severity, decision.article) == (
        "connected_calls",
        Severity.HARD,
        "5.3.2.1",
    )
    assert (decision.counters.connected, decision.counters.connected_limit) == (3, 3)
    assert decision.counters.day_ends_at == at("00:00", 21)
    assert decision.until == at("08:00", 21)  # midnight frees the count, but the hours begin at eight
    assert may(Situation(CASE, contacts=calls[:2])).allowed


def test_a_guarantor_has_a_count_of_their_own() -> None:
    calls = tuple(contact("HUP", at("09:00")) for _ in range(3))
    guarantor = PointView(SECOND, GUARANTOR, Role.GUARANTOR)
    decision = may(Situation(CASE, contacts=calls), guarantor)
    assert decision.allowed
    assert decision.counters.connected == 0


@pytest.mark.parametrize("result", ["NSN", "NSA", "TPR", "CIN"])
def test_results_that_count_to_nothing(result: str) -> None:
    calls = tuple(contact(result, at("09:00")) for _ in range(9))
    assert may(Situation(CASE, contacts=calls)).counters.connected == 0


def test_inbound_calls_messages_and_visits_do_not_count_as_calls() -> None:
    """Counts hold for outbound phone calls only (collection-rules.md §6.5)."""
    contacts = (
        contact("PTP", at("09:00"), direction=Direction.INBOUND),
        contact("PTP", at("09:00"), channel=Channel.IM),
        contact("NA", at("09:00"), direction=Direction.INBOUND),
    )
    counters = may(Situation(CASE, contacts=contacts)).counters
    assert (counters.connected, counters.unanswered) == (0, 0)


def test_counts_begin_anew_at_the_debtors_midnight() -> None:
    calls = tuple(contact("HUP", at("21:59:59", 19)) for _ in range(3))
    assert may(Situation(CASE, contacts=calls), now=at("08:00")).counters.connected == 0
    # 16:00 UTC is midnight in Shanghai: the same UTC day, another day of the debtor.
    assert may(Situation(CASE, contacts=calls), now=at("21:59:59", 19)).counters.connected == 3


def test_a_contact_of_later_does_not_count_yet() -> None:
    assert may(Situation(CASE, contacts=(contact("HUP", at("11:00")),))).counters.connected == 0


def test_counts_made_elsewhere_are_added() -> None:
    """Lender and all its agencies together (GB/T 45251-2025 5.3.2.1)."""
    told = (
        ElsewhereView(date(2026, 11, 20), DEBTOR, connected=2, unanswered=4, number=MOBILE),
        ElsewhereView(date(2026, 11, 20), GUARANTOR, connected=5, unanswered=5, number=SECOND),
        ElsewhereView(date(2026, 11, 19), DEBTOR, connected=9, unanswered=9, number=MOBILE),
    )
    decision = may(Situation(CASE, contacts=(contact("HUP", at("09:00")),), elsewhere=told))
    assert decision.rule == "connected_calls"
    assert (decision.counters.connected, decision.counters.unanswered) == (3, 4)


# --- unanswered attempts: CBA 2026 art 14 --------------------------------------------------------------------


def test_six_unanswered_attempts_on_a_number_are_soft() -> None:
    calls = tuple(contact("NA", at("09:00"), case=OTHER_CASE, person=GUARANTOR) for _ in range(6))
    decision = may(Situation(CASE, contacts=calls))
    assert (decision.rule, decision.severity, decision.article) == (
        "unanswered_attempts",
        Severity.SOFT,
        "14",
    )
    assert decision.overridable
    assert decision.until == at("08:00", 21)
    assert (decision.counters.unanswered, decision.counters.unanswered_limit) == (6, 6)
    assert may(Situation(CASE, contacts=calls[1:])).allowed
    assert may(Situation(CASE, contacts=calls), replace(OWN, number=SECOND)).allowed


def test_a_soft_rule_behind_a_hard_one_cannot_be_overridden() -> None:
    calls = tuple(contact("NA", at("09:00")) for _ in range(6))
    decision = may(Situation(CASE, contacts=calls), now=at("23:00"))
    assert [finding.rule.name for finding in decision.blocks] == ["hours", "unanswered_attempts"]
    assert decision.rule == "hours"
    assert not decision.overridable
    assert decision.until == at("08:00", 21)


def test_a_hard_rule_is_named_before_a_soft_one_that_comes_first() -> None:
    calls = tuple(contact("HUP", at("09:00")) for _ in range(3))
    invalid = replace(OWN, is_invalid=True)
    assert may(Situation(CASE, contacts=calls), invalid).rule == "connected_calls"


def test_a_pack_without_counters_counts_without_limit() -> None:
    calls = tuple(contact("HUP", at("09:00")) for _ in range(30))
    decision = may(Situation(CASE, contacts=calls), pack=without(*COUNTED))
    assert decision.allowed
    assert (decision.counters.connected_limit, decision.counters.unanswered_limit) == (None, None)


COUNTED = ("connected_calls", "effective_calls", "unanswered_attempts")


# --- messages, letters, visits -------------------------------------------------------------------------------


def test_one_message_a_day_by_default_but_an_answer_may_go() -> None:
    sent = (contact("SD", at("09:00"), channel=Channel.SMS),)
    decision = may(Situation(CASE, contacts=sent), channel=Channel.IM)
    assert (decision.rule, decision.overridable) == ("messages_per_day", True)
    assert may(Situation(CASE, contacts=sent), channel=Channel.SMS, purpose=Purpose.ANSWER).allowed
    assert may(Situation(CASE, contacts=sent)).allowed
    assert may(Situation(CASE, contacts=sent), channel=Channel.IM, pack=without("messages_per_day")).allowed


def test_letters_within_seven_days_warn_only() -> None:
    """GB/T 45251-2025, letters: 不宜 under 7 natural days."""
    sent = Situation(CASE, contacts=(contact("LS", at("23:00", 14), channel=Channel.LETTER),))
    decision = may(sent, channel=Channel.LETTER)
    assert decision.allowed
    assert [(w.rule.name, w.until) for w in decision.warnings] == [("letter_interval_days", at("00:00", 21))]
    assert may(sent, channel=Channel.LETTER, now=at("00:00", 21)).warnings == ()
    assert may(sent, channel=Channel.LETTER, purpose=Purpose.ANSWER).warnings == ()
    assert may(replace(sent, case_id=OTHER_CASE), channel=Channel.LETTER).warnings == ()
    assert may(sent, channel=Channel.LETTER, pack=without("letter_interval_days")).warnings == ()


def test_one_effective_visit_a_day() -> None:
    """GB/T 45251-2025 5.3.2.2.3."""
    met = Situation(CASE, contacts=(contact("VS1", at("09:00"), channel=Channel.VISIT),))
    assert may(met, channel=Channel.VISIT).rule == "visit_contacts"
    missed = Situation(CASE, contacts=(contact("VS2", at("09:00"), channel=Channel.VISIT),))
    decision = may(missed, channel=Channel.VISIT)
    assert decision.allowed
    assert [warning.rule.name for warning in decision.warnings] == ["visit_entry_consent"]


@pytest.mark.parametrize(("collectors", "rule"), [(1, "visit_collectors"), (2, None), (None, None)])
def test_a_visit_takes_two_collectors(collectors: int | None, rule: str | None) -> None:
    """CBA 2026 art 22."""
    assert may(channel=Channel.VISIT, preparation=Preparation(collectors=collectors)).rule == rule
    assert may(preparation=Preparation(collectors=1)).allowed


def test_a_pack_that_asks_nothing_of_visits() -> None:
    pack = without("visit_contacts", "visit_collectors", "visit_entry_consent")
    met = Situation(CASE, contacts=(contact("VS1", at("09:00"), channel=Channel.VISIT),))
    decision = may(met, channel=Channel.VISIT, pack=pack, preparation=Preparation(collectors=1))
    assert decision.allowed
    assert decision.warnings == ()


# --- preparation ---------------------------------------------------------------------------------------------


def test_recording_is_mandatory() -> None:
    """2011 Measures art 68 (calls); CBA 2026 (visits)."""
    unrecorded = Preparation(is_recorded=False)
    assert may(preparation=unrecorded).rule == "call_recording"
    assert may(channel=Channel.VISIT, preparation=unrecorded).rule == "visit_recording"
    assert may(channel=Channel.SMS, preparation=unrecorded).allowed
    assert may(preparation=Preparation(is_recorded=True)).allowed


def test_a_text_that_says_what_may_not_be_said_is_stopped() -> None:
    decision = may(channel=Channel.SMS, preparation=Preparation(findings=("坐牢",)))
    assert (decision.rule, decision.until) == ("content", None)
    assert decision.block is not None
    assert decision.block.params == {"findings": ("坐牢",)}


def test_a_note_that_is_owed_comes_last_and_may_be_overridden() -> None:
    decision = may(replace(QUIET, is_note_owed=True))
    assert (decision.rule, decision.overridable, decision.until) == ("note_owed", True, None)
    night = may(replace(QUIET, is_note_owed=True), now=at("23:00"))
    assert (night.rule, night.until) == ("hours", at("08:00", 21))


# --- state of the case and holds -----------------------------------------------------------------------------


def test_a_closed_case_still_answers() -> None:
    closed = replace(QUIET, is_closed=True)
    assert may(closed).rule == "closed_case"
    assert may(closed).until is None
    assert may(closed, purpose=Purpose.ANSWER).allowed


@pytest.mark.parametrize("kind", [kind for kind, term in WORDS.holds.items() if term.blocks])
def test_every_hold_stops_collection(kind: HoldKind) -> None:
    decision = may(replace(QUIET, holds=(hold(kind),)))
    assert decision.rule == f"hold.{kind}"
    assert decision.until is None
    assert decision.overridable == (CN.hold_rule(kind).severity is Severity.SOFT)


@pytest.mark.parametrize(
    ("kind", "source", "article"),
    [
        (HoldKind.DISPUTE, "card_2011", "69"),
        (HoldKind.PLAN_PERFORMING, "card_2011", "70"),
        (HoldKind.POLICE_ORDER, "public_order_2025", "50(2)"),
        (HoldKind.DECEASED, "civil_code", "1161"),
    ],
)
def test_a_hold_names_its_law(kind: HoldKind, source: str, article: str) -> None:
    decision = may(replace(QUIET, holds=(hold(kind),)))
    assert (decision.source, decision.article) == (source, article)


@pytest.mark.parametrize("kind", [kind for kind in HoldKind if kind is not HoldKind.POLICE_ORDER])
def test_an_answer_goes_out_under_every_hold_but_a_police_order(kind: HoldKind) -> None:
    assert may(replace(QUIET, holds=(hold(kind),)), purpose=Purpose.ANSWER).allowed


def test_a_police_order_stops_everything() -> None:
    """治安管理处罚法 art 50 ¶2."""
    ordered = replace(QUIET, holds=(hold(HoldKind.POLICE_ORDER),))
    assert may(ordered, purpose=Purpose.ANSWER).rule == "hold.police_order"


def test_a_dispute_stops_collection_but_not_a_due_reminder() -> None:
    disputed = replace(QUIET, holds=(hold(HoldKind.DISPUTE),))
    assert may(disputed, purpose=Purpose.DUE_REMINDER).allowed
    assert may(disputed).rule == "hold.dispute"


def test_a_hold_is_half_open_and_its_end_meets_the_hours() -> None:
    held = replace(QUIET, holds=(hold(HoldKind.PAYMENT_CHECK, until=at("23:00"), starts=at("09:00")),))
    assert may(held, now=at("08:59:59")).allowed
    assert may(held, now=at("09:00")).until == at("08:00", 21)
    assert may(held, now=at("23:00")).rule == "hours"
    until_noon = replace(QUIET, holds=(hold(HoldKind.PAYMENT_CHECK, until=at("12:00")),))
    assert may(until_noon, now=at("11:59:59")).until == at("12:00")
    assert may(until_noon, now=at("12:00")).allowed


def test_a_hold_of_one_channel_leaves_the_others() -> None:
    no_calls = replace(hold(HoldKind.STOP_REQUEST), channels=frozenset({Channel.CALL}))
    assert may(replace(QUIET, holds=(no_calls,))).rule == "hold.stop_request"
    assert may(replace(QUIET, holds=(no_calls,)), channel=Channel.SMS).allowed


def test_a_pack_without_a_law_for_a_hold_still_stops() -> None:
    decision = may(replace(QUIET, holds=(hold(HoldKind.HARDSHIP),)), now=at("23:00"), pack=US)
    assert (decision.rule, decision.overridable) == ("hold", False)


def test_a_performing_plan_allows_the_due_reminder_only() -> None:
    """2011 Measures art 70."""
    performing = replace(QUIET, is_plan_performing=True, next_due_on=date(2026, 11, 20))
    assert may(performing).rule == "hold.plan_performing"
    assert may(performing, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).rule == "hold.plan_performing"
    assert may(performing, purpose=Purpose.DUE_REMINDER).allowed
    assert may(performing, purpose=Purpose.ANSWER).allowed


def test_a_reminder_waits_for_the_third_day_before_the_due_day() -> None:
    performing = replace(QUIET, is_plan_performing=True, next_due_on=date(2026, 11, 28))
    decision = may(performing, purpose=Purpose.DUE_REMINDER)
    assert (decision.rule, decision.until) == ("plan_reminder_days", at("08:00", 25))
    assert may(performing, purpose=Purpose.DUE_REMINDER, now=at("08:00", 25)).allowed
    unknown = replace(performing, next_due_on=None)
    assert may(unknown, purpose=Purpose.DUE_REMINDER).until is None
    free = without("plan_reminder_days")
    assert may(performing, purpose=Purpose.DUE_REMINDER, pack=free).allowed


# --- class of person: 2011 Measures art 68, CBA 2026, Civil Code 1064, 1161 ----------------------------------


@pytest.mark.parametrize("role", [Role.DEBTOR, Role.CO_DEBTOR, Role.GUARANTOR])
def test_those_who_answer_for_the_debt_may_be_collected_from(role: Role) -> None:
    assert may(point=PointView(SECOND, GUARANTOR, role)).allowed


@pytest.mark.parametrize("role", [Role.LISTED_CONTACT, Role.FAMILY, Role.EMPLOYER, Role.OTHER])
def test_nobody_else_may_even_when_the_debtor_is_lost(role: Role) -> None:
    decision = may(replace(QUIET, lost=LOST), PointView(FATHERS, FATHER, role))
    assert (decision.rule, decision.article, decision.until) == ("collect_from", "68", None)


def test_a_spouse_only_where_the_debt_is_shared() -> None:
    wife = PointView(SECOND, WIFE, Role.SPOUSE)
    assert (may(point=wife).rule, may(point=wife).article) == ("spouse", "1064")
    assert may(point=replace(wife, is_debt_related=True)).allowed


def test_an_heir_only_after_death_and_the_dead_never() -> None:
    heir = PointView(SECOND, WIFE, Role.HEIR)
    assert (may(point=heir).rule, may(point=heir).article) == ("heir", "1161")
    dead = replace(QUIET, is_deceased=True)
    assert may(dead, heir).allowed
    assert may(dead).rule == "deceased"
    assert may(dead, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed


def test_a_debt_related_flag_makes_no_obligor_of_a_father() -> None:
    assert may(point=replace(FATHERS_PHONE, is_debt_related=True)).rule == "collect_from"


def test_a_third_person_may_be_asked_to_relay_only_when_the_debtor_is_lost() -> None:
    decision = may(point=FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST)
    assert (decision.rule, decision.severity, decision.until) == ("third_person_lost", Severity.HARD, None)
    lost = replace(QUIET, lost=LOST)
    assert may(lost, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed
    assert may(lost, FATHERS_PHONE, Channel.SMS, Purpose.RELAY_REQUEST).rule == "third_person_channels"


def test_from_the_next_day_means_the_next_morning() -> None:
    tomorrow = replace(QUIET, lost=replace(LOST, opens_at=at("00:00", 21)))
    decision = may(tomorrow, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST)
    assert (decision.rule, decision.until) == ("third_person_lost", at("08:00", 21))
    just_now = replace(QUIET, lost=replace(LOST, opens_at=at("10:00")))
    assert may(just_now, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed


def test_a_refusal_is_for_good() -> None:
    refused = replace(FATHERS_PHONE, has_refused=True)
    for purpose in Purpose:
        decision = may(replace(QUIET, lost=LOST), refused, purpose=purpose)
        assert (decision.rule, decision.until, decision.overridable) == ("third_person_refusal", None, False)


def test_one_who_offers_to_pay_is_answered() -> None:
    """GB/T 45251-2025, third persons."""
    assert may(point=FATHERS_PHONE, purpose=Purpose.ANSWER).rule == "collect_from"
    assert may(point=replace(FATHERS_PHONE, has_offered_to_pay=True), purpose=Purpose.ANSWER).allowed
    assert may(point=replace(FATHERS_PHONE, has_offered_to_pay=True)).rule == "collect_from"


def test_packs_with_looser_or_stricter_rules_for_third_persons() -> None:
    lost = replace(QUIET, lost=LOST)
    relay = Purpose.RELAY_REQUEST
    assert (
        may(lost, FATHERS_PHONE, purpose=relay, pack=without("third_person_purposes")).rule == "collect_from"
    )
    assert may(lost, FATHERS_PHONE, Channel.SMS, relay, pack=without("third_person_channels")).allowed
    assert may(point=FATHERS_PHONE, pack=without("collect_from")).allowed
    assert may(point=PointView(SECOND, WIFE, Role.SPOUSE), pack=without("spouse")).rule == "collect_from"


# --- wishes --------------------------------------------------------------------------------------------------


def test_wishes_of_the_owner() -> None:
    assert may(point=replace(OWN, do_not_contact=True)).rule == "do_not_contact"
    assert not may(point=replace(OWN, do_not_contact=True)).overridable
    assert may(point=replace(OWN, is_invalid=True)).overridable
    no_calls = replace(OWN, refused_channels=frozenset({Channel.CALL}))
    assert may(point=no_calls).rule == "refused_channel"
    assert may(point=no_calls, channel=Channel.SMS).allowed


def test_preferred_hours() -> None:
    evening = replace(OWN, preferred=Window(time(19), time(21)))
    decision = may(point=evening)
    assert (decision.rule, decision.overridable, decision.until) == ("preferred_hours", True, at("19:00"))
    assert may(point=evening, now=at("19:00")).allowed
    assert may(point=evening, channel=Channel.LETTER).allowed


def test_wanted_hours_that_no_lawful_hour_meets_never_open() -> None:
    night = replace(OWN, preferred=Window(time(22, 30), time(23)))
    assert may(point=night).until is None


def test_a_number_shared_with_another_debtor_warns() -> None:
    decision = may(point=replace(OWN, shared_with=("李四",)))
    assert decision.allowed
    assert [(w.rule.name, w.params) for w in decision.warnings] == [("shared_number", {"debtors": ("李四",)})]


def test_a_rule_that_is_switched_off_does_not_apply() -> None:
    data = copy.deepcopy(CN_DATA)
    data["rules"]["do_not_contact"]["value"] = False
    assert may(point=replace(OWN, do_not_contact=True), pack=rulepack.parse(data)).allowed


# --- next permitted ------------------------------------------------------------------------------------------


def test_next_permitted_takes_the_earliest_point() -> None:
    evening = replace(OWN, preferred=Window(time(19), time(21)))
    never = replace(OWN, number=SECOND, do_not_contact=True)
    ask = (Channel.CALL, Purpose.COLLECTION, at("23:00"), CN)
    assert next_permitted(QUIET, [never, evening], *ask) == at("19:00", 21)
    assert next_permitted(QUIET, [never, evening, replace(OWN, number=SECOND)], *ask) == at("08:00", 21)
    assert next_permitted(QUIET, [never], *ask) is None
    assert next_permitted(QUIET, [], *ask) is None
    assert next_permitted(QUIET, [OWN], Channel.CALL, Purpose.COLLECTION, at("10:00"), CN) == at("10:00")


# --- lost: CBA 2026, third persons ---------------------------------------------------------------------------


def lost(
    *contacts: ContactView, pack: RulePack = CN, reserved: tuple[str, ...] = (MOBILE,)
) -> LostView | None:
    return lost_state(contacts, DEBTOR, reserved, SHANGHAI, pack)


def test_a_dead_reserved_mobile_opens_at_once() -> None:
    assert lost(contact("EMP", at("10:00"))) == LostView(LostTrigger.INVALID_NUMBER, at("10:00"), at("10:00"))
    stranger = lost(contact("NSN", at("10:00")))
    assert stranger is not None
    assert stranger.trigger is LostTrigger.INVALID_NUMBER
    assert lost(contact("EMP", at("10:00"), number=SECOND)) is None
    assert lost(contact("EMP", at("10:00")), pack=without("lost_invalid_number")) is None
    assert lost(contact("TPX", at("10:00"))) is None
    assert lost(contact("SUS", at("10:00"))) is None


def test_of_two_reserved_mobiles_both_must_be_dead() -> None:
    both = (MOBILE, SECOND)
    assert lost(contact("EMP", at("10:00")), reserved=both) is None
    found = lost(contact("EMP", at("10:00")), contact("EMP", at("10:05"), number=SECOND), reserved=both)
    assert found is not None
    assert found.opens_at == at("10:05")


def test_three_failed_dials_in_a_row_open_the_next_day() -> None:
    dials = [contact(result, at(f"10:0{i}")) for i, result in enumerate(["NA", "OFF", "BSY"])]
    assert lost(*dials) == LostView(LostTrigger.DIALS_IN_A_ROW, at("10:02"), at("00:00", 21))
    assert lost(*dials[:2]) is None
    assert lost(dials[0], contact("HUP", at("10:01")), *dials[2:], contact("NA", at("10:05"))) is None
    assert lost(contact("NA", at("20:00", 19)), contact("NA", at("20:01", 19)), dials[0], dials[1]) is None


def test_three_days_in_a_row_open_directly() -> None:
    days = [contact("NA", at("10:00", day)) for day in (18, 19, 20)]
    assert lost(*days) == LostView(LostTrigger.DAYS_IN_A_ROW, at("10:00"), at("10:00"))
    assert lost(*days[:2]) is None
    assert lost(days[0], days[2], contact("NA", at("10:00", 21))) is None
    assert lost(*days, pack=without("lost_days_in_a_row", "lost_dials_in_a_row")) is None


def test_somebody_else_answering_does_not_reach_the_debtor() -> None:
    days = [contact("NA", at("10:00", 18)), contact("NA", at("10:00", 19)), contact("NA", at("10:00", 20))]
    answered = contact("NSA", at("11:00", 19), reached=FATHER)
    assert lost(days[0], days[1], answered, days[2]) is not None


def test_the_trigger_that_opens_first_stands() -> None:
    dials = [contact("NA", at(f"10:0{i}")) for i in range(3)]
    found = lost(*dials, contact("EMP", at("11:00")), contact("NA", at("12:00")))
    assert found == LostView(LostTrigger.INVALID_NUMBER, at("11:00"), at("11:00"))
    dead = contact("EMP", at("10:00", 18))
    assert lost(dead, contact("NA", at("10:00", 19)), contact("NA", at("10:00"))) == LostView(
        LostTrigger.INVALID_NUMBER, at("10:00", 18), at("10:00", 18)
    )


@pytest.mark.parametrize(
    "reaching",
    [
        contact("PTP", at("12:00"), number=SECOND, reached=DEBTOR),
        contact("SR", at("12:00"), reached=DEBTOR, channel=Channel.SMS, direction=Direction.INBOUND),
        contact("CIN", at("12:00"), reached=DEBTOR, direction=Direction.INBOUND),
    ],
)
def test_reaching_the_debtor_ends_it(reaching: ContactView) -> None:
    dead = contact("EMP", at("10:00"))
    assert lost(dead, reaching) is None
    assert lost(dead, reaching, replace(dead, at=at("13:00"))) is not None
    kept = lost(dead, reaching, pack=without("lost_ends_when_reached"))
    assert kept is not None


def test_reaching_the_debtor_begins_the_row_anew() -> None:
    reached = contact("PTP", at("10:02"), number=SECOND, reached=DEBTOR)
    before = [contact("NA", at("10:00")), contact("NA", at("10:01"))]
    assert lost(*before, reached, contact("NA", at("10:03"))) is None
    days = [contact("NA", at("10:00", 18)), contact("NA", at("10:00", 19))]
    assert lost(*days, replace(reached, at=at("12:00", 19)), contact("NA", at("10:00"))) is None


def test_hearing_of_another_person_does_not_end_it() -> None:
    dead = contact("EMP", at("10:00"))
    other = contact("PTP", at("12:00"), number=SECOND, person=GUARANTOR, reached=GUARANTOR)
    unsure = contact("HUP", at("12:30"), number=SECOND, reached=DEBTOR)
    assert lost(dead, other, unsure) is not None


# --- properties ----------------------------------------------------------------------------------------------

moments = st.integers(0, 60 * 24 * 3600).map(
    lambda s: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=s)
)
results = st.sampled_from(sorted(code for code in CODES.by_code if not CODES.get(code).is_derived))
contacts = st.builds(
    contact,
    results,
    moments,
    number=st.sampled_from([MOBILE, SECOND]),
    person=st.sampled_from([DEBTOR, GUARANTOR]),
    channel=st.sampled_from(list(Channel)),
    direction=st.sampled_from(list(Direction)),
)
holds = st.builds(hold, st.sampled_from(list(HoldKind)), until=st.none() | moments, starts=moments)
windows = st.builds(Window, st.times(), st.times())
situations = st.builds(
    Situation,
    case_id=st.just(CASE),
    contacts=st.lists(contacts, max_size=12).map(tuple),
    holds=st.lists(holds, max_size=2).map(tuple),
    lost=st.none() | st.builds(LostView, st.sampled_from(list(LostTrigger)), moments, moments),
    is_plan_performing=st.booleans(),
    next_due_on=st.none() | st.dates(date(2026, 11, 1), date(2027, 1, 31)),
    is_note_owed=st.booleans(),
)
points = st.builds(
    PointView,
    number=st.just(MOBILE),
    person_id=st.just(DEBTOR),
    role=st.sampled_from(list(Role)),
    is_invalid=st.booleans(),
    preferred=st.none() | windows,
    zone=st.sampled_from([None, "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
)
channels = st.sampled_from(list(Channel))
purposes = st.sampled_from(list(Purpose))


@given(situations, points, channels.filter(lambda channel: channel is not Channel.LETTER), purposes, moments)
def test_never_allowed_outside_the_hours_without_consent(
    situation: Situation, point: PointView, channel: Channel, purpose: Purpose, now: datetime
) -> None:
    local = now.astimezone(ZoneInfo(point.zone or CN.zone)).time()
    if not time(8) <= local < time(22):
        assert not permit(situation, point, channel, purpose, now, CN).allowed


@given(situations, points, channels, purposes, moments)
def test_at_until_nothing_standing_blocks_any_more(
    situation: Situation, point: PointView, channel: Channel, purpose: Purpose, now: datetime
) -> None:
    decision = permit(situation, point, channel, purpose, now, CN)
    if decision.until is None:
        return
    assert decision.until > now
    later = permit(situation, point, channel, purpose, decision.until, CN)
    assert {finding.rule.name for finding in later.blocks} <= {"note_owed"}
    assert decision.rule not in {finding.rule.name for finding in later.blocks}
    before = permit(situation, point, channel, purpose, decision.until - timedelta(microseconds=1), CN)
    assert not before.allowed


@given(situations, points, channels, purposes, moments, contacts)
def test_one_contact_more_never_opens_a_closed_gate(
    situation: Situation,
    point: PointView,
    channel: Channel,
    purpose: Purpose,
    now: datetime,
    one: ContactView,
) -> None:
    more = replace(situation, contacts=(*situation.contacts, one))
    if not permit(situation, point, channel, purpose, now, CN).allowed:
        assert not permit(more, point, channel, purpose, now, CN).allowed
