"""All or nothing: what fails, is cancelled, killed or undone leaves no half of an import."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from importing import BANK, SECOND, THREE, Clock, Intake, csv_text, is_sound, table

from app.domain.errors import Cancelled, NotFound, RuleViolation
from app.domain.facts import Snooze
from app.models.journal import Entry, Journal
from app.services import imports, states
from app.services.audit import verify
from app.services.imports import ImportFile, writing
from app.services.store import opened
from app.system.ids import new_id
from app.system.paths import Home


class Broken(Exception):
    """Thrown into the middle of a transaction."""


def many(count: int) -> list[list[str]]:
    """People without identity numbers, each with one account."""
    changes = (
        {"卡号": f"{at:09d}", "客户号": f"C{at}", "身份证号": "", "手机号": f"13{at:09d}"}
        for at in range(count)
    )
    return table(*changes)


PLACES: dict[str, Callable[[pytest.MonkeyPatch, Callable[..., Any]], None]] = {
    "rows": lambda patch, fail: patch.setattr("app.models.intake.insert", fail),
    "states": lambda patch, fail: patch.setattr("app.services.imports.fresh.rows_of", fail),
    "facts": lambda patch, fail: patch.setattr(writing.Writer, "append", fail),
    "map": lambda patch, fail: patch.setattr("app.models.maps.save_map", fail),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("count", [3, 300])
def test_a_failure_in_the_middle_leaves_nothing(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, place: str, count: int
) -> None:
    monkeypatch.setattr(writing, "_BULK_FROM", 250)  # so 300 go the way of large files
    intake.run(intake.file(table({"卡号": "一", "客户号": "先"}), "先.csv"))
    before = intake.everything()

    def fail(*_: Any) -> None:
        raise Broken

    path = intake.file(many(count))
    with monkeypatch.context() as patch:
        PLACES[place](patch, fail)
        with pytest.raises(Broken):
            intake.run(path)
    assert intake.everything() == before
    assert intake.run(path).new == count


class Stop:
    """Cancels at the first report of a step."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.seen: list[str] = []

    def report(self, done: int, total: int, step: str = "") -> None:
        assert 0 <= done <= max(total, done)
        self.seen.append(step)
        if step == self.step:
            raise Cancelled


@pytest.mark.parametrize("step", ["reading", "writing", "states"])
def test_a_cancelled_import_leaves_nothing(intake: Intake, step: str) -> None:
    intake.run(THREE)
    before = intake.everything()
    rows = [*many(2_100), *table(SECOND | {"卡号": "7"})[1:]]  # the last is a new account of a known case
    stop = Stop(step)
    with pytest.raises(Cancelled):
        imports.run(intake.context, ImportFile(intake.file(rows), BANK), stop)
    assert stop.seen[-1] == step
    assert intake.everything() == before
    assert is_sound(intake)


def test_a_large_file_remakes_its_indexes(intake: Intake) -> None:
    names = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
    before = intake.all(names)
    assert intake.run(many(5_200)).cases == 5_200
    assert intake.all(names) == before
    assert is_sound(intake)
    assert intake.one("SELECT sum(cases) FROM queue_count") == 5_200


def test_undo_takes_the_cases_out_and_a_new_import_brings_them_back(intake: Intake) -> None:
    path = intake.file(THREE)
    first = intake.run(path)
    state = intake.all("SELECT case_no, tier, balance_minor FROM case_state ORDER BY 1")
    assert first.act is not None
    changes = imports.undo(intake.context, first.act)
    assert changes.touches({"cases"})
    assert intake.all("SELECT * FROM case_state") == []
    assert intake.one("SELECT coalesce(sum(cases), 0) FROM queue_count") == 0
    assert intake.one("SELECT count(*) FROM person") == 5
    assert imports.preview(intake.context, path, BANK).seen_before is None
    assert is_sound(intake)
    again = intake.run(path)
    assert (again.new, again.same, again.cases) == (3, 0, 0)
    assert intake.all("SELECT case_no, tier, balance_minor FROM case_state ORDER BY 1") == state
    assert intake.one("SELECT count(*) FROM person") == 5
    assert intake.one("SELECT count(*) FROM account") == 3
    assert is_sound(intake)


