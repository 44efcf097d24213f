"""Charges, corrections, waivers, write-offs; the debtor's wish and splits by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, fairdue
from portfolio import Portfolio

from app.cli.entered import amount
from app.domain.errors import AppError, NotFound, RuleViolation
from app.services import acts, adjustment_previews, adjustments, cases, payments
from app.services.acts import Undo
from app.services.adjustment_previews import Change
from app.services.adjustments import Adjust, Adjusted, DecideWaiver, Direct
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment

OWED = 1_580_000


def adjust(
    portfolio: Portfolio, kind: str, minor: int, component: str | None = "interest", **more: Any
) -> Adjusted:
    command = Adjust(
        portfolio.act(), portfolio.case, kind, portfolio.ids["card"], minor, "agreed by telephone", component
    )
    return adjustments.adjust(portfolio.context, replace(command, **more))[0]


def pay(portfolio: Portfolio, minor: int = 100_000) -> bytes:
    command = RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(minor, date(2026, 11, 16)))
    return payments.record(portfolio.context, command)[0].fact


def direct(portfolio: Portfolio, payment: bytes, **more: Any) -> Adjusted:
    return adjustments.direct(portfolio.context, Direct(portfolio.act(), portfolio.case, payment, **more))[0]


def parts(portfolio: Portfolio, account: str = "card") -> dict[str, int]:
    (held,) = [a for a in portfolio.desk().state.ledger.accounts if a.account_id == portfolio.ids[account]]
    return {name: minor for name, minor in held.parts.items() if minor}


@pytest.mark.parametrize(
    ("kind", "minor", "component", "balance"),
    [
        ("charge", 30_000, "legal_cost", OWED + 30_000),
        ("correction", 500, "interest", OWED + 500),
        ("correction", -60_000, "interest", OWED - 60_000),
        ("waiver", 20_000, "late_fee", OWED - 20_000),
        ("write_off", 1_080_000, None, OWED),  # the creditor's books; the debt stays
    ],
)
def test_each_change_holds_at_once(
    portfolio: Portfolio, kind: str, minor: int, component: str | None, balance: int
) -> None:
    kept = adjust(portfolio, kind, minor, component)
    assert (kept.balance_minor, kept.waits) == (balance, False)
    assert portfolio.state()["balance_minor"] == balance
    again, _ = acts.undo(portfolio.context, Undo(kept.act, portfolio.act()))
    assert again.case_id == portfolio.case
    assert portfolio.state()["balance_minor"] == OWED


def test_a_repeated_act_changes_once(portfolio: Portfolio) -> None:
    act = portfolio.act()
    kept = [adjust(portfolio, "charge", 700, "service_fee", act=act) for _ in range(2)]
    assert kept[0] == kept[1]
    assert kept[0].balance_minor == OWED + 700


def test_a_waiver_beyond_authority_waits_for_the_lead(portfolio: Portfolio) -> None:
    """A collector may waive 1 % of the account: 108.00 of 10,800.00."""
    collector = portfolio.as_collector()
    command = Adjust(
        portfolio.act(), portfolio.case, "waiver", portfolio.ids["card"], 10_800, "hard", "interest"
    )
    within, _ = adjustments.adjust(collector, command)
    assert (within.waits, within.balance_minor) == (False, OWED - 10_800)
    beyond, _ = adjustments.adjust(collector, replace(command, act=portfolio.act(), amount_minor=20_000))
    assert (beyond.waits, beyond.balance_minor) == (True, OWED - 10_800)
    yes = DecideWaiver(portfolio.act(), portfolio.case, beyond.fact, is_approved=True)
    with pytest.raises(RuleViolation, match="why_required"):
        adjustments.decide(portfolio.alone(), yes)
    answered, _ = adjustments.decide(portfolio.context, yes)
    assert answered.balance_minor == OWED - 30_800
    assert adjustments.decide(portfolio.context, yes)[0] == answered
    no = DecideWaiver(portfolio.act(), portfolio.case, beyond.fact, is_approved=False, why="too much")
    assert adjustments.decide(portfolio.context, no)[0].balance_minor == OWED - 10_800
    with pytest.raises(RuleViolation, match="waiver_needs_no_approval"):
        adjustments.decide(portfolio.context, replace(yes, act=portfolio.act(), waiver=within.fact))
    with pytest.raises(NotFound, match="waiver_missing"):
        adjustments.decide(portfolio.context, replace(yes, act=portfolio.act(), waiver=pay(portfolio)))


@pytest.mark.parametrize(
    ("kind", "minor", "more", "code"),
    [
        ("", 5, {}, "adjustment_unknown"),
        ("charge", 0, {}, "adjustment_of_nothing"),
        ("charge", -5, {}, "adjustment_of_nothing"),
        ("correction", 0, {}, "adjustment_of_nothing"),
        ("charge", 5, {"component": "spirits"}, "component_unknown"),
        ("charge", 5, {"component": None}, "component_unknown"),
        ("correction", -60_001, {}, "adjustment_above_owed"),
        ("waiver", 60_001, {}, "adjustment_above_owed"),
        ("write_off", 1_080_001, {}, "adjustment_above_owed"),
        ("charge", 5, {"on": date(2026, 11, 17)}, "date_future"),
        ("charge", 5, {"on": date(2026, 10, 16)}, "adjustment_before_placement"),
        ("charge", 5, {"account_id": bytes(16)}, "account_missing"),
        ("charge", 5, {"why": " "}, "why_required"),
        ("charge", 5, {"case_id": bytes(16)}, "case_missing"),
    ],
)
def test_a_wrong_change_is_refused_and_nothing_is_kept(
    portfolio: Portfolio, kind: str, minor: int, more: dict[str, Any], code: str
) -> None:
    before = portfolio.chain(), portfolio.states()
    with pytest.raises(AppError, match=code):
        adjust(portfolio, kind, minor, **{"component": "interest"} | more)
    assert (portfolio.chain(), portfolio.states()) == before


def test_the_debtors_wish_moves_the_payment(portfolio: Portfolio) -> None:
    payment = pay(portfolio)
    direct(portfolio, payment, account_id=portfolio.ids["loan"])
    assert parts(portfolio) == {"purchase": 1_000_000, "interest": 60_000, "late_fee": 20_000}
    assert sum(parts(portfolio, "loan").values()) == 400_000


def test_a_split_by_hand_goes_where_it_says(portfolio: Portfolio) -> None:
    payment = pay(portfolio)
    card = portfolio.ids["card"]
    kept = direct(
        portfolio, payment, parts=[(card, "purchase", 90_000), (card, "late_fee", 10_000)], why="court"
    )
    assert parts(portfolio) == {"purchase": 910_000, "interest": 60_000, "late_fee": 10_000}
    assert kept.balance_minor == OWED - 100_000
    again = direct(portfolio, payment, parts=[(card, "purchase", 100_000)], why="court again")
    assert parts(portfolio)["purchase"] == 900_000
    assert again.fact != kept.fact


@pytest.mark.parametrize(
    ("rows", "why", "code"),
    [
        ([("card", "purchase", 99_999)], "x", "split_not_whole"),
        ([("card", "interest", 100_000)], "x", "split_above_owed"),
        ([("card", "spirits", 100_000)], "x", "component_unknown"),
        ([("card", "purchase", 0)], "x", "component_unknown"),
        ([("chens", "purchase", 100_000)], "x", "account_missing"),
        ([("card", "purchase", 100_000)], "", "why_required"),
        ([], "x", "account_missing"),
    ],
)
def test_a_wrong_split_is_refused(portfolio: Portfolio, rows: list[Any], why: str, code: str) -> None:
    payment = pay(portfolio)
    before = portfolio.chain()
    with pytest.raises(AppError, match=code):
        direct(portfolio, payment, parts=[(portfolio.ids[n], c, m) for n, c, m in rows], why=why)
    with pytest.raises(NotFound, match="payment_missing"):
        direct(portfolio, bytes(16), account_id=portfolio.ids["card"])
    assert portfolio.chain() == before


def test_the_timeline_tells_each_of_them(portfolio: Portfolio) -> None:
    payment = pay(portfolio)
    card = portfolio.ids["card"]
    direct(portfolio, payment, account_id=card)
    direct(portfolio, payment, parts=[(card, "purchase", 100_000)], why="court")
    adjust(portfolio, "charge", 700, "legal_cost")
    adjust(portfolio, "correction", -700, "legal_cost")
    adjust(portfolio, "correction", 5, "legal_cost")
    adjust(portfolio, "waiver", 60_000)
    adjust(portfolio, "write_off", 500, None)
    titles = {
        language: {
            event.title
            for event in cases.panel(
                portfolio.context, replace(portfolio.words, language=language), portfolio.case
            ).events
        }
        for language in ("zh_CN", "en")
    }
    assert titles["zh_CN"] >= {
        "到账 ¥1,000.00", "债务人指定还款所还账户", "手工拆分还款", "新增诉讼费用 ¥7.00", "调减诉讼费用 ¥7.00",
        "调增诉讼费用 ¥0.05", "减免利息 ¥600.00", "债权人核销 ¥5.00，债权仍在",
    }  # fmt: skip
    assert titles["en"] >= {
        "Received 1,000.00", "Payment split by hand", "Charged legal cost 7.00", "Corrected down: legal cost 7.00",
        "Waived interest 600.00", "Creditor wrote off 5.00; the debt stays",
    }  # fmt: skip


def test_the_timeline_tells_the_leads_answer(portfolio: Portfolio) -> None:
    command = Adjust(
        portfolio.act(), portfolio.case, "waiver", portfolio.ids["card"], 60_000, "hard", "interest"
    )
    waiver, _ = adjustments.adjust(portfolio.as_collector(), command)
    for is_approved, title in ((True, "审批通过"), (False, "审批未通过")):
        answer = DecideWaiver(portfolio.act(), portfolio.case, waiver.fact, is_approved, "so decided")
        adjustments.decide(portfolio.context, answer)
        events = cases.panel(portfolio.context, portfolio.words, portfolio.case).events
        assert title in {event.title for event in events}


Run = Callable[..., Ran]


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Run:
    home = shutil.copytree(closed_store[0], tmp_path / "free")

    def command(*words: str) -> Ran:
        return fairdue(*words, "--home", str(home), "--now", "2026-11-16T09:00+08:00", "--json")

    return command


def test_the_command_line_adjusts(run: Run) -> None:
    charged = run("adjust", "1", "--kind", "charge", "--account", "0001", "--component", "legal_cost",
                  "--amount", "300", "--why", "court fee").answer  # fmt: skip
    assert (charged["balance_minor"], charged["waits"]) == (OWED + 30_000, False)
    lowered = run("adjust", "1", "--kind", "correction", "--account", "0001", "--component", "legal_cost",
                  "--amount", "300", "--less", "--why", "twice").answer  # fmt: skip
    assert lowered["balance_minor"] == OWED
    payment = run("payment", "1", "--amount", "1000").answer["payment"]
    split = run("adjust", "1", "--payment", payment, "--split", "0001:purchase:900", "--split", "0001:interest:100",
                "--why", "court").answer  # fmt: skip
    assert split["balance_minor"] == OWED - 100_000
    told = run("ledger", "explain", "1").answer["lines"][-1]
    assert told["parts"] == {"purchase": -90_000, "interest": -10_000}
    assert run("adjust", "1", "--payment", payment, "--to", "0002").answer["balance_minor"] == OWED - 100_000


def test_the_command_line_says_that_nothing_is_known_of_a_day(
    closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    home = shutil.copytree(closed_store[0], tmp_path / "free")
    explain = ("ledger", "explain", "1", "--home", str(home), "--now", "2026-11-16T09:00+08:00")
    told = fairdue(*explain, "--on", "2020-01-05", language="zh_CN")
    assert (told.code, told.out) == (0, "截至 2020-01-05 本案尚无账目，首笔数据晚于这一天\n")
    assert "尚无账目" not in fairdue(*explain, language="zh_CN").out


def test_the_command_line_refuses_a_wrong_change(run: Run) -> None:
    assert run("adjust", "1").sentence
    assert "charge" in run("adjust", "1", "--account", "0001", "--amount", "1", "--why", "x").sentence
    assert run("adjust", "1", "--account", "0001", "--kind", "waiver", "--amount", "1", "--why", "x").sentence
    assert run("adjust", "1", "--payment", "x", "--to", "0001").sentence
    assert run("adjust", "1", "--approve", "x").sentence
    assert run("adjust", "1", "--refuse", "x", "--why", "no").sentence


def _moved(portfolio: Portfolio, change: Change) -> dict[str, tuple[int, int]]:
    found = adjustment_previews.preview(portfolio.context, change)
    return {one.component or "": (one.before_minor, one.after_minor) for one in found.moved}


@pytest.mark.parametrize(
    ("kind", "minor", "component", "moved"),
    [
        ("charge", 30_000, "legal_cost", {"legal_cost": (0, 30_000)}),
        ("correction", -10_000, "interest", {"interest": (60_000, 50_000)}),
        ("waiver", 20_000, "late_fee", {"late_fee": (20_000, 0)}),
        ("write_off", 1_080_000, None, {}),
    ],
)
def test_a_preview_says_what_the_change_then_does(
    portfolio: Portfolio, kind: str, minor: int, component: str | None, moved: dict[str, tuple[int, int]]
) -> None:
    change = Adjust(portfolio.act(), portfolio.case, kind, portfolio.ids["card"], minor, "", component)
    before = portfolio.chain()
    assert _moved(portfolio, change) == moved
    assert portfolio.chain() == before  # nothing is kept
    adjustments.adjust(portfolio.context, replace(change, why="agreed"))
    assert {name: parts(portfolio).get(name, 0) for name in moved} == {
        name: after for name, (_, after) in moved.items()
    }
    with pytest.raises(RuleViolation, match="adjustment_of_nothing"):
        adjustment_previews.preview(portfolio.context, replace(change, amount_minor=0))


def test_previews_of_payments_directed_reversed_and_of_a_waiver_answered(portfolio: Portfolio) -> None:
    """1,000.00 fill interest 600.00, late fee 200.00 and purchases 200.00 of the card."""
    payment = pay(portfolio)
    loan = portfolio.ids["loan"]
    assert {
        (one.number[-4:], one.after_minor - one.before_minor)
        for one in adjustment_previews.preview(
            portfolio.context, Direct(portfolio.act(), portfolio.case, payment, loan)
        ).moved
    } == {("0001", 20_000), ("0001", 60_000), ("0002", -100_000)}
    back = ReversePayment(portfolio.act(), portfolio.case, payment, "")
    assert _moved(portfolio, back) == {
        "purchase": (980_000, 1_000_000), "interest": (0, 60_000), "late_fee": (0, 20_000),
    }  # fmt: skip
    split = Direct(
        portfolio.act(), portfolio.case, payment, parts=[(portfolio.ids["card"], "purchase", 100_000)]
    )
    assert _moved(portfolio, split)["purchase"] == (980_000, 900_000)
    payments.reverse(portfolio.context, replace(back, why="bounced"))
    collector = portfolio.as_collector()
    command = Adjust(
        portfolio.act(), portfolio.case, "waiver", portfolio.ids["card"], 50_000, "hard", "interest"
    )
    asked = adjustment_previews.preview(collector, command)
    assert (asked.moved, asked.waits) == ((), True)
    kept, _ = adjustments.adjust(collector, command)
    ground = adjustment_previews.ground(collector, portfolio.case)
    assert ground.payments == ()
    assert [(one.uid, one.amount_minor, one.why) for one in ground.waiting] == [(kept.fact, 50_000, "hard")]
    assert {held.may_waive_minor for held in ground.accounts} == {10_800, 5_000}
    yes = DecideWaiver(portfolio.act(), portfolio.case, kept.fact, is_approved=True)
    assert _moved(portfolio, yes) == {"interest": (60_000, 10_000)}
    adjustments.decide(portfolio.context, yes)
    assert adjustment_previews.ground(portfolio.context, portfolio.case).waiting == ()


def test_an_amount_is_read_in_the_currency_of_its_account(portfolio: Portfolio) -> None:
    card, loan = portfolio.ids["card"], portfolio.ids["loan"]
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE account SET currency = 'JPY' WHERE id = ?", (card,))
    desk = portfolio.desk()
    assert [amount("500", desk, account=account) for account in (card, loan, None)] == [500, 50_000, 50_000]
