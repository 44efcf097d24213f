"""The weekly report: what stands, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from portfolio import SHANGHAI, Portfolio, at
from weekly_reading import W47, call, check_lists

from app.domain.errors import RuleViolation
from app.domain.facts import Assignment, Payment
from app.domain.weekly import Figure, number
from app.domain.weeks import Week
from app.models import people
from app.models.journal import Entry, Journal
from app.services import (
    acts,
    contacts,
    dialling,
    holds,
    payments,
    promises,
    skips,
    states,
    weekly,
    weekly_lists,
)
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven, ReasonGiven
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.promises import CancelPromise
from app.services.skips import Skip
from app.services.weekly_lists import Behind
from app.services.weekly_sections import sections


def figure(portfolio: Portfolio, which: Figure, week: Week = W47, no: int | None = None) -> int:
    return number(weekly.report(portfolio.context, week).whose(no).sheet, which)


def test_an_undone_contact_does_not_count_and_a_redone_one_does(portfolio: Portfolio) -> None:
    call(portfolio, "NA", "10:00")
    act = call(portfolio, "NA", "10:05")
    assert figure(portfolio, Figure.ATTEMPTS) == 2
    undo = portfolio.act()
    acts.undo(portfolio.context, Undo(act, undo))
    assert figure(portfolio, Figure.ATTEMPTS) == 1
    acts.redo(portfolio.context, Undo(undo, portfolio.act()))
    assert figure(portfolio, Figure.ATTEMPTS) == 2
    check_lists(portfolio.context, weekly.report(portfolio.context, W47), (None,))


def test_a_replaced_promise_counts_once_and_an_undone_replacement_brings_the_first_back(
    portfolio: Portfolio,
) -> None:
    reason = ReasonGiven("INCD", 3, 3)
    call(portfolio, "PTP", "10:00", promise=PromiseGiven(10_000, date(2026, 11, 20)), reason=reason)
    second = call(portfolio, "PTP", "11:00", promise=PromiseGiven(25_000, date(2026, 11, 20)))
    sheet = weekly.report(portfolio.context, W47).total.sheet
    assert (sheet[Figure.PROMISES].number, sheet[Figure.PROMISES].amounts) == (1, {"CNY": 25_000})
    assert (number(sheet, Figure.OPEN), sheet[Figure.OPEN].amounts) == (1, {"CNY": 25_000})
    acts.undo(portfolio.context, Undo(second, portfolio.act()))
    sheet = weekly.report(portfolio.context, W47).total.sheet
    assert (sheet[Figure.PROMISES].number, sheet[Figure.PROMISES].amounts) == (1, {"CNY": 10_000})


def test_a_promise_is_kept_by_what_was_paid_and_a_cancelled_one_was_not_due(portfolio: Portfolio) -> None:
    context = portfolio.context
    for case, account, minor in (
        ("case", "card", 10_000),
        ("other_case", "lent", 20_000),
        ("neighbour", "chens", 30_000),
    ):
        portfolio.go("10:00", 16)
        given = PromiseGiven(minor, date(2026, 11, 18), portfolio.ids[account])
        promises.promise(context, promises.MakePromise(portfolio.act(), portfolio.ids[case], given))
    portfolio.go("15:00", 18)
    pay = payments.record(
        context, RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(10_000, date(2026, 11, 18)))
    )[0]
    payments.record(
        context, RecordPayment(portfolio.act(), portfolio.other_case, PaymentGiven(5_000, date(2026, 11, 18)))
    )
    portfolio.go("09:00", 27)
    states = (Figure.KEPT, Figure.PARTLY_KEPT, Figure.BROKEN, Figure.OPEN)
    report = weekly.report(context, W47)
    assert [number(report.total.sheet, each) for each in states] == [1, 1, 1, 0]
    assert report.total.sheet[Figure.COLLECTED].amounts == {"CNY": 15_000}
    check_lists(context, report, (None, 1))
    payments.reverse(
        context, ReversePayment(portfolio.act(), portfolio.case, pay.fact, "bounced", date(2026, 11, 27))
    )
    sheet = weekly.report(context, W47).total.sheet
    assert [number(sheet, each) for each in states] == [0, 1, 2, 0]
    assert sheet[Figure.COLLECTED].amounts == {"CNY": 5_000}


def test_a_cancelled_promise_was_not_due(portfolio: Portfolio) -> None:
    portfolio.go("10:00", 16)
    given = PromiseGiven(10_000, date(2026, 11, 18), portfolio.ids["card"])
    made, _ = promises.promise(
        portfolio.context, promises.MakePromise(portfolio.act(), portfolio.case, given)
    )
    assert figure(portfolio, Figure.OPEN) == 1
    promises.cancel(
        portfolio.context, CancelPromise(portfolio.act(), portfolio.case, made.promise, "wrong day")
    )
    assert [figure(portfolio, each) for each in (Figure.OPEN, Figure.BROKEN)] == [0, 0]


def test_a_week_begins_and_ends_at_midnight_of_the_store(portfolio: Portfolio) -> None:
    """A millisecond before Monday 00:00 in Shanghai is Sunday, though it is Sunday afternoon west of it."""
    portfolio.go("09:00", 24)
    first, last = (datetime(2026, 11, day, tzinfo=SHANGHAI).astimezone(UTC) for day in (16, 23))
    millisecond = timedelta(milliseconds=1)
    for moment in (first - millisecond, first, last - millisecond, last):
        command = RecordContact(
            portfolio.act(),
            portfolio.case,
            "NA",
            portfolio.ids["own"],
            started_at=moment,
            is_identity_checked=False,
        )
        contacts.record(portfolio.context, command)
    weeks_of_it = [figure(portfolio, Figure.CONTACTS, Week.parse(f"2026-W{no}")) for no in (46, 47, 48)]
    assert weeks_of_it == [1, 2, 1]


def test_week_53_holds_the_first_days_of_january(portfolio: Portfolio) -> None:
    for moment in (datetime(2026, 12, 31, 9, tzinfo=SHANGHAI), datetime(2027, 1, 3, 9, tzinfo=SHANGHAI)):
        portfolio.clock.now = moment.astimezone(UTC)
        command = RecordContact(
            portfolio.act(), portfolio.case, "NA", portfolio.ids["own"], started_at=portfolio.clock.now
        )
        contacts.record(portfolio.context, command)
    report = weekly.report(portfolio.context, Week.parse("2026-W53"))
    assert number(report.total.sheet, Figure.CONTACTS) == 2
    assert [str(week) for week in report.weeks] == [f"2026-W{no}" for no in range(49, 54)]


def test_an_empty_week_and_a_collector_with_nothing_are_told(portfolio: Portfolio) -> None:
    other = add_user(portfolio)
    call(portfolio, "NA", "10:00")
    report = weekly.report(portfolio.context, W47)
    assert [(each.name, number(each.sheet, Figure.CONTACTS)) for each in report.collectors] == [
        ("练习", 1),
        ("周敏", 0),
    ]
    assert report.whose(other).sheet == {}
    empty = weekly.report(portfolio.context, Week.parse("2026-W40"))
    assert not any(number(empty.total.sheet, figure) for figure in Figure)
    assert [each.no for each in empty.collectors] == [1, other]
    with pytest.raises(RuleViolation, match="week_ahead"):
        weekly.report(portfolio.context, Week.parse("2027-W01"))


def add_user(portfolio: Portfolio) -> int:
    with portfolio.context.db.write() as connection:
        row = {
            "no": 2,
            "id": b"\x77" * 16,
            "name": "周敏",
            "employee_no": "C0418",
            "role": "collector",
            "is_active": 1,
        }
        people.add_users(connection, [row])
    return 2


def test_what_somebody_did_is_his_and_what_was_paid_is_of_whoever_had_the_case_then(
    portfolio: Portfolio,
) -> None:
    context, other = portfolio.context, add_user(portfolio)
    colleague = replace(context, user=replace(context.user, id=b"\x77" * 16, no=2, role="collector"))
    call(portfolio, "NA", "10:00")
    portfolio.go("11:00", 17)
    command = RecordContact(portfolio.act(), portfolio.neighbour, "NA", portfolio.ids["chens_phone"])
    contacts.record(colleague, command)
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, at("12:00", 16))
        given = [(context.user.id, at("12:00", 16)), (b"\x77" * 16, at("12:00", 18))]
        for collector, moment in given:
            journal.append(
                portfolio.act(), [Entry(portfolio.act(), Assignment(collector), portfolio.case, None, moment)]
            )
        for day, minor in ((16, 100), (17, 200), (18, 400), (19, 800)):
            body = Payment(minor, "CNY", date(2026, 11, day))
            journal.append(
                portfolio.act(), [Entry(portfolio.act(), body, portfolio.case, None, at("09:00", day))]
            )
        journal.flush()
        states.refresh(connection, context, [portfolio.case], at("09:00", 20))
    portfolio.go("10:00", 20)
    report = weekly.report(context, W47)
    paid = {each.no: each.sheet[Figure.COLLECTED].amounts for each in report.collectors}
    assert paid == {1: {"CNY": 300}, other: {"CNY": 1_200}}  # until the evening of the 17th, from the 18th on
    assert [number(report.whose(no).sheet, Figure.CONTACTS) for no in (1, other)] == [1, 1]
    check_lists(context, report, (None, 1, other))


def test_what_the_gate_stopped_and_what_was_done_in_spite_of_it_is_told_by_rule(portfolio: Portfolio) -> None:
    context = portfolio.context
    call(portfolio, "NA", "23:30", 17)  # past the hours: recorded nevertheless, against a rule
    call(portfolio, "CMP", "10:00", 18)
    portfolio.go("23:30", 18)
    command = dialling.Dial(portfolio.act(), portfolio.case, portfolio.ids["guarantors"])
    assert not dialling.dial(context, command)[0].is_permitted
    report = weekly.report(context, W47)
    sheet, details = report.total.sheet, report.total.details
    told = [number(sheet, each) for each in (Figure.BLOCKED, Figure.AGAINST_RULE, Figure.COMPLAINTS)]
    assert told == [1, 1, 1]
    with context.db.read() as connection:
        rule = connection.exec_driver_sql("SELECT rule FROM fact_blocked").scalar_one()
    assert {kind: counted.number for kind, counted in details[Figure.BLOCKED].items()} == {rule: 1}
    check_lists(context, report, (None, 1))


def test_why_cases_were_passed_over_is_told_by_reason_and_collector(portfolio: Portfolio) -> None:
    context, words = portfolio.context, portfolio.words
    other = replace(context, user=replace(context.user, id=portfolio.act(), no=2, role="collector"))
    with context.db.write() as connection:
        row = {"no": 2, "id": other.user.id, "name": "钱进", "employee_no": "C2"}
        people.add_users(connection, [row | {"role": "collector", "is_active": 1}])
    skips.skip(context, Skip(portfolio.act(), portfolio.case, "papers"))
    undone, _ = skips.skip(context, Skip(portfolio.act(), portfolio.case, "creditor"))
    acts.undo(context, Undo(undone.act, portfolio.act()))
    skips.skip(other, Skip(portfolio.act(), portfolio.other_case, "papers"))
    until = portfolio.clock.now + timedelta(days=1)
    holds.snooze(other, holds.Snooze(portfolio.act(), portfolio.neighbour, until, "他自己知道"))
    report = weekly.report(context, W47)
    assert number(report.total.sheet, Figure.SKIPPED) == 3
    kinds = {
        each.no: {kind: counted.number for kind, counted in each.details[Figure.SKIPPED].items()}
        for each in report.collectors
    }
    assert kinds == {1: {"papers": 1}, 2: {"papers": 1, "": 1}}
    check_lists(context, report, (None, 1, 2))
    own = Behind(report.week, Figure.SKIPPED, 2, "")
    assert [line.text for line in weekly_lists.behind(context, words, own).rows] == ["他自己知道"]
    table = next(each for each in sections(report, words) if each.code == "skips")
    assert table.rows == (("等债务人补材料", 1, 1, 2), ("自写原因", 0, 1, 1))
    assert table.totals == (("合计", 1, 2, 3),)
