"""The users of a store: who may unlock it, added, let go and given a new passphrase by the lead.

Rows and key slots change together: the slots are written before the rows are committed, and put back where that
fails. A machine that stops in between leaves a passphrase without a user, who is let in by nobody, or a user without
a passphrase, who is given one. Each change is an amendment in the record: who made it, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from app.domain.errors import AppError, NotFound, RuleViolation, StorageProblem
from app.domain.facts import Amendment, Id
from app.domain.permissions import Deed, Post
from app.domain.plain_text import required_text
from app.models import people
from app.services import acts, store, unlocking, ways_in
from app.services.changes import Changes
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.system import keyslots
from app.system.credentials import SystemKeyring
from app.system.passphrases import require_strong
from app.system.slotfile import Holder, SlotFile, Way, read_slots, write_slots

TABLE = "user"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Member:
    """A user as the list shows one. ``must_change``: the passphrase is still the one that the lead made up."""

    id: Id
    name: str
    employee_no: str
    role: Post
    is_active: bool
    is_self: bool
    has_passphrase: bool
    must_change: bool


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
    ``employee_no_taken``, ``text_too_long``; CredentialProblem ``practice_fixed``, ``passphrase_wrong``,
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
    return _member(context, user_id), Changes.of("users")


def give_passphrase(
    context: Context, passphrase: str, user_id: Id, new: str, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Give somebody who forgot theirs, or comes back, a first passphrase again.

    Raises as ``add``; NotFound ``user_unknown``; RuleViolation ``user_self``: one's own is changed, not given.
    """
    change = _Change(context, passphrase, progress)
    with context.db.read() as connection:
        row = _other(context, connection, user_id)
    holder = Holder(UUID(bytes=user_id), row["name"], row["employee_no"], is_first=True)
    slots = change.given(holder, new)
    noted: list[tuple[str, str | None, str]] = [("passphrase", None, "given")]
    with change.writing(slots) as connection:
        if not row["is_active"]:
            people.set_active(connection, user_id, is_active=True)
            noted.append(("is_active", "0", "1"))
        change.note(connection, user_id, *noted)
    change.forget_keyring()
    return _member(context, user_id), Changes.of("users")


def deactivate(
    context: Context, passphrase: str, user_id: Id, *, progress: Progress = SILENT
) -> tuple[Member, Changes]:
    """Let somebody unlock no more. What they wrote stays theirs; a key they copied before is void only after a rekey.

    Raises as ``give_passphrase``.
    """
    change = _Change(context, passphrase, progress)
    with context.db.read() as connection:
        row = _other(context, connection, user_id)
    user = UUID(bytes=user_id)
    slots = change.slots
    if slots.slot(Way.PASSPHRASE, user) is not None:
        slots = keyslots.remove_slot(slots, change.data_key, Way.PASSPHRASE, user)
    with change.writing(slots) as connection:
        if row["is_active"]:
            people.set_active(connection, user_id, is_active=False)
            change.note(connection, user_id, ("is_active", "1", "0"))
    return _member(context, user_id), Changes.of("users")


class _Change:
    """A change that is allowed and confirmed by a passphrase. ``slots``: as they stand, with its user named in them."""

    def __init__(self, context: Context, passphrase: str, progress: Progress) -> None:
        context.user.require(Deed.MANAGE_USERS)
        self._context, self._progress = context, progress
        self._before = ways_in.real_slots(context)
        progress.report(0, 0)
        own = unlocking.holder_of(context.user)
        who = ways_in.own(context, self._before)
        self.data_key = keyslots.open_with_passphrase(self._before, passphrase, who)
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

    def forget_keyring(self) -> None:
        """The entry of a way in that is gone goes too, as far as the keyring lets it."""
        if self._before.slot(Way.KEYRING) is not None:
            with suppress(AppError):
                SystemKeyring().delete(self._before.db_uuid, unlocking.stop_of(self._progress))


def _other(context: Context, connection: Connection, user_id: Id) -> people.Row:
    row = next((row for row in people.users(connection) if row["id"] == user_id), None)
    if row is None:
        raise NotFound("user_unknown")
    if user_id == context.user.id:
        raise RuleViolation("user_self")
    return row


def _member(context: Context, user_id: Id) -> Member:
    return next(member for member in members(context) if member.id == user_id)
