"""The weekly report as tables of values: what the workbook holds, and what paper and window show in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.domain.money import currency_of
from app.domain.terms import Bucket
from app.domain.weekly import (
    Counted,
    Figure,
    Move,
    Sheet,
    kept_percent,
    number,
    right_party_percent,
    roll_rows,
)
from app.services import skips
from app.services.messages.report_words import figure_word, move_word, word
from app.services.rule_words import rule_text
from app.services.weekly import CollectorWeeks, WeeklyReport, ranked
from app.services.weekly_reading import NOBODY, SOMEBODY_ELSE
from app.services.words import Words

Value = str | int | Decimal | None
DEFAULT_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report: a sheet of the workbook, a table on paper. The first column names the row."""

    code: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[Value, ...], ...] = ()


ACTIVITY = (Figure.CONTACTS, Figure.ATTEMPTS, Figure.CONNECTED, Figure.RIGHT_PARTY)
DUE = (Figure.KEPT, Figure.PARTLY_KEPT, Figure.BROKEN, Figure.OPEN)
COMPLIANCE = (Figure.BLOCKED, Figure.OVERRIDDEN, Figure.AGAINST_RULE, Figure.COMPLAINTS)
_MONEY = ((Figure.PROMISES, "promised"), (Figure.COLLECTED, "collected"))


def sections(report: WeeklyReport, words: Words) -> tuple[Section, ...]:
    """Every table of the report, in the order in which it is told."""
    made = _Sections(report, words)
    return (
        made.trend(), made.collectors(), made.due(), made.reasons(), made.ageing(), made.roll(), made.moves(),
        made.compliance(), made.rules(), made.skips(),
    )  # fmt: skip


def text_of(value: Value) -> str:
    """A value as it is read: thousands apart, nothing for nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,}"


def currencies(report: WeeklyReport) -> tuple[str, ...]:
    """The currencies that occur; the usual one where none does."""
    sheets: Iterable[Sheet] = (sheet for each in report.collectors for sheet in each.sheets)
    found = {currency for sheet in sheets for counted in sheet.values() for currency in counted.amounts}
    for ageing in report.ageing:
        found |= {currency for counted in (ageing or {}).values() for currency in counted.amounts}
    return tuple(sorted(found)) or (DEFAULT_CURRENCY,)


def money_value(minor: int, currency: str) -> Decimal:
    """An amount in major units with its decimals."""
    return Decimal(minor).scaleb(-currency_of(currency).decimals)


def amount(sheet: Sheet, figure: Figure, currency: str) -> Decimal:
    """What a figure comes to in a currency."""
    counted = sheet.get(figure)
    return money_value(counted.amounts.get(currency, 0) if counted else 0, currency)


def collector_name(collector: CollectorWeeks, words: Words) -> str:
    """Who it is; a case may be nobody's."""
    code = {NOBODY: "nobody", SOMEBODY_ELSE: "somebody_else"}.get(collector.no)
    return word(code, words.language) if code else collector.name


RowMaker = Callable[[str, Sheet], tuple[Value, ...]]


