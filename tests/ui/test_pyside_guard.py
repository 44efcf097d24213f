from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel


class Bell(QObject):
    rung = Signal(bool)


def test_pyside_does_not_lose_references(qtbot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference per void call and per emit, then aborts."""
    label, bell = QLabel(), Bell()
    qtbot.addWidget(label)
    before = (sys.getrefcount(None), sys.getrefcount(True))
    for _ in range(5000):
        label.setText("x")
        bell.rung.emit(True)
    assert sys.getrefcount(None) > before[0] - 50
    assert sys.getrefcount(True) > before[1] - 50
