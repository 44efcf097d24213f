"""A list of a million rows of which only the pages in sight are held."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.ui.tables.rows import PAGE_ROWS, GroupView, PageRequest, QueueRowView, Row

PAGES_KEPT = 50
ROW_ROLE = Qt.ItemDataRole.UserRole
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """Headers and rows in one list. A *line* counts both; a *place* counts rows only, from 0.

    ``fetch`` starts an asynchronous read of a ``PageRequest``; its rows come back through ``supply``, its failure
    through ``give_up``. One page is asked at a time, always one in sight, so a fast scroll asks for few. ``say`` puts
    a row into words, once, when it comes to sight.
    """

    def __init__(
        self,
        fetch: Callable[[PageRequest], object],
        say: Callable[[Any], QueueRowView],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._say = say
        self._said: dict[bytes, QueueRowView] = {}
        self._groups: tuple[GroupView, ...] = ()
        self._first_lines: list[int] = []
        self._count = 0
        self._generation = 0
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._places: dict[bytes, int] = {}
        self._wanted = range(0)
        self._asked: PageRequest | None = None
        self._veiled: bytes | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    # -- filling ---------------------------------------------------------------------------------

    def show(self, groups: Sequence[GroupView], known: Mapping[int, Sequence[Row]] | None = None) -> None:
        """Show another list: its groups, and what is known of it already as ``{place: rows}``.

        ``known`` blocks start at a multiple of ``PAGE_ROWS``; they save a second read and a flicker.
        """
        self.beginResetModel()
        self._groups = tuple(group for group in groups if group.count)
        lines = accumulate((group.count + 1 for group in self._groups), initial=0)
        self._first_lines = list(lines)[:-1]
        self._count = sum(group.count for group in self._groups)
        self._generation += 1
        self._asked = None
        self._wanted = range(0)
        self._pages.clear()
        self._places.clear()
        self._said.clear()
        for place, rows in (known or {}).items():
            self._keep(place, rows)
        self.endResetModel()

    def veil(self, row_id: bytes | None) -> None:
        """Leave of this row only the name: somebody may hear or see what must not be known. None lifts it."""
        before, self._veiled = self._veiled, row_id
        for changed in (before, row_id) if before != row_id else ():
            line = self.line_of_id(changed) if changed is not None else None
            if line is not None:
                self.dataChanged.emit(self.index(line), self.index(line))

    def want(self, first: int, last: int) -> None:
        """Say which lines are in sight; missing rows among them are fetched soon."""
        self._wanted = range(self._place_near(first), self._place_near(last) + 1)
        if self._missing() is not None:
            self._timer.start()

    def supply(self, request: PageRequest, rows: Sequence[Row]) -> None:
        """The rows of a page that was asked for; those of an older list are dropped."""
        if request.generation != self._generation:
            return
        self._asked = None
        self._keep(request.offset, rows)
        last = min(request.offset + request.limit, self._count) - 1
        if last >= request.offset:
            self.dataChanged.emit(self.index(self.line_of(request.offset)), self.index(self.line_of(last)))
        self._ask()

    def give_up(self, request: PageRequest) -> None:
        """The page could not be read; it is asked again when the list is painted."""
        if request == self._asked:
            self._asked = None

    # -- looking up ------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many rows there are, headers not counted."""
        return self._count

    @property
    def groups(self) -> tuple[GroupView, ...]:
        return self._groups

    @property
    def first_lines(self) -> Sequence[int]:
        """The lines of the headers."""
        return self._first_lines

    def group_of(self, line: int) -> int:
        """The number of the group in which a line stands."""
        return bisect_right(self._first_lines, line) - 1

    def is_header(self, line: int) -> bool:
        return line >= 0 and self._first_lines[self.group_of(line)] == line

    def line_of(self, place: int) -> int:
        """The line of a row."""
        low, high = 0, len(self._groups) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._first_lines[middle] - middle <= place else (low, middle - 1)
        return place + low + 1

    def place_of(self, line: int) -> int:
        """The place of the row on a line; of a header, that of the row below it."""
        group = self.group_of(line)
        return line - group - (0 if self._first_lines[group] == line else 1)

    def row(self, line: int) -> QueueRowView | None:
        """The row on a line; None for a header or a page not read yet."""
        if not 0 <= line < self.rowCount() or self.is_header(line):
            return None
        place = self.place_of(line)
        page = self._pages.get(place // PAGE_ROWS, ())
        number = place % PAGE_ROWS
        if number >= len(page):
            return None
        case_id = page[number].case_id
        row = self._said.get(case_id)
        if row is None:
            row = self._said[case_id] = self._say(page[number])
        if case_id == self._veiled:
            return replace(row, amount_text="", reason_text="", age_text="", tag="", tag_tone="")
        return row

    def line_of_id(self, row_id: bytes) -> int | None:
        """Where a row stands, if its page is held."""
        place = self._places.get(row_id)
        return None if place is None else self.line_of(place)

    # -- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count + len(self._groups)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.is_header(index.row()):
            return Qt.ItemFlag.ItemNeverHasChildren
        # Never editable: an input method would be switched on and eat the digits.
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = index.row()
        group = self._groups[self.group_of(line)] if self.is_header(line) else None
        if role == GROUP_ROLE:
            return group
        row = self.row(line)
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{group.title} {group.count}" if group else row.spoken() if row else "…"
        return None

    # -- pages -----------------------------------------------------------------------------------

    def _keep(self, place: int, rows: Sequence[Row]) -> None:
        for start in range(0, max(len(rows), 1), PAGE_ROWS):
            number = (place + start) // PAGE_ROWS
            self._pages[number] = tuple(rows[start : start + PAGE_ROWS])
            self._pages.move_to_end(number)
            for at, row in enumerate(self._pages[number], place + start):
                self._places[row.case_id] = at
                self._said.pop(row.case_id, None)
        while len(self._pages) > PAGES_KEPT:
            _, gone = self._pages.popitem(last=False)
            for row in gone:
                self._places.pop(row.case_id, None)
                self._said.pop(row.case_id, None)

    def _place_near(self, line: int) -> int:
        return min(self.place_of(line), self._count - 1) if self._groups else -1

    def _missing(self) -> int | None:
        """The first page in sight that is not held."""
        if self._wanted:
            for number in range(self._wanted.start // PAGE_ROWS, (self._wanted.stop - 1) // PAGE_ROWS + 1):
                if number not in self._pages:
                    return number
                self._pages.move_to_end(number)
        return None

    def _ask(self) -> None:
        number = self._missing()
        if number is not None and self._asked is None:
            self._asked = PageRequest(self._generation, number * PAGE_ROWS)
            self._fetch(self._asked)
