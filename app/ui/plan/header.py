"""The head of the plan editor: whose plan, which version, what it changes, and the way to the other versions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plans import Change
from app.services.plan_sheet import PlanSheet
from app.services.plans import VersionRow
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.state_strip import track_of
from app.ui.plan.wording import change_words, state_word
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, Figure


class PlanHeader(QWidget):
    """``version_chosen`` carries the version picked from the list."""

    version_chosen = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._sheet: PlanSheet | None = None
        self.name = Figure(role="title", name="plan_name")
        self.versions = QComboBox()
        self.versions.setObjectName("plan_versions")
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.currentIndexChanged.connect(self._on_chosen)
        self.changes = QWidget()
        self._flow = FlowLayout(self.changes, gap=theme.current().space(0.5))
        self.track = Chip(name="plan_track")
        row = QHBoxLayout()
        row.addWidget(self.name)
        row.addWidget(self.track)
        row.addStretch(1)
        row.addWidget(self.versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.changes)
        self._retranslate()

    def show_sheet(self, sheet: PlanSheet) -> None:
        """List the versions of this case, the one in force in front."""
        self._sheet = sheet
        words = self._desktop.words()
        self.versions.blockSignals(True)
        self.versions.clear()
        for row in reversed(sheet.versions):
            text = self.tr("Version {no} · {day} · {state}").format(
                no=row.no, day=words.moment(row.saved_at), state=state_word(row.state)
            )
            self.versions.addItem(text, row.uid)
        self.versions.setVisible(len(sheet.versions) > 1)
        self.versions.blockSignals(False)

    def show_version(self, version: VersionRow | None, changes: Sequence[Change], *, is_edited: bool) -> None:
        """Say which version is in sight and what ``changes``; ``is_edited`` for terms that are not saved."""
        if self._sheet is None:
            return
        self.versions.blockSignals(True)
        self.versions.setCurrentIndex(self.versions.findData(version.uid) if version else -1)
        self.versions.blockSignals(False)
        self.name.say(self._sheet.name, self._title(version, is_edited=is_edited))
        tone, text = track_of(version, self._desktop.words()) if version and not is_edited else ("", "")
        self.track.setVisible(bool(text))
        self.track.show_state(text, tone)
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().deleteLater()
        texts = change_words(changes, self._desktop.words(), self._sheet.currency)
        for text in texts:
            chip = Chip(text, "accent")
            self._flow.addWidget(chip)
            chip.show()
        self.changes.setVisible(bool(texts))

    def _title(self, version: VersionRow | None, *, is_edited: bool) -> str:
        if version is None:
            return self.tr("Repayment plan · suggestion, not saved")
        if is_edited:
            return self.tr("Repayment plan · new version, not saved")
        return self.tr("Repayment plan · version {no} ({state})").format(
            no=version.no, state=state_word(version.state)
        )

    def _on_chosen(self, _index: int) -> None:
        uid = self.versions.currentData()
        rows = self._sheet.versions if self._sheet is not None else ()
        self.version_chosen.emit(next((row for row in rows if row.uid == uid), None))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._sheet is not None:
                self.show_sheet(self._sheet)

    def _retranslate(self) -> None:
        self.versions.setAccessibleName(self.tr("Versions"))
