"""The signing key of a device: Ed25519 (RFC 8032). Who has the public key can check, and only the device can sign."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FINGERPRINT_BYTES = 16
_GROUP = 4


def new_signing_key() -> bytes:
    """A private key of 32 random bytes; it belongs into the encrypted store and nowhere else."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """The 32 bytes that anybody may have."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def sign(private_key: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature; the same message gives the same ones."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of this key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: bytes) -> str:
    """128 bits of the key's SHA-256, to be read out over the telephone: ``3F0A-…``, eight groups of four."""
    text = hashlib.sha256(public_key).digest()[:_FINGERPRINT_BYTES].hex().upper()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def normal_fingerprint(typed: str) -> str:
    """A fingerprint as somebody wrote it down, in the form of ``fingerprint``."""
    plain = "".join(sign for sign in typed.upper() if sign in "0123456789ABCDEF")
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))
