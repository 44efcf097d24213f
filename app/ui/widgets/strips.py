"""Lines that say how things stand: a strip of state, a passing word, an empty page, a long job."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.tasks import Job
from app.ui.widgets.announcer import announce
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import PlainLabel

ICONS = {"ok": "circle-check", "warn": "triangle-alert", "danger": "ban", "accent": "info", "": "info"}
TOAST_MS = 6000
FOLLOW_MS = 100


class Picture(PlainLabel):
    """An icon that takes the colour of the theme. It says nothing: words stand beside it."""

    def __init__(
        self, icon: str = "", tone: str = "", ems: float = 1.25, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._icon, self._ink, self._ems = icon, tone, ems
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()

    def show_icon(self, icon: str, tone: str = "") -> None:
        self._icon, self._ink = icon, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if self._icon:
            size = theme.current().space(self._ems)
            ratio = self.devicePixelRatioF()
            self.setPixmap(icons.pixmap(self._icon, theme.current().tokens.ink(self._ink), size, ratio))


GAP = 8


class Strip(QFrame):
    """A tinted line with icon, headline and detail. Tones: ok, warn, danger, accent (information), "" neutral.

    It hides itself when it has nothing to say.
    """

    def __init__(self, *, name: str, bold: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "strip")
        self.icon = Picture()
        self.headline = PlainLabel(role="strong" if bold else "", wrap=True, name=f"{name}_headline")
        self.detail = PlainLabel(wrap=True, name=f"{name}_detail")
        self.detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(GAP)
        self.row.addWidget(self.icon)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(GAP)
        self._texts.addWidget(self.headline, 1)
        self._texts.addWidget(self.detail, 1)
        self.row.addLayout(self._texts, 1)
        self._breathe()
        self.setVisible(False)

    def say(self, headline: str, detail: str = "", tone: str = "", icon: str = "") -> None:
        """Show this state; the icon follows the tone unless one is named."""
        self.icon.show_icon(icon or ICONS.get(tone, "info"), tone)
        for label, text in ((self.headline, headline), (self.detail, detail)):
            label.setText(text)
            label.setVisible(bool(text))
            label.set_tone(tone)
        # Each gets room by the length of its text; a short headline is never broken.
        for label in (self.headline, self.detail):
            wide = label.fontMetrics().horizontalAdvance(label.text())
            self._texts.setStretchFactor(label, wide + 8)
            label.setWordWrap(label is self.detail or not detail or wide > theme.current().space(14))
        theme.set_property(self, "tone", tone)
        self.setAccessibleName(" ".join(part for part in (headline, detail) if part))
        self._fold()
        self.setVisible(bool(headline))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _fold(self) -> None:
        """The detail beside the headline, or below it where that takes no more lines."""
        room = self.row.contentsRect().width() - self.icon.width() - GAP
        headline = self.headline.fontMetrics().horizontalAdvance(self.headline.text())
        below = _height(self.headline, room) + _height(self.detail, room)
        is_narrow = bool(self.detail.text()) and below <= _height(self.detail, room - headline - GAP)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if way != self._texts.direction():
            self._texts.setDirection(way)
            self._texts.setSpacing(0 if is_narrow else GAP)
            side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignRight
            self.detail.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _breathe(self) -> None:
        space = theme.current().space
        self.row.setContentsMargins(space(0.9), space(0.5), space(0.9), space(0.5))


def _height(label: PlainLabel, width: int) -> int:
    """How high the text of a label is in lines of this width."""
    room = QRect(0, 0, max(width, 1), 0)
    return label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, label.text()).height()


class Toast(Strip):
    """The result of what was just done, with at most one action; leaves by itself unless it is bad news."""

    def __init__(self, *, name: str = "toast", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._act: Callable[[], object] | None = None
        self.action = Button("", name=f"{name}_action", kind="link")
        self.action.clicked.connect(self._on_action)
        self.close_button = IconButton("x", "", name=f"{name}_close")
        self.close_button.clicked.connect(self.hide)
        self.row.addWidget(self.action)
        self.row.addWidget(self.close_button)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self._retranslate()

    def pop(
        self,
        headline: str,
        detail: str = "",
        tone: str = "ok",
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        self._act = act
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.say(headline, detail, tone)
        announce(self, self.accessibleName())
        self._timer.stop() if tone == "danger" else self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.close_button.set_label(self.tr("Close message"))

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


class EmptyState(QWidget):
    """A page or list without content: one sentence, and what to do about it."""

    def __init__(
        self, icon: str = "list", sentence: str = "", *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.icon = Picture(icon, ems=2.6)
        self.sentence = PlainLabel(sentence, "muted", wrap=True, name=f"{name}_sentence")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._actions.addStretch()
        self._actions.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        column.addLayout(self._actions)
        column.addStretch(3)

    def say(self, sentence: str) -> None:
        self.sentence.setText(sentence)

    def add_action(self, button: Button) -> Button:
        """Put a button below the sentence; the first should be the likeliest."""
        self._actions.insertWidget(self._actions.count() - 1, button)
        return button


class ProgressBanner(QFrame):
    """The long job that runs: what, how far, and Cancel. Connect ``tasks.long_running`` to ``follow``."""

    def __init__(self, *, name: str = "progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "strip")
        self._job: Job | None = None
        self.title = PlainLabel(role="strong", name=f"{name}_title")
        self.step = PlainLabel(role="caption", elide=True, name=f"{name}_step")
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}_bar")
        self.bar.setTextVisible(False)
        self.cancel = Button("", name=f"{name}_cancel")
        self.cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.bar, 2)
        row.addWidget(self.step, 1)
        row.addWidget(self.cancel)
        self._timer = QTimer(self, interval=FOLLOW_MS)
        self._timer.timeout.connect(self._show_step)
        self._retranslate()
        self.setVisible(False)

    def follow(self, job: Job) -> None:
        """Show this job until it ends."""
        self._job = job
        self.title.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.cancel.setEnabled(True)
        self._show_step()
        self.setVisible(job.is_running)
        self._timer.start()
        announce(self, job.title)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(20), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))

    def _show_step(self) -> None:
        if self._job is None or not self._job.is_running:
            self._timer.stop()
            self._job = None
            self.setVisible(False)
            return
        step = self._job.progress.step
        self.bar.setRange(0, step.total)
        self.bar.setValue(min(step.done, step.total))
        count = self.tr("{done} of {total}").format(done=step.done, total=step.total) if step.total else ""
        self.step.setText(" · ".join(part for part in (count, self._counted(step.text)) if part))

    def _counted(self, step: str) -> str:
        """What a service counts, in words; whatever else it says is a name, and stands as it is."""
        return {
            "backup": self.tr("pages of the store"),
            "contacts": self.tr("contacts"),
            "facts": self.tr("facts"),
            "files": self.tr("files"),
            "letters": self.tr("letters"),
            "matching": self.tr("rows compared"),
            "people": self.tr("people"),
            "reading": self.tr("rows read"),
            "sample": self.tr("cases made"),
            "states": self.tr("cases"),
            "texts": self.tr("messages"),
            "weeks": self.tr("weeks"),
            "writing": self.tr("rows written"),
        }.get(step, step)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
