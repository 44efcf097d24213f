"""Worked examples kept as tables beside the tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


def examples(name: str) -> list[dict[str, Any]]:
    """The ``[[example]]`` tables of a file."""
    found: list[dict[str, Any]] = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))[
        "example"
    ]
    assert found
    return found


def title(example: dict[str, Any]) -> str:
    """What a test of an example is called."""
    return str(example.get("name") or example["source"])
