"""Why the program does not open: the true cause in one sentence, before there is a window to say it in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.services.messages import sentence
from app.ui.dialogs.frame import DialogFrame
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


class RefusalDialog(DialogFrame):
    """Says it, and closes."""

    def __init__(self, error: AppError, language: str, parent: QWidget | None = None) -> None:
        super().__init__("circle-alert", "danger", name="refusal", wide=38, parent=parent)
        self.words = PlainLabel(sentence(error, language), wrap=True, selectable=True, name="refusal_words")
        self.body.addWidget(self.words)
        self.body.addStretch()
        self.close_button = Button("", name="refusal_close", kind="primary", keys="Enter")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.close_button)
        self._retranslate()
        self.close_button.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue"))
        self.headline.setText(self.tr("FairDue cannot open the store"))
        self.close_button.setText(self.tr("Close"))
