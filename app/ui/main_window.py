"""The window: rail, pages, the line of state at the bottom. Pages are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.domain.moments import Id
from app.services.changes import Changes
from app.services.context import Context
from app.ui.actions import Actions, Command, PageCommand
from app.ui.cases import case_commands
from app.ui.clipboard import private_clipboard
from app.ui.desk import desk_commands
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.idle import IdleWatch
from app.ui.imports import import_commands
from app.ui.leaving import Leaving
from app.ui.letters import letter_commands
from app.ui.navigation import Rail
from app.ui.openings import Openings
from app.ui.permitted import refused
from app.ui.reports import report_commands
from app.ui.settings import settings_commands
from app.ui.status_line import StatusLine
from app.ui.view_keys import MOST, view_key
from app.ui.widgets.strips import ProgressBanner, Toast

if TYPE_CHECKING:
    from app.ui.key_sheet import KeySheet
    from app.ui.pages.ledger import LedgerPage
    from app.ui.palette import Palette
    from app.ui.practice import PracticePanel

LOCK_AGAIN_MS = 100
CATCH_UP_MS = 15_000  # how often a passed moment is looked for; each look is one index probe


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the rail: its name, icon, words, how it is made, and its commands."""

    name: str
    icon: str
    text: Callable[[], str]
    make: Callable[[Desktop], QWidget]
    commands: tuple[PageCommand, ...] = ()


def _desk(desktop: Desktop) -> QWidget:
    from app.ui.pages.desk import DeskPage

    return DeskPage(desktop)


def _cases(desktop: Desktop) -> QWidget:
    from app.ui.pages.cases import CasesPage

    return CasesPage(desktop)


def _promises(desktop: Desktop) -> QWidget:
    from app.ui.pages.promises import PromisesPage

    return PromisesPage(desktop)


def _imports(desktop: Desktop) -> QWidget:
    from app.ui.pages.imports import ImportsPage

    return ImportsPage(desktop)


def _reports(desktop: Desktop) -> QWidget:
    from app.ui.pages.reports import ReportsPage

    return ReportsPage(desktop)


def _letters(desktop: Desktop) -> QWidget:
    from app.ui.pages.letters import LettersPage

    return LettersPage(desktop)


def _settings(desktop: Desktop) -> QWidget:
    from app.ui.pages.settings import SettingsPage

    return SettingsPage(desktop)


