"""What can be thrown away and made again: cached states of the cases, now and by week, the counts of the queue."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, text

from app.models.base import DateType, FlagType, MinorType, MomentType, NumberType, metadata

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
    *(
        Column(name, NumberType, nullable=False, server_default=text("0"))
        for name in ("chance", "willingness", "ability", "reason_group")
    ),
    Column("reason", Text, nullable=False),
    Column("reason_params", Text, nullable=False),
    Column("next_at", MomentType),
    Column("changes_at", MomentType),
    # Until when nothing but the days changes it, which are counted from and to the days below.
    Column("turns_at", MomentType),
    # Of the rules without what a step is worth: a new weight changes the score alone.
    Column("rules_version", Text, nullable=False),
    Column("last_contact_at", MomentType),
    Column("touched", NumberType),
    Column("recall_on", NumberType),
    Column("limitation_on", NumberType),
    # What all cases are browsed by: the reading of the debtor's name, and oldest_due with "none" at the end.
    Column("name_order", Text, nullable=False),
    Column("due_order", NumberType, nullable=False),
)
Index(
    "ix_case_state_queue",
    case_state.c.collector_no,
    case_state.c.tier,
    case_state.c.score.desc(),
    case_state.c.tie,
)
Index("ix_case_state_changes_at", case_state.c.changes_at)
# A list of one tier, and one of all: each index holds what it can be narrowed by besides, so that counting and skipping
# never leave it. That of all knows no tier: a case that changes its tier moves in half of them.
for _column in (
    case_state.c.name_order,
    case_state.c.balance_minor,
    case_state.c.last_contact_at,
    case_state.c.due_order,
):
    _rest = [c for c in (case_state.c.due_order, case_state.c.collector_no) if c is not _column]
    Index(f"ix_case_state_{_column.name}", _column, *_rest)
    Index(f"ix_case_state_tier_{_column.name}", case_state.c.tier, _column, *_rest)

queue_count = Table(
    "queue_count",
    metadata,
    Column("collector_no", NumberType, primary_key=True),
    Column("tier", NumberType, primary_key=True),
    Column("cases", NumberType, nullable=False),
    Column("balance_minor", MinorType, nullable=False),
)

case_week = Table(
    "case_week",
    metadata,
    # Where an open case stood at the end of a Sunday; a case that was not open has no row.
    Column("week_on", DateType, primary_key=True),
    Column("case_no", NumberType, primary_key=True),
    Column("bucket", FlagType, nullable=False),
    Column("balance_minor", MinorType, nullable=False),
    Column("currency", Text, nullable=False),
)

week_end = Table(
    "week_end",
    metadata,
    # Up to which case a week is filled, and whether that was the last one.
    Column("week_on", DateType, primary_key=True),
    Column("up_to_no", NumberType, nullable=False),
    Column("is_whole", FlagType, nullable=False),
)
