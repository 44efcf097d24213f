"""The stage and the next step of cases in a list, in words: from their kept state, none of them is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from app.domain import at_sight
from app.domain.at_sight import Step
from app.domain.moments import Id
from app.domain.treatment import Traits
from app.models import stages
from app.services import treatments
from app.services.case_fields import NOTHING, CaseRow, stage_text
from app.services.context import Context
from app.services.messages.next_actions import MOVES
from app.services.words import Words, filled

_STEPS: Mapping[Step, tuple[str, str]] = {
    Step.NONE: (NOTHING, NOTHING),
    Step.HAND_BACK: MOVES["hand_back"],
    Step.WAIT: MOVES["wait"],
    Step.CALL_BACK: ("Call back", "回拨"),
    Step.REMIND: ("Remind", "到期提醒"),
    Step.CONTACT: ("Contact", "联系"),
}


class Seen:
    """What a list says of its cases: made once for a window."""

    def __init__(
        self, connection: Connection, context: Context, words: Words, case_ids: Sequence[Id]
    ) -> None:
        self._strategy = treatments.in_force(connection, context.rules)
        self._decided = stages.decided(connection, case_ids)
        self._words = words

    def on(self, row: CaseRow) -> CaseRow:
        """The row with its stage and its next step."""
        days = (row.recall_on - self._words.today).days if row.recall_on is not None else None
        traits = Traits(dpd=row.dpd, balance_minor=row.balance_minor, recall_days=days)
        stage = self._decided.get(row.case_id) or at_sight.stage(self._strategy, traits)
        step = at_sight.step(row.tier, days, self._strategy.hand_back_days)
        return replace(
            row,
            stage_text=stage_text(stage, self._words) if stage is not None else "",
            step_text=self._step(step, row.next_at),
        )

    def _step(self, step: Step, next_at: datetime | None) -> str:
        pair = MOVES["wait_open"] if step is Step.WAIT and next_at is None else _STEPS[step]
        places = {} if next_at is None else {"moment": self._words.moment(next_at)}
        return filled(pair[self._words.is_chinese], places)
