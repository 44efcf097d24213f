"""The key slot file: the store's data key, wrapped once for each way in.

``{v, db_uuid, practice, slots: [{type, user, kdf, wrapped}], seal, check}`` in one canonical line of JSON.
``check`` (SHA-256 of the rest) tells damage from a wrong passphrase; ``seal`` (keyed by the data key) tells, once a
slot has opened, that nobody added, removed or exchanged another one. Every slot is AES-256-GCM and bound to the
store, its practice flag, its user and its own kdf terms, so none of them can be edited.

Version 1 knows one user, who is not named; it is still read, and written as long as no slot names one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from app.domain.errors import StorageProblem
from app.system.durable import write_private

VERSION = 2
KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + 16  # nonce, key, tag
SEAL_BYTES = 32

_SALT_BYTES = 16
_LARGEST_FILE = 64 * 1024
_MOST_MEMORY_KIB = 1024 * 1024  # a forged file must not take the desk's memory
_MOST_PASSES = 64
_MOST_LANES = 64


class Way(StrEnum):
    """A way into the store."""

    PASSPHRASE = "passphrase"  # noqa: S105  # a kind, no secret
    RECOVERY = "recovery"
    KEYRING = "keyring"


@dataclass(frozen=True)
class Argon2Terms:
    """Argon2id (RFC 9106) for what a person can remember."""

    salt: bytes
    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_weak(self) -> bool:
        """Below the least a real store accepts: 64 MiB, 3 passes, 4 lanes (security design, decision D3)."""
        return self.memory_kib < 64 * 1024 or self.passes < 3 or self.lanes < 4

    def as_json(self) -> dict[str, Any]:
        return {
            "name": "argon2id",
            "memory_kib": self.memory_kib,
            "passes": self.passes,
            "lanes": self.lanes,
            "salt": _text(self.salt),
        }


@dataclass(frozen=True)
class HkdfTerms:
    """HKDF-SHA-256 (RFC 5869) for secrets that are random already: recovery code and keyring entry."""

    salt: bytes

    def as_json(self) -> dict[str, Any]:
        return {"name": "hkdf-sha256", "salt": _text(self.salt)}


Terms = Argon2Terms | HkdfTerms


@dataclass(frozen=True)
class Holder:
    """Whose passphrase it is: ``user`` is the id in the store; name and employee number are told before it is open.

    ``is_first``: somebody else made the passphrase up, so it opens only to be changed.
    """

    user: UUID
    name: str
    number: str
    is_first: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"id": str(self.user), "name": self.name, "no": self.number, "first": self.is_first}


@dataclass(frozen=True)
class Slot:
    """One way in: ``wrapped`` is nonce, encrypted data key and tag, 60 bytes. Only passphrases have a holder."""

    way: Way
    terms: Terms
    wrapped: bytes
    holder: Holder | None = None

    @property
    def key(self) -> tuple[Way, UUID | None]:
        """What no two slots of a file share."""
        return self.way, self.holder.user if self.holder else None

    def as_json(self) -> dict[str, Any]:
        user = {"user": self.holder.as_json()} if self.holder else {}
        return {
            "type": str(self.way),
            **user,
            "kdf": self.terms.as_json(),
            "wrapped": _text(self.wrapped),
        }


@dataclass(frozen=True)
class SlotFile:
    """What the file says. ``seal`` fits ``slots`` when ``keyslots`` made it; one slot for each way and holder."""

    db_uuid: UUID
    practice: bool
    slots: tuple[Slot, ...]
    seal: bytes = b""

    def slot(self, way: Way, user: UUID | None = None) -> Slot | None:
        """The slot of that way and user; without a user the first of that way, whoever holds it."""
        return next(iter(self.all_of(way, user)), None)

    def all_of(self, way: Way, user: UUID | None = None) -> tuple[Slot, ...]:
        """The slots of a way; of one user only, where one is named."""
        return tuple(slot for slot in self.slots if slot.way is way and user in (None, slot.key[1]))

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who has a passphrase, as far as the slots say."""
        return tuple(slot.holder for slot in self.slots if slot.holder)

    @property
    def ways(self) -> frozenset[Way]:
        return frozenset(slot.way for slot in self.slots)

    def sealed_content(self) -> bytes:
        """The canonical bytes the seal stands for."""
        return _canonical(self._as_json())

    def bound_to(self, way: Way, terms: Terms, holder: Holder | None = None) -> bytes:
        """The additional data that ties a slot to this store, to its holder and to its own terms."""
        kind = "practice" if self.practice else "real"
        version, user = (2, _canonical(holder.as_json())) if holder else (1, b"")
        return f"{version}|{self.db_uuid}|{kind}|{way}|".encode() + user + _canonical(terms.as_json())

    def to_bytes(self) -> bytes:
        content = {**self._as_json(), "seal": _text(self.seal)}
        check = hashlib.sha256(_canonical(content)).hexdigest()
        return _canonical({**content, "check": check}) + b"\n"

    def _as_json(self) -> dict[str, Any]:
        return {
            "v": VERSION if self.holders else 1,
            "db_uuid": str(self.db_uuid),
            "practice": self.practice,
            "slots": [slot.as_json() for slot in self.slots],
        }


