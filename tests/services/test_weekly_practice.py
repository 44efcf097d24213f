"""The weekly report of the practice portfolio: the numbers of plain SQL over the facts, each with its list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from portfolio import SHANGHAI
from weekly_reading import ATTEMPTS, CONNECTED, RIGHT_PARTY, W47, check_lists, words_of

from app.domain.state import derive
from app.domain.terms import Bucket, Tier
from app.domain.weekly import Figure, number
from app.domain.weeks import Week
from app.models import casebook
from app.services import sample, store, weekly, weekly_lists, weeks
from app.services.context import Context
from app.services.weekly_lists import Behind, Moved, Stand
from app.system.paths import Home

TODAY = date(2026, 11, 23)


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
