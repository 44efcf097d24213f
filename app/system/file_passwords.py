"""Passwords for files that leave the house: made here, told once, kept nowhere."""

from __future__ import annotations

import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are mistaken for others when a password is read out over the telephone."""
_GROUPS, _GROUP = 4, 4


def new_file_password() -> str:
    """Sixteen random signs in four groups (78 bits): more than any list of words or machine gets through."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
