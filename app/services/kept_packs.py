"""The rule packs that a store keeps, as they are read when it is opened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.errors import AppError
from app.domain.rulepack import RulePack
from app.models import amended
from app.models import rule_packs as store
from app.models.database import rows
from app.services.rulebook import pack_of, seed_pack


@dataclass(frozen=True, slots=True)
class Kept:
    """The packs in force by their codes. ``problems``: why what the store keeps of a pack cannot be read; the last
    one that can is in force then."""

    packs: dict[str, RulePack]
    problems: Mapping[str, AppError]


def kept(connection: Connection) -> Kept:
    """The rule packs in force in this store."""
    packs: dict[str, RulePack] = {}
    problems: dict[str, AppError] = {}
    for code, text in rows(connection, "SELECT code, toml FROM rule_pack"):
        try:
            packs[code] = pack_of(text)
        except (AppError, tomllib.TOMLDecodeError):
            problems[code] = _problem(text)
            packs[code] = _last_good(connection, code)
    return Kept(packs, problems)


def _problem(text: str) -> AppError:
    """What is wrong with a text, and on which line."""
    from app.domain import rulepack
    from app.domain.data_lines import read

    try:
        read(text, rulepack.parse)
    except AppError as problem:
        return problem
    raise AssertionError("a text that cannot be read was read")


def _last_good(connection: Connection, code: str) -> RulePack:
    line = next(line for line in store.every(connection) if line.code == code)
    for change in amended.of_row(connection, store.TABLE, line.id):
        for text in (change.new, change.old) if change.field == "toml" else ():
            try:
                return pack_of(text or "")
            except (AppError, tomllib.TOMLDecodeError):
                continue
    return pack_of(seed_pack(code))
