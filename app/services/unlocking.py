"""The ways into a store as the window uses them: passphrase, recovery code, the system's keyring; new ones too.

Everything here may take a second or, with a keyring that waits for its owner, twenty: never in the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.errors import AppError, Cancelled, CredentialProblem, StorageProblem
from app.services import store
from app.services.context import Context, User
from app.services.progress import SILENT, Progress
from app.system import unclean
from app.system.clock import Clock
from app.system.credentials import SystemKeyring
from app.system.keyslots import (
    PRACTICE_PASSPHRASE,
    Opened,
    add_slot,
    change_passphrase,
    fits,
    name_holder,
    new_entry_key,
    open_as,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery,
    remove_slot,
)
from app.system.passphrases import Strength, passphrase_strength
from app.system.paths import Home
from app.system.slotfile import Holder, SlotFile, Way, read_slots, write_slots


@dataclass(frozen=True, slots=True)
class Opening:
    """A store that is held but not open yet: where, by which slots, and by which clock it will go. ``progress`` is told
    of what takes long on the way in."""

    home: Home
    slots: SlotFile
    clock: Clock | None = None
    day: date | None = None
    progress: Progress = SILENT

    @property
    def is_practice(self) -> bool:
        """Whether it opens without being asked for anything, unless it was locked."""
        return self.slots.practice

    @property
    def is_remembered(self) -> bool:
        """Whether the keyring of some computer keeps a key for it."""
        return self.slots.slot(Way.KEYRING) is not None

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who may be asked for a passphrase; none where the store has one user only."""
        return self.slots.holders


def strength(text: str, user_name: str = "", employee_no: str = "") -> Strength:
    """How hard a passphrase is to guess for one who knows its user."""
    return passphrase_strength(text, store.guessable(user_name, employee_no))


def open_practice(opening: Opening) -> Context:
    """The practice store needs no secret."""
    return open_with(opening, open_as(opening.slots, PRACTICE_PASSPHRASE))


def open_by_passphrase(
    opening: Opening, passphrase: str, user: UUID | None = None, new_passphrase: str = ""
) -> Context:
    """Open as ``user``, or as whoever has this passphrase. One that somebody else made up opens together with the
    ``new_passphrase`` that takes its place.

    Raises CredentialProblem ``passphrase_wrong``, ``passphrase_must_change``, ``passphrase_weak``,
    ``passphrase_same``; NotFound ``user_inactive``; StorageProblem by its true cause.
    """
    by = open_as(opening.slots, passphrase, user)
    changed = None
    if by.holder is not None and by.holder.is_first:
        if not new_passphrase:
            raise CredentialProblem("passphrase_must_change")
        words = store.guessable(by.holder.name, by.holder.number)
        changed = change_passphrase(opening.slots, passphrase, new_passphrase, words, by.holder.user)
    context = open_with(opening, by)
    _keep(context, changed)
    with suppress(StorageProblem):  # the old name at the lock keeps nobody out
        _rename(context, by, new_passphrase if changed is not None else passphrase)
    return context


def _rename(context: Context, by: Opened, passphrase: str) -> None:
    """Have the slots call a user what the store calls them by now: only their own passphrase can do it, for each slot
    is bound to the name of its holder."""
    named = holder_of(context.user)
    if by.holder is not None and (by.holder.name, by.holder.number) != (named.name, named.number):
        slots = read_slots(context.home.slots)
        write_slots(context.home.slots, name_holder(slots, context.db.key, passphrase, named))


def open_by_recovery(opening: Opening, code: str, new_passphrase: str = "") -> Context:
    """Open by the recovery code and, if one is given, set a new passphrase for the one that was forgotten. In a store
    of several users it is the lead's.

    Raises CredentialProblem ``recovery_…``, ``passphrase_weak``, StorageProblem.
    """
    data_key = open_with_recovery(opening.slots, code)
    context = open_with(opening, Opened(data_key, Way.RECOVERY))
    try:
        slots = opening.slots
        if new_passphrase:
            holder = holder_of(context.user) if slots.holders else None
            slots = add_slot(slots, data_key, Way.PASSPHRASE, new_passphrase, holder)
    except AppError:
        context.db.close()
        raise
    _keep(context, slots if new_passphrase else None)
    return context


def _keep(context: Context, slots: SlotFile | None) -> None:
    """Write slots that were changed on the way in; where that fails, the store is not open either."""
    try:
        if slots is not None:
            if not fits(slots, context.db.key):  # a new key came into force on the way in
                raise StorageProblem("slots_altered")
            write_slots(context.home.slots, slots)
    except AppError:
        context.db.close()
        raise


def holder_of(user: User) -> Holder:
    """A user as the slots name one."""
    return Holder(UUID(bytes=user.id), user.name, user.employee_no)


