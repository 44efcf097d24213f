"""The frame all dialogs share: icon and headline, a body, a row of buttons; as tall as its words need."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import crash
from app.services.messages import sentence
from app.ui import theme
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Picture


def words_of(error: BaseException, language: str) -> str:
    """What to say of an error before there is a window: a refusal in its words, a bug by its kind."""
    if isinstance(error, AppError):
        return sentence(error, language)
    found = crash.record(error)
    text = QCoreApplication.translate(
        "DialogFrame", "An error that FairDue did not foresee ({kind}). It is in the log."
    )
    return text.format(kind=found.kind)


class DialogFrame(QDialog):
    """Put content into ``body`` and buttons into ``buttons``. Call ``fit`` when something came or went."""

    def __init__(
        self, icon: str, tone: str = "", *, name: str, wide: float = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._wide = wide
        self.picture = Picture(icon, tone, 2.0)
        self.headline = PlainLabel(role="figure", wrap=True, name=f"{name}_headline")
        self.body = QVBoxLayout()
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self._head = QHBoxLayout()
        self._head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.headline, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self.body, 1)
        self._column.addLayout(self.buttons)
        self._breathe()

    def fit(self) -> None:
        """Take the height that the words need at this width: wrapped labels do not tell it by themselves."""
        self._column.activate()
        wide = max(theme.current().space(self._wide), self._column.totalMinimumSize().width())
        tall = self._column.totalHeightForWidth(wide) if self._column.hasHeightForWidth() else 0
        tall = max(tall, self._column.totalMinimumSize().height())
        self.setMinimumSize(wide, tall)
        self.resize(wide, tall)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.fit()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()
            self.fit()

    def _retranslate(self) -> None:
        """Say every text in the language of the moment."""
        raise NotImplementedError

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(1.6), space(1.4), space(1.6), space(1.2))
        self._column.setSpacing(space(1.2))
        self._head.setSpacing(space(0.9))
        self.body.setSpacing(space(0.5))
        self.buttons.setSpacing(space(0.6))
