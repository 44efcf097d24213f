"""Signatures: only the key's owner makes them, and only for exactly what was said."""

from __future__ import annotations

import pytest

from app.system.signing import (
    fingerprint,
    is_signed,
    new_signing_key,
    normal_fingerprint,
    public_key_of,
    sign,
)

# RFC 8032, section 7.1, test 2
PRIVATE = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_it_signs_as_the_standard_does() -> None:
    assert public_key_of(PRIVATE) == PUBLIC
    assert sign(PRIVATE, b"\x72") == SIGNATURE
    assert is_signed(PUBLIC, b"\x72", SIGNATURE)


@pytest.mark.parametrize(
    ("key", "message", "signature"),
    [
        (PUBLIC, b"\x73", SIGNATURE),
        (PUBLIC, b"\x72\x00", SIGNATURE),
        (PUBLIC, b"\x72", SIGNATURE[:-1] + b"\x01"),
        (PUBLIC, b"\x72", SIGNATURE[:-1]),
        (PUBLIC, b"\x72", b""),
        (public_key_of(b"\x01" * 32), b"\x72", SIGNATURE),
        (PUBLIC[:-1], b"\x72", SIGNATURE),
        (b"", b"\x72", SIGNATURE),
    ],
)
def test_anything_else_is_not_signed(key: bytes, message: bytes, signature: bytes) -> None:
    assert not is_signed(key, message, signature)


def test_every_key_is_another() -> None:
    assert len({new_signing_key() for _ in range(8)}) == 8


def test_a_fingerprint_is_read_back_however_it_was_written_down() -> None:
    shown = fingerprint(PUBLIC)
    assert len(shown.split("-")) == 8
    assert shown != fingerprint(public_key_of(b"\x01" * 32))
    for typed in (shown, shown.lower(), shown.replace("-", " "), shown.replace("-", ""), f"  {shown}\n"):
        assert normal_fingerprint(typed) == shown
