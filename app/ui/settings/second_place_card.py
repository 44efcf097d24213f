"""The second place for backups: where it is, what lies there by now, and the choice of another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.services import backups, second_place
from app.services.backups import Backup
from app.services.changes import Changes
from app.services.context import Context
from app.services.progress import Progress
from app.services.second_place import SecondPlace
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip


def back_up(context: Context, progress: Progress) -> tuple[tuple[Backup, SecondPlace | None], Changes]:
    """Make a proven backup, and copy it to the second place."""
    made = backups.make(context, progress=progress)
    return (made, second_place.bring(context, progress)), Changes.of("backups")


def choose(context: Context, folder: Path, progress: Progress) -> tuple[SecondPlace | None, Changes]:
    """Take this folder, and copy the newest backup there at once."""
    second_place.choose(context, folder)
    return second_place.bring(context, progress), Changes.of("backups")


def forget(context: Context) -> tuple[None, Changes]:
    """Copy nowhere any more."""
    second_place.choose(context, None)
    return None, Changes.of("backups")


class SecondPlaceCard(Card):
    """One sentence of state, what went wrong the last time, and two buttons."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="second_place", parent=parent)
        self._desktop = desktop
        self._place: SecondPlace | None = None
        self.state = PlainLabel(wrap=True, selectable=True, name="second_place_state")
        self.hint = PlainLabel(role="caption", wrap=True, name="second_place_hint")
        self.choose = Button("", name="second_place_choose", icon="folder-open")
        self.stop = Button("", name="second_place_stop")
        self.problem = Strip(name="second_place_problem")
        for part in (self.state, self.hint, self.problem, in_line(self.choose, self.stop)):
            self.body.addWidget(part)
        self.body.setSpacing(8)
        self.choose.clicked.connect(self.ask)
        self.stop.clicked.connect(self._on_stop)
        self._watch = Watch(self, desktop.events, ("backups",), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read anew where it is."""
        self._desktop.tasks.read(second_place.of, owner=self, on_ok=self._on_place)

    def ask(self) -> None:
        """Have the dialog of the system name a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Second place for backups"))
        if chosen:
            self.take(Path(chosen))

    def take(self, folder: Path) -> None:
        """Copy backups there from now on."""
        self._rest(True)
        self._desktop.tasks.write(
            choose,
            folder,
            owner=self,
            on_ok=self._on_place,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Copying the backup"),
        )

    def _on_stop(self) -> None:
        self._rest(True)
        self._desktop.tasks.write(forget, owner=self, on_ok=self._on_place, on_error=self._on_refused)

    def _on_place(self, place: SecondPlace | None) -> None:
        self._rest(False)
        self._place = place
        self.stop.setVisible(place is not None)
        self.state.setText(self._said(place))
        why = place.problem if place is not None else None
        self.problem.say("" if why is None else self._missed(why), tone="warn")

    def _on_refused(self, error: AppError) -> None:
        self._rest(False)
        self.problem.say(self._desktop.explain(error), tone="danger")

    def _on_cancelled(self, _nothing: object) -> None:
        self._rest(False)
        self.reload()

    def _rest(self, is_resting: bool) -> None:
        for button in (self.choose, self.stop):
            button.setEnabled(not is_resting)

    def _said(self, place: SecondPlace | None) -> str:
        if place is None:
            return self.tr("None: a disk that fails takes the store and its backups with it.")
        if place.copied_at is None:
            return self.tr("{folder} · no backup lies there yet").format(folder=place.folder)
        when = self._desktop.words().moment(place.copied_at)
        return self.tr("{folder} · holds the backup of {when}").format(folder=place.folder, when=when)

    def _missed(self, why: AppError) -> str:
        return self.tr("The last copy was not made. {why}").format(why=self._desktop.explain(why))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Second place for backups"))
        self.hint.setText(
            self.tr(
                "A folder on a stick, a share or in a cloud: each proven backup is copied there, encrypted, read back "
                "and compared. The store itself may not lie there."
            )
        )
        self.choose.setText(self.tr("Choose a folder…"))
        self.stop.setText(self.tr("Copy there no more"))
        self._on_place(self._place)
