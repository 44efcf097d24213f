"""Handing a recalled placement back to its creditor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.permissions import Deed
from app.services import hand_back
from app.services.hand_back import HandBack, HandedBack, PlacementLine
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.reports.sending_fields import PasswordStrip
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

ROWS_IN_SIGHT = 6


class HandBackCard(Card):
    """The placements; the chosen one is handed back: return file, recall, contact data gone."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="hand_back", parent=parent)
        self._desktop = desktop
        self._is_busy = False
        self.placements: TableModel[PlacementLine] = TableModel(
            self._columns(), identity=lambda line: line.id, parent=self
        )
        self.table: TableView[PlacementLine] = TableView(self.placements, "", name="hand_back_table")
        self.why = TextField("hand_back_why")
        self.is_protected = QCheckBox()
        self.is_protected.setObjectName("hand_back_protect")
        self.is_protected.setChecked(True)
        self.go = Button("", name="hand_back_go", icon="archive")
        self.password = PasswordStrip(desktop, "hand_back_password")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="hand_back_problem")
        self.advice = PlainLabel(role="muted", wrap=True, name="hand_back_advice")
        self.grid = LabelledGrid()
        self.grid.add("why", self.why)
        self.grid.add("is_protected", self.is_protected)
        for part in (
            self.advice,
            self.table,
            self.grid,
            in_line(self.go),
            self.password,
            self.problem,
        ):
            self.body.addWidget(part)
        reserve(desktop, Deed.HAND_BACK, self.why, self.is_protected, self.go)
        self.go.clicked.connect(self.ask_for_folder)
        self.table.selectionModel().selectionChanged.connect(self._show)
        self._watch = Watch(self, desktop.events, ("imports", "events", "states"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the placements anew."""
        self._desktop.tasks.read(
            hand_back.listing, owner=self, on_ok=self._on_listed, on_error=self._on_refused, slot="placements"
        )

    def _on_listed(self, lines: list[PlacementLine]) -> None:
        self.placements.show(lines)
        self.table.setFixedHeight(theme.current().space(2.1) * (min(max(len(lines), 2), ROWS_IN_SIGHT) + 2))
        self._show()

    def _show(self, *_: object) -> None:
        self.go.setEnabled(not self._is_busy and bool(self.table.chosen_rows))

    def ask_for_folder(self) -> None:
        """Open the dialog of the system and hand back into the folder it says."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the return file"))
        if chosen:
            self.save(Path(chosen))

    def save(self, folder: Path) -> None:
        """Hand the chosen placement back; the file goes into this folder."""
        line = self.table.chosen_rows[0]
        command = HandBack(
            self._desktop.context.new_id(),
            line.creditor,
            line.batch_no,
            is_protected=self.is_protected.isChecked(),
            why=self.why.text() or None,
        )
        self.problem.setText("")
        self.password.forget()
        self._is_busy = True
        self._show()
        self._desktop.tasks.work(
            hand_back.hand_back,
            self._desktop.words(),
            command,
            folder,
            owner=self,
            on_ok=self._on_done,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Handing back"),
        )

    def _on_done(self, made: HandedBack) -> None:
        self._is_busy = False
        text = self.tr("{cases} cases handed back, {recalled} accounts recalled: {names}")
        names = ", ".join(str(path) for path in made.paths)
        told = text.format(cases=f"{made.cases:,}", recalled=f"{made.recalled:,}", names=names)
        self._desktop.tell(told, "ok")
        self.why.set_text("")
        self.password.show_password(made.password)
        self.reload()

    def _on_cancelled(self, _value: object) -> None:
        self._is_busy = False
        self._show()

    def _on_refused(self, error: AppError) -> None:
        self._is_busy = False
        self._show()
        self.problem.setText(self._desktop.explain(error))

    # -- words -----------------------------------------------------------------------------------

    def _columns(self) -> list[Column[PlacementLine]]:
        return [
            Column(
                "recall",
                self.tr("Recalled on"),
                lambda line: line.recall_on.isoformat() if line.recall_on else "—",
                ems=8,
            ),
            Column("creditor", self.tr("Creditor"), lambda line: line.creditor, ems=12),
            Column("batch", self.tr("Batch"), lambda line: line.batch_no, ems=12),
            Column(
                "cases",
                self.tr("Cases"),
                lambda line: f"{line.cases:,}",
                lambda line: line.cases,
                right=True,
                ems=6,
            ),
            Column(
                "open",
                self.tr("Open"),
                lambda line: f"{line.open_cases:,}",
                lambda line: line.open_cases,
                right=True,
                ems=6,
            ),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Hand a placement back"))
        self.placements.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Placements"))
        self.advice.setText(
            self.tr(
                "The creditor gets a workbook with accounts, contacts, payments and letters. Open accounts are "
                "recalled, and numbers, addresses and other people of the closed cases are erased. There is no undo."
            )
        )
        self.grid.say({"why": self.tr("Why"), "is_protected": self.tr("Protection")})
        self.is_protected.setText(self.tr("Shut with a new password (AES-256)"))
        self.go.setText(self.tr("Hand back…"))
        self._show()
