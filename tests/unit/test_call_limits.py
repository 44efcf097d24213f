"""Calls that are used up: no case is ranked while every phone of its debtor is, and it is back at the gate's moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import facts as f
from app.domain.call_limits import are_counted
from app.domain.call_record import contact_views, elsewhere_views, point_view, wishes_of
from app.domain.casefile import CaseFile, Point
from app.domain.dates import ONE_DAY, next_opening
from app.domain.gate import next_permitted
from app.domain.situation import Situation
from app.domain.state import CaseState, derive
from app.domain.terms import Channel, Purpose, Tier
from tests.unit.histories import DEBTOR, RULES, Told, case_of, name

MILLISECOND = timedelta(milliseconds=1)
PARTY = name("party")
NUMBERS = {"a": "13800000001", "b": "13800000002"}
ZONES = {"cn": "Asia/Shanghai", "us": "America/New_York"}


def phone(key: str) -> Point:
    return Point(name(key), PARTY, DEBTOR, "debtor", "mobile", NUMBERS[key], "contract", True)


def moment(text: str, pack: str) -> datetime:
    """``16 09:00`` of November 2026 on the debtor's clock; ``10-26 09:00`` of that month."""
    day, clock = text.split()
    day = day if "-" in day else f"11-{day}"
    return datetime.fromisoformat(f"2026-{day} {clock}").replace(tzinfo=ZoneInfo(ZONES[pack])).astimezone(UTC)


def placed(pack: str) -> Told:
    told = Told()
    told.placed(on="2026-01-05", due="2025-12-01", purchase=100_000)
    told.called("NA", moment("01-06 10:00", pack))
    return told


def case_with(told: Told, phones: str, pack: str) -> CaseFile:
    return replace(
        case_of(told.facts), points=tuple(map(phone, phones)), rule_pack=pack, zone=ZoneInfo(ZONES[pack])
    )


def gate_opens(case: CaseFile, now: datetime) -> datetime | None:
    """What the gate itself says of a case that nothing but calls and wishes stops."""
    contacts = contact_views(case, (), RULES.codes)
    points = [point_view(point, case, contacts, wishes_of(case)) for point in case.points]
    situation = Situation(case.case_id, contacts, tuple(elsewhere_views(case)))
    pack = RULES.terms[case.rule_pack].pack
    return next_permitted(situation, points, Channel.CALL, Purpose.COLLECTION, now, pack)


def called(told: Told, line: str, pack: str) -> None:
    """``NA a 16 09:00``; ``NA*5 a 16 09:00`` five of them, a minute apart."""
    result, key, *when = line.split()
    result, _, times = result.partition("*")
    for no in range(int(times or 1)):
        at = moment(" ".join(when), pack) + no * timedelta(minutes=1)
        told.called(result, at, number=NUMBERS[key], point_id=name(key), party_id=PARTY)


NO_CALLS_ON_B = f.Preference("no_contact", point_id=name("b"))
TOLD = f.CountElsewhere(date(2026, 11, 16), 0, 1, NUMBERS["a"])
USED_UP = [
    # (what the law says, pack, the debtor's phones, calls, what else was told, asked at, free again at)
    ("GB/T 45251-2025 5.3.2.2.2: three connected", "cn", "ab", ["RTP*3 a 16 09:00"], [], "16 12:00", "17 08:00"),
    ("CBA 2026 art. 14: six on a number", "cn", "a", ["NA*6 a 16 09:00"], [], "16 12:00", "17 08:00"),
    ("the other number is fresh", "cn", "ab", ["NA*6 a 16 09:00"], [], "16 12:00", None),
    ("both numbers", "cn", "ab", ["NA*6 a 16 09:00", "NA*6 b 16 10:00"], [], "16 12:00", "17 08:00"),
    ("five are left", "cn", "a", ["NA*5 a 16 09:00"], [], "16 12:00", None),
    ("the other number is dead", "cn", "ab", ["EMP b 10 09:00", "NA*6 a 16 09:00"], [], "16 12:00", "17 08:00"),
    ("the other number is not wanted", "cn", "ab", ["NA*6 a 16 09:00"], [NO_CALLS_ON_B], "16 12:00", "17 08:00"),
    ("one of them by another agency", "cn", "a", ["NA*5 a 16 09:00"], [TOLD], "16 12:00", "17 08:00"),
    ("the night belongs to the day before", "cn", "a", ["NA*6 a 16 09:00"], [], "17 02:00", "17 08:00"),
    ("12 CFR 1006.14(b)(2)(i)(A): 7 in 7", "us", "ab", ["NA*4 a 10 09:00", "NA*3 b 12 09:00"], [],
     "12 12:00", "17 08:00"),
    ("six in seven days", "us", "a", ["NA*6 a 10 09:00"], [], "10 12:00", None),
    ("busy is no call", "us", "a", ["BSY*9 a 10 09:00"], [], "10 12:00", None),
    ("1006.14(b)(2)(i)(B): after a conversation", "us", "a", ["RTP a 10 09:00"], [], "10 12:00", "17 08:00"),
    ("over the end of summer time", "us", "a", ["RTP a 10-27 09:00"], [], "10-28 02:00", "03 08:00"),
    ("over the begin of summer time", "us", "a", ["RTP a 03-05 09:00"], [], "03-06 12:00", "03-12 08:00"),
    ("1006.14(b)(3)(i): asked to be called", "us", "a", ["CBK a 10 09:00"], [], "10 12:00", None),
]  # fmt: skip


