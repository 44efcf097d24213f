"""Asked only before what cannot be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.frame import DialogFrame
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


class DeletePracticeDialog(DialogFrame):
    """Accepted when the practice store is to be deleted. Enter and Esc keep it."""

    def __init__(self, cases: int, parent: QWidget | None = None) -> None:
        super().__init__("trash-2", "danger", name="delete_practice", wide=34, parent=parent)
        self._cases = cases
        self.words = PlainLabel(wrap=True, name="delete_practice_words")
        self.keep = Button("", name="delete_practice_keep", keys="Esc")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.reject)
        self.delete = Button("", name="delete_practice_delete", kind="danger", icon="trash-2")
        self.delete.clicked.connect(self.accept)
        self.body.addWidget(self.words)
        self.body.addStretch()
        self.buttons.addWidget(self.keep)
        self.buttons.addWidget(self.delete)
        self._retranslate()
        self.keep.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue: practice"))
        self.headline.setText(self.tr("Delete the practice portfolio?"))
        self.words.setText(
            self.tr(
                "{cases} practice case(s) and everything done in practice: deleted for good. "
                "Your own store is not touched.",
                "",
                self._cases,
            ).format(cases=self._cases)
        )
        self.keep.setText(self.tr("Keep it"))
        self.delete.setText(self.tr("Delete {cases} case(s)", "", self._cases).format(cases=self._cases))
