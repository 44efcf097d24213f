"""Masked values shown in full: by whom the role allows it, one at a time, each on record before it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.errors import NotFound
from app.domain.facts import Id, Reveal
from app.domain.permissions import Deed
from app.models import masked
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context

SHOWN_SECONDS = 30
"""How long a value stays in sight before it is masked again (JR/T 0171—2020 asks for masking; the time is ours)."""


@dataclass(frozen=True, slots=True)
class ShowInFull:
    """Show one value: ``what`` is ``id_number``, ``account`` or ``point``; ``row_id`` the person, account or point."""

    act: Id
    case_id: Id
    what: str
    row_id: Id


@dataclass(frozen=True, slots=True)
class Shown:
    """The value; no log may show it."""

    what: str
    row_id: Id
    value: str = field(repr=False)


def show(context: Context, command: ShowInFull) -> tuple[Shown, Changes]:
    """The value, after it is on record that this user saw it. What shows the case need not be read anew.

    Raises NotFound("value_missing"); RuleViolation("may_not_reveal").
    """
    context.user.require(Deed.REVEAL)
    with context.db.write() as connection:
        value = masked.value_of(connection, command.what, command.case_id, command.row_id)
        if value is None:
            raise NotFound("value_missing")
        if not acts.saved(connection, command.act):
            body = Reveal(command.what, command.row_id)
            entry = acts.entry(context, body, command.case_id, context.now())
            acts.append(connection, context, command.act, [entry])
    return Shown(command.what, command.row_id, value), Changes()
