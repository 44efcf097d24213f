"""``fairdue report``: the weekly report of the team, as files and as numbers."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.sending import declare_sending, password_lines
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.services.weekly import CollectorWeeks, WeeklyReport
    from app.services.words import Words

NAME = "report"
HELP = "report on a week: each collector, promises, ageing and roll, compliance"
KINDS = ("weekly",)
FORMATS = ("xlsx", "pdf")


def declare(parser: ArgumentParser) -> None:
    """Which week, and where the files go."""
    parser.add_argument("kind", choices=KINDS, metavar="weekly", help="the report")
    parser.add_argument(
        "--week", metavar="WEEK", help="an ISO week such as 2026-W47; default: the last whole one"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the report as files into DIR")
    parser.add_argument("--format", choices=FORMATS, action="append", help="one of the files; default: both")
    declare_sending(parser)


def run(call: Call) -> Answer:
    """Fill what is missing of the buckets, count, write."""
    from app.services import weekly, weekly_files, weeks

    given = call.options
    with call.store() as context:
        week, words = weekly.week_of(context, given.week), call.words(context)
        weeks.fill(context, weeks.needed(week, context.today()), call.terminal, cases=weeks.MANY)
        report = weekly.report(context, week)
        paths: tuple[Path, ...] = ()
        password: str | None = None
        if given.out is not None:
            given.out.mkdir(parents=True, exist_ok=True)
            formats = tuple(dict.fromkeys(given.format or FORMATS))
            saved, _ = weekly_files.save(
                context,
                words,
                week,
                given.out,
                formats,
                call.terminal,
                given.purpose,
                is_protected=given.protect,
            )
            paths, password = saved.paths, saved.password
        lines = [*_lines(report, words, paths), *password_lines(call.terminal, password)]
        return Answer(_data(report, paths) | {"password": password}, lines)


def _data(report: WeeklyReport, paths: tuple[Path, ...]) -> dict[str, Any]:
    return {
        "week": str(report.week),
        "first_on": report.week.first_on.isoformat(),
        "last_on": report.week.last_on.isoformat(),
        "is_running": report.is_running,
        "weeks": [str(week) for week in report.weeks],
        "total": _figures(report.total),
        "collectors": [
            {"collector": each.no, "name": each.name, **_figures(each)} for each in report.collectors
        ],
        "trend": [_sheet(sheet) for sheet in report.total.sheets],
        "ageing": [
            ageing
            and {
                bucket.label: {"cases": counted.number, "amounts_minor": counted.amounts}
                for bucket, counted in sorted(ageing.items())
            }
            for ageing in report.ageing
        ],
        "roll": [
            {
                "before": before and before.label,
                "after": after and after.label,
                "cases": counted.number,
                "amounts_minor": counted.amounts,
            }
            for (before, after), counted in (report.roll or {}).items()
        ],
        "files": [str(path) for path in paths],
    }


def _sheet(sheet: Any) -> dict[str, Any]:
    from app.domain.weekly import WITH_AMOUNTS, Figure, kept_percent, number, right_party_percent

    found: dict[str, Any] = {str(figure): number(sheet, figure) for figure in Figure}
    for figure in sorted(WITH_AMOUNTS):
        found[f"{figure}_minor"] = sheet[figure].amounts if figure in sheet else {}
    return found | {"kept_percent": kept_percent(sheet), "right_party_percent": right_party_percent(sheet)}


def _figures(each: CollectorWeeks) -> dict[str, Any]:
    details = {
        f"by_{figure}": {kind: counted.number for kind, counted in sorted(kinds.items())}
        for figure, kinds in each.details.items()
    }
    return _sheet(each.sheet) | details


def _lines(report: WeeklyReport, words: Words, paths: tuple[Path, ...]) -> list[str]:
    from app.services.weekly_sections import sections, text_of

    lines = [f"{report.week}  {report.week.first_on} – {report.week.last_on}"]
    for table in sections(report, words):
        if table.code in ("trend", "collectors", "compliance", "moves"):
            lines += ["", table.title, "  ".join(table.headers)]
            lines += ["  ".join(text_of(value) for value in row) for row in (*table.rows, *table.totals)]
    return [*lines, *(str(path) for path in paths)] if paths else lines
