"""The cache of week ends: filled in steps, after every act, at leisure, and always what filling at once gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from portfolio import Portfolio, at
from weekly_reading import W47, call

from app.domain.facts import Payment
from app.domain.weekly import Figure
from app.domain.weeks import Week
from app.models.journal import Entry, Journal
from app.services import acts, payments, states, weekly, weekly_lists, weeks
from app.services.acts import Undo
from app.services.payments import PaymentGiven, RecordPayment
from app.services.weekly import WeeklyReport
from app.services.weekly_lists import Behind


def filled(portfolio: Portfolio, week: Week = W47) -> WeeklyReport:
    weeks.fill(portfolio.context, weeks.needed(week, portfolio.context.today()))
    return weekly.report(portfolio.context, week)


def at_end(report: WeeklyReport, back: int = 0) -> dict[str, tuple[int, int]]:
    ageing = report.ageing[-1 - back]
    assert ageing is not None
    return {
        bucket.label: (counted.number, sum(counted.amounts.values())) for bucket, counted in ageing.items()
    }


def rows(portfolio: Portfolio) -> list[Any]:
    with portfolio.context.db.read() as connection:
        return connection.exec_driver_sql("SELECT * FROM case_week ORDER BY week_on, case_no").all()


def test_until_the_weeks_are_filled_the_report_says_so(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    report = weekly.report(portfolio.context, W47)
    assert report.missing.week_ends == weeks.needed(W47, date(2026, 11, 24))
    assert report.ageing == (None,) * 5
    assert report.roll is None
    report = filled(portfolio)
    assert not report.missing
    # Worked by hand: due 2026-09-01, 09-15 and 10-05; on 2026-11-22 that is 82, 68 and 48 days.
    assert at_end(report) == {"M3": (2, 1_580_000 + 310_000), "M2": (1, 200_000)}


def test_the_week_that_runs_stands_as_of_now(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 18)
    report = filled(portfolio)
    assert report.is_running
    assert at_end(report) == {"M3": (2, 1_890_000), "M2": (1, 200_000)}
    assert report.roll is not None


def test_a_payment_for_an_earlier_day_reaches_the_weeks_it_concerns(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    filled(portfolio)
    paid, _ = payments.record(
        portfolio.context,
        RecordPayment(portfolio.act(), portfolio.neighbour, PaymentGiven(200_000, date(2026, 11, 12))),
    )
    assert weekly.report(portfolio.context, W47).missing.is_behind
    report = filled(portfolio)
    assert at_end(report) == {"M3": (2, 1_890_000)}
    assert at_end(report, 1) == {"M3": (2, 1_890_000)}  # 75 and 61 days on the 15th
    assert at_end(report, 2) == {"M3": (1, 1_580_000), "M2": (2, 510_000)}  # on the 8th it was still owed
    acts.undo(portfolio.context, Undo(paid.act, portfolio.act()))
    assert at_end(filled(portfolio))["M2"] == (1, 200_000)


def test_filling_in_steps_and_after_every_act_equals_filling_at_once(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    needed = weeks.needed(W47, date(2026, 11, 24))
    for _ in range(3):
        weeks.step(portfolio.context, needed, 1)
    payments.record(
        portfolio.context,
        RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(7_000, date(2026, 11, 10))),
    )
    while not weeks.step(portfolio.context, needed, 1)[1]:
        pass
    call(portfolio, "NA", "10:00", 24)
    made, _ = payments.record(
        portfolio.context,
        RecordPayment(portfolio.act(), portfolio.other_case, PaymentGiven(9_000, date(2026, 11, 5))),
    )
    undo = portfolio.act()
    acts.undo(portfolio.context, Undo(made.act, undo))
    weeks.fill(portfolio.context, needed)
    acts.redo(portfolio.context, Undo(undo, portfolio.act()))
    weeks.fill(portfolio.context, needed)
    incremental = rows(portfolio)
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("DELETE FROM week_end")
        connection.exec_driver_sql("DELETE FROM case_week")
    weeks.fill(portfolio.context, needed, cases=1_000)
    assert rows(portfolio) == incremental
    assert len(incremental) == 3 * len(needed)


def test_an_act_over_many_cases_undone_and_redone_reaches_each_of_them(portfolio: Portfolio) -> None:
    context = portfolio.context
    portfolio.go("09:00", 24)
    act, before = portfolio.act(), at_end(filled(portfolio))
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, portfolio.clock.now)
        paid = {portfolio.other_case: 310_000, portfolio.neighbour: 200_000}
        journal.append(
            act,
            [
                Entry(portfolio.act(), Payment(minor, "CNY", date(2026, 11, 20)), case, None, at("09:00", 20))
                for case, minor in paid.items()
            ],
        )
        journal.flush()
        states.refresh(connection, context, list(paid), portfolio.clock.now)
    assert at_end(filled(portfolio)) == {"M3": (1, 1_580_000)}
    undo = portfolio.act()
    acts.undo(context, Undo(act, undo, "wrong file"))
    assert at_end(filled(portfolio)) == before
    acts.redo(context, Undo(undo, portfolio.act()))
    assert at_end(filled(portfolio)) == {"M3": (1, 1_580_000)}


def test_at_leisure_the_weeks_fill_by_themselves(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    steps = 0
    while weeks.advance(portfolio.context):
        steps += 1
        assert steps < 20
    assert steps > 0
    assert not weekly.report(portfolio.context, W47).missing
    call(portfolio, "NA", "10:00", 24)
    assert not weeks.advance(portfolio.context)  # a call changes no balance
    command = RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(100, date(2026, 11, 23)))
    payments.record(portfolio.context, command)
    assert weeks.advance(portfolio.context)
    assert not weeks.advance(portfolio.context)


def test_other_rules_begin_anew(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    filled(portfolio)
    other = replace(portfolio.context, rules=replace(portfolio.context.rules, version="other"))
    assert weekly.report(other, W47).missing.week_ends
    weeks.fill(other, weeks.needed(W47, date(2026, 11, 24)))
    assert not weekly.report(other, W47).missing
    assert weekly.report(portfolio.context, W47).missing


def test_a_report_reads_and_writes_nothing(portfolio: Portfolio) -> None:
    portfolio.go("09:00", 24)
    before = portfolio.chain()
    filled(portfolio)
    weekly_lists.behind(portfolio.context, portfolio.words, Behind(W47, Figure.CONTACTS))
    assert portfolio.chain() == before
