"""Letters for many: listed before, confirmed by number, cancelled and killed in the middle, resumed with no double."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import pyzipper
from portfolio import START, Clock, Portfolio
from pypdf import PdfReader
from writing import furnish, issued, letterhead, notice

from app.domain.errors import Cancelled, NotFound, RuleViolation, StorageProblem
from app.domain.terms import HoldKind
from app.services import audit, browse, holds, payments, views
from app.services.browse import View
from app.services.context import Context
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.services.letters import run_files, runs
from app.services.letters.issuing import reprint
from app.services.letters.runs import BeginRun, RunList, RunRequest
from app.services.manifest_check import check, known_to
from app.services.messages import said
from app.services.payments import PaymentGiven, RecordPayment
from app.services.store import opened
from app.system.paths import Home


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def everybody(desk: Portfolio) -> tuple[bytes, ...]:
    return (desk.case, desk.other_case, desk.neighbour)


def listed(desk: Portfolio, **asked: object) -> RunList:
    request = RunRequest("notice", case_ids=everybody(desk), **asked)  # type: ignore[arg-type]
    return runs.listing(desk.context, request)


def begun(desk: Portfolio, found: RunList | None = None) -> bytes:
    found = found or listed(desk)
    run = desk.act()
    runs.begin(desk.context, BeginRun(run, found, found.count))
    return run


def letters(context: Context) -> int:
    with context.db.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM fact_letter").scalar_one())


@dataclass
class StopAt:
    """Somebody who presses cancel after so many."""

    after: int

    def report(self, done: int, total: int, step: str = "") -> None:
        if done >= self.after:
            raise Cancelled


def test_the_list_says_who_gets_what_and_who_does_not(desk: Portfolio) -> None:
    holds.place(desk.context, PlaceHold(desk.act(), desk.neighbour, HoldGiven(HoldKind.COMPLAINT, why="x")))
    before = desk.chain()
    found = listed(desk)
    assert desk.chain() == before
    assert [(row.name, row.is_chosen) for row in found.rows] == [
        ("李明", True), ("李明", True), ("陈晓", False),
    ]  # fmt: skip
    assert (found.count, found.owed_minor) == (2, 1_580_000 + 310_000)
    (why,) = found.rows[2].reasons
    assert why.code == "letter_hold"
    assert "投诉" in said(why.code, why.params, "zh_CN")


def test_a_run_is_never_over_everything_by_accident(desk: Portfolio) -> None:
    for request in (RunRequest("notice"), RunRequest("notice", case_ids=())):
        with pytest.raises(RuleViolation, match="run_nothing_chosen"):
            runs.listing(desk.context, request)
    with pytest.raises(NotFound, match="view_missing"):
        runs.listing(desk.context, RunRequest("notice", view="all"))
    found = listed(desk)
    for confirmed in (0, 2, 4):
        with pytest.raises(RuleViolation, match="run_count_differs"):
            runs.begin(desk.context, BeginRun(desk.act(), found, confirmed))
    assert runs.runs(desk.context) == []


def test_a_saved_view_names_the_cases(desk: Portfolio) -> None:
    views.save(desk.context, "陈", View(sought="陈晓"))
    views.save(desk.context, "all", View())
    assert [row.name for row in runs.listing(desk.context, RunRequest("notice", view="陈")).rows] == ["陈晓"]
    whole = runs.listing(desk.context, RunRequest("notice", view="all"))
    assert len(whole.rows) == browse.total(desk.context, View()).cases == 3


def test_a_run_issues_each_letter_once(desk: Portfolio) -> None:
    run = begun(desk)
    state, changes = runs.go_on(desk.context, run)
    assert (state.issued, state.skipped, state.waiting, state.is_finished) == (3, 0, 0, True)
    assert changes.cases == set(everybody(desk))
    again, _ = runs.go_on(desk.context, run)
    assert (again.issued, letters(desk.context)) == (3, 3)
    numbers = [fact["letter_no"][-6:] for fact in desk.facts("letter")]
    assert numbers == ["000001", "000002", "000003"]


def test_beginning_a_run_again_adds_nothing(desk: Portfolio) -> None:
    found, run = listed(desk), desk.act()
    first, _ = runs.begin(desk.context, BeginRun(run, found, 3))
    again, _ = runs.begin(desk.context, BeginRun(run, found, 3))
    assert first == again
    assert len(runs.runs(desk.context)) == 1


def test_a_cancelled_run_goes_on_where_it_stopped(desk: Portfolio) -> None:
    run = begun(desk)
    with pytest.raises(Cancelled):
        runs.go_on(desk.context, run, StopAt(1))
    assert letters(desk.context) == 1
    (state,) = runs.runs(desk.context)
    assert (state.issued, state.waiting, state.is_finished) == (1, 2, False)
    runs.go_on(desk.context, run)
    assert letters(desk.context) == 3


def test_a_run_can_be_given_up(desk: Portfolio) -> None:
    run = begun(desk)
    with pytest.raises(Cancelled):
        runs.go_on(desk.context, run, StopAt(1))
    state, _ = runs.give_up(desk.context, run)
    assert (state.issued, state.skipped, state.is_finished) == (1, 2, True)
    runs.go_on(desk.context, run)
    assert letters(desk.context) == 1
    assert [one.reasons[0].code for one in runs.outcomes(desk.context, run)[1:]] == ["run_given_up"] * 2


def test_money_that_comes_during_the_run_skips_its_case(desk: Portfolio) -> None:
    run = begun(desk)
    desk.go("09:05")
    payment = PaymentGiven(5_000, desk.clock.now.date())
    payments.record(desk.context, RecordPayment(desk.act(), desk.neighbour, payment))
    runs.go_on(desk.context, run)
    last = runs.outcomes(desk.context, run)[-1]
    assert (last.state, last.letter) == ("skipped", None)
    assert [reason.code for reason in last.reasons] == ["letter_money_came"]
    (blocked,) = desk.facts("blocked")
    assert (blocked["channel"], blocked["rule"]) == ("letter", "letter_money_came")
    for language in ("zh_CN", "en"):
        assert "50.00" in said(last.reasons[0].code, last.reasons[0].params, language)


def test_who_was_written_to_this_week_waits_unless_told_otherwise(desk: Portfolio) -> None:
    issued(desk, notice(desk))
    desk.go("09:10")
    found = listed(desk)
    assert [reason.code for reason in found.rows[0].reasons] == ["run_warned"]
    assert found.count == 2
    assert listed(desk, includes_warned=True).count == 3


@contextmanager
def killed(desk: Portfolio, folder: Path, after: int, when: str) -> Iterator[tuple[Context, bytes]]:
    """A run that was killed by -9 and whose store was opened again."""
    run = begun(desk)
    home = desk.context.home.root
    desk.context.db.close()
    copy = shutil.copytree(home, folder / "killed", ignore=shutil.ignore_patterns("*.lock*"))
    program = Path(__file__).with_name("letters_until_killed.py")
    words = [str(copy), run.hex(), str(after), when, START.isoformat()]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(program), *words],
        env=os.environ | {"PYTHONPATH": str(root)},
        cwd=root,
        check=False,
        timeout=60,
    )
    assert done.returncode == -9
    with opened(Home(copy), None, program="test", clock=Clock()) as context:
        yield context, run


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_kill_9_in_the_middle_leaves_no_double_and_no_gap(
    desk: Portfolio, tmp_path: Path, after: int, when: str
) -> None:
    with killed(desk, tmp_path, after, when) as (context, run):
        assert letters(context) == after, "the letter that was under way is not there"
        state, _ = runs.go_on(context, run)
        assert (state.issued, state.waiting, state.is_finished) == (3, 0, True)
        outcomes = runs.outcomes(context, run)
        assert len({one.letter for one in outcomes}) == 3
        with context.db.read() as connection:
            numbers = connection.exec_driver_sql("SELECT letter_no FROM fact_letter ORDER BY seq").scalars()
            assert [number[-6:] for number in numbers] == ["000001", "000002", "000003"]
        assert audit.verify(context).kept == []
        for one in outcomes:
            assert one.letter is not None
            assert reprint(context, one.letter)[1].startswith(b"%PDF")


def test_the_files_of_a_run(desk: Portfolio, tmp_path: Path) -> None:
    letterhead(desk, desk.ids["lender"], {"complaint_lines": ""})
    run = begun(desk)
    runs.go_on(desk.context, run)
    folder = tmp_path / "out"
    written = run_files.write(desk.context, desk.words, run, folder, purpose="print")
    assert [path.name.partition(" ")[2] for path in written.letters] == ["李明.pdf", "陈晓.pdf"]
    ids = [one.letter for one in runs.outcomes(desk.context, run) if one.letter]
    assert [path.read_bytes() for path in written.letters] == [reprint(desk.context, uid)[1] for uid in ids]
    assert written.printer is not None
    pages = [len(PdfReader(path).pages) for path in written.letters]
    whole = PdfReader(written.printer)
    assert len(whole.pages) == sum(pages)
    assert "李明" in whole.pages[0].extract_text()
    assert "陈晓" in whole.pages[pages[0]].extract_text()
    rows = list(openpyxl.load_workbook(written.register_xlsx or "").active.iter_rows(values_only=True))
    assert rows[0][:5] == ("序号", "案件", "姓名", "委托方", "信函编号")
    assert [row[2] for row in rows[1:]] == ["李明", "李明", "陈晓"]
    assert [row[9] for row in rows[1:]] == ["已出具", "未出具", "已出具"]
    assert "投诉渠道" in rows[2][10]
    register = "".join(page.extract_text() for page in PdfReader(written.register_pdf or "").pages)
    assert "信函登记表" in register
    assert "15,800.00" in register


def test_the_files_of_a_run_leave_signed_and_on_record_or_not_at_all(
    desk: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begun(desk)
    runs.go_on(desk.context, run)
    folder = tmp_path / "out"

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.manifests.sealed", full)
        with pytest.raises(StorageProblem, match="disk_full"):
            run_files.write(desk.context, desk.words, run, folder, purpose="print")
    assert list(folder.iterdir()) == []
    assert desk.facts("export") == []
    written = run_files.write(desk.context, desk.words, run, folder, purpose="print")
    (fact,) = desk.facts("export")
    assert (fact["what"], fact["purpose"], fact["is_masked"]) == ("letters", "print", 0)
    assert written.printer is not None
    assert check(written.printer, known_to(desk.context.home)).is_whole


def test_behind_a_password_the_printer_gets_one_file_and_the_rest_is_packed(
    desk: Portfolio, tmp_path: Path
) -> None:
    run = begun(desk)
    runs.go_on(desk.context, run)
    written = run_files.write(desk.context, desk.words, run, tmp_path, is_protected=True, purpose="print")
    assert written.password is not None
    assert (written.letters, written.register_xlsx) == ((), None)
    assert written.packed is not None
    assert written.printer is not None
    with pyzipper.AESZipFile(written.packed) as archive:
        names = archive.namelist()
        assert len(names) == written.count + 2
        assert all("李" not in name for name in names)
        inside = archive.read(names[0], pwd=written.password.encode())
    assert PdfReader(io.BytesIO(inside)).pages
    printer = PdfReader(written.printer)
    assert not printer.decrypt("wrong")
    assert printer.decrypt(written.password)
    assert len(printer.pages) >= written.count


def test_files_written_again_are_the_same_letters(desk: Portfolio, tmp_path: Path) -> None:
    run = begun(desk)
    runs.go_on(desk.context, run)
    first = run_files.write(desk.context, desk.words, run, tmp_path / "a", purpose="print")
    again = run_files.write(desk.context, desk.words, run, tmp_path / "b", purpose="print")
    assert [path.read_bytes() for path in first.letters] == [path.read_bytes() for path in again.letters]
    with pytest.raises(Cancelled):
        run_files.write(desk.context, desk.words, run, tmp_path / "c", StopAt(1), purpose="print")
    assert PdfReader(io.BytesIO(first.letters[0].read_bytes())).pages
