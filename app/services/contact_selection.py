"""Which contacts a log is to hold, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.facts import Id


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts: of the days ``first_on`` to ``last_on`` by the store's clocks; what is None is not narrowed."""

    first_on: date
    last_on: date
    case_id: Id | None = None
    collector_no: int | None = None
    creditor: str | None = None


@dataclass(frozen=True, slots=True)
class ExportContacts:
    """What is to be written. ``columns`` None: all, or on paper those that fit. In full: by whom the role allows it."""

    filter: Filter
    form: str = "xlsx"
    columns: tuple[str, ...] | None = None
    is_full: bool = False
    purpose: str | None = None
    encoding: Literal["utf-8-sig", "gb18030"] = "utf-8-sig"
    is_protected: bool = False
