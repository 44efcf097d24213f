"""Are the openings as they were kept? Each stretch is held against the fact that seals it; what is not sealed yet can
only be counted."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from app.domain.facts import from_ms
from app.models import openings as store
from app.models.openings import KEPT_MS, Sealed, Stretch

if TYPE_CHECKING:
    from app.services.audit import Findings


def check(raw: Any, found: Findings) -> None:
    """Note what is wrong with them, and of which day. ``raw``: of ``inspection``."""
    newest = raw.execute("SELECT max(at) FROM opening").fetchone()[0]
    newest = newest if isinstance(newest, int) else None
    last = 0
    for one in store.sealed(raw):
        _check_sealed(raw, found, one, newest)
        last = one.stretch.last
    _check_rest(raw, found, last)


def _check_sealed(raw: Any, found: Findings, one: Sealed, newest: int | None) -> None:
    stretch = one.stretch
    count, digest = store.digest_of(raw, stretch)
    whole = stretch.last - stretch.first + 1
    is_outlived = newest is not None and stretch.newest_at <= newest - KEPT_MS
    if digest == one.digest or (count == 0 and is_outlived):
        return
    if count < whole:
        found.add("openings_missing", missing=whole - count, kept=whole, **_place(stretch))
    else:
        found.add("openings_changed", **_place(stretch))


def _check_rest(raw: Any, found: Findings, last: int) -> None:
    count, highest, newest = raw.execute(
        "SELECT count(*), max(seq), max(at) FROM opening WHERE seq > ?", (last,)
    ).fetchone()
    if count and highest - last != count:
        rest = Stretch(last + 1, highest, newest)
        whole = highest - last
        found.add("openings_missing", missing=whole - count, kept=whole, **_place(rest))


def _place(stretch: Stretch) -> dict[str, Any]:
    at = stretch.newest_at
    day = from_ms(at).astimezone(UTC).date().isoformat() if isinstance(at, int) else "?"
    return {"first": stretch.first, "last": stretch.last, "day": day}
