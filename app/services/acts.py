"""Acts: the one way to append what a user did, and to take it back.

An act is one command with an id made by the client, saved whole or not at all and undone whole. The undo journal is
the facts themselves, so it survives a restart: undo appends an annulment of the act, redo an annulment of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Annulment, Body, Fact, Id, from_ms
from app.domain.plain_text import plain_text
from app.models import acts as store
from app.models import bank_lines, casebook
from app.models.acts import ActLine
from app.models.journal import Entry, Journal, read_facts, undone_acts
from app.services import states
from app.services.changes import Changes
from app.services.context import Context
from app.services.situations import Desk, open_case

FREE_UNDO = timedelta(minutes=10)
"""How long an act may be undone without saying why (domain.md §2)."""

_LOOK_BACK = 500
_CASES_AT_ONCE = 500
_FINAL = frozenset(
    {
        "letter", "delivery", "export", "reveal", "erasure", "anchor", "imported", "placed", "snapshot",
        "statement", "amendment", "same_person", "blocked",
    }
)  # fmt: skip
"""Kinds that left the house or came from outside: voided, corrected or explained, never undone."""
_ON_RECORD = _FINAL | {"override"}
"""An override alone is on record; undone only together with the contact it opened."""

NOUNS = {
    "contact": "contacts", "reason": "reasons", "promise": "promises", "promise_cancelled": "promises",
    "hold": "holds", "release": "holds", "preference": "contacts", "payment": "payments", "reversal": "payments",
    "sent_back": "payments",
    "plan_version": "plans", "agreement": "plans", "plan_ended": "plans", "approval": "plans", "means": "plans",
    "visit": "contacts", "count_elsewhere": "contacts", "assignment": "assignments",
    "blocked": "attempts", "override": "attempts",
}  # fmt: skip
"""What a kind of fact is called in ``Changes``; whatever else is an ``events``."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back ``act``. ``annulment_act`` is the id of the undo itself."""

    act: Id
    annulment_act: Id
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """An act was taken back or brought back; ``case_id`` is the case to show."""

    act: Id
    annulment_act: Id
    case_id: Id | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastAct:
    """An act that can be undone or redone, with what it was and when it was saved."""

    act: Id
    case_id: Id | None
    kinds: tuple[str, ...]
    saved_at: datetime
    needs_reason: bool


def following(act: Id, about: Id) -> Id:
    """The act that follows from another and what it is about: the same whoever asks and however often."""
    number = int.from_bytes(hashlib.sha256(act + about).digest()[:16], "big")
    number = number & ~(0xF << 76) | 0x8 << 76  # UUID version 8: made by a rule of our own
    return (number & ~(0x3 << 62) | 0x2 << 62).to_bytes(16, "big")


def saved(connection: Connection, act: Id) -> list[Fact]:
    """The facts of an act that was saved before, else none: every use case asks this first."""
    return sorted(read_facts(connection, "f.act = ?", (act,)), key=lambda fact: fact.uid)


def desk(connection: Connection, context: Context, case_id: Id) -> Desk:
    """The case as it stands inside the transaction. Raises NotFound("case_missing")."""
    found = open_case(connection, case_id, context.rules, context.packs, context.now())
    if found is None:
        raise NotFound("case_missing")
    return found


def entry(
    context: Context,
    body: Body,
    case_id: Id | None,
    at: datetime,
    *,
    person_id: Id | None = None,
    supersedes: Id | None = None,
) -> Entry:
    """A fact to append. ``person_id`` only where it concerns the person in every case."""
    return Entry(context.new_id(), body, case_id, person_id, at, supersedes)


def append(connection: Connection, context: Context, act: Id, entries: Sequence[Entry]) -> list[Fact]:
    """Append the entries as one act and derive the cases anew that they concern. Call ``saved`` before."""
    now = context.now()
    journal = Journal(connection, context.user.id, now)
    facts = journal.append(act, entries)
    journal.flush()
    _refresh(connection, context, facts, now)
    return facts


def changes_of(facts: Iterable[Fact]) -> Changes:
    """What a use case tells whoever shows these facts and the queue."""
    facts = list(facts)
    nouns = {NOUNS.get(fact.kind, "events") for fact in facts}
    return Changes.of("queue", *nouns, cases={fact.case_id for fact in facts if fact.case_id is not None})


def undo(context: Context, command: Undo) -> tuple[Undone, Changes]:
    """Annul an act as a whole. A repeated undo adds nothing.

    Raises NotFound("act_missing"); RuleViolation: ``undo_needs_reason`` (why), ``undo_letter_issued``,
    ``undo_not_possible``, ``undo_already``, ``undo_not_yours``, ``parked_spent_since``.
    """
    why = plain_text(command.why, "why")
    with context.db.write() as connection:
        facts = saved(connection, command.act)
        if not facts:
            raise NotFound("act_missing")
        if not saved(connection, command.annulment_act):
            _check_kinds({fact.kind for fact in facts})
            check_undo(connection, context, command.act, facts[0].actor, facts[0].recorded_at, why)
            _annul(connection, context, command, facts, why)
    return _undone(command.act, command.annulment_act, facts), changes_of(facts)


