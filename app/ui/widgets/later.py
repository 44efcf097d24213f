"""A place whose content is made when it first comes to sight: what few cases need costs nothing at the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Later(QWidget, Generic[W]):
    """``make`` is called once. ``made`` is the content, ``None`` while nobody wanted it."""

    def __init__(self, make: Callable[[], W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.made: W | None = None

    @property
    def content(self) -> W:
        """The content, made now if it never was."""
        if self.made is None:
            self.made = self._make()
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.made)
        return self.made

    def showEvent(self, event: QShowEvent) -> None:
        self.content.show()
        super().showEvent(event)
