"""What a transaction changed, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """``kinds`` are the nouns touched (``"contacts"``, ``"promises"``, …); ``cases`` the ids of the cases.

    No case named means any may have changed: an import, a new rule pack.
    """

    kinds: frozenset[str] = frozenset()
    cases: frozenset[bytes] = frozenset()

    @classmethod
    def of(cls, *kinds: str, cases: Iterable[bytes] = ()) -> Changes:
        return cls(frozenset(kinds), frozenset(cases))

    def touches(self, kinds: Iterable[str], case: bytes | None = None) -> bool:
        """Whether one who shows these kinds (of this case, if given) shows something old now."""
        concerned = case is None or not self.cases or case in self.cases
        return concerned and not self.kinds.isdisjoint(kinds)

    def __or__(self, other: Changes) -> Changes:
        """Both together; an unnamed case stays unnamed."""
        if not self.kinds or not other.kinds:
            return self if self.kinds else other
        everywhere = not self.cases or not other.cases
        return Changes(self.kinds | other.kinds, frozenset() if everywhere else self.cases | other.cases)

    def __bool__(self) -> bool:
        return bool(self.kinds)
