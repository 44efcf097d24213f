"""Who writes, and how to pay: a creditor's row as the head and foot of its letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from app.models import documents
from app.reports.letter_data import PayChannel, Sender
from app.reports.pictures import Marks
from app.services.context import User

OWN_BOOK = "own_book"


def sender_of(creditor: Mapping[str, Any], user: User) -> Sender:
    """The agency in the creditor's name, or the creditor itself where it collects its own book.

    An agency never writes as if it were the bank (CBA 2026, red lines): the two names stay apart.
    """
    is_agency = creditor["kind"] != OWN_BOOK
    return Sender(
        _text(creditor, "agency_name" if is_agency else "name"),
        creditor["name"],
        is_agency,
        address=_text(creditor, "agency_address" if is_agency else "address"),
        phone=(_text(creditor, "agency_phone") if is_agency else "") or _text(creditor, "contact_phone"),
        hours=_text(creditor, "service_hours"),
        complaint_lines=tuple(line for line in _text(creditor, "complaint_lines").splitlines() if line),
        check_line=_text(creditor, "check_line"),
        licence_line=_text(creditor, "agency_licence") if is_agency else "",
        handler=f"{user.name} {user.employee_no}",
    )


def pay_channel(creditor: Mapping[str, Any]) -> PayChannel | None:
    """The creditor's official channel; None where none is on file, so that no letter invents one."""
    name = _text(creditor, "pay_channel")
    if not name:
        return None
    return PayChannel(
        name, _text(creditor, "pay_payee"), _text(creditor, "pay_account"), _text(creditor, "pay_url")
    )


def marks_of(connection: Connection, creditor: Mapping[str, Any]) -> Marks:
    """The logo and the seal that were chosen for this creditor's letters."""
    logo, seal = (
        documents.kept(connection, bytes.fromhex(creditor[name])) if creditor[name] else None
        for name in ("logo", "seal")
    )
    return Marks(logo, seal)


def _text(creditor: Mapping[str, Any], name: str) -> str:
    return str(creditor[name] or "").strip()
