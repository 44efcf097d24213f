"""Letters: write one, write many, what was issued and what became of it, and the texts they are made from."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from app.domain.facts import Id
from app.ui.desktop import Desktop
from app.ui.letters.issued_panel import IssuedPanel
from app.ui.letters.letterhead_panel import LetterheadPanel
from app.ui.letters.run_panel import RunPanel
from app.ui.letters.template_panel import TemplatePanel
from app.ui.letters.text_panel import TextPanel
from app.ui.letters.write_panel import WritePanel
from app.ui.widgets.pages import Page, PageHead, held, scrolled

TEMPLATES = 4


class LettersPage(Page):
    """Six tabs."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="letters_page", parent=parent)
        self.head = PageHead(name="letters_head")
        self.writing = WritePanel(desktop)
        self.runs = RunPanel(desktop)
        self.issued = IssuedPanel(desktop)
        self.templates = TemplatePanel(desktop)
        self.letterheads = LetterheadPanel(desktop)
        self.texts = TextPanel(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("letters_tabs")
        self._held = {
            panel: held(panel, name=f"{panel.objectName()}_scroll")
            for panel in (self.writing, self.runs, self.issued, self.templates)
        }
        for holder in self._held.values():
            self.tabs.addTab(holder, "")
        self._texts = scrolled(self.texts, name="texts_scroll")
        self._heads = scrolled(self.letterheads, name="letterheads_scroll")
        self.tabs.insertTab(3, self._texts, "")
        self.tabs.addTab(self._heads, "")
        self.column.addWidget(self.head)
        self.column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.writing)
        self._retranslate()

    def write_to(self, case_id: Id, template: str = "", plan_version: Id | None = None) -> None:
        """Begin a letter about a case, from a template and about a version of its plan where they are named."""
        self.tabs.setCurrentIndex(0)
        self.writing.write_to(case_id, template, plan_version)

    def send_to(self, case_id: Id, template: str) -> None:
        """Show the message to a debtor by this template."""
        self.tabs.setCurrentWidget(self._texts)
        self.texts.write_to(case_id, template)

    def show_templates(self) -> None:
        """Show the texts letters are made from."""
        self.tabs.setCurrentIndex(TEMPLATES)

    def show_issued(self) -> None:
        """Show what was issued."""
        self.tabs.setCurrentIndex(2)
        self.issued.table.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.say(self.tr("Letters"))
        self.tabs.setAccessibleName(self.tr("Letters"))
        titles = (
            self.tr("Write"),
            self.tr("Many cases"),
            self.tr("Issued"),
            self.tr("Messages"),
            self.tr("Templates"),
            self.tr("Letterheads"),
        )
        self._heads.setAccessibleName(self.tr("Letterheads"))
        self._texts.setAccessibleName(self.tr("Messages"))
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        for holder in self._held.values():
            holder.setAccessibleName(titles[self.tabs.indexOf(holder)])
