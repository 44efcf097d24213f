"""When a debtor counts as lost, and third persons may be asked to relay (CBA guideline of 30 Jan 2026).

(a) a number the debtor reserved with the lender is dead: at once; (b) three dials in a row to it failed on one
day: from the next day; (c) not reached on three days in a row: directly. Reaching the debtor ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from app.domain.codes import NumberEffect
from app.domain.dates import ONE_DAY, day_bounds, local_date
from app.domain.rulepack import Rule, RulePack
from app.domain.situation import ContactView, LostTrigger, LostView


def lost_state(
    contacts: Iterable[ContactView], debtor_id: bytes, reserved: Iterable[str], zone: tzinfo, pack: RulePack
) -> LostView | None:
    """How the debtor came to count as lost, or ``None``. ``reserved`` are the debtor's own numbers left with
    the lender, normalised; days are the debtor's calendar days. Of several triggers the one that opens first
    stands. With several reserved numbers, (a) needs all of them dead; dials to any of them count for (b), (c).
    """
    search = _Search(frozenset(reserved), zone, pack)
    for contact in sorted(contacts, key=lambda contact: contact.at):
        if contact.reaches(debtor_id):
            if _is_on(pack.lost_ends_when_reached):
                search.lost = None
            search.start_again()
        elif contact.is_dial and contact.number in search.reserved:
            search.dialled(contact)
    return search.lost


@dataclass(slots=True)
class _Search:
    """The row of failed dials as it stands after each contact."""

    reserved: frozenset[str]
    zone: tzinfo
    pack: RulePack
    lost: LostView | None = None
    dead: set[str] = field(default_factory=set)
    dials: int = 0
    days: int = 0
    last_day: date | None = None

    def start_again(self) -> None:
        self.dead.clear()
        self.dials = self.days = 0
        self.last_day = None

    def dialled(self, contact: ContactView) -> None:
        if self._is_dead(contact):
            self.dead.add(str(contact.number))
            if self.dead == self.reserved and _is_on(self.pack.lost_invalid_number):
                self._found(LostTrigger.INVALID_NUMBER, contact.at, contact.at)
        if contact.result.counts_unanswered:
            self._failed(contact)
        else:
            self.dials = 0  # Somebody answered: the dial did not fail, the day may still pass unreached.

    def _is_dead(self, contact: ContactView) -> bool:
        """Vacant, or now a stranger's. A person who answers and refuses does not make a number dead."""
        dead = contact.result.number in {NumberEffect.INVALID, NumberEffect.NEVER}
        return dead and not contact.result.is_refusal

    def _failed(self, contact: ContactView) -> None:
        day = local_date(contact.at, self.zone)
        if day != self.last_day:
            self.days = self.days + 1 if self.last_day == day - ONE_DAY else 1
            self.dials = 0
        self.last_day = day
        self.dials += 1
        if self.dials == _value(self.pack.lost_dials_in_a_row):
            self._found(LostTrigger.DIALS_IN_A_ROW, contact.at, day_bounds(day, self.zone)[1])
        if self.days == _value(self.pack.lost_days_in_a_row):
            self._found(LostTrigger.DAYS_IN_A_ROW, contact.at, contact.at)

    def _found(self, trigger: LostTrigger, since: datetime, opens_at: datetime) -> None:
        if self.lost is None or opens_at < self.lost.opens_at:
            self.lost = LostView(trigger, since, opens_at)


def _is_on(rule: Rule[bool] | None) -> bool:
    return rule is not None and rule.value


def _value(rule: Rule[Any] | None) -> Any:
    return None if rule is None else rule.value
