"""Signing what leaves the house, and holding the store against what was signed before.

A manifest names the files, how many rows they hold, who made them, when and what for, and where the chain of every
device stood. It is signed with the key of the store's own device. Given to somebody else it is an anchor: whoever
later cuts the end off a chain, or writes it anew, can no longer agree with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app import __version__
from app.domain.errors import StorageProblem
from app.files.manifests import SUFFIX, Head, Listed, Manifest, Statement, read
from app.files.staging import Staging
from app.models import devices
from app.models.devices import ChainHead
from app.services.context import Context
from app.system.durable import write_private
from app.system.signing import fingerprint, is_signed, new_signing_key, public_key_of, sign


@dataclass(frozen=True, slots=True)
class Attested:
    """What left: its ``kind`` (contacts, weekly, backup), for which purpose, how many rows, masked or in full."""

    kind: str
    purpose: str
    rows: int
    is_masked: bool


def attest(
    context: Context,
    connection: Connection,
    what: Attested,
    files: Sequence[Listed],
    heads: Sequence[ChainHead] | None = None,
) -> bytes:
    """The signed manifest of these files, inside a write transaction; ``heads`` where they are not those of now."""
    raw: Any = connection.connection.driver_connection
    key = _own_key(context, connection)
    statement = Statement(
        what.kind,
        devices.store_uuid(raw),
        context.now().astimezone(UTC).isoformat(timespec="seconds"),
        context.user.name,
        context.user.employee_no,
        what.purpose,
        what.rows,
        what.is_masked,
        tuple(files),
        tuple(Head(*head) for head in (devices.heads(raw) if heads is None else heads)),
        f"FairDue {__version__}",
    )
    return Manifest(statement, public_key_of(key), sign(key, statement.canonical())).to_bytes()


def sealed(
    context: Context,
    connection: Connection,
    what: Attested,
    staged: Staging,
    files: Sequence[Listed],
    stem: str,
) -> str:
    """Write the manifest of staged files among them, and give its name: ``stem`` and ``.manifest.json``."""
    name = f"{stem}{SUFFIX}"
    staged.path(name).write_bytes(attest(context, connection, what, files))
    return name


def own_fingerprint(context: Context) -> str:
    """The fingerprint of the key this store signs with, made now if it never signed: for whoever gets the files."""
    with context.db.write() as connection:
        return fingerprint(public_key_of(_own_key(context, connection)))


def chain_head(raw: Any, language: str) -> str:
    """The head of the newest chain, for the foot of a paper: how many facts, and the last link in full."""
    found = devices.heads(raw)
    if not found:
        return ""
    newest = max(found, key=lambda head: head.facts)
    words = "记录链 第{facts}条 {link}" if language.startswith("zh") else "chain {facts} {link}"
    return words.format(facts=newest.facts, link=newest.link.hex())


def anchors(folder: Path) -> list[Path]:
    """The manifests in a folder, oldest name first."""
    try:
        return sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []


def compare(raw: Any, paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where the chains do not agree with these manifests; those of other stores are told as such.

    Yields the code of a finding of the audit and where it is.
    """
    store, keys = devices.store_uuid(raw), devices.public_keys(raw)
    for path in paths:
        where = {"name": path.name}
        try:
            manifest = read(path)
        except StorageProblem:
            yield "anchor_unreadable", where
            continue
        statement = manifest.statement
        if statement.store != store:
            yield "anchor_other", where
        elif not is_signed(manifest.public_key, statement.canonical(), manifest.signature):
            yield "anchor_signature", where
        elif manifest.public_key not in keys:
            yield "anchor_key", where | {"fingerprint": fingerprint(manifest.public_key)}
        else:
            yield from _compare_heads(raw, statement.heads, where | {"made_at": statement.made_at})


def _compare_heads(
    raw: Any, heads: Sequence[Head], where: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for head in heads:
        link = devices.link_at(raw, head.device, head.facts)
        if link is None:
            yield "anchor_tail", where | {"facts": head.facts}
        elif link != head.link:
            yield "anchor_differs", where | {"facts": head.facts}


def _own_key(context: Context, connection: Connection) -> bytes:
    """The private key of the store's own device, made when it first signs."""
    key = devices.signing_key(connection)
    if key is None:
        key = new_signing_key()
        devices.keep_signing_key(connection, key, public_key_of(key))
        write_known(context, connection.connection.driver_connection)
    return key


def write_known(context: Context, raw: Any) -> None:
    """Keep the fingerprints of all devices beside the store, for checks of files without opening it."""
    known = sorted(fingerprint(public) for public in devices.public_keys(raw))
    write_private(context.home.signing_keys, "".join(f"{each}\n" for each in known).encode())
