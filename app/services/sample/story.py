"""Writing a case's history down: calls, reasons, promises, payments, holds, plans, letters, each with its time.

A story only goes forward: what is written later happened later. Nothing is written for the reference day itself,
so that the practice store is believable at any hour of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from app.domain.codes import Connected
from app.domain.dates import utc_of
from app.domain.facts import (
    Agreement,
    Body,
    Contact,
    Delivery,
    Fact,
    Hold,
    Id,
    JsonText,
    Letter,
    Means,
    Message,
    Payment,
    PlanVersion,
    Promise,
    Reason,
    json_text,
)
from app.domain.money import format_minor
from app.domain.plan_record import schedule_text
from app.domain.plans import Terms, solve
from app.domain.rules import Rules
from app.domain.terms import Channel, Direction, HoldKind
from app.services.sample.bills import CURRENCY, Bills
from app.services.sample.dice import Dice
from app.services.sample.people import Cast, Phone
from app.services.sample.pools import sayings

ONE_DAY = timedelta(days=1)
FILE_COMES = 8 * 60 + 30
"""The minute of the day at which the creditor's files are read."""

REASONS_FOR_A_PLAN = ("INCD", "UNEM", "BIZ", "MULO", "ECOH")
FIRST_CALL, LAST_CALL = 9 * 60 + 10, 20 * 60
SUNDAY = 6


_MINUTES = [timedelta(minutes=minute) for minute in range(24 * 60)]


class Diary:
    """Moments on the clock of the store: a day and a minute of it."""

    def __init__(self, today: date, zone: tzinfo) -> None:
        self.today = today
        self._zone = zone
        self._midnights: dict[date, datetime] = {}

    def at(self, day: date, minute: int) -> datetime:
        """That minute of the day, UTC."""
        midnight = self._midnights.get(day)
        if midnight is None:
            midnight = self._midnights[day] = utc_of(day, time(), self._zone)
        return midnight + _MINUTES[minute]


class Call(NamedTuple):
    """A contact that was written: its act, when it began and ended."""

    act: Id
    at: datetime
    ended_at: datetime


