"""Drafts: what is typed into a form and not saved yet, kept by case and form so that a crash loses nothing.

A draft is no fact: it is overwritten, never merged and never checked. Lone surrogates, which no encoding can keep, are
replaced; everything else comes back as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.facts import Id, from_ms, to_ms
from app.models import drafts as store
from app.services.changes import Changes
from app.services.context import Context

_PREFIX = "case:"


@dataclass(frozen=True, slots=True)
class Draft:
    """One text that waits to be saved."""

    case_id: Id
    form: str
    text: str
    saved_at: datetime


def keep(context: Context, case_id: Id, form: str, text: str) -> tuple[None, Changes]:
    """Keep what is typed; an empty text forgets the draft. ``form`` names the form: ``call_note``, ``plan`` …"""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    with context.db.write() as connection:
        if whole:
            store.put(connection, _key(case_id, form), whole, to_ms(context.now()))
        else:
            store.drop(connection, _key(case_id, form))
    return None, Changes()


def load(context: Context, case_id: Id, form: str) -> str | None:
    """What was typed into that form of that case, None where nothing is kept."""
    with context.db.read() as connection:
        return store.get(connection, _key(case_id, form))


def clear(context: Context, case_id: Id, form: str) -> tuple[None, Changes]:
    """Forget a draft: it was saved, or thrown away."""
    with context.db.write() as connection:
        store.drop(connection, _key(case_id, form))
    return None, Changes()


def kept(context: Context) -> list[Draft]:
    """Every draft, the newest first: what a crash left behind."""
    with context.db.read() as connection:
        rows = store.beginning(connection, _PREFIX)
    drafts = []
    for key, text, saved_at in rows:
        _, case, form = key.split(":", 2)
        drafts.append(Draft(bytes.fromhex(case), form, text, from_ms(saved_at)))
    return drafts


def _key(case_id: Id, form: str) -> str:
    return f"{_PREFIX}{case_id.hex()}:{form}"
