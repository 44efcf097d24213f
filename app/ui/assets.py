"""Where the shipped fonts, icons, themes and translations lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import app


@cache
def folder(name: str) -> Path:
    """The folder ``resources/<name>`` of the wheel or frozen program, else of the source tree.

    Raises ``FileNotFoundError`` when the installation is incomplete.
    """
    package = Path(app.__file__).resolve().parent
    for root in (package / "resources", package.parent / "resources"):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"resources/{name}")
