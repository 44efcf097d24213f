"""The weekly report as tables on screen: each cell that is a number knows the list behind it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from app.domain.terms import Bucket
from app.domain.weekly import Counted, Figure, kept_percent, number, right_party_percent
from app.services import skips
from app.services.messages.report_words import figure_word, word
from app.services.rule_words import rule_text
from app.services.weekly import CollectorWeeks, WeeklyReport, ranked
from app.services.weekly_lists import Asked, Behind, Moved, Stand
from app.services.weekly_sections import (
    ACTIVITY,
    COMPLIANCE,
    DUE,
    amount,
    collector_name,
    currencies,
    text_of,
)
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and which list it opens; None: none."""

    text: str
    asked: Hashable | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: its name and its cells."""

    name: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Titles of the columns, the first of them that of the names, and the rows."""

    headers: tuple[str, ...]
    rows: tuple[FigureRow, ...]


def trend(report: WeeklyReport, words: Words, collector_no: int | None) -> FigureTable:
    """Every figure of one collector, or of all, over the weeks."""
    whose, language = report.whose(collector_no), words.language
    rows = [
        FigureRow(
            figure_word(figure, language),
            tuple(
                _cell(number(sheet, figure), Behind(week, figure, collector_no))
                for week, sheet in zip(report.weeks, whose.sheets, strict=True)
            ),
        )
        for figure in (
            *ACTIVITY, Figure.PROMISES, *DUE, Figure.PLANS, Figure.REASONS, Figure.COLLECTED, *COMPLIANCE,
        )
    ]  # fmt: skip
    for name, rate in (("right_party_rate", right_party_percent), ("kept_rate", kept_percent)):
        rows.append(
            FigureRow(word(name, language), tuple(Cell(text_of(rate(sheet))) for sheet in whose.sheets))
        )
    for currency in currencies(report):
        for figure, name in ((Figure.PROMISES, "promised"), (Figure.COLLECTED, "collected")):
            rows.append(
                FigureRow(
                    f"{word(name, language)} {currency}",
                    tuple(
                        Cell(text_of(amount(sheet, figure, currency)), Behind(week, figure, collector_no))
                        for week, sheet in zip(report.weeks, whose.sheets, strict=True)
                    ),
                )
            )
    return FigureTable((word("figure", language), *(str(week) for week in report.weeks)), tuple(rows))


def collectors(report: WeeklyReport, words: Words) -> FigureTable:
    """Everybody in the week."""
    figures = (
        *ACTIVITY, Figure.PROMISES, Figure.KEPT, Figure.BROKEN, Figure.PLANS, Figure.COMPLAINTS, Figure.COLLECTED,
    )  # fmt: skip
    currency = currencies(report)[0]

    def row(collector: CollectorWeeks, name: str, no: int | None) -> FigureRow:
        counts = [
            _cell(number(collector.sheet, figure), Behind(report.week, figure, no)) for figure in figures
        ]
        rates = (Cell(text_of(kept_percent(collector.sheet))),)
        money = Cell(text_of(amount(collector.sheet, Figure.COLLECTED, currency)))
        return FigureRow(name, (*counts, *rates, money), is_total=no is None)

    rows = [row(each, collector_name(each, words), each.no) for each in report.collectors]
    headers = (
        word("collector", words.language),
        *(figure_word(figure, words.language) for figure in figures),
        word("kept_rate", words.language),
        f"{word('collected', words.language)} {currency}",
    )
    return FigureTable(headers, (*rows, row(report.total, word("all", words.language), None)))


def ageing(report: WeeklyReport, words: Words) -> FigureTable:
    """Open cases by bucket at the end of each week."""
    rows = []
    for bucket in Bucket:
        cells = [
            Cell(word("not_filled", words.language))
            if aged is None
            else _cell(aged.get(bucket, Counted()).number, Stand(week, bucket))
            for week, aged in zip(report.weeks, report.ageing, strict=True)
        ]
        rows.append(FigureRow(bucket.label, tuple(cells)))
    totals = (
        Cell("" if aged is None else text_of(sum(counted.number for counted in aged.values())))
        for aged in report.ageing
    )
    rows.append(FigureRow(word("all", words.language), tuple(totals), is_total=True))
    return FigureTable((word("bucket", words.language), *(str(week) for week in report.weeks)), tuple(rows))


