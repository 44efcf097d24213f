"""Why a case may be the one, in words."""

from __future__ import annotations

from app.domain.cash_application import Hit
from app.services.bank_statements.candidates import weights


def hit_text(hit: Hit, language: str) -> str:
    """A rule as it is said: ``names account 6222…``. The words stand with the points in the data file."""
    return weights().rules[hit.rule].words.text(language).replace("{what}", hit.what)
