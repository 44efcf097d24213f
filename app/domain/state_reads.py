"""What the state of a case is not derived from, so that a rebuild need not read it."""

from __future__ import annotations

from collections.abc import Mapping

NOT_IN_STATE = frozenset(
    {
        "statement",
        "means",
        "blocked",
        "override",
        "attachment",
        "export",
        "reveal",
        "bank_line",
        "sent_back",
        "stage_set",
    }
)
"""Kinds that ``derive`` shows but decides nothing by: whoever wants the state alone need not read them."""
UNREAD_IN_STATE: Mapping[str, frozenset[str]] = {
    "contact": frozenset(
        {
            "point_id", "number", "party_id", "party_role", "is_identity_checked", "identity_how", "started_at",
            "ended_at", "duration_s", "point_source", "recording_ref", "script_ref", "pack_version", "rule_check",
            "note", "account_id",
        }
    ),
    "payment": frozenset({"channel", "reference", "source", "bank_line"}),
    "visit": frozenset({"point_id", "collectors", "checklist", "minutes", "evidence"}),
    "reason": frozenset({"is_proof_asked", "is_proof_received", "note"}),
}  # fmt: skip
"""Fields of the most frequent kinds that it decides nothing by either, as long as no calls are counted."""
