"""The score strategy that a store keeps, as it is read when the store is opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from app.domain.data_lines import read
from app.domain.errors import AppError
from app.domain.strategy import Strategy
from app.domain.strategy_file import parse
from app.models import amended
from app.models import strategies as store
from app.services.rulebook import shipped_strategy


@dataclass(frozen=True, slots=True)
class Kept:
    """``strategy`` is in force; ``toml`` what the store says, None for what comes with the program. ``problem``: why
    that cannot be read, where it cannot: then the last one that can is in force."""

    strategy: Strategy
    toml: str | None
    why: str
    problem: AppError | None


@lru_cache(maxsize=16)
def strategy_of(toml: str) -> Strategy:
    """A strategy from its file. Raises AppError ``data_not_toml``, ``data_refused`` with the line."""
    return read(toml, parse)


def kept(connection: Connection) -> Kept:
    """The strategy in force in this store."""
    line = store.get(connection, store.SCORE)
    if line.toml is None:
        return Kept(shipped_strategy(), None, line.why or "", None)
    try:
        return Kept(strategy_of(line.toml), line.toml, line.why or "", None)
    except AppError as problem:
        return Kept(_last_good(connection), line.toml, line.why or "", problem)


def _last_good(connection: Connection) -> Strategy:
    for change in amended.of_row(connection, store.TABLE, store.SCORE):
        if change.field != "toml":
            continue
        try:
            return shipped_strategy() if change.new is None else strategy_of(change.new)
        except AppError:
            continue
    return shipped_strategy()
