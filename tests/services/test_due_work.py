"""Due work over the cases of a real store: each kind found, counted, and gone once it is done."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from portfolio import Portfolio, at
from writing import furnish, issued

from app.domain.dates import add_months
from app.domain.facts import Placed, Recall
from app.domain.plans import Terms
from app.domain.terms import HoldKind
from app.services import acts, cases, contacts, holds, plan_approvals, plans, queue, states
from app.services import due_work as due_work_module
from app.services.contacts import RecordContact
from app.services.due_work import DueKind, DueList, due_work, further
from app.services.given import HoldGiven, PromiseGiven, ReasonGiven
from app.services.letters import due
from app.services.plan_approvals import Decide
from app.services.plans import SaveVersion


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    states.catch_up(portfolio.context)
    return portfolio


def of(desk: Portfolio, kind: DueKind) -> DueList:
    return next(one for one in due_work(desk.context, desk.words) if one.kind is kind)


def test_every_kind_is_there_in_its_order(desk: Portfolio) -> None:
    assert [one.kind for one in due_work(desk.context, desk.words)] == list(DueKind)


def test_a_promise_and_a_call_back_come_on_their_day(desk: Portfolio) -> None:
    promise = RecordContact(
        desk.act(), desk.case, "PTP", desk.ids["own"], is_identity_checked=True, reason=ReasonGiven("FTP"),
        promise=PromiseGiven(100_000, date(2026, 11, 18)),
    )  # fmt: skip
    contacts.record(desk.context, promise)
    back = RecordContact(
        desk.act(), desk.neighbour, "CBK", desk.ids["chens_phone"], is_identity_checked=True,
        callback_at=at("14:00", 17),
    )  # fmt: skip
    contacts.record(desk.context, back)
    assert (of(desk, DueKind.PROMISE).count, of(desk, DueKind.CALL_BACK).count) == (0, 0)
    desk.go("14:00", 17)
    assert [row.case_id for row in of(desk, DueKind.CALL_BACK).rows] == [desk.neighbour]
    desk.go("09:00", 18)
    found = of(desk, DueKind.PROMISE)
    assert (found.count, found.rows[0].case_id, found.rows[0].text) == (
        1,
        desk.case,
        "承诺 1,000.00 今天到期",
    )


def test_letters_are_counted_as_they_are_listed(desk: Portfolio) -> None:
    def check() -> None:
        listed = due.due(desk.context)
        assert due.counts(desk.context) == dict(Counter(one.template for one in listed))
        assert due.first(desk.context, 2) == (len(listed), listed[:2])
        assert due.first(desk.context, 50) == (len(listed), listed)

    check()
    issued(desk)
    check()
    contacts.record(
        desk.context,
        RecordContact(
            desk.act(), desk.neighbour, "DSP", desk.ids["chens_phone"], is_identity_checked=True,
            reason=ReasonGiven("ARGU"),
        ),
    )  # fmt: skip
    check()
    for day in (20, 24, 30):
        desk.go("10:00", day)
        check()


def test_a_case_goes_back_until_it_is_recalled(desk: Portfolio) -> None:
    placed = Placed(
        desk.ids["chens"], date(2026, 11, 16), "CNY", 200_000, 0, 0, 0, 0, 0, 0, 0, date(2026, 10, 5), True,
        recall_on=date(2026, 11, 20),
    )  # fmt: skip
    _append(desk, placed)
    assert of(desk, DueKind.HAND_BACK).count == 0
    desk.go("10:00", 17)
    found = of(desk, DueKind.HAND_BACK)
    assert (found.count, found.rows[0].case_id, found.rows[0].text) == (1, desk.neighbour, "3 天后退案")
    desk.go("10:00", 22)
    assert of(desk, DueKind.HAND_BACK).rows[0].text == "退案日已过 2 天"
    _append(desk, Recall(desk.ids["chens"], date(2026, 11, 22)))
    assert of(desk, DueKind.HAND_BACK).count == 0


def _append(desk: Portfolio, body: Placed | Recall) -> None:
    with desk.context.db.write() as connection:
        entry = acts.entry(desk.context, body, desk.neighbour, desk.clock.now)
        acts.append(connection, desk.context, desk.act(), [entry])


def test_a_plan_beyond_the_limits_waits_for_a_lead(desk: Portfolio) -> None:
    collector = desk.as_collector()
    terms = Terms(1_580_000, add_months(date(2026, 11, 16), 1), "CNY", periods=60)
    saved, _ = plans.save_version(collector, SaveVersion(desk.act(), desk.case, terms, "proposed"))
    found = of(desk, DueKind.APPROVAL)
    assert (found.count, found.rows[0].case_id, found.rows[0].text) == (1, desk.case, "还款计划待审批")
    plan_approvals.decide(desk.context, Decide(desk.act(), desk.case, saved.fact, is_approved=True))
    assert of(desk, DueKind.APPROVAL).count == 0


def test_what_only_the_next_action_tells_is_found_in_the_head_of_the_queue(desk: Portfolio) -> None:
    told = RecordContact(
        desk.act(), desk.case, "WTP", desk.ids["own"], is_identity_checked=True, reason=ReasonGiven("DIS")
    )
    contacts.record(desk.context, told)
    desk.go("10:30", 18)
    assert [(row.case_id, row.text) for row in of(desk, DueKind.NEXT).rows] == [
        (desk.case, "登记停催：困难缓催 · 疾病/伤残(本人或家属)：核实期间不催收")
    ]
    holds.place(desk.context, holds.PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.HARDSHIP)))
    assert of(desk, DueKind.NEXT).count == 0


def test_the_rest_of_the_queue_is_looked_at_on_demand(
    desk: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = RecordContact(
        desk.act(), desk.case, "WTP", desk.ids["own"], is_identity_checked=True, reason=ReasonGiven("DIS")
    )
    contacts.record(desk.context, told)
    desk.go("10:30", 18)
    whole = of(desk, DueKind.NEXT)
    assert (whole.looked_at, whole.queue_size, whole.goes_on) == (3, 3, False)
    assert of(desk, DueKind.LETTER).looked_at is None
    monkeypatch.setattr(due_work_module, "HEAD_OF_QUEUE", 1)
    (*_, found) = due_work(desk.context, desk.words, look=1)
    steps = [found.count]
    while found.goes_on:
        found = further(desk.context, desk.words, found)
        steps.append(found.count)
    assert found == whole
    assert len(steps) == 3
    assert further(desk.context, desk.words, whole) == whole, "what was found stays"


def test_what_is_next_is_what_the_opened_case_says(desk: Portfolio) -> None:
    for row in queue.listing(desk.context, desk.words, 0, 10):
        alone = cases.next_of(desk.context, desk.words, row.case_id)
        assert alone == cases.panel(desk.context, desk.words, row.case_id).next
