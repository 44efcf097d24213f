"""The devices that wrote into a store: their chains and their signing keys.

The private key of the store's own device lies among the store's settings, the public ones beside their devices.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id
from app.models import settings
from app.models.journal import device_of, head_of

_SIGNING_KEY = "signing_key"


class ChainHead(NamedTuple):
    """Where a chain stands: the device, the number of its facts, its last link."""

    device: Id
    facts: int
    link: bytes


def heads(raw: Any) -> list[ChainHead]:
    """The heads of all chains that have begun, by device. ``raw``: a driver connection."""
    rows = raw.execute(
        "SELECT d.id, f.device_seq, f.link FROM device AS d JOIN fact AS f ON f.device = d.id "
        "AND f.device_seq = (SELECT max(device_seq) FROM fact WHERE device = d.id) ORDER BY d.id"
    )
    return [ChainHead(*row) for row in rows]


def link_at(raw: Any, device: Id, device_seq: int) -> bytes | None:
    """The link of one fact of a chain; None where the chain does not reach so far."""
    row = raw.execute(
        "SELECT link FROM fact WHERE device = ? AND device_seq = ?", (device, device_seq)
    ).fetchone()
    return None if row is None else row[0]


def public_keys(raw: Any) -> set[bytes]:
    """The public keys of every device that ever signed here."""
    return {row[0] for row in raw.execute("SELECT public_key FROM device WHERE public_key IS NOT NULL")}


def store_uuid(raw: Any) -> str:
    """The name of the store itself, the same in every copy of it."""
    return str(raw.execute("SELECT value FROM store_info WHERE name = 'db_uuid'").fetchone()[0])


def signing_key(connection: Connection) -> bytes | None:
    """The private key of the store's own device, None before it first signed."""
    kept = settings.get(connection, _SIGNING_KEY)
    return None if kept is None else bytes.fromhex(kept)


def keep_signing_key(connection: Connection, private_key: bytes, public_key: bytes) -> None:
    """Give the store's own device its key."""
    settings.put(connection, _SIGNING_KEY, private_key.hex())
    connection.exec_driver_sql(
        "UPDATE device SET public_key = ? WHERE id = ?", (public_key, device_of(connection))
    )


def begin(connection: Connection, device: Id, name: str, now_ms: int) -> None:
    """Let the store write as a new device, which names the one before it and where its chain stood. Its key is gone."""
    parent = device_of(connection)
    count, link = head_of(connection, parent)
    connection.exec_driver_sql(
        "INSERT INTO device (id, name, parent, parent_head, started_at) VALUES (?, ?, ?, ?, ?)",
        (device, name, parent, link if count else None, now_ms),
    )
    settings.put(connection, "device", device.hex().upper())
    settings.drop(connection, _SIGNING_KEY)
