"""Contacts of today that the lender or another agency made, as told: one line below the ways to reach somebody."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import elsewhere
from app.services.cases import CasePanel
from app.services.elsewhere import TellElsewhere
from app.services.points import PointCard
from app.ui.desktop import Desktop
from app.ui.imports.fields import count_edit
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import Line
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel


class ElsewhereForm(QWidget):
    """Counts on the number that is marked above, else on the debtor's first phone. Enter saves."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._panel: CasePanel | None = None
        self._point: PointCard | None = None
        self.connected = count_edit(desktop.explain, "elsewhere_connected")
        self.unanswered = count_edit(desktop.explain, "elsewhere_unanswered")
        self.told_by = Line()
        self.told_by.setObjectName("elsewhere_told_by")
        self.save = Button("", name="elsewhere_save", keys="Enter")
        self.title = PlainLabel("", "caption", name="elsewhere_title")
        self.number = PlainLabel("", "caption", name="elsewhere_number")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="elsewhere_problem")
        form = QWidget()
        flow = FlowLayout(form, gap=8)
        for widget in (self.title, self.connected, self.unanswered, self.told_by, self.save, self.number):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(form)
        column.addWidget(self.problem)
        self.problem.setVisible(False)
        self.save.clicked.connect(self.save_it)
        self.told_by.returnPressed.connect(self.save_it)
        for edit in (self.connected, self.unanswered):
            edit.accepted.connect(self.save_it)
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Another case empties the form."""
        if self._panel is None or self._panel.case_id != panel.case_id:
            self._clear()
        self._panel = panel
        self.choose(next((point for point in panel.points if point.is_phone and point.is_debtor), None))

    def choose(self, point: PointCard | None) -> None:
        """The number that is counted on."""
        self._point = point if point is not None and point.is_phone else self._point
        self.number.setText(self._point.masked if self._point is not None else "")

    def save_it(self) -> None:
        """Count what is typed."""
        for edit in (self.connected, self.unanswered):
            if edit.text().strip() and edit.value is None:
                edit.line.setFocus()
                return
        if self._panel is None:
            return
        command = TellElsewhere(
            self._desktop.context.new_id(),
            self._panel.case_id,
            self.connected.value or 0,
            self.unanswered.value or 0,
            self._point.id if self._point is not None else None,
            told_by=self.told_by.text().strip() or None,
        )
        self._desktop.tasks.write(
            elsewhere.tell, command, owner=self, on_ok=self._on_told, on_error=self._on_refused
        )

    def _on_told(self, _told: object) -> None:
        self._clear()
        self._desktop.signals.done.emit(self.tr("contacts made elsewhere counted"), True)

    def _on_refused(self, error: AppError) -> None:
        self.problem.setText(self._desktop.explain(error))
        self.problem.setVisible(True)

    def _clear(self) -> None:
        for edit in (self.connected, self.unanswered):
            edit.set_text("")
        self.told_by.clear()
        self.problem.setVisible(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Made elsewhere today:"))
        self.connected.set_label(self.tr("Connected elsewhere today"))
        self.connected.line.setPlaceholderText(self.tr("connected"))
        self.unanswered.set_label(self.tr("Unanswered elsewhere today"))
        self.unanswered.line.setPlaceholderText(self.tr("unanswered"))
        self.told_by.setAccessibleName(self.tr("Who told of it"))
        self.told_by.setPlaceholderText(self.tr("Who told of it"))
        self.save.setText(self.tr("Count them"))
