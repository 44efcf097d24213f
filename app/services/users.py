"""The users of a store: who may unlock it, added, amended, let go and given a new passphrase by the lead.

Rows and key slots change together: the slots are written before the rows are committed, and put back where that
fails. A machine that stops in between leaves a passphrase without a user, who is let in by nobody, or a user without
a passphrase, who is given one. Each change is an amendment in the record: who made it, when and why.

No change leaves a store without a lead who can unlock: whoever makes it types their own passphrase, and cannot let
themselves go or give up their own role.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.domain.errors import AppError, NotFound, RuleViolation, StorageProblem
from app.domain.facts import Amendment, Id
from app.domain.moments import from_ms
from app.domain.permissions import Deed, Post
from app.domain.plain_text import required_text
from app.models import amended, people
from app.services import acts, store, unlocking, ways_in
from app.services.changes import Changes
from app.services.context import Context, User
from app.services.progress import SILENT, Progress
from app.system import keyslots
from app.system.credentials import SystemKeyring
from app.system.passphrases import require_strong
from app.system.slotfile import Holder, SlotFile, Way, read_slots, write_slots

TABLE = "user"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class UserChange:
    """One thing that was changed about a user; ``why`` is empty where somebody new was added."""

    at: datetime
    who: str
    field: str
    old: str | None
    new: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Member:
    """A user as the list shows one. ``must_change``: the passphrase is still the one that the lead made up.
    ``history``: what was changed, the latest first."""

    id: Id
    name: str
    employee_no: str
    role: Post
    is_active: bool
    is_self: bool
    has_passphrase: bool
    must_change: bool
    history: tuple[UserChange, ...]


@dataclass(frozen=True, slots=True)
class AmendUser:
    """What a user is to be called and may do from now on, and why."""

    name: str
    role: Post
    why: str


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who is to unlock with a passphrase of their own; the first one is made up by the lead."""

    name: str
    employee_no: str
    role: Post
    passphrase: str = field(repr=False)


def members(context: Context) -> tuple[Member, ...]:
    """Everybody who ever was a user, those who may unlock first. Raises StorageProblem."""
    slots = read_slots(context.home.slots)
    with context.db.read() as connection:
        rows = people.users(connection)
        histories = {row["id"]: _history(connection, row["id"]) for row in rows}
    held = {holder.user.bytes: holder for holder in slots.holders}
    # Slots that name nobody are those of the one who made the store.
    nameless = None if held else context.user.id
    found = [
        Member(
            row["id"],
            row["name"],
            row["employee_no"],
            Post(row["role"]),
            bool(row["is_active"]),
            row["id"] == context.user.id,
            row["id"] in held or row["id"] == nameless,
            row["id"] in held and held[row["id"]].is_first,
            histories[row["id"]],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda member: not member.is_active))