def test_undoing_a_later_file_brings_the_earlier_figures_back(intake: Intake) -> None:
    intake.run(THREE)
    later = intake.run(table(SECOND | {"欠款总额": "1", "本金": "1", "利息": "", "违约金": ""}))
    assert (later.changed, intake.one("SELECT balance_minor FROM case_state WHERE case_no = 2")) == (1, 100)
    assert later.act is not None
    imports.undo(intake.context, later.act)
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 2") == 123450
    assert intake.run(THREE).same == 3


def test_a_case_that_was_worked_keeps_its_history_after_undo(intake: Intake) -> None:
    first = intake.run(THREE)
    context, now = intake.context, intake.clock.now
    case = intake.one("SELECT id FROM case_file WHERE no = 2")
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, now)
        journal.append(new_id(now), [Entry(new_id(now), Snooze(now + timedelta(days=1)), case, None, now)])
        journal.flush()
        states.refresh(connection, context, [case], now)
    assert first.act is not None
    imports.undo(context, first.act)
    assert intake.all("SELECT case_no, tier FROM case_state") == [(2, 9)]
    assert is_sound(intake)


def test_an_old_import_is_undone_only_with_a_reason_and_only_once(intake: Intake) -> None:
    act = intake.run(THREE).act
    assert act is not None
    with pytest.raises(NotFound):
        imports.undo(intake.context, new_id(intake.clock.now))
    intake.clock.now += timedelta(minutes=11)
    before = intake.head()
    with pytest.raises(RuleViolation) as caught:
        imports.undo(intake.context, act, "  ")
    assert (caught.value.code, caught.value.field) == ("undo_needs_reason", "why")
    assert intake.head() == before
    imports.undo(intake.context, act, "文件发错")
    assert intake.all("SELECT why FROM fact_annulment") == [("文件发错",)]
    with pytest.raises(RuleViolation, match="undo_already"):
        imports.undo(intake.context, act, "再来")


def test_a_cancelled_undo_undoes_nothing(intake: Intake) -> None:
    act = intake.run(THREE).act
    assert act is not None
    before = intake.everything()
    with pytest.raises(Cancelled):
        imports.undo(intake.context, act, None, Stop("states"))
    assert intake.everything() == before


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from app.services import imports
from app.services.store import opened
from app.system.paths import Home

class Say:
    def report(self, done, total, step=""):
        print(step, done, flush=True)

now = datetime.fromisoformat(sys.argv[4])
with opened(Home(Path(sys.argv[2])), None, program="killed", clock=lambda: now) as context:
    print("open", flush=True)
    imports.run(context, imports.ImportFile(Path(sys.argv[3]), "浦发银行"), Say())
    print("done", flush=True)
"""
ROOT = Path(__file__).resolve().parents[2]
ROWS = 6_000


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("attempt", range(4))
def test_kill_9_leaves_all_or_nothing(closed_empty_store: Path, tmp_path: Path, attempt: int) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(closed_empty_store, home.root)
    path = tmp_path / "委案.csv"
    path.write_text(csv_text(many(ROWS)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(ROOT), str(home.root), str(path), Clock()().isoformat()],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ, PYTHONUTF8="1"),
    )
    assert process.stdout is not None
    # The first rows are in the transaction, or it is over: then at a moment of its own each time.
    for line in process.stdout:
        if line.startswith(("writing", "done")):
            break
    time.sleep(random.Random(attempt).uniform(0, 0.6))
    process.kill()
    process.communicate(timeout=60)
    with opened(home, None, program="tests", clock=Clock()) as context:
        with context.db.read() as connection:
            counts = {
                name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
                for name in ("account", "case_file", "case_state", "fact", "fact_placed", "fact_imported")
            }
        whole = dict.fromkeys(counts, ROWS) | {"fact": ROWS + 1, "fact_imported": 1}
        assert counts in (whole, dict.fromkeys(counts, 0))
        assert verify(context).kept == []
        again, _ = imports.run(context, ImportFile(path, BANK))
        assert (again.new, again.same) in ((0, ROWS), (ROWS, 0))
