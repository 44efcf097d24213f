"""The real window over the practice portfolio, driven by keys: a copy of one store for each test, the clock in hand."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.facts import KINDS, Anchor, Id
from app.domain.terms import Tier
from app.models.facts import table_name
from app.services import cases, queue, sample, store
from app.services.cases import CasePanel
from app.services.context import Context
from app.services.preferences import Preferences
from app.services.queue import QueueRow
from app.services.words import Words
from app.system.paths import Home
from app.ui.desk.assistant import Assistant
from app.ui.desk.case_pane import CasePane
from app.ui.desk.queue_pane import QueuePane
from benchmarks.window import Bench

TODAY = date(2026, 11, 23)  # a Monday
ZONE = ZoneInfo("Asia/Shanghai")


def at(clock: str, day: date = TODAY) -> datetime:
    """A moment on the debtor's clock, in UTC."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


class Clock:
    """Stands where the test puts it, but for a millisecond a look, so that ids stay in order."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


def build(folder: Path) -> Path:
    """The practice store that every test copies."""
    sample.build(Home(folder), today=TODAY)
    return folder


def is_workable(panel: CasePanel, *, allowed: bool) -> bool:
    """A case of today whose debtor may be called on every number, which no other case shares, and owes enough."""
    own = [point for point in panel.points if point.is_phone and point.is_debtor]
    return (
        panel.tier <= Tier.RANKED
        and panel.owed.total_minor > 200_000
        and bool(own)
        and all(point.decision.allowed is allowed for point in own)
        and not any(point.shared_with for point in panel.points)
    )


class Desk:
    """The window of an open store. Keys go to the window as the system sends them."""

    def __init__(self, bench: Bench, context: Context, clock: Clock) -> None:
        self.bench, self.context, self.clock = bench, context, clock
        self.language = bench.window.desktop.language
        self.bugs: list[object] = []
        self.told: list[str] = []
        self._waiting: list[Id] | None = None
        bench.window.desktop.tasks.broken.connect(self.bugs.append)
        bench.window.desktop.signals.told.connect(lambda text, _tone: self.told.append(text))
        self._first_seq = self._seq = self._last_seq()

    # -- parts of the window ---------------------------------------------------------------------

    @property
    def queue(self) -> QueuePane:
        return self.bench.desk.queue

    @property
    def case(self) -> CasePane:
        return self.bench.desk.case

    @property
    def assistant(self) -> Assistant:
        return self.bench.desk.assistant

    @property
    def panel(self) -> CasePanel:
        panel = self.case.panel
        assert panel is not None
        return panel

    @property
    def focus(self) -> str:
        """The object name of what has the focus."""
        widget = self.bench.application.focusWidget()
        return "" if widget is None else widget.objectName()

    @property
    def words(self) -> Words:
        return self.bench.window.desktop.words()

    # -- doing -----------------------------------------------------------------------------------

    def press(self, *keys: str) -> int:
        """Press keys, each a character or a chord; how many the window counted."""
        before = self.bench.presses.count
        self.bench.press(*keys)
        assert not self.bugs, self.bugs
        return self.bench.presses.count - before

    def type(self, text: str) -> int:
        return self.press(*text)

    def take_turn(self) -> None:
        """In front again, and in the language it was opened in: every test of this folder begins in English."""
        self.bench.translations.speak(self.language)
        self.bench.window.activateWindow()
        self.bench.until(self.bench.window.isActiveWindow)
        self.bench.idle()

    def open(self, case_id: Id) -> CasePanel:
        """Show a case, as other pages ask for it, and give the keys to the queue."""
        self.bench.desk.open_case(case_id)
        self.bench.idle()
        self.queue.list.setFocus()
        assert self.panel.case_id == case_id
        return self.panel

    def go(self, moment: datetime) -> None:
        """Let it be so late, and let the window notice."""
        self.clock.moment = moment
        self.bench.window.catch_up.tick()
        self.bench.desk.workbench.notice_time()
        self.bench.idle()

    # -- finding ---------------------------------------------------------------------------------

    def find(self, suits: Callable[[CasePanel], object]) -> CasePanel:
        """The first case of the queue that suits."""
        for row in self._rows():
            panel = cases.panel(self.context, self.words, row.case_id)
            if suits(panel):
                return panel
        raise LookupError("no practice case is like that")

    def show(self, suits: Callable[[CasePanel], object]) -> CasePanel:
        """Show the first case of the queue that suits."""
        return self.open(self.find(suits).case_id)

    @contextmanager
    def one_case(self, *, allowed: bool = True) -> Iterator[Desk]:
        """A case on screen that may be called, of a person whom no test of this window worked."""
        if self._waiting is None:
            found = [cases.panel(self.context, self.words, row.case_id) for row in self._rows()]
            # A means test or a pay day would make other proposals of the same keys, and who is due today is reminded
            # of that alone.
            self._waiting = [
                panel.case_id
                for panel in found
                if is_workable(panel, allowed=allowed)
                and panel.tier is not Tier.DUE_TODAY
                and not panel.desk.state.history.means
            ]
            assert len(self._waiting) > 1
        self.press("Ctrl+1", "Escape", "Escape")
        last = [row.case_id for row in self._rows() if row.tier <= Tier.RANKED][-1]
        worked = self._worked()
        self._waiting = [case for case in self._waiting if case not in worked]
        # Nothing comes after the last; who is only looked at waits at the end for another test.
        case = next(case for case in self._waiting if case != last)
        self._waiting.remove(case)
        self._waiting.append(case)
        if self.panel.case_id == case:
            self.press("Down")
        self.open(case)
        self.assistant.note.line.clear()
        self.stored_count()
        yield self

    def _worked(self) -> set[Id]:
        """The cases of every person of whom something was stored since the window is open."""
        with self.context.db.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id FROM case_file WHERE person_id IN ("
                "SELECT person_id FROM fact WHERE seq > ?1 UNION "
                "SELECT c.person_id FROM fact AS f JOIN case_file AS c ON c.id = f.case_id WHERE f.seq > ?1)",
                (self._first_seq,),
            )
            return {row[0] for row in rows}

    def _rows(self) -> list[QueueRow]:
        return queue.listing(self.context, self.words, 0, 100)

    # -- what was stored -------------------------------------------------------------------------

    def stored(self) -> dict[str, dict[str, Any]]:
        """The facts written since the last question: kind → its columns. One of a kind; none of the seals that the
        program sets on its own."""
        found: dict[str, dict[str, Any]] = {}
        with self.context.db.read() as connection:
            for kind in KINDS.keys() - {Anchor.KIND}:
                rows = connection.exec_driver_sql(
                    f"SELECT f.*, c.* FROM fact AS f JOIN {table_name(kind)} AS c ON c.seq = f.seq "
                    "WHERE f.seq > ?",
                    (self._seq,),
                ).mappings()
                for row in rows:
                    assert kind not in found, f"two facts of the kind {kind}"
                    found[kind] = dict(row)
        self._seq = self._last_seq()
        return found

    def stored_count(self) -> int:
        """How many facts were written since the last question; the next question begins here."""
        before, self._seq = self._seq, self._last_seq()
        with self.context.db.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT count(*) FROM fact WHERE seq > ? AND seq <= ? AND kind <> ?",
                (before, self._seq, Anchor.KIND),
            )
            return int(rows.scalar_one())

    def _last_seq(self) -> int:
        with self.context.db.read() as connection:
            return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM fact").scalar_one())


@contextmanager
def practice_desk(
    template: Path,
    folder: Path,
    *,
    now: str = "09:30",
    day: date = TODAY,
    language: str = "zh_CN",
    size: tuple[int, int] = (1280, 760),
    preferences: Preferences | None = None,
) -> Iterator[Desk]:
    """A window on a copy of ``template`` in ``folder``; a copy that is there already is opened again."""
    place = folder / "home"
    if not place.exists():
        shutil.copytree(template, place)
    clock = Clock(at(now, day))
    # What is left of an earlier window must not be swept up by a thread of this one.
    gc.collect()
    with store.opened(Home(place), None, program="test", clock=clock) as context:
        bench = Bench(context, preferences or Preferences(), language=language, size=size)
        desk = Desk(bench, context, clock)
        try:
            bench.settle()
            yield desk
            bench.idle()
            assert not desk.bugs, desk.bugs
        finally:
            bench.close()
            bench.window.deleteLater()
            bench.translations.speak("en")
