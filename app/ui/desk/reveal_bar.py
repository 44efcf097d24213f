"""A masked number in full, for half a minute: the button, and the place where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.moments import Id
from app.services import reveals
from app.services.reveals import SHOWN_SECONDS, ShowInFull, Shown
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


class RevealBar(QWidget):
    """Shows one value of the case: the row that is marked. Another row, another case or time hides it again."""

    def __init__(self, desktop: Desktop, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop, self._what = desktop, what
        self._case: Id | None = None
        self._row: Id | None = None
        self.reveal = Button("", name=f"reveal_{what}", icon="eye")
        self.value = PlainLabel(role="strong", selectable=True, name=f"reveal_{what}_value")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(in_line(self.reveal, self.value))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_SECONDS * 1000)
        self._timer.timeout.connect(self.hide_value)
        self.reveal.clicked.connect(self._on_reveal)
        self._retranslate()
        self.choose(None, None)

    def choose(self, case_id: Id | None, row_id: Id | None) -> None:
        """The value that the button would show; what was shown of another one is hidden."""
        if (case_id, row_id) != (self._case, self._row):
            self.hide_value()
        self._case, self._row = case_id, row_id
        self.reveal.setEnabled(row_id is not None)

    def hide_value(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self.value.setText("")

    def _on_reveal(self) -> None:
        if self._case is None or self._row is None:
            return
        command = ShowInFull(self._desktop.context.new_id(), self._case, self._what, self._row)
        self._desktop.tasks.write(
            reveals.show, command, owner=self, on_ok=self._on_shown, on_error=self._on_refused
        )

    def _on_shown(self, shown: Shown) -> None:
        if shown.row_id == self._row:
            self.value.setText(shown.value)
            self._timer.start()

    def _on_refused(self, error: AppError) -> None:
        self._desktop.tell(self._desktop.explain(error), "danger")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        names = {
            "account": self.tr("Account number in full"),
            "point": self.tr("Number or address in full"),
            "id_number": self.tr("Identity number in full"),
        }
        self.reveal.setText(names[self._what])
