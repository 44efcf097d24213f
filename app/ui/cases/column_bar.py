"""Which columns a list of cases shows: a tick each, and back to the usual ones."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.browse import View
from app.services.case_fields import USUAL, Field
from app.ui.cases.case_table import title
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout, in_line


class ColumnBar(QWidget):
    """Hidden until it is opened. ``picked`` carries the view with its columns; the name always stands there."""

    picked = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View()
        self.ticks = QWidget()
        self.boxes = {field: QCheckBox() for field in Field if field is not Field.NAME}
        self.usual = Button("", name="cases_columns_usual", kind="link")
        self.done = Button("", name="cases_columns_done", icon="check")
        flow = FlowLayout(self.ticks, gap=12)
        for field, box in self.boxes.items():
            box.setObjectName(f"cases_column_{field}")
            box.toggled.connect(self._on_ticked)
            flow.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.ticks)
        column.addWidget(in_line(self.done, self.usual))
        self.usual.clicked.connect(lambda: self.picked.emit(replace(self._view, fields=())))
        self.done.clicked.connect(self.close_up)
        self._retranslate()
        self.hide()

    def show_view(self, view: View) -> None:
        """Tick what this view shows, without telling anybody."""
        self._view = view
        for field, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(field in view.shown)
        self.usual.setEnabled(bool(view.fields))

    def open(self) -> None:
        """Offer the columns."""
        self.show()
        next(iter(self.boxes.values())).setFocus()

    def close_up(self) -> None:
        """The columns are as they should be."""
        self.hide()
        self.closed.emit()

    def _on_ticked(self) -> None:
        """What was there keeps its place, a new column comes last."""
        ticked = {Field.NAME, *(field for field, box in self.boxes.items() if box.isChecked())}
        kept = [field for field in self._view.shown if field in ticked]
        self.picked.emit(showing(self._view, (*kept, *(one for one in Field if one in ticked - set(kept)))))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for field, box in self.boxes.items():
            box.setText(title(field))
            box.setAccessibleName(title(field))
        self.usual.setText(self.tr("Default columns"))
        self.done.setText(self.tr("Done"))


def showing(view: View, fields: tuple[Field, ...]) -> View:
    """The view with these columns; the usual ones are not written down."""
    return replace(view, fields=() if fields == USUAL else fields)
