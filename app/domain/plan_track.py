"""Where a plan in force stands at a glance: on track, ahead or behind; and what a balance that moved means for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.domain.plan_progress import PlanProgress
from app.domain.plan_terms import Row


class Track(StrEnum):
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"


class Course(NamedTuple):
    """``by_minor``: paid beyond what was due so far, below 0 where less. ``left_minor``: still to be paid."""

    track: Track
    by_minor: int
    left_minor: int


def course(rows: Sequence[Row], progress: PlanProgress, tolerance_minor: int, today: date) -> Course:
    """The course of a version on a day. What is due today counts as due, but nobody is behind before the day is over;
    grace is not asked: it breaks no plan yet."""
    by = progress.paid_minor - sum(row.amount_minor for row in rows if row.due_on <= today)
    missed = sum(row.amount_minor for row in rows if row.due_on < today) - progress.paid_minor
    track = Track.BEHIND if missed > tolerance_minor else Track.AHEAD if by > 0 else Track.ON_TRACK
    left = max(sum(row.amount_minor for row in rows) - progress.paid_minor, 0)
    return Course(track, by, left)


class Cover(StrEnum):
    """What the plan still asks for against what is owed."""

    EXACT = "exact"
    SHORT = "short"  # more is owed than the plan brings: charges came on top, or a payment bounced
    OVER = "over"  # less is owed: the last instalments shrink or fall away


class Covering(NamedTuple):
    """``by_minor`` is never below 0."""

    cover: Cover
    by_minor: int


def covering(rows: Sequence[Row], progress: PlanProgress, waived_minor: int, balance_minor: int) -> Covering:
    """A balance that changed underneath a plan, and what that means. Interest and fees still to come are not owed yet;
    a waiver is owed until the plan is completed."""
    open_rows = [row for row, at in zip(rows, progress.rows, strict=True) if at.paid_on is None]
    to_come = sum(row.interest_minor + row.fee_minor for row in open_rows)
    left = max(sum(row.amount_minor for row in rows) - progress.paid_minor, 0)
    over = left - to_come + waived_minor - balance_minor
    if over == 0:
        return Covering(Cover.EXACT, 0)
    return Covering(Cover.SHORT if over < 0 else Cover.OVER, abs(over))
