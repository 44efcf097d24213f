"""Days of mixed work: whatever is done and undone in whatever order, the cached states are those of a rebuild."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from portfolio import Portfolio

from app.domain.dates import local_date
from app.domain.errors import AppError
from app.domain.terms import HoldKind
from app.services import acts, audit, contacts, dialling, holds, payments, plans, promises, skips, states
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.dialling import Dial
from app.services.given import HoldGiven, PromiseGiven, ReasonGiven
from app.services.holds import PlaceHold, ReleaseHold
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.plans import Agree, EndPlan, SaveVersion
from app.services.promises import CancelPromise
from app.services.skips import Skip


class Worker:
    """Does something sensible or not on a case; a refusal is part of the day."""

    def __init__(self, portfolio: Portfolio, seed: int) -> None:
        self.portfolio, self.dice = portfolio, random.Random(seed)
        self.done = 0

    def work(self) -> None:
        deeds: list[Callable[[], Any]] = [
            self.call, self.call, self.promise, self.pay, self.hold, self.lift, self.skip,
            self.plan, self.agree, self.end, self.reverse, self.cancel, self.undo, self.redo, self.dial,
        ]  # fmt: skip
        self.portfolio.clock.now += timedelta(minutes=self.dice.choice((1, 20, 300, 1_440, 4_320)))
        states.catch_up(self.portfolio.context)
        self.case = self.dice.choice(
            (self.portfolio.case, self.portfolio.other_case, self.portfolio.neighbour)
        )
        self.desk = self.portfolio.desk(self.case)
        self.today = local_date(self.desk.now, self.desk.case.zone)
        try:
            self.dice.choice(deeds)()
            self.done += 1
        except (AppError, IndexError):
            pass

    @property
    def _act(self) -> bytes:
        return self.portfolio.act()

    def call(self) -> Any:
        result = self.dice.choice(self.portfolio.context.rules.codes.chosen)
        point = self.dice.choice(self.desk.case.points)
        given = {"is_identity_checked": True, "reason": ReasonGiven("FTP"), "note": "x"}
        command = RecordContact(self._act, self.case, result.code, point.id, **given)  # type: ignore[arg-type]
        return contacts.record(self.portfolio.context, command)

    def promise(self) -> Any:
        given = PromiseGiven(
            self.dice.randint(1, 300_000), self.today + timedelta(days=self.dice.randint(0, 9))
        )
        return promises.promise(self.portfolio.context, promises.MakePromise(self._act, self.case, given))

    def pay(self) -> Any:
        given = PaymentGiven(self.dice.randint(1, 300_000), self.today)
        return payments.record(self.portfolio.context, RecordPayment(self._act, self.case, given))

    def hold(self) -> Any:
        given = HoldGiven(self.dice.choice(list(HoldKind)))
        return holds.place(self.portfolio.context, PlaceHold(self._act, self.case, given))

    def lift(self) -> Any:
        hold = self.dice.choice(self.desk.state.holds).uid
        return holds.release(self.portfolio.context, ReleaseHold(self._act, self.case, hold, "核实"))

    def skip(self) -> Any:
        return skips.skip(self.portfolio.context, Skip(self._act, self.case))

    def plan(self) -> Any:
        terms = plans.suggest(self.portfolio.context.rules, self.desk)
        assert terms is not None or self.desk.state.balance_minor == 0
        if terms is not None:
            plans.save_version(self.portfolio.context, SaveVersion(self._act, self.case, terms))

    def agree(self) -> Any:
        version = self.dice.choice(plans.versions(self.desk)).uid
        return plans.agree(self.portfolio.context, Agree(self._act, self.case, version, self.today, "signed"))

    def end(self) -> Any:
        plan = self.dice.choice(plans.versions(self.desk)).plan_id
        return plans.end(self.portfolio.context, EndPlan(self._act, self.case, plan, "反悔"))

    def reverse(self) -> Any:
        payment = self.dice.choice(payments.rows(self.desk)).uid
        return payments.reverse(self.portfolio.context, ReversePayment(self._act, self.case, payment, "退票"))

    def cancel(self) -> Any:
        uid = self.dice.choice(self.desk.state.commitments.promises).fact.uid
        return promises.cancel(self.portfolio.context, CancelPromise(self._act, self.case, uid, "反悔"))

    def undo(self) -> Any:
        last = acts.last_act(self.portfolio.context)
        if last is not None:
            acts.undo(self.portfolio.context, Undo(last.act, self._act, "登错"))

    def redo(self) -> Any:
        last = acts.redoable(self.portfolio.context)
        if last is not None:
            acts.redo(self.portfolio.context, Undo(last.act, self._act))

    def dial(self) -> Any:
        point = self.dice.choice(self.desk.case.points).id
        return dialling.dial(self.portfolio.context, Dial(self._act, self.case, point))


@pytest.mark.parametrize("seed", range(6))
def test_states_are_those_of_a_rebuild_and_the_chain_holds(portfolio: Portfolio, seed: int) -> None:
    worker = Worker(portfolio, seed)
    for _ in range(60):
        worker.work()
    assert worker.done > 25
    kept = portfolio.states()
    states.rebuild(portfolio.context)
    assert portfolio.states() == kept
    broken = audit.verify(portfolio.context).kept
    assert broken == []
