"""What every use case is given: the store, who acts, the clock, the rules in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from app.domain.errors import RuleViolation
from app.domain.moments import Id
from app.domain.permissions import Deed, may
from app.domain.rulepack import RulePack
from app.domain.rules import Rules
from app.models.database import Database
from app.system.clock import Clock
from app.system.ids import new_id
from app.system.paths import Home


@dataclass(frozen=True, slots=True)
class User:
    """Who unlocked the store: the actor of every fact. ``has_lead``: whether there is a lead, who could be asked."""

    id: Id
    no: int
    name: str
    employee_no: str
    role: str
    has_lead: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether the user is a lead. What that allows is asked by ``may``."""
        return self.role == "lead"

    def may(self, deed: Deed) -> bool:
        """Whether the user may do it: for buttons that are not offered to those who may not."""
        return may(self.role, deed, has_lead=self.has_lead)

    def require(self, deed: Deed) -> None:
        """Raises RuleViolation ``may_not_…`` where the user may not do it. Every service asks before it begins."""
        if not self.may(deed):
            raise RuleViolation(f"may_not_{deed}")


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

    def adopt(self, rules: Rules, packs: dict[str, RulePack]) -> None:
        """From now on these rules are in force for everybody who holds this context: call it after the commit."""
        # Rules and user may change while a store is open; every service and page holds this very object.
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "packs", packs)

    def become(self, user: User) -> None:
        """From now on whoever unlocked is called so and may do so much: call it after the commit."""
        object.__setattr__(self, "user", user)

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return self.clock()

    def today(self) -> date:
        """The present day in the store's zone."""
        return self.now().astimezone(self.zone).date()

    def new_id(self) -> Id:
        """A new identity for a row, a fact or an act."""
        return new_id(self.now())
