"""The store: where it lies, whose it is, whether it is proven; backup and verification."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import audit, store_facts
from app.services.audit import Finding, Findings
from app.services.backups import Backup
from app.services.messages import said
from app.services.second_place import SecondPlace
from app.services.store_facts import StoreFacts
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.settings.second_place_card import SecondPlaceCard, back_up
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

KINDS = ("backups", "cases", "imports")
_MB = 1_000_000


class StorePanel(QWidget):
    """Facts of the store in lines, and what can be done with it."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._facts: StoreFacts | None = None
        self.backup = Button("", name="store_backup", kind="primary", icon="database-backup")
        self.verify = Button("", name="store_verify", icon="shield-check")
        self.folder = Button("", name="store_folder", icon="folder-open")
        self.real_store = Button("", name="store_real", icon="key-round")
        self.result = Strip(name="store_result")
        self.second_place = SecondPlaceCard(desktop)
        self._card = Card(name="store_facts")
        self._grid = QGridLayout()
        self._labels: list[PlainLabel] = []
        self.values: list[PlainLabel] = []
        self.findings: TableModel[Finding] = TableModel(self._columns(), parent=self)
        self.found: TableView[Finding] = TableView(self.findings, "", name="store_findings")
        self._sheet = Sheet(self.found)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- facts -----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the facts anew."""
        self._desktop.tasks.read(store_facts.facts, owner=self, on_ok=self._on_facts)

    def _on_facts(self, facts: StoreFacts) -> None:
        self._facts = facts
        self.real_store.setVisible(facts.is_practice)
        lines = self._lines(facts)
        while len(self.values) < len(lines):
            row = len(self.values)
            label, value = (
                PlainLabel(role="muted"),
                PlainLabel(wrap=True, selectable=True, name=f"store_fact_{row}"),
            )
            self._labels.append(label)
            self.values.append(value)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        for at, (name, text) in enumerate(lines):
            self._labels[at].setText(name)
            self.values[at].setText(text)

    def _lines(self, facts: StoreFacts) -> list[tuple[str, str]]:
        words = self._desktop.words()
        kind = self.tr("practice: nothing in it is real") if facts.is_practice else self.tr("real, encrypted")
        role = self.tr("lead") if facts.is_lead else self.tr("collector")
        proven = facts.proven_backup_at
        return [
            (self.tr("Kind"), kind),
            (self.tr("Folder"), str(facts.folder)),
            (self.tr("User"), f"{facts.user_name} · {facts.employee_no} · {role}"),
            (self.tr("Device"), facts.device),
            (self.tr("Made"), words.full_day(facts.made_at.astimezone(words.zone).date())),
            (self.tr("Time zone"), facts.zone),
            (self.tr("Rule pack"), self._pack(facts.rule_pack)),
            (
                self.tr("Holds"),
                " · ".join(
                    [self._counted_cases(facts.cases), self._counted_facts(facts.facts), _size(facts.size)]
                ),
            ),
            (self.tr("Last proven backup"), words.moment(proven) if proven else self.tr("none yet")),
            (self.tr("Backups"), str(facts.backups)),
            (self.tr("Signing key"), facts.signing_key or self.tr("made with the first export or backup")),
        ]

    def _counted_cases(self, count: int) -> str:
        return self.tr("{count} case(s)", "", count).format(count=f"{count:,}")

    def _counted_facts(self, count: int) -> str:
        return self.tr("{count} fact(s)", "", count).format(count=f"{count:,}")

    def _pack(self, code: str) -> str:
        pack = self._desktop.context.packs.get(code)
        return pack.words.text(self._desktop.language) if pack else code

    # -- backup and verification -----------------------------------------------------------------

    def _on_backup(self) -> None:
        self._busy(True)
        self._desktop.tasks.write(
            back_up,
            owner=self,
            on_ok=self._on_backed_up,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Backing up"),
        )

    def _on_backed_up(self, done: tuple[Backup, SecondPlace | None]) -> None:
        made, place = done
        self._busy(False)
        counted = self.tr("{cases}, {facts}, {size}; opened again and counted").format(
            cases=self._counted_cases(made.cases),
            facts=self._counted_facts(made.facts),
            size=_size(made.size),
        )
        if place is not None and place.problem is None:
            counted = self.tr("{counted}; copied to {folder}").format(counted=counted, folder=place.folder)
        self._say(self.tr("Backup proven: {name}").format(name=made.path.name), counted, "ok")

    def _on_verify(self) -> None:
        self._busy(True)
        self._desktop.tasks.work(
            audit.verify,
            owner=self,
            on_ok=self._on_verified,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Verifying"),
        )

    def _on_verified(self, found: Findings) -> None:
        self._busy(False)
        read = self.tr("{facts} and {cases} read in {seconds} s").format(
            facts=self._counted_facts(found.facts),
            cases=self._counted_cases(found.cases),
            seconds=f"{found.seconds:.1f}",
        )
        if found.is_whole:
            self._say(self.tr("The store is whole."), read, "ok")
        else:
            wrong = self.tr(
                "Findings: {count}. Rebuild if only states and search are named; else restore a backup."
            ).format(count=found.count)
            self._say(wrong, read, "danger")
        self.findings.show(found.kept)
        self._sheet.setVisible(bool(found.kept))

    def _on_refused(self, error: AppError) -> None:
        self._busy(False)
        self._say(self._desktop.explain(error), "", "danger")

    def _on_cancelled(self, _nothing: object) -> None:
        self._busy(False)
        self._say(self.tr("Stopped; nothing was changed."), "", "")

    def _say(self, headline: str, detail: str, tone: str) -> None:
        self._sheet.setVisible(False)
        self.result.say(headline, detail, tone)

    def _busy(self, is_busy: bool) -> None:
        for button in (self.backup, self.verify):
            button.setEnabled(not is_busy)

    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desktop.context.home.root)))

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addLayout(self._grid)
        buttons = in_line(self.backup, self.verify, self.folder, self.real_store)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._card, buttons, self.result, self._sheet, self.second_place):
            column.addWidget(widget)
        column.addStretch()
        self._sheet.setVisible(False)
        self.real_store.setVisible(False)

    def _connect(self) -> None:
        self.backup.clicked.connect(self._on_backup)
        self.verify.clicked.connect(self._on_verify)
        self.folder.clicked.connect(self._on_folder)
        self.real_store.clicked.connect(self._desktop.signals.real_store_wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.backup.setText(self.tr("Back up now"))
        self.verify.setText(self.tr("Verify the store"))
        self.folder.setText(self.tr("Open the folder"))
        self.real_store.setText(self.tr("Make a real store…"))
        self.found.setAccessibleName(self.tr("Findings"))
        self.findings.set_columns(self._columns())
        if self._facts is not None:
            self._on_facts(self._facts)

    def _columns(self) -> list[Column[Finding]]:
        return [Column("finding", self.tr("Finding"), self._finding, ems=40)]

    def _finding(self, finding: Finding) -> str:
        return said(finding.code, finding.params, self._desktop.language)


def _size(count: int) -> str:
    return f"{count / _MB:,.1f} MB"