class _Sections:
    """Builds the tables of one report in one language."""

    def __init__(self, report: WeeklyReport, words: Words) -> None:
        self.report, self.words = report, words
        self.currencies = currencies(report)

    def _word(self, code: str) -> str:
        return word(code, self.words.language)

    def _figures(self, figures: Sequence[Figure]) -> tuple[str, ...]:
        return tuple(figure_word(figure, self.words.language) for figure in figures)

    def trend(self) -> Section:
        """Every figure over the weeks, and the average of the weeks before, rounded half up."""
        report = self.report
        rows: list[tuple[Value, ...]] = []
        plain = (
            *ACTIVITY,
            Figure.PROMISES,
            *DUE,
            Figure.PLANS,
            Figure.REASONS,
            Figure.SKIPPED,
            Figure.COLLECTED,
            *COMPLIANCE,
        )
        for figure in plain:
            counts = [number(sheet, figure) for sheet in report.total.sheets]
            rows.append((*self._figures([figure]), *counts, _average(counts[:-1])))
        for name, rate in (("right_party_rate", right_party_percent), ("kept_rate", kept_percent)):
            rows.append((self._word(name), *(rate(sheet) for sheet in report.total.sheets), None))
        for figure, name in _MONEY:
            for currency in self.currencies:
                amounts = [amount(sheet, figure, currency) for sheet in report.total.sheets]
                rows.append((f"{self._word(name)} {currency}", *amounts, _mean(amounts[:-1])))
        headers = (self._word("figure"), *(str(week) for week in report.weeks), self._word("average"))
        return Section("trend", self._word("trend"), headers, tuple(rows))

    def collectors(self) -> Section:
        """What each collector did and what came in."""
        money = [(figure, name, currency) for figure, name in _MONEY for currency in self.currencies]
        headers = (
            self._word("collector"),
            *self._figures(ACTIVITY),
            self._word("right_party_rate"),
            *self._figures((Figure.PROMISES, Figure.PLANS, Figure.REASONS, Figure.COLLECTED)),
            *(f"{self._word(name)} {currency}" for _, name, currency in money),
        )

        def row(name: str, sheet: Sheet) -> tuple[Value, ...]:
            return (
                name,
                *(number(sheet, figure) for figure in ACTIVITY),
                right_party_percent(sheet),
                *(
                    number(sheet, figure)
                    for figure in (Figure.PROMISES, Figure.PLANS, Figure.REASONS, Figure.COLLECTED)
                ),
                *(amount(sheet, figure, currency) for figure, _, currency in money),
            )

        return self._by_collector("collectors", headers, row)

    def due(self) -> Section:
        """What became of the promises that fell due in the week."""
        headers = (
            self._word("collector"),
            *self._figures(DUE),
            self._word("kept_rate"),
            *(f"{figure_word(Figure.KEPT, self.words.language)} {currency}" for currency in self.currencies),
        )

        def row(name: str, sheet: Sheet) -> tuple[Value, ...]:
            return (
                name,
                *(number(sheet, figure) for figure in DUE),
                kept_percent(sheet),
                *(amount(sheet, Figure.KEPT, currency) for currency in self.currencies),
            )

        return self._by_collector("promises_due", headers, row)

    def compliance(self) -> Section:
        """What the gate stopped, what was done in spite of it, what was complained of."""

        def row(name: str, sheet: Sheet) -> tuple[Value, ...]:
            return (name, *(number(sheet, figure) for figure in COMPLIANCE))

        return self._by_collector("compliance", (self._word("collector"), *self._figures(COMPLIANCE)), row)

    def _by_collector(self, code: str, headers: tuple[str, ...], row: RowMaker) -> Section:
        rows = tuple(row(collector_name(each, self.words), each.sheet) for each in self.report.collectors)
        total = row(self._word("all"), self.report.total.sheet)
        return Section(code, self._word(code), headers, rows, (total,))

    def reasons(self) -> Section:
        """The reasons told, the most frequent first."""
        known = self.words.rules.reasons.by_code
        kinds = ranked(self.report.total.details.get(Figure.REASONS, {}))
        rows = tuple(
            (known[code].words.text(self.words.language) if code in known else code, code, times)
            for code, times in kinds
        )
        headers = (self._word("reason"), self._word("code"), self._word("number"))
        return Section("reasons", self._word("reasons"), headers, rows)

    def rules(self) -> Section:
        """Which rules stopped an attempt, were overridden or broken."""
        figures = (Figure.BLOCKED, Figure.OVERRIDDEN, Figure.AGAINST_RULE)
        details = self.report.total.details
        names: list[str] = sorted({rule for figure in figures for rule in details.get(figure, {})})
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (
                rule_text(name, self.words),
                name,
                *(details.get(figure, {}).get(name, Counted()).number for figure in figures),
            )
            for name in names
        )
        headers = (self._word("rule"), self._word("code"), *self._figures(figures))
        return Section("rules", self._word("rule"), headers, rows)

    def skips(self) -> Section:
        """Why cases were passed over, by collector, the most frequent first."""
        report = self.report
        kinds = ranked(report.total.details.get(Figure.SKIPPED, {}))
        people = [each for each in report.collectors if number(each.sheet, Figure.SKIPPED)]
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (skips.kind_text(code, self.words), *_times(people, code), times) for code, times in kinds
        )
        names = (collector_name(each, self.words) for each in people)
        headers = (self._word("skip_reason"), *names, self._word("all"))
        total = (self._word("all"), *(_sum([row[at] for row in rows]) for at in range(1, len(headers))))
        return Section("skips", self._word("skips"), headers, rows, (total,) if rows else ())

    def ageing(self) -> Section:
        """The open cases by bucket at the end of each week, and what they owe at the last."""
        report = self.report
        rows = []
        for bucket in Bucket:
            cases = [
                None if ageing is None else ageing.get(bucket, Counted()).number for ageing in report.ageing
            ]
            last = (report.ageing[-1] or {}).get(bucket, Counted())
            owed = [money_value(last.amounts.get(currency, 0), currency) for currency in self.currencies]
            rows.append((bucket.label, *cases, *owed))
        headers = (
            self._word("bucket"),
            *(str(week) for week in report.weeks),
            *(f"{self._word('balance')} {currency}" for currency in self.currencies),
        )
        total = (self._word("all"), *(_sum([row[at] for row in rows]) for at in range(1, len(headers))))
        return Section("ageing", self._word("ageing"), headers, tuple(rows), (total,))

    def roll(self) -> Section:
        """From which bucket to which how many cases went, and what they owed before."""
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (
                self._place(before, "new"),
                self._place(after, "closed"),
                counted.number,
                *(money_value(counted.amounts.get(currency, 0), currency) for currency in self.currencies),
            )
            for (before, after), counted in sorted((self.report.roll or {}).items(), key=_by_bucket)
        )
        headers = (
            self._word("before"),
            self._word("after"),
            self._word("cases"),
            *(f"{self._word('balance')} {currency}" for currency in self.currencies),
        )
        return Section("roll", self._word("roll"), headers, rows)

    def moves(self) -> Section:
        """What became of the cases of each bucket, in per cent."""
        wheres = (Move.WORSE, Move.SAME, Move.BETTER, Move.CLOSED)
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (self._place(row.before, "new"), row.cases, *(row.percent(where) for where in wheres))
            for row in roll_rows(self.report.roll or {})
            if row.before is not None
        )
        headers = (
            self._word("bucket"),
            self._word("cases"),
            *(f"{move_word(where, self.words.language)} %" for where in wheres),
        )
        return Section("moves", f"{self._word('roll')} %", headers, rows)

    def _place(self, bucket: Bucket | None, otherwise: str) -> str:
        return self._word(otherwise) if bucket is None else bucket.label


def _times(collectors: Iterable[CollectorWeeks], code: str) -> tuple[int, ...]:
    return tuple(each.details.get(Figure.SKIPPED, {}).get(code, Counted()).number for each in collectors)


def _by_bucket(item: tuple[tuple[Bucket | None, Bucket | None], Counted]) -> tuple[int, int]:
    before, after = item[0]
    return (99 if before is None else before, 99 if after is None else after)


def _sum(values: Sequence[Value]) -> Value:
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    return sum(numbers) if numbers else None


def _average(counts: Sequence[int]) -> Decimal:
    """With one decimal."""
    return (Decimal(sum(counts)) / len(counts)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _mean(amounts: Sequence[Decimal]) -> Decimal:
    return (sum(amounts, Decimal(0)) / len(amounts)).quantize(amounts[0], ROUND_HALF_UP)