def roll(report: WeeklyReport, words: Words) -> FigureTable:
    """From which bucket to which the cases went in the week."""
    found = report.roll or {}
    befores: list[Bucket | None] = [bucket for bucket in Bucket if any(key[0] is bucket for key in found)]
    befores += [None] if any(before is None for before, _ in found) else []
    afters: tuple[Bucket | None, ...] = (*Bucket, None)
    rows = tuple(
        FigureRow(
            word("new", words.language) if before is None else before.label,
            tuple(
                _cell(found[before, after].number, Moved(report.week, before, after))
                if (before, after) in found
                else Cell("")
                for after in afters
            ),
        )
        for before in befores
    )
    headers = (
        f"{word('before', words.language)} \\ {word('after', words.language)}",
        *(word("closed", words.language) if after is None else after.label for after in afters),
    )
    return FigureTable(headers, rows)


def reasons(report: WeeklyReport, words: Words, collector_no: int | None) -> FigureTable:
    """The reasons told in the week, the most frequent first."""
    known, language = words.rules.reasons.by_code, words.language
    kinds = ranked(report.whose(collector_no).details.get(Figure.REASONS, {}))
    rows = tuple(
        FigureRow(
            known[code].words.text(language) if code in known else code,
            (_cell(times, Behind(report.week, Figure.REASONS, collector_no, code)),),
        )
        for code, times in kinds
    )
    return FigureTable((word("reason", language), word("number", language)), rows)


def rules(report: WeeklyReport, words: Words, collector_no: int | None) -> FigureTable:
    """Which rules stopped an attempt, were overridden or broken in the week."""
    figures = (Figure.BLOCKED, Figure.OVERRIDDEN, Figure.AGAINST_RULE)
    details = report.whose(collector_no).details
    names = sorted({rule for figure in figures for rule in details.get(figure, {})})
    rows = tuple(
        FigureRow(
            rule_text(name, words),
            tuple(
                _cell(
                    details.get(figure, {}).get(name, Counted()).number,
                    Behind(report.week, figure, collector_no, name),
                )
                for figure in figures
            ),
        )
        for name in names
    )
    headers = (word("rule", words.language), *(figure_word(figure, words.language) for figure in figures))
    return FigureTable(headers, rows)


def skipped(report: WeeklyReport, words: Words, collector_no: int | None) -> FigureTable:
    """Why cases were passed over in the week, the most frequent first: by each collector, or by one."""
    people = [
        each
        for each in report.collectors
        if collector_no in (None, each.no) and number(each.sheet, Figure.SKIPPED)
    ]
    kinds = ranked(report.whose(collector_no).details.get(Figure.SKIPPED, {}))
    rows = tuple(
        FigureRow(
            skips.kind_text(code, words),
            tuple(
                _cell(
                    each.details.get(Figure.SKIPPED, {}).get(code, Counted()).number,
                    Behind(report.week, Figure.SKIPPED, each.no, code),
                )
                for each in people
            ),
        )
        for code, _ in kinds
    )
    headers = (word("skip_reason", words.language), *(collector_name(each, words) for each in people))
    return FigureTable(headers, rows)


def title_of(asked: Asked, report: WeeklyReport, words: Words) -> str:
    """What a list is called: the figure, the week, of whom."""
    language = words.language
    match asked:
        case Behind(week, figure, collector_no, detail):
            known = words.rules.reasons.by_code
            kind = detail
            if detail is not None and figure is Figure.SKIPPED:
                kind = skips.kind_text(detail, words)
            elif detail is not None:
                kind = known[detail].words.text(language) if detail in known else rule_text(detail, words)
            whose = "" if collector_no is None else collector_name(report.whose(collector_no), words)
            return _joined([figure_word(figure, language), kind, str(week), whose])
        case Stand(week, bucket):
            return _joined([word("ageing", language), bucket.label, str(week)])
        case Moved(week, before, after):
            came = word("new", language) if before is None else before.label
            went = word("closed", language) if after is None else after.label
            return _joined([word("roll", language), f"{came} → {went}", str(week)])


def _joined(parts: Sequence[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def _cell(count: int, asked: Asked) -> Cell:
    return Cell(text_of(count), asked if count else None)