PAGES = (
    PageEntry(
        "desk",
        "phone",
        lambda: QCoreApplication.translate("MainWindow", "Desk"),
        _desk,
        desk_commands.COMMANDS,
    ),
    PageEntry(
        "cases",
        "archive",
        lambda: QCoreApplication.translate("MainWindow", "Cases"),
        _cases,
        case_commands.COMMANDS,
    ),
    PageEntry(
        "promises", "calendar-check", lambda: QCoreApplication.translate("MainWindow", "Promises"), _promises
    ),
    PageEntry(
        "imports",
        "download",
        lambda: QCoreApplication.translate("MainWindow", "Import"),
        _imports,
        import_commands.COMMANDS,
    ),
    PageEntry(
        "reports",
        "chart-column",
        lambda: QCoreApplication.translate("MainWindow", "Reports"),
        _reports,
        report_commands.COMMANDS,
    ),
    PageEntry(
        "letters",
        "mail",
        lambda: QCoreApplication.translate("MainWindow", "Letters"),
        _letters,
        letter_commands.COMMANDS,
    ),
    PageEntry(
        "settings",
        "settings",
        lambda: QCoreApplication.translate("MainWindow", "Settings"),
        _settings,
        settings_commands.COMMANDS,
    ),
)


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
        self._pages: dict[str, QWidget] = {}
        self.rail = Rail()
        self.stack = QStackedWidget()
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
        self._name_saved_views()
        self._connect()
        self._retranslate()
        self._named = Watch(self, desktop.events, ("users",), self._say_name)
        self._idle = IdleWatch(desktop.preferences.idle_lock_minutes, self)
        self._idle.idle.connect(self._on_idle)
        self._clock = QTimer(self, interval=CATCH_UP_MS)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()

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
        for number, page in enumerate(PAGES, start=1):
            self.rail.add(page.name, page.icon, page.text(), f"Ctrl+{number}")

    def _name_commands(self) -> None:
        for number, page in enumerate(PAGES, start=1):
            self.actions_list.add(
                Command(f"page_{page.name}", "pages", page.text, f"Ctrl+{number}", self._shower(page.name))
            )
        for page in PAGES:
            for command in page.commands:
                self.actions_list.add(self._command_of(page.name, command))
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
        return getattr(self._pages.get("desk"), "key_rows", list)()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no page took: the question mark asks for the keys."""
        if event.text() == "?":
            self.key_sheet.toggle()
        else:
            super().keyPressEvent(event)

    def _name_saved_views(self) -> None:
        for number in range(1, MOST + 1):
            text, run = partial(self._saved_view_text, number), partial(self._choose_view, number)
            keys = f"Alt+{view_key(number)}"
            self.actions_list.add(Command(f"saved_view_{number}", "pages", text, keys, run))

    def _saved_view_text(self, number: int) -> str:
        names = self.desktop.saved_views
        return self.tr("View: {name}").format(name=names[number - 1]) if number <= len(names) else ""

    def _choose_view(self, number: int) -> None:
        """The saved view of this number, where views are in front, else on the desk."""
        if not hasattr(self.stack.currentWidget(), "choose_view"):
            self.show_page("desk")
        self.stack.currentWidget().choose_view(number)  # type: ignore[attr-defined]

    def _command_of(self, page: str, command: PageCommand) -> Command:
        """The command of a page as one that can be run from everywhere."""

        def run() -> None:
            if refused(self.desktop, command.deed):
                return
            shown = self.page(page)
            if not command.stays and self.stack.currentWidget() is not shown:
                self.show_page(page)
            command.run(shown)

        return Command(command.name, page, command.text, command.keys, run, command.deed)

    def _shower(self, name: str) -> Callable[[], None]:
        return lambda: self.show_page(name)

    def _connect(self) -> None:
        signals = self.desktop.signals
        self.rail.chosen.connect(self.show_page)
        signals.page_wanted.connect(self.show_page)
        signals.begun.connect(self._on_begun)
        signals.case_opened.connect(self._on_case_opened)
        signals.told.connect(self._on_told)
        signals.done.connect(self._on_done)
        signals.plan_wanted.connect(self._on_plan_wanted)
        signals.letter_wanted.connect(self._on_letter_wanted)
        signals.message_wanted.connect(self._on_message_wanted)
        signals.due_wanted.connect(self._on_due_wanted)
        signals.hand_back_wanted.connect(self._on_hand_back_wanted)
        signals.ledger_wanted.connect(self._on_ledger_wanted)
        signals.change_wanted.connect(self._on_change_wanted)
        signals.rekey_wanted.connect(self._on_rekey_wanted)
        signals.preferences_changed.connect(self._on_preferences_changed)
        self.status.undo_wanted.connect(signals.undo_wanted)
        self.desktop.tasks.long_running.connect(self.progress.follow)
        self.desktop.tasks.refused.connect(self._on_refused)
        self.leaving.done.connect(self.close)

    # -- pages -----------------------------------------------------------------------------------

    def page(self, name: str) -> QWidget:
        """A page, made if it was not shown before."""
        if name not in self._pages:
            entry = next(entry for entry in PAGES if entry.name == name)
            self._add(name, entry.make(self.desktop))
        return self._pages[name]

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        page.setProperty("role", "page")
        self.stack.addWidget(page)

    def _over_desk(self, name: str, make: Callable[[Desktop], Any]) -> Any:
        """Bring a page to the front that lies over the desk until it is left, made if it was not shown before."""
        if name not in self._pages:
            page = make(self.desktop)
            page.left.connect(self._shower("desk"))
            self._add(name, page)
        self.stack.setCurrentWidget(self._pages[name])
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Bring a page to the front and put the focus where its work begins."""
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self.rail.check(name)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_case_opened(self, case_id: bytes) -> None:
        self.show_page("desk")
        self.page("desk").open_case(case_id)  # type: ignore[attr-defined]

    def _on_plan_wanted(self, case_id: bytes, is_call: bool) -> None:
        from app.ui.pages.plan import PlanEditor

        self._over_desk("plan", PlanEditor).open_case(case_id, is_call=is_call)

    def _on_letter_wanted(self, case_id: bytes, template: str, plan_version: bytes | None) -> None:
        self.show_page("letters")
        self.page("letters").write_to(case_id, template, plan_version)  # type: ignore[attr-defined]

    def _on_message_wanted(self, case_id: bytes, template: str) -> None:
        self.show_page("letters")
        self.page("letters").send_to(case_id, template)  # type: ignore[attr-defined]

    def _on_hand_back_wanted(self) -> None:
        self.show_page("settings")
        self.page("settings").show_hand_back()  # type: ignore[attr-defined]

    def _on_due_wanted(self) -> None:
        from app.ui.pages.due import DuePage

        self._over_desk("due", DuePage).open()

    def _on_ledger_wanted(self, case_id: bytes) -> None:
        self._show_ledger().open_case(case_id)

    def _on_change_wanted(self, case_id: bytes, kind: str, payment: bytes | None) -> None:
        self._show_ledger().change(case_id, kind, payment)

    def _show_ledger(self) -> LedgerPage:
        from app.ui.pages.ledger import LedgerPage

        page: LedgerPage = self._over_desk("ledger", LedgerPage)
        return page

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

    def _on_begun(self) -> None:
        """Catch up the days the computer was off, unless the window closes already."""
        if self._clock.isActive():
            self._on_tick()

    def _on_tick(self) -> None:
        self._catch_up(0)
        self.status.refresh()

    def _catch_up(self, done: int) -> None:
        """A slice at a time: what the user saves meanwhile comes between two of them."""
        self.desktop.tasks.write(_catch_up, done, owner=self, on_ok=self._on_caught_up)

    def _on_caught_up(self, told: tuple[int, bool]) -> None:
        done, is_more = told
        if is_more:
            self._catch_up(done)

    # -- language and end ------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._say_name()
        for number, page in enumerate(PAGES, start=1):
            self.rail.say(page.name, page.text(), f"Ctrl+{number}")
        self.actions_list.retranslate()

    def _say_name(self) -> None:
        self.setWindowTitle(self.tr("FairDue — {name}").format(name=self.desktop.context.user.name))

    @property
    def case_in_hand(self) -> Id | None:
        """The case that stands on the desk, whatever page is in front."""
        return getattr(self._pages.get("desk"), "case_in_hand", None)

    def shut(self) -> None:
        """Close without a backup: the store is about to be closed."""
        self.leaving.grant()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self._pages.values():
            getattr(page, "leave", lambda: None)()
        self.openings.hand_over()
        if self.ending is Ending.QUIT and not self.leaving.is_granted():
            event.ignore()
            return
        self._clock.stop()
        private_clipboard().clear()
        self.desktop.tasks.close()
        super().closeEvent(event)


def _catch_up(context: Context, done: int) -> tuple[tuple[int, bool], Changes]:
    """One slice after ``done`` cases. The pages hear of all of them with the last one."""
    from app.services import states, store, weeks

    count, is_more = states.catch_up_slice(context)
    done += count
    if is_more:
        return (done, True), Changes()
    weeks.advance(context)
    store.fold(context)
    return (done, False), Changes.of("states") if done else Changes()
