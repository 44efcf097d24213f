"""A telephone beside the window: it takes the ``tel:`` links that would go to a softphone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices


class Telephone(QObject):
    """Answers ``tel:`` links, as a softphone does, and notes what it was told to dial."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []
        QDesktopServices.setUrlHandler("tel", self, "dial")

    @Slot(QUrl)
    def dial(self, url: QUrl) -> None:
        self.dialled.append(url.path())
