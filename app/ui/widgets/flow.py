"""A layout that wraps, so that nothing is cut at 20 pt or in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Line = tuple[int, list[tuple[QLayoutItem, int, int]]]
"""The height of a line, and its items with the width and the height of each."""


class FlowLayout(QLayout):
    """Places items from left to right in lines.

    With ``cell`` (the least width in pixels) every item gets an equal share of its line, as in a grid whose number
    of columns follows the width; at most ``columns`` of them. It is laid out in a widget from the start: items that are
    added to a layout without one die under their Python objects as soon as the layout is put into another.
    """

    def __init__(self, parent: QWidget, *, gap: int = 8, cell: int = 0, columns: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._measured: dict[int, list[Line]] = {}
        self._cell = cell
        self._columns = columns
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def set_cell(self, cell: int) -> None:
        """Set the least width of an item, say after the text grew."""
        self._cell = cell
        self.invalidate()

    def set_columns(self, columns: int) -> None:
        """Set the most items in a line."""
        self._columns = columns
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        # Called from the constructor of the base, too, before there is anything to forget.
        self.__dict__.setdefault("_measured", {}).clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        between = self.spacing() * max(len(lines) - 1, 0)
        return margins.top() + sum(tall for tall, _ in lines) + between + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        y = room.y()
        for tall, line in self._lines(room.width()):
            x = room.x()
            for item, width, height in line:
                used = tall if self._cell else height
                item.setGeometry(QRect(x, y + (tall - used) // 2, width, used))
                x += width + self.spacing()
            y += tall + self.spacing()

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        wide = sum(widths) + self.spacing() * max(len(widths) - 1, 0)
        if self._cell:
            columns = min(len(widths), self._columns or len(widths)) or 1
            wide = columns * max([self._cell, *widths]) + self.spacing() * (columns - 1)
        margins = self.contentsMargins()
        wide += margins.left() + margins.right()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, room: int) -> list[Line]:
        """The items in lines for this width. Asked many times in one layout of the window, so it is kept."""
        if room not in self._measured:
            items = self._shown()
            lines = self._equal_lines(items, room) if self._cell else self._natural_lines(items, room)
            sized = [[(item, width, self._height(item, width)) for item, width in line] for line in lines]
            self._measured[room] = [(max(height for _, _, height in line), line) for line in sized]
        return self._measured[room]

    def _natural_lines(self, items: list[QLayoutItem], room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = -1
        for item in items:
            wide = min(max(item.sizeHint().width(), item.minimumSize().width()), max(room, 1))
            if not lines or wide > left:
                lines.append([])
                left = room
            lines[-1].append((item, wide))
            left -= wide + self.spacing()
        return lines

    def _equal_lines(self, items: list[QLayoutItem], room: int) -> list[list[tuple[QLayoutItem, int]]]:
        if not items:
            return []
        least = max([self._cell, *(item.minimumSize().width() for item in items)])
        columns = max(1, (room + self.spacing()) // (least + self.spacing()))
        columns = min(columns, self._columns or len(items), len(items))
        wide = max(1, (room - self.spacing() * (columns - 1)) // columns)
        return [
            [(item, wide) for item in items[start : start + columns]]
            for start in range(0, len(items), columns)
        ]

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def in_line(*widgets: QWidget) -> QWidget:
    """Widgets side by side, in as many lines as they need: the buttons of a form."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for widget in widgets:
        flow.addWidget(widget)
    return holder
