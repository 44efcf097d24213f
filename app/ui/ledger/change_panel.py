"""Change what is owed: the form, what it would move before it is kept, and the key that keeps it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.facts import Id
from app.services import adjustment_previews, adjustments, payments
from app.services.adjustment_previews import Change, Ground, Moved, Preview
from app.services.adjustments import Adjust, Adjusted, DecideWaiver, Direct
from app.services.changes import Changes
from app.services.context import Context
from app.services.ledger_words import component_word
from app.services.payments import Booked
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.ledger.change_form import ChangeForm
from app.ui.reports.cell_table import CellTable
from app.ui.reports.figure_tables import Cell, FigureRow, FigureTable
from app.ui.tables.sheet import Sheet
from app.ui.widgets.announcer import announce
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel, SectionTitle

TYPED_MS = 150


class ChangePanel(QWidget):
    """``kept`` when a change was saved."""

    kept = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: Id | None = None
        self._act = desktop.context.new_id()
        self._begun: tuple[str, Id | None] | None = None
        self.form = ChangeForm(desktop)
        self.title = SectionTitle(name="change_title")
        self.outcome = PlainLabel(role="caption", wrap=True, name="change_outcome")
        self.moved = CellTable(name="change_moved")
        self._sheet = Sheet(self.moved)
        self.save = Button("", name="change_save", kind="primary", keys="Enter")
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out()
        self.form.lead_to(self.save)
        self._typing.timeout.connect(self._preview)
        self.form.changed.connect(self._on_changed)
        self.form.accepted.connect(self.save_it)
        self.save.clicked.connect(self.save_it)
        self._retranslate()

    def show_case(self, case_id: Id) -> None:
        """Offer what this case has."""
        self._case = case_id
        self._desktop.tasks.read(
            adjustment_previews.ground, case_id, owner=self, on_ok=self._on_ground, slot="ledger_ground"
        )

    def begin(self, kind: str, payment: Id | None) -> None:
        """Begin a change as soon as it is known what there is to change."""
        self._begun = kind, payment
        if self._case is not None:
            self.show_case(self._case)

    def _on_ground(self, ground: Ground) -> None:
        if ground.case_id != self._case:
            return
        self.form.show_ground(ground)
        if self._begun is not None:
            kind, payment = self._begun
            self._begun = None
            self.form.begin(kind, payment)
            self.form.kinds.setFocus()

    # -- what it would move ----------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._typing.start()

    def _preview(self) -> None:
        change = self.form.change(self._act)
        if change is None:
            self._show_moved((), "")
            return
        self._desktop.tasks.read(
            adjustment_previews.preview,
            change,
            owner=self,
            on_ok=self._on_preview,
            on_error=self._on_no_preview,
            slot="ledger_preview",
        )

    def _on_preview(self, preview: Preview) -> None:
        if preview.waits:
            text, tone = (
                self.tr("This is beyond your authority: nothing moves until the lead approves it."),
                "warn",
            )
        elif not preview.moved:
            text, tone = self.tr("What is owed stays as it is."), ""
        else:
            text, tone = "", ""
        self._show_moved(preview.moved, text, tone)

    def _on_no_preview(self, error: AppError) -> None:
        self._show_moved((), self._desktop.explain(error), "danger")

    def _show_moved(self, moved: tuple[Moved, ...], text: str, tone: str = "") -> None:
        self.outcome.setText(text)
        self.outcome.set_tone(tone)
        self.outcome.setVisible(bool(text))
        self.title.setVisible(bool(text or moved))
        self._sheet.setVisible(bool(moved))
        headers = (self.tr("Component"), self.tr("Now"), self.tr("After it"))
        self.moved.show_table(FigureTable(headers, tuple(self._row(one) for one in moved)))
        self.moved.setFixedHeight(self.moved.full_height)

    def _row(self, one: Moved) -> FigureRow:
        words = self._desktop.words()
        what = self.tr("fits no account") if one.component is None else component_word(one.component, words)
        name = " · ".join(part for part in (one.number[-4:], what) if part)
        before, after = (
            words.money(one.before_minor, one.currency),
            words.money(one.after_minor, one.currency),
        )
        return FigureRow(name, (Cell(before), Cell(after)))

    # -- saving ----------------------------------------------------------------------------------

    def save_it(self) -> None:
        """Keep the change that is typed."""
        wrong = self.form.unreadable()
        change = self.form.change(self._act)
        if wrong is not None:
            wrong.accept()
            wrong.setFocus()
        elif change is None:
            self.form.complain(self.form.missing())
        elif self.save.isEnabled():
            self.save.setEnabled(False)
            self._desktop.tasks.write(
                _keep, change, owner=self, on_ok=self._on_kept, on_error=self._on_refused
            )

    def _on_kept(self, kept: Adjusted | Booked) -> None:
        self._act = self._desktop.context.new_id()
        self.save.setEnabled(True)
        self.form.clear()
        waits = isinstance(kept, Adjusted) and kept.waits
        text = self.tr("kept; it waits for the lead") if waits else self.tr("change of the balance kept")
        self._desktop.signals.done.emit(text, True)
        announce(self, text)
        self.kept.emit()

    def _on_refused(self, error: AppError) -> None:
        self._act = self._desktop.context.new_id()
        self.save.setEnabled(True)
        if not self.form.complain(error):
            self._show_moved((), self._desktop.explain(error), "danger")

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.form, self.title, self.outcome, self._sheet):
            column.addWidget(widget)
        column.addWidget(in_line(self.save))
        self.setFocusProxy(self.form)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.setMaximumWidth(theme.current().space(56))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("What it moves"))
        self.moved.setAccessibleName(self.tr("What it moves"))
        self.save.setText(self.tr("Keep the change"))
        self._show_moved((), "")
        self._typing.start()


def _keep(context: Context, change: Change) -> tuple[Adjusted | Booked, Changes]:
    """Keep it by the service of its kind."""
    match change:
        case Adjust():
            return adjustments.adjust(context, change)
        case Direct():
            return adjustments.direct(context, change)
        case DecideWaiver():
            return adjustments.decide(context, change)
    return payments.reverse(context, change)
