"""Strategies as rows of the store: put in force by amendments, with a reason, and who did it when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.domain.errors import AppError, RuleViolation, StorageProblem
from app.domain.facts import Amendment, Id
from app.domain.moments import from_ms
from app.models import amended
from app.models import strategies as store
from app.models.amended import Amended
from app.models.strategies import StrategyLine
from app.services import acts
from app.services.context import Context

MOST_BYTES = 100_000
"""A file beyond this is no strategy."""


@dataclass(frozen=True, slots=True)
class Version:
    """A strategy that somebody put in force. ``toml`` None: back to what comes with the program."""

    act: Id
    at: datetime
    who: str
    why: str
    toml: str | None


def text_of(path: Path) -> str:
    """The text of a file. Raises StorageProblem; RuleViolation ``strategy_too_long``; AppError ``data_not_toml``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageProblem.of(error, path) from None
    return decoded(content)


def decoded(content: bytes) -> str:
    """The text of a file's bytes, as ``text_of``."""
    if len(content) > MOST_BYTES:
        raise RuleViolation("strategy_too_long", "toml", limit=MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AppError("data_not_toml", line=line, why="UTF-8") from None


def amend(
    connection: Connection, context: Context, act: Id, strategy: Id, old: StrategyLine, new: StrategyLine
) -> None:
    """Put a file in force as one act: the row, and an amendment for the file and for its reason."""
    changed = [(name, getattr(old, name), getattr(new, name)) for name in StrategyLine._fields]
    bodies = [Amendment(store.TABLE, strategy, *field) for field in changed]
    now = context.now()
    acts.append(connection, context, act, [acts.entry(context, body, None, now) for body in bodies])
    store.change(connection, strategy, new)


def history(connection: Connection, strategy: Id) -> tuple[Version, ...]:
    """What was put in force, the latest first."""
    return _versions(amended.of_row(connection, store.TABLE, strategy))


def _versions(rows: Sequence[Amended]) -> tuple[Version, ...]:
    """Each act changed the file and its reason together."""
    acts_in_order = dict.fromkeys(row.act for row in rows)
    by_act = {act: {row.field: row for row in rows if row.act == act} for act in acts_in_order}
    return tuple(
        Version(
            act,
            from_ms(found["toml"].recorded_at),
            found["toml"].who,
            found["why"].new or "",
            found["toml"].new,
        )
        for act, found in by_act.items()
        if found.keys() >= set(StrategyLine._fields)
    )
