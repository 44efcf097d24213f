"""Properties of the gate that hold for every case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gate_situations import CASE, CN, CODES, DEBTOR, GUARANTOR, MOBILE, SECOND, contact, hold
from hypothesis import given
from hypothesis import strategies as st

from app.domain.gate import permit
from app.domain.rulepack import Window
from app.domain.situation import ContactView, LostTrigger, LostView, PointView, Situation
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role

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
