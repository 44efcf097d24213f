"""The weekly report for the team lead: what each collector did, what came of it, how the portfolio aged.

ISO weeks in the store's zone; the week of the report and the four before it. Only what stands counts: nothing undone,
replaced or erased. What is paid counts on the day it was paid, to whoever had the case then; what was promised is
judged by everything known now, for whoever took the promise. The figures are defined in ``docs/weekly-report.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleViolation
from app.domain.terms import Bucket
from app.domain.weekly import (
    PROMISE_FIGURES,
    TREND_WEEKS,
    Counted,
    Figure,
    Roll,
    Sheet,
    figures_of_contact,
    summed,
)
from app.domain.weeks import Week
from app.models import weekly as store
from app.models import weeks as week_store
from app.models.weeks import Side
from app.services import weeks
from app.services.bulk import no_cycle_search
from app.services.context import Context
from app.services.weekly_reading import NOBODY, SOMEBODY_ELSE, SOURCES, Reading
from app.services.weeks import Missing

Details = dict[Figure, dict[str, Counted]]
"""Of figures that have kinds: how many of each, by reason code or rule."""


@dataclass(frozen=True, slots=True)
class CollectorWeeks:
    """One collector's figures, a sheet a week, the report's own week last; ``details`` are of that week."""

    no: int
    name: str
    sheets: tuple[Sheet, ...]
    details: Details

    @property
    def sheet(self) -> Sheet:
        """The figures of the report's week."""
        return self.sheets[-1]


Ageing = dict[Bucket, Counted]
"""The open cases by bucket, with what they owe."""


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """Everything a week's report says.

    ``ageing`` has one entry a week, None where the week is still to be filled; ``roll`` from the week end before to
    the end of the week, or to the present day of a week that ``is_running``. ``missing`` says what to fill.
    """

    week: Week
    weeks: tuple[Week, ...]
    today: date
    is_running: bool
    collectors: tuple[CollectorWeeks, ...]
    total: CollectorWeeks
    ageing: tuple[Ageing | None, ...]
    roll: Roll | None
    missing: Missing

    def whose(self, collector_no: int | None) -> CollectorWeeks:
        """One collector's figures, or all together."""
        return next((each for each in self.collectors if each.no == collector_no), self.total)


def week_of(context: Context, text: str | None) -> Week:
    """The week that is meant; without one the last that is over. Raises RuleViolation as ``Week.parse``."""
    return Week.parse(text) if text else Week.of(context.today()).before()


def report(context: Context, week: Week) -> WeeklyReport:
    """Count a week. Raises RuleViolation("week_ahead") for one that has not begun."""
    today = context.today()
    if week.first_on > today:
        raise RuleViolation("week_ahead", "week", week=str(week))
    span = week.up_to(TREND_WEEKS)
    with no_cycle_search(), context.db.long_read() as connection:
        reading = Reading(connection, context, span)
        count = _Count(reading)
        count.everything()
        absent = weeks.missing(connection, context, weeks.needed(week, today))
        ageing = tuple(_ageing(reading, each, absent) for each in span)
        roll = _roll(reading, week, absent)
    collectors = count.collectors()
    total = CollectorWeeks(
        NOBODY,
        "",
        tuple(summed(each.sheets[at] for each in collectors) for at in range(TREND_WEEKS)),
        _together([each.details for each in collectors]),
    )
    return WeeklyReport(week, span, today, week.last_on >= today, collectors, total, ageing, roll, absent)


