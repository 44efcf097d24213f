"""A table of a million rows of which only the pages in sight are held."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.ui.tables.rows import PAGE_ROWS, PageRequest
from app.ui.tables.table_model import Column, Index, TableModel

R = TypeVar("R")
PAGES_KEPT = 50
PAGES_IN_SIGHT = 2
NOT_READ = "…"


class _Pages(Sequence[R | None]):
    """All rows as a sequence: None where a row is not read yet, which is noted in ``wanted``.

    A walk ends at the first row that is not read: nobody may walk a million.
    """

    def __init__(self, count: int) -> None:
        self.size = count
        self.held: OrderedDict[int, tuple[R, ...]] = OrderedDict()
        self.wanted: list[int] = []

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, place: Any) -> Any:
        number = place // PAGE_ROWS
        page = self.held.get(number)
        if page is None:
            if number not in self.wanted:
                self.wanted = [*self.wanted, number][-PAGES_IN_SIGHT:]
            return None
        return page[place % PAGE_ROWS] if place % PAGE_ROWS < len(page) else None

    def __iter__(self) -> Iterator[R]:
        number = 0
        while number in self.held:
            yield from self.held[number]
            number += 1


class PagedModel(TableModel[R]):
    """A ``TableModel`` whose rows are read when they are looked at, in the order of whoever reads them.

    ``fetch`` starts an asynchronous read of a ``PageRequest``; its rows come back through ``supply``. One page is
    asked at a time, always one looked at last, so a fast scroll asks for few. A click on a title is told as
    ``order_wanted`` (key of the column, descending).
    """

    order_wanted = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[PageRequest], object],
        *,
        identity: Callable[[R], Hashable] = id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, identity=lambda row: row and identity(row), parent=parent)
        self._fetch = fetch
        self._generation = 0
        self._asked: PageRequest | None = None
        self._pages: _Pages[R] = _Pages(0)
        self._shown = self._pages  # type: ignore[assignment]
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._pages)

    def show_count(self, count: int, first: Sequence[R] = ()) -> None:
        """Show another list of so many rows; ``first`` is what is known of its beginning."""
        self.beginResetModel()
        self._generation += 1
        self._asked = None
        self._pages = _Pages(count)
        self._shown = self._pages  # type: ignore[assignment]
        if first:
            self._keep(0, first)
        self.endResetModel()

    def supply(self, request: PageRequest, rows: Sequence[R]) -> None:
        """The rows of a page that was asked for; those of an older list are dropped."""
        if request.generation != self._generation:
            return
        self._asked = None
        self._keep(request.offset // PAGE_ROWS, rows)
        last = min(request.offset + request.limit, self.count) - 1
        self.dataChanged.emit(self.index(request.offset, 0), self.index(last, self.columnCount() - 1))
        self._timer.start()

    def give_up(self, request: PageRequest) -> None:
        """The page could not be read; it is asked again when it is looked at."""
        if request == self._asked:
            self._asked = None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and self._pages[index.row()] is None:
            self._timer.start()
            return NOT_READ if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return super().data(index, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.order_wanted.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def lines(self, rows: Sequence[int]) -> str:
        return super().lines([row for row in rows if self._pages[row] is not None])

    def _keep(self, number: int, rows: Sequence[R]) -> None:
        held = self._pages.held
        held[number] = tuple(rows)
        held.move_to_end(number)
        self._pages.wanted = [page for page in self._pages.wanted if page != number]
        while len(held) > PAGES_KEPT:
            held.popitem(last=False)

    def _ask(self) -> None:
        if self._asked is None and self._pages.wanted:
            number = self._pages.wanted[-1]
            self._asked = PageRequest(self._generation, number * PAGE_ROWS)
            self._fetch(self._asked)
