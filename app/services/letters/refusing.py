"""Refusing: a letter or message that somebody asked for and that may not go out is kept, as a blocked call is.

A draft on the screen leaves nothing; only who asks to issue or to send is refused on record.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.facts import Blocked, Body, Fact, Id
from app.domain.rulepack import Severity
from app.services import acts
from app.services.context import Context
from app.services.given import Attempt, blocked_body
from app.services.letters.drafting import Draft


def refused(connection: Connection, context: Context, act: Id, made: Draft) -> list[Fact]:
    """Keep that a draft was refused: the rule of the gate that forbids it, else the code of its first refusal.

    ``act`` is the one that asked. The same act again adds nothing, and it stays free for the letter itself.
    """
    kept_as = acts.following(act, made.given.case_id)
    facts = acts.saved(connection, kept_as)
    if facts:
        return facts
    desk = acts.desk(connection, context, made.given.case_id)
    body: Body | None = None
    if made.point_id is not None:
        decision = desk.permit(made.point_id, made.channel, made.purpose)
        if not decision.allowed:
            attempt = Attempt(desk.point(made.point_id), made.channel, made.purpose, desk.pack.version)
            body = blocked_body(decision, attempt)
    if body is None:
        body = Blocked(
            str(made.channel),
            str(made.purpose),
            made.refusals[0].code,
            str(Severity.HARD),
            desk.pack.version,
            made.point_id,
        )
    return acts.append(
        connection, context, kept_as, [acts.entry(context, body, made.given.case_id, desk.now)]
    )