def read_slots(path: Path, *, db_uuid: UUID | None = None) -> SlotFile:
    """Read the slot file at ``path``; ``db_uuid`` is the store it should belong to, where that is known.

    Raises StorageProblem: ``slots_missing``, ``slots_damaged``, ``slots_newer`` (found, known), ``slots_downgraded``
    (a real store with a weak kdf), ``slots_of_other_store``, or as ``StorageProblem.of`` names it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise StorageProblem("slots_missing", path=str(path)) from None
    except OSError as error:
        raise StorageProblem.of(error, path) from error
    slots = parse_slots(content, path)
    if db_uuid is not None and slots.db_uuid != db_uuid:
        raise StorageProblem("slots_of_other_store", path=str(path))
    return slots


def write_slots(path: Path, slots: SlotFile) -> None:
    """Replace the slot file in one step. Raises StorageProblem; the old file then still stands."""
    write_private(path, slots.to_bytes())


def parse_slots(content: bytes, path: Path) -> SlotFile:
    """The slots in the ``content`` of a slot file; ``path`` is where it was read. Raises as ``read_slots``."""
    try:
        data = json.loads(content) if len(content) <= _LARGEST_FILE else {}
        if _is_whole(data) and data["v"] > VERSION:
            raise StorageProblem("slots_newer", path=str(path), found=data["v"], known=VERSION)
        slots = _from_json(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StorageProblem("slots_damaged", path=str(path)) from None
    # One spelling only: whatever differs by a single byte from what we would write is damage.
    if slots.to_bytes() != content:
        raise StorageProblem("slots_damaged", path=str(path))
    if not slots.practice and any(isinstance(s.terms, Argon2Terms) and s.terms.is_weak for s in slots.slots):
        raise StorageProblem("slots_downgraded", path=str(path))
    return slots


def _is_whole(data: Any) -> bool:
    """Whether the check fits, in whatever version: a damaged version number is damage, not news."""
    rest = {name: value for name, value in data.items() if name != "check"}
    return hashlib.sha256(_canonical(rest)).hexdigest() == data["check"] and type(data["v"]) is int


def _from_json(data: Any) -> SlotFile:
    slots = tuple(_slot(item) for item in data["slots"])
    if not slots or len({slot.key for slot in slots}) != len(slots):
        raise ValueError("slots")
    if type(data["practice"]) is not bool:
        raise TypeError("practice")
    return SlotFile(UUID(data["db_uuid"]), data["practice"], slots, _bytes(data["seal"], SEAL_BYTES))


def _slot(item: Any) -> Slot:
    way = Way(item["type"])
    kdf = item["kdf"]
    salt = _bytes(kdf["salt"], _SALT_BYTES)
    # Each way has its own kdf: a passphrase behind the fast one would be guessed at leisure.
    terms: Terms
    if way is Way.PASSPHRASE:
        terms = Argon2Terms(
            salt,
            memory_kib=_whole(kdf["memory_kib"], 8 * _whole(kdf["lanes"], 1, _MOST_LANES), _MOST_MEMORY_KIB),
            passes=_whole(kdf["passes"], 1, _MOST_PASSES),
            lanes=kdf["lanes"],
        )
    else:
        terms = HkdfTerms(salt)
    holder = _holder(item["user"]) if way is Way.PASSPHRASE and "user" in item else None
    return Slot(way, terms, _bytes(item["wrapped"], WRAPPED_BYTES), holder)


def _holder(item: Any) -> Holder:
    if type(item["first"]) is not bool or type(item["name"]) is not str or type(item["no"]) is not str:
        raise TypeError("user")
    return Holder(UUID(item["id"]), item["name"], item["no"], item["first"])


def _whole(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("number")
    return value


def _bytes(text: Any, length: int) -> bytes:
    found = base64.b64decode(text, validate=True)
    if len(found) != length:
        raise ValueError("length")
    return found


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _canonical(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")
