"""Saved views (视图): which cases in which order and what of them, by name, with how many cases they hold now."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.moments import to_ms
from app.domain.plain_text import required_text
from app.domain.terms import Bucket, Tier
from app.models import drafts
from app.models import saved_views as store
from app.services import browse
from app.services.browse import Order, View
from app.services.case_fields import Field
from app.services.changes import Changes
from app.services.context import Context

LONGEST_NAME = 30
CHANGED = Changes.of("views")
WORKED = "desk:view"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view by name, and how many cases it holds."""

    name: str
    view: View
    cases: int


def every(context: Context) -> dict[str, View]:
    """The saved views by name, in their order."""
    with context.db.read() as connection:
        return {name: _view(definition) for name, definition in store.every(connection)}


def listing(context: Context) -> list[SavedView]:
    """Every saved view in its order, counted."""
    return [SavedView(name, view, browse.size(context, view)) for name, view in every(context).items()]


def work_through(context: Context, name: str) -> tuple[None, Changes]:
    """Remember that the queue is worked through this view, across a restart; an empty name forgets it.

    The name may tell of a debtor, so it is kept in the store and not among the preferences.
    """
    with context.db.write() as connection:
        if name:
            drafts.put(connection, WORKED, name, to_ms(context.now()))
        else:
            drafts.drop(connection, WORKED)
    return None, Changes()


def worked_through(context: Context) -> str:
    """The name of the view the queue was worked through last; empty for none."""
    with context.db.read() as connection:
        return drafts.get(connection, WORKED) or ""


def save(context: Context, name: str, view: View) -> tuple[str, Changes]:
    """Keep a view under this name; a view of the same name is replaced. Answers the name as it is kept.

    Raises RuleViolation at ``name``: ``view_name_missing``, ``text_too_long``, ``text_control``.
    """
    kept = _name(name)
    with context.db.write() as connection:
        store.put(connection, kept, _definition(view))
    return kept, CHANGED


def rename(context: Context, name: str, new_name: str) -> tuple[str, Changes]:
    """Call a view something else.

    Raises NotFound ``view_missing``; RuleViolation at ``name``: ``view_name_taken`` and those of ``save``.
    """
    kept = _name(new_name)
    with context.db.write() as connection:
        names = _require(connection, name)
        if kept != name and kept in names:
            raise RuleViolation("view_name_taken", "name", name=kept)
        store.rename(connection, name, kept)
    return kept, CHANGED


def delete(context: Context, name: str) -> tuple[View, Changes]:
    """Forget a view; answers what it was, so that it can be saved again. Raises NotFound ``view_missing``."""
    with context.db.write() as connection:
        view = _view(_require(connection, name)[name])
        store.delete(connection, name)
    return view, CHANGED


def _require(connection: Connection, name: str) -> dict[str, str]:
    """Every view's definition by name; the named one is there."""
    views = dict(store.every(connection))
    if name not in views:
        raise NotFound("view_missing", name=name)
    return views


def _name(typed: str) -> str:
    return " ".join(required_text(typed, "name", "view_name_missing", LONGEST_NAME).split())


def _definition(view: View) -> str:
    values: dict[str, object] = {
        "sought": view.sought,
        "tier": view.tier,
        "bucket": view.bucket,
        "collector": view.collector,
        "order": view.order,
        "descending": view.is_descending,
    }
    if view.fields:
        values["columns"] = view.fields
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _view(definition: str) -> View:
    values = json.loads(definition)
    tier, bucket = values["tier"], values["bucket"]
    return View(
        values["sought"],
        None if tier is None else Tier(tier),
        None if bucket is None else Bucket(bucket),
        values["collector"],
        Order(values["order"]),
        values["descending"],
        tuple(Field(name) for name in values.get("columns", ()) if name in _FIELDS),
    )


_FIELDS = frozenset(Field)
