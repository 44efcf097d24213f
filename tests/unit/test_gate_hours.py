"""When the gate is open: the hours of the law on the debtor's clock, the wishes of the owner, the next moment."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from gate_situations import CN, CN_DATA, OWN, QUIET, SECOND, US, at, may, without

from app.domain import rulepack
from app.domain.gate import next_permitted
from app.domain.rulepack import Completeness, Severity, Window
from app.domain.terms import Channel, Purpose

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
