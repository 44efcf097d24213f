"""How the content tables are called."""

from __future__ import annotations


def table_name(kind: str) -> str:
    """The content table of a kind of fact."""
    return f"fact_{kind}"
