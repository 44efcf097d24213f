"""A rule that is broken, as the gate finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.rulepack import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken, the moment it is not any more (``None``: not by itself), and what fills words."""

    rule: Rule[Any]
    until: datetime | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


def breach(rule: Rule[Any] | None, until: datetime | None = None, **params: Any) -> Iterator[Finding]:
    """The finding that a rule is broken, where the pack has the rule and it is not switched off."""
    if rule is not None and rule.value is not False:
        yield Finding(rule, until, params)
