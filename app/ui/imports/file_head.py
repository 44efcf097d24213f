"""The file that was chosen: its name, how it was read, and how else it could be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.services.imports import Preview
from app.services.imports.known import ENCODINGS
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip


class FileHead(Card):
    """``another_wanted``: choose another file; ``read_otherwise``: another encoding or sheet was picked."""

    another_wanted = Signal()
    read_otherwise = Signal()

    def __init__(self, desktop: Desktop, *, name: str = "import", parent: QWidget | None = None) -> None:
        super().__init__(name=f"{name}_file", parent=parent)
        self._desktop = desktop
        self._preview: Preview | None = None
        self.name = PlainLabel(role="section", elide=True, name=f"{name}_file_name")
        self.facts = PlainLabel(role="muted", name=f"{name}_file_facts")
        self.encoding = Combo(name=f"{name}_encoding")
        self.sheet = Combo(name=f"{name}_sheet")
        for box in (self.encoding, self.sheet):
            box.setVisible(False)
        self.another = Button("", name=f"{name}_another", icon="file-spreadsheet")
        self.seen = Strip(name=f"{name}_seen")
        line = QWidget()
        flow = FlowLayout(line, gap=12)
        for widget in (self.name, self.facts, self.encoding, self.sheet, self.another):
            flow.addWidget(widget)
        self.body.addWidget(line)
        self.body.addWidget(self.seen)
        self.encoding.activated.connect(self.read_otherwise)
        self.sheet.activated.connect(self.read_otherwise)
        self.another.clicked.connect(self.another_wanted)
        self._retranslate()

    def show_preview(self, preview: Preview | None) -> None:
        """Show how this file was read."""
        self._preview = preview
        if preview is None:
            return
        self.name.setText(preview.file)
        self._fill()
        words = self._desktop.words()
        self.facts.setText(
            self.tr("{rows} rows · {columns} columns · header in row {header}").format(
                rows=f"{preview.rows:,}", columns=len(preview.headers), header=preview.header_row
            )
        )
        seen = preview.seen_before
        text = self.tr("This very file came in before, {when}; what is in already adds nothing.")
        self.seen.say(text.format(when=words.moment(seen)) if seen else "", tone="accent")

    @property
    def chosen_encoding(self) -> str | None:
        """The encoding picked by hand; None where it is found out."""
        return None if self.encoding.isHidden() else self.encoding.currentData()

    @property
    def chosen_sheet(self) -> str | None:
        """The sheet that is read."""
        return None if self.sheet.isHidden() else self.sheet.currentData()

    def _fill(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self.encoding.setVisible(bool(preview.encoding))
        self.encoding.clear()
        for name in dict.fromkeys((preview.encoding, *ENCODINGS)):
            if name:
                self.encoding.addItem(name.upper(), name)
        self.sheet.setVisible(len(preview.sheet_names) > 1)
        self.sheet.clear()
        for name in preview.sheet_names:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(self.sheet.findData(preview.sheet), 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self.sheet.setAccessibleName(self.tr("Sheet"))
        self.another.setText(self.tr("Another file"))
        self.show_preview(self._preview)
