"""Facts about the treatment of a case: the stage a lead put it at."""

from __future__ import annotations

from typing import ClassVar

from app.domain.facts.base import Body
from app.domain.values import value


@value
class StageSet(Body):
    """A lead put the case at a stage (处置阶段); without one, time says again."""

    KIND: ClassVar[str] = "stage_set"
    why: str
    stage: str | None = None
