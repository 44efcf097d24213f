"""The table of what is owed, without a window: each currency with its decimals, and what else is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domain.accrual import Accrual, Bill
from app.domain.allocation import COMPONENTS
from app.domain.ledger import AccountBalance
from app.domain.plan_effects import Span
from app.domain.plans import Interest
from app.services import rulebook
from app.services.ledgers import AccountTold, LedgerTold, LineTold, YearlyCost
from app.services.words import Words
from app.ui.i18n import Translations
from app.ui.ledger.figures import Behind, figure_table, lines_behind
from app.ui.ledger.wording import plan_interest_note

DAY = date(2026, 11, 20)
COST = YearlyCost(Decimal("0.3504"), Decimal("0.24"), "law", is_above=True, is_estimate=True)


@pytest.fixture(scope="module")
def words() -> Words:
    rules = rulebook.rules_from(rulebook.shipped_packs())
    return Words("en", rules, datetime(2026, 11, 20, 1, 30, tzinfo=UTC), UTC)


def account(key: bytes, currency: str, parts: Mapping[str, int], **more: object) -> AccountTold:
    whole = dict.fromkeys(COMPONENTS, 0) | dict(parts)
    balance = AccountBalance(key, currency, whole, DAY, DAY, True, True, None, None)
    known: dict[str, object] = {"dpd": 12, "estimate": None, "cost": None, "bill": None} | more
    return AccountTold(key, f"6222 **** **** {key.hex()}", "card", balance, **known)  # type: ignore[arg-type]


def line(key: bytes, currency: str, parts: Mapping[str, int], after: int) -> LineTold:
    return LineTold(
        DAY, "charge", "charge", "", "", currency, parts, sum(parts.values()), 0, after, 0, None, key
    )


def told(*accounts: AccountTold, lines: tuple[LineTold, ...] = ()) -> LedgerTold:
    owed = {each.balance.currency: each.balance.total_minor for each in accounts}
    return LedgerTold(
        b"case", 1, "name", DAY, DAY, False, "order", accounts, owed, 0, lines, "definition", None, (), None
    )


def test_each_currency_has_its_decimals_and_its_own_sum(words: Words) -> None:
    table = figure_table(
        told(
            account(b"\x00\x01", "JPY", {"purchase": 1_235}),
            account(b"\x00\x02", "KWD", {"purchase": 1_235, "late_fee": 5}),
            account(b"\x00\x03", "CNY", {"purchase": 1_235}),
            account(b"\x00\x04", "CNY", {"interest": 65}),
        ),
        words,
    )
    assert table.headers == (
        "Component", "0001 · card", "0002 · card", "0003 · card", "0004 · card", "All in CNY",
    )  # fmt: skip
    rows = {row.name: [cell.text for cell in row.cells] for row in table.rows}
    assert rows["purchases"] == ["1,235", "1.235", "12.35", "0.00", "12.35"]
    assert rows["Owed"] == ["1,235", "1.240", "12.35", "0.65", "13.00"]
    assert rows["Days past due"] == ["12", "12", "12", "12", ""]
    assert "cash" not in rows  # nobody owes any


def test_what_is_known_of_an_account_stands_below_what_it_owes(words: Words) -> None:
    ran = Accrual(b"\x00\x01", "interest", DAY, DAY, 100_000, Decimal("0.0005"), Decimal(1_500), 1_500)
    bill = Bill(20_000, DAY, DAY)
    table = figure_table(
        told(account(b"\x00\x01", "CNY", {"purchase": 100_000}, estimate=ran, cost=COST, bill=bill)), words
    )
    rows = {row.name: row.cells[0] for row in table.rows}
    assert rows["Interest since then, an estimate"].text == "≈ 15.00, not owed"
    assert rows["All-in yearly cost, an estimate"].text == "35.04%, above the line"
    assert rows["Minimum payment asked for"].text == "200.00 by 2026-11-20"
    assert all(cell.asked is None for name, cell in rows.items() if name not in ("purchases", "Owed"))


def test_the_lines_behind_a_figure_are_its_own_and_add_up() -> None:
    first, second = b"\x00\x01", b"\x00\x02"
    found = told(
        lines=(
            line(first, "CNY", {"purchase": 100, "interest": 7}, 107),
            line(second, "CNY", {"interest": 5}, 112),
            line(first, "CNY", {"interest": -3}, 109),
            line(first, "JPY", {"interest": 50}, 50),
        )
    )

    def behind(asked: Behind | None) -> list[tuple[int, int]]:
        return [(shown.change_minor, shown.after_minor) for shown in lines_behind(found, asked)]

    assert behind(Behind("CNY", first, "interest", "")) == [(7, 7), (-3, 4)]
    assert behind(Behind("CNY", None, "interest", "")) == [(7, 7), (5, 12), (-3, 9)]
    assert behind(Behind("CNY", None, None, "")) == [(107, 107), (5, 112), (-3, 109)]
    assert behind(None) == [(107, 107), (5, 112), (-3, 109), (50, 50)]


def test_interest_as_a_plan_says_is_told_in_the_language_of_the_window(translations: Translations) -> None:
    spans = (
        Span(date(2026, 3, 11), date(2026, 3, 16), Interest.NONE, Decimal(0)),
        Span(date(2026, 3, 16), None, Interest.REDUCED, Decimal("0.073")),
    )
    agreed = replace(told(), plan_interest=spans)
    assert plan_interest_note(agreed, "en") == (
        "Interest and the plan: from 2026-03-11 to 2026-03-15 no interest runs by the plan; "
        "from 2026-03-16 on interest is reduced by the plan to 7.3% a year."
    )
    translations.speak("zh_CN")
    assert plan_interest_note(agreed, "zh_CN") == (
        "约定计息：2026-03-11 至 2026-03-15 按还款计划停计利息；"
        "2026-03-16 起按还款计划按年利率 7.3% 减收利息。"
    )
    assert plan_interest_note(told(), "zh_CN") == ""
