"""What promises and plans ask for: what falls due today, what is still ahead, what was broken."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.domain.commitments import Commitments, PlanView
from app.domain.dates import ONE_DAY
from app.domain.facts import Fact
from app.domain.plan_progress import PlanState, RowState
from app.domain.promises import PromiseState
from app.domain.queue import Claim, Wait
from app.domain.turning import Moments


class Dues:
    """What was promised and agreed in a case, as the queue asks about it on one day of the debtor. The moments at which
    an answer changes by itself are noted in ``moments``."""

    __slots__ = ("commitments", "grace_days", "moments", "today")

    def __init__(self, commitments: Commitments, grace_days: int, today: date, moments: Moments) -> None:
        self.commitments, self.grace_days, self.today, self.moments = commitments, grace_days, today, moments

    def due(self) -> tuple[Claim | None, Wait | None]:
        """What falls due today, and the nearest promise that is still ahead."""
        midnight = self.moments.midnight(self.today)
        due: Claim | None = None
        ahead: list[tuple[date, int, datetime]] = []
        for view in self.commitments.promises:
            if view.outcome.state is not PromiseState.OPEN:
                continue
            if view.outcome.changes_on is not None:
                self.moments.on(view.outcome.changes_on)
            if view.due_on == self.today:
                self.moments.on(self.today + ONE_DAY)  # days of grace are no due days
                due = Claim("promise_due", midnight, {"amount_minor": view.amount_minor})
            else:
                ahead.append((view.due_on, view.amount_minor, view.fact.occurred_at))
        plan = self.commitments.plan
        if plan is not None and plan.progress.state.blocks_collection and due is None:
            due = self._instalment(plan, midnight)
        return due, self._ahead(ahead)

    def _instalment(self, plan: PlanView, midnight: datetime) -> Claim | None:
        row = plan.progress.next_row
        if row is None or row.due_on != self.today:
            return None
        self.moments.on(self.today + ONE_DAY)
        return Claim("instalment_due", midnight, {"number": row.no, "amount_minor": row.amount_minor})

    def _ahead(self, ahead: list[tuple[date, int, datetime]]) -> Wait | None:
        if not ahead:
            return None
        due_on, amount, made_at = min(ahead)
        # A promise in its days of grace still waits, until the day after them.
        wakes_on = due_on if due_on > self.today else due_on + timedelta(days=self.grace_days + 1)
        return Wait(
            "promise_ahead",
            self.moments.midnight(wakes_on),
            made_at,
            {"amount_minor": amount, "date": due_on},
        )

    def broken(self, talked: Fact | None) -> Claim | None:
        """The newest breach that no conversation has taken up since; ``talked``: the last with the debtor."""
        claims = [claim for claim in (self._broken_promise(), self._broken_plan()) if claim is not None]
        if not claims:
            return None
        newest = max(claims, key=lambda claim: claim.since)
        return None if talked is not None and talked.occurred_at >= newest.since else newest

    def _since(self, due_on: date) -> datetime:
        """The moment from which what was due then is broken."""
        return self.moments.midnight(due_on + timedelta(days=self.grace_days + 1))

    def _broken_promise(self) -> Claim | None:
        broken = [view for view in self.commitments.promises if view.outcome.state.is_breach]
        if not broken:
            return None
        view = max(broken, key=lambda view: view.due_on)
        params = {"amount_minor": view.amount_minor, "date": view.due_on}
        if view.outcome.state is PromiseState.BROKEN:
            return Claim("promise_broken", self._since(view.due_on), params)
        params["paid_minor"] = view.outcome.paid_minor
        return Claim("promise_part_kept", self._since(view.due_on), params)

    def _broken_plan(self) -> Claim | None:
        """The instalment that is late longest; a new breach with every further one that is missed."""
        plan = self.commitments.plan
        if plan is None or plan.progress.state is not PlanState.BROKEN:
            return None
        rows = zip(plan.rows, plan.progress.rows, strict=True)
        missed = [row for row, at in rows if at.state is RowState.MISSED]
        self.moments.on(self.today + ONE_DAY)
        params = {"number": missed[0].no, "days": (self.today - missed[0].due_on).days}
        return Claim("plan_broken", self._since(missed[-1].due_on), params)
