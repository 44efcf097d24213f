"""What can be thrown away and made again: the cached state of each case, the counts of the queue, the search."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from app.models.base import MinorType, MomentType, NumberType, metadata

case_state = Table(
    "case_state",
    metadata,
    # Narrow on purpose: small integers that the score weighs, so that the queue is a scan of one index.
    Column("case_no", NumberType, primary_key=True),
    Column("collector_no", NumberType, nullable=False),
    Column("tier", NumberType, nullable=False),
    Column("score", NumberType, nullable=False),
    # From the case id: the same order of equal scores in every store.
    Column("tie", MinorType, nullable=False),
    Column("balance_minor", MinorType, nullable=False),
    Column("currency", Text, nullable=False),
    # Proleptic ordinal of the oldest unpaid due date; days past due follow from it and are never stored.
    Column("oldest_due", NumberType),
    Column("amount_band", NumberType, nullable=False),
    Column("bucket", NumberType, nullable=False),
    Column("broken", NumberType, nullable=False),
    Column("untouched", NumberType, nullable=False),
    Column("recall", NumberType, nullable=False),
    Column("limitation", NumberType, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reason_params", Text, nullable=False),
    Column("next_at", MomentType),
    Column("changes_at", MomentType),
    Column("rules_version", Text, nullable=False),
)
Index(
    "ix_case_state_queue",
    case_state.c.collector_no,
    case_state.c.tier,
    case_state.c.score.desc(),
    case_state.c.tie,
)
Index("ix_case_state_changes_at", case_state.c.changes_at)

queue_count = Table(
    "queue_count",
    metadata,
    Column("collector_no", NumberType, primary_key=True),
    Column("tier", NumberType, primary_key=True),
    Column("cases", NumberType, nullable=False),
    Column("balance_minor", MinorType, nullable=False),
)
