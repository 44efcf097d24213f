"""Who may do what: one table for the collector and the lead of a store.

The table is what every service asks, through ``User.require``; a person's role never stands anywhere else in a
condition. A lead may do everything. A store without a lead has nobody who could be asked, so its collector may do
everything as well.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Post(StrEnum):
    """What a user of the store is."""

    COLLECTOR = "collector"
    LEAD = "lead"


class Deed(StrEnum):
    """What not everybody may do, or what somebody might ask whether they may."""

    REVEAL = "reveal"
    """See a masked number in full; it is logged."""
    EXPORT_MASKED = "export_masked"
    """Let a log or list out with masked numbers."""
    EXPORT_FULL = "export_full"
    """Let a log or list out with full numbers."""
    BACK_UP = "back_up"
    APPROVE = "approve"
    """Answer for the lead: a plan or waiver beyond the limits of a collector."""
    EDIT_STRATEGY = "edit_strategy"
    """Score, cadence, stages: what comes next for a case."""
    SET_STAGE = "set_stage"
    """Put a case at another stage: outsourced, in court."""
    EDIT_RULES = "edit_rules"
    """The rule packs: hours, counts, whom one may write to."""
    EDIT_TERMS = "edit_terms"
    """What was agreed with a creditor: contract, order of payments, limits of plans."""
    ASSIGN = "assign"
    """Give cases to a collector, or take them away."""
    ERASE = "erase"
    """Erase what is kept of a person."""
    HAND_BACK = "hand_back"
    """Return recalled cases to their creditor."""
    RESTORE = "restore"
    """Make a store of a backup."""
    SEE_ACCESS = "see_access"
    """See who opened which case, who saw which number, what left the store."""
    MANAGE_USERS = "manage_users"
    """Add and deactivate users, give them a new passphrase."""
    CHANGE_KEYS = "change_keys"
    """A new data key or recovery code; everybody changes the own passphrase."""


_OF_COLLECTOR: Final = frozenset({Deed.REVEAL, Deed.EXPORT_MASKED, Deed.BACK_UP})
PERMITTED: Final = {Post.COLLECTOR: _OF_COLLECTOR, Post.LEAD: frozenset(Deed)}
"""The table."""


def may(role: str, deed: Deed, *, has_lead: bool = True) -> bool:
    """Whether a user of this role may do it. ``has_lead``: whether the store has a lead who could be asked.

    Raises ValueError for a role that the table does not know.
    """
    return deed in PERMITTED[Post(role)] or not has_lead
