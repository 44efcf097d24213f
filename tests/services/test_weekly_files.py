"""The weekly report as files: workbook and PDF say what was counted, and come with their record or not at all."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import fairdue
from openpyxl import load_workbook
from pypdf import PdfReader

from app.domain.errors import Cancelled, RuleViolation, StorageProblem
from app.domain.terms import Bucket
from app.domain.weekly import Figure, kept_percent, number
from app.domain.weeks import Week
from app.services import acts, sample, store, weekly, weekly_files, weeks
from app.services.context import Context
from app.services.words import Words
from app.system.paths import Home

TODAY = date(2026, 11, 23)
W47 = Week.parse("2026-W47")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "home"
    sample.build(Home(folder), today=TODAY)
    with store.opened(Home(folder), None, program="test", day=TODAY) as context:
        weeks.fill(context, weeks.needed(W47, TODAY), cases=weeks.MANY)
    return folder


@pytest.fixture
def context(built: Path, tmp_path: Path) -> Iterator[Context]:
    shutil.copytree(built, tmp_path / "home")
    with store.opened(Home(tmp_path / "home"), None, program="test", day=TODAY) as context:
        yield context


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def words(context: Context, language: str = "zh_CN") -> Words:
    return Words(language, context.rules, context.now(), context.zone)


def exports(context: Context) -> list[Any]:
    with context.db.read() as connection:
        return connection.exec_driver_sql(
            "SELECT what, rows, is_masked, file_digest FROM fact_export ORDER BY seq"
        ).all()


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_the_workbook_holds_what_was_counted(context: Context, folder: Path) -> None:
    files, _ = weekly_files.save(context, words(context, "en"), W47, folder, purpose="internal")
    report = weekly.report(context, W47)
    found = sheets(folder / "weekly-2026-W47.xlsx")
    trend = {row[0]: row[1:] for row in found["Trend"]}
    for name, figure in (
        ("Contacts", Figure.CONTACTS),
        ("Right party", Figure.RIGHT_PARTY),
        ("Kept", Figure.KEPT),
        ("Plans agreed", Figure.PLANS),
    ):
        assert list(trend[name][:5]) == [number(sheet, figure) for sheet in report.total.sheets], name
    before = [number(sheet, Figure.CONTACTS) for sheet in report.total.sheets[:4]]
    assert trend["Contacts"][5] == pytest.approx(sum(before) / 4, abs=0.051)  # one decimal
    assert trend["Kept rate %"][4] == kept_percent(report.total.sheet)
    collected = report.total.sheet[Figure.COLLECTED].amounts["CNY"]
    assert Decimal(str(trend["Collected CNY"][4])) == Decimal(collected) / 100
    aged = {row[0]: row for row in found["Ageing"]}
    for bucket, counted in (report.ageing[-1] or {}).items():
        assert aged[bucket.label][5] == counted.number
        assert Decimal(str(aged[bucket.label][6])) == Decimal(counted.amounts["CNY"]) / 100
    rolled = {(row[0], row[1]): row[2] for row in found["Roll between buckets"][1:]}
    assert report.roll is not None
    assert rolled == {
        (
            before.label if before is not None else "New",
            after.label if after is not None else "Closed",
        ): counted.number
        for (before, after), counted in report.roll.items()
    }
    assert sum(row[2] for row in found["Reasons"][1:]) == number(report.total.sheet, Figure.REASONS)
    assert [path.name for path in files.paths] == ["weekly-2026-W47.xlsx", "weekly-2026-W47.pdf"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_pdf_says_the_same_numbers(context: Context, folder: Path, language: str) -> None:
    weekly_files.save(context, words(context, language), W47, folder, ("pdf",), purpose="internal")
    text = "\n".join(page.extract_text() for page in PdfReader(folder / "weekly-2026-W47.pdf").pages)
    bare = "".join(text.split())
    report = weekly.report(context, W47)
    collected = f"{Decimal(report.total.sheet[Figure.COLLECTED].amounts['CNY']) / 100:,.2f}"
    titles = ("催收周报2026-W47", "账龄迁徙", "承诺兑现率%", "合规") if language == "zh_CN" else (
        "Weeklyreport2026-W47", "Rollbetweenbuckets", "Keptrate%", "Compliance",
    )  # fmt: skip
    for said in (*titles, collected, "2026-W43", *(bucket.label for bucket in Bucket)):
        assert said in bare, said


def test_both_files_are_recorded_in_one_act_that_is_never_undone(context: Context, folder: Path) -> None:
    files, changes = weekly_files.save(context, words(context), W47, folder, purpose="internal")
    assert [(row[0], row[1], row[2]) for row in exports(context)] == [
        ("weekly-2026-W47.xlsx", 1, 1),
        ("weekly-2026-W47.pdf", 1, 1),
    ]
    for path, row in zip(files.paths, exports(context), strict=True):
        assert row[3] == hashlib.sha256(path.read_bytes()).digest()
    assert changes
    with pytest.raises(RuleViolation, match="undo_not_possible"):
        acts.undo(context, acts.Undo(files.act, context.new_id()))


def test_the_same_week_makes_the_same_pdf(context: Context, folder: Path) -> None:
    weekly_files.save(context, words(context), W47, folder, ("pdf",), purpose="internal")
    first = (folder / "weekly-2026-W47.pdf").read_bytes()
    weekly_files.save(context, words(context), W47, folder, ("pdf",), purpose="internal")
    assert (folder / "weekly-2026-W47.pdf").read_bytes() == first


def test_an_empty_week_is_a_report_too(context: Context, folder: Path) -> None:
    week = Week.parse("2025-W10")
    weeks.fill(context, weeks.needed(week, TODAY), cases=weeks.MANY)
    weekly_files.save(context, words(context, "en"), week, folder, purpose="internal")
    assert sheets(folder / "weekly-2025-W10.xlsx")["Collectors"][1][1] == 0
    text = "".join(page.extract_text() for page in PdfReader(folder / "weekly-2025-W10.pdf").pages)
    assert "Nothing in this week." in text


def test_what_is_missing_of_the_buckets_is_counted_first(context: Context, folder: Path) -> None:
    week = W47.before(3)
    assert weekly.report(context, week).missing
    weekly_files.save(context, words(context, "en"), week, folder, ("xlsx",), purpose="internal")
    assert not weekly.report(context, week).missing
    aged = sheets(folder / "weekly-2026-W44.xlsx")["Ageing"]
    assert aged[-1][0] == "All"
    assert aged[-1][5] > 0


def test_a_folder_that_is_not_there_leaves_no_record(context: Context, folder: Path) -> None:
    with pytest.raises(StorageProblem):
        weekly_files.save(context, words(context), W47, folder / "none", purpose="internal")
    assert exports(context) == []


def test_a_record_that_fails_takes_both_files_back(
    context: Context, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "weekly-2026-W47.xlsx").write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise StorageProblem("disk_full")

    monkeypatch.setattr("app.files.staging.Staging.place", _placed_once(fail))
    with pytest.raises(StorageProblem, match="disk_full"):
        weekly_files.save(context, words(context), W47, folder, purpose="internal")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"weekly-2026-W47.xlsx": b"old"}
    assert exports(context) == []


def _placed_once(fail: Any) -> Any:
    """The first file comes into its place, the second does not: the disk is full."""
    from app.files.staging import Staging

    place = Staging.place

    def placed(self: Staging, name: str) -> Path:
        if name.endswith(".pdf"):
            fail()
        return place(self, name)

    return placed


def test_cancelled_it_leaves_nothing(context: Context, folder: Path) -> None:
    class Impatient:
        def report(self, _done: int, _total: int, step: str = "") -> None:
            if step == "pdf":
                raise Cancelled

    with pytest.raises(Cancelled):
        weekly_files.save(context, words(context), W47, folder, progress=Impatient(), purpose="internal")
    assert list(folder.iterdir()) == []
    assert exports(context) == []


# -- the command line ------------------------------------------------------------------------------


def test_the_command_fills_counts_and_writes(built: Path, tmp_path: Path) -> None:
    home = shutil.copytree(built, tmp_path / "home")
    told = ("--home", home, "--today", "2026-11-23")
    words = ("report", "weekly", "--week", "2026-W47", "--out", tmp_path / "new" / "out", *told, "--json")
    assert fairdue(*words).sentence.startswith("Data leave the house only for a purpose")
    ran = fairdue(*words, "--purpose", "internal")
    assert ran.code == 0
    answer = ran.answer
    assert answer["week"] == "2026-W47"
    assert [Path(path).name for path in answer["files"]] == ["weekly-2026-W47.xlsx", "weekly-2026-W47.pdf"]
    assert all(Path(path).is_file() for path in answer["files"])
    assert answer["total"]["attempts"] == sum(each["attempts"] for each in answer["collectors"]) > 0
    assert answer["trend"][-1] == {
        key: value for key, value in answer["total"].items() if not key.startswith("by_")
    }
    default = fairdue("report", "weekly", *told, "--json").answer
    assert default | {"files": []} == answer | {"files": []}
    earlier = fairdue("report", "weekly", "--week", "2026-W30", *told, "--json")
    assert earlier.code == 0
    assert None not in earlier.answer["ageing"]
    assert "Contacts" in fairdue("report", "weekly", *told).out
    refused = fairdue("report", "weekly", "--week", "2026-W60", *told)
    assert refused.sentence.startswith("There is no week 2026-W60")


def test_the_log_is_exported_by_command(built: Path, tmp_path: Path) -> None:
    home = shutil.copytree(built, tmp_path / "home")
    told = ("--home", home, "--today", "2026-11-23")
    period = ("--from", "2026-11-16", "--to", "2026-11-22")
    out = tmp_path / "log.csv"
    nothing_said = fairdue("export", "contacts", *period, "--format", "csv", "--out", out, *told)
    assert nothing_said.sentence.startswith("Data leave the house only for a purpose")
    told = (*told, "--purpose", "creditor")
    ran = fairdue("export", "contacts", *period, "--format", "csv", "--out", out, *told, "--json")
    assert ran.code == 0
    answer = ran.answer
    week = fairdue("report", "weekly", "--week", "2026-W47", *told, "--json").answer["total"]
    names = ("contacts", "attempts", "connected", "right_party")
    assert [answer["figures"][name] for name in names] == [week[name] for name in names]
    assert (answer["rows"], answer["masked"]) == (week["contacts"], True)
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == answer["rows"] + 1
    narrow = ("--collector", "P000", "--columns", "case_no,result_code", "--case", "1")
    few = fairdue(
        "export",
        "contacts",
        *period,
        "--format",
        "xlsx",
        "--out",
        tmp_path / "l.xlsx",
        *narrow,
        *told,
        "--json",
    )
    assert 0 <= few.answer["rows"] < answer["rows"]
    wrong = fairdue("export", "contacts", *period, "--format", "csv", "--out", out, "--collector", "X", *told)
    assert wrong.sentence.startswith("There is nobody with the number X")
    shut = fairdue(
        "export", "contacts", *period, "--format", "csv", "--out", out, "--protect", *told, "--json"
    )
    assert (Path(shut.answer["path"]).name, len(shut.answer["password"])) == ("log.zip", 19)
