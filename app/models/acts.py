"""The acts of one user, newest first: what undo and redo walk along."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id


class ActLine(NamedTuple):
    """One fact of an act. ``target`` is the act an annulment undoes, None for every other kind."""

    act: Id
    kind: str
    case_id: Id | None
    recorded_at: int
    target: Id | None


def recent(connection: Connection, actor: Id, among: int) -> list[ActLine]:
    """The user's facts among the last ``among`` of the store, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT f.act, f.kind, f.case_id, f.recorded_at, a.target_act FROM fact AS f "
        "LEFT JOIN fact_annulment AS a ON a.seq = f.seq "
        "WHERE f.seq > (SELECT coalesce(max(seq), 0) FROM fact) - ? AND f.actor = ? ORDER BY f.seq DESC",
        (among, actor),
    )
    return [ActLine._make(row) for row in rows]