@dataclass(slots=True)
class Story:
    """One case's history while it is written.

    ``day`` and ``minute`` are those of the last contact; ``begins_on`` is the day on which the ending begins.
    """

    cast: Cast
    bills: Bills
    received_on: date
    diary: Diary
    dice: Dice
    rules: Rules
    new_id: Callable[[], Id]
    actor: Id
    facts: list[Fact]
    accounts: tuple[Id, ...]
    begins_on: date
    day: date
    minute: int = 0
    is_reason_known: bool = False

    @property
    def today(self) -> date:
        """The reference day, on which nothing is written."""
        return self.diary.today

    def ago(self, days: int) -> date:
        """The day so many days before the reference day."""
        return self.diary.today - timedelta(days=days)

    def add(
        self,
        act: Id,
        body: Body,
        at: datetime,
        recorded_at: datetime | None = None,
        person_id: Id | None = None,
    ) -> Id:
        """Write one fact of an act."""
        uid = self.new_id()
        self.facts.append(
            Fact(
                uid,
                body.KIND,
                act,
                self.cast.case_id,
                person_id,
                at,
                recorded_at or at,
                self.actor,
                None,
                body,
            )
        )
        return uid

    def call(
        self,
        day: date,
        result: str,
        phone: Phone | None = None,
        *,
        next_at: datetime | None = None,
        next_kind: str | None = None,
        direction: str = Direction.OUTBOUND,
        note: str | None = None,
        latest: int = LAST_CALL,
    ) -> Call:
        """Write a call on a day, after everything that was written before."""
        phone = phone or self.cast.own[0]
        day = self._working(day)
        earliest = self.minute + 25 if day == self.day else FIRST_CALL
        minute = self.dice.number(earliest, max(latest, earliest))
        self.day, self.minute = day, minute
        code = self.rules.codes.by_code[result]
        connected = code.connected is Connected.YES
        seconds = self.dice.number(55, 420) if connected else self.dice.number(18, 45)
        if result == "HUP":
            seconds = self.dice.number(3, 9)
        at = self.diary.at(day, minute)
        ended_at = at + timedelta(seconds=seconds)
        if next_at is None and code.next_days is not None:
            next_at, next_kind = self.diary.at(day + timedelta(days=max(code.next_days, 1)), 600), "retry"
        body = Contact(
            Channel.CALL.value,
            str(direction),
            result,
            phone.point_id,
            phone.number,
            phone.party_id,
            phone.role.value,
            code.reached_right_party or None,
            None,
            at,
            ended_at,
            seconds if connected else None,
            phone.source,
            next_at=next_at,
            next_kind=next_kind,
            note=note or sayings().note(self.dice, result),
        )
        act = self.new_id()
        self.add(act, body, at, ended_at, phone.person_id)
        return Call(act, at, ended_at)

    def _working(self, day: date) -> date:
        """The day, or the Saturday before a Sunday; an ending stands on its days."""
        before = day - ONE_DAY
        is_free = max(self.day, self.received_on) < before and day < self.begins_on
        return before if is_free and day.weekday() == SUNDAY else day

    def reason(self, call: Call, code: str | None = None) -> None:
        """Write why the debt is overdue, once, with what the client's payments say of will and means."""
        if self.is_reason_known and code is None:
            return
        self.is_reason_known = True
        client, dice = self.bills.client, self.dice
        is_payer = client.paid[0] > 0
        code = code or dice.weighed(sayings().reasons["payers" if is_payer else "others"])
        leaf = self.rules.reasons.by_code[code]
        will = leaf.willingness and min(leaf.willingness + is_payer, 5)
        means = leaf.ability and max(leaf.ability - client.is_defaulted, 1)
        is_asked = leaf.proof is not None and dice.chance(60)
        notes = sayings().reason_notes.get(code)
        note = dice.one_of(notes) if notes else None
        body = Reason(code, will, means, is_asked or None, (is_asked and dice.chance(40)) or None, note)
        self.add(call.act, body, call.at, call.ended_at)

    def promise(self, day: date, amount: int, due_on: date, *, is_part: bool = False) -> Call:
        """Write a call that ends in a promise."""
        result = "PTPP" if is_part else "PTP"
        words = sayings().note(self.dice, result, format_minor(amount, CURRENCY), f"{due_on:%m-%d}")
        call = self.call(day, result, note=words)
        self.reason(call)
        channel = self.dice.one_of(sayings().lists["pay_channels"])
        body = Promise(amount, CURRENCY, due_on, None, channel, is_part or None)
        self.add(call.act, body, call.at, call.ended_at)
        return call

    def talk(self, day: date, *results: str) -> Call:
        """Write a conversation with the debtor that leads to no promise."""
        call = self.call(day, self.dice.one_of(results))
        self.reason(call)
        return call

    def payment(self, body: Payment) -> None:
        """Write a payment; the creditor's file tells of it the next morning."""
        at = self.diary.at(body.paid_on, self.dice.number(480, 1320))
        self.add(self.new_id(), body, at, self.diary.at(body.paid_on + ONE_DAY, FILE_COMES))

    def hold(self, call: Call, kind: HoldKind) -> None:
        """Write the stop of contact that a call led to."""
        until = self.rules.vocabulary.holds[kind].ends_at(call.ended_at)
        body = Hold(kind.value, call.ended_at, until, None, sayings().hold_why.get(kind.value))
        self.add(call.act, body, call.ended_at, None, self.cast.debtor.id)

    def message(self, day: date) -> None:
        """Write a text message from the debtor."""
        phone = self.cast.own[0]
        text = self.dice.one_of(sayings().lists["messages"])
        at = self.diary.at(day, self.dice.number(LAST_CALL + 30, LAST_CALL + 110))
        body = Message(Channel.SMS.value, "debtor", text, phone.point_id)
        self.add(self.new_id(), body, at, None, phone.person_id)

    def text(self, day: date) -> None:
        """Write a text message that was sent and delivered."""
        phone = self.cast.own[0]
        at = self.diary.at(day, self.dice.number(FIRST_CALL - 30, FIRST_CALL - 10))
        body = Contact(
            Channel.SMS.value,
            Direction.OUTBOUND.value,
            "SD",
            phone.point_id,
            phone.number,
            phone.party_id,
            phone.role.value,
            point_source=phone.source,
            next_at=self.diary.at(day + ONE_DAY, FIRST_CALL),
            next_kind="retry",
        )
        self.add(self.new_id(), body, at, None, phone.person_id)

    def letter(self, day: date) -> tuple[Id, datetime]:
        """Write a notice letter. The paper itself is not part of the practice store, only its digest."""
        at = self.diary.at(day, self.dice.number(17 * 60, 18 * 60))
        number = f"HF{day:%Y%m%d}-{self.dice.number(1, 9999):04d}"
        data = json_text({"balance_minor": self.bills.balance_minor, "letter_no": number})
        digest = hashlib.sha256(data.encode()).digest()
        body = Letter(
            number, "notice", "1", "zh", digest, data, self.cast.address_id, "collection", day + ONE_DAY
        )
        return self.add(self.new_id(), body, at), at

    def delivery(self, letter: Id, day: date, status: str) -> None:
        """Write what became of a letter."""
        at = self.diary.at(day, self.dice.number(9 * 60, 18 * 60))
        why = self.dice.one_of(sayings().lists["returned_why"]) if status == "returned" else None
        tracking = f"RA{self.dice.number(10**8, 10**9 - 1)}CN"
        self.add(self.new_id(), Delivery(letter, status, at, tracking, why), at)

    def plan(self, day: date, terms: Terms) -> None:
        """Write a conversation in which a plan was agreed to."""
        call = self.call(day, "INS")
        if not self.is_reason_known:
            self.reason(call, self.dice.one_of(REASONS_FOR_A_PLAN))
        instalment = terms.debt_minor // (terms.periods or 1)
        income = max(3 * instalment, 350_000) // 10_000 * 10_000
        surplus = max(income * 4 // 10, instalment)
        self.add(
            call.act,
            Means(CURRENCY, income, income - surplus, surplus, None, True, 15),
            call.at,
            call.ended_at,
        )
        solved = solve(terms, self.rules.calendar, self.day)
        full, plan_id = solved.terms, self.new_id()
        version = PlanVersion(
            plan_id,
            1,
            "proposed",
            CURRENCY,
            full.debt_minor,
            full.down_minor,
            full.down_on,
            full.instalment_minor or 0,
            full.periods or 0,
            full.cadence.value,
            full.first_on,
            solved.rows[-1].due_on,
            full.holiday_rule.value,
            "instalment_minor",
            JsonText(schedule_text(solved.rows)),
        )
        uid = self.add(call.act, version, call.at, call.ended_at)
        self.add(call.act, Agreement(plan_id, uid, self.day, "recorded_call"), call.ended_at)
