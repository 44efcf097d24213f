"""Work off the GUI thread: one writer, one reader, one hand for long work that holds no transaction, and one for what
nobody waits for.

Each job has exactly one outcome. Its callback runs in the GUI thread, unless the owner is gone or, for reads, a
newer request with the same owner and slot took its place.
"""

from __future__ import annotations

import inspect
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.errors import AppError, Cancelled
from app.services.changes import Changes
from app.ui.events import Events

WRITER = "writer"
LONG_MS = 600  # a job still running after this shows itself

Callback = Callable[[Any], object]


class Outcome(Enum):
    """How a job ended. ``DROPPED``: nobody waits for the answer any more."""

    OK = "ok"
    ERROR = "error"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: ``done`` of ``total`` (0: not known), and what it does just now."""

    done: int = 0
    total: int = 0
    text: str = ""


class Progress:
    """Handed to a long function; safe to use from its thread."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.step = Step()

    def report(self, done: int, total: int, step: str = "") -> None:
        """Say how far the work is. Raises ``Cancelled`` when the user asked to stop."""
        self.step = Step(done, total, step)
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        self._stop.set()


class Job:
    """One piece of work on its way. ``title`` is what the progress banner calls it; empty for short work."""

    def __init__(
        self,
        owner: QObject,
        key: tuple[int, str] | None,
        title: str,
        on: dict[Outcome, Callback],
        *,
        is_write: bool = False,
        is_quiet: bool = False,
    ) -> None:
        self.title = title
        self.is_write = is_write
        self.is_quiet = is_quiet
        self.progress = Progress()
        self.outcome: Outcome | None = None
        self._owner = weakref.ref(owner)
        self._on = {outcome: _weakly(callback) for outcome, callback in on.items()}
        self._key = key
        self._future: Future[Any] | None = None

    @property
    def key(self) -> tuple[int, str] | None:
        return self._key

    @property
    def takes_errors(self) -> bool:
        return Outcome.ERROR in self._on

    @property
    def is_running(self) -> bool:
        return self.outcome is None

    def cancel(self) -> None:
        """Ask to stop: at once if it has not begun, else at its next report."""
        self.progress.cancel()
        if self._future is not None:
            self._future.cancel()

    def follow(self, future: Future[Any]) -> None:
        self._future = future

    def settle(self, outcome: Outcome, value: object) -> None:
        """Call the one callback for this outcome, in the GUI thread."""
        owner = self._owner()
        if owner is None or not shiboken6.isValid(owner):
            outcome = Outcome.DROPPED
        self.outcome = outcome
        callback = self._on.get(outcome)
        if callback is not None:
            callback(value)


