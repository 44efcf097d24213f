"""Choosing by one key: chips for a reason, a scale for willingness and ability."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui import style, theme
from app.ui.widgets.flow import FlowLayout

_LEAST_EMS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its value, its words, and the key that chooses it ("" for none)."""

    value: Hashable
    text: str
    key: str = ""


class Pill(QAbstractButton):
    """A chip to press: its key small before its words, tinted and outlined when chosen. Words that are wider than the
    room there is go on in the next line."""

    def __init__(self, choice: Choice, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.reword(choice)

    def reword(self, choice: Choice) -> None:
        """The same thing to choose in other words."""
        self.choice = choice
        self.setText(choice.text)
        self.setAccessibleName(choice.text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        words = QFontMetrics(look.font(bold=True))
        width = words.horizontalAdvance(self.text()) + self._key_width() + look.space(1.6)
        return QSize(width, round(words.height() * 1.2))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().space(_LEAST_EMS)), hint.height())

    def heightForWidth(self, width: int) -> int:
        hint, look = self.sizeHint(), theme.current()
        if width >= hint.width():
            return hint.height()
        words = QFontMetrics(look.font(bold=True))
        room = QRect(0, 0, width - self._key_width() - look.space(0.8) - look.space(0.4) - 1, 10_000)
        tall = words.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return hint.height() - words.height() + tall

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, colours = theme.current(), theme.current().tokens
        chosen, lit = self.isChecked(), self.isEnabled() and (self.underMouse() or self.isChecked())
        width = 2 if self.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if lit or self.hasFocus() else colours.border), width))
        painter.setBrush(QColor(colours.tint_accent if chosen else colours.base))
        room = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = min(room.height(), self.sizeHint().height()) / 2
        painter.drawRoundedRect(room, radius, radius)
        left = look.space(0.8)
        if self.choice.key:
            painter.setPen(QColor(colours.accent if self.isEnabled() else colours.border))
            painter.setFont(look.font(style.SMALL, bold=True))
            painter.drawText(room.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.choice.key)
        painter.setPen(
            QColor(colours.border if not self.isEnabled() else colours.accent if chosen else colours.text)
        )
        painter.setFont(look.font(bold=chosen))
        words = room.adjusted(left + self._key_width(), 0, -left / 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self.width() < self.sizeHint().width():
            flags |= Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self.text())

    def _key_width(self) -> int:
        if not self.choice.key:
            return 0
        metrics = QFontMetrics(theme.current().font(style.SMALL, bold=True))
        return metrics.horizontalAdvance(self.choice.key) + theme.current().space(0.35)


class _OneOf(QFrame):
    """A group in which at most one button is down. Keys choose; ``chosen`` carries the value."""

    chosen = Signal(object)

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._buttons: list[QAbstractButton] = []
        self._values: list[Hashable] = []
        self._keys: list[str] = []

    @property
    def value(self) -> Hashable | None:
        """What is chosen; None if nothing is."""
        for button, value in zip(self._buttons, self._values, strict=True):
            if button.isChecked():
                return value
        return None

    def set_value(self, value: Hashable | None) -> None:
        """Choose without telling; None or an unknown value chooses nothing."""
        for button, own in zip(self._buttons, self._values, strict=True):
            button.setAutoExclusive(False)
            button.setChecked(value is not None and own == value)
        for button in self._buttons:
            button.setAutoExclusive(True)
        self._mend_tab_order()

    def button_of(self, value: Hashable) -> QAbstractButton | None:
        """The button of a value, where it is offered."""
        return next((b for b, own in zip(self._buttons, self._values, strict=True) if own == value), None)

    def focus_on(self, value: Hashable) -> None:
        """Give the keyboard to one that is only suggested: Space takes it."""
        if value in self._values:
            self._buttons[self._values.index(value)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self, key: str) -> bool:
        """Choose by key, as a form does that has the keyboard; whether the key is one of ours."""
        if not key or key not in self._keys:
            return False
        button = self._buttons[self._keys.index(key)]
        if button.isEnabled():
            if self._has_focus():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.value is not None:
            self.set_value(None)
            self.chosen.emit(None)
        elif not self.press(event.text()):
            super().keyPressEvent(event)

    def _has_focus(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def _add(self, button: QAbstractButton, value: Hashable, key: str) -> None:
        button.setAutoExclusive(True)
        button.clicked.connect(self._on_clicked)
        self._buttons.append(button)
        self._values.append(value)
        self._keys.append(key)

    def _on_clicked(self) -> None:
        self._mend_tab_order()
        self.chosen.emit(self.value)

    def _mend_tab_order(self) -> None:
        """One tab stop: the chosen button, or the first. Arrow keys go to the others."""
        if not self._buttons:
            return
        stop = next((button for button in self._buttons if button.isChecked()), self._buttons[0])
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)


