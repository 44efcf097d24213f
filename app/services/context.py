"""What every use case is given: the store, who acts, the clock, the rules in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from app.domain.moments import Id
from app.domain.rulepack import RulePack
from app.domain.rules import Rules
from app.models.database import Database
from app.system.clock import Clock
from app.system.ids import new_id
from app.system.paths import Home


@dataclass(frozen=True, slots=True)
class User:
    """Who unlocked the store: the actor of every fact."""

    id: Id
    no: int
    name: str
    employee_no: str
    role: str

    @property
    def is_lead(self) -> bool:
        """Whether the user may approve, assign and export in full."""
        return self.role == "lead"


@dataclass(frozen=True, slots=True)
class Context:
    """One open store and its user. Services take it as their first argument."""

    home: Home
    db: Database
    user: User
    clock: Clock
    rules: Rules
    packs: dict[str, RulePack]
    zone_name: str
    is_practice: bool

    @property
    def zone(self) -> tzinfo:
        """The store's own zone, for days that belong to no debtor."""
        return ZoneInfo(self.zone_name)

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return self.clock()

    def today(self) -> date:
        """The present day in the store's zone."""
        return self.now().astimezone(self.zone).date()

    def new_id(self) -> Id:
        """A new identity for a row, a fact or an act."""
        return new_id(self.now())
