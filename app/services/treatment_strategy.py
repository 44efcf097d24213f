"""The strategy of treatments in force, its history, and its change by a lead as text, checked before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff

from app.domain.errors import AppError
from app.domain.facts import Id
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.models import strategies as store
from app.models.strategies import StrategyLine
from app.services import acts, treatments
from app.services.changes import Changes
from app.services.context import Context
from app.services.strategy_history import Version, amend, decoded, history


@dataclass(frozen=True, slots=True)
class TreatmentSheet:
    """``text`` is in force; ``problem``: why what the store keeps cannot be, so that the last good one is."""

    text: str
    is_shipped: bool
    history: tuple[Version, ...]
    problem: AppError | None


@dataclass(frozen=True, slots=True)
class SetTreatment:
    """Put a text in force; None: what comes with the program."""

    act: Id
    toml: str | None
    why: str


def sheet(context: Context) -> TreatmentSheet:
    """The text in force and what was before."""
    with context.db.read() as connection:
        found = treatments.kept(connection, context.rules)
        versions = history(connection, store.TREATMENT)
    return TreatmentSheet(found.text, found.is_shipped, versions, found.problem)


def check(context: Context, text: str) -> None:
    """Raises AppError ``data_not_toml``, ``data_refused`` with the line; RuleViolation ``strategy_too_long``."""
    treatments.strategy_of(decoded(text.encode()), context.rules)


def put(context: Context, command: SetTreatment) -> tuple[TreatmentSheet, Changes]:
    """Put a text in force; what is in force already adds nothing, and so does a repeated act.

    Raises RuleViolation ``may_not_edit_strategy``, ``why_required``, ``text_…``, and as ``check``.
    """
    context.user.require(Deed.EDIT_STRATEGY)
    why = required_text(command.why, "why", "why_required")
    toml = None if command.toml in (None, treatments.shipped()) else command.toml
    if toml is not None:
        check(context, toml)
    with context.db.write() as connection:
        line = store.get(connection, store.TREATMENT)
        is_new = line.toml != toml and not acts.saved(connection, command.act)
        if is_new:
            amend(connection, context, command.act, store.TREATMENT, line, StrategyLine(toml, why))
    return sheet(context), Changes.of("rules", "cases", "events") if is_new else Changes()


def differences(old: str, new: str) -> tuple[str, ...]:
    """The lines that a text takes from another (``-``) and adds to it (``+``), without what stays."""
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
