"""The line at the bottom: what was done last and how to undo it, the day's count, backup, lock, who."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services import day
from app.services.day import Day
from app.services.words import Words
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel

_MB = 1_000_000
LEAST_DONE_EMS = 15  # of room for what was done last; with less the day gets a line of its own


class StatusLine(QFrame):
    """Says the state of the day in one line, in two where it must. ``undo_wanted`` when its link is pressed."""

    undo_wanted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setProperty("role", "panel")
        self._desktop = desktop
        self._day: Day | None = None
        self._is_narrow = True
        self.last = PlainLabel(role="caption", elide=True, name="status_last")
        self.undo = Button("", name="status_undo", kind="link")
        self.undo.clicked.connect(self.undo_wanted)
        self.undo.setVisible(False)
        self.count = PlainLabel(role="caption", name="status_count")
        self.backup = PlainLabel(role="caption", name="status_backup")
        self.who = PlainLabel(role="caption", name="status_who")
        self._done = QHBoxLayout()
        self._done.addWidget(self.last)
        self._done.addWidget(self.undo)
        self._done.addStretch(1)
        self._done.addWidget(self.who)
        self._day_line = QHBoxLayout()
        for label in (self.count, self.backup):
            self._day_line.addWidget(label)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._done)
        self._column.addLayout(self._day_line)
        self._breathe()
        self._watch = Watch(
            self, desktop.events, ("queue", "cases", "states", "backups", "users"), self.refresh
        )
        self._retranslate()

    def say_done(self, text: str, *, can_undo: bool = True) -> None:
        """Say what was saved last."""
        self.last.setText(f"✓ {text}" if text else "")
        self.undo.setVisible(can_undo and bool(text))

    def refresh(self) -> None:
        """Ask for the day's counts."""
        self._desktop.tasks.read(day.today, owner=self, on_ok=self._on_day)

    def _on_day(self, counted: Day) -> None:
        self._day = counted
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The state of the day before the name where there is room, else in a line below."""
        room = self.contentsRect().width() - theme.current().space(LEAST_DONE_EMS)
        labels = (self.count, self.backup)
        is_narrow = room < sum(label.sizeHint().width() for label in (*labels, self.who))
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for label in labels:
                if is_narrow:
                    self._day_line.addWidget(label)
                else:
                    self._done.insertWidget(self._done.indexOf(self.who), label)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()
            self._fold()

    def _retranslate(self) -> None:
        self.undo.setText(self.tr("Undo Ctrl+Z"))
        user = self._desktop.context.user
        role = self.tr("lead") if user.is_lead else self.tr("collector")
        self.who.setText(self.tr("Encrypted · {name} ({role})").format(name=user.name, role=role))
        self.say_day()

    def say_day(self) -> None:
        """Say the counts of the day against what the preferences set for it."""
        if self._day is None:
            return
        counted, words = self._day, self._desktop.words()
        goal = self._desktop.preferences.calls_a_day
        worked = f"{counted.contacts}/{goal}" if goal else str(counted.contacts)
        self.count.setText(
            self.tr(
                "Done {worked} · to do {waiting} · connected {connected} · promises {promises} ({amount})"
            ).format(
                worked=worked,
                waiting=counted.to_do,
                connected=counted.connected,
                promises=counted.promises,
                amount=words.money(counted.promised_minor, counted.currency),
            )
        )
        room = counted.room
        self.backup.setText(self._backed_up(counted, words) if room is None else self._little(room))
        self.backup.set_tone("" if room is None else "warn")
        self._fold()

    def _little(self, free: int) -> str:
        return self.tr("Only {free} MB left on the disk: make room").format(free=f"{free // _MB:,}")

    def _backed_up(self, counted: Day, words: Words) -> str:
        proven, copied = counted.proven_backup_at, counted.copied
        if proven is None:
            return self.tr("No proven backup yet")
        if copied is None:
            return self.tr("Backup proven {when}").format(when=words.moment(proven))
        if copied.at is None:
            return self.tr("Backup proven {when}, no copy yet").format(when=words.moment(proven))
        return self.tr("Backup proven {when}, copy of {copied}").format(
            when=words.moment(proven), copied=words.moment(copied.at)
        )

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(0.9), space(0.3), space(0.9), space(0.35))
        self._column.setSpacing(0)
        for line in (self._done, self._day_line):
            line.setSpacing(space(1.4))
