"""What may never be said, as it comes with the program."""

from __future__ import annotations

import tomllib
from functools import cache

from app.domain import phrases as rules
from app.domain.phrases import Phrases
from app.system.paths import resource


@cache
def phrases() -> Phrases:
    """The forbidden phrases by rule pack."""
    return rules.parse(tomllib.loads(resource("rules", "phrases.toml").read_text(encoding="utf-8")))
