"""How often: connected calls, unanswered attempts, messages, letters and visits, each with its legal source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from gate_situations import (
    CASE,
    COUNTED,
    DEBTOR,
    GUARANTOR,
    MOBILE,
    OTHER_CASE,
    OWN,
    SECOND,
    at,
    contact,
    may,
    without,
)

from app.domain.rulepack import Severity
from app.domain.situation import ElsewhereView, PointView, Preparation, Situation
from app.domain.terms import Channel, Direction, Purpose, Role

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
