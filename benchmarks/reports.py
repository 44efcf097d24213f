"""The weekly report of a large store; the exported contact log against the bare workbook library on the same rows."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from app.domain.facts import Contact, Id
from app.domain.weeks import Week
from app.models.journal import Entry, Journal
from app.services import contact_log, store, weekly, weeks
from app.services.contact_selection import ExportContacts, Filter
from app.services.context import Context
from app.services.words import Words
from app.system.paths import Home
from benchmarks.figures import median_ms, paired_ms, say
from benchmarks.stores import SEED, TODAY, folder, sample_home

CONTACTS_A_CASE = 5
REPORT_LIMIT_MS = 3_000
LOG_LIMIT = 1.5
LOG_ROWS = 10_000
_WEEKS = 26
_RESULTS = ("NA", "NA", "BSY", "OFF", "HUP", "NSA", "RTP", "PTP", "WTP", "NA")
"""What comes of ten calls."""


def measure(cases: int) -> None:
    """Print the figures of reports."""
    with store.opened(worked_home(cases), None, program="benchmark", day=TODAY) as context:
        week = Week.of(TODAY).before()
        weeks.fill(context, weeks.needed(week, TODAY), cases=weeks.MANY)
        _report(context, week, cases)
        _log(context, cases)


def worked_home(cases: int) -> Home:
    """A copy of the sample in which five contacts a case were made, the further ones in the order of time."""
    built = sample_home(cases)
    home = Home(folder() / f"worked-{built.root.name}")
    done = home.root / "complete"
    if not done.exists():
        print(f"working {cases:,} cases in {home.root}", file=sys.stderr)
        shutil.rmtree(home.root, ignore_errors=True)
        shutil.copytree(built.root, home.root, ignore=shutil.ignore_patterns("complete"))
        with store.opened(home, None, program="benchmark", day=TODAY) as context:
            _work(context, cases * CONTACTS_A_CASE)
        done.write_text("")
    return home


def _work(context: Context, wanted: int) -> None:
    """Append contacts of the last half year until there are so many."""
    dice = random.Random(SEED)
    with context.db.write() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM fact WHERE kind = 'contact'").scalar_one()
        cases = connection.exec_driver_sql("SELECT id, person_id FROM case_file").all()
        begins = datetime.combine(TODAY - timedelta(weeks=_WEEKS), time(1), UTC)
        span = int(timedelta(weeks=_WEEKS).total_seconds()) - 1
        moments = sorted(dice.randrange(span) for _ in range(max(wanted - there, 0)))
        journal = Journal(connection, context.user.id, context.now())
        for number, seconds in enumerate(moments):
            case_id, person_id = cases[dice.randrange(len(cases))]
            at = begins + timedelta(seconds=seconds)
            journal.append(context.new_id(), [a_call(context, case_id, person_id, at, number)])
        journal.flush()


def a_call(context: Context, case_id: Id, person_id: Id, at: datetime, number: int) -> Entry:
    """A call of a numbered row of them."""
    body = Contact(
        "call",
        "outbound",
        _RESULTS[number % len(_RESULTS)],
        number=f"138{number:08d}",
        party_role="debtor",
        started_at=at,
        ended_at=at + timedelta(seconds=40),
        duration_s=40,
        point_source="left_with_lender",
        pack_version="1",
        rule_check="allowed",
        note="约定月底前联系",
    )
    return Entry(context.new_id(), body, case_id, person_id, at, recorded_at=at)


def _report(context: Context, week: Week, cases: int) -> None:
    value = median_ms(lambda: weekly.report(context, week), times=5, warm=1)
    say("report_weekly", value, "ms", cases, REPORT_LIMIT_MS)


def _log(context: Context, cases: int) -> None:
    """Export a period of some thousand contacts in full; ``ratio`` is to the bare library, ``limit`` what it took."""
    words = Words("zh_CN", context.rules, context.now(), context.zone)
    command = ExportContacts(_period(context), "xlsx", is_full=True, purpose="benchmark")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "log.xlsx"
        contact_log.export(context, words, command, path)
        rows = list(_rows(path))
        ours, bare = paired_ms(
            lambda: contact_log.export(context, words, command, path),
            lambda: _bare(Path(place) / "bare.xlsx", rows),
            times=5,
        )
    say("report_log_export", ours, "ms", cases, bare)
    say("report_log_export_to_limit", ours, "ms", cases, bare * LOG_LIMIT)


def _period(context: Context) -> Filter:
    """The last days that hold as many contacts as are exported."""
    days, last = 0, TODAY - timedelta(days=1)
    while True:
        wanted = Filter(last - timedelta(days=days), last)
        if contact_log.count(context, wanted) >= LOG_ROWS or days > 7 * _WEEKS:
            return wanted
        days += 1


def _rows(path: Path) -> Iterator[Sequence[Any]]:
    """The rows that were exported, as values."""
    from python_calamine import load_workbook

    yield from load_workbook(path).get_sheet_by_index(0).to_python()


def _bare(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """The same cells by the library alone, as sparing as it can be."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, value)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value)
