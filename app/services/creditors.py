"""Creditors (委托方) as their letters show them, and the change of what a letterhead says: an amendment each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Amendment, Id, to_ms
from app.domain.permissions import Deed
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.files.pictures import read_picture
from app.models import creditors as store
from app.models import documents
from app.models.creditors import LETTERHEAD, PICTURES
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context

TABLE = "creditor"
OWN_BOOK = "own_book"
LONGEST_SIGNATURE = 12
_LONGEST_LINES = 1_000
_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class CreditorCard:
    """A creditor and its letterhead by field name; a field nobody filled is empty. ``is_own_book``: it writes itself.

    ``missing``: fields without which no letter that collects goes out. ``pictures``: which of ``PICTURES`` it bears.
    """

    id: Id
    name: str
    is_own_book: bool
    rule_pack: str
    letterhead: Mapping[str, str]
    missing: tuple[str, ...]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoosePicture:
    """The logo or the seal of a creditor's letters, from a file; without one it is taken away."""

    act: Id
    creditor: Id
    name: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class AmendCreditor:
    """Change fields of a letterhead; an empty text clears the field."""

    act: Id
    creditor: Id
    values: Mapping[str, str]


def listing(context: Context) -> list[CreditorCard]:
    """Every creditor by name."""
    with context.db.read() as connection:
        return [_card(row) for row in store.every(connection)]


def named(context: Context, name: str) -> CreditorCard:
    """The creditor with a name. Raises NotFound ``creditor_unknown``."""
    found = next((card for card in listing(context) if card.name == name), None)
    if found is None:
        raise NotFound("creditor_unknown", creditor=name)
    return found


def amend(context: Context, command: AmendCreditor) -> tuple[CreditorCard, Changes]:
    """Change a letterhead; what is as it was adds nothing. Letters that were issued keep what they said.

    Raises NotFound ``creditor_unknown``; RuleViolation at the field: ``letterhead_field``, ``pay_url_wrong``,
    ``signature_poses`` (creditor), ``signature_long``, ``text_…``; ``may_not_edit_terms``.
    """
    context.user.require(Deed.EDIT_TERMS)
    values = {name: _checked(name, text) for name, text in command.values.items()}
    with context.db.write() as connection:
        row = row_of(connection, command.creditor)
        _check_signature(row, values.get("sms_signature"))
        amended(connection, context, command.act, row, values)
        return _card(row_of(connection, command.creditor)), Changes.of("creditors")


def choose_picture(context: Context, command: ChoosePicture) -> tuple[CreditorCard, Changes]:
    """Put a logo or a seal on the letters of a creditor, or take it away; letters that were issued keep theirs.

    Raises NotFound ``creditor_unknown``; RuleViolation ``letterhead_field``, ``may_not_edit_terms``; ImportProblem as
    ``read_picture`` does.
    """
    context.user.require(Deed.EDIT_TERMS)
    if command.name not in PICTURES:
        raise RuleViolation("letterhead_field", command.name, name=command.name, choices=PICTURES)
    content = read_picture(command.path) if command.path is not None else None
    with context.db.write() as connection:
        row = row_of(connection, command.creditor)
        digest = None
        if content is not None:
            digest = documents.keep(connection, content, _PNG, to_ms(context.now())).hex()
        amended(connection, context, command.act, row, {command.name: digest})
        return _card(row_of(connection, command.creditor)), Changes.of("creditors")


def amended(
    connection: Connection,
    context: Context,
    act: Id,
    row: Mapping[str, Any],
    values: Mapping[str, str | int | None],
) -> bool:
    """Write what differs from the row of a creditor, an amendment each; whether anything did. A repeated act adds
    nothing."""
    changed = {name: value for name, value in values.items() if value != row[name]}
    if not changed or acts.saved(connection, act):
        return False
    now = context.now()
    bodies = [
        Amendment(TABLE, row["id"], name, _text(row[name]), _text(value)) for name, value in changed.items()
    ]
    acts.append(connection, context, act, [acts.entry(context, body, None, now) for body in bodies])
    store.change(connection, row["id"], changed)
    return True


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def row_of(connection: Connection, creditor: Id) -> dict[str, Any]:
    """The row of a creditor. Raises NotFound ``creditor_unknown``."""
    row = store.get(connection, creditor)
    if row is None:
        raise NotFound("creditor_unknown", creditor="")
    return row


def _checked(name: str, text: str) -> str | None:
    if name not in LETTERHEAD:
        raise RuleViolation("letterhead_field", name, name=name, choices=LETTERHEAD)
    kept = plain_text(text, name, _LONGEST_LINES if name == "complaint_lines" else LONGEST_LINE)
    if kept and name == "pay_url" and (not kept.isascii() or urlsplit(kept).scheme != "https"):
        raise RuleViolation("pay_url_wrong", name)
    if kept and name == "sms_signature" and len(kept) > LONGEST_SIGNATURE:
        raise RuleViolation("signature_long", name, limit=LONGEST_SIGNATURE)
    return kept


def _check_signature(row: Mapping[str, Any], signature: str | None) -> None:
    """An agency never signs as the creditor (CBA 2026, red lines)."""
    is_theirs = signature is not None and (signature in row["name"] or row["name"] in signature)
    if is_theirs and row["kind"] != OWN_BOOK:
        raise RuleViolation("signature_poses", "sms_signature", creditor=row["name"])


def _card(row: Mapping[str, Any]) -> CreditorCard:
    is_own = row["kind"] == OWN_BOOK
    letterhead = {name: str(row[name] or "") for name in LETTERHEAD}
    needed = ["pay_channel", "complaint_lines"]
    needed += ["contact_phone"] if is_own else ["agency_name"]
    missing = [name for name in needed if not letterhead[name]]
    if not is_own and not (letterhead["agency_phone"] or letterhead["contact_phone"]):
        missing.append("agency_phone")
    pictures = tuple(name for name in PICTURES if row[name])
    return CreditorCard(
        row["id"], row["name"], is_own, row["rule_pack"], letterhead, tuple(missing), pictures
    )
