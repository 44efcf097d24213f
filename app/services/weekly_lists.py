"""The list behind each number of the weekly report: the very facts or cases that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.facts import Id, from_ms
from app.domain.promises import PromiseState
from app.domain.terms import Bucket
from app.domain.weekly import PROMISE_FIGURES, Figure, figures_of_contact
from app.domain.weeks import Week
from app.models import weekly as store
from app.models import weeks as week_store
from app.models.weekly import FactLine
from app.models.weeks import Stood
from app.services import skips
from app.services.commitment_lists import Page
from app.services.context import Context
from app.services.rule_words import rule_text
from app.services.weekly import side
from app.services.weekly_reading import SOURCES, Reading
from app.services.words import Words

_OF_CONTACTS = (
    Figure.CONTACTS, Figure.ATTEMPTS, Figure.CONNECTED, Figure.RIGHT_PARTY, Figure.AGAINST_RULE,
    Figure.COMPLAINTS,
)  # fmt: skip
PAGE = 200


@dataclass(frozen=True, slots=True)
class Behind:
    """Which number is meant: a figure of a week, of one collector (his number) or of all, of one kind or of all."""

    week: Week
    figure: Figure
    collector_no: int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """The cases of a bucket at the end of a week."""

    week: Week
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Moved:
    """The cases that went from one bucket to another in a week; None: not open."""

    week: Week
    before: Bucket | None
    after: Bucket | None


Asked = Behind | Stand | Moved


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. ``on`` is the day by the store's clocks, ``at`` the moment where there is one."""

    case_id: Id
    case_no: int
    name: str
    on: date
    at: datetime | None
    text: str
    amount_minor: int | None
    currency: str
    collector: str


