"""What the ledger says of the limitation period, and of interest while a plan is kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.services.ledger_words import plan_interest_text
from app.services.ledgers import LedgerTold

translate = QCoreApplication.translate


def limitation_text(told: LedgerTold) -> str:
    """Up to which day the debt can be enforced, and from when that is reckoned; empty where nothing is due."""
    if told.limitation_on is None:
        return ""
    if told.limitation_by is None:
        since = translate("Ledger", "reckoned from the day it fell due")
    else:
        since = translate("Ledger", "reckoned from {day}, by {what}").format(
            day=told.limitation_by.on.isoformat(), what=_restart_word(told.limitation_by.by)
        )
    text = translate("Ledger", "Limitation period: its last day is {day}, {since}.")
    return text.format(day=told.limitation_on.isoformat(), since=since)


def plan_interest_note(told: LedgerTold, language: str) -> str:
    """When interest of an own book ran as an agreed plan says; empty where it never did."""
    if not told.plan_interest:
        return ""
    between = translate("Ledger", "; ")
    ran = between.join(plan_interest_text(span, language) for span in told.plan_interest)
    return translate("Ledger", "Interest and the plan: {ran}.").format(ran=ran)


def _restart_word(by: str) -> str:
    return {
        "payment": translate("Ledger", "a payment"),
        "contact": translate("Ledger", "a demand in a conversation"),
        "letter": translate("Ledger", "a letter that arrived"),
        "promise": translate("Ledger", "a promise"),
        "plan": translate("Ledger", "a plan that was agreed"),
    }[by]
