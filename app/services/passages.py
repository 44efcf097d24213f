"""Erasing one passage of one text: where the note of somebody else's case names a person who asked to be forgotten.

The entry stays what it was, by whom and when; only the passage gives way to a dash. The erasure is on record with its
reason and bears the digest of what is left, under a new salt: nothing that went can be guessed from the old one.
Sources: PIPL (个人信息保护法) art. 47; GDPR art. 17 with recital 65: who is named in another's file may ask as well.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import KINDS, Erasure, Id, digest_of, free_texts
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.models import erasing as store
from app.models import retention
from app.models.erasing import NAMELESS, Passage
from app.models.journal import SHAPES, Journal
from app.services import acts, erasing, states
from app.services.changes import Changes
from app.services.context import Context


@dataclass(frozen=True, slots=True)
class ErasePassage:
    """Take ``passage`` out of a text of a fact, wherever it stands in it; None takes the whole text."""

    act: Id
    fact: Id
    field: str
    passage: str | None
    why: str


def erase(context: Context, command: ErasePassage) -> tuple[None, Changes]:
    """Erase a passage in one transaction, and wipe the pages after it. Again, it changes nothing; there is no undo.

    Raises NotFound("text_missing"): no such text, or it is erased; RuleViolation: ``may_not_erase``, ``why_required``,
    ``why_names`` (the reason repeats the passage), ``passage_no_text`` (a number, a paper, a name: not written freely),
    ``passage_missing``, ``erase_legal_hold``.
    """
    context.user.require(Deed.ERASE)
    why = required_text(command.why, "why", "why_required")
    erasing.require_nameless(why, [command.passage or ""])
    with context.db.write() as connection:
        if not acts.saved(connection, command.act):
            _erase(context, connection, command, why)
    erasing.wipe(context)
    return None, Changes.of("contacts", "promises", "plans", "payments", "events", "queue")


def can_lose(kind: str, field: str) -> bool:
    """Whether a passage can be taken out of this field: somebody wrote it in words of their own."""
    return kind in KINDS and field in free_texts(KINDS[kind])


def _erase(context: Context, connection: Connection, command: ErasePassage, why: str) -> None:
    found = store.text_of(connection, command.fact)
    if found is None:
        raise NotFound("text_missing")
    if not can_lose(found.kind, command.field):
        raise RuleViolation("passage_no_text", "passage")
    _require_free(context, connection, found)
    now, left = context.now(), _left(found, command)
    journal = Journal(connection, context.user.id, now)
    body = Erasure(command.fact, why, command.field, left.digest)
    journal.append(command.act, [acts.entry(context, body, found.case_id, now)])
    journal.flush()
    store.replace_text(connection, left)
    if found.case_id is not None:
        store.drop_drafts(connection, found.case_id, command.passage)
        states.refresh(connection, context, [found.case_id], now)


def _require_free(context: Context, connection: Connection, found: store.Text) -> None:
    if found.case_id is not None and found.case_id in retention.held_for_law(connection, context.now()):
        raise RuleViolation("erase_legal_hold", "passage", case_no=found.case_no)


def _left(found: store.Text, command: ErasePassage) -> Passage:
    """What is left of the content, with its new salt and digest."""
    names, values = SHAPES[found.kind].names, list(found.values)
    place = names.index(command.field)
    text = values[place]
    passage = text if command.passage is None else command.passage
    if not text or not passage or not passage.strip() or passage not in text:
        raise RuleViolation("passage_missing", "passage")
    values[place] = text.replace(passage, NAMELESS)
    salt = os.urandom(16)
    digest = digest_of(found.kind, found.version, names, values, salt)
    return Passage(found.seq, found.kind, command.field, values[place], salt, digest)
