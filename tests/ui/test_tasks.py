from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget

from app.domain.errors import Cancelled, RuleViolation
from app.services.changes import Changes
from app.ui import tasks as tasks_module
from app.ui.events import Events, Watch
from app.ui.tasks import Job, Outcome, Progress, Tasks


class Desk(QObject):
    """An owner that keeps what it was told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, object]] = []
        self.in_gui_thread: list[bool] = []

    def _tell(self, word: str, value: object) -> None:
        self.told.append((word, value))
        self.in_gui_thread.append(QThread.currentThread() is self.thread())

    def on_ok(self, value: object) -> None:
        self._tell("ok", value)

    def on_error(self, error: object) -> None:
        self._tell("error", error)

    def on_cancelled(self, value: object) -> None:
        self._tell("cancelled", value)


class Gate:
    """A function held open by the test, so that order is certain."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.release = threading.Event()

    def __call__(self, value: object) -> object:
        self.entered.set()
        assert self.release.wait(10)
        return value


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def tasks(events: Events) -> Iterator[Tasks]:
    before = set(threading.enumerate())
    tasks = Tasks(events)
    yield tasks
    tasks.close()
    assert set(threading.enumerate()) <= before, "a thread outlived the window"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def ask(tasks: Tasks, desk: Desk, function, *args, **more) -> Job:
    return tasks.read(function, *args, owner=desk, on_ok=desk.on_ok, on_error=desk.on_error, **more)


def quiet(tasks: Tasks) -> bool:
    return not tasks.is_busy


def test_answer_comes_in_the_gui_thread(tasks: Tasks, desk: Desk, qtbot) -> None:
    job = ask(tasks, desk, threading.current_thread)
    qtbot.waitUntil(lambda: not job.is_running)
    [(word, thread)] = desk.told
    assert word == "ok"
    assert thread is not threading.main_thread()
    assert desk.in_gui_thread == [True]
    assert job.outcome is Outcome.OK


def test_leading_arguments_stand_before_the_others(events: Events, desk: Desk, qtbot) -> None:
    tasks = Tasks(events, "store")
    ask(tasks, desk, lambda *args: args, 1, 2)
    qtbot.waitUntil(lambda: quiet(tasks))
    tasks.close()
    assert desk.told == [("ok", ("store", 1, 2))]


def test_write_tells_changes_after_the_callback(tasks: Tasks, events: Events, desk: Desk, qtbot) -> None:
    heard: list[tuple[Changes, int]] = []
    events.changed.connect(lambda changes: heard.append((changes, len(desk.told))))
    changes = Changes.of("contacts", cases=[b"1"])
    tasks.write(lambda command: (command, changes), "called", owner=desk, on_ok=desk.on_ok)
    qtbot.waitUntil(lambda: bool(heard))
    assert desk.told == [("ok", "called")]
    assert heard == [(changes, 1)]


def test_refusal_reaches_the_form_and_changes_nothing(
    tasks: Tasks, events: Events, desk: Desk, qtbot
) -> None:
    def refuse() -> tuple[object, Changes]:
        raise RuleViolation("amount_too_high", "amount")

    with qtbot.assertNotEmitted(events.changed), qtbot.assertNotEmitted(tasks.broken):
        job = tasks.write(refuse, owner=desk, on_ok=desk.on_ok, on_error=desk.on_error)
        qtbot.waitUntil(lambda: not job.is_running)
    [(word, error)] = desk.told
    assert (word, str(error)) == ("error", "amount_too_high")


def test_refusal_nobody_takes_goes_to_the_bar(tasks: Tasks, desk: Desk, qtbot) -> None:
    def refuse() -> object:
        raise RuleViolation("closed", "case")

    with qtbot.waitSignal(tasks.refused) as seen:
        tasks.read(refuse, owner=desk, on_ok=desk.on_ok)
    assert str(seen.args[0]) == "closed"
    assert desk.told == []


