"""One contact at one moment, as the gate asks about it: the debtor's clock and the day's counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.codes import Counts
from app.domain.dates import ONE_DAY, day_bounds, is_within_hours, local_date, next_opening, utc_of
from app.domain.rulepack import RulePack, Window
from app.domain.situation import ContactView, PointView, Situation
from app.domain.terms import Channel, Direction, Purpose


@dataclass(frozen=True, slots=True)
class Counters:
    """Outbound calls of the debtor's day: connected ones to the person, unanswered ones on the number, with
    those told from elsewhere. A limit is ``None`` where the pack has none. ``effective``: connected ones that
    were no mere hang-up; one whose length nobody noted counts."""

    connected: int
    connected_limit: int | None
    unanswered: int
    unanswered_limit: int | None
    day_ends_at: datetime
    effective: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """May this contact be made at ``at``?"""

    situation: Situation
    point: PointView
    channel: Channel
    purpose: Purpose
    at: datetime
    pack: RulePack
    account: bytes | None = None
    """The one debt it is about; None: all of the case."""

    @property
    def zone(self) -> ZoneInfo:
        """The debtor's clock."""
        return ZoneInfo(self.point.zone or self.pack.zone)

    @property
    def today(self) -> date:
        """The debtor's calendar day."""
        return local_date(self.at, self.zone)

    def midnight(self, day: date) -> datetime:
        """When a day begins for the debtor."""
        return day_bounds(day, self.zone)[0]

    @property
    def day_ends_at(self) -> datetime:
        """When the debtor's day ends."""
        return day_bounds(self.today, self.zone)[1]

    def outbound(self, channels: frozenset[Channel]) -> Iterator[ContactView]:
        """Our contacts on those channels up to now."""
        for contact in self.situation.contacts:
            is_ours = contact.direction is Direction.OUTBOUND and contact.channel in channels
            if is_ours and contact.at <= self.at:
                yield contact

    def outbound_today(self, channels: frozenset[Channel]) -> Iterator[ContactView]:
        """Our contacts on those channels on the debtor's day, up to now."""
        zone, today = self.zone, self.today
        return (c for c in self.outbound(channels) if local_date(c.at, zone) == today)

    def counters(self) -> Counters:
        """The calls of the day: connected ones to the person over all cases, unanswered ones on the number."""
        connected = unanswered = short = 0
        shortest = self.pack.effective_call_seconds.value if self.pack.effective_call_seconds else 0
        for contact in self.outbound_today(frozenset({Channel.CALL})):
            counts = contact.result.counts
            is_connected = counts is Counts.CONNECTED and contact.person_id == self.point.person_id
            connected += is_connected
            short += is_connected and contact.seconds is not None and contact.seconds < shortest
            unanswered += counts is Counts.UNANSWERED and contact.number == self.point.number
        today = self.today
        for told in self.situation.elsewhere:
            if told.day == today:
                connected += told.connected if told.person_id == self.point.person_id else 0
                unanswered += told.unanswered if told.number == self.point.number else 0
        return Counters(
            connected,
            self.pack.connected_calls.value if self.pack.connected_calls else None,
            unanswered,
            self.pack.unanswered_attempts.value if self.pack.unanswered_attempts else None,
            self.day_ends_at,
            connected - short,
        )

    @property
    def has_hours(self) -> bool:
        """Whether hours hold for this channel; a posted letter has none."""
        return self.pack.hours_channels is None or self.channel in self.pack.hours_channels.value

    def is_in(self, window: Window) -> bool:
        """Whether the debtor's clock is inside the window."""
        return is_within_hours(self.at, self.zone, window.start, window.end)

    def next_in(self, window: Window) -> datetime:
        """When the window next opens."""
        return next_opening(self.at, self.zone, window.start, window.end)

    def windows(self) -> tuple[Window, ...]:
        """The hours that are lawful: the pack's, and those the debtor agreed to."""
        if self.pack.hours is None or not self.has_hours:
            return ()
        consent = self.point.consent
        return (self.pack.hours.value,) if consent is None else (self.pack.hours.value, consent)

    def closes_at(self) -> datetime | None:
        """When the hours that hold now end; ``None`` without hours."""
        ends = [self._end(window) for window in self.windows() if self.is_in(window)]
        return max(ends, default=None)

    def _end(self, window: Window) -> datetime:
        end = utc_of(self.today, window.end, self.zone)
        return end if end > self.at else utc_of(self.today + ONE_DAY, window.end, self.zone)
