"""What a list of cases shows of each: the columns there are to pick from, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.moments import Id
from app.domain.terms import Bucket, Stage, Tier
from app.services.words import Words


class Field(StrEnum):
    """What a list can show of a case, each in a column of its own."""

    NAME = "name"
    OWED = "owed"
    OVERDUE = "overdue"
    BUCKET = "bucket"
    TIER = "tier"
    LAST_CONTACT = "last_contact"
    COLLECTOR = "collector"
    CREDITOR = "creditor"
    STAGE = "stage"
    STEP = "step"
    WHY = "why"
    SCORE = "score"
    RECALL = "recall"


USUAL = (
    Field.NAME,
    Field.OWED,
    Field.OVERDUE,
    Field.BUCKET,
    Field.TIER,
    Field.LAST_CONTACT,
    Field.COLLECTOR,
    Field.CREDITOR,
)
"""What is shown unless something else was picked."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list."""

    case_id: Id
    case_no: int
    name: str
    creditor: str
    tier: Tier
    tier_text: str
    bucket: Bucket
    dpd: int
    balance_minor: int
    currency: str
    last_contact_at: datetime | None
    collector: str
    score: int
    reason: tuple[str, str]
    """Why it stands in its tier: the code and its parameters."""
    next_at: datetime | None
    recall_on: date | None
    stage_text: str = ""
    """Empty where only an opened case tells it, or where it was not asked for; so is the next."""
    step_text: str = ""


NOTHING = "—"


def stage_text(stage: Stage, words: Words) -> str:
    """A stage in the reader's language."""
    return words.rules.vocabulary.stages[stage].text(words.language)


def text(row: CaseRow, field: Field, words: Words) -> str:
    """What stands in a column."""
    return _TEXTS[field](row, words) or NOTHING


_TEXTS: Mapping[Field, Callable[[CaseRow, Words], str]] = {
    Field.NAME: lambda row, _: row.name,
    Field.OWED: lambda row, words: words.money(row.balance_minor, row.currency),
    Field.OVERDUE: lambda row, _: str(row.dpd),
    Field.BUCKET: lambda row, _: row.bucket.label,
    Field.TIER: lambda row, _: row.tier_text,
    Field.LAST_CONTACT: lambda row, words: words.moment(row.last_contact_at) if row.last_contact_at else "",
    Field.COLLECTOR: lambda row, _: row.collector,
    Field.CREDITOR: lambda row, _: row.creditor,
    Field.STAGE: lambda row, _: row.stage_text,
    Field.STEP: lambda row, _: row.step_text,
    Field.WHY: lambda row, words: words.reason(*row.reason, row.currency, row.score),
    Field.SCORE: lambda row, _: str(row.score),
    Field.RECALL: lambda row, words: words.day(row.recall_on) if row.recall_on else "",
}
