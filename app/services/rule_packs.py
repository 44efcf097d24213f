"""Rule packs in force (规则包): seen, changed by a lead with a reason, taken in and given out as files, and gone back.

What a pack was stays in the amendments, so every change can be told rule by rule and undone by another change. A pack
that cannot be read is refused with its line, and the one before stays in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.domain import pack_text, rulepack
from app.domain.data_lines import read
from app.domain.errors import AppError, NotFound, RuleViolation, StorageProblem
from app.domain.facts import Amendment, Id, from_ms, to_ms
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.domain.rulepack import RulePack, Severity
from app.domain.rules import Rules
from app.models import amended, states, weeks
from app.models import rule_packs as store
from app.services import acts, creditors
from app.services.changes import Changes
from app.services.context import Context
from app.services.kept_packs import kept
from app.services.money_terms import derive_cases_of
from app.services.progress import SILENT, Progress
from app.services.rulebook import pack_of, rules_from, seed_pack, shipped_codes, terms_of
from app.services.states import derive_all

MOST_BYTES = 500_000
"""A file beyond this is no rule pack."""


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack of the store, or one that comes with the program. ``is_shipped``: just as it comes; ``has_newer``: the
    program brings another text. ``problem``: why what the store keeps cannot be read."""

    code: str
    pack: RulePack
    is_in_store: bool
    is_shipped: bool
    has_newer: bool
    used_by: int
    problem: AppError | None = None


@dataclass(frozen=True, slots=True)
class PackChange:
    """One rule changed by an act; ``old`` or ``new`` is empty where the rule was not there, or is a table."""

    act: Id
    at: datetime
    who: str
    why: str
    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PutPack:
    """Put a whole pack in force. ``toml`` None takes the one that comes with the program."""

    act: Id
    code: str
    toml: str | None
    why: str


@dataclass(frozen=True, slots=True)
class SetRule:
    """Change one rule of a pack: its value as typed, and where given what it does when broken."""

    act: Id
    code: str
    rule: str
    value: str
    why: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class GoBack:
    """Put a pack in force as it was before an act changed it."""

    act: Id
    code: str
    before: Id
    why: str


@dataclass(frozen=True, slots=True)
class ChoosePack:
    """A creditor goes by another pack; one that only comes with the program is taken into the store."""

    act: Id
    creditor: Id
    code: str


def listing(context: Context) -> list[PackCard]:
    """Every pack of the store, and those the program brings besides."""
    with context.db.read() as connection:
        lines = {line.code: line for line in store.every(connection)}
        problems = kept(connection).problems
    cards = []
    for code in sorted({*lines, *shipped_codes()}):
        line, shipped = lines.get(code), code in shipped_codes()
        text = seed_pack(code) if shipped else None
        is_same = line is not None and text == line.toml
        cards.append(
            PackCard(
                code,
                context.packs[code] if code in context.packs else pack_of(text or ""),
                line is not None,
                is_same or line is None,
                shipped and line is not None and not is_same,
                line.used_by if line else 0,
                problems.get(code),
            )
        )
    return cards


def text_of(context: Context, code: str) -> str:
    """A pack as TOML. Raises RuleViolation ``pack_unknown``."""
    with context.db.read() as connection:
        line = _line(connection, code)
    return line.toml if line is not None else _shipped(code)


def history(context: Context, code: str) -> list[PackChange]:
    """What was changed in a pack, rule by rule, the latest first."""
    with context.db.read() as connection:
        line = _line(connection, code)
        told = amended.of_row(connection, store.TABLE, line.id) if line is not None else []
    why = amended.reasons(told)
    return [
        PackChange(row.act, from_ms(row.recorded_at), row.who, why.get(row.act, ""), name, old, new)
        for row in told
        if row.field == "toml"
        for name, old, new in _changed(row.old, row.new)
    ]


def put(context: Context, command: PutPack, progress: Progress = SILENT) -> tuple[PackCard, Changes]:
    """Put a pack in force; what is in force already adds nothing. All of it happens or nothing.

    Raises RuleViolation ``may_not_edit_rules``, ``why_required``, ``pack_unknown``, ``pack_other``; AppError
    ``data_not_toml``, ``data_refused`` (``line``).
    """
    context.user.require(Deed.EDIT_RULES)
    why = required_text(command.why, "why", "why_required")
    text = _shipped(command.code) if command.toml is None else command.toml
    changed = _put(context, command.act, command.code, text, why, progress)
    card = next(card for card in listing(context) if card.code == command.code)
    return card, Changes.of("rules", "queue", "states", "events") if changed else Changes()


def set_rule(context: Context, command: SetRule, progress: Progress = SILENT) -> tuple[PackCard, Changes]:
    """Change one rule. Raises as ``put``; NotFound ``rule_unknown``; RuleViolation ``rule_value_wrong``,
    ``rule_not_typed``."""
    context.user.require(Deed.EDIT_RULES)
    text = text_of(context, command.code)
    wanted = pack_text.changed(text, pack_of(text), command.rule, command.value, command.severity)
    return put(context, PutPack(command.act, command.code, wanted, command.why), progress)


