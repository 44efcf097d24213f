"""The command palette (Ctrl+K): every command with its key, and cases by name, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services import queue, spelling
from app.services.queue import QueueRow
from app.ui import style, theme
from app.ui.actions import Actions, Command, group_title
from app.ui.desktop import Desktop
from app.ui.matching import fit
from app.ui.overlay import Overlay, centred
from app.ui.permitted import refusal
from app.ui.widgets.announcer import announce
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import PlainLabel

MOST_CASES = 8
ROW_EMS = 2.3
LEAST_TYPED = 2  # letters from which on cases are looked for
ENTRY_ROLE = Qt.ItemDataRole.UserRole
MIDDLE = Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is called, the quiet words behind it, the keys at its end, what Enter does. ``refusal``: why
    the user may not; then Enter does nothing."""

    text: str
    detail: str
    keys: str
    run: Callable[[], object]
    refusal: str = ""


class Palette(Overlay):
    """Opens over the window; typing narrows the list, Enter runs the line in front."""

    def __init__(self, window: QWidget, actions: Actions, desktop: Desktop) -> None:
        super().__init__(window, name="palette")
        self._actions = actions
        self._desktop = desktop
        self._spelled: dict[str, tuple[str, str]] = {}
        self._cases: list[Entry] = []
        self.line = _Typed()
        self.line.textChanged.connect(self._on_typed)
        self.line.moved.connect(self._move)
        self.line.returnPressed.connect(self.run_current)
        self.model = _Entries(self)
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = PlainLabel(role="muted", wrap=True, name="palette_nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = PlainLabel(role="small", wrap=True, name="palette_hint")
        for part in (self.line, self.list, self.nothing, self.hint):
            self.card.body.addWidget(part, 1 if part in (self.list, self.nothing) else 0)
        self._retranslate()

    @property
    def entries(self) -> Sequence[Entry]:
        """What the list offers now, best first."""
        return self.model.entries

    def summon(self) -> None:
        """Open with an empty line and every command."""
        self.line.clear()
        self._cases = []
        self._fill()
        self.open(self.line)
        texts = [command.text() for command in self._actions]
        self._desktop.tasks.read(spelling.spellings, texts, owner=self, on_ok=self._on_spelled)

    def run_current(self) -> None:
        """Close, and do what the chosen line says."""
        if self.line.is_composing:
            return
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        if entry is not None and not entry.refusal:
            self.shut()
            entry.run()

    def frame_in(self, room: QRect) -> QRect:
        frame = centred(room, 46, 34, top=0.2)
        shown = theme.current().space(ROW_EMS) * max(len(self.entries), 1)
        needed = self.card.sizeHint().height() - self.list.sizeHint().height() + shown + 8
        frame.setHeight(min(frame.height(), needed))
        return frame

    # -- finding ---------------------------------------------------------------------------------

    def _on_typed(self, typed: str) -> None:
        self._cases = []
        self._fill()
        if len(typed.strip()) >= LEAST_TYPED:
            words = self._desktop.words()
            self._desktop.tasks.read(
                queue.search, words, typed.strip(), owner=self, on_ok=self._on_found, slot="palette"
            )

    def _on_found(self, rows: Sequence[QueueRow]) -> None:
        self._cases = [
            Entry(row.name, self._detail(row), "", partial(self._desktop.open_case, row.case_id))
            for row in rows[:MOST_CASES]
        ]
        self._fill()

    def _detail(self, row: QueueRow) -> str:
        if self._desktop.is_overheard:
            return ""
        owed = self._desktop.words().money(row.balance_minor, row.currency)
        return " · ".join([owed, *(why.text for why in row.reasons[:1])])

    def _on_spelled(self, spelled: dict[str, tuple[str, str]]) -> None:
        self._spelled = spelled
        self._fill()

    def _fill(self) -> None:
        typed = self.line.text()
        ranked = [(self._fit(typed, command), command) for command in self._actions]
        found = sorted((pair for pair in ranked if pair[0]), key=lambda pair: -pair[0])
        commands = [self._entry(command) for _, command in found]
        # A name in Chinese fits no command; letters that fit a command well mean the command.
        self.model.show([*commands, *self._cases])
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(self.entries))
        self.nothing.setVisible(not self.entries)
        self.place()
        self._tell()

    def _entry(self, command: Command) -> Entry:
        why = refusal(self._desktop, command.deed)
        return Entry(command.text(), why or group_title(command.group), command.keys, command.run, why)

    def _fit(self, typed: str, command: Command) -> int:
        text = command.text()
        return fit(typed, (text, *self._spelled.get(text, ()), command.name.replace("_", " ")))

    # -- moving ----------------------------------------------------------------------------------

    def _move(self, step: int) -> None:
        count = len(self.entries)
        if count:
            row = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.model.index(row))
            self._tell()

    def _tell(self) -> None:
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        said = " ".join(part for part in (entry.text, entry.detail, entry.keys) if part) if entry else ""
        self.line.setAccessibleDescription(said)
        announce(self.line, said)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.run_current()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "hint"):
            self._retranslate()

    def _retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("A command, or a name, number or pinyin initials"))
        self.line.setAccessibleName(self.tr("Command or case"))
        self.list.setAccessibleName(self.tr("Commands and cases"))
        self.nothing.setText(self.tr("Nothing is called that. Type fewer letters."))
        self.hint.setText(self.tr("↑ ↓ choose · Enter runs · Esc closes"))


class _Typed(Line):
    """The line of the palette: arrows move in the list below."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("palette_line")
        self.setMaxLength(80)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self.is_composing:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class _Entries(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(part for part in (entry.text, entry.detail, entry.keys) if part)
        return entry if role == ENTRY_ROLE else None


class _Delegate(QStyledItemDelegate):
    """Words at the left, what they belong to behind them, keys in caps at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), theme.current().space(ROW_EMS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        look, colours = theme.current(), theme.current().tokens
        room = option.rect.adjusted(look.space(0.1), 0, -look.space(0.1), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tint_accent))
            painter.drawRoundedRect(room, style.SMALL_RADIUS, style.SMALL_RADIUS)
        room = room.adjusted(look.space(0.8), 0, -look.space(0.7), 0)
        room.setRight(self._paint_keys(painter, room, entry.keys) - look.space(0.8))
        self._paint_words(painter, room, entry)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        look, colours = theme.current(), theme.current().tokens
        for words, font, ink in (
            (entry.text, look.font(), colours.muted if entry.refusal else colours.text),
            (entry.detail, look.font(style.CAPTION), colours.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            metrics = QFontMetrics(font)
            text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, MIDDLE, text)
            room.setLeft(min(room.left() + metrics.horizontalAdvance(text) + look.space(0.8), room.right()))

    def _paint_keys(self, painter: QPainter, room: QRect, keys: str) -> int:
        """Draw a cap for the keys and answer where the room left of it ends."""
        if not keys:
            return room.right()
        look, colours = theme.current(), theme.current().tokens
        font = look.font(style.SMALL)
        metrics = QFontMetrics(font)
        wide, tall = metrics.horizontalAdvance(keys) + look.space(0.7), round(metrics.height() * 1.15)
        cap = QRect(room.right() - wide, room.y() + (room.height() - tall) // 2, wide, tall)
        painter.setPen(QColor(colours.border))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return cap.left()
