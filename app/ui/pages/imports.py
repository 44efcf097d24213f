"""Import: a file, one debtor by hand, what came in before; a bank statement, and money nobody knows yet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from app.ui.desktop import Desktop
from app.ui.imports.file_panel import FilePanel
from app.ui.imports.hand_form import HandForm
from app.ui.imports.history_panel import HistoryPanel
from app.ui.imports.parked_panel import ParkedPanel
from app.ui.imports.statement_panel import StatementPanel
from app.ui.widgets.pages import Page, PageHead, held, padded, scrolled


class ImportsPage(Page):
    """Five tabs. A file dropped on the page is looked at, as a statement where that tab is in sight."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="imports_page", parent=parent)
        self.head = PageHead(name="imports_head")
        self.file = FilePanel(desktop)
        self.hand = HandForm(desktop)
        self.history = HistoryPanel(desktop)
        self.statement = StatementPanel(desktop)
        self.parked = ParkedPanel(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("imports_tabs")
        self._hand_scroll = scrolled(self.hand, name="imports_hand_scroll")
        self._statement_scroll = held(self.statement, name="imports_statement_scroll")
        self._parked_scroll = held(self.parked, name="imports_parked_scroll")
        for content in (
            padded(self.file),
            self._hand_scroll,
            padded(self.history),
            self._statement_scroll,
            self._parked_scroll,
        ):
            self.tabs.addTab(content, "")
        self.column.addWidget(self.head)
        self.column.addWidget(self.tabs, 1)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.file)
        self._retranslate()

    def open_file(self, path: Path) -> None:
        """Look at a file."""
        self.tabs.setCurrentIndex(0)
        self.file.open_file(path)

    def ask_for_file(self) -> None:
        """Ask which file is to be looked at."""
        self.tabs.setCurrentIndex(0)
        self.file.ask_for_file()

    def ask_for_statement(self) -> None:
        """Ask which bank statement is to be matched."""
        self.tabs.setCurrentWidget(self._statement_scroll)
        self.statement.ask_for_file()

    def open_statement(self, path: Path) -> None:
        """Match a bank statement."""
        self.tabs.setCurrentWidget(self._statement_scroll)
        self.statement.open_file(path)

    def show_parked(self) -> None:
        """Show the parked money."""
        self.tabs.setCurrentWidget(self._parked_scroll)
        self.parked.table.setFocus()

    def enter_by_hand(self) -> None:
        """Begin to enter a debtor."""
        self.tabs.setCurrentIndex(1)
        self.hand.texts["name"].line.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            is_statement = self.tabs.currentWidget() is self._statement_scroll
            (self.open_statement if is_statement else self.open_file)(path)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.say(self.tr("Import"))
        self.tabs.setAccessibleName(self.tr("Import"))
        titles = (
            self.tr("A file"),
            self.tr("By hand"),
            self.tr("Earlier imports"),
            self.tr("Bank statement"),
            self.tr("Parked money"),
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        self._statement_scroll.setAccessibleName(self.tr("Bank statement"))
        self._parked_scroll.setAccessibleName(self.tr("Parked money"))
        self._hand_scroll.setAccessibleName(self.tr("By hand"))


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is dragged; None for several or none."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
