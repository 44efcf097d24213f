"""What the numbers of the weekly report and the lists behind them are both made from: one reading of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, cached_property, partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.dates import ONE_DAY, utc_of
from app.domain.facts import Id
from app.domain.moments import from_ms, to_ms
from app.domain.promises import Promise, PromiseOutcome, promise_states
from app.domain.terms import HoldKind
from app.domain.values import value
from app.domain.weekly import Figure
from app.domain.weeks import Week
from app.models import weekly as store
from app.models.standing import Fallen, fallen
from app.models.weekly import FactLine, PaymentLine, PromiseLine, Source
from app.services import skips
from app.services.context import Context
from app.services.states import commitments_of

NOBODY, SOMEBODY_ELSE = 0, -1
"""The numbers of a case that nobody works, and of whoever is no user of this store."""

SOURCES: Mapping[Figure, Source] = {
    Figure.PROMISES: store.PROMISES,
    Figure.PLANS: store.PLANS,
    Figure.REASONS: store.REASONS,
    Figure.SKIPPED: store.SKIPPED,
    Figure.BLOCKED: store.BLOCKED,
    Figure.OVERRIDDEN: store.OVERRIDDEN,
}
"""Figures that count facts of one kind as they are."""


@value
class Judged:
    """A promise that fell due in one of the weeks, and what came of it."""

    week: Week
    line: PromiseLine
    outcome: PromiseOutcome


@dataclass(frozen=True, slots=True)
class Credited:
    """A payment of one of the weeks, and the collector who had the case on that day."""

    week: Week
    line: PaymentLine
    collector_no: int


class Reading:
    """One snapshot, read for a span of weeks."""

    def __init__(self, connection: Connection, context: Context, weeks: tuple[Week, ...]) -> None:
        self.connection, self.context, self.weeks = connection, context, weeks
        self.gone: Fallen = fallen(connection)
        self.users = store.users(connection)
        self._numbers = {user.id: user.no for user in self.users}

    def number_of(self, actor: Id | None) -> int:
        """The local number of an actor."""
        return NOBODY if actor is None else self._numbers.get(actor, SOMEBODY_ELSE)

    def period(self, week: Week) -> tuple[int, int]:
        """The moments of a week by the store's clocks, in ms."""
        begins, ends = week.bounds(self.context.zone)
        return to_ms(begins), to_ms(ends)

    @cached_property
    def complaints(self) -> Source:
        """Complaints that no result tells."""
        codes = self.context.rules.codes.by_code.values()
        return store.complaints(code.code for code in codes if code.hold is HoldKind.COMPLAINT)

    @staticmethod
    def kind_of(figure: Figure, detail: str | None) -> str:
        """By what a fact is counted: reason code or rule. What somebody said in words of their own is one kind."""
        return skips.code_of(detail) if figure is Figure.SKIPPED else str(detail)

    def facts(self, source: Source, week: Week, collector_no: int | None) -> list[FactLine]:
        """The facts of a source in a week, of one collector or of all."""
        found = store.lines(self.connection, source, self.gone, self.period(week), None)
        return [line for line in found if collector_no in (None, self.number_of(line.actor))]

    def judged(self) -> Iterator[Judged]:
        """The promises for a day of the weeks, judged by everything that is known now."""
        first, last = self._days
        book = store.due_book(self.connection, self.gone, first, last)
        by_case: dict[Id, list[PromiseLine]] = {}
        for line in book.promises:
            by_case.setdefault(line.case_id, []).append(line)
        paid: dict[Id, list[tuple[date, int]]] = {}
        for case_id, paid_on, amount in book.payments:
            paid.setdefault(case_id, []).append((_day(paid_on), amount))
        today_in = cache(partial(_today, self.context.now()))
        by_ledger = {line.case_id for line in book.promises if line.account_id is not None}
        named = commitments_of(self.connection, self.context, list(by_ledger))
        for case_id, zone, pack, tolerance_minor, grace_days in book.cases:
            lines = by_case.get(case_id, [])
            if not lines:
                continue
            terms = self.context.rules.terms_of(pack, tolerance_minor, grace_days)
            today = today_in(zone)
            promises = [_promise(line, zone, line.uid in book.cancelled) for line in lines]
            since = min([promise.made_on for promise in promises])  # earlier payments keep none of them
            outcomes = promise_states(
                promises,
                [payment for payment in paid.get(case_id, ()) if since <= payment[0] <= today],
                tolerance_minor=terms.tolerance_minor,
                grace_days=terms.grace_days,
                today=today,
            )
            if case_id in named:
                by_uid = {view.fact.uid: view.outcome for view in named[case_id].promises}
                outcomes = tuple(by_uid.get(line.uid, one) for line, one in zip(lines, outcomes, strict=True))
            for line, outcome in zip(lines, outcomes, strict=True):
                due_on = _day(line.due_on)
                if first <= due_on <= last:
                    yield Judged(_week(due_on), line, outcome)

    def credited(self) -> Iterator[Credited]:
        """The payments for a day of the weeks, each credited to whoever had the case at the end of that day."""
        for line in store.payments(self.connection, self.gone, *self._days):
            yield self._credited(line)

    def collected(self) -> Iterator[tuple[Week, int, int, int, str]]:
        """The same counted: week, collector, how many, how much, currency."""
        for count in store.payment_counts(self.connection, self.gone, *self._days, but_of=self._handed):
            week = _week(_day(count.paid_on))
            yield week, count.collector_no, count.number, count.amount_minor, count.currency
        if self._handed:
            for line in store.payments(self.connection, self.gone, *self._days, only_of=self._handed):
                credited = self._credited(line)
                yield credited.week, credited.collector_no, 1, line.amount_minor, line.currency

    @property
    def _days(self) -> tuple[date, date]:
        return self.weeks[0].first_on, self.weeks[-1].last_on

    @cached_property
    def _handed(self) -> dict[Id, list[tuple[int, Id]]]:
        """Cases that changed hands, with everybody they were given to."""
        return store.handed_over(self.connection, self.gone)

    def _credited(self, line: PaymentLine) -> Credited:
        collector_no, paid_on = line.collector_no, _day(line.paid_on)
        if line.case_id in self._handed:
            ends = to_ms(utc_of(paid_on + ONE_DAY, time(), self.context.zone))
            everybody = self._handed[line.case_id]
            given = [collector for at, collector in everybody if at < ends]
            # Paid before anybody was given the case: to the first who was.
            collector_no = self.number_of(given[-1] if given else everybody[0][1])
        return Credited(_week(paid_on), line, collector_no)


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def _week(day: date) -> Week:
    return Week.of(day)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


_QUARTER_MS = 900_000
"""No zone begins a day within a quarter of an hour."""


@cache
def _made_on(quarter: int, zone: str) -> date:
    """The day of very many moments: asked once a quarter of an hour."""
    return from_ms(quarter * _QUARTER_MS).astimezone(_zone(zone)).date()


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(_zone(zone)).date()


def _promise(line: PromiseLine, zone: str, is_cancelled: bool) -> Promise:
    return Promise(
        line.uid.hex(),
        line.amount_minor,
        _made_on(line.made_at // _QUARTER_MS, zone),
        _day(line.due_on),
        is_cancelled=is_cancelled,
    )
