"""The exact bytes of what was issued, kept once by their SHA-256. No statement can change or delete them."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection


def keep(connection: Connection, content: bytes, media_type: str, kept_at: int) -> bytes:
    """Keep these bytes and answer their digest; the same again adds nothing."""
    digest = sha256(content).digest()
    connection.exec_driver_sql(
        "INSERT INTO document (digest, media_type, body, kept_at) SELECT ?, ?, ?, ? "
        "WHERE NOT EXISTS (SELECT 1 FROM document WHERE digest = ?)",
        (digest, media_type, content, kept_at, digest),
    )
    return digest


def kept(connection: Connection, digest: bytes) -> bytes | None:
    """The bytes with this digest, None where they are not kept here."""
    row = connection.exec_driver_sql("SELECT body FROM document WHERE digest = ?", (digest,)).first()
    return None if row is None else bytes(row[0])