def open_by_keyring(
    opening: Opening, keyring: SystemKeyring | None = None, *, progress: Progress = SILENT
) -> Context:
    """Raises CredentialProblem ``keyring_…``, Cancelled, StorageProblem."""
    require_alone(opening.slots)
    entry_key = (keyring or SystemKeyring()).load(opening.slots.db_uuid, stop_of(progress))
    data_key = open_with_keyring(opening.slots, entry_key)
    return open_with(opening, Opened(data_key, Way.KEYRING, next(iter(opening.holders), None)))


def require_alone(slots: SlotFile) -> None:
    """A keyring opens for whoever sits there, so it cannot say which of several users that is.

    Raises CredentialProblem ``keyring_shared``.
    """
    if len(slots.all_of(Way.PASSPHRASE)) > 1:
        raise CredentialProblem("keyring_shared")


def open_prepared(opening: Opening, prepared: store.Prepared) -> Context:
    """A store that was made a moment ago, whose key is still known."""
    return open_with(opening, Opened(prepared.keys.data_key, Way.PASSPHRASE))


def can_remember(keyring: SystemKeyring | None = None, *, progress: Progress = SILENT) -> bool:
    """Whether an allowed keyring answers on this computer."""
    try:
        (keyring or SystemKeyring()).backend_name(stop_of(progress))
    except CredentialProblem:
        return False
    return True


def remember(
    opening: Opening, passphrase: str, keyring: SystemKeyring | None = None, *, progress: Progress = SILENT
) -> None:
    """Let the keyring of this computer open the store from now on.

    Raises CredentialProblem ``keyring_…``, ``passphrase_wrong``, Cancelled, StorageProblem; nothing is changed then.
    """
    keyring = keyring or SystemKeyring()
    slots = read_slots(opening.home.slots)  # a passphrase may have been changed on the way in
    require_alone(slots)
    data_key = open_with_passphrase(slots, passphrase)
    entry_key = new_entry_key()
    slots = add_slot(slots, data_key, Way.KEYRING, entry_key)
    keyring.store(opening.slots.db_uuid, entry_key, stop_of(progress))
    try:
        write_slots(opening.home.slots, slots)
    except AppError:
        with suppress(AppError):
            keyring.delete(opening.slots.db_uuid)
        raise


def forget(
    opening: Opening, passphrase: str, keyring: SystemKeyring | None = None, *, progress: Progress = SILENT
) -> None:
    """Take the keyring's way in away; the entry itself goes as far as the keyring lets it.

    Raises CredentialProblem ``passphrase_wrong``, ``way_absent``, StorageProblem.
    """
    data_key = open_with_passphrase(opening.slots, passphrase)
    write_slots(opening.home.slots, remove_slot(opening.slots, data_key, Way.KEYRING))
    with suppress(AppError):
        (keyring or SystemKeyring()).delete(opening.slots.db_uuid, stop_of(progress))


def stop_of(progress: Progress) -> Callable[[], bool]:
    """Whether the one who waits wants to wait no longer, as a keyring asks it."""

    def is_stopped() -> bool:
        try:
            progress.report(0, 0)
        except Cancelled:
            return True
        return False

    return is_stopped


def open_restored(opening: Opening, by: Opened) -> Context:
    """Open what has taken the place of the store that was held: it has slots of its own."""
    return open_with(replace(opening, slots=read_slots(opening.home.slots)), by)


class DamagedStore(StorageProblem):
    """The ways into the store are whole, its database file is not. ``by`` opens its backups too."""

    def __init__(self, code: str, by: Opened, **params: object) -> None:
        super().__init__(code, **params)
        self.by = by


_DAMAGE = frozenset({"store_unsound", "store_damaged", "store_unreadable"})


def open_with(opening: Opening, by: Opened) -> Context:
    """Open with a data key that is known. What was not closed in order is read through before; in a practice store
    nothing is worth the wait, there it is done beside the work.

    Raises DamagedStore where the file is damaged, and as ``store.unlock``; Cancelled.
    """
    home, slots = opening.home, opening.slots
    try:
        by = replace(by, data_key=store.settle(home, slots, by.data_key))
        if unclean.is_noted(home) and home.database.exists() and not opening.is_practice:
            from app.services import soundness  # which a start in order does not wait for

            soundness.require_sound(home, by.data_key, opening.progress)
        return store.unlock(home, slots, by.data_key, opening.clock, opening.day, by=by)
    except StorageProblem as problem:
        if problem.code not in _DAMAGE:
            raise
        raise DamagedStore(problem.code, by, **problem.params) from None


__all__ = [
    "PRACTICE_PASSPHRASE",
    "Clock",
    "DamagedStore",
    "Holder",
    "Home",
    "Opening",
    "Strength",
    "can_remember",
    "forget",
    "open_by_keyring",
    "open_by_passphrase",
    "open_by_recovery",
    "open_practice",
    "open_prepared",
    "open_restored",
    "remember",
    "strength",
]
