"""The crawl every page goes through: who can reach it by keyboard must be told what it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def unnamed(root: QWidget) -> list[str]:
    """Focusable widgets in sight under ``root`` without an accessible name or an object name."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__} lacks {lack}"
        for widget in _reachable(root)
        for lack in _lacks(widget)
    ]


def tab_order(root: QWidget) -> list[str]:
    """Object names in the order Tab visits them, from the first widget of the window once round."""
    window = root.window()
    answer: list[str] = []
    widget = window.nextInFocusChain()
    while widget is not window:
        stops = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
        if stops and widget.isVisibleTo(window) and widget.isEnabled() and not widget.focusProxy():
            answer.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return answer


def cut(root: QWidget) -> list[str]:
    """Buttons and labels in sight that got less room than their text needs."""
    from app.ui.widgets.labels import PlainLabel

    answer = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not isinstance(widget, QAbstractButton | PlainLabel):
            continue
        least = widget.minimumSizeHint()
        tall = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else least.height()
        if widget.width() < least.width() or widget.height() < tall:
            answer.append(f"{widget.objectName() or widget.text()}: {widget.size()} < {least.width()}×{tall}")
    return answer


def _reachable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in [root, *root.findChildren(QWidget)]
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(root)
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
    ]


def _lacks(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    interface = QAccessible.queryAccessibleInterface(widget)
    lacks = []
    if interface is None or not interface.text(QAccessible.Text.Name).strip():
        lacks.append("an accessible name")
    if not widget.objectName():
        lacks.append("an object name")
    return lacks
