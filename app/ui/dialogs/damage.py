"""A damaged database file: what was found, that nothing was changed, and the last proven backup in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from app.services import replacing
from app.services.messages import sentence
from app.services.replacing import Replaced
from app.services.unlocking import DamagedStore, Opening
from app.ui.dialogs.frame import DialogFrame, words_of
from app.ui.events import Events
from app.ui.tasks import Job, Tasks
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


class DamageDialog(DialogFrame):
    """Accepted when a backup has taken the place of the damaged file; closed before, everything stays."""

    def __init__(
        self, opening: Opening, problem: DamagedStore, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("circle-alert", "danger", name="damage", wide=40, parent=parent)
        self._opening, self._problem, self._language = opening, problem, language
        self._last = replacing.last_backup(opening.home, problem.by.data_key)
        self._done: Replaced | None = None
        self._job: Job | None = None
        self.tasks = Tasks(Events(), parent=self)
        self.words = PlainLabel(sentence(problem, language), wrap=True, selectable=True, name="damage_words")
        self.offer = PlainLabel(wrap=True, selectable=True, name="damage_offer")
        self.waiting = PlainLabel(wrap=True, selectable=True, name="damage_waiting")
        self.bar = QProgressBar()
        self.bar.setObjectName("damage_bar")
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.quit = Button("", name="damage_quit", keys="Esc")
        self.go_on = Button("", name="damage_restore", kind="primary", icon="database-backup")
        self._fill()
        self._retranslate()
        self._tell("", "")

    def go(self) -> None:
        """Restore; then, at the next press, open what was restored."""
        if self._done is not None:
            self.accept()
        elif self._last is not None:
            self._job = self.tasks.work(
                replacing.replace_damaged,
                self._opening.home,
                self._last.path,
                self._problem.by,
                self._opening.clock,
                owner=self,
                on_ok=self._on_done,
                on_error=self._on_refused,
                on_cancelled=self._on_cancelled,
                title="restore",
            )
            self._tell(self.tr("Restoring, then reading it through…"), "")

    def _on_done(self, done: Replaced) -> None:
        self._job, self._done = None, done
        self.words.setVisible(False)
        self.offer.setVisible(False)
        self._retranslate()
        text = self.tr(
            "Restored: {cases} cases and {facts} facts; reading it through found {count} thing(s) wrong. "
            "The damaged files are kept in {kept}."
        ).format(
            cases=f"{done.restored.cases:,}",
            facts=f"{done.restored.facts:,}",
            count=f"{done.restored.found.count:,}",
            kept=done.kept,
        )
        self._tell(text, "" if done.restored.found.is_whole else "warn")
        self.go_on.setFocus()

    def _on_refused(self, error: Exception) -> None:
        self._job = None
        self._tell(words_of(error, self._language), "danger")

    def _on_cancelled(self, _nothing: object) -> None:
        self._job = None
        self._tell(self.tr("Stopped; nothing was changed."), "")

    def _tell(self, text: str, tone: str) -> None:
        is_running = self._job is not None
        self.waiting.setText(text)
        self.waiting.set_tone(tone)
        self.waiting.setVisible(bool(text))
        self.bar.setVisible(is_running)
        self.bar.setAccessibleName(text)
        self.go_on.setEnabled(not is_running and (self._last is not None or self._done is not None))
        self.quit.setText(self.tr("Stop") if is_running else self.tr("Close"))
        self.fit()

    def reject(self) -> None:
        """Esc stops the restoring first; then it closes the program."""
        if self._job is not None and self._job.is_running:
            self._job.cancel()
            return
        self.tasks.close()
        super().reject()

    def accept(self) -> None:
        self.tasks.close()
        super().accept()

    def _fill(self) -> None:
        for part in (self.words, self.offer, self.waiting, self.bar):
            self.body.addWidget(part)
        self.body.addStretch()
        self.buttons.addWidget(self.quit)
        self.buttons.addWidget(self.go_on)
        self.quit.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.go)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue"))
        if self._done is not None:
            self.headline.setText(self.tr("The backup has taken its place"))
            self.go_on.setText(self.tr("Open the store"))
        else:
            self.headline.setText(self.tr("The store is damaged"))
            self.go_on.setText(self.tr("Restore this backup"))
        self.quit.setText(self.tr("Close"))
        self.offer.setText(self._offered())

    def _offered(self) -> str:
        if self._last is None:
            return self.tr(
                "There is no backup in {folder} that opens with the key of this store. If one lies elsewhere, restore "
                "it into an empty folder: fairdue restore BACKUP --home FOLDER"
            ).format(folder=self._opening.home.backups)
        return self.tr(
            "Last proven backup: {when} ({name}). What was recorded after it is not in it. It is read through before "
            "it takes the place of the damaged file, and the damaged file is kept in a folder beside it."
        ).format(when=f"{self._last.made_at.astimezone():%Y-%m-%d %H:%M}", name=self._last.path.name)
