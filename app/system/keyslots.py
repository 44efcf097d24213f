"""Ways into a store: one random data key, wrapped by passphrase, recovery code and keyring entry.

A real store always keeps at least two ways in, so that a lost keyring or a forgotten passphrase loses no data.
The functions return new ``SlotFile`` values; ``write_slots`` makes one the truth.

Each user of a store has a passphrase of their own (``Holder``); a store of one user need not name them.

Open: ``read_slots`` → ``open_with_…`` → data key. Create: ``new_store_keys`` → show the recovery code and have it
typed back → ``write_slots``.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import CredentialProblem, StorageProblem
from app.system.passphrases import normal_passphrase, require_strong
from app.system.recovery import format_recovery_code, new_recovery_secret, parse_recovery_code
from app.system.slotfile import (
    KEY_BYTES,
    NONCE_BYTES,
    Argon2Terms,
    HkdfTerms,
    Holder,
    Slot,
    SlotFile,
    Terms,
    Way,
)

PRACTICE_PASSPHRASE: Final = "fairdue-practice"  # noqa: S105  # published, see below
"""Published on purpose: the practice store holds invented people only and keeps no secret."""

LEAST_WAYS = 2

_SALT_BYTES = 16
_PRACTICE_MEMORY_KIB = 1024


@dataclass(frozen=True, repr=False)
class NewStoreKeys:
    """A new store's slots, its data key (32 bytes), and the recovery code, shown once and kept nowhere."""

    slots: SlotFile
    data_key: bytes
    recovery_code: str


@dataclass(frozen=True)
class Opened:
    """The data key (32 bytes), and what opened it: ``holder`` is None where the slot names nobody."""

    data_key: bytes = field(repr=False)
    way: Way
    holder: Holder | None = None


def new_store_keys(passphrase: str, *, db_uuid: UUID, user_inputs: Iterable[str] = ()) -> NewStoreKeys:
    """Keys for a real store: passphrase and recovery code.

    Raises CredentialProblem ``passphrase_weak``; ``user_inputs`` as in ``passphrase_strength``.
    """
    require_strong(passphrase, user_inputs)
    data_key = secrets.token_bytes(KEY_BYTES)
    slots = _with_slot(SlotFile(db_uuid, False, ()), data_key, Way.PASSPHRASE, _passphrase_bytes(passphrase))
    slots, code = _with_new_recovery(slots, data_key)
    return NewStoreKeys(slots, data_key, code)


def new_practice_keys(*, db_uuid: UUID) -> tuple[SlotFile, bytes]:
    """Slots and data key of a practice store: the published passphrase and a kdf that costs nothing."""
    data_key = secrets.token_bytes(KEY_BYTES)
    secret = _passphrase_bytes(PRACTICE_PASSPHRASE)
    return _with_slot(SlotFile(db_uuid, True, ()), data_key, Way.PASSPHRASE, secret), data_key


def open_with_passphrase(slots: SlotFile, passphrase: str, user: UUID | None = None) -> bytes:
    """The data key, as ``open_as`` finds it."""
    return open_as(slots, passphrase, user).data_key


def open_as(slots: SlotFile, passphrase: str, user: UUID | None = None) -> Opened:
    """Open as ``user``, or as whoever has this passphrase. Takes 0.1 to 0.4 s and 64 MiB for each slot that is tried;
    call it outside the GUI thread.

    Raises CredentialProblem ``passphrase_wrong`` or ``way_absent``, StorageProblem ``slots_altered``.
    """
    tried = slots.all_of(Way.PASSPHRASE, user)
    if not tried:
        raise CredentialProblem("way_absent", way=str(Way.PASSPHRASE))
    secret = _passphrase_bytes(passphrase)
    for slot in tried:
        data_key = _unwrapped(slots, slot, secret)
        if data_key is not None:
            return Opened(data_key, Way.PASSPHRASE, slot.holder)
    raise CredentialProblem("passphrase_wrong")


def open_with_recovery(slots: SlotFile, code: str) -> bytes:
    """The data key, from a typed recovery code.

    Raises as ``parse_recovery_code``, CredentialProblem ``recovery_wrong`` (well typed, but of another store or an
    older code) or ``way_absent``, StorageProblem ``slots_altered``.
    """
    return _open(slots, Way.RECOVERY, parse_recovery_code(code), "recovery_wrong")


