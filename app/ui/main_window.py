"""The window: rail, pages, the line of state at the bottom; how it is locked and how it ends."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.ui.actions import Actions, Command
from app.ui.catching_up import CatchUp
from app.ui.clipboard import private_clipboard
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.idle import IdleWatch
from app.ui.leaving import Leaving
from app.ui.navigation import Rail
from app.ui.openings import Openings
from app.ui.page_commands import page_commands
from app.ui.page_stack import PageStack
from app.ui.rail_pages import PAGES
from app.ui.status_line import StatusLine
from app.ui.widgets.strips import ProgressBanner, Toast

if TYPE_CHECKING:
    from app.ui.key_sheet import KeySheet
    from app.ui.palette import Palette
    from app.ui.practice import PracticePanel

LOCK_AGAIN_MS = 100


class Ending(Enum):
    """What comes after the window was closed."""

    QUIT = "quit"
    LOCK = "lock"
    REKEY = "rekey"
    """The store gets a new data key."""
    DISCARD = "discard"
    """The practice store goes."""


class MainWindow(QMainWindow):
    """Holds the pages of one open store and what they share."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.setObjectName("main_window")
        self.actions_list = Actions(self)
        self.rail = Rail()
        self.stack = PageStack(desktop)
        self.practice = self._practice_panel() if desktop.context.is_practice else None
        self.ending = Ending.QUIT
        self._is_rekey_wanted = False
        self.toast = Toast(name="window_toast")
        self.progress = ProgressBanner(name="window_progress")
        self.status = StatusLine(desktop)
        self.openings = Openings(desktop, self)
        self.leaving = Leaving(desktop, (self.rail, self.stack), self)
        self._lay_out()
        self._name_commands()
        self._connect()
        self._retranslate()
        self._named = Watch(self, desktop.events, ("users",), self._say_name)
        self._idle = IdleWatch(desktop.preferences.idle_lock_minutes, self)
        self._idle.idle.connect(self._on_idle)
        self.catch_up = CatchUp(desktop, self)
        self.catch_up.ticked.connect(self.status.refresh)

    @cached_property
    def palette_sheet(self) -> Palette:
        """The command palette, made when it is first called for."""
        from app.ui.palette import Palette

        return Palette(self, self.actions_list, self.desktop)

    @cached_property
    def key_sheet(self) -> KeySheet:
        """The sheet of keys, made when it is first called for."""
        from app.ui.key_sheet import KeySheet

        return KeySheet(self, self.actions_list, self._outcome_keys)

    def _practice_panel(self) -> PracticePanel:
        from app.ui.practice import PracticePanel

        panel = PracticePanel(self.desktop)
        panel.leave_wanted.connect(self._on_leave_practice)
        self.desktop.signals.real_store_wanted.connect(panel.leave.click)
        return panel

    def _on_leave_practice(self, cases: int) -> None:
        """Close, and have the practice store deleted once it is closed."""
        from app.ui.dialogs.confirm import DeletePracticeDialog

        if DeletePracticeDialog(cases, self).exec():
            self.ending = Ending.DISCARD
            self.close()

    def lock(self) -> None:
        """Close the store, which lets its key go, and ask for the passphrase again. What runs is not broken off: the
        desk is covered until it is done."""
        for over in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if over is not None:
                over.close()
        if self.desktop.tasks.is_busy:
            self.stack.hide()
            QTimer.singleShot(LOCK_AGAIN_MS, self, self.lock)
        elif self.isVisible():
            self.ending = Ending.REKEY if self._is_rekey_wanted else Ending.LOCK
            self.close()

    def on_left(self) -> None:
        """Nobody is at the desk any more. What is practised on holds nothing worth a lock: there only the key locks."""
        if not self.desktop.context.is_practice:
            self.lock()

    def _on_rekey_wanted(self) -> None:
        self._is_rekey_wanted = True
        self.lock()

    def _on_idle(self) -> None:
        """Whoever watches a long import does not touch the mouse: that is waited for, in sight."""
        if self.desktop.tasks.is_busy:
            self._idle.again_soon()
        else:
            self.on_left()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        if self.practice is not None:
            body.addWidget(self.practice)
        for strip in (self.progress, self.toast):
            body.addWidget(strip)
        body.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(body, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(column)
        self.setCentralWidget(centre)
        for page in PAGES:
            self.rail.add(page.name, page.icon, page.text(), page.keys)

    def _name_commands(self) -> None:
        for command in page_commands(self.desktop, self.stack):
            self.actions_list.add(command)
        for name, text, keys, run in (
            (
                "palette",
                lambda: self.tr("Find a command or a case"),
                "Ctrl+K",
                self._summon_palette,
            ),
            ("key_sheet", lambda: self.tr("All keys"), "F1", self._toggle_keys),
            ("lock", lambda: self.tr("Lock"), "Ctrl+L", self.lock),
            ("quit", lambda: self.tr("Close FairDue"), "Ctrl+Q", self.close),
        ):
            self.actions_list.add(Command(name, "window", text, keys, run))

    def _summon_palette(self) -> None:
        self.palette_sheet.summon()

    def _toggle_keys(self) -> None:
        self.key_sheet.toggle()

    def _outcome_keys(self) -> list[tuple[str, str]]:
        return getattr(self.stack.made("desk"), "key_rows", list)()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no page took: the question mark asks for the keys."""
        if event.text() == "?":
            self.key_sheet.toggle()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        signals = self.desktop.signals
        self.rail.chosen.connect(self.stack.show_page)
        self.stack.came.connect(self.rail.check)
        signals.told.connect(self._on_told)
        signals.done.connect(self._on_done)
        signals.rekey_wanted.connect(self._on_rekey_wanted)
        signals.preferences_changed.connect(self._on_preferences_changed)
        self.status.undo_wanted.connect(signals.undo_wanted)
        self.desktop.tasks.long_running.connect(self.progress.follow)
        self.desktop.tasks.refused.connect(self._on_refused)
        self.leaving.done.connect(self.close)

    def page(self, name: str) -> QWidget:
        """A page of the rail, made if it was not shown before."""
        return self.stack.page(name)

    def show_page(self, name: str) -> None:
        """Bring a page of the rail to the front."""
        self.stack.show_page(name)

    # -- telling ---------------------------------------------------------------------------------

    def _on_told(self, text: str, tone: str) -> None:
        self.toast.pop(text, tone=tone or "ok")

    def _on_done(self, text: str, can_undo: bool) -> None:
        self.status.say_done(text, can_undo=can_undo)

    def _on_refused(self, error: object) -> None:
        self.toast.pop(self.desktop.explain(error), tone="danger")  # type: ignore[arg-type]

    def _on_preferences_changed(self) -> None:
        self._idle.wait(self.desktop.preferences.idle_lock_minutes)
        self.status.say_day()

    # -- language and end ------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._say_name()
        for page in PAGES:
            self.rail.say(page.name, page.text(), page.keys)
        self.actions_list.retranslate()

    def _say_name(self) -> None:
        self.setWindowTitle(self.tr("FairDue — {name}").format(name=self.desktop.context.user.name))

    def shut(self) -> None:
        """Close without a backup: the store is about to be closed."""
        self.leaving.grant()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stack.leave()
        self.openings.hand_over()
        if self.ending is Ending.QUIT and not self.leaving.is_granted():
            event.ignore()
            return
        self.catch_up.stop()
        private_clipboard().clear()
        self.desktop.tasks.close()
        super().closeEvent(event)
