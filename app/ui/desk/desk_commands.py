"""The commands of the desk that have a key everywhere in the window. None makes the workbench before it is run."""

# ruff: noqa: PLW0108  # each lambda waits: naming the method itself would make the workbench at once
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.ui.actions import Command

if TYPE_CHECKING:
    from app.ui.pages.desk import DeskPage

DIALS = ("F5", "F6", "F7")


def commands(page: DeskPage) -> list[Command]:
    """Every command of the desk, with its key."""
    return [
        Command(
            "undo",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Undo"),
            "Ctrl+Z",
            lambda: page.workbench.undo(),
        ),
        Command(
            "redo",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Bring back"),
            "Ctrl+Y",
            lambda: page.workbench.redo(),
        ),
        Command(
            "search",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Search"),
            "Ctrl+F",
            page.queue.search.setFocus,
        ),
        Command(
            "queue",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Hide or show the queue"),
            "Ctrl+B",
            page.toggle_queue,
        ),
        Command(
            "identity",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Identity checked"),
            "I",
            lambda: page.assistant.toggle_identity(),
        ),
        Command(
            "note",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Note"),
            "N",
            lambda: page.assistant.note.setFocus(),
        ),
        Command(
            "snooze",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Put off"),
            "S",
            lambda: page.workbench.snooze(),
        ),
        Command(
            "override",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Override a rule"),
            "O",
            lambda: page.workbench.override(),
        ),
        Command(
            "payment",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Enter a payment"),
            "P",
            lambda: page.case.enter_payment(),
        ),
        Command(
            "hold",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "Place or lift a hold"),
            "H",
            lambda: page.case.place_hold(),
        ),
        Command(
            "results",
            "desk",
            lambda: QCoreApplication.translate("DeskPage", "All results"),
            "/",
            lambda: page.assistant.search_results(),
        ),
        *(_dial(page, at, key) for at, key in enumerate(DIALS)),
        *(_view(page, at) for at in range(page.queue.view.count())),
    ]


def _dial(page: DeskPage, at: int, key: str) -> Command:
    def text() -> str:
        return QCoreApplication.translate("DeskPage", "Dial number {at}").format(at=at + 1)

    return Command(f"dial_{at + 1}", "desk", text, key, lambda: page.workbench.dial(at))


def _view(page: DeskPage, at: int) -> Command:
    def text() -> str:
        return QCoreApplication.translate("DeskPage", "View: {name}").format(name=page.queue.view_name(at))

    return Command(f"view_{at + 1}", "desk", text, f"Alt+{at + 1}", lambda: page.queue.show_view(at))
