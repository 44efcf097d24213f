"""Facts of a repayment plan: versions, the agreement, its end. Its state is derived."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from app.domain.facts.base import Body, JsonText
from app.domain.moments import Id
from app.domain.values import value


@value
class PlanVersion(Body):
    """One version of a plan; changing a plan appends the next. ``status`` is draft or proposed.

    ``schedule`` is JSON: rows of [number, due date, planned date, amount in minor units, 1 if the day may still move]
    and, where a charge is in it, interest and fee. ``more_terms`` is JSON: the other fields of ``Terms`` that were
    agreed. ``beyond`` names the limits of the one who saved it that it exceeds, by commas: then it waits for approval.
    """

    KIND: ClassVar[str] = "plan_version"
    plan_id: Id
    version: int
    status: str
    currency: str
    debt_minor: int
    down_minor: int
    down_on: date | None
    instalment_minor: int
    periods: int
    cadence: str
    first_on: date
    last_on: date
    holiday_rule: str
    solved_for: str
    schedule: JsonText
    waived_minor: int | None = None
    note: str | None = None
    more_terms: JsonText | None = None
    beyond: str | None = None


@value
class Agreement(Body):
    """Both sides agreed to one version (art. 70: the agreement, oral ones recorded)."""

    KIND: ClassVar[str] = "agreement"
    plan_id: Id
    plan_version: Id
    agreed_on: date
    how: str
    recording_ref: str | None = None
    document_digest: bytes | None = None


@value
class PlanEnded(Body):
    """A plan is cancelled, with the reason."""

    KIND: ClassVar[str] = "plan_ended"
    plan_id: Id
    ended_on: date
    why: str
