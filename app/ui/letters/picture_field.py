"""A picture of the letterhead: chosen from a file, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


class PictureField(QWidget):
    """What is chosen is kept at once; ``chosen`` carries the path of a file, ``removed`` nothing."""

    chosen = Signal(Path)
    removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._is_set = "", False
        self.choose = Button("", name=f"{name}_choose", icon="upload")
        self.remove = Button("", name=f"{name}_remove", kind="link")
        self.state = PlainLabel("", "muted", name=f"{name}_state")
        self.problem = PlainLabel("", role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.problem.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(in_line(self.choose, self.remove, self.state))
        column.addWidget(self.problem)
        self.choose.clicked.connect(self.ask_for_file)
        self.remove.clicked.connect(self.removed)
        self.setFocusProxy(self.choose)
        self._retranslate()

    def ask_for_file(self) -> None:
        """Choose a file in the dialog of the system."""
        found, _ = QFileDialog.getOpenFileName(
            self, self.choose.accessibleName(), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if found:
            self.chosen.emit(Path(found))

    def show_set(self, is_set: bool) -> None:
        """Whether a picture is in force; whatever was wrong before is forgotten."""
        self._is_set = is_set
        self.remove.setVisible(is_set)
        self.show_error("")
        self._say_state()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the file that was chosen."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def set_label(self, label: str) -> None:
        """What picture it is, for the buttons too."""
        self._label = label
        self.choose.setAccessibleName(self.tr("Choose: {name}").format(name=label))
        self.remove.setAccessibleName(self.tr("Remove: {name}").format(name=label))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.choose.setText(self.tr("Choose a picture…"))
        self.remove.setText(self.tr("Remove"))
        self._say_state()

    def _say_state(self) -> None:
        self.state.setText(self.tr("kept in the store") if self._is_set else self.tr("none (PNG or JPEG)"))