def redo(context: Context, command: Undo) -> tuple[Undone, Changes]:
    """Bring an undone act back: ``command.act`` is the undo, ``annulment_act`` the id of the redo.

    A file that was taken back is imported again instead. Raises NotFound("act_missing"); RuleViolation:
    ``redo_not_possible``, ``parked_spent_since``.
    """
    with context.db.write() as connection:
        annulment = next((f for f in saved(connection, command.act) if f.kind == Annulment.KIND), None)
        if annulment is None:
            raise NotFound("act_missing")
        act: Id = annulment.body.target_act
        facts = saved(connection, act)
        if not saved(connection, command.annulment_act):
            if command.act in undone_acts(connection, [act]) or {fact.kind for fact in facts} & _FINAL:
                raise RuleViolation("redo_not_possible")
            _annul(connection, context, command, facts, None)
    return _undone(act, command.annulment_act, facts), changes_of(facts)


def _check_kinds(kinds: set[str]) -> None:
    if "letter" in kinds:
        raise RuleViolation("undo_letter_issued")
    if kinds & _FINAL or kinds <= _ON_RECORD or Annulment.KIND in kinds:
        raise RuleViolation("undo_not_possible")


def check_undo(
    connection: Connection, context: Context, act: Id, actor: Id, saved_at: datetime, why: str | None
) -> None:
    """Whether this user may undo an act now. Raises RuleViolation: ``undo_not_yours``, ``undo_already``,
    ``undo_needs_reason`` (why)."""
    if actor != context.user.id and not context.user.is_lead:
        raise RuleViolation("undo_not_yours")
    if act in undone_acts(connection, [act]):
        raise RuleViolation("undo_already")
    if why is None and context.now() - saved_at > FREE_UNDO:
        raise RuleViolation("undo_needs_reason", "why")


def _annul(
    connection: Connection, context: Context, command: Undo, facts: Sequence[Fact], why: str | None
) -> None:
    now = context.now()
    journal = Journal(connection, context.user.id, now)
    body = Annulment(command.act, why)
    journal.append(command.annulment_act, [entry(context, body, _case_of(facts), now)])
    journal.flush()
    if bank_lines.are_overdrawn(connection, bank_lines.lines_named(connection, facts)):
        raise RuleViolation("parked_spent_since")
    _refresh(connection, context, facts, now)


def _refresh(connection: Connection, context: Context, facts: Sequence[Fact], now: datetime) -> None:
    """Every case the facts name, and those of every person they are about."""
    cases = {fact.case_id for fact in facts if fact.case_id is not None}
    people = {fact.person_id for fact in facts if fact.person_id is not None}
    if people:
        cases.update(casebook.cases_of_people(connection, sorted(people)))
    every = sorted(cases)
    for start in range(0, len(every), _CASES_AT_ONCE):
        states.refresh(connection, context, every[start : start + _CASES_AT_ONCE], now)


def _undone(act: Id, annulment_act: Id, facts: Sequence[Fact]) -> Undone:
    return Undone(act, annulment_act, _case_of(facts), tuple(fact.kind for fact in facts))


def _case_of(facts: Sequence[Fact]) -> Id | None:
    return next((fact.case_id for fact in facts if fact.case_id is not None), None)


def last_act(context: Context) -> LastAct | None:
    """The user's newest act that Ctrl+Z would undo, after a restart too."""
    with context.db.read() as connection:
        trail = _Trail(store.recent(connection, context.user.id, _LOOK_BACK))
    act = next((act for act in trail.order if trail.is_undoable(act)), None)
    return None if act is None else trail.told(act, context.now())


def redoable(context: Context) -> LastAct | None:
    """The undo that Ctrl+Y would take back: its ``act`` is the undo. None once something new was done."""
    with context.db.read() as connection:
        trail = _Trail(store.recent(connection, context.user.id, _LOOK_BACK))
    for act in trail.order:
        target = trail.target(act)
        if target is None:
            if act not in trail.undone and trail.is_ordinary(act):
                return None
        elif act not in trail.undone and trail.target(target) is None and not trail.is_final(target):
            return trail.told(act, context.now())
    return None


class _Trail:
    """The user's last acts, newest first, and which of them are undone."""

    def __init__(self, lines: Sequence[ActLine]) -> None:
        self._acts: dict[Id, list[ActLine]] = {}
        for line in lines:
            self._acts.setdefault(line.act, []).append(line)
        self.order = tuple(self._acts)
        self.undone: set[Id] = set()
        for act in self.order:
            target = self.target(act)
            if target is not None and act not in self.undone:
                self.undone.add(target)

    def target(self, act: Id) -> Id | None:
        """The act that this one annuls."""
        return next((line.target for line in self._acts.get(act, ()) if line.target is not None), None)

    def kinds(self, act: Id) -> set[str]:
        return {line.kind for line in self._acts[act]}

    def is_final(self, act: Id) -> bool:
        """Whether it left the house or came from outside, as far as this trail goes back."""
        return any(line.kind in _FINAL for line in self._acts.get(act, ()))

    def is_ordinary(self, act: Id) -> bool:
        """Neither an annulment nor something that only stands on record."""
        kinds = self.kinds(act)
        return not kinds & _FINAL and not kinds <= _ON_RECORD and self.target(act) is None

    def is_undoable(self, act: Id) -> bool:
        return self.is_ordinary(act) and act not in self.undone

    def told(self, act: Id, now: datetime) -> LastAct:
        lines = self._acts[act]
        about = self._acts.get(self.target(act) or act, lines)
        case_id = next((line.case_id for line in lines if line.case_id is not None), None)
        saved_at = from_ms(lines[0].recorded_at)
        kinds = tuple(line.kind for line in reversed(about))
        return LastAct(act, case_id, kinds, saved_at, now - saved_at > FREE_UNDO)
