"""Which kinds say what was done with the record, and which fields of the others somebody wrote in their own words."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

from app.domain.facts.base import Body

ON_RECORD = frozenset({"imported", "export", "reveal", "erasure", "anchor"})
"""Kinds that say what was done with the record, and nothing of a person: they stay whole."""
_WRITTEN = frozenset({"note", "why", "text", "evidence", "told_by", "file_name"})


def free_texts(body: type[Body]) -> tuple[str, ...]:
    """The fields of a kind that somebody wrote in their own words: nothing is counted or derived by what they say."""
    if body.KIND in ON_RECORD:
        return ()
    hints = get_type_hints(body)
    return tuple(
        field.name
        for field in fields(body)
        if field.name in _WRITTEN and hints[field.name] in (str, str | None)
    )