def go_back(context: Context, command: GoBack, progress: Progress = SILENT) -> tuple[PackCard, Changes]:
    """Undo the changes of an act and of all after it. Raises as ``put``; NotFound ``change_missing``."""
    with context.db.read() as connection:
        line = _line(connection, command.code)
        told = amended.of_row(connection, store.TABLE, line.id) if line is not None else []
    row = next((row for row in told if row.act == command.before and row.field == "toml"), None)
    if row is None or row.old is None:
        raise NotFound("change_missing")
    return put(context, PutPack(command.act, command.code, row.old, command.why), progress)


def choose(context: Context, command: ChoosePack, progress: Progress = SILENT) -> tuple[PackCard, Changes]:
    """Let a creditor go by a pack; its cases are derived anew. Raises NotFound ``creditor_unknown``; RuleViolation
    ``may_not_edit_rules``, ``pack_unknown``."""
    context.user.require(Deed.EDIT_RULES)
    if command.code not in context.packs:
        taken = acts.following(command.act, command.creditor)
        _put(context, taken, command.code, _shipped(command.code), "", progress)
    with context.db.write() as connection:
        row = creditors.row_of(connection, command.creditor)
        if creditors.amended(connection, context, command.act, row, {"rule_pack": command.code}):
            derive_cases_of(connection, context, command.creditor)
            weeks.forget(connection)
    card = next(card for card in listing(context) if card.code == command.code)
    return card, Changes.of("creditors", "rules", "queue", "states", "events")


def read_file(path: Path) -> str:
    """The text of a pack's file, checked; nothing is changed.

    Raises StorageProblem; RuleViolation ``pack_too_long``; AppError ``data_not_toml``, ``data_refused`` (``line``).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageProblem.of(error, path) from None
    if len(content) > MOST_BYTES:
        raise RuleViolation("pack_too_long", "toml", limit=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AppError("data_not_toml", line=content.count(b"\n", 0, error.start) + 1, why="UTF-8") from None
    read(text, rulepack.parse)
    return text


def write_file(context: Context, code: str, path: Path) -> Path:
    """Write a pack as TOML, over whatever is there. Raises RuleViolation ``pack_unknown``, StorageProblem."""
    text = text_of(context, code)
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise StorageProblem.of(error, path) from None
    return path


def _put(context: Context, act: Id, code: str, text: str, why: str, progress: Progress) -> bool:
    """Put a text in force; whether that changed anything."""
    pack = read(text, rulepack.parse)
    if pack.id != code:
        raise RuleViolation("pack_other", "toml", found=pack.id, expected=code)
    packs = {**context.packs, code: pack}
    rules = rules_from(packs, context.rules.strategy)
    now = context.now()
    with context.db.write() as connection:
        line = _line(connection, code)
        if (line is not None and line.toml == text) or acts.saved(connection, act):
            return False
        row, old = (line.id, line.toml) if line is not None else (context.new_id(), None)
        bodies = [Amendment(store.TABLE, row, "toml", old, text)]
        if why:
            bodies.append(Amendment(store.TABLE, row, "why", None, why))
        acts.append(connection, context, act, [acts.entry(context, body, None, now) for body in bodies])
        store.put(connection, row, code, text, to_ms(now))
        _derive(connection, context, rules, packs, progress)
    context.adopt(rules, packs)
    return True


def _derive(
    connection: Connection, context: Context, rules: Rules, packs: dict[str, RulePack], progress: Progress
) -> None:
    """Bring the states of all cases under the new packs; most rules of a pack concern the gate alone."""
    before = context.rules
    is_same = all(terms_of(pack) == terms_of(packs[code]) for code, pack in context.packs.items())
    if is_same and states.derivation(connection)[0] == before.version:
        store.mark_states(connection, rules.basis)
        states.note_rules(connection, rules.version)
        weeks.keep_for(connection, before.version, rules.version)
    else:
        derive_all(connection, rules, context.now(), progress)


def _line(connection: Connection, code: str) -> store.PackLine | None:
    return next((line for line in store.every(connection) if line.code == code), None)


def _shipped(code: str) -> str:
    if code not in shipped_codes():
        raise RuleViolation("pack_unknown", "rule_pack", pack=code, known=shipped_codes())
    return seed_pack(code)


def _changed(old: str | None, new: str | None) -> list[tuple[str, str, str]]:
    """Rule by rule, as typed; a text that an older program wrote and this one cannot read tells nothing."""
    try:
        before = pack_of(old) if old else None
        found = pack_text.differences(before, pack_of(new or ""))
    except (AppError, ValueError):
        return [("", "", "")]
    if before is None:
        return [("", "", "")]
    return [
        (name, pack_text.typed_form(was) if was else "", pack_text.typed_form(is_now) if is_now else "")
        for name, was, is_now in found
    ] or [("", "", "")]
