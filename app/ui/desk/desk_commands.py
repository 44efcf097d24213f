"""The commands of the desk that have a key everywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.permissions import Deed
from app.ui.actions import PageCommand
from app.ui.desk.views import VIEWS, view_name

DIAL_KEYS = ("F5", "F6", "F7")


def _dial(at: int, key: str) -> PageCommand:
    def text() -> str:
        return QCoreApplication.translate("DeskPage", "Dial number {at}").format(at=at + 1)

    return PageCommand(f"dial_{at + 1}", text, key, lambda page: page.workbench.dial(at))


def _view(at: int) -> PageCommand:
    def text() -> str:
        return QCoreApplication.translate("DeskPage", "View: {name}").format(name=view_name(VIEWS[at]))

    return PageCommand(f"view_{at + 1}", text, f"Alt+{at + 1}", lambda page: page.queue.show_view(at))


COMMANDS = (
    PageCommand(
        "undo",
        lambda: QCoreApplication.translate("DeskPage", "Undo"),
        "Ctrl+Z",
        lambda page: page.workbench.undoing.undo(),
        stays=True,
    ),
    PageCommand(
        "redo",
        lambda: QCoreApplication.translate("DeskPage", "Bring back"),
        "Ctrl+Y",
        lambda page: page.workbench.undoing.redo(),
        stays=True,
    ),
    PageCommand(
        "search",
        lambda: QCoreApplication.translate("DeskPage", "Search"),
        "Ctrl+F",
        lambda page: page.queue.search.setFocus(),
    ),
    PageCommand(
        "queue",
        lambda: QCoreApplication.translate("DeskPage", "Hide or show the queue"),
        "Ctrl+B",
        lambda page: page.toggle_queue(),
    ),
    PageCommand(
        "work",
        lambda: QCoreApplication.translate("DeskPage", "Start, pause or go on with work mode"),
        "F2",
        lambda page: page.workbench.work.toggle(),
    ),
    PageCommand(
        "work_end",
        lambda: QCoreApplication.translate("DeskPage", "End work mode"),
        "Shift+F2",
        lambda page: page.workbench.work.leave(),
    ),
    PageCommand(
        "budget",
        lambda: QCoreApplication.translate("DeskPage", "The day's budget and the days after"),
        "",
        lambda page: page.queue.budget.toggle(),
    ),
    PageCommand(
        "do_next",
        lambda: QCoreApplication.translate("DeskPage", "Do what is next"),
        "G",
        lambda page: page.workbench.doing.do_next(),
    ),
    PageCommand(
        "due",
        lambda: QCoreApplication.translate("DeskPage", "Due work"),
        "D",
        lambda page: page.workbench.doing.show_due(),
        stays=True,
    ),
    PageCommand(
        "stage",
        lambda: QCoreApplication.translate("DeskPage", "Change the stage"),
        "T",
        lambda page: page.workbench.doing.change_stage(),
        deed=Deed.SET_STAGE,
    ),
    PageCommand(
        "give",
        lambda: QCoreApplication.translate("DeskPage", "Give the case to another collector"),
        "A",
        lambda page: page.workbench.giving.give(),
        deed=Deed.ASSIGN,
    ),
    PageCommand(
        "identity",
        lambda: QCoreApplication.translate("DeskPage", "Identity checked"),
        "I",
        lambda page: page.assistant.toggle_identity(),
    ),
    PageCommand(
        "call_debt",
        lambda: QCoreApplication.translate("DeskPage", "Which debt the call is about"),
        "B",
        lambda page: page.assistant.debts.turn(),
    ),
    PageCommand(
        "note",
        lambda: QCoreApplication.translate("DeskPage", "Note"),
        "N",
        lambda page: page.assistant.note.setFocus(),
    ),
    PageCommand(
        "skip",
        lambda: QCoreApplication.translate("DeskPage", "Skip with a reason"),
        "S",
        lambda page: page.workbench.doing.skip(),
    ),
    PageCommand(
        "seen",
        lambda: QCoreApplication.translate("DeskPage", "What arrived was seen"),
        "R",
        lambda page: page.workbench.doing.see(),
    ),
    PageCommand(
        "override",
        lambda: QCoreApplication.translate("DeskPage", "Override a rule"),
        "O",
        lambda page: page.workbench.override(),
    ),
    PageCommand(
        "payment",
        lambda: QCoreApplication.translate("DeskPage", "Enter a payment"),
        "P",
        lambda page: page.case.enter_payment(),
    ),
    PageCommand(
        "plan",
        lambda: QCoreApplication.translate("DeskPage", "Plan without a call"),
        "F8",
        lambda page: page.workbench.negotiate(),
    ),
    PageCommand(
        "letter",
        lambda: QCoreApplication.translate("DeskPage", "Write a letter"),
        "F9",
        lambda page: page.workbench.write_letter(),
        stays=True,
    ),
    PageCommand(
        "message",
        lambda: QCoreApplication.translate("DeskPage", "Text message or e-mail"),
        "M",
        lambda page: page.workbench.write_message(),
        stays=True,
    ),
    PageCommand(
        "ledger",
        lambda: QCoreApplication.translate("DeskPage", "What is owed, and why"),
        "F10",
        lambda page: page.workbench.explain_balance(),
        stays=True,
    ),
    PageCommand(
        "change_balance",
        lambda: QCoreApplication.translate("DeskPage", "Charge, correct, waive, write off"),
        "F11",
        lambda page: page.workbench.change_balance(),
        stays=True,
    ),
    PageCommand(
        "hold",
        lambda: QCoreApplication.translate("DeskPage", "Place or lift a hold"),
        "H",
        lambda page: page.case.place_hold(),
    ),
    PageCommand(
        "visit",
        lambda: QCoreApplication.translate("DeskPage", "Plan a visit, or tell of one"),
        "V",
        lambda page: page.case.plan_visit(),
    ),
    PageCommand(
        "results",
        lambda: QCoreApplication.translate("DeskPage", "All results"),
        "/",
        lambda page: page.assistant.search_results(),
    ),
    *(_dial(at, key) for at, key in enumerate(DIAL_KEYS)),
    *(_view(at) for at in range(len(VIEWS))),
)
