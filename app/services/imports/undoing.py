"""One undo per import: an annulment of its act."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Annulment, Id
from app.domain.plain_text import plain_text
from app.models import bank_lines, intake
from app.models.journal import Entry, Journal
from app.services.acts import check_undo
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports.writing import refresh_all
from app.services.progress import SILENT, Progress
from app.system.ids import new_id

_BROUGHT = frozenset({"imported", "placed", "snapshot", "payment", "bank_line"})


def undo(context: Context, act: Id, why: str | None = None, progress: Progress = SILENT) -> Changes:
    """Undo an import, a bank statement, or a debtor entered by hand.

    Rows of people and accounts stay; cases without a standing fact leave the queue. Raises NotFound
    ``import_missing``; RuleViolation ``undo_not_yours``, ``undo_already``, ``undo_needs_reason`` (later than ten
    minutes after it), ``undo_parked_moved`` (``count``); Cancelled.
    """
    reason = plain_text(why, "why")
    now = context.now()
    with context.db.write() as connection:
        saved = intake.act_header(connection, act)
        if saved is None or not saved.kinds <= _BROUGHT:
            raise NotFound("import_missing")
        check_undo(connection, context, act, saved.actor, saved.recorded_at, reason)
        _check_parked(connection, act, saved.kinds)
        journal = Journal(connection, context.user.id, now)
        journal.append(new_id(now), [Entry(new_id(now), Annulment(act, reason), None, None, now)])
        journal.flush()
        cases = intake.cases_of_act(connection, act)
        refresh_all(connection, context, cases, now, progress)
    return Changes.of("cases", "accounts", "payments", "imports", "queue")


def _check_parked(connection: Connection, act: Id, kinds: Collection[str]) -> None:
    """Parked money that was given to a case or sent back since would stand there without having come."""
    moved = bank_lines.used_since(connection, act) if "bank_line" in kinds else 0
    if moved:
        raise RuleViolation("undo_parked_moved", count=moved)