def open_with_keyring(slots: SlotFile, entry_key: bytes) -> bytes:
    """The data key, from the 32 bytes that the system's keyring keeps.

    Raises CredentialProblem ``keyring_wrong`` (an entry of another copy of the store) or ``way_absent``,
    StorageProblem ``slots_altered``.
    """
    return _open(slots, Way.KEYRING, entry_key, "keyring_wrong")


def add_slot(
    slots: SlotFile, data_key: bytes, way: Way, secret: bytes | str, holder: Holder | None = None
) -> SlotFile:
    """``slots`` with a way in more, or with that way renewed: passphrase (of ``holder``) or code as text, keyring key
    as 32 bytes.

    A real store takes no weak passphrase. Raises CredentialProblem; StorageProblem ``slots_altered`` when
    ``data_key`` is not the one these slots were sealed with.
    """
    _require_seal(slots, data_key)
    return _with_slot(slots, data_key, way, _secret_bytes(slots, way, secret), holder)


def name_holder(slots: SlotFile, data_key: bytes, passphrase: str, holder: Holder) -> SlotFile:
    """``slots`` in which the passphrase that named nobody or the same user by another name, and opened ``data_key``,
    is that of ``holder``."""
    others = tuple(slot for slot in slots.slots if slot.key != (Way.PASSPHRASE, None))
    secret = _passphrase_bytes(passphrase)
    return _with_slot(replace(slots, slots=others), data_key, Way.PASSPHRASE, secret, holder)


def remove_slot(slots: SlotFile, data_key: bytes, way: Way, user: UUID | None = None) -> SlotFile:
    """``slots`` without ``way``; of a passphrase only that of ``user``, where one is named.

    Raises CredentialProblem ``way_absent``, or ``last_ways_in`` (least) when a real store would keep fewer than
    two ways in, a practice store none.
    """
    _require_seal(slots, data_key)
    gone = slots.slot(way, user)
    if gone is None:
        raise CredentialProblem("way_absent", way=str(way))
    rest = replace(slots, slots=tuple(slot for slot in slots.slots if slot is not gone))
    least = 1 if slots.practice else LEAST_WAYS
    if len(rest.ways) < least:
        raise CredentialProblem("last_ways_in", least=least)
    return _sealed(rest, data_key)


def change_passphrase(
    slots: SlotFile, old: str, new: str, user_inputs: Iterable[str] = (), user: UUID | None = None
) -> SlotFile:
    """``slots`` with another passphrase of ``user``; the data key and so the database stay as they are.

    Raises CredentialProblem ``passphrase_wrong``, ``passphrase_weak``, ``passphrase_same``, or ``practice_fixed``: the
    passphrase of a practice store is the published one for ever.
    """
    if slots.practice:
        raise CredentialProblem("practice_fixed")
    opened = open_as(slots, old, user)
    require_strong(new, user_inputs)
    if normal_passphrase(old) == normal_passphrase(new):
        raise CredentialProblem("passphrase_same")
    holder = opened.holder and replace(opened.holder, is_first=False)
    return _with_slot(slots, opened.data_key, Way.PASSPHRASE, _passphrase_bytes(new), holder)


def renew_recovery_code(slots: SlotFile, data_key: bytes) -> tuple[SlotFile, str]:
    """``slots`` with a new recovery code, and the code; the old one stops to open once these are written."""
    _require_seal(slots, data_key)
    return _with_new_recovery(slots, data_key)


def renewed(slots: SlotFile, passphrase: str, holder: Holder | None) -> tuple[SlotFile, bytes, str]:
    """Slots for a new data key, the key, and the recovery code: they open by this passphrase and by that code alone."""
    data_key = secrets.token_bytes(KEY_BYTES)
    secret = _passphrase_bytes(passphrase)
    fresh = _with_slot(replace(slots, slots=()), data_key, Way.PASSPHRASE, secret, holder)
    fresh, code = _with_new_recovery(fresh, data_key)
    return fresh, data_key, code


