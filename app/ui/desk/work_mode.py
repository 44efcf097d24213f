"""Work mode (开始作业): the next case that may be called opens by itself, until one pauses or leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.moments import Id
from app.services.cases import CasePanel
from app.ui.desk.work_line import WorkLine
from app.ui.desktop import Desktop

if TYPE_CHECKING:
    from app.ui.desk.workbench import Workbench

MOST_LOOKED = 30
"""How far down the queue a case is sought that may be called now."""


class WorkMode(QObject):
    """Off until it is started. While it runs, cases that the gate forbids are passed over till their moment comes."""

    def __init__(self, desktop: Desktop, bench: Workbench) -> None:
        super().__init__(bench)
        self._desktop, self._bench = desktop, bench
        self._line: WorkLine | None = None
        self._since: datetime | None = None  # None while it is paused or off
        self._spent = timedelta()
        self._done = 0
        self.passed: dict[Id, datetime | None] = {}
        """Cases passed over, and when they may be called again; None where time alone does not help."""

    @property
    def is_on(self) -> bool:
        """Whether it runs: neither off nor paused."""
        return self._since is not None

    def toggle(self) -> None:
        """Start, pause, go on."""
        if self.is_on:
            self._pause()
        else:
            self._start()

    def leave(self) -> None:
        """End it, and say what was done in which time."""
        if self._line is None or self._line.isHidden():
            return
        self._pause()
        if self._done:
            text = self.tr("Worked: {cases} in {time}, {each} each")
            each = clock(self._spent / self._done)
            self._desktop.tell(text.format(cases=self._done, time=clock(self._spent), each=each), "ok")
        self._done, self._spent = 0, timedelta()
        self.passed.clear()
        self._line.setVisible(False)

    def note_done(self) -> None:
        """A case was worked."""
        if self.is_on:
            self._done += 1
            self.say()

    def note_opened(self, case_id: Id) -> None:
        """A case is shown: it is not passed over any more."""
        if self.passed.pop(case_id, self) is not self:
            self.say()

    def next_case(self) -> Id | None:
        """The case to open next, as far as the queue is known: while it runs, one that is not passed over."""
        if not self.is_on:
            return self._bench.queue.neighbour()
        now = self._desktop.context.now()
        back = [case for case, moment in self.passed.items() if moment is not None and moment <= now]
        ahead = (case for case in self._bench.queue.neighbours(MOST_LOOKED) if case not in self.passed)
        return next(chain(back, ahead), None)

    def passes_over(self, panel: CasePanel) -> bool:
        """Whether the case is passed over: it runs, and none of the debtor's phones may be called now."""
        if not self.is_on:
            return False
        decisions = [point.decision for point in panel.points if point.is_phone and point.is_debtor]
        if any(decision.allowed for decision in decisions):
            return False
        self.passed[panel.case_id] = min((d.until for d in decisions if d.until is not None), default=None)
        self.say()
        return True

    def go_on(self) -> None:
        """Open the next case, and have the queue follow."""
        self._bench.move_on()
        self._bench.queue.reload()

    def stop_at_end(self) -> None:
        """Nothing is left that may be called now: pause, and say when the first comes back."""
        if self.is_on and self.passed:
            self._pause()
            moment = self._first_back()
            self._desktop.tell(
                self.tr("No case may be called now; the first again at {moment}.").format(
                    moment=self._desktop.words().moment(moment)
                )
                if moment is not None
                else self.tr("No case may be called now."),
                "warn",
            )

    def say(self) -> None:
        """Say where the work stands."""
        if self._line is None:
            return
        spent = self._spent + (self._desktop.context.now() - self._since if self._since else timedelta())
        moment = self._first_back()
        self._line.say(
            self._done,
            self._bench.queue.budget.left,
            clock(spent / self._done) if self._done else "",
            (len(self.passed), self._desktop.words().moment(moment) if moment is not None else ""),
            is_paused=not self.is_on,
        )

    def _start(self) -> None:
        if self._line is None:
            self._line = WorkLine()
            self._line.pause.clicked.connect(self.toggle)
            self._line.end.clicked.connect(self.leave)
            self._line.worded.connect(self.say)
            self._bench.queue.budget.counted.connect(self.say)
            self._bench.queue.add_line(self._line)
        self._since = self._desktop.context.now()
        self._line.setVisible(True)
        self.say()
        self._bench.queue.list.setFocus()
        panel = self._bench.case.panel
        if panel is not None and self.passes_over(panel):
            self.go_on()
        else:
            self._bench.look_ahead(anew=True)

    def _pause(self) -> None:
        if self._since is not None:
            self._spent += self._desktop.context.now() - self._since
            self._since = None
        self.say()

    def _first_back(self) -> datetime | None:
        return min((moment for moment in self.passed.values() if moment is not None), default=None)


def clock(span: timedelta) -> str:
    """Minutes and seconds; hours before them where there are any."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