class Tasks(QObject):
    """Runs service functions. ``leading`` stands before the arguments of each call: ``function(*leading, *args)``.

    ``refused`` carries an error nobody took (an ``AppError``: a sentence for the bar of the page); ``broken``
    carries what is a bug; ``long_running`` a ``Job`` with a title, for the banner with Cancel.
    """

    refused = Signal(object)
    broken = Signal(object)
    long_running = Signal(object)
    _done = Signal(object, object)

    def __init__(self, events: Events, *leading: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events = events
        self._leading = leading
        self._lanes = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
            for name in (WRITER, "reader", "worker", "beside")
        }
        self._latest: dict[tuple[int, str], Job] = {}
        self._open: set[Job] = set()
        self._is_closed = False
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        if parent is not None:
            # A thread that answered after its parent took this object away would end the program.
            parent.destroyed.connect(self.close)

    def write(
        self,
        function: Callable[..., tuple[Any, Changes]],
        *args: object,
        owner: QObject,
        on_ok: Callback | None = None,
        on_error: Callback | None = None,
        on_cancelled: Callback | None = None,
        title: str = "",
    ) -> Job:
        """Run a use case that commits. ``on_ok`` gets its result, if anybody waits; ``events.changed`` its changes.

        With a ``title`` the function is long: it gets ``progress=`` and may be cancelled by the user.
        """
        on = _callbacks(on_ok, on_error, on_cancelled)
        return self._start(WRITER, function, args, Job(owner, None, title, on, is_write=True))

    def read(
        self,
        function: Callable[..., Any],
        *args: object,
        owner: QObject,
        on_ok: Callback | None = None,
        on_error: Callback | None = None,
        slot: str = "",
    ) -> Job:
        """Ask for data. A newer request of the same owner and ``slot`` (default: the function) replaces this."""
        key = (id(owner), slot or getattr(function, "__qualname__", repr(function)))
        return self._start("reader", function, args, Job(owner, key, "", _callbacks(on_ok, on_error, None)))

    def work(
        self,
        function: Callable[..., Any],
        *args: object,
        owner: QObject,
        on_ok: Callback | None = None,
        on_error: Callback | None = None,
        on_cancelled: Callback | None = None,
        title: str,
    ) -> Job:
        """Run long work beside the desk (reading a file, drawing letters); it gets ``progress=``."""
        on = _callbacks(on_ok, on_error, on_cancelled)
        return self._start("worker", function, args, Job(owner, None, title, on))

    def beside(self, function: Callable[..., Any], *args: object, owner: QObject) -> Job:
        """Run long work that nobody asked for and nobody waits for: no banner, no job behind it, and closing or locking
        stops it. It gets ``progress=``; a refusal is told."""
        return self._start("beside", function, args, Job(owner, None, "", {}, is_quiet=True))

    @property
    def is_busy(self) -> bool:
        """Whether there is anything that is waited for."""
        return any(not job.is_quiet for job in self._open)

    def close(self) -> None:
        """Stop what can be stopped, end the threads. No callback comes after; what is asked for then is dropped.

        What was to be written is written: a call whose key was pressed, a note that was being typed. Only long work
        is stopped at its next report.
        """
        self._is_closed = True
        for job in self._open:
            if job.title or not job.is_write:
                job.cancel()
        for name, lane in self._lanes.items():
            lane.shutdown(wait=True, cancel_futures=name != WRITER)
        self._open.clear()
        self._latest.clear()

    def _start(self, lane: str, function: Callable[..., Any], args: tuple[object, ...], job: Job) -> Job:
        if self._is_closed:
            # A change of language or a tick in the very moment of closing: nobody is left to answer.
            job.outcome = Outcome.DROPPED
            return job
        if job.key is not None:
            self._replace(job.key, job)
        more = {"progress": job.progress} if job.title or job.is_quiet else {}
        self._open.add(job)
        future = self._lanes[lane].submit(function, *self._leading, *args, **more)
        job.follow(future)
        future.add_done_callback(lambda done: self._done.emit(job, done))
        if job.title:
            QTimer.singleShot(LONG_MS, self, lambda: self._announce(job))
        return job

    def _replace(self, key: tuple[int, str], job: Job) -> None:
        older = self._latest.get(key)
        if older is not None:
            older.cancel()
        self._latest[key] = job

    def _announce(self, job: Job) -> None:
        if job.is_running:
            self.long_running.emit(job)

    def _on_done(self, job: Job, future: Future[Any]) -> None:
        if self._is_closed:
            return
        self._open.discard(job)
        if job.key is not None:
            if self._latest.get(job.key) is not job:
                job.settle(Outcome.DROPPED, None)
                return
            del self._latest[job.key]
        if future.cancelled() or isinstance(future.exception(), Cancelled):
            job.settle(Outcome.CANCELLED, None)
        elif (error := future.exception()) is not None:
            self._fail(job, error)
        else:
            self._succeed(job, future.result())

    def _succeed(self, job: Job, result: Any) -> None:
        changes = None
        if isinstance(result, tuple) and result and isinstance(result[-1], Changes):
            result, changes = result
        try:
            job.settle(Outcome.OK, result)
        finally:
            # Committed is committed: others hear of it even if the one who asked is gone or stumbles.
            if changes:
                self._events.changed.emit(changes)

    def _fail(self, job: Job, error: BaseException) -> None:
        if not isinstance(error, AppError):
            self.broken.emit(error)
        elif not job.takes_errors:
            self.refused.emit(error)
        job.settle(Outcome.ERROR, error)


def _callbacks(
    ok: Callback | None, error: Callback | None, cancelled: Callback | None
) -> dict[Outcome, Callback]:
    chosen = ((Outcome.OK, ok), (Outcome.ERROR, error), (Outcome.CANCELLED, cancelled))
    return {outcome: callback for outcome, callback in chosen if callback is not None}


def _weakly(callback: Callback) -> Callback:
    """A bound method without holding its object: a closed form must not live on for an answer."""
    if not inspect.ismethod(callback):
        return callback
    reference = weakref.WeakMethod(callback)

    def call(value: object) -> object:
        method = reference()
        return None if method is None else method(value)

    return call
