"""What is asked in the line below the schedule: how both agreed, what the lead said, which paper, why a plan ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.ui.plan.ask_bar import Answer, AskBar
from app.ui.plan.wording import how_word

HOW = ("recorded_call", "message", "signed")
YES = "yes"


def ask_how(bar: AskBar, answer: Answer) -> None:
    """How both sides agreed; the text says where the proof is."""
    bar.ask(
        QCoreApplication.translate("Plan", "Both sides agreed how?"),
        [(how, how_word(how)) for how in HOW],
        QCoreApplication.translate("Plan", "where the recording or the paper is (may be left empty)"),
        QCoreApplication.translate("Plan", "Both agreed"),
        answer,
    )


def ask_lead(bar: AskBar, answer: Answer) -> None:
    """What the lead said to a version beyond the limits."""
    bar.ask(
        QCoreApplication.translate("Plan", "What did the lead say?"),
        [
            (YES, QCoreApplication.translate("Plan", "approved")),
            ("no", QCoreApplication.translate("Plan", "refused")),
        ],
        QCoreApplication.translate("Plan", "who said so, how and why"),
        QCoreApplication.translate("Plan", "Write down"),
        answer,
    )


def ask_paper(bar: AskBar, papers: Sequence[str], answer: Answer) -> None:
    """Which paper of the plan is written; the one it asks for stands first."""
    names = {
        "agreement": QCoreApplication.translate("Plan", "agreement to sign"),
        "confirmation": QCoreApplication.translate("Plan", "confirmation"),
        "coupons": QCoreApplication.translate("Plan", "payment slips with codes"),
        "settled": QCoreApplication.translate("Plan", "paid-in-full certificate"),
        "statement": QCoreApplication.translate("Plan", "statement of account"),
    }
    bar.ask(
        QCoreApplication.translate("Plan", "Which paper?"),
        [(paper, names[paper]) for paper in papers],
        "",
        QCoreApplication.translate("Plan", "Write it"),
        answer,
    )


def ask_why(bar: AskBar, answer: Answer) -> None:
    """Why a plan is ended."""
    bar.ask(
        QCoreApplication.translate("Plan", "Why is the plan ended?"),
        (),
        QCoreApplication.translate("Plan", "a sentence for the log"),
        QCoreApplication.translate("Plan", "End plan"),
        answer,
    )


def ask_by_hand(bar: AskBar, no: int, planned: str, answer: Answer) -> None:
    """What one instalment should be instead."""
    bar.ask(
        QCoreApplication.translate("Plan", "Instalment {no} by hand, now {planned}").format(
            no=no, planned=planned
        ),
        (),
        QCoreApplication.translate("Plan", "500, @12-25 or 500@12-25; 0 skips it, nothing takes it back"),
        QCoreApplication.translate("Plan", "Set by hand"),
        answer,
    )
