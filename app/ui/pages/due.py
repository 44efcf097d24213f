"""Due work: what falls due across the cases, by kind with its count. Digits choose the kind, Enter opens the case."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from app.services import skips
from app.services.due_work import HEAD_OF_QUEUE, DueKind, DueList, DueRow, due_work, further
from app.services.messages.due_work import TITLES
from app.services.skips import SkipCount
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.pages import Page, PageHead

MOST_ROWS = 200
KINDS = ("states", "contacts", "promises", "plans", "holds", "rules", "events")


class DuePage(Page):
    """``left`` when one goes back to the desk."""

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="due_page", parent=parent)
        self._desktop = desktop
        self._lists: dict[DueKind, DueList] = {}
        self._kind: DueKind | None = None
        self.head = PageHead(name="due_head")
        self.back = Button("", name="due_back", icon="chevron-left", keys="Esc")
        self.kinds = ChoiceChips("", name="due_kinds")
        self.more = PlainLabel(role="caption", wrap=True, name="due_more")
        self.further = Button("", name="due_further", kind="link", keys="M")
        self.skipped = PlainLabel(role="caption", wrap=True, name="due_skipped")
        self.model: TableModel[DueRow] = TableModel(
            self._columns(), identity=lambda row: (row.case_id, row.text), parent=self
        )
        self.table: TableView[DueRow] = TableView(self.model, "", name="due_table")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addWidget(self.head, 1)
        for widget in (top, self.kinds, Sheet(self.table), self.more, in_line(self.further), self.skipped):
            self.column.addWidget(widget, 1 if isinstance(widget, Sheet) else 0)
        self.setFocusProxy(self.table)
        self.back.clicked.connect(self.left)
        self.further.clicked.connect(self.look_further)
        self.kinds.chosen.connect(self._on_kind)
        self.table.row_opened.connect(lambda row: self._desktop.open_case(row.case_id))
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    def open(self) -> None:
        """Show what is due now."""
        self._kind = None
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reload()

    def reload(self) -> None:
        """Read it anew."""
        self._desktop.tasks.read(
            due_work, self._desktop.words(), MOST_ROWS, owner=self, on_ok=self._on_read, slot="due"
        )

        self._desktop.tasks.read(
            skips.today, self._desktop.words(), owner=self, on_ok=self._on_skips, slot="due_skips"
        )

    def look_further(self) -> None:
        """Ask the next cases of the queue what comes next on them."""
        chosen = self._lists.get(DueKind.NEXT)
        if chosen is not None and chosen.goes_on and self.further.isVisible():
            self.further.setEnabled(False)
            self._desktop.tasks.read(
                further,
                self._desktop.words(),
                chosen,
                owner=self,
                on_ok=self._on_further,
                slot="due",
            )

    def _on_further(self, found: DueList) -> None:
        self._lists[found.kind] = found
        self._show()

    def _on_skips(self, found: list[SkipCount]) -> None:
        counts = " · ".join(f"{each.text} {each.cases}" for each in found)
        everybody = self._desktop.context.user.is_lead
        said = (
            self.tr("Passed over today, by all: {counts}")
            if everybody
            else self.tr("Passed over today: {counts}")
        )
        self.skipped.setText(said.format(counts=counts))
        self.skipped.setVisible(bool(found))

    def _on_read(self, found: tuple[DueList, ...]) -> None:
        self._lists = {each.kind: each for each in found}
        if self._kind is None:
            self._kind = next((each.kind for each in found if each.count), DueKind.CALL_BACK)
        self._show()

    def _show(self) -> None:
        chinese = self._desktop.words().is_chinese
        self.kinds.set_choices(
            [
                Choice(kind, f"{TITLES[kind][chinese]} {each.count}{'+' if each.goes_on else ''}", str(at))
                for at, (kind, each) in enumerate(self._lists.items(), start=1)
            ]
        )
        self.kinds.set_value(self._kind)
        chosen = self._lists.get(self._kind) if self._kind is not None else None
        self.model.show(list(chosen.rows) if chosen is not None else [])
        if self.model.shown:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_further(chosen)
        rest = chosen.count - len(chosen.rows) if chosen is not None else 0
        self.more.setText(
            self.tr("and {count} more").format(count=rest)
            if rest
            else self.tr("Nothing of this kind is due.")
        )
        is_none = not self.model.shown and not (chosen is not None and chosen.goes_on)
        self.more.setVisible(rest > 0 or is_none)

    def _show_further(self, chosen: DueList | None) -> None:
        self.further.setVisible(chosen is not None and chosen.goes_on)
        self.further.setEnabled(True)
        if chosen is not None and chosen.goes_on:
            said = self.tr("Looked at {done:,} of {all:,} cases of the queue; look at {next} more")
            self.further.setText(
                said.format(done=chosen.looked_at, all=chosen.queue_size, next=HEAD_OF_QUEUE)
            )

    def _on_kind(self, kind: object) -> None:
        if isinstance(kind, DueKind):
            self._kind = kind
            self._show()
            self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().lower() == "m":
            self.look_further()
        elif not self.kinds.press(event.text()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()

    def _retranslate(self) -> None:
        self.head.say(self.tr("Due work"))
        self.back.setText(self.tr("Back to the desk"))
        self.kinds.setAccessibleName(self.tr("Kind"))
        self.table.setAccessibleName(self.tr("Due work"))
        self.model.set_columns(self._columns())
        self._show()

    def _columns(self) -> list[Column[DueRow]]:
        return [
            Column("name", self.tr("Debtor"), lambda row: row.name, ems=10),
            Column("what", self.tr("What"), lambda row: row.text, ems=34),
            Column("on", self.tr("Day"), lambda row: row.on.isoformat() if row.on else "", ems=8),
        ]
