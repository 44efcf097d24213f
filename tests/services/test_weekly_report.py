"""The weekly report: the numbers of plain SQL over the facts, each with its list; what stands, and whose it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from portfolio import SHANGHAI, Portfolio, at

from app.domain.errors import RuleViolation
from app.domain.facts import Assignment, Payment
from app.domain.state import derive
from app.domain.terms import Bucket, Tier
from app.domain.weekly import Figure, number
from app.domain.weeks import Week
from app.models import casebook, people
from app.models.journal import Entry, Journal
from app.services import (
    acts,
    contacts,
    dialling,
    holds,
    payments,
    promises,
    sample,
    skips,
    states,
    store,
    weekly,
    weekly_lists,
    weeks,
)
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.given import PromiseGiven, ReasonGiven
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.promises import CancelPromise
from app.services.skips import Skip
from app.services.weekly import CollectorWeeks, WeeklyReport
from app.services.weekly_lists import Behind, Moved, Stand
from app.services.weekly_sections import sections
from app.services.words import Words
from app.system.paths import Home

TODAY = date(2026, 11, 23)
W47 = Week.parse("2026-W47")
RESULTS = tomllib.loads(
    (Path(__file__).parents[2] / "resources" / "codes" / "results.toml").read_text(encoding="utf-8")
)["results"]
CONNECTED = tuple(row["code"] for row in RESULTS if row["connected"] == "yes")
RIGHT_PARTY = tuple(row["code"] for row in RESULTS if row["right_party"] == "yes")
ATTEMPTS = tuple(
    row["code"]
    for row in RESULTS
    if (row["connected"] == "yes" or row.get("counts") == "unanswered") and not row.get("inbound")
)


# -- the practice portfolio against plain SQL ------------------------------------------------------


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    home = Home(tmp_path_factory.mktemp("practice") / "home")
    sample.build(home, today=TODAY)
    with store.opened(home, None, program="test", day=TODAY) as context:
        weeks.fill(context, weeks.needed(W47, TODAY))
        yield context


def moments(week: Week) -> tuple[int, int]:
    """Monday to Monday by Shanghai's clocks, in ms, worked out anew."""
    monday = date.fromisocalendar(week.year, week.number, 1)
    begins = datetime.combine(monday, time(), SHANGHAI)
    return tuple(int(moment.timestamp() * 1000) for moment in (begins, begins + timedelta(days=7)))  # type: ignore[return-value]


def ask(context: Context, sql: str, *values: Any) -> Any:
    with context.db.read() as connection:
        return connection.exec_driver_sql(sql, values).scalar_one()


