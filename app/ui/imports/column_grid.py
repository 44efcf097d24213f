"""Every column of a file with five of its values, and what it is taken for, to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from app.services.imports import Certainty, ColumnMap, Preview, Purpose, Target, field_words
from app.services.imports.catalogue import Many, catalogue
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.labels import Chip, PlainLabel

LEFT_OUT = ""
PEOPLE = 3  # of one kind that are offered: the third contact is the last most files have
TONES = {
    Certainty.SAVED: "ok",
    Certainty.SURE: "ok",
    Certainty.LIKELY: "accent",
    Certainty.DOUBTFUL: "warn",
    Certainty.NONE: "",
}
SAMPLE_COLUMN = 3


class ColumnGrid(QScrollArea):
    """One line a column: header, list of meanings, how sure the guess is, five values. ``changed`` on a choice."""

    changed = Signal()

    def __init__(self, desktop: Desktop, *, name: str = "import", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_columns")
        self._name = name
        self._desktop = desktop
        self._preview: Preview | None = None
        self._purpose = Purpose.PLACEMENT
        self.combos: list[QComboBox] = []
        self._chips: list[Chip] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._retranslate()

    def show_preview(self, preview: Preview, purpose: Purpose) -> None:
        """Show these columns and what they are guessed to be."""
        self._preview, self._purpose = preview, purpose
        self._build()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(30), theme.current().space(16))

    @property
    def column_map(self) -> ColumnMap:
        """The map as chosen; several columns of one repeated field are numbered from left to right."""
        numbers: dict[str, count[int]] = {}
        chosen: dict[str, Target] = {}
        headers = self._preview.headers if self._preview else ()
        for header, combo in zip(headers, self.combos, strict=True):
            text = combo.currentData()
            if text == LEFT_OUT or not header:
                continue
            target = Target.of(text)
            if catalogue().fields[target.field].many in (Many.SUMMED, Many.LISTED):
                target = Target(target.field, next(numbers.setdefault(target.field, count(1))))
            chosen[header] = target
        return ColumnMap(chosen)

    def mark_wrong(self, headers: Sequence[str]) -> None:
        """Outline the columns that a refusal names."""
        every = self._preview.headers if self._preview else ()
        for header, combo in zip(every, self.combos, strict=True):
            theme.set_property(combo, "wrong", header in headers)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        preview = self._preview
        if preview is None:
            return
        holder = QWidget()
        holder.setProperty("role", "panel")
        grid = QGridLayout(holder)
        grid.setContentsMargins(8, 4, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.combos, self._chips = [], []
        titles = (self.tr("Column of the file"), self.tr("Taken for"), "", self.tr("First rows"))
        for at, title in enumerate(titles):
            grid.addWidget(PlainLabel(title, "caption"), 0, at)
        meanings = self._meanings()
        for at, guess in enumerate(preview.guesses):
            combo = self._combo(at, guess.header, guess.target, meanings)
            chip = Chip(self._certainties[guess.certainty], TONES[guess.certainty])
            chip.setVisible(guess.certainty is not Certainty.NONE)
            self.combos.append(combo)
            self._chips.append(chip)
            grid.addWidget(PlainLabel(guess.header or "—", "strong"), at + 1, 0)
            grid.addWidget(combo, at + 1, 1)
            grid.addWidget(chip, at + 1, 2)
            for place, row in enumerate(preview.samples):
                value = row.cells[at] if at < len(row.cells) else ""
                grid.addWidget(self._sample(value), at + 1, SAMPLE_COLUMN + place)
        grid.setColumnStretch(SAMPLE_COLUMN + max(len(preview.samples), 1), 1)
        grid.setRowStretch(len(preview.guesses) + 1, 1)
        self.setWidget(holder)

    def _sample(self, value: str) -> PlainLabel:
        label = PlainLabel(value, "muted", elide=True)
        label.setMinimumWidth(theme.current().space(4.6))
        label.setMaximumWidth(theme.current().space(12))
        return label

    def _combo(
        self, at: int, header: str, target: Target | None, meanings: Sequence[tuple[str, str]]
    ) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"{self._name}_column_{at}")
        combo.setAccessibleName(self.tr("Meaning of {column}").format(column=header or str(at + 1)))
        combo.setMinimumContentsLength(15)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.installEventFilter(self)
        for text, value in meanings:
            combo.addItem(text, value)
        if target is not None:
            place = combo.findData(self._offered(target))
            if place < 0:
                combo.addItem(self._word(target.field, target.slot), target.text)
                place = combo.count() - 1
            combo.setCurrentIndex(place)
        combo.activated.connect(lambda _index: self._on_chosen(at))
        return combo

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """The wheel scrolls the page; it must not change what a column means on the way."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _meanings(self) -> list[tuple[str, str]]:
        fields = catalogue().fields
        answer = [(self.tr("— leave out —"), LEFT_OUT)]
        for code in catalogue().purposes[self._purpose].fields:
            slots = PEOPLE if fields[code].many is Many.GROUPED else 1
            answer += [(self._word(code, slot), Target(code, slot).text) for slot in range(1, slots + 1)]
        return answer

    def _word(self, code: str, slot: int) -> str:
        word = field_words(self._desktop.language)[code]
        return f"{word} {slot}" if catalogue().fields[code].many is Many.GROUPED else word

    @staticmethod
    def _offered(target: Target) -> str:
        many = catalogue().fields[target.field].many
        return target.field if many in (Many.SUMMED, Many.LISTED) else target.text

    def _on_chosen(self, at: int) -> None:
        self._chips[at].setVisible(False)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Columns of the file"))
        self._certainties = {
            Certainty.SAVED: self.tr("as last time"),
            Certainty.SURE: self.tr("sure"),
            Certainty.LIKELY: self.tr("likely"),
            Certainty.DOUBTFUL: self.tr("please check"),
            Certainty.NONE: "",
        }
        chosen = [combo.currentIndex() for combo in self.combos]
        self._build()
        for combo, index in zip(self.combos, chosen, strict=False):
            combo.setCurrentIndex(index)
