"""Worked cases of the gate for every rule pack that comes with FairDue, each with its legal source, and what holds for
every pack: the gate never allows what a hold forbids, counts begin anew at midnight of whatever clock."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import codes, gate, rulepack, vocabulary
from app.domain.rulepack import RulePack, Severity, Window
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
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role, Source

RESOURCES = Path(__file__).parents[3] / "resources"
DATA = Path(__file__).parent / "data"
CODES = codes.parse(tomllib.loads((RESOURCES / "codes/results.toml").read_text("utf-8")))
HOLDS = vocabulary.parse(tomllib.loads((RESOURCES / "codes/terms.toml").read_text("utf-8"))).holds
CASE, OTHER = b"case".ljust(16), b"other".ljust(16)
PEOPLE = {name: name.encode().ljust(16) for name in ("debtor", "father")}
NUMBERS = {"own": "+8613800000042", "second": "+8613900008817", "fathers": "+8657100004321"}


def pack_data(code: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / f"rules/{code}.toml").read_text("utf-8"))


PACKS = {path.stem: path for path in (RESOURCES / "rules").glob("*.toml") if path.stem != "phrases"}
PARSED = {code: rulepack.parse(pack_data(code)) for code in PACKS}


@dataclass(frozen=True)
class Worked:
    """One row of a table, read."""

    pack: RulePack
    situation: Situation
    point: PointView
    channel: Channel
    purpose: Purpose
    now: datetime
    preparation: Preparation
    account: bytes | None
    row: dict[str, Any]

    def asked(self) -> gate.Decision:
        return gate.permit(
            self.situation,
            self.point,
            self.channel,
            self.purpose,
            self.now,
            self.pack,
            self.preparation,
            self.account,
        )


def rows() -> list[Any]:
    found = []
    for path in sorted(DATA.glob("gate_*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for row in data["case"]:
            found.append(pytest.param(data["pack"], row, id=f"{data['pack']}: {row['say']}"))
    return found


def worked(code: str, row: dict[str, Any]) -> Worked:
    pack = PARSED[code]
    if "changed" in row:
        data = pack_data(code)
        for name, value in row["changed"].items():
            data["rules"][name]["value"] = value
        pack = rulepack.parse(data)
    told = row.get("point", {})
    clock = ZoneInfo(told.get("zone", pack.zone))
    return Worked(
        pack,
        situation_of(row, clock),
        point_of(told),
        Channel(row.get("channel", "call")),
        Purpose(row.get("purpose", "collection")),
        moment(row["now"], clock),
        Preparation(
            **{**row.get("prepared", {}), "findings": tuple(row.get("prepared", {}).get("findings", ()))}
        ),
        row["account"].encode() if "account" in row else None,
        row,
    )


def moment(text: str, clock: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock).astimezone(UTC)


def point_of(told: dict[str, Any]) -> PointView:
    role = Role(told.get("role", "debtor"))
    is_debtor = role is Role.DEBTOR
    point = PointView(
        NUMBERS["own" if is_debtor else "fathers"], PEOPLE["debtor" if is_debtor else "father"], role
    )
    values = {name: value for name, value in told.items() if name not in ("role", "preferred", "consent")}
    for name in ("preferred", "consent"):
        if name in told:
            values[name] = Window(*(time.fromisoformat(part) for part in told[name].split("-")))
    if "refused_channels" in values:
        values["refused_channels"] = frozenset(Channel(name) for name in values["refused_channels"])
    if "source" in values:
        values["source"] = Source(values["source"])
    return replace(point, **values)


def situation_of(row: dict[str, Any], clock: ZoneInfo) -> Situation:
    told = dict(row.get("situation", {}))
    for name in ("next_due_on", "limitation_on"):
        if name in told:
            told[name] = date.fromisoformat(told[name])
    told["accounts"] = tuple(name.encode() for name in told.get("accounts", ()))
    if told.pop("lost", False):
        since = datetime(2026, 1, 1, tzinfo=UTC)
        told["lost"] = LostView(LostTrigger.INVALID_NUMBER, since, since)
    contacts = [view for line in row.get("contacts", ()) for view in contacts_of(line, clock)]
    return Situation(
        CASE,
        tuple(sorted(contacts, key=lambda view: view.at)),
        tuple(elsewhere_of(line) for line in row.get("elsewhere", ())),
        tuple(hold_of(line, clock) for line in row.get("holds", ())),
        **told,
    )


def contacts_of(line: str, clock: ZoneInfo) -> list[ContactView]:
    code, day, hour, *more = line.split()
    said = dict(part.split("=") for part in more if "=" in part)
    times = next((int(part[1:]) for part in more if part[0] == "x" and part[1:].isdigit()), 1)
    person = PEOPLE[said.get("person", "debtor")]
    direction = Direction.INBOUND if "in" in more else Direction.OUTBOUND
    view = ContactView(
        moment(f"{day} {hour}", clock),
        OTHER if said.get("case") == "other" else CASE,
        person,
        person,
        NUMBERS[said.get("number", "own")],
        Channel(said.get("channel", "call")),
        direction,
        CODES.get(code),
        int(said["secs"]) if "secs" in said else None,
        said["account"].encode() if "account" in said else None,
    )
    return [view] * times


def elsewhere_of(line: str) -> ElsewhereView:
    day, *more = line.split()
    said = {name: int(value) for name, value in (part.split("=") for part in more)}
    return ElsewhereView(
        date.fromisoformat(day),
        PEOPLE["debtor"],
        said["connected"],
        said.get("unanswered", 0),
        NUMBERS["own"],
    )


def hold_of(line: str, clock: ZoneInfo) -> HoldView:
    kind, _, until = line.partition(" ")
    term = HOLDS[HoldKind(kind)]
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    return HoldView(
        HoldKind(kind), begun, moment(until, clock) if until else None, term.blocks, term.channels
    )


@pytest.mark.parametrize(("code", "row"), rows())
def test_a_worked_case(code: str, row: dict[str, Any]) -> None:
    case = worked(code, row)
    decision = case.asked()
    assert decision.rule == row.get("rule"), [finding.rule.name for finding in decision.blocks]
    if decision.allowed or "warns" in row:
        assert [finding.rule.name for finding in decision.warnings] == row.get("warns", [])
    if "severity" in row:
        assert decision.severity is Severity(row["severity"])
    if "until" in row:
        clock = ZoneInfo(case.point.zone or case.pack.zone)
        assert decision.until == moment(row["until"], clock)
        later = replace(case, now=moment(row["until"], clock)).asked()
        assert later.allowed
        assert not replace(case, now=moment(row["until"], clock) - timedelta(seconds=1)).asked().allowed
    if row.get("alone"):
        assert len(decision.blocks) == 1


def test_every_pack_has_its_table_and_every_row_its_law() -> None:
    told = {path.stem.removeprefix("gate_") for path in DATA.glob("gate_*.toml")}
    assert told == set(PACKS) == {"cn", "us", "uk", "in"}
    for param in rows():
        _, row = param.values
        assert row["law"]


@pytest.mark.parametrize("code", sorted(PACKS))
def test_every_rule_of_every_pack_says_where_it_comes_from(code: str) -> None:
    pack = PARSED[code]
    assert pack.id == code
    assert pack.hours is not None
    for rule in pack.rules():
        assert (rule.source == "product") == (rule.status.value == "product_choice"), rule.name
        assert rule.words.zh != rule.words.en
        assert rule.as_of <= pack.as_of
    assert set(pack.authorities) == {rule.source for rule in pack.rules()}


ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York", "America/Los_Angeles", "Australia/Lord_Howe")
MOMENTS = st.integers(0, 2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
CONTACTS = st.lists(
    st.builds(
        lambda hours, code, channel, direction: (hours, code, channel, direction),
        st.integers(0, 24 * 9),
        st.sampled_from(["NA", "BSY", "HUP", "PTP", "CBK", "TPX", "CIN", "SND", "LS", "VS1"]),
        st.sampled_from(list(Channel)),
        st.sampled_from(list(Direction)),
    ),
    max_size=12,
)


def past(now: datetime, told: list[tuple[int, str, Channel, Direction]]) -> tuple[ContactView, ...]:
    return tuple(
        ContactView(
            now - timedelta(hours=hours),
            CASE,
            PEOPLE["debtor"],
            PEOPLE["debtor"],
            NUMBERS["own"],
            channel,
            way,
            CODES.get(code),
        )
        for hours, code, channel, way in told
    )


@given(
    st.sampled_from(sorted(PACKS)),
    MOMENTS,
    st.sampled_from(ZONES),
    st.sampled_from(list(HoldKind)),
    st.sampled_from(list(Channel)),
    st.sampled_from(list(Purpose)),
    CONTACTS,
    st.integers(-48, 48),
)
def test_the_gate_never_allows_what_a_hold_forbids(
    code: str,
    now: datetime,
    zone: str,
    kind: HoldKind,
    channel: Channel,
    purpose: Purpose,
    told: list[tuple[int, str, Channel, Direction]],
    ends_in: int,
) -> None:
    """Whatever else is true; and the moment it names, if it names one, is allowed and not inside the hold."""
    pack, term = PARSED[code], HOLDS[kind]
    until = now + timedelta(hours=ends_in)
    hold = HoldView(kind, now - timedelta(days=3), until, term.blocks, term.channels)
    situation = Situation(CASE, past(now, told), holds=(hold,))
    point = PointView(NUMBERS["own"], PEOPLE["debtor"], Role.DEBTOR, zone=zone)
    decision = gate.permit(situation, point, channel, purpose, now, pack)
    is_stopped = purpose in term.blocks and channel in term.channels
    if is_stopped and now < until and pack.hold_rule(kind).severity.blocks:
        assert not decision.allowed
    if decision.until is not None:
        assert decision.until > now
        assert gate.permit(situation, point, channel, purpose, decision.until, pack).allowed
        assert not is_stopped or decision.until >= until


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 5))
def test_the_fourth_connected_call_waits_for_midnight_of_the_debtors_clock(
    now: datetime, zone: str, calls: int
) -> None:
    """GB/T 45251-2025 5.3.2.1, on days of 23, 24 and 25 hours."""
    pack, clock = PARSED["cn"], ZoneInfo(zone)
    today = now.astimezone(clock).date()
    made = past(now, [(0, "PTP", Channel.CALL, Direction.OUTBOUND)] * calls)
    point = PointView(NUMBERS["own"], PEOPLE["debtor"], Role.DEBTOR, zone=zone)
    situation = Situation(CASE, made)
    decision = gate.permit(situation, point, Channel.CALL, Purpose.COLLECTION, now, pack)
    assert decision.counters.connected == calls
    names = [finding.rule.name for finding in decision.blocks]
    assert ("connected_calls" in names) == (calls >= 3)
    if decision.until is not None:
        local = decision.until.astimezone(clock)
        assert local.hour == 8
        assert (local.date() > today) or calls < 3
    ends = decision.counters.day_ends_at
    assert ends.astimezone(clock).date() == today + timedelta(days=1)
    assert gate.permit(situation, point, Channel.CALL, Purpose.COLLECTION, ends, pack).counters.connected == 0


@given(MOMENTS, st.sampled_from(ZONES), st.lists(st.integers(0, 24 * 12), max_size=14))
def test_no_eighth_call_in_any_seven_days(now: datetime, zone: str, hours: list[int]) -> None:
    """12 CFR 1006.14(b)(2)(i)(A), counted here by hand."""
    pack, clock = PARSED["us"], ZoneInfo(zone)
    made = past(now, [(back, "NA", Channel.CALL, Direction.OUTBOUND) for back in hours])
    point = PointView(NUMBERS["own"], PEOPLE["debtor"], Role.DEBTOR, zone=zone)
    decision = gate.permit(Situation(CASE, made), point, Channel.CALL, Purpose.COLLECTION, now, pack)
    first = now.astimezone(clock).date() - timedelta(days=6)
    recent = [call for call in made if call.at.astimezone(clock).date() >= first]
    assert ("placed_calls" in [finding.rule.name for finding in decision.blocks]) == (len(recent) >= 7)


def test_the_tallies_tell_every_channel() -> None:
    now = datetime(2026, 11, 20, 15, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    made = past(
        now,
        [
            (1, "PTP", Channel.CALL, Direction.OUTBOUND),
            (2, "NA", Channel.CALL, Direction.OUTBOUND),
            (3, "SND", Channel.SMS, Direction.OUTBOUND),
            (30, "LS", Channel.LETTER, Direction.OUTBOUND),
            (4, "VS1", Channel.VISIT, Direction.OUTBOUND),
        ],
    )
    point = PointView(NUMBERS["own"], PEOPLE["debtor"], Role.DEBTOR)
    cn = {t.rule: (t.count, t.limit) for t in gate.tally(Situation(CASE, made), point, now, PARSED["cn"])}
    assert cn == {
        "connected_calls": (1, 3),
        "effective_calls": (1, 3),
        "unanswered_attempts": (1, 6),
        "placed_calls": (0, None),
        "messages_per_day": (1, 1),
        "letter_interval_days": (1, 1),
        "visit_contacts": (1, 1),
    }
    us = {t.rule: (t.count, t.limit) for t in gate.tally(Situation(CASE, made), point, now, PARSED["us"])}
    assert us["placed_calls"] == (2, 7)


FURTHER = """
[pack]
id = "nz"
zh = "某国"
en = "Some country"
zone = "Pacific/Auckland"
as_of = 2026-11-21
completeness = "partial"
[authorities]
act = { zh = "某法", en = "Some act", kind = "law" }
[rules.closed_case]
value = true
severity = "hard"
source = "act"
status = "recalled"
as_of = 2026-11-21
zh = "已关闭"
en = "closed"
[rules.hold]
value = true
severity = "hard"
source = "act"
status = "recalled"
as_of = 2026-11-21
zh = "停催"
en = "on hold"
[rules.placed_calls]
value = { count = 2, days = 3 }
severity = "soft"
source = "act"
article = "7"
status = "recalled"
as_of = 2026-11-21
zh = "三天两次"
en = "twice in three days"
[conduct.sings_first]
value = "an anthem"
severity = "info"
source = "act"
status = "recalled"
as_of = 2026-11-21
zh = "先唱歌"
en = "sings first"
"""


def test_a_further_country_needs_no_code() -> None:
    """A pack that FairDue has never seen, with a rule of conduct under a name of its own."""
    pack = rulepack.parse(tomllib.loads(FURTHER))
    now = datetime(2026, 11, 20, 2, tzinfo=UTC)
    made = past(now, [(1, "NA", Channel.CALL, Direction.OUTBOUND)] * 2)
    point = PointView(NUMBERS["own"], PEOPLE["debtor"], Role.DEBTOR)
    decision = gate.permit(Situation(CASE, made), point, Channel.CALL, Purpose.COLLECTION, now, pack)
    assert (decision.rule, decision.article, decision.overridable) == ("placed_calls", "7", True)
    assert decision.until == datetime(2026, 11, 22, 11, tzinfo=UTC)
    shown = pack.rule("conduct.sings_first")
    assert shown is not None
    assert shown.value == "an anthem"
