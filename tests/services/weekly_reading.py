"""What the tests of the weekly report share: a call, and each number held against its list."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from portfolio import Portfolio, at

from app.domain.weekly import Figure, number
from app.domain.weeks import Week
from app.services import contacts, weekly_lists
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.weekly import CollectorWeeks, WeeklyReport
from app.services.weekly_lists import Behind
from app.services.words import Words

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
