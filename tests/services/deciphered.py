"""The database as a thief with the key would read it, the freed pages too."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from portfolio import Portfolio

PAGE = 4_096


def plain(portfolio: Portfolio) -> bytes:
    """Every page of the file, deciphered, the freed ones and what they held before too: only here, only in a test.

    SQLCipher 4: pages of 4,096 bytes in AES-256-CBC, the last 80 of each its IV and HMAC; the first begins with a salt.
    """
    raw = portfolio.context.db.raw()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content, key, pages = portfolio.context.home.database.read_bytes(), portfolio.context.db.key, []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - 80 : PAGE - 64])).decryptor()
        pages.append(decryptor.update(page[0 if start else 16 : PAGE - 80]))
    return b"".join(pages)
