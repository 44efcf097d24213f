"""The recovery code: 160 random bits that a person can write down, and type back years later.

Eight groups of five characters of Crockford's base 32 (no I, L, O, U). The fifth of each group is a check character
that depends on the group's place, so a typing error is told, with its group, before any key is tried.
"""

from __future__ import annotations

import secrets
import unicodedata

from app.domain.errors import CredentialProblem

CODE_BYTES = 20
GROUPS = 8

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: value for value, character in enumerate(_ALPHABET)}
_LOOKALIKES = str.maketrans("OIL", "011")
_DATA = 4  # characters of a group before its check character
_GROUP = _DATA + 1


def new_recovery_secret() -> bytes:
    """Twenty bytes from the system's random source."""
    return secrets.token_bytes(CODE_BYTES)


def format_recovery_code(secret: bytes) -> str:
    """The code of ``secret`` (20 bytes) as it is shown: ``XXXXX-XXXXX-…``, eight groups."""
    if len(secret) != CODE_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret)
    digits = [number >> shift & 31 for shift in range(5 * (GROUPS * _DATA - 1), -1, -5)]
    groups = [digits[start : start + _DATA] for start in range(0, len(digits), _DATA)]
    return "-".join(
        "".join(_ALPHABET[digit] for digit in [*group, _check(group, place)])
        for place, group in enumerate(groups, start=1)
    )


def parse_recovery_code(text: str) -> bytes:
    """The secret of a typed code. Case, spaces, hyphens, full-width forms and O/0, I/L/1 do not matter.

    Raises CredentialProblem: ``recovery_length`` (expected, found), ``recovery_mistyped`` (group, from 1).
    """
    characters = _plain(text)
    if len(characters) != GROUPS * _GROUP:
        raise CredentialProblem("recovery_length", expected=GROUPS * _GROUP, found=len(characters))
    number = 0
    for place in range(1, GROUPS + 1):
        digits = [
            _VALUE.get(character, -1) for character in characters[(place - 1) * _GROUP : place * _GROUP]
        ]
        if -1 in digits or _check(digits[:_DATA], place) != digits[_DATA]:
            raise CredentialProblem("recovery_mistyped", group=place)
        for digit in digits[:_DATA]:
            number = number << 5 | digit
    return number.to_bytes(CODE_BYTES)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf"))


def _check(digits: list[int], place: int) -> int:
    """A polynomial over GF(32): finds every wrong character, swapped neighbours, and groups that changed seats."""
    value = place
    for digit in digits:
        value = _double(value) ^ digit
    return _double(value)


def _double(value: int) -> int:
    """Times x in GF(2)[x] / (x⁵ + x² + 1), a field of 32 elements."""
    return value << 1 ^ (0b100101 if value & 16 else 0)
