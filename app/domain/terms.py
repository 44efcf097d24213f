"""The closed vocabularies of collection: who, how, why, held by what, known from where, standing where.

The members are the stable codes stored in facts and written in ``resources/``; their Chinese and English
words, and what each means for contact, are data in ``resources/codes/terms.toml`` (see ``vocabulary.py``).
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """A person's part in a case. Only obligors may be collected from; see ``Standing``."""

    DEBTOR = "debtor"
    CO_DEBTOR = "co_debtor"
    GUARANTOR = "guarantor"
    SPOUSE = "spouse"
    LISTED_CONTACT = "listed_contact"
    FAMILY = "family"
    EMPLOYER = "employer"
    HEIR = "heir"
    OTHER = "other"


class Standing(StrEnum):
    """What a role makes of a person before the debt: 2011 Measures art 68, CBA 2026, Civil Code 1064, 1161.

    Which role stands where is data in ``terms.toml``.
    """

    OBLIGOR = "obligor"
    """Owes the debt or answers for it: debtor, co-debtor, guarantor."""
    IF_DEBT_RELATED = "if_debt_related"
    """A spouse: an obligor only where the debt is found to be shared, else a third person."""
    ESTATE = "estate"
    """An heir: only after the debtor's death, up to the estate received."""
    UNRELATED = "unrelated"
    """Anyone else: never collected from, reached only when the debtor is lost, told nothing of the debt."""


class Channel(StrEnum):
    """The way of a contact."""

    CALL = "call"
    SMS = "sms"
    IM = "im"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"


class Direction(StrEnum):
    """Who began the contact. Only outbound contacts count for limits."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Purpose(StrEnum):
    """Why a contact is made; the gate decides by it."""

    COLLECTION = "collection"
    """Reminding, notifying or demanding after a default (CBA 2026, definition)."""
    DUE_REMINDER = "due_reminder"
    """A courtesy reminder of an agreed instalment or promise that is due."""
    RELAY_REQUEST = "relay_request"
    """Asking a third person for the debtor's contact data, or to relay a call-back; nothing of the debt."""
    ANSWER = "answer"
    """What was asked for or is owed: statement, dispute reply, agreement, confirmation, certificate."""


class HoldKind(StrEnum):
    """Why contact is stopped (停催). Blocks, length and who may lift it are data."""

    PAYMENT_CHECK = "payment_check"
    DISPUTE = "dispute"
    FRAUD = "fraud"
    COMPLAINT = "complaint"
    AGENT_CHECK = "agent_check"
    STOP_REQUEST = "stop_request"
    LAWYER = "lawyer"
    PLAN_PERFORMING = "plan_performing"
    HARDSHIP = "hardship"
    VULNERABLE = "vulnerable"
    SELF_HARM = "self_harm"
    CUSTODY = "custody"
    DECEASED = "deceased"
    BANKRUPTCY = "bankruptcy"
    CREDITOR_ORDER = "creditor_order"
    POLICE_ORDER = "police_order"
    LEGAL_HOLD = "legal_hold"
    """Stops no contact: what is known must be kept for a court or an authority, and nothing may be erased."""


class Source(StrEnum):
    """The lawful sources of a contact point: the union of CBA 2026 (six) and GB/T 45251-2025 (five)."""

    CONTRACT = "contract"
    LEFT_WITH_LENDER = "left_with_lender"
    DEBTOR_AUTHORISED = "debtor_authorised"
    OBTAINED_IN_CONVERSATION = "obtained_in_conversation"
    DEBTOR_MADE_PUBLIC = "debtor_made_public"
    LAWFUL_PUBLIC = "lawful_public"
    TOLD_BY_LISTED_CONTACT = "told_by_listed_contact"
    BUREAU_UNDER_AUTHORISATION = "bureau_under_authorisation"


class VisitStatus(StrEnum):
    """How a visit (外访) stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Tier(IntEnum):
    """The nine tiers of the queue, in the order of the screen (domain.md §4)."""

    CALL_BACK = 1
    DUE_TODAY = 2
    BROKEN = 3
    NEWS = 4
    NEW = 5
    RANKED = 6
    WAITING = 7
    HELD = 8
    CLOSED = 9


class Stage(StrEnum):
    """处置阶段: how far the matter has gone."""

    REMINDER = "reminder"
    NEGOTIATION = "negotiation"
    FIRM_REMINDER = "firm_reminder"
    OUTSOURCED = "outsourced"
    LITIGATION = "litigation"
    ENFORCEMENT = "enforcement"


class Bucket(IntEnum):
    """M0…M7+: thirty-day bands of days past due. The days are the truth, the bucket follows."""

    M0 = 0
    M1 = 1
    M2 = 2
    M3 = 3
    M4 = 4
    M5 = 5
    M6 = 6
    M7 = 7

    @classmethod
    def of(cls, dpd: int) -> Bucket:
        """The bucket of ``dpd`` days past due: 1-30 is M1 … 151-180 is M6, above is M7+; none due is M0."""
        if dpd <= 0:
            return cls.M0
        return cls(min((dpd + 29) // 30, cls.M7))

    @property
    def label(self) -> str:
        """``"M0"`` … ``"M6"``, ``"M7+"``."""
        return "M7+" if self is Bucket.M7 else self.name

    @property
    def first_day(self) -> int:
        """The lowest number of days past due in this bucket."""
        return 0 if self is Bucket.M0 else (self - 1) * 30 + 1
