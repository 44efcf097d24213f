"""What is typed and what was saved outlive a change of case, a restart and a kill."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from practice import Desk, practice_desk

from app.services import drafts, store
from app.system.paths import Home

ROOT = Path(__file__).parents[2]
TYPED_FOR_S = 4.0
MAY_BE_LOST_S = 2.0


def test_change_of_case_keeps_the_note(desk: Desk) -> None:
    first = desk.panel.case_id
    desk.press("n")
    desk.type("half a thou")
    desk.press("Escape", "Down")
    assert desk.assistant.note.text() == ""
    desk.press("n")
    desk.type("other")
    desk.press("Escape", "Up")
    assert (desk.panel.case_id, desk.assistant.note.text()) == (first, "half a thou")
    desk.press("n")
    desk.type("ght")
    desk.press("Enter", "2")
    assert desk.stored()["contact"]["note"] == "half a thought"
    assert desk.assistant.note.text() == "other"
    assert [draft.text for draft in drafts.kept(desk.context)] == ["other"]


def test_emptied_note_is_forgotten(desk: Desk) -> None:
    desk.press("n")
    desk.type("x")
    desk.press("Escape", "Down", "Up", "n", "Backspace", "Escape", "Down", "Up")
    assert desk.assistant.note.text() == ""
    assert drafts.kept(desk.context) == []


def test_case_read_anew_leaves_the_note_and_the_form_alone(desk: Desk) -> None:
    desk.press("i", "5", "1")
    desk.type("77")
    typed = desk.assistant.promise.amount.text()
    desk.bench.desk.workbench._reload_case()
    desk.bench.idle()
    assert desk.assistant.promise.amount.text() == typed
    assert desk.focus == "promise_amount"


def test_note_undo_and_redo_outlive_the_window(practice_store: Path, tmp_path: Path) -> None:
    with practice_desk(practice_store, tmp_path) as desk:
        case = desk.panel.case_id
        desk.press("2")
        desk.press("n")
        desk.type("typed before the window closed")
        second = desk.panel.case_id
        last = desk.clock.moment
    with practice_desk(practice_store, tmp_path) as desk:
        desk.clock.moment = last
        assert desk.open(second).case_id == second
        assert desk.assistant.note.text() == "typed before the window closed"
        desk.press("Ctrl+Z")
        assert set(desk.stored()) == {"annulment"}
        assert desk.panel.case_id == case
        last = desk.clock.moment
    with practice_desk(practice_store, tmp_path) as desk:
        desk.clock.moment = last
        desk.press("Ctrl+Y")
        assert set(desk.stored()) == {"annulment"}
        assert desk.panel.events[0].is_undone is False
        desk.press("Ctrl+Y")
        assert desk.stored() == {}, "there is nothing more to bring back"


def test_kill_in_the_middle_of_typing_loses_two_seconds_at_most(practice_store: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(practice_store, home)
    before = _contacts(home)
    moments: list[float] = []
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("typing_until_killed.py")), str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        case = bytes.fromhex(process.stdout.readline().split()[1])
        for line in process.stdout:
            moments.append(float(line.split()[2]))
            if moments[-1] - moments[0] > TYPED_FOR_S:
                process.kill()
                break
    assert _contacts(home) == before + 1, "what was saved stays saved"
    with store.opened(Home(home), None, program="test") as context:
        kept = drafts.load(context, case, "call_note") or ""
    typed = "".join(str(number % 10) for number in range(len(moments)))
    assert typed.startswith(kept)
    safe = sum(moment < moments[-1] - MAY_BE_LOST_S for moment in moments)
    assert len(kept) >= safe > 0
    with store.opened(Home(home), None, program="test") as context, context.db.read() as connection:
        opened = connection.exec_driver_sql("SELECT case_id FROM opening").scalars().all()
    assert len(opened) >= 2, "the case of the call, and the one that was in sight for longer than two seconds"
    assert case in opened


def _contacts(home: Path) -> int:
    with store.opened(Home(home), None, program="test") as context, context.db.read() as connection:
        return int(
            connection.exec_driver_sql("SELECT count(*) FROM fact WHERE kind = 'contact'").scalar_one()
        )
