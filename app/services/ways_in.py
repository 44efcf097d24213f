"""The ways into the open store, changed by one who knows its passphrase: keyring, passphrase, recovery code.

Each change is told to the slot file alone; the data key and so the database stay as they are. All of it may take a
second or, with a keyring that waits for its owner, twenty: never in the GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.errors import CredentialProblem
from app.domain.permissions import Deed
from app.services import store, unlocking
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.services.unlocking import Opening
from app.system import keyslots
from app.system.credentials import SystemKeyring
from app.system.recovery import parse_recovery_code
from app.system.slotfile import SlotFile, Way, read_slots, write_slots


@dataclass(frozen=True, slots=True)
class Ways:
    """How the store can be opened. ``obstacle`` is why no keyring of this computer can be used, if none can."""

    is_practice: bool
    is_remembered: bool = False
    obstacle: CredentialProblem | None = None


@dataclass(frozen=True, slots=True)
class NewCode:
    """A recovery code that is not in force yet: shown once, kept nowhere, and written when it was typed back."""

    code: str = field(repr=False)
    data_key: bytes = field(repr=False)


def ways(context: Context, keyring: SystemKeyring | None = None, *, progress: Progress = SILENT) -> Ways:
    """Which ways there are. Raises StorageProblem, Cancelled."""
    slots = read_slots(context.home.slots)
    if slots.practice:
        return Ways(is_practice=True)
    obstacle = None
    try:
        unlocking.require_alone(slots)
        (keyring or SystemKeyring()).backend_name(unlocking.stop_of(progress))
    except CredentialProblem as problem:
        obstacle = problem
    return Ways(
        is_practice=False,
        is_remembered=slots.slot(Way.KEYRING) is not None,
        obstacle=obstacle,
    )


def remember(context: Context, passphrase: str, *, progress: Progress = SILENT) -> None:
    """Let the keyring of this computer open the store from now on.

    Raises CredentialProblem ``practice_fixed``, ``passphrase_not_own``, ``keyring_…``, Cancelled, StorageProblem;
    nothing is changed then.
    """
    with confirming(context):
        unlocking.remember(Opening(context.home, real_slots(context)), passphrase, progress=progress)


def forget(context: Context, passphrase: str, *, progress: Progress = SILENT) -> None:
    """Take the keyring's way in away. Raises CredentialProblem ``practice_fixed``, ``passphrase_not_own``,
    ``way_absent``; StorageProblem."""
    with confirming(context):
        unlocking.forget(Opening(context.home, real_slots(context)), passphrase, progress=progress)


def change_passphrase(context: Context, old: str, new: str, *, progress: Progress = SILENT) -> None:
    """Open by another passphrase of one's own from now on; the other ways stay.

    Raises CredentialProblem ``practice_fixed``, ``passphrase_not_own``, ``passphrase_weak``, ``passphrase_same``;
    StorageProblem.
    """
    slots = real_slots(context)
    progress.report(0, 0)
    words = store.guessable(context.user.name, context.user.employee_no)
    with confirming(context):
        changed = keyslots.change_passphrase(slots, old, new, words, own(context, slots))
    write_slots(context.home.slots, changed)


def new_code(context: Context, passphrase: str, *, progress: Progress = SILENT) -> NewCode:
    """Another recovery code; the old one opens until this one is typed back.

    Raises RuleViolation ``may_not_change_keys``; CredentialProblem ``practice_fixed``, ``passphrase_not_own``;
    StorageProblem.
    """
    slots = real_slots(context)
    context.user.require(Deed.CHANGE_KEYS)
    progress.report(0, 0)
    data_key = key_of(context, slots, passphrase)
    _, code = keyslots.renew_recovery_code(slots, data_key)
    return NewCode(code, data_key)


def keep_code(context: Context, made: NewCode, typed: str, *, progress: Progress = SILENT) -> None:
    """Put a new code in force that was typed back.

    Raises CredentialProblem ``recovery_length``, ``recovery_mistyped``, ``recovery_other``; StorageProblem.
    """
    progress.report(0, 0)
    if parse_recovery_code(typed) != parse_recovery_code(made.code):
        raise CredentialProblem("recovery_other")
    # Read anew: the passphrase may have been changed while the code was copied.
    slots = keyslots.add_slot(real_slots(context), made.data_key, Way.RECOVERY, made.code)
    write_slots(context.home.slots, slots)


def real_slots(context: Context) -> SlotFile:
    """The ways into a real store as they stand. Raises CredentialProblem ``practice_fixed``, StorageProblem."""
    slots = read_slots(context.home.slots)
    if slots.practice:
        raise CredentialProblem("practice_fixed")
    return slots


def key_of(context: Context, slots: SlotFile, passphrase: str) -> bytes:
    """The data key, by the user's own passphrase. Raises CredentialProblem ``passphrase_not_own``."""
    with confirming(context):
        return keyslots.open_with_passphrase(slots, passphrase, own(context, slots))


@contextmanager
def confirming(context: Context) -> Iterator[None]:
    """Whoever is unlocked confirms by their own passphrase: a wrong one says whose is asked for, and no recovery code
    helps there. Raises CredentialProblem ``passphrase_not_own``."""
    try:
        yield
    except CredentialProblem as error:
        if error.code != "passphrase_wrong":
            raise
        raise CredentialProblem("passphrase_not_own", name=context.user.name) from None


def own(context: Context, slots: SlotFile) -> UUID | None:
    """Whose passphrase is asked for: that of the user, where the slots name anybody."""
    return UUID(bytes=context.user.id) if slots.holders else None
