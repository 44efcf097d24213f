"""What the gate is told: the state of a case and of one contact point, stripped to what the rules weigh.

Ids are 16 bytes; moments are aware UTC; numbers are normalised by the caller, so that one number is one text
in every case. ``contacts`` are all standing ones about the person and the number, over all cases: limits
concern the person, not the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.codes import ResultCode
from app.domain.rulepack import Window
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role, Source


class LostTrigger(StrEnum):
    """What made the debtor count as lost (CBA 2026)."""

    INVALID_NUMBER = "lost_invalid_number"
    DIALS_IN_A_ROW = "lost_dials_in_a_row"
    DAYS_IN_A_ROW = "lost_days_in_a_row"


@dataclass(frozen=True, slots=True)
class LostView:
    """The debtor counts as lost: since which attempt, and from which moment third persons may be asked."""

    trigger: LostTrigger
    since: datetime
    opens_at: datetime


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold in its term: half open from ``starts_at`` to ``until``, or until lifted."""

    kind: HoldKind
    starts_at: datetime
    until: datetime | None
    blocks: frozenset[Purpose]
    channels: frozenset[Channel] = frozenset(Channel)

    def stops(self, purpose: Purpose, channel: Channel, at: datetime) -> bool:
        """Whether it stops such a contact at that moment."""
        is_in_term = self.starts_at <= at and (self.until is None or at < self.until)
        return is_in_term and purpose in self.blocks and channel in self.channels


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact that counts. ``person_id`` owns the number or address; ``reached_id`` was spoken to, for so
    many ``seconds`` where that was noted. ``account_id``: the one debt it was about; None: all of the case."""

    at: datetime
    case_id: bytes | None
    person_id: bytes | None
    reached_id: bytes | None
    number: str | None
    channel: Channel
    direction: Direction
    result: ResultCode
    seconds: int | None = None
    account_id: bytes | None = None

    @property
    def is_dial(self) -> bool:
        """We called; only such contacts count to the limits of calls."""
        return self.channel is Channel.CALL and self.direction is Direction.OUTBOUND

    def reaches(self, person_id: bytes) -> bool:
        """Whether that person was spoken to, or came forward."""
        if self.reached_id != person_id:
            return False
        return self.result.reached_right_party or self.direction is Direction.INBOUND


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """Contacts of a day made by the lender or another agency, as told to us."""

    day: date
    person_id: bytes
    connected: int
    unanswered: int = 0
    number: str | None = None


@dataclass(frozen=True, slots=True)
class PointView:
    """A contact point of a party, and what its owner wished.

    ``consent`` are hours the debtor agreed to beyond the lawful ones; ``preferred`` the only ones wanted.
    ``shared_with`` names debtors of other cases with the same number.
    """

    number: str
    person_id: bytes
    role: Role
    is_reserved: bool = False
    is_invalid: bool = False
    do_not_contact: bool = False
    has_refused: bool = False
    has_offered_to_pay: bool = False
    is_debt_related: bool = False
    preferred: Window | None = None
    consent: Window | None = None
    refused_channels: frozenset[Channel] = frozenset()
    zone: str | None = None
    source: Source | None = None
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of one case before a contact. ``next_due_on`` is the next instalment of a performing plan,
    ``limitation_on`` the last day of the limitation period, ``accounts`` the open ones."""

    case_id: bytes
    contacts: tuple[ContactView, ...] = ()
    elsewhere: tuple[ElsewhereView, ...] = ()
    holds: tuple[HoldView, ...] = ()
    lost: LostView | None = None
    is_closed: bool = False
    is_deceased: bool = False
    is_plan_performing: bool = False
    next_due_on: date | None = None
    is_note_owed: bool = False
    limitation_on: date | None = None
    accounts: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is known of the contact itself just before it is made; ``None`` is not checked.

    ``findings`` are what a content check objected to: phrases never to be said, missing fields, an amount
    that differs from the ledger. ``text`` is what would be sent; ``is_announced`` says that a notice of the visit
    went out.
    """

    findings: tuple[str, ...] = ()
    is_recorded: bool | None = None
    collectors: int | None = None
    text: str | None = None
    is_announced: bool | None = None