def marks(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


CONTACT = (
    "SELECT count(*) FROM fact JOIN fact_contact USING (seq) WHERE occurred_at >= ? AND occurred_at < ? "
    "AND act NOT IN (SELECT target_act FROM fact_annulment)"
)


@pytest.mark.parametrize("week", [str(week) for week in W47.up_to(5)])
def test_contacts_are_counted_as_plain_sql_counts_them(practice: Context, week: str) -> None:
    period = moments(Week.parse(week))
    sheet = weekly.report(practice, Week.parse(week)).total.sheet
    expected = {
        Figure.CONTACTS: "",
        Figure.ATTEMPTS: f" AND direction = 'outbound' AND result IN ({marks(ATTEMPTS)})",
        Figure.CONNECTED: f" AND result IN ({marks(CONNECTED)})",
        Figure.RIGHT_PARTY: f" AND result IN ({marks(RIGHT_PARTY)})",
    }
    for figure, clause in expected.items():
        assert number(sheet, figure) == ask(practice, CONTACT + clause, *period), figure
    assert number(sheet, Figure.CONTACTS) > 0


def test_promises_payments_reasons_and_plans_are_counted_as_plain_sql_counts_them(practice: Context) -> None:
    sheet, period = weekly.report(practice, W47).total.sheet, moments(W47)
    days = ("2026-11-16", "2026-11-22")
    made = (
        "SELECT {} FROM fact AS f JOIN fact_promise AS p USING (seq) WHERE occurred_at >= ? AND occurred_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM fact AS n WHERE n.supersedes = f.uid)"
    )
    assert number(sheet, Figure.PROMISES) == ask(practice, made.format("count(*)"), *period)
    assert sheet[Figure.PROMISES].amounts == {"CNY": ask(practice, made.format("sum(amount_minor)"), *period)}
    paid = (
        "SELECT {} FROM fact JOIN fact_payment USING (seq) WHERE paid_on BETWEEN ? AND ? "
        "AND uid NOT IN (SELECT payment FROM fact_reversal)"
    )
    assert number(sheet, Figure.COLLECTED) == ask(practice, paid.format("count(*)"), *days)
    assert sheet[Figure.COLLECTED].amounts == {"CNY": ask(practice, paid.format("sum(amount_minor)"), *days)}
    for figure, table in ((Figure.REASONS, "fact_reason"), (Figure.PLANS, "fact_agreement")):
        sql = f"SELECT count(*) FROM fact JOIN {table} USING (seq) WHERE occurred_at >= ? AND occurred_at < ?"
        assert number(sheet, figure) == ask(practice, sql, *period) > 0, figure


def test_promises_due_are_split_without_a_rest(practice: Context) -> None:
    """Every promise for a day of the week that stands is kept, partly kept, broken or open: none twice, none lost."""
    sheet = weekly.report(practice, W47).total.sheet
    split = [number(sheet, f) for f in (Figure.KEPT, Figure.PARTLY_KEPT, Figure.BROKEN, Figure.OPEN)]
    due = ask(
        practice,
        "SELECT count(*) FROM fact AS f JOIN fact_promise USING (seq) WHERE due_on BETWEEN ? AND ? "
        "AND NOT EXISTS (SELECT 1 FROM fact AS n WHERE n.supersedes = f.uid) "
        "AND uid NOT IN (SELECT promise FROM fact_promise_cancelled)",
        "2026-11-16",
        "2026-11-22",
    )
    assert sum(split) == due > 0
    assert sum(count > 0 for count in split) > 1


@pytest.mark.parametrize("back", [0, 1, 4])
def test_ageing_is_what_each_case_would_have_shown_on_the_sunday(practice: Context, back: int) -> None:
    week = W47.before(back)
    late = datetime.combine(week.last_on, time(23, 59), SHANGHAI).astimezone(UTC)
    with practice.db.read() as connection:
        numbered = casebook.case_ids(connection, 0, 1_000)
        cases = casebook.load_many(connection, [case_id for _, case_id in numbered])
    expected: dict[Bucket, list[int]] = {}
    for case in cases:
        state = derive(case, practice.rules, late)
        if state.tier is not Tier.CLOSED:
            expected.setdefault(Bucket.of(state.dpd(week.last_on)), []).append(state.balance_minor)
    ageing = weekly.report(practice, W47).ageing[4 - back]
    assert ageing is not None
    found = {bucket: (counted.number, counted.amounts["CNY"]) for bucket, counted in ageing.items()}
    assert found == {bucket: (len(owed), sum(owed)) for bucket, owed in expected.items()}
    assert len(found) > 3


def test_a_roll_ends_where_the_ageing_of_both_weeks_stands(practice: Context) -> None:
    report = weekly.report(practice, W47)
    assert report.roll is not None
    for at_place, ageing in ((0, report.ageing[3]), (1, report.ageing[4])):
        sums: dict[Bucket, int] = {}
        for key, counted in report.roll.items():
            bucket = key[at_place]
            if bucket is not None:
                sums[bucket] = sums.get(bucket, 0) + counted.number
        assert ageing is not None
        assert sums == {bucket: counted.number for bucket, counted in ageing.items()}


def words_of(context: Context) -> Words:
    return Words("zh_CN", context.rules, context.now(), context.zone)


def check_lists(context: Context, report: WeeklyReport, collectors: tuple[int | None, ...]) -> None:
    """Every number of the week is the length of its list, and its amounts are the list's."""
    for no in collectors:
        whose: CollectorWeeks = report.total if no is None else report.whose(no)
        for figure in Figure:
            page = weekly_lists.behind(context, words_of(context), Behind(report.week, figure, no), 0, 10_000)
            assert page.total == len(page.rows) == number(whose.sheet, figure), (figure, no)
            amounts: dict[str, int] = {}
            for row in page.rows:
                if row.amount_minor is not None and row.currency:
                    amounts[row.currency] = amounts.get(row.currency, 0) + row.amount_minor
            assert amounts == (whose.sheet[figure].amounts if figure in whose.sheet else {}), (figure, no)
            for kind, counted in whose.details.get(figure, {}).items():
                asked = Behind(report.week, figure, no, kind)
                assert weekly_lists.behind(context, words_of(context), asked).total == counted.number


def test_every_number_has_its_list(practice: Context) -> None:
    report = weekly.report(practice, W47)
    check_lists(practice, report, (None, 1))
    words = words_of(practice)
    for bucket, counted in (report.ageing[-1] or {}).items():
        page = weekly_lists.behind(practice, words, Stand(W47, bucket))
        assert page.total == len(page.rows) == counted.number
        assert sum(row.amount_minor or 0 for row in page.rows) == counted.amounts["CNY"]
    for (before, after), counted in (report.roll or {}).items():
        page = weekly_lists.behind(practice, words, Moved(W47, before, after))
        assert page.total == len(page.rows) == counted.number
        assert sum(row.amount_minor or 0 for row in page.rows) == counted.amounts["CNY"]


def test_a_list_is_read_window_by_window(practice: Context) -> None:
    asked, words = Behind(W47, Figure.CONTACTS), words_of(practice)
    whole = weekly_lists.behind(practice, words, asked, 0, 10_000).rows
    parts = [weekly_lists.behind(practice, words, asked, start, 7).rows for start in range(0, len(whole), 7)]
    assert tuple(row for part in parts for row in part) == whole
    assert [row.at for row in whole] == sorted(row.at for row in whole if row.at)


# -- what stands and whose it is -------------------------------------------------------------------


def call(portfolio: Portfolio, result: str, clock: str, day: int = 17, **more: Any) -> bytes:
    """Record a call on the first case at that moment, and give its act."""
    portfolio.go(clock, day)
    act = portfolio.act()
    command = RecordContact(
        act,
        portfolio.case,
        result,
        portfolio.ids["own"],
        started_at=at(clock, day),
        is_identity_checked=True,
        **more,
    )
    contacts.record(portfolio.context, command)
    return act


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


# -- the cache of week ends ------------------------------------------------------------------------


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