class ChoiceChips(_OneOf):
    """Chips in lines that wrap; each is chosen by its digit, a click, or arrows and Space."""

    def __init__(
        self, label: str, choices: Sequence[Choice] = (), *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, name=name, parent=parent)
        self._flow = FlowLayout(self, gap=7)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these instead; what was chosen stays if it is still there."""
        pills = [button for button in self._buttons if isinstance(button, Pill)]
        offered = [pill.choice for pill in pills]
        if offered == list(choices):
            return
        if [(each.value, each.key) for each in offered] == [(each.value, each.key) for each in choices]:
            # New ones would come behind everything else in the order of Tab.
            for pill, choice in zip(pills, choices, strict=True):
                pill.reword(choice)
            return
        # A chip takes time to make: those before the first that differs stay.
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(offered, choices, strict=False)))
        kept, had_focus = self.value, self._has_focus()
        for button in self._buttons[same:]:
            self._flow.removeWidget(button)
            button.hide()  # it is deleted later, and must not be seen or reached until then
            button.deleteLater()
        del self._buttons[same:], self._values[same:], self._keys[same:]
        for choice in choices[same:]:
            pill = Pill(choice, name=f"{self.objectName()}_{choice.value}", parent=self)
            self._flow.addWidget(pill)
            pill.show()
            self._add(pill, choice.value, choice.key)
        self.set_value(kept)
        if had_focus:
            self.setFocus()  # else it would go with the old chip to wherever Qt finds a place


class Segmented(_OneOf):
    """A scale, 1 to 5 unless told: its digits choose, arrows move, Backspace takes it back."""

    def __init__(
        self, label: str, values: Sequence[int] = (1, 2, 3, 4, 5), *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, name=name, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, value in enumerate(values):
            ends = (place == 0, place == len(values) - 1)
            cell = _Cell(str(value), ends, name=f"{name}_{value}", parent=self)
            cell.setAccessibleName(f"{label} {value}")
            row.addWidget(cell)
            self._add(cell, value, str(value))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._mend_tab_order()

    def set_label(self, label: str) -> None:
        self.setAccessibleName(label)
        for button, value in zip(self._buttons, self._values, strict=True):
            button.setAccessibleName(f"{label} {value}")


class _Cell(QAbstractButton):
    """One step of a scale; ``ends`` tells whether it is the first and the last."""

    def __init__(self, text: str, ends: tuple[bool, bool], *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._ends = ends

    def sizeHint(self) -> QSize:
        look = theme.current()
        metrics = QFontMetrics(look.font(bold=True))
        return QSize(metrics.horizontalAdvance(self.text()) + look.space(1.3), round(metrics.height() * 1.15))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, colours = theme.current(), theme.current().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Longer than the cell by a radius on the inner sides, and clipped: round only where the scale ends.
        first, last = self._ends
        room = QRectF(self.rect()).adjusted(0.5 if first else -9.5, 0.5, -0.5 if last else 9.5, -0.5)
        painter.setPen(QPen(QColor(colours.border), 1))
        fill = colours.accent if self.isChecked() else colours.track if self.underMouse() else colours.base
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(room, 6, 6)
        if not last:
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        ink = colours.on_accent if self.isChecked() else colours.text if self.isEnabled() else colours.border
        painter.setPen(QColor(ink))
        painter.setFont(look.font(bold=self.isChecked()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.text if self.isChecked() else colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
