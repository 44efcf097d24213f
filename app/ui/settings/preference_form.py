"""What one desk likes, each thing in a line; a change holds at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QGridLayout, QSpinBox, QWidget

from app.domain.errors import AppError
from app.services import preferences
from app.services.changes import Changes
from app.services.context import Context
from app.services.preferences import Preferences
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.i18n import LANGUAGES
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

RANGES = {
    "font_size": (theme.SMALLEST, theme.LARGEST),
    "idle_lock_minutes": (5, 60),
    "calls_a_day": (0, 1000),
}
FIELDS = ("language", "theme", "font_size", "auto_next", "idle_lock_minutes", "calls_a_day")


def keep(context: Context, wished: Preferences) -> tuple[Preferences, Changes]:
    """Save the preferences; nobody but the page shows them."""
    return preferences.keep(context, wished), Changes()


class PreferenceForm(Card):
    """One line a preference: its name, its control, what it does."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="preference_form", parent=parent)
        self._desktop = desktop
        self._wished: Preferences | None = None
        self.language = Combo(name="preference_language")
        self.theme = Combo(name="preference_theme")
        self.font_size = _number("font_size")
        self.auto_next = QCheckBox()
        self.auto_next.setObjectName("preference_auto_next")
        self.idle_lock_minutes = _number("idle_lock_minutes")
        self.calls_a_day = _number("calls_a_day")
        self.problem = Strip(name="preference_problem")
        self._names = {field: PlainLabel(name=f"preference_{field}_name") for field in FIELDS}
        self._hints = {field: PlainLabel(role="caption", wrap=True) for field in FIELDS}
        self._lay_out()
        self._indent()
        self._retranslate()
        self._connect()

    def control(self, field: str) -> QComboBox | QSpinBox | QCheckBox:
        """The control of a preference."""
        found: QComboBox | QSpinBox | QCheckBox = getattr(self, field)
        return found

    def show_preferences(self) -> None:
        """Show what holds now."""
        held = self._desktop.preferences
        for field in FIELDS:
            control, value = self.control(field), getattr(held, field)
            control.blockSignals(True)
            if isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(value))
            elif isinstance(control, QSpinBox):
                control.setValue(value)
            else:
                control.setChecked(value)
            control.blockSignals(False)

    def _wish(self, field: str, value: Any) -> None:
        # Upon what was wished last, not what is kept so far: two quick changes are both kept.
        self._wished = replace(self._wished or self._desktop.preferences, **{field: value})
        self._desktop.tasks.write(
            keep, self._wished, owner=self, on_ok=self._on_kept, on_error=self._on_refused
        )

    def _on_kept(self, kept: Preferences) -> None:
        self.problem.say("")
        if kept == self._wished:
            self._wished = None
        desktop = self._desktop
        desktop.preferences = kept
        desktop.translations.speak(kept.language)
        theme.current().set_mode(kept.theme)  # type: ignore[arg-type]
        theme.current().set_points(kept.font_size)
        desktop.signals.preferences_changed.emit()

    def _on_refused(self, error: AppError) -> None:
        self._wished = None
        self.problem.say(self._desktop.explain(error), tone="danger")
        self.show_preferences()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, field in enumerate(FIELDS):
            grid.addWidget(self._names[field], row, 0)
            grid.addWidget(self.control(field), row, 1)
            grid.addWidget(self._hints[field], row, 2)
        self.body.addWidget(self.problem)
        self.body.addLayout(grid)

    def _indent(self) -> None:
        # The style sheet's padding does not reach the line inside a spin box.
        for box in (self.font_size, self.idle_lock_minutes, self.calls_a_day):
            box.lineEdit().setTextMargins(theme.current().space(0.6), 0, 0, 0)

    def _connect(self) -> None:
        self.language.activated.connect(lambda: self._wish("language", self.language.currentData()))
        self.theme.activated.connect(lambda: self._wish("theme", self.theme.currentData()))
        self.auto_next.clicked.connect(lambda on: self._wish("auto_next", on))
        self.font_size.valueChanged.connect(lambda value: self._wish("font_size", value))
        self.idle_lock_minutes.valueChanged.connect(lambda value: self._wish("idle_lock_minutes", value))
        self.calls_a_day.valueChanged.connect(lambda value: self._wish("calls_a_day", value))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "calls_a_day"):
            self._indent()

    def _retranslate(self) -> None:
        system = self.tr("as the system")
        self.language.offer([(system, "system"), *((text, code) for code, text in LANGUAGES.items())])
        modes = ((system, "system"), (self.tr("light"), "light"), (self.tr("dark"), "dark"))
        self.theme.offer(modes)
        self.font_size.setSuffix(self.tr(" pt"))
        self.idle_lock_minutes.setSuffix(self.tr(" min"))
        self.auto_next.setText(self.tr("on"))
        self.calls_a_day.setSpecialValueText(self.tr("own pace"))
        texts = {
            "language": (self.tr("Language"), self.tr("The words of the window; names and notes stay.")),
            "theme": (self.tr("Colours"), self.tr("Light or dark, at once.")),
            "font_size": (self.tr("Text size"), self.tr("9 to 20 points; everything grows with it.")),
            "auto_next": (
                self.tr("Next case by itself"),
                self.tr("After an outcome; a plan or a dispute stays."),
            ),
            "idle_lock_minutes": (
                self.tr("Lock after"),
                self.tr("Minutes without a key or a click, 5 to 60."),
            ),
            "calls_a_day": (
                self.tr("Calls a day"),
                self.tr("What the day's budget above the queue counts with; 0 takes your own pace."),
            ),
        }
        for field, (name, hint) in texts.items():
            self._names[field].setText(name)
            self._hints[field].setText(hint)
            self.control(field).setAccessibleName(name)
            self.control(field).setAccessibleDescription(hint)
        self.show_preferences()


def _number(field: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(f"preference_{field}")
    box.setRange(*RANGES[field])
    box.setKeyboardTracking(False)
    box.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
    return box
