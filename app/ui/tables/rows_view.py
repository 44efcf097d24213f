"""A list whose layout is arithmetic: as quick with a million rows as with ten.

``QListView`` asks every row for its height when heights differ, which takes seconds for a million. Here a header
has one height and a row another, so the place of any line follows from the counts of its groups. Everything
``QListView`` would lay out is overridden; it stays the base because only its kind shows its rows to screen readers.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from app.ui.tables.queue_delegate import QueueDelegate
from app.ui.tables.rows import QueueRowView
from app.ui.tables.rows_model import Index, RowsModel

Action = QAbstractItemView.CursorAction
NO_INDEX = QModelIndex()


class RowsView(QListView):
    """Shows a ``RowsModel``. One row is current; headers cannot be. It takes only keys that move or open.

    ``row_chosen`` carries the ``QueueRowView`` that became current, once it is known and if it is another than
    before, or None when the list became empty; ``row_opened`` comes on Enter or double click. Digits and letters
    (but J and K) go on to the window: they are outcome keys.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(self, model: RowsModel, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._rows = model
        self._delegate = QueueDelegate(self)
        self._tops: list[int] = []
        self._height = 0
        self._told: bytes | None = None
        self._gap = -1
        self.setProperty("role", "queue")
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(self._on_opened)
        model.dataChanged.connect(self._on_supplied)

    # -- choosing --------------------------------------------------------------------------------

    @property
    def current_row(self) -> QueueRowView | None:
        """The row chosen; None if there is none or its page is not read yet."""
        return self._rows.row(self.currentIndex().row())

    @property
    def current_place(self) -> int:
        """The place of the row chosen, from 0; -1 if none is."""
        return self._rows.place_of(self.currentIndex().row()) if self.currentIndex().isValid() else -1

    @property
    def next_place(self) -> int:
        """The place that stepping on would choose."""
        return self._gap if self._gap >= 0 else self.current_place + 1

    def rest_at(self, place: int) -> None:
        """Choose nothing: the row that stood at this place left. Stepping goes on from the gap."""
        self.setCurrentIndex(NO_INDEX)
        self._gap = min(max(place, 0), self._rows.count)

    def choose_place(self, place: int) -> bool:
        """Choose the row at this place, or the last one; False if the list is empty."""
        if not self._rows.count:
            return False
        line = self._rows.line_of(min(max(place, 0), self._rows.count - 1))
        self.setCurrentIndex(self._rows.index(line))
        return True

    def choose_id(self, row_id: bytes, otherwise: int = 0) -> bool:
        """Choose a row by id, as after a reload; if its page is not held, the row at ``otherwise``."""
        line = self._rows.line_of_id(row_id)
        if line is None:
            self.choose_place(otherwise)
            return False
        self.setCurrentIndex(self._rows.index(line))
        return True

    def step(self, by: int) -> bool:
        """Choose the row ``by`` places away; False at the end of the list."""
        place = self._away(by)
        return 0 <= place < self._rows.count and self.choose_place(place)

    def _away(self, by: int) -> int:
        return (self.next_place - 1 if by > 0 or self._gap < 0 else self._gap) + by

    # -- layout ----------------------------------------------------------------------------------

    def updateGeometries(self) -> None:
        header, row = self._delegate.header_height, self._delegate.row_height
        self._tops = [
            number * header + (line - number) * row for number, line in enumerate(self._rows.first_lines)
        ]
        self._height = len(self._rows.groups) * header + self._rows.count * row
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._height - self.viewport().height()))
        bar.setPageStep(max(row, self.viewport().height() - row))
        bar.setSingleStep(row // 2)
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def _top(self, line: int) -> int:
        """The upper edge of a line, from the top of the list."""
        group = self._rows.group_of(line)
        below = line - self._rows.first_lines[group]
        header = self._delegate.header_height if below else 0
        return self._tops[group] + header + max(below - 1, 0) * self._delegate.row_height

    def _line_at(self, y: int) -> int:
        """The line at a height from the top of the list; -1 outside."""
        if not 0 <= y < self._height:
            return -1
        group = bisect_right(self._tops, y) - 1
        inside = y - self._tops[group] - self._delegate.header_height
        return self._rows.first_lines[group] + (0 if inside < 0 else 1 + inside // self._delegate.row_height)

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or not self._tops:
            return QRect()
        line = index.row()
        header = self._rows.is_header(line)
        height = self._delegate.header_height if header else self._delegate.row_height
        return QRect(0, self._top(line) - self.verticalOffset(), self.viewport().width(), height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        line = self._line_at(point.y() + self.verticalOffset())
        return self._rows.index(line) if line >= 0 else NO_INDEX

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or not self._tops:
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        line = index.row()
        # The header above the first row of a group comes into sight with it.
        first = line - 1 if line and self._rows.is_header(line - 1) else line
        top, bottom = self._top(first), self._top(line) + self._delegate.row_height
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue((top + bottom - view) // 2)
        elif hint == QAbstractItemView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif hint == QAbstractItemView.ScrollHint.PositionAtBottom or bottom > bar.value() + view:
            bar.setValue(bottom - view)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    # -- selection and keys ----------------------------------------------------------------------

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.topLeft())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if not self._rows.count:
            return NO_INDEX
        page = max(1, self.viewport().height() // self._delegate.row_height - 1)
        steps = {
            Action.MoveUp: -1,
            Action.MovePrevious: -1,
            Action.MoveDown: 1,
            Action.MoveNext: 1,
            Action.MovePageUp: -page,
            Action.MovePageDown: page,
            Action.MoveHome: -self._rows.count,
            Action.MoveEnd: self._rows.count,
        }
        place = self._away(steps.get(action, 0))
        return self._rows.index(self._rows.line_of(min(max(place, 0), self._rows.count - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_J, Qt.Key.Key_K) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.step(1 if key == Qt.Key.Key_J else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened()
        elif event.text().strip() or key == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Typing is for outcomes and the search box."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._gap = -1
        self.viewport().update()
        self._tell()

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._tops:
            return
        area, offset = event.rect(), self.verticalOffset()
        first = self._line_at(offset + max(area.top(), 0))
        last = self._line_at(min(offset + area.bottom(), self._height - 1))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        quiet = QStyle.StateFlag.State_Enabled
        focus = QStyle.StateFlag.State_HasFocus if self.hasFocus() else quiet
        for line in range(first, last + 1) if first >= 0 else ():
            index = self._rows.index(line)
            option.rect = self.visualRect(index)
            chosen = self.selectionModel().isSelected(index)
            option.state = quiet | focus | QStyle.StateFlag.State_Selected if chosen else quiet
            self._delegate.paint(painter, option, index)
        if first >= 0:
            seen = (
                self._line_at(offset),
                self._line_at(min(offset + self.viewport().height(), self._height) - 1),
            )
            self._rows.want(*seen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_delegate"):
            self._delegate.measure()
            self.updateGeometries()
            self.scrollTo(self.currentIndex())
            self.viewport().update()

    def reset(self) -> None:
        QAbstractItemView.reset(self)
        self.updateGeometries()
        if not self._rows.count:
            self._tell_none()

    def sizeHintForRow(self, _row: int) -> int:
        return self._delegate.row_height

    # -- telling ---------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        if self.current_row is not None:
            self.row_opened.emit(self.current_row)

    def _on_supplied(self) -> None:
        self.viewport().update()
        self._tell()

    def _tell_none(self) -> None:
        if self._told is not None:
            self._told = None
            self.row_chosen.emit(None)

    def _tell(self) -> None:
        row = self.current_row
        if row is not None and row.case_id != self._told:
            self._told = row.case_id
            self.row_chosen.emit(row)