@pytest.mark.parametrize(("law", "pack", "phones", "calls", "told", "asked", "free"), USED_UP)
def test_a_case_waits_for_the_gate_and_comes_forward_at_its_moment(
    law: str, pack: str, phones: str, calls: list[str], told: Sequence[f.Body], asked: str, free: str | None
) -> None:
    story = placed(pack)
    for body in told:
        told_at = date(2026, 1, 7) if isinstance(body, f.Preference) else date(2026, 11, 16)
        story.add(body, moment(f"{told_at:%m-%d} 09:00", pack), person=DEBTOR)
    for line in calls:
        called(story, line, pack)
    case, now = case_with(story, phones, pack), moment(asked, pack)
    state = derive(case, RULES, now)
    if free is None:
        assert state.tier is not Tier.WAITING, law
        assert gate_opens(case, now) == now
        return
    until = moment(free, pack)
    assert (state.tier, state.reason, state.next_at) == (Tier.WAITING, "limit_reached", until), law
    assert state.changes_at is not None
    assert state.changes_at <= until
    assert gate_opens(case, now) == until
    assert derive(case, RULES, until - MILLISECOND).tier is Tier.WAITING
    assert derive(case, RULES, until).tier is not Tier.WAITING


def test_when_a_wish_to_be_called_runs_out_the_calls_made_on_it_count() -> None:
    """Asked on the 10th for a call-back, spoken to on the 14th: that counts from the 17th to the 21st."""
    story = placed("us")
    called(story, "CBK a 10 09:00", "us")
    called(story, "RTP a 14 09:00", "us")
    case = case_with(story, "a", "us")
    before, after = moment("16 23:59", "us"), moment("17 00:00", "us")
    assert derive(case, RULES, before).tier is not Tier.WAITING
    assert derive(case, RULES, before).turns_at == after
    assert derive(case, RULES, after).next_at == moment("21 08:00", "us")


def test_who_was_not_called_of_late_is_not_counted() -> None:
    """Of nearly every case no phone need be read: 100,000 states are derived without."""
    story = placed("cn")
    called(story, "NA*6 a 14 23:00", "cn")
    case = case_with(story, "a", "cn")
    assert not are_counted(case, RULES.terms["cn"], moment("17 00:00", "cn"))
    assert are_counted(case, RULES.terms["cn"], moment("15 07:59", "cn"))


# Whatever was called: the order never names a case for a call that the gate forbids for being one too many.

SETTINGS = settings(max_examples=100, deadline=None)
lines = st.lists(
    st.tuples(
        st.sampled_from(("NA", "NA", "NA", "REJ", "RTP", "HUP", "BSY", "EMP")),
        st.sampled_from("aab"),
        st.one_of(st.integers(0, 2 * 1440), st.integers(0, 12 * 1440)),
    ),
    max_size=22,
)
NIGHTS = ("2026-11-20 14:00", "2026-11-20 02:30", "2026-11-02 00:30", "2026-11-07 23:59", "2026-03-09 07:59")


def story_of(drawn: list[tuple[str, str, int]], pack: str, now: datetime) -> CaseFile:
    told = Told()
    told.placed(on="2026-01-05", due="2025-12-01", purchase=100_000)
    for result, key, minutes in sorted(drawn, key=lambda one: -one[2]):
        at = now - timedelta(minutes=minutes)
        told.called(result, at, number=NUMBERS[key], point_id=name(key), party_id=PARTY)
    return case_with(told, "ab", pack)


@SETTINGS
@given(lines, st.sampled_from(("cn", "us")), st.sampled_from(NIGHTS))
def test_the_order_says_what_the_gate_says(drawn: list[tuple[str, str, int]], pack: str, clock: str) -> None:
    zone = ZoneInfo(ZONES[pack])
    now = datetime.fromisoformat(clock).replace(tzinfo=zone).astimezone(UTC)
    case = story_of(drawn, pack, now)
    state, opens = derive(case, RULES, now), gate_opens(case, now)
    if opens is None:
        return  # no phone is left: work for letters and searches, not for calls
    if state.tier is Tier.WAITING:
        assert state.next_at == opens
    else:
        window = RULES.terms[pack].pack.hours
        assert window is not None
        assert opens == next_opening(now, zone, window.value.start, window.value.end)


def place_of(state: CaseState) -> tuple[object, ...]:
    return state.tier, state.reason, dict(state.reason_params), state.next_at


@SETTINGS
@given(
    st.lists(st.tuples(st.sampled_from(("NA", "RTP", "CBK", "EMP")), st.sampled_from("ab"), st.integers(0, 17_000))),
    st.sampled_from(("cn", "us")),
    st.sampled_from(NIGHTS),
    st.integers(0, 2**32),
)  # fmt: skip
def test_no_place_changes_before_its_moment(
    drawn: list[tuple[str, str, int]], pack: str, clock: str, seed: int
) -> None:
    now = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(ZONES[pack])).astimezone(UTC)
    case = story_of(drawn, pack, now)
    state = derive(case, RULES, now)
    horizon = state.turns_at or now + 30 * ONE_DAY
    assert horizon > now
    for then in (horizon - MILLISECOND, now + Random(seed).random() * (horizon - now - MILLISECOND)):
        assert place_of(derive(case, RULES, then)) == place_of(state)
