"""The day's budget above the queue: one calm line, a bar, and the working days after it when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.budget import Portion
from app.services import budget
from app.services.budget import Budget
from app.services.budget_words import told, told_day
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


class BudgetLine(QWidget):
    """Says what the calls left today are enough for; the days after are read only while they are in sight.

    ``counted``: the day was counted anew.
    """

    counted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._budget: Budget | None = None
        self._days: tuple[Portion, ...] = ()
        self.text = PlainLabel(role="caption", wrap=True, name="queue_budget")
        self.more = Button("", name="queue_budget_more", kind="link")
        self.more.setCheckable(True)
        self.bar = ProportionBar(name="queue_budget_bar", height=4)
        self.days = PlainLabel(role="caption", wrap=True, name="queue_budget_days")
        self.days.setVisible(False)
        self._lay_out()
        self.more.toggled.connect(self._on_more)
        desktop.signals.preferences_changed.connect(self.reload)
        self._watch = Watch(self, desktop.events, ("queue", "cases", "states"), self.reload)
        self._retranslate()

    @property
    def left(self) -> int:
        """How many cases of the queue today's calls are enough for; 0 before the first count."""
        return self._budget.fits if self._budget is not None else 0

    def reload(self) -> None:
        """Count the day anew."""
        calls = self._desktop.preferences.calls_a_day
        self._desktop.tasks.read(budget.today, calls, owner=self, on_ok=self._on_budget, slot="budget")

    def toggle(self) -> None:
        """Show the days after this one, or hide them again."""
        self.more.toggle()

    def _on_budget(self, found: Budget) -> None:
        self._budget = found
        self._say()
        self.counted.emit()
        if self.more.isChecked():
            self._read_days()

    def _on_more(self, is_wanted: bool) -> None:
        if is_wanted:
            self._read_days()
        else:
            self.days.setVisible(False)
        self._name_more()

    def _read_days(self) -> None:
        if self._budget is not None:
            self._desktop.tasks.read(
                budget.days, self._budget, owner=self, on_ok=self._on_days, slot="budget_days"
            )

    def _on_days(self, days: Sequence[Portion]) -> None:
        self._days = tuple(days)
        self._say()
        self.days.setVisible(self.more.isChecked())

    def _say(self) -> None:
        found = self._budget
        if found is None:
            return
        words = self._desktop.words()
        self.text.setText(told(found, words))
        self.bar.show_parts([Part(found.fits_minor, "accent")], found.to_do_minor, self.text.text())
        pace = self.tr("Calls a day: {calls}")
        if found.is_own_pace:
            pace = self.tr("Calls a day: {calls}, your own pace")
        lines = [pace.format(calls=found.a_day), *(told_day(day, words) for day in self._days)]
        self.days.setText("\n".join(lines))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        line.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.days)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()

    def _breathe(self) -> None:
        self._column.setSpacing(theme.current().space(0.5))

    def _name_more(self) -> None:
        self.more.setText(self.tr("Hide") if self.more.isChecked() else self.tr("Next days"))

    def _retranslate(self) -> None:
        self.bar.setAccessibleName(self.tr("The day's work"))
        self._name_more()
        self._say()
