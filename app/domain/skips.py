"""Why a case is passed over, and until when: data in ``resources/codes/skips.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.domain.date_entry import parse_callback
from app.domain.entry import Entry, Words, unique
from app.domain.errors import RuleViolation

MOST = 9
"""Each reason has a digit."""
_ANY_MORNING = datetime(2026, 1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SkipReason:
    """A reason by its code, and its usual end as it is typed at the desk: ``+2h``, ``m 1000``."""

    code: str
    words: Words
    until: str


@dataclass(frozen=True, slots=True)
class SkipReasons:
    """The reasons in the order of their digits; the first is taken when none is named."""

    by_code: Mapping[str, SkipReason]
    source: str
    as_of: date

    @property
    def usual(self) -> SkipReason:
        return next(iter(self.by_code.values()))

    def get(self, code: str) -> SkipReason:
        """The reason of this code. Raises RuleViolation("skip_reason_unknown")."""
        if code not in self.by_code:
            raise RuleViolation("skip_reason_unknown", "reason", reason=code, valid=", ".join(self.by_code))
        return self.by_code[code]


def parse(data: Mapping[str, Any]) -> SkipReasons:
    """The reasons of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        rows = [_reason(entry) for entry in root.children("reasons")]
        if not 1 <= len(rows) <= MOST:
            raise root.refuse("reasons", f"1 to {MOST} reasons")
        return SkipReasons(unique(rows, "reasons"), root.text("source"), root.day("as_of"))


def _reason(entry: Entry) -> tuple[str, SkipReason]:
    with entry:
        code, until = entry.text("code"), entry.text("until")
        try:
            parse_callback(until, _ANY_MORNING, UTC)
        except RuleViolation:
            raise entry.refuse("until", "+2h, m 1000, +3 1000 …") from None
        return code, SkipReason(code, entry.words(), until)
