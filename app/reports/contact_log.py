"""The contact log on paper: one row a contact, A4 across, and its totals at the end."""

from __future__ import annotations

from collections.abc import Sequence

from app.reports.document import content_width, document_pdf
from app.reports.tables import Column, Look, Table

_LOOK = Look(size=7.5, leading=10.5, pad_x=3.0, pad_y=2.0)
_WIDE = {"note": 3.0, "reason": 1.2, "result": 1.2, "number": 1.2, "override_why": 1.5, "identity_how": 1.0}
"""Columns of free length, by the share they get of what the others leave."""
_RIGHT = frozenset({"promise_amount", "duration_s"})


def contact_log_pdf(
    title: str,
    head: Sequence[tuple[str, str]],
    codes: Sequence[str],
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    totals_title: str,
    totals: Sequence[tuple[str, str]],
    language: str,
    chain: str = "",
) -> bytes:
    """``head`` says of what the log is, ``codes`` which columns these are, ``totals`` what it comes to; ``chain``, the
    head of the record at that time, stands at the foot of every page."""
    width = content_width(landscape=True)
    columns = [
        Column(name, "right" if code in _RIGHT else "left", _WIDE.get(code, 0.0))
        for code, name in zip(codes, headers, strict=True)
    ]
    sums = Table.of([Column(totals_title, "left", 1.0), Column("", "right")], totals, width / 3, look=_LOOK)
    return document_pdf(
        title,
        ["    ".join(f"{name}: {value}" for name, value in head)],
        [Table.of(columns, rows, width, look=_LOOK), sums],
        language=language,
        footer=f"{title}    {chain}".rstrip(),
        landscape=True,
    )