def behind(context: Context, words: Words, asked: Asked, offset: int = 0, limit: int = PAGE) -> Page[Line]:
    """A window of the list behind a number; ``total`` is that number."""
    with context.db.read() as connection:
        reading = Reading(connection, context, (asked.week,))
        lister = _Lister(reading, words)
        match asked:
            case Behind():
                every = lister.of_figure(asked)
                return Page(len(every), tuple(lister.named(every[offset : offset + limit])))
            case Stand():
                total, stood = lister.standing(asked, offset, limit)
            case Moved():
                total, stood = lister.moved(asked, offset, limit)
        return Page(total, tuple(lister.cases(asked.week, stood)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A row before its case is named."""

    case_id: Id
    on: date
    at: datetime | None
    text: str
    amount_minor: int | None
    currency: str
    collector_no: int


class _Lister:
    """Makes the rows of one list."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self.reading, self.words = reading, words
        self._names = {user.no: user.name for user in reading.users}

    def of_figure(self, asked: Behind) -> list[_Found]:
        """Everything the figure counts, in the order of time."""
        figure = asked.figure
        if figure is Figure.COLLECTED:
            return self._payments(asked)
        if figure in PROMISE_FIGURES.values():
            return self._promises(asked)
        found = self._contacts(asked) if figure in _OF_CONTACTS else []
        source = self.reading.complaints if figure is Figure.COMPLAINTS else SOURCES.get(figure)
        if source is not None:
            lines = self.reading.facts(source, asked.week, asked.collector_no)
            found += [
                self._fact(line, self._kind(figure, line))
                for line in lines
                if asked.detail is None or self._is_of(figure, line, asked.detail)
            ]
            found.sort(key=lambda row: (row.at or from_ms(0), row.case_id))
        return found

    def _is_of(self, figure: Figure, line: FactLine, detail: str) -> bool:
        return [self.reading.kind_of(figure, one) for one in line.details] == [detail]

    def _contacts(self, asked: Behind) -> list[_Found]:
        codes = self.words.rules.codes.by_code
        found = []
        for line in self.reading.facts(store.CONTACTS, asked.week, asked.collector_no):
            _, direction, result, rule = line.details
            is_counted = asked.figure in figures_of_contact(codes.get(result), direction, rule)
            if is_counted and asked.detail in (None, rule):
                text = codes[result].words.text(self.words.language) if result in codes else str(result)
                if asked.figure is Figure.AGAINST_RULE:
                    text = f"{text} · {rule_text(str(rule), self.words)}"
                found.append(self._fact(line, text))
        return found

    def _fact(self, line: FactLine, text: str) -> _Found:
        at = from_ms(line.occurred_at)
        on = at.astimezone(self.words.zone).date()
        collector_no = self.reading.number_of(line.actor)
        return _Found(line.case_id, on, at, text, line.amount_minor, line.currency or "", collector_no)

    def _kind(self, figure: Figure, line: FactLine) -> str:
        if figure is Figure.REASONS:
            reason = self.words.rules.reasons.by_code.get(line.details[0])
            return reason.words.text(self.words.language) if reason else str(line.details[0])
        if figure in (Figure.BLOCKED, Figure.OVERRIDDEN):
            return rule_text(str(line.details[0]), self.words)
        if figure is Figure.SKIPPED:
            return skips.reason_text(line.details[0], self.words) or skips.kind_text("", self.words)
        return str(line.details[0]) if line.details else ""

    def _promises(self, asked: Behind) -> list[_Found]:
        found = []
        for judged in self.reading.judged():
            collector_no = self.reading.number_of(judged.line.actor)
            if (
                PROMISE_FIGURES.get(judged.outcome.state) is asked.figure
                and judged.week == asked.week
                and asked.collector_no in (None, collector_no)
            ):
                due_on = date.fromisoformat(judged.line.due_on)
                paid = self.words.money(judged.outcome.paid_minor, judged.line.currency)
                text = paid if judged.outcome.state is not PromiseState.BROKEN else ""
                amount, currency = judged.line.amount_minor, judged.line.currency
                found.append(_Found(judged.line.case_id, due_on, None, text, amount, currency, collector_no))
        return sorted(found, key=lambda row: (row.on, row.case_id))

    def _payments(self, asked: Behind) -> list[_Found]:
        return [
            _Found(
                paid.line.case_id,
                date.fromisoformat(paid.line.paid_on),
                None,
                "",
                paid.line.amount_minor,
                paid.line.currency,
                paid.collector_no,
            )
            for paid in self.reading.credited()
            if asked.collector_no in (None, paid.collector_no)
        ]

    def named(self, rows: Sequence[_Found]) -> Iterable[Line]:
        """The rows with the names of their cases."""
        cases = store.case_names(self.reading.connection, {row.case_id for row in rows})
        for row in rows:
            case = cases[row.case_id]
            yield Line(
                row.case_id,
                case.case_no,
                case.name,
                row.on,
                row.at,
                row.text,
                row.amount_minor,
                row.currency,
                self._names.get(row.collector_no, ""),
            )

    def standing(self, asked: Stand, offset: int, limit: int) -> tuple[int, list[Stood]]:
        """The cases of a bucket and how many there are."""
        where, connection = side(asked.week, self.reading.context.today()), self.reading.connection
        aged = week_store.ageing(connection, where)
        total = sum(cases for bucket, _, cases, _ in aged if bucket == asked.bucket)
        return total, week_store.in_bucket(connection, where, int(asked.bucket), limit, offset)

    def moved(self, asked: Moved, offset: int, limit: int) -> tuple[int, list[Stood]]:
        """The cases that moved so and how many there are."""
        today, connection = self.reading.context.today(), self.reading.connection
        before, after = side(asked.week.before(), today), side(asked.week, today)
        buckets = (asked.before, asked.after)
        cells = week_store.roll(connection, before, after)
        total = sum(cases for came, went, _, cases, _ in cells if (came, went) == buckets)
        return total, week_store.moved(connection, before, after, buckets, limit, offset)

    def cases(self, week: Week, stood: Sequence[Stood]) -> Iterable[Line]:
        """The rows of a list of cases."""
        names = store.numbered(self.reading.connection, (row.case_no for row in stood))
        on = min(week.last_on, self.reading.context.today())
        for row in stood:
            case = names[row.case_no]
            yield Line(
                case.case_id, row.case_no, case.name, on, None, "", row.balance_minor, row.currency, ""
            )
