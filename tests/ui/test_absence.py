"""Nobody at the desk: what the system says of locked screens and sleep reaches the window, real D-Bus signals too."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QWidget

from app.ui import absence
from app.ui.absence import AbsenceWatch, SessionFilter, is_leaving
from app.ui.absence_bus import SCREEN_SAVERS, BusListener


@pytest.fixture
def watch(qtbot) -> Iterator[AbsenceWatch]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield AbsenceWatch(widget)
    widget.close()


@pytest.fixture
def listener(watch: AbsenceWatch) -> BusListener:
    return BusListener(watch)


@pytest.fixture
def bus() -> Iterator[str]:
    """A message bus of its own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon")
    words = [program, "--session", "--print-address", "--nofork"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_a_screen_that_is_locked_is_heard_of(listener: BusListener, bus: str, qtbot) -> None:
    ours, other = (QDBusConnection.connectToBus(bus, name) for name in ("fairdue-listens", "fairdue-speaks"))
    assert ours.isConnected()
    listener.listen(ours, ours)
    for interface in SCREEN_SAVERS:
        for is_active in (False, True):
            said = QDBusMessage.createSignal("/any", interface, "ActiveChanged")
            said.setArguments([is_active])
            if is_active:
                with qtbot.waitSignal(listener.left, timeout=10_000):
                    other.send(said)
            else:
                with qtbot.assertNotEmitted(listener.left, wait=100):
                    other.send(said)
    for name in ("fairdue-listens", "fairdue-speaks"):
        QDBusConnection.disconnectFromBus(name)


@pytest.mark.parametrize(("arguments", "count"), [([], 1), ([True], 1), ([False], 0)])
def test_sleep_counts_as_it_begins_and_a_lock_without_a_word(
    listener: BusListener, arguments: list[bool], count: int
) -> None:
    heard: list[None] = []
    listener.left.connect(lambda: heard.append(None))
    message = QDBusMessage.createSignal("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Any")
    message.setArguments(arguments)
    listener.on_said(message)
    assert len(heard) == count


def test_a_clock_that_jumped_shows_that_the_machine_slept(watch: AbsenceWatch, qtbot) -> None:
    with qtbot.assertNotEmitted(watch.left):
        watch.look()
    watch._seen -= absence.LOOK_MS + absence.SLEPT_MS + 1_000
    with qtbot.waitSignal(watch.left, timeout=1_000):
        watch.look()


@pytest.mark.parametrize(
    ("message", "word", "is_left"),
    [
        (absence.WM_WTSSESSION_CHANGE, 7, True),  # locked
        (absence.WM_WTSSESSION_CHANGE, 2, True),  # another user
        (absence.WM_WTSSESSION_CHANGE, 8, False),  # unlocked
        (absence.WM_POWERBROADCAST, 4, True),  # about to sleep
        (absence.WM_POWERBROADCAST, 18, False),  # woken
        (0x0100, 7, False),  # a key
    ],
)
def test_windows_says_it_by_messages(message: int, word: int, is_left: bool) -> None:
    assert is_leaving(message, word) is is_left
    heard: list[None] = []
    said = wintypes.MSG(message=message, wParam=word)
    session_filter = SessionFilter(lambda: heard.append(None))
    assert session_filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(said)) == (False, 0)
    session_filter.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(said))
    assert len(heard) == is_left
