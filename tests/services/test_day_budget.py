"""The day's budget, counted from a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from portfolio import Portfolio, at

from app.domain.terms import Tier
from app.services import acts, assignments, budget, contacts, day, skips
from app.services.acts import Undo
from app.services.assignments import Assign, Given
from app.services.budget_words import told, told_day
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven, ReasonGiven
from app.services.skips import Skip
from app.services.words import Words


@pytest.fixture
def mine(portfolio: Portfolio) -> Portfolio:
    """Every case is with the user."""
    cases = (portfolio.case, portfolio.other_case, portfolio.neighbour)
    given = (Given(portfolio.context.user.id, cases),)
    assignments.assign(portfolio.context, Assign(portfolio.act(), given))
    return portfolio


def call(portfolio: Portfolio, point: str = "own", case: bytes | None = None) -> bytes:
    act = portfolio.act()
    contacts.record(portfolio.context, RecordContact(act, case or portfolio.case, "NA", portfolio.ids[point]))
    return act


def owed(portfolio: Portfolio) -> list[int]:
    with portfolio.context.db.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT balance_minor FROM case_state WHERE tier <= 6 ORDER BY tier, score DESC, tie"
        )
        return list(rows.scalars())


def test_head_of_the_queue_that_fits_and_what_it_carries(mine: Portfolio) -> None:
    balances = owed(mine)
    assert len(balances) == 3
    found = budget.today(mine.context, 2)
    assert (found.on, found.a_day, found.done, found.left) == (date(2026, 11, 16), 2, 0, 2)
    assert (found.fits, found.fits_minor, found.to_do, found.to_do_minor) == (
        2,
        sum(balances[:2]),
        3,
        sum(balances),
    )
    assert found.share == round(100 * found.fits_minor / found.to_do_minor)
    assert budget.today(mine.context, 9).fits == 3


def test_calls_are_counted_and_undone_ones_are_not(mine: Portfolio) -> None:
    call(mine)
    act = call(mine, "chens_phone", mine.neighbour)
    assert (budget.today(mine.context, 2).done, budget.today(mine.context, 2).left) == (2, 0)
    acts.undo(mine.context, Undo(act, mine.act()))
    assert (budget.today(mine.context, 2).done, budget.today(mine.context, 2).fits) == (1, 1)
    assert day.today(mine.context).contacts == 1
    mine.go("09:00", 17)
    assert budget.today(mine.context, 2).done == 0


def test_what_was_brought_back_counts_again(mine: Portfolio) -> None:
    promised = mine.act()
    given = {
        "is_identity_checked": True,
        "reason": ReasonGiven("FTP"),
        "promise": PromiseGiven(50_000, date(2026, 11, 18)),
    }
    contacts.record(mine.context, RecordContact(promised, mine.case, "PTP", mine.ids["own"], **given))
    before = day.today(mine.context)
    assert (before.contacts, before.connected, before.promises, before.promised_minor) == (1, 1, 1, 50_000)
    for _ in range(2):
        taken_back = mine.act()
        acts.undo(mine.context, Undo(promised, taken_back))
        assert (day.today(mine.context).contacts, day.today(mine.context).promised_minor) == (0, 0)
        acts.redo(mine.context, Undo(taken_back, mine.act()))
        assert day.today(mine.context) == before
        assert budget.today(mine.context, 2).done == 1


def test_a_day_without_work_is_not_said_to_be_done(portfolio: Portfolio) -> None:
    empty = replace(budget.today(portfolio.context, 2), to_do=0, done=0)
    assert told(empty, portfolio.words) == "今日没有待办"
    assert told(replace(empty, done=3), portfolio.words) == "今日待办已清空；已拨 3/2"


def test_own_pace_comes_from_the_last_four_weeks(mine: Portfolio) -> None:
    assert budget.today(mine.context, 0).a_day == budget.UNTIL_KNOWN
    for on in (17, 18, 19):
        mine.go("09:00", on)
        for _ in range(on - 16):
            call(mine)
            mine.clock.now += timedelta(minutes=1)
    mine.go("09:00", 20)
    found = budget.today(mine.context, 0)
    assert (found.a_day, found.is_own_pace) == (2, True)
    mine.go("09:00", 30)
    mine.clock.now += timedelta(days=28)
    assert budget.today(mine.context, 0).a_day == budget.UNTIL_KNOWN


def test_days_after_know_the_weekend_and_who_comes_back(mine: Portfolio) -> None:
    balances = owed(mine)
    skips.skip(mine.context, Skip(mine.act(), mine.case, until_at=at("10:00", 21)))  # a Saturday
    assert mine.state()["tier"] == Tier.WAITING
    left = owed(mine)
    found = budget.today(mine.context, 1)
    days = budget.days(mine.context, found, 6)
    assert [day.on.day for day in days] == [16, 17, 18, 19, 20, 23]
    assert [(day.cases, day.balance_minor, day.returning) for day in days] == [
        (1, left[0], 0), (1, left[1], 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 1),
    ]  # fmt: skip
    assert sum(balances) - sum(left) == mine.state()["balance_minor"]


def test_words(mine: Portfolio) -> None:
    english = Words("en", mine.context.rules, mine.clock.now, mine.context.zone)
    found = budget.today(mine.context, 2)
    assert told(found, mine.words) == f"今日还可拨 2 通，前 2 件占待办金额 {found.share}%"
    assert told(found, english) == (
        f"2 calls left today: the first 2 cases carry {found.share} % of the money to work"
    )
    assert told(replace(found, due=6), mine.words).endswith("%；6 笔还款今天到期")
    assert told(replace(found, due=1), english).endswith("; 1 payment falls due")
    assert "enough for all 3 cases" in told(budget.today(mine.context, 5), english)
    portion = budget.days(mine.context, found, 2)[1]
    assert told_day(portion, english).startswith("2026-11-17 Tue: 1 case, ")
    call(mine)
    assert told(budget.today(mine.context, 1), english).startswith(
        "The day's calls are made (1); 2 cases left"
    )
