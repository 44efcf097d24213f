"""What to say now, what comes after, and what never to say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.script_book import Spoken
from app.ui import theme
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import PlainLabel

LEAST_EMS = 9
"""The script keeps so much of the column, however many keys stand below it."""


UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX


class ScriptCard(Card):
    """Shows a ``Spoken``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="script_card", parent=parent)
        self.lines = PlainLabel(wrap=True, selectable=True, name="script_lines")
        self.outline = PlainLabel(role="caption", wrap=True, name="script_outline")
        self.never = PlainLabel(role="caption", tone="danger", wrap=True, name="script_never")
        for label in (self.lines, self.outline, self.never):
            self.body.addWidget(label)
        self.body.addStretch()  # on a page of its own the sentences stay together, at the top
        self._spoken: Spoken | None = None
        self._title = ""

    told = Signal()
    """Other sentences are shown: their height may be another."""

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
        self.told.emit()


class ScriptScroll(QScrollArea):
    """Holds the script. In a column it grows into the room that is left, up to its own height: a long script scrolls
    rather than push the outcome keys out of sight."""

    def __init__(self, card: ScriptCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("script_scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = card
        self._is_in_column = False
        self.setWidget(card)
        card.told.connect(self._fit)

    def stand_in_column(self, is_so: bool) -> None:
        """Whether it shares a column with others, or has a page of its own."""
        self._is_in_column = is_so
        self._fit()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.space(12), min(look.space(LEAST_EMS), self.maximumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        if not self._is_in_column:
            self.setMaximumHeight(UNLIMITED)
            return
        card = self._card
        # Without the sentences, as before the first case, nothing in it wraps.
        tall = card.heightForWidth(self.width()) if card.hasHeightForWidth() else card.sizeHint().height()
        self.setMaximumHeight(max(tall, 0) + 2 * self.frameWidth())