def wrap_key(by: bytes, data_key: bytes, db_uuid: UUID) -> bytes:
    """A data key encrypted by another one of the same store: nonce, key and tag, 60 bytes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(by).encrypt(nonce, data_key, _succession(db_uuid))


def unwrap_key(by: bytes, wrapped: bytes, db_uuid: UUID) -> bytes | None:
    """The key that ``wrap_key`` wrapped, None where another one is needed to see it."""
    try:
        return AESGCM(by).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _succession(db_uuid))
    except InvalidTag:
        return None


def fits(slots: SlotFile, data_key: bytes) -> bool:
    """Whether these slots were sealed with this data key, and so open to it."""
    return hmac.compare_digest(_seal(slots, data_key), slots.seal)


def new_entry_key() -> bytes:
    """A random 32-byte key for the keyring to keep; never the data key itself."""
    return secrets.token_bytes(KEY_BYTES)


def _with_new_recovery(slots: SlotFile, data_key: bytes) -> tuple[SlotFile, str]:
    secret = new_recovery_secret()
    return _with_slot(slots, data_key, Way.RECOVERY, secret), format_recovery_code(secret)


def _with_slot(
    slots: SlotFile, data_key: bytes, way: Way, secret: bytes, holder: Holder | None = None
) -> SlotFile:
    terms = _new_terms(way, practice=slots.practice)
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapper = AESGCM(_derive(terms, way, secret))
    wrapped = nonce + wrapper.encrypt(nonce, data_key, slots.bound_to(way, terms, holder))
    new = Slot(way, terms, wrapped, holder)
    others = tuple(slot for slot in slots.slots if slot.key != new.key)
    return _sealed(replace(slots, slots=(*others, new)), data_key)


def _open(slots: SlotFile, way: Way, secret: bytes, wrong: str) -> bytes:
    slot = slots.slot(way)
    if slot is None:
        raise CredentialProblem("way_absent", way=str(way))
    data_key = _unwrapped(slots, slot, secret)
    if data_key is None:
        raise CredentialProblem(wrong)
    return data_key


def _unwrapped(slots: SlotFile, slot: Slot, secret: bytes) -> bytes | None:
    """The data key, None where the secret is another one. Raises StorageProblem ``slots_altered``."""
    wrapper = AESGCM(_derive(slot.terms, slot.way, secret))
    nonce, sealed = slot.wrapped[:NONCE_BYTES], slot.wrapped[NONCE_BYTES:]
    try:
        data_key = wrapper.decrypt(nonce, sealed, slots.bound_to(slot.way, slot.terms, slot.holder))
    except InvalidTag:
        return None
    _require_seal(slots, data_key)
    return data_key


def _new_terms(way: Way, *, practice: bool) -> Terms:
    salt = secrets.token_bytes(_SALT_BYTES)
    if way is not Way.PASSPHRASE:
        return HkdfTerms(salt)
    return Argon2Terms(salt, _PRACTICE_MEMORY_KIB, passes=1, lanes=1) if practice else Argon2Terms(salt)


def _derive(terms: Terms, way: Way, secret: bytes) -> bytes:
    if isinstance(terms, HkdfTerms):
        return HKDF(SHA256(), KEY_BYTES, terms.salt, f"fairdue slot {way}".encode()).derive(secret)
    kdf = Argon2id(
        salt=terms.salt,
        length=KEY_BYTES,
        iterations=terms.passes,
        lanes=terms.lanes,
        memory_cost=terms.memory_kib,
    )
    try:
        return kdf.derive(secret)
    except MemoryError:
        raise CredentialProblem("memory_short", needed_mib=terms.memory_kib // 1024) from None


def _secret_bytes(slots: SlotFile, way: Way, secret: bytes | str) -> bytes:
    if way is Way.KEYRING:
        if not isinstance(secret, bytes) or len(secret) != KEY_BYTES:
            raise ValueError("the keyring keeps a key of 32 bytes")
        return secret
    if not isinstance(secret, str):
        raise TypeError("a passphrase or recovery code is text")
    if way is Way.RECOVERY:
        return parse_recovery_code(secret)
    if slots.practice:
        raise CredentialProblem("practice_fixed")
    require_strong(secret)
    return _passphrase_bytes(secret)


def _passphrase_bytes(passphrase: str) -> bytes:
    return normal_passphrase(passphrase).encode("utf-8", "surrogatepass")


def _sealed(slots: SlotFile, data_key: bytes) -> SlotFile:
    return replace(slots, seal=_seal(slots, data_key))


def _succession(db_uuid: UUID) -> bytes:
    return f"fairdue rekey {db_uuid}".encode()


def _require_seal(slots: SlotFile, data_key: bytes) -> None:
    if not fits(slots, data_key):
        raise StorageProblem("slots_altered")


def _seal(slots: SlotFile, data_key: bytes) -> bytes:
    key = HKDF(SHA256(), KEY_BYTES, None, b"fairdue slot seal").derive(data_key)
    return hmac.digest(key, slots.sealed_content(), "sha256")
