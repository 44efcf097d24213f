"""The lock file answers pyproject.toml, and the check that says so can say no."""

from __future__ import annotations

import re
from pathlib import Path

import lock
import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_lock_is_in_step() -> None:
    assert lock.problems(PYPROJECT, LOCK) == []


def test_every_locked_package_has_hashes() -> None:
    pins = lock.pins(LOCK)
    assert len(pins) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE))
    assert sum(pin.hashes for pin in pins) == LOCK.count("--hash=sha256:")


@pytest.mark.parametrize(
    ("pyproject", "locked", "said"),
    [
        (PYPROJECT.replace('"alembic>=', '"left-pad>=1", "alembic>='), LOCK, "left-pad is not locked"),
        (PYPROJECT.replace('"alembic>=1.20"', '"alembic>=99"'), LOCK, "alembic is locked at"),
        (PYPROJECT.replace('"alembic>=1.20"', '"alembic>=1.19"'), LOCK, "run `make lock`"),
        (PYPROJECT, LOCK + "--index-url somewhere\n", "holds an address"),
        (PYPROJECT, LOCK + "--extra-index-url=somewhere\n", "holds an address"),
        (PYPROJECT, LOCK + "# https://example.org\n", "holds an address"),
        (PYPROJECT, LOCK + "left-pad==1.0\n", "locked without a hash"),
    ],
    ids=["missing", "too old", "changed", "index", "extra index", "address", "no hash"],
)
def test_check_can_say_no(pyproject: str, locked: str, said: str) -> None:
    assert any(said in problem for problem in lock.problems(pyproject, locked))


FLOORS = {
    "reportlab": (4,),  # CVE-2023-33733: markup was evaluated
    "sqlcipher3": (0, 6, 4),  # SQLCipher 4.19, SQLite 3.53
    "cryptography": (44,),  # Argon2id; OpenSSL of 2025
    "pypdf": (6,),
    "pillow": (11, 3),  # CVE-2025-48379
    "openpyxl": (3, 1),
    "keyring": (25,),
    "sqlalchemy": (2,),
}
"""What reads strange files or keeps secrets, and the oldest version that is good enough."""


@pytest.mark.parametrize("name", FLOORS)
def test_what_reads_strange_files_is_new_enough(name: str) -> None:
    versions = [pin.version for pin in lock.pins(LOCK) if pin.name == name]
    assert versions, f"{name} is not locked: take it from the floors, or lock it"
    for version in versions:
        assert tuple(int(part) for part in re.findall(r"\d+", version)[:3]) >= FLOORS[name]
