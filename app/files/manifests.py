"""The manifest beside files that left the house: what they were when they left, so that anybody can check them.

A JSON file for people and programs. ``signed`` holds what is attested; the signature is over its canonical form: keys
sorted, no spaces, UTF-8. Nothing here knows keys: who signs and who may sign is said elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import StorageProblem

SUFFIX = ".manifest.json"
VERSION = 1
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as it left: its name without folder, SHA-256, size in bytes."""

    name: str
    digest: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of a device stood: its id, the number of its facts, its last link."""

    device: bytes
    facts: int
    link: bytes


@dataclass(frozen=True, slots=True)
class Statement:
    """What is attested. ``kind``: contacts, weekly or backup; ``made_at`` is ISO 8601 in UTC; ``rows`` of all files."""

    kind: str
    store: str
    made_at: str
    made_by: str
    employee_no: str
    purpose: str
    rows: int
    is_masked: bool
    files: tuple[Listed, ...]
    heads: tuple[Head, ...]
    program: str

    def canonical(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps(
            self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        ).encode()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "store": self.store,
            "made_at": self.made_at,
            "made_by": {"name": self.made_by, "employee_no": self.employee_no},
            "purpose": self.purpose,
            "rows": self.rows,
            "masked": self.is_masked,
            "files": [
                {"name": each.name, "sha256": each.digest.hex(), "size": each.size} for each in self.files
            ],
            "chain": [
                {"device": head.device.hex(), "facts": head.facts, "head": head.link.hex()}
                for head in self.heads
            ],
            "program": self.program,
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """A statement with the public key of who made it and the signature, which nobody has checked yet."""

    statement: Statement
    public_key: bytes
    signature: bytes

    def to_bytes(self) -> bytes:
        """The file."""
        data = {
            "manifest": VERSION,
            "signed": self.statement.as_json(),
            "key": b64encode(self.public_key).decode(),
            "signature": b64encode(self.signature).decode(),
        }
        return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def listed(path: Path, name: str = "") -> Listed:
    """A file as it stands, under its own name or the one it will get. Raises StorageProblem."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
            size = file.tell()
    except OSError as error:
        raise StorageProblem.of(error, path) from error
    return Listed(name or path.name, digest, size)


def read(path: Path) -> Manifest:
    """The manifest at ``path``. Raises StorageProblem ``manifest_unreadable``, or as ``StorageProblem.of`` names it."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise StorageProblem.of(error, path) from error
    try:
        if len(content) > _LARGEST:
            raise ValueError("size")
        return _from_json(json.loads(content, object_pairs_hook=_once))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StorageProblem("manifest_unreadable", path=str(path)) from None


def manifest_of(path: Path) -> Path:
    """The manifest that speaks of this file: itself, the one of its name, or one in its folder that lists it.

    Raises StorageProblem ``manifest_missing``.
    """
    if path.name.endswith(SUFFIX):
        return path
    beside = path.with_name(path.name + SUFFIX)
    if beside.exists():
        return beside
    for other in sorted(path.parent.glob(f"*{SUFFIX}")):
        try:
            names = {each.name for each in read(other).statement.files}
        except StorageProblem:
            continue
        if path.name in names:
            return other
    raise StorageProblem("manifest_missing", path=str(path))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once: of two, one could be shown to people and the other be signed."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


def _from_json(data: Mapping[str, Any]) -> Manifest:
    if data["manifest"] != VERSION:
        raise ValueError("version")
    statement = _statement(data["signed"])
    statement.canonical()  # half a character cannot be written, and so was never signed
    # What this version does not know, it cannot show, and so does not vouch for.
    if statement.as_json() != data["signed"] or data.keys() != {"manifest", "signed", "key", "signature"}:
        raise ValueError("unknown")
    return Manifest(
        statement, b64decode(data["key"], validate=True), b64decode(data["signature"], validate=True)
    )


def _statement(data: Mapping[str, Any]) -> Statement:
    files = tuple(
        Listed(_file_name(each["name"]), bytes.fromhex(each["sha256"]), _whole(each["size"]))
        for each in _list(data["files"])
    )
    by = data["made_by"]
    heads = tuple(
        Head(bytes.fromhex(each["device"]), _whole(each["facts"]), bytes.fromhex(each["head"]))
        for each in _list(data["chain"])
    )
    if not files or not isinstance(data["masked"], bool):
        raise ValueError("files")
    return Statement(
        kind=_text(data["kind"]),
        store=_text(data["store"]),
        made_at=_text(data["made_at"]),
        made_by=_text(by["name"]),
        employee_no=_text(by["employee_no"]),
        purpose=_text(data["purpose"]),
        rows=_whole(data["rows"]),
        is_masked=data["masked"],
        files=files,
        heads=heads,
        program=_text(data["program"]),
    )


def _file_name(value: Any) -> str:
    """The name of a file beside the manifest: never a way out of its folder."""
    name = _text(value)
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise ValueError("name")
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("number")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value
