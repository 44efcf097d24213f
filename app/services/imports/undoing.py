"""One undo per import: an annulment of its act."""

from __future__ import annotations

from datetime import timedelta

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Annulment, Id, annulled_acts
from app.models import intake
from app.models.journal import Entry, Journal, annulments_of, read_facts
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports.writing import chunks
from app.services.progress import SILENT, Progress
from app.services.states import refresh
from app.system.ids import new_id

WITHOUT_REASON = timedelta(minutes=10)
_REFRESHED = 500


def undo(context: Context, act: Id, why: str | None = None, progress: Progress = SILENT) -> Changes:
    """Undo an import. Rows of people and accounts stay; cases without a standing fact leave the queue.

    Raises NotFound ``import_missing``; RuleViolation ``import_undone``, ``why_needed`` (later than ten minutes after
    the import a reason is asked for); Cancelled.
    """
    now = context.now()
    with context.db.write() as connection:
        facts = read_facts(connection, "f.act = ? AND f.kind = 'imported'", (act,))
        if not facts:
            raise NotFound("import_missing")
        if act in annulled_acts(annulments_of(connection, {act})):
            raise RuleViolation("import_undone", "act")
        reason = (why or "").strip() or None
        if reason is None and now - facts[0].recorded_at > WITHOUT_REASON:
            raise RuleViolation("why_needed", "why")
        journal = Journal(connection, context.user.id, now)
        journal.append(new_id(now), [Entry(new_id(now), Annulment(act, reason), None, None, now)])
        journal.flush()
        cases = intake.cases_of_act(connection, act)
        for at, part in enumerate(chunks(cases, _REFRESHED)):
            progress.report(at * _REFRESHED, len(cases), "states")
            refresh(connection, context, part, now)
    return Changes.of("cases", "accounts", "payments", "imports")
