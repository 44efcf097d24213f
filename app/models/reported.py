"""The kinds of facts that are counted by period, and the condition that their index answers."""

from __future__ import annotations

REPORTED_KINDS = (
    "contact", "promise", "payment", "reason", "agreement", "blocked", "override", "hold", "assignment",
)  # fmt: skip
"""The kinds that are counted and listed by period: those of the index ``ix_fact_reported``."""

# The list is that of the index, word for word: only so does SQLite know that the index serves.
_REPORTED = f"f.kind IN ({', '.join(repr(kind) for kind in REPORTED_KINDS)})"


def of_kind(kind: str) -> str:
    """The condition for facts (alias f) of one reported kind, in a form that the index answers."""
    if kind not in REPORTED_KINDS:
        raise ValueError(kind)
    return f"{_REPORTED} AND f.kind = '{kind}'"
