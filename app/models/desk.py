"""Drafts, preferences and views of the desk, and who saw which case: never merged, never facts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from app.models.base import IdType, MinorType, MomentType, NumberType, metadata

draft = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("saved_at", MomentType, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", NumberType, nullable=False),
    Column("definition", Text, nullable=False),
)

column_map = Table(
    "column_map",
    metadata,
    # How a creditor's files name their columns, chosen once at import.
    Column("creditor", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("definition", Text, nullable=False),
)

letter_run = Table(
    "letter_run",
    metadata,
    # A run of letters over many cases, so that one that was interrupted goes on where it stopped.
    Column("id", IdType, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("begun_at", MomentType, nullable=False),
    Column("begun_by", IdType, nullable=False),
    Column("finished_at", MomentType),
)

letter_run_case = Table(
    "letter_run_case",
    metadata,
    Column("run_id", IdType, ForeignKey("letter_run.id"), primary_key=True),
    Column("position", NumberType, primary_key=True),
    Column("case_id", IdType, nullable=False),
    # What was owed when the run was listed.
    Column("total_minor", MinorType, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("letter", IdType),
    CheckConstraint("state IN ('waiting', 'issued', 'skipped')", name="state"),
    UniqueConstraint("run_id", "case_id"),
)

opening = Table(
    "opening",
    metadata,
    # Append-only until it was kept long enough; see models/openings.py.
    Column("seq", NumberType, primary_key=True),
    Column("at", MomentType, nullable=False),
    Column("actor", IdType, nullable=False),
    Column("case_id", IdType, nullable=False),
    Column("place", Text, nullable=False),
    Index("ix_opening_at", "at"),
    Index("ix_opening_case_id_at", "case_id", "at"),
)