def test_bug_frees_the_form_and_is_reported(tasks: Tasks, desk: Desk, qtbot) -> None:
    with qtbot.waitSignal(tasks.broken) as seen:
        job = ask(tasks, desk, lambda: 1 // 0)
    qtbot.waitUntil(lambda: not job.is_running)
    assert isinstance(seen.args[0], ZeroDivisionError)
    assert [word for word, _ in desk.told] == ["error"]


def test_reply_to_an_older_request_is_dropped(tasks: Tasks, desk: Desk, qtbot) -> None:
    gate = Gate()
    first = ask(tasks, desk, gate, "old", slot="queue")
    assert gate.entered.wait(10)
    second = ask(tasks, desk, str, "never begun", slot="queue")
    third = ask(tasks, desk, str, "new", slot="queue")
    other = ask(tasks, desk, str, "beside", slot="case")
    gate.release.set()
    qtbot.waitUntil(lambda: quiet(tasks))
    assert desk.told == [("ok", "new"), ("ok", "beside")]
    assert [job.outcome for job in (first, second, third, other)] == [
        Outcome.DROPPED,
        Outcome.DROPPED,
        Outcome.OK,
        Outcome.OK,
    ]


def test_two_owners_do_not_displace_each_other(tasks: Tasks, desk: Desk, qtbot) -> None:
    other = Desk()
    ask(tasks, desk, str, 1)
    ask(tasks, other, str, 2)
    qtbot.waitUntil(lambda: quiet(tasks))
    assert desk.told == [("ok", "1")]
    assert other.told == [("ok", "2")]


@pytest.mark.parametrize("how", ["python", "qt"])
def test_owner_that_is_gone_hears_nothing(tasks: Tasks, events: Events, how: str, qtbot) -> None:
    gate = Gate()
    told: list[object] = []

    class Panel(QWidget):
        def on_ok(self, value: object) -> None:
            told.append(value)

    panel = Panel()
    changes = Changes.of("notes")
    with qtbot.waitSignal(events.changed) as heard:
        job = tasks.write(lambda: (gate("done"), changes), owner=panel, on_ok=panel.on_ok)
        still_known_to_python = [panel] if how == "qt" else []
        if how == "qt":
            panel.deleteLater()
            qtbot.waitUntil(lambda: not shiboken6.isValid(still_known_to_python[0]))
        del panel
        gc.collect()
        gate.release.set()
    assert told == []
    assert job.outcome is Outcome.DROPPED
    assert heard.args == [changes], "what was committed is told all the same"


def test_cancel_reaches_a_running_job_within_200_ms(tasks: Tasks, desk: Desk, qtbot) -> None:
    def count(progress: Progress) -> None:
        number = 0
        while True:
            number += 1
            progress.report(number, 0, "counting")
            threading.Event().wait(0.005)

    job = tasks.work(
        count,
        owner=desk,
        on_ok=desk.on_ok,
        on_error=desk.on_error,
        on_cancelled=desk.on_cancelled,
        title="Count",
    )
    qtbot.waitUntil(lambda: job.progress.step.done > 2)
    job.cancel()
    qtbot.waitUntil(lambda: not job.is_running, timeout=200)
    assert desk.told == [("cancelled", None)]
    assert job.outcome is Outcome.CANCELLED


def test_cancel_before_it_begins_never_begins(tasks: Tasks, desk: Desk, qtbot) -> None:
    gate, begun = Gate(), []
    tasks.work(lambda progress: gate(1), owner=desk, on_ok=desk.on_ok, title="First")
    assert gate.entered.wait(10)
    job = tasks.work(
        lambda progress: begun.append(1),
        owner=desk,
        on_ok=desk.on_ok,
        on_cancelled=desk.on_cancelled,
        title="Second",
    )
    job.cancel()
    gate.release.set()
    qtbot.waitUntil(lambda: quiet(tasks))
    assert begun == []
    assert sorted(desk.told) == [("cancelled", None), ("ok", 1)]


def test_report_raises_only_when_asked_to_stop() -> None:
    progress = Progress()
    progress.report(1, 3, "reading")
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.report(2, 3)


def test_only_a_long_job_shows_itself(tasks: Tasks, desk: Desk, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(tasks_module, "LONG_MS", 20)
    gate = Gate()
    seen: list[Job] = []
    tasks.long_running.connect(seen.append)
    tasks.work(lambda progress: 1, owner=desk, on_ok=desk.on_ok, title="Short")
    ask(tasks, desk, str, 1)
    qtbot.waitUntil(lambda: quiet(tasks))
    long = tasks.work(lambda progress: gate(2), owner=desk, on_ok=desk.on_ok, title="Long")
    qtbot.waitUntil(lambda: bool(seen))
    gate.release.set()
    qtbot.waitUntil(lambda: quiet(tasks))
    assert seen == [long]


def test_writes_keep_their_order(tasks: Tasks, desk: Desk, qtbot) -> None:
    for number in range(50):
        tasks.write(lambda number: (number, Changes()), number, owner=desk, on_ok=desk.on_ok)
    qtbot.waitUntil(lambda: quiet(tasks))
    assert [value for _, value in desk.told] == list(range(50))


def test_close_waits_for_the_write_and_calls_nobody(events: Events, desk: Desk, qtbot) -> None:
    tasks, gate, written = Tasks(events), Gate(), []
    tasks.write(lambda: (written.append(gate("kept")), Changes.of("notes")), owner=desk, on_ok=desk.on_ok)
    assert gate.entered.wait(10)
    threading.Timer(0.05, gate.release.set).start()
    tasks.close()
    assert written == ["kept"]
    qtbot.wait(20)
    assert desk.told == []


def test_close_writes_what_waits_and_drops_what_is_only_read(events: Events, desk: Desk) -> None:
    tasks, gate, done = Tasks(events), Gate(), []
    tasks.write(lambda: (gate("first"), Changes()), owner=desk, on_ok=desk.on_ok)
    tasks.write(lambda: (done.append("second"), Changes()), owner=desk, on_ok=desk.on_ok)
    slow = Gate()
    tasks.read(lambda: slow("read"), owner=desk, on_ok=desk.on_ok)
    tasks.read(lambda: done.append("read"), owner=desk, on_ok=desk.on_ok, slot="other")
    assert gate.entered.wait(10)
    assert slow.entered.wait(10)
    threading.Timer(0.05, gate.release.set).start()
    threading.Timer(0.05, slow.release.set).start()
    tasks.close()
    assert done == ["second"], "a call whose key was pressed is saved"


def test_what_is_asked_for_after_closing_is_dropped(events: Events, desk: Desk, qtbot) -> None:
    tasks, done = Tasks(events), []
    tasks.close()
    jobs = [
        ask(tasks, desk, done.append, "read"),
        tasks.write(lambda: done.append("write"), owner=desk, on_ok=desk.on_ok),
        tasks.work(lambda progress: done.append("work"), owner=desk, on_ok=desk.on_ok, title="Long"),
    ]
    assert [job.outcome for job in jobs] == [Outcome.DROPPED] * 3
    assert not tasks.is_busy
    qtbot.wait(20)
    assert (done, desk.told) == ([], [])


def test_a_window_taken_away_waits_for_its_threads(events: Events, desk: Desk) -> None:
    window, gate, before = QWidget(), Gate(), set(threading.enumerate())
    tasks = Tasks(events, parent=window)
    tasks.read(lambda: gate("late"), owner=desk, on_ok=desk.on_ok)
    assert gate.entered.wait(10)
    threading.Timer(0.05, gate.release.set).start()
    shiboken6.delete(window)
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("reader")]
    assert desk.told == []


def test_callback_in_a_worker_thread_would_be_seen(desk: Desk) -> None:
    """The check of threads above can fail: called straight from a worker it says so."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(desk.on_ok, 1).result()
    assert desk.in_gui_thread == [False]


class Page(QWidget):
    def __init__(self, events: Events) -> None:
        super().__init__()
        self.loads = 0
        self.watch = Watch(self, events, {"promises"}, self.reload)

    def reload(self) -> None:
        self.loads += 1


def test_page_in_sight_reloads_at_once(events: Events, qtbot) -> None:
    page = Page(events)
    qtbot.addWidget(page)
    page.show()
    assert page.loads == 1
    events.changed.emit(Changes.of("plans"))
    assert page.loads == 1
    events.changed.emit(Changes.of("promises"))
    assert page.loads == 2


def test_page_out_of_sight_waits_until_it_is_shown(events: Events, qtbot) -> None:
    page = Page(events)
    qtbot.addWidget(page)
    page.show()
    page.hide()
    for _ in range(3):
        events.changed.emit(Changes.of("promises"))
    assert page.loads == 1
    assert page.watch.is_stale
    page.show()
    assert page.loads == 2


def test_page_of_one_case_ignores_the_others(events: Events, qtbot) -> None:
    page = Page(events)
    qtbot.addWidget(page)
    page.show()
    page.watch.narrow(b"1")
    events.changed.emit(Changes.of("promises", cases=[b"2"]))
    assert page.loads == 1
    events.changed.emit(Changes.of("promises", cases=[b"1"]))
    assert page.loads == 2


def test_what_nobody_waits_for_keeps_nothing_waiting_and_ends_with_the_window(
    tasks: Tasks, desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "LONG_MS", 0)
    begun, told = threading.Event(), []
    tasks.long_running.connect(told.append)

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress.report(0, 0)

    job = tasks.beside(endless, owner=desk)
    assert begun.wait(10)
    assert not tasks.is_busy
    answer = ask(tasks, desk, lambda: 7)
    qtbot.waitUntil(lambda: desk.told == [("ok", 7)])
    assert not answer.is_running
    assert told == []
    assert job.is_running
    tasks.close()


def test_a_refusal_of_what_nobody_waits_for_is_told(tasks: Tasks, desk: Desk, qtbot) -> None:
    def refused(progress: Progress) -> None:
        raise RuleViolation("store_tail")

    with qtbot.waitSignal(tasks.refused, timeout=10_000) as heard:
        tasks.beside(refused, owner=desk)
    assert heard.args[0].code == "store_tail"
