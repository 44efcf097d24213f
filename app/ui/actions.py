"""Every command of the window in one list: its words, its key, what it does. Menu, palette and key sheet read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.permissions import Deed


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``text`` is asked for whenever it is shown, so that a change of language reaches it; a command
    without words is not offered just now. ``deed``: what only somebody who may do it can run.
    """

    name: str
    group: str
    text: Callable[[], str]
    keys: str
    run: Callable[[], object]
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class PageCommand:
    """A command of a page, known before the page is made: ``run`` is given the page, which is brought to the front
    first, but for a command that ``stays`` where it was called.
    """

    name: str
    text: Callable[[], str]
    keys: str
    run: Callable[[Any], object]
    stays: bool = False
    deed: Deed | None = None


def group_title(group: str) -> str:
    """What a group of commands is called: those of a page bear its name."""
    titles = {
        "desk": QCoreApplication.translate("Actions", "Desk"),
        "plan": QCoreApplication.translate("Actions", "Plan"),
        "pages": QCoreApplication.translate("Actions", "Pages"),
        "window": QCoreApplication.translate("Actions", "Window"),
        "cases": QCoreApplication.translate("Actions", "Cases"),
        "promises": QCoreApplication.translate("Actions", "Promises"),
        "imports": QCoreApplication.translate("Actions", "Import"),
        "reports": QCoreApplication.translate("Actions", "Reports"),
        "letters": QCoreApplication.translate("Actions", "Letters"),
        "settings": QCoreApplication.translate("Actions", "Settings"),
    }
    return titles[group]


class Actions(QObject):
    """The commands of the window and its pages, as Qt actions that work wherever the focus is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

    def add(self, command: Command) -> QAction:
        """Make a command known; keys that are a single character belong to the page, not to a shortcut."""
        action = QAction(command.text(), self._window)
        action.setObjectName(f"action_{command.name}")
        if len(command.keys) > 1:
            action.setShortcut(QKeySequence(command.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # Without the "checked" of the signal, which a function with a default would take for its own.
        action.triggered.connect(lambda: command.run())  # noqa: PLW0108
        self._window.addAction(action)
        self._commands[command.name] = command
        self._actions[command.name] = action
        return action

    def __iter__(self) -> Iterator[Command]:
        """Every command that is offered just now."""
        return (command for command in self._commands.values() if command.text())

    def action(self, name: str) -> QAction:
        """The Qt action of a command."""
        return self._actions[name]

    def retranslate(self) -> None:
        """Say every command anew."""
        for name, command in self._commands.items():
            self._actions[name].setText(command.text())