class _Count:
    """Sheets and details while they are counted."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.week = reading.weeks[-1]
        self._sheets: dict[int, dict[Week, Sheet]] = {}
        self._details: dict[int, Details] = {}

    def everything(self) -> None:
        """Read and count every figure."""
        for week in self.reading.weeks:
            self._contacts(week)
            for figure, source in SOURCES.items():
                self._facts(week, figure, source)
            self._facts(week, Figure.COMPLAINTS, self.reading.complaints)
        for promise in self.reading.judged():
            fell_due = PROMISE_FIGURES.get(promise.outcome.state)
            if fell_due is not None:
                self._add(promise.week, self.reading.number_of(promise.line.actor), fell_due).add(
                    1, promise.line.amount_minor, promise.line.currency
                )
        for week, collector_no, times, amount_minor, currency in self.reading.collected():
            self._add(week, collector_no, Figure.COLLECTED).add(times, amount_minor, currency)

    def collectors(self) -> tuple[CollectorWeeks, ...]:
        """Everybody who works here, with nothing too, and whoever else did something."""
        names = {
            user.no: user.name for user in self.reading.users if user.is_active or user.no in self._sheets
        }
        names |= {no: "" for no in (NOBODY, SOMEBODY_ELSE) if no in self._sheets}
        return tuple(
            CollectorWeeks(
                no,
                name,
                tuple(self._sheets.get(no, {}).get(week, {}) for week in self.reading.weeks),
                self._details.get(no, {}),
            )
            for no, name in names.items()
        )

    def _contacts(self, week: Week) -> None:
        reading, codes = self.reading, self.reading.context.rules.codes.by_code
        for line in store.counts(reading.connection, store.CONTACTS, reading.gone, reading.period(week)):
            no, (_, direction, result, rule) = reading.number_of(line.actor), line.details
            for figure in figures_of_contact(codes.get(result), direction, rule):
                self._add(week, no, figure).add(line.number)
                if figure is Figure.AGAINST_RULE:
                    self._detail(week, no, figure, rule, line.number)

    def _facts(self, week: Week, figure: Figure, source: store.Source) -> None:
        reading = self.reading
        for line in store.counts(reading.connection, source, reading.gone, reading.period(week)):
            no = reading.number_of(line.actor)
            self._add(week, no, figure).add(line.number, line.amount_minor, line.currency)
            for detail in line.details:
                self._detail(week, no, figure, reading.kind_of(figure, detail), line.number)

    def _add(self, week: Week, collector_no: int, figure: Figure) -> Counted:
        sheet = self._sheets.setdefault(collector_no, {}).setdefault(week, {})
        counted = sheet.get(figure)
        if counted is None:
            counted = sheet[figure] = Counted()
        return counted

    def _detail(self, week: Week, collector_no: int, figure: Figure, detail: str, times: int) -> None:
        if week == self.week:
            details = self._details.setdefault(collector_no, {}).setdefault(figure, {})
            details.setdefault(detail, Counted()).add(times)


def _together(many: list[Details]) -> Details:
    total: Details = {}
    for details in many:
        for figure, kinds in details.items():
            for kind, counted in kinds.items():
                total.setdefault(figure, {}).setdefault(kind, Counted()).take_in(counted)
    return total


def ranked(kinds: Mapping[str, Counted]) -> list[tuple[str, int]]:
    """Reason codes or rules with their number, the most frequent first."""
    return sorted(
        ((kind, counted.number) for kind, counted in kinds.items()), key=lambda pair: (-pair[1], pair[0])
    )


def side(week: Week, today: date) -> Side:
    """Where cases stood at the end of a week; of the week that runs, where they stand now."""
    return week_store.at_end(week.last_on) if week.last_on < today else week_store.at_present(today)


def _is_there(week: Week, today: date, absent: Missing) -> bool:
    return week.last_on >= today or (not absent.is_behind and week.last_on not in absent.week_ends)


def _ageing(reading: Reading, week: Week, absent: Missing) -> Ageing | None:
    today = reading.context.today()
    if not _is_there(week, today, absent):
        return None
    found: Ageing = {}
    for bucket, currency, cases, amount in week_store.ageing(reading.connection, side(week, today)):
        found.setdefault(Bucket(bucket), Counted()).add(cases, amount, currency)
    return found


def _roll(reading: Reading, week: Week, absent: Missing) -> Roll | None:
    today = reading.context.today()
    if not (_is_there(week, today, absent) and _is_there(week.before(), today, absent)):
        return None
    found: Roll = {}
    for before, after, currency, cases, amount in week_store.roll(
        reading.connection, side(week.before(), today), side(week, today)
    ):
        places = tuple(None if bucket is None else Bucket(bucket) for bucket in (before, after))
        found.setdefault((places[0], places[1]), Counted()).add(cases, amount, currency)
    return found
