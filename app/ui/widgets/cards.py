"""Cards: a hairline, a radius of 10 pixels, never one inside another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import style, theme
from app.ui.widgets.labels import KeyCap, PlainLabel


class Card(QFrame):
    """A quiet box on the window. Put content into ``body``; ``caption`` is the small line at its head."""

    def __init__(self, caption: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.caption = PlainLabel(caption, "caption", wrap=True)
        self.caption.setVisible(bool(caption))
        self.body = QVBoxLayout(self)
        self.body.setSpacing(4)
        self.body.addWidget(self.caption)
        self._breathe()

    def set_caption(self, text: str) -> None:
        self.caption.setText(text)
        self.caption.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self.body.setContentsMargins(space(1.05), space(0.75), space(1.05), space(0.9))


class CardButton(QAbstractButton):
    """A card that can be pressed, by Enter too. Its layout holds labels, which let the mouse through.

    Checked it is tinted and outlined in the accent; with the focus its ring is two pixels wide.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, layout: QLayout) -> None:
        """Lay out the labels of this card."""
        self._content = layout
        self.setLayout(layout)
        self._breathe()
        for label in self.findChildren(PlainLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._content.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._content.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        content = self._content
        return content.totalHeightForWidth(width) if content.hasHeightForWidth() else self.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge, width = self._look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, width))
        painter.setBrush(fill)
        inset = width / 2
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(rect, style.RADIUS, style.RADIUS)

    def _breathe(self) -> None:
        space = theme.current().space
        self._content.setContentsMargins(space(0.9), space(0.45), space(0.9), space(0.5))

    def _look(self) -> tuple[QColor, QColor, int]:
        """Ground, edge and width of the edge for the state this button is in."""
        colours = theme.current().tokens
        if not self.isEnabled():
            return QColor(colours.window), QColor(colours.hairline), 1
        ground = colours.tint_accent if self.isChecked() else colours.base
        if self.isDown():
            ground = colours.track
        if self.hasFocus():
            return QColor(ground), QColor(colours.accent), 2
        lit = self.isChecked() or self.underMouse()
        return QColor(ground), QColor(colours.accent if lit else colours.hairline), 1


class KeyButton(CardButton):
    """An outcome: its digit, its name, and what follows from it ("→ tonight 19:30")."""

    def __init__(
        self, key: str, title: str, consequence: str = "", *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.key = key
        self._digit = PlainLabel(key, "digit")
        self._title = PlainLabel(title)
        self._consequence = PlainLabel(consequence, "small", wrap=True)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._consequence)
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(self._digit)
        row.addLayout(lines, 1)
        self.fill(row)
        self._name_itself()

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._name_itself()

    def set_consequence(self, consequence: str) -> None:
        self._consequence.setText(consequence)
        self._name_itself()

    def _breathe(self) -> None:
        """Narrow at the sides: five stand in a row under the case of a small screen."""
        space = theme.current().space
        self._content.setContentsMargins(space(0.7), space(0.45), space(0.6), space(0.5))

    def _name_itself(self) -> None:
        self.setAccessibleName(f"{self.key} {self._title.text()}")
        self.setAccessibleDescription(self._consequence.text())


class OptionCard(CardButton):
    """One of several to choose from: an offer, a telephone number. Checked is chosen.

    ``lead`` is the quiet line above (``caption`` style) if given, ``headline`` the figure, ``detail`` wraps below.
    """

    def __init__(
        self,
        headline: str = "",
        detail: str = "",
        *,
        lead: str = "",
        key: str = "",
        figure: bool = False,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.setCheckable(True)
        self._lead = PlainLabel(lead, "caption")
        self._headline = PlainLabel(headline, "offer" if figure else "", wrap=True)
        self._detail = PlainLabel(detail, "small", wrap=True)
        self._key = KeyCap(key)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._lead, 0, 0)
        grid.addWidget(self._key, 0 if lead else 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._headline, 1, 0)
        grid.addWidget(self._detail, 2, 0, 1, 2)
        grid.setRowStretch(3, 1)
        self.fill(grid)
        self._tidy()

    def set_texts(self, headline: str, detail: str = "", lead: str = "") -> None:
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._lead.setText(lead)
        self._tidy()

    def _tidy(self) -> None:
        for label in (self._lead, self._detail, self._key):
            label.setVisible(bool(label.text()))
        said = (self._lead.text(), self._headline.text())
        self.setAccessibleName(" ".join(part for part in said if part))
        self.setAccessibleDescription(self._detail.text())