def add(
    context: Context, passphrase: str, new: NewUser, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Let somebody else unlock the store, too. ``passphrase`` is that of the user who does it.

    The keyring's way in ends with the second user: it could not tell who unlocks.
    Raises RuleViolation ``may_not_manage_users``, ``member_name_missing``, ``member_no_missing``,
    ``employee_no_taken``, ``text_too_long``; CredentialProblem ``practice_fixed``, ``passphrase_not_own``,
    ``passphrase_weak``; StorageProblem.
    """
    change = _Change(context, passphrase, progress)
    name = required_text(new.name, "name", "member_name_missing", LONGEST)
    number = required_text(new.employee_no, "employee_no", "member_no_missing", LONGEST)
    user_id = context.new_id()
    holder = Holder(UUID(bytes=user_id), name, number, is_first=True)
    slots = change.given(holder, new.passphrase)
    with change.writing(slots) as connection:
        rows = people.users(connection)
        if any(row["employee_no"].casefold() == number.casefold() for row in rows):
            raise RuleViolation("employee_no_taken", "employee_no", employee_no=number)
        people.add_users(
            connection,
            [
                {
                    "no": max(row["no"] for row in rows) + 1,
                    "id": user_id,
                    "name": name,
                    "employee_no": number,
                    "role": str(new.role),
                    "is_active": 1,
                }
            ],
        )
        change.note(connection, user_id, ("is_active", None, "1"))
    change.forget_keyring()
    change.settle()
    return _member(context, user_id), Changes.of("users")


def amend(
    context: Context, passphrase: str, user_id: Id, command: AmendUser, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Call somebody otherwise, or make a lead of a collector or the reverse. What is as it was adds nothing.

    The file of keys learns somebody else's new name when they next unlock: only their own passphrase can write it.
    Raises as ``add``; NotFound ``user_unknown``; RuleViolation ``why_required``, ``role_own``: only another lead takes
    the role of a lead away.
    """
    change = _Change(context, passphrase, progress)
    name = required_text(command.name, "name", "member_name_missing", LONGEST)
    why = _why(command.why)
    with context.db.read() as connection:
        row = _row(connection, user_id)
    if user_id == context.user.id and row["role"] == Post.LEAD and command.role != Post.LEAD:
        raise RuleViolation("role_own", "role")
    wanted = {"name": name, "role": str(command.role)}
    noted = [(what, row[what], new) for what, new in wanted.items() if row[what] != new]
    if noted:
        slots = change.renamed(name) if user_id == context.user.id else change.slots
        with change.writing(slots) as connection:
            people.set_user(connection, user_id, name, command.role)
            change.note(connection, user_id, *noted, ("why", None, why))
        change.settle()
    return _member(context, user_id), Changes.of("users") if noted else Changes()


def give_passphrase(
    context: Context, passphrase: str, user_id: Id, new: str, why: str, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Give somebody who forgot theirs, or comes back, a first passphrase again.

    Raises as ``add``; NotFound ``user_unknown``; RuleViolation ``why_required``, ``user_self``: one's own is changed,
    not given.
    """
    change = _Change(context, passphrase, progress)
    why = _why(why)
    with context.db.read() as connection:
        row = _other(context, connection, user_id)
    holder = Holder(UUID(bytes=user_id), row["name"], row["employee_no"], is_first=True)
    slots = change.given(holder, new)
    noted: list[tuple[str, str | None, str]] = [("passphrase", None, "given")]
    with change.writing(slots) as connection:
        if not row["is_active"]:
            people.set_active(connection, user_id, is_active=True)
            noted.append(("is_active", "0", "1"))
        change.note(connection, user_id, *noted, ("why", None, why))
    change.forget_keyring()
    change.settle()
    return _member(context, user_id), Changes.of("users")


def deactivate(
    context: Context, passphrase: str, user_id: Id, why: str, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Let somebody unlock no more. What they wrote stays theirs; a key they copied before is void only after a rekey.

    Raises as ``give_passphrase``.
    """
    change = _Change(context, passphrase, progress)
    why = _why(why)
    with context.db.read() as connection:
        row = _other(context, connection, user_id)
    user = UUID(bytes=user_id)
    slots = change.slots
    if slots.slot(Way.PASSPHRASE, user) is not None:
        slots = keyslots.remove_slot(slots, change.data_key, Way.PASSPHRASE, user)
    with change.writing(slots) as connection:
        if row["is_active"]:
            people.set_active(connection, user_id, is_active=False)
            change.note(connection, user_id, ("is_active", "1", "0"), ("why", None, why))
    change.settle()
    return _member(context, user_id), Changes.of("users")


class _Change:
    """A change that is allowed and confirmed by a passphrase. ``slots``: as they stand, with its user named in them."""

    def __init__(self, context: Context, passphrase: str, progress: Progress) -> None:
        context.user.require(Deed.MANAGE_USERS)
        self._context, self._passphrase, self._progress = context, passphrase, progress
        self._before = ways_in.real_slots(context)
        progress.report(0, 0)
        own = unlocking.holder_of(context.user)
        who = ways_in.own(context, self._before)
        self.data_key = ways_in.key_of(context, self._before, passphrase)
        self.slots = self._before
        if who is None:
            self.slots = keyslots.name_holder(self._before, self.data_key, passphrase, own)

    def given(self, holder: Holder, passphrase: str) -> SlotFile:
        """The slots with a first passphrase for somebody else, and no keyring, which could not tell who unlocks."""
        require_strong(passphrase, store.guessable(holder.name, holder.number))
        slots = keyslots.add_slot(self.slots, self.data_key, Way.PASSPHRASE, passphrase, holder)
        if slots.slot(Way.KEYRING) is None:
            return slots
        return keyslots.remove_slot(slots, self.data_key, Way.KEYRING)

    def renamed(self, name: str) -> SlotFile:
        """The slots in which whoever makes the change is called otherwise."""
        holder = replace(unlocking.holder_of(self._context.user), name=name)
        return keyslots.name_holder(self.slots, self.data_key, self._passphrase, holder)

    @contextmanager
    def writing(self, slots: SlotFile) -> Iterator[Connection]:
        """One transaction that brings the slots with it."""
        path = self._context.home.slots
        try:
            with self._context.db.write() as connection:
                yield connection
                write_slots(path, slots)
        except BaseException:
            with suppress(StorageProblem):
                write_slots(path, self._before)
            raise

    def note(self, connection: Connection, user_id: Id, *changed: tuple[str, str | None, str]) -> None:
        """Amendments of the row of a user: field, old and new."""
        context = self._context
        entries = [
            acts.entry(context, Amendment(TABLE, user_id, *values), None, context.now()) for values in changed
        ]
        acts.append(connection, context, context.new_id(), entries)

    def settle(self) -> None:
        """Whoever made the change is called and may do what now stands; there may be a lead now who could be asked."""
        with self._context.db.read() as connection:
            row = people.acting(connection, self._context.user.id, is_lead=False)
        assert row is not None, "nobody lets themselves go"
        self._context.become(User(**row))

    def forget_keyring(self) -> None:
        """The entry of a way in that is gone goes too, as far as the keyring lets it."""
        if self._before.slot(Way.KEYRING) is not None:
            with suppress(AppError):
                SystemKeyring().delete(self._before.db_uuid, unlocking.stop_of(self._progress))


def _row(connection: Connection, user_id: Id) -> people.Row:
    row = next((row for row in people.users(connection) if row["id"] == user_id), None)
    if row is None:
        raise NotFound("user_unknown")
    return row


def _other(context: Context, connection: Connection, user_id: Id) -> people.Row:
    row = _row(connection, user_id)
    if user_id == context.user.id:
        raise RuleViolation("user_self")
    return row


def _why(text: str) -> str:
    return required_text(text, "why", "why_required")


def _history(connection: Connection, user_id: Id) -> tuple[UserChange, ...]:
    told = amended.of_row(connection, TABLE, user_id)
    reasons = amended.reasons(told)
    return tuple(
        UserChange(from_ms(row.recorded_at), row.who, row.field, row.old, row.new, reasons.get(row.act, ""))
        for row in told
        if row.field != "why"
    )


def _member(context: Context, user_id: Id) -> Member:
    return next(member for member in members(context) if member.id == user_id)
