"""What cases are ranked by (评分策略): the strategy in force, its history, and its change by a lead.

What comes with the program is in force until a lead changes it; what is in force then is a row of the store, changed by
amendments. New weights, and new thresholds of what is kept as it is, are one pass over the cached
states; other new thresholds derive every case anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.domain.errors import AppError, StorageProblem
from app.domain.facts import Id
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.domain.rules import Rules
from app.domain.score_terms import has_same_features, terms_of
from app.domain.strategy import Strategy
from app.domain.strategy_file import written
from app.models import scores, states, weeks
from app.models import strategies as store
from app.models.strategies import StrategyLine
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.kept_strategy import kept, strategy_of
from app.services.progress import SILENT, Progress
from app.services.rulebook import rules_from, shipped_strategy
from app.services.states import derive_all
from app.services.strategy_history import Version, amend, history, text_of


@dataclass(frozen=True, slots=True)
class StrategySheet:
    """``strategy`` is in force, ``is_shipped``: nobody changed it. ``history``: the latest first. ``problem``: why what
    the store keeps cannot be in force."""

    strategy: Strategy
    is_shipped: bool
    history: tuple[Version, ...]
    problem: AppError | None

    def version(self, act: Id | None) -> Version | None:
        """What was put in force by an act."""
        return next((one for one in self.history if one.act == act), None)


@dataclass(frozen=True, slots=True)
class SetStrategy:
    """Put a strategy in force, as its file or, without one, what comes with the program."""

    act: Id
    toml: str | None
    why: str


def sheet(context: Context) -> StrategySheet:
    """The strategy in force and what was before."""
    with context.db.read() as connection:
        return _sheet(connection)


def toml_of(strategy: Strategy) -> str:
    """The file of a strategy."""
    return written(strategy)


def toml_to_keep(strategy: Strategy) -> str | None:
    """As ``SetStrategy`` asks for it: None for what comes with the program."""
    return None if strategy == shipped_strategy() else written(strategy)


def of_version(version: Version | None) -> Strategy:
    """What was in force then; without one, what comes with the program. Raises AppError as ``read_file``."""
    return shipped_strategy() if version is None or version.toml is None else strategy_of(version.toml)


def read_file(path: Path) -> Strategy:
    """The strategy of a file, checked; nothing is changed.

    Raises StorageProblem; RuleViolation ``strategy_too_long``; AppError ``data_not_toml``, ``data_refused`` (``line``).
    """
    return strategy_of(text_of(path))


def write_file(strategy: Strategy, path: Path) -> Path:
    """Write the file of a strategy, over whatever is there. Raises StorageProblem."""
    try:
        path.write_bytes(written(strategy).encode())
    except OSError as error:
        raise StorageProblem.of(error, path) from None
    return path


def put(context: Context, command: SetStrategy, progress: Progress = SILENT) -> tuple[StrategySheet, Changes]:
    """Put a strategy in force; what is in force already adds nothing. All of it happens or nothing, when cancelled too.

    Raises RuleViolation ``may_not_edit_strategy``, ``why_required``; AppError ``data_not_toml``, ``data_refused``.
    """
    context.user.require(Deed.EDIT_STRATEGY)
    why = required_text(command.why, "why", "why_required")
    wanted = shipped_strategy() if command.toml is None else strategy_of(command.toml)
    rules = rules_from(context.packs, wanted)
    with context.db.write() as connection:
        line = store.get(connection, store.SCORE)
        new = StrategyLine(command.toml, why)
        is_new = line.toml != new.toml and not acts.saved(connection, command.act)
        if is_new:
            amend(connection, context, command.act, store.SCORE, line, new)
            _score(connection, context, rules, progress)
        found = _sheet(connection)
    if is_new:
        context.adopt(rules, context.packs)
    return found, Changes.of("rules", "queue", "states", "events") if is_new else Changes()


def _score(connection: Connection, context: Context, rules: Rules, progress: Progress) -> None:
    """Bring the states of all cases under new rules that differ in the strategy alone."""
    before = context.rules
    derived_by, _ = states.derivation(connection)
    if derived_by == before.version and has_same_features(before.strategy, rules.strategy):
        scores.apply(connection, terms_of(rules.strategy, before.strategy))
        states.note_rules(connection, rules.version)
    else:
        derive_all(connection, rules, context.now(), progress)
    # No week asks for a score.
    weeks.keep_for(connection, before.version, rules.version)


def _sheet(connection: Connection) -> StrategySheet:
    found = kept(connection)
    return StrategySheet(found.strategy, found.toml is None, history(connection, store.SCORE), found.problem)
