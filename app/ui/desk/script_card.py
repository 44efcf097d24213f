"""What to say now, what comes after, and what never to say."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.services.script_book import Spoken
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import PlainLabel


class ScriptCard(Card):
    """Shows a ``Spoken``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="script_card", parent=parent)
        self.lines = PlainLabel(wrap=True, selectable=True, name="script_lines")
        self.outline = PlainLabel(role="caption", wrap=True, name="script_outline")
        self.never = PlainLabel(role="caption", tone="danger", wrap=True, name="script_never")
        for label in (self.lines, self.outline, self.never):
            self.body.addWidget(label)
        self._spoken: Spoken | None = None
        self._title = ""

    def show_script(self, spoken: Spoken, title: str) -> None:
        """Show these sentences under this title."""
        self._spoken, self._title = spoken, title
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        if self._spoken is None:
            return
        self.set_caption(self.tr("What to say · {title}").format(title=self._title))
        self.lines.setText("\n".join(self._spoken.lines))
        self.outline.setText(" → ".join(self._spoken.outline))
        self.outline.setVisible(bool(self._spoken.outline))
        self.never.setText(self.tr("Never: {phrases}").format(phrases="；".join(self._spoken.never)))
        self.never.setVisible(bool(self._spoken.never))
