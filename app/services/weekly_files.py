"""The weekly report as files: a PDF for people, a workbook with the same numbers for the next program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from app.domain.terms import Bucket
from app.domain.weekly import Counted, Figure, number
from app.domain.weeks import Week
from app.files.staging import staging
from app.reports.weekly import PaperGrid, PaperLine, PaperTable, WeeklyPaper
from app.services import acts, weekly, weeks
from app.services.changes import Changes
from app.services.context import Context
from app.services.departures import require_export, send_off
from app.services.manifests import Attested
from app.services.messages.report_words import figure_word, word
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given
from app.services.weekly import WeeklyReport, ranked
from app.services.weekly_sections import (
    ACTIVITY,
    Section,
    amount,
    collector_name,
    currencies,
    sections,
    text_of,
)
from app.services.words import Words

FORMATS = ("xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class WeeklyFiles:
    """The files of a week, in the order of their formats, and the act that records them; the password, if any."""

    week: Week
    paths: tuple[Path, ...]
    act: bytes
    password: str | None = field(default=None, repr=False)


def save(
    context: Context,
    words: Words,
    week: Week,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    progress: Progress = SILENT,
    purpose: str | None = None,
    *,
    is_protected: bool = False,
) -> tuple[WeeklyFiles, Changes]:
    """Write the report of a week and its signed manifest into ``folder``, and record that it left: all or nothing.

    It names no debtor. What is missing of the buckets is filled first. Raises RuleViolation: ``week_ahead``,
    ``purpose_required``, ``purpose_words_required``, ``may_not_…``; StorageProblem: ``disk_full``,
    ``folder_read_only``, ``file_failed``.
    """
    require_export(context, is_full=False)
    kept = purpose_given(purpose)
    weeks.fill(context, weeks.needed(week, context.today()), progress)
    report = weekly.report(context, week)
    tables = sections(report, words)
    with staging(folder) as staged:
        names = [f"weekly-{week}.{form}" for form in formats]
        for form, name in zip(formats, names, strict=True):
            progress.report(0, 0, form)
            if form == "xlsx":
                _write_book(staged.path(name), tables, report, words, context)
            else:
                staged.path(name).write_bytes(_pdf(tables, report, words, context, progress))
        what = Attested("weekly", kept, len(report.collectors), is_masked=True)
        left = send_off(context, staged, names, what, f"weekly-{week}", is_protected=is_protected)
    return WeeklyFiles(week, left.paths, left.act, left.password), acts.changes_of(left.facts)


def about(report: WeeklyReport, words: Words, context: Context) -> tuple[tuple[str, str], ...]:
    """What the report is of and by whom and when it was made."""
    made_at = context.now().astimezone(context.zone)
    return (
        (word("week", words.language), str(report.week)),
        (word("period", words.language), f"{report.week.first_on} – {report.week.last_on}"),
        (word("made_at", words.language), f"{made_at:%Y-%m-%d %H:%M}"),
        (word("made_by", words.language), context.user.name),
    )


def _write_book(
    path: Path, tables: Sequence[Section], report: WeeklyReport, words: Words, context: Context
) -> None:
    from app.files.writers import Table, write_book

    head = (word("week", words.language), str(report.week))
    told = about(report, words, context)[1:]
    sheets = [Table(word("title", words.language), head, told)]
    sheets += [Table(table.title, table.headers, (*table.rows, *table.totals)) for table in tables]
    write_book(path, sheets)


def _pdf(
    tables: Sequence[Section], report: WeeklyReport, words: Words, context: Context, progress: Progress
) -> bytes:
    from app.reports.fonts import register
    from app.reports.weekly import weekly_pdf
    from app.system.paths import resource

    register(resource("fonts"))
    return weekly_pdf(paper(tables, report, words, context), progress.report)


def paper(tables: Sequence[Section], report: WeeklyReport, words: Words, context: Context) -> WeeklyPaper:
    """The report in words."""
    by_code = {table.code: _in_words(table) for table in tables}
    language = words.language
    lines = ["    ".join(f"{name}: {value}" for name, value in about(report, words, context)[1:])]
    if report.is_running:
        lines.append(word("running", language))
    currency = currencies(report)[0]
    return WeeklyPaper(
        title=f"{word('title', language)} {report.week}",
        lines=tuple(lines),
        points=tuple(str(week) for week in report.weeks),
        trend=by_code["trend"],
        activity=tuple(_activity(figure, report, language) for figure in ACTIVITY[1:]),
        money_title=f"{word('collected', language)} {currency}",
        money=_money(report, words, currency),
        collectors=by_code["collectors"],
        due=by_code["promises_due"],
        reasons_title=word("reasons", language),
        reasons=_reasons(report, words),
        ageing=by_code["ageing"],
        roll_title=word("roll", language),
        roll=_grid(report, words),
        compliance=by_code["compliance"],
        rules=by_code["rules"],
        skips=by_code["skips"],
        nothing=word("none", language),
        language=language,
    )


def _in_words(table: Section) -> PaperTable:
    rows, totals = (
        tuple(tuple(text_of(value) for value in row) for row in some) for some in (table.rows, table.totals)
    )
    return PaperTable(table.title, table.headers, rows, totals)


def _activity(figure: Figure, report: WeeklyReport, language: str) -> PaperLine:
    counts = tuple(number(sheet, figure) for sheet in report.total.sheets)
    return PaperLine(figure_word(figure, language), counts, tuple(f"{count:,}" for count in counts))


def _money(report: WeeklyReport, words: Words, currency: str) -> tuple[tuple[str, int, str], ...]:
    bars = []
    for collector in report.collectors:
        counted = collector.sheet.get(Figure.COLLECTED, Counted())
        minor = counted.amounts.get(currency, 0)
        text = text_of(amount(collector.sheet, Figure.COLLECTED, currency))
        bars.append((collector_name(collector, words), minor, text))
    return tuple(sorted(bars, key=lambda bar: -bar[1]))


def _reasons(report: WeeklyReport, words: Words) -> tuple[tuple[str, int, str], ...]:
    known = words.rules.reasons.by_code
    kinds = ranked(report.total.details.get(Figure.REASONS, {}))
    return tuple(
        (known[code].words.text(words.language) if code in known else code, times, f"{times:,}")
        for code, times in kinds
    )


def _grid(report: WeeklyReport, words: Words) -> PaperGrid | None:
    roll = report.roll
    if roll is None:
        return None
    language = words.language
    befores = [
        *(b for b in Bucket if any(key[0] is b for key in roll)),
        *([None] if _has_new(report) else []),
    ]
    afters: list[Bucket | None] = [*Bucket, None]
    shares, labels = [], []
    for before in befores:
        row = [roll.get((before, after), Counted()).number for after in afters]
        whole = sum(row)
        shares.append(tuple(Fraction(cases, whole) if cases else None for cases in row))
        labels.append(tuple(f"{cases:,}" if cases else "" for cases in row))
    return PaperGrid(
        f"{word('before', language)} \\ {word('after', language)}",
        tuple(word("closed", language) if after is None else after.label for after in afters),
        tuple(word("new", language) if before is None else before.label for before in befores),
        tuple(shares),
        tuple(labels),
    )


def _has_new(report: WeeklyReport) -> bool:
    return any(before is None for before, _ in report.roll or {})
