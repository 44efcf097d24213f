"""The card in which a lead gives cases to collectors: which, to whom, alike in what; the preview; then one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.assignment import Dealing
from app.domain.errors import AppError
from app.domain.moments import Id
from app.services import assignments
from app.services.assignment_words import told
from app.services.assignments import Assign, Given, Preview, Wish, Worker
from app.services.browse import View
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import Line
from app.ui.widgets.flow import FlowLayout, in_line
from app.ui.widgets.labels import PlainLabel

WHY_EMS = 20
CHOSEN, WHOLE = "chosen", "view"


class AssignCard(Card):
    """Hidden until it is opened; whatever is changed in it is previewed at once. ``closed``: it is done or left."""

    closed = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="assign_card", parent=parent)
        self._desktop = desktop
        self._chosen: tuple[Id, ...] = ()
        self._view, self._size = View(), 0
        self._preview: Preview | None = None
        self.scope = ChoiceChips("", name="assign_scope")
        self.people = QWidget()
        self.boxes: dict[Id, QCheckBox] = {}
        self._flow = FlowLayout(self.people, gap=12)
        self.by = ChoiceChips("", name="assign_by")
        self.why = Line()
        self.why.setObjectName("assign_why")
        self.why.setMinimumWidth(theme.current().space(WHY_EMS))
        self.outcome = PlainLabel(wrap=True, name="assign_outcome")
        self.give = Button("", name="assign_give", kind="primary", icon="check")
        self.cancel = Button("", name="assign_cancel")
        self.body.setSpacing(8)
        for part in (
            in_line(self.scope, self.by),
            self.people,
            self.outcome,
            in_line(self.why, self.give, self.cancel),
        ):
            self.body.addWidget(part)
        self.scope.chosen.connect(self._ask)
        self.by.chosen.connect(self._ask)
        self.give.clicked.connect(self._give)
        self.cancel.clicked.connect(self.close_up)
        self._retranslate()
        self.hide()

    def open(self, chosen: Sequence[Id], view: View, size: int) -> None:
        """Offer the chosen cases and, beside them, all of the view."""
        self.scope.set_value(None)
        self.by.set_value(Dealing.CASES)
        self.show()
        self.show_cases(chosen, view, size)
        self._desktop.tasks.read(assignments.workers, owner=self, on_ok=self._on_workers)

    def close_up(self) -> None:
        """Done, or left."""
        self.hide()
        self.closed.emit()

    def show_cases(self, chosen: Sequence[Id], view: View, size: int) -> None:
        """Others are chosen, or another view is shown, while the card is open."""
        self._chosen, self._view, self._size = tuple(chosen), view, size
        self._offer_scope()
        self._ask()

    # -- who ------------------------------------------------------------------------------------

    def _on_workers(self, workers: list[Worker]) -> None:
        ticked = {user for user, box in self.boxes.items() if box.isChecked()}
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.deleteLater()
        self.boxes = {worker.id: self._box(worker, is_on=worker.id in ticked) for worker in workers}
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()
        self._ask()

    def _box(self, worker: Worker, *, is_on: bool) -> QCheckBox:
        box = QCheckBox(f"{worker.name} {worker.cases:,}".replace("&", "&&"))
        box.setObjectName("assign_person")
        box.setAccessibleName(worker.name)
        with QSignalBlocker(box):
            box.setChecked(is_on)
        box.toggled.connect(self._ask)
        self._flow.addWidget(box)
        return box

    # -- what would be --------------------------------------------------------------------------

    def _ask(self, *_: Any) -> None:
        """Preview what is wished now; what was previewed before may no longer be given."""
        self._show_preview(None)
        collectors = tuple(user for user, box in self.boxes.items() if box.isChecked())
        self.by.setVisible(len(collectors) > 1)
        if not collectors:
            self.outcome.setText(self.tr("Tick who gets the cases."))
            return
        is_whole = self.scope.value == WHOLE
        by = self.by.value
        wish = Wish(
            collectors,
            () if is_whole else self._chosen,
            self._view if is_whole else None,
            by if isinstance(by, Dealing) else Dealing.CASES,
        )
        self._desktop.tasks.read(
            assignments.preview,
            wish,
            owner=self,
            on_ok=self._show_preview,
            on_error=self._on_refused,
            slot="assign",
        )

    def _show_preview(self, found: Preview | None) -> None:
        self._preview = found
        self.give.setEnabled(found is not None and found.moving > 0)
        self.outcome.setText("" if found is None else "\n".join(told(found, self._desktop.words())))

    def _on_refused(self, error: AppError) -> None:
        self.outcome.setText(self._desktop.explain(error))

    # -- doing it -------------------------------------------------------------------------------

    def _give(self) -> None:
        found = self._preview
        if found is None:
            return
        self.give.setEnabled(False)
        given = tuple(Given(share.collector_id, share.case_ids) for share in found.shares if share.case_ids)
        command = Assign(self._desktop.context.new_id(), given, self.why.text())
        self._desktop.tasks.write(
            assignments.assign,
            command,
            owner=self,
            on_ok=lambda _: self._on_given(found.moving),
            on_error=self._on_refused,
        )

    def _on_given(self, cases: int) -> None:
        self.close_up()
        self.why.clear()
        self._desktop.signals.done.emit(self.tr("cases given: {count}").format(count=cases), True)

    # -- words ----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _offer_scope(self) -> None:
        kept = self.scope.value
        chosen = Choice(CHOSEN, self.tr("the {count} chosen").format(count=len(self._chosen)))
        whole = Choice(WHOLE, self.tr("all {count} of this view").format(count=f"{self._size:,}"))
        self.scope.set_choices([chosen, whole] if self._chosen else [whole])
        self.scope.set_value(CHOSEN if self._chosen and kept != WHOLE else WHOLE)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Give cases to collectors"))
        self.scope.setAccessibleName(self.tr("Which cases"))
        self._offer_scope()
        self.by.setAccessibleName(self.tr("What each gets alike"))
        kept = self.by.value
        self.by.set_choices(
            [
                Choice(Dealing.CASES, self.tr("alike in number")),
                Choice(Dealing.MONEY, self.tr("alike in money")),
            ]
        )
        self.by.set_value(kept)
        self.why.setAccessibleName(self.tr("Why"))
        self.why.setPlaceholderText(self.tr("why, for the timeline (may stay empty)"))
        self.give.setText(self.tr("Give"))
        self.cancel.setText(self.tr("Cancel"))
        if self._preview is not None:
            self._show_preview(self._preview)
