"""File names made of what somebody typed: names of debtors, creditors, letters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from app.domain.errors import StorageProblem

LONGEST_NAME_BYTES = 120
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{device}{number}" for device in ("COM", "LPT") for number in "123456789¹²³"]
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_UNSEEN = ("Cf", "Cs", "Co", "Cn")


def safe_name(text: str, suffix: str = "", default: str = "未命名") -> str:
    """A file name that every system takes and that stays in its folder, with ``suffix`` (``.pdf``) whole.

    Path and device characters become _, signs that cannot be seen are dropped, names of Windows devices get a _ in
    front, and the name ends at 120 bytes. Source: Microsoft, Naming Files, Paths, and Namespaces.
    """
    spaced = re.sub(r"[\r\n\t]", " ", unicodedata.normalize("NFC", text))
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
    name = re.sub(r"_+", "_", _FORBIDDEN.sub("_", seen))
    name = " ".join(name.split()).strip(" .")
    if not name.strip("_. "):
        name = default
    if name.split(".")[0].strip().upper() in _DEVICES:
        name = f"_{name}"
    room = LONGEST_NAME_BYTES - len(suffix.encode())
    return name.encode()[:room].decode(errors="ignore").strip(" .") + suffix


def inside(folder: Path, name: str) -> Path:
    """``folder / name``, or StorageProblem ``name_outside_folder`` if that would lie anywhere else."""
    base = folder.resolve()
    # A colon would name a stream of another file on Windows, a NUL ends the name in the system call.
    if not _FORBIDDEN.search(name):
        target = (base / name).resolve()
        if target.parent == base and target.name == name:
            return target
    raise StorageProblem("name_outside_folder", name=name)
