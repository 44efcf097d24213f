"""Drafts and preferences of the desk: overwritten, never merged, never facts."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from app.models.base import MomentType, NumberType, metadata

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
