"""A new data key for a store: every page is written anew, and every way in but the passphrase of who does it is void.

To be done after a leak: a key file that was copied, a colleague who left. The recovery code is new and typed back
before anything begins; the passphrases of others and the keyring's entry end, for nobody can wrap the new key for
them. Old backups still open by the ways of their own day.

Order: proven backup → ``rekey.json`` (the new ways in, and the new key wrapped by the old one) → ``PRAGMA rekey``, one
transaction → slot file → ``rekey.json`` goes. Wherever the machine stops, the ways in that are on the disk open the
store: ``settle`` tells by ``rekey.json`` which of the two keys the database has, and ends what was begun.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.errors import CredentialProblem
from app.domain.facts import Amendment
from app.domain.permissions import Deed
from app.models.database import rekey as rekey_database
from app.services import acts, backups, store, unlocking
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.services.unlocking import Opening
from app.system import keyslots
from app.system.durable import write_private
from app.system.folders import require_space
from app.system.keyslots import Opened
from app.system.recovery import parse_recovery_code
from app.system.slotfile import SlotFile, Way


@dataclass(frozen=True, slots=True)
class Prepared:
    """A new key that nothing uses yet. ``recovery_code`` is shown once, kept nowhere, and typed back."""

    opening: Opening
    by: Opened = field(repr=False)
    slots: SlotFile = field(repr=False)
    data_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)
    ended: tuple[str, ...]
    """Who needs a new first passphrase afterwards."""


def prepare(opening: Opening, passphrase: str, user: UUID | None = None) -> Prepared:
    """A new data key, and the ways in that will open it: this passphrase, and a new recovery code.

    Raises CredentialProblem ``practice_fixed``, ``passphrase_wrong``, ``passphrase_must_change``; StorageProblem.
    """
    if opening.is_practice:
        raise CredentialProblem("practice_fixed")
    by = keyslots.open_as(opening.slots, passphrase, user)
    if by.holder is not None and by.holder.is_first:
        raise CredentialProblem("passphrase_must_change")
    slots, data_key, code = keyslots.renewed(opening.slots, passphrase, by.holder)
    ended = tuple(holder.name for holder in opening.holders if holder != by.holder)
    return Prepared(opening, by, slots, data_key, code, ended)


def rekey(prepared: Prepared, typed: str, progress: Progress = SILENT) -> None:
    """Write the closed store anew with the prepared key; ``typed`` is its recovery code, typed back.

    Raises CredentialProblem ``recovery_length``, ``recovery_mistyped``, ``recovery_other``; RuleViolation
    ``may_not_change_keys``; StorageProblem by its true cause; Cancelled. The old key then still opens.
    """
    if parse_recovery_code(typed) != parse_recovery_code(prepared.recovery_code):
        raise CredentialProblem("recovery_other")
    home, opening = prepared.opening.home, prepared.opening
    context = unlocking.open_with(opening, prepared.by)
    try:
        context.user.require(Deed.CHANGE_KEYS)
        require_space(home.root, 2 * home.database.stat().st_size)
        backups.make(context, progress=progress)
    finally:
        context.db.close()
    progress.report(0, 0, "rekey")  # the last moment at which it can be stopped
    renew(prepared)
    _record(prepared)


def renew(prepared: Prepared) -> None:
    """Write the database and its slots anew; the machine may stop at any moment of it. Raises StorageProblem."""
    home, old = prepared.opening.home, prepared.by.data_key
    write_private(home.rekeying, _note(prepared))
    try:
        rekey_database(home.database, old, prepared.data_key)
    finally:
        store.settle(home, prepared.opening.slots, old)


def _note(prepared: Prepared) -> bytes:
    wrapped = keyslots.wrap_key(prepared.by.data_key, prepared.data_key, prepared.slots.db_uuid)
    words = {"slots": prepared.slots.to_bytes(), "wrapped": wrapped}
    return json.dumps({name: base64.b64encode(word).decode() for name, word in words.items()}).encode()


def _record(prepared: Prepared) -> None:
    """Open the store by its new key, which proves it, and write down that it has one."""
    by = Opened(prepared.data_key, Way.PASSPHRASE, prepared.by.holder)
    opening = prepared.opening
    renewed = Opening(opening.home, prepared.slots, opening.clock, opening.day)
    context: Context = unlocking.open_with(renewed, by)
    try:
        with context.db.write() as connection:
            body = Amendment("store_info", prepared.slots.db_uuid.bytes, "data_key", None, "renewed")
            entry = acts.entry(context, body, None, context.now())
            acts.append(connection, context, context.new_id(), [entry])
    finally:
        context.db.close()
