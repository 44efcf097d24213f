"""Who did what with the data: openings kept beside the facts, reveals and exports, in one list that leads read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from portfolio import Portfolio, at
from test_store_disk import open_home

from app.domain.errors import AppError, RuleViolation
from app.domain.moments import to_ms
from app.models.openings import KEPT_MS, Opened
from app.services import access, audit, erasing, openings, reveals
from app.services.access import Did, ExportAccess, Wanted
from app.services.context import Context
from app.services.openings import Noticed
from app.services.reveals import ShowInFull

WEEK = (date(2026, 11, 16), date(2026, 11, 22))
ROOT = Path(__file__).parents[2]


def kept(context: Context) -> list[tuple[Any, ...]]:
    with context.db.read() as connection:
        found = connection.exec_driver_sql("SELECT at, actor, case_id, place FROM opening ORDER BY seq").all()
    return [tuple(row) for row in found]


def opened(portfolio: Portfolio, case: bytes, clock: str = "09:00", day: int = 16) -> Opened:
    return Opened(to_ms(at(clock, day)), portfolio.context.user.id, case, "desk")


def listed(portfolio: Portfolio, **narrowed: Any) -> list[tuple[str, int | None, str]]:
    page = access.listing(portfolio.context, portfolio.words, Wanted(*WEEK, **narrowed))
    assert page.total == len(page.rows)
    return [(row.did, row.case_no, row.what) for row in page.rows]


def test_of_a_day_and_an_unlocking_the_first_opening_counts(portfolio: Portfolio) -> None:
    noticed = Noticed(portfolio.context)
    assert noticed.note(portfolio.case, "desk")
    assert not noticed.note(portfolio.case, "plan"), "the same day, wherever it is shown"
    assert noticed.note(portfolio.neighbour, "letters")
    portfolio.clock.now += timedelta(days=1)
    assert noticed.note(portfolio.case, "ledger")
    taken = noticed.take()
    assert [(one.case_id, one.place) for one in taken] == [
        (portfolio.case, "desk"), (portfolio.neighbour, "letters"), (portfolio.case, "ledger"),
    ]  # fmt: skip
    assert noticed.take() == ()
    noticed.give_back(taken)
    assert noticed.take() == taken, "what could not be kept waits again"
    assert Noticed(portfolio.context).note(portfolio.case, "desk"), "another unlocking"


def test_openings_are_no_facts_and_name_cases_of_this_store_alone(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    openings.keep(portfolio.context, [opened(portfolio, portfolio.case), opened(portfolio, b"\x09" * 16)])
    assert [row[2:] for row in kept(portfolio.context)] == [(portfolio.case, "desk")]
    assert portfolio.chain() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE opening SET actor = zeroblob(16)",
        "DELETE FROM opening",
        "INSERT OR REPLACE INTO opening SELECT seq, 0, actor, case_id, place FROM opening",
    ],
)
def test_what_was_opened_is_not_taken_back(portfolio: Portfolio, statement: str) -> None:
    openings.keep(portfolio.context, [opened(portfolio, portfolio.case)])
    with (
        pytest.raises(Exception, match="append-only"),
        portfolio.context.db.write() as connection,
    ):
        connection.exec_driver_sql(statement)
    assert len(kept(portfolio.context)) == 1


def test_a_trigger_that_was_taken_away_is_found(portfolio: Portfolio) -> None:
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER opening_no_delete")
    assert [one.code for one in audit.verify(portfolio.context).kept] == ["audit_trigger_missing"]


def test_three_years_later_it_goes_and_a_clock_ahead_takes_nothing(portfolio: Portfolio) -> None:
    first, second = opened(portfolio, portfolio.case), opened(portfolio, portfolio.neighbour, "10:00")
    openings.keep(portfolio.context, [first, second])
    portfolio.clock.now += timedelta(days=2_000)
    openings.keep(portfolio.context, [])
    assert len(kept(portfolio.context)) == 2
    late = Opened(first.at + KEPT_MS, first.actor, portfolio.case, "desk")
    openings.keep(portfolio.context, [late])
    assert [row[0] for row in kept(portfolio.context)] == [first.at, second.at, late.at], (
        "a day goes as a whole"
    )
    later = Opened(second.at + KEPT_MS, first.actor, portfolio.case, "desk")
    openings.keep(portfolio.context, [later])
    assert [row[0] for row in kept(portfolio.context)] == [late.at, later.at]
    assert audit.verify(portfolio.context).is_whole


def test_who_opened_this_case_and_what_somebody_did(portfolio: Portfolio) -> None:
    context = portfolio.context
    openings.keep(
        context, [opened(portfolio, portfolio.case), opened(portfolio, portfolio.neighbour, "09:30")]
    )
    portfolio.go("11:00")
    reveals.show(context, ShowInFull(portfolio.act(), portfolio.case, "point", portfolio.ids["own"]))
    assert listed(portfolio) == [
        ("revealed", 1, "电话或地址"), ("opened", 3, "工作台"), ("opened", 1, "工作台"),
    ]  # fmt: skip
    assert listed(portfolio, case_no=3) == [("opened", 3, "工作台")]
    assert listed(portfolio, did=Did.REVEALED) == [("revealed", 1, "电话或地址")]
    assert listed(portfolio, employee_no=context.user.employee_no) == listed(portfolio)
    page = access.listing(context, portfolio.words, Wanted(*WEEK), 1, 1)
    assert (page.total, [row.case_no for row in page.rows]) == (3, [3])
    assert (page.rows[0].who, page.rows[0].name) == (context.user.name, "陈晓")
    before = Wanted(WEEK[0] - timedelta(days=9), WEEK[0] - timedelta(days=1))
    assert access.listing(context, portfolio.words, before).total == 0


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(WEEK[1], WEEK[0]), "period_reversed"),
        (Wanted(*WEEK, employee_no="nobody"), "collector_missing"),
        (Wanted(*WEEK, case_no=99), "case_missing"),
    ],
)
def test_what_cannot_be_asked_is_refused(portfolio: Portfolio, wanted: Wanted, code: str) -> None:
    with pytest.raises(AppError) as refused:
        access.listing(portfolio.context, portfolio.words, wanted)
    assert refused.value.code == code


def test_a_collector_with_a_lead_is_shown_nothing_of_it(portfolio: Portfolio, tmp_path: Path) -> None:
    collector, file = portfolio.as_collector(), tmp_path / "a.xlsx"
    for work in (
        lambda: access.listing(collector, portfolio.words, Wanted(*WEEK)),
        lambda: access.export(collector, portfolio.words, ExportAccess(Wanted(*WEEK), "internal"), file),
    ):
        with pytest.raises(RuleViolation, match="may_not_see_access"):
            work()
    assert not file.exists()
    assert access.listing(portfolio.alone(), portfolio.words, Wanted(*WEEK)).total == 0


def test_the_list_leaves_for_a_purpose_and_tells_of_itself(portfolio: Portfolio, tmp_path: Path) -> None:
    context, file = portfolio.context, tmp_path / "access.xlsx"
    openings.keep(context, [opened(portfolio, portfolio.case)])
    with pytest.raises(RuleViolation, match="purpose_required"):
        access.export(context, portfolio.words, ExportAccess(Wanted(*WEEK), None), file)
    made, _ = access.export(context, portfolio.words, ExportAccess(Wanted(*WEEK), "regulator: 查"), file)
    assert made.rows == 1
    (_, row) = load_workbook(file).active.iter_rows(values_only=True)
    user = context.user
    assert row[:7] == ("2026-11-16 09:00:00", "打开案件", user.name, user.employee_no, 1, "李明", "工作台")
    (line,) = access.listing(context, portfolio.words, Wanted(*WEEK, did=Did.EXPORTED)).rows
    assert (line.what, line.purpose, line.rows, line.case_no) == (
        "访问记录",
        "监管机构、审计检查：查",
        1,
        None,
    )
    shut, _ = access.export(context, portfolio.words, ExportAccess(Wanted(*WEEK), "internal", True), file)
    assert (shut.path.name, bool(shut.password)) == ("access.zip", True)
    assert shut.password not in repr(shut)


def test_erasing_a_person_leaves_who_saw_the_case_without_a_name(portfolio: Portfolio) -> None:
    openings.keep(portfolio.context, [opened(portfolio, portfolio.neighbour)])
    assert erasing.plan(portfolio.context, portfolio.ids["chen"]).stays["openings"] == 1
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET name = '—' WHERE id = ?", (portfolio.ids["chen"],))
    (line,) = access.listing(portfolio.context, portfolio.words, Wanted(*WEEK)).rows
    assert (line.case_no, line.name) == (3, "—")


CHILD = """
import sys
from pathlib import Path

sys.path[:0] = ["tests/services", "."]
from test_access import openings, Opened
from test_store_disk import open_home

with open_home(Path(sys.argv[1]), {}) as portfolio:
    case = bytes.fromhex(sys.argv[2])
    for number in range(10_000):
        openings.keep(portfolio.context, [Opened(number, portfolio.context.user.id, case, "desk")])
        print(number, flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kill -9")
def test_kill_9_loses_no_opening_that_was_handed_over(
    closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    home, ids = tmp_path / "home", closed_store[1]
    shutil.copytree(closed_store[0], home)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), ids["case"].hex()],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    acknowledged = [child.stdout.readline() for _ in range(25)]
    child.kill()
    rest, _ = child.communicate()
    acknowledged += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    with open_home(home, ids) as portfolio:
        found = {row[0] for row in kept(portfolio.context)}
        assert found >= set(map(int, acknowledged))
        assert len(found) - len(acknowledged) <= 1, "written, but not told any more"
