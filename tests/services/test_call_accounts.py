"""Seven calls in seven days are counted on each debt by itself (12 CFR 1006.14(b)(2)): in a real store."""

from __future__ import annotations

import pytest
from portfolio import SHANGHAI, Portfolio

from app.domain.errors import NotFound
from app.domain.gate import Decision
from app.domain.terms import Channel, Purpose
from app.services import cases, contacts, dialling
from app.services.contacts import RecordContact
from app.services.dialling import Dial
from app.services.given import PromiseGiven, ReasonGiven
from app.services.words import Words


@pytest.fixture
def american(portfolio: Portfolio) -> Portfolio:
    """The case under the rules of the United States, on the same clock."""
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE creditor SET rule_pack = 'us'")
    return portfolio


def called(portfolio: Portfolio, account: str | None, times: int) -> None:
    for _ in range(times):
        named = portfolio.ids[account] if account else None
        command = RecordContact(portfolio.act(), portfolio.case, "NA", portfolio.ids["own"], account_id=named)
        contacts.record(portfolio.context, command)


def asked(portfolio: Portfolio, account: str | None) -> Decision:
    named = portfolio.ids[account] if account else None
    return portfolio.desk().permit(portfolio.ids["own"], Channel.CALL, Purpose.COLLECTION, account=named)


def test_calls_on_one_debt_leave_the_other(american: Portfolio) -> None:
    called(american, "card", 7)
    card, loan, both = (asked(american, account) for account in ("card", "loan", None))
    assert (card.rule, both.rule, loan.allowed) == ("placed_calls", "placed_calls", True)
    assert {told.account: told.count for told in both.rolling} == {
        american.ids["card"]: 7,
        american.ids["loan"]: 0,
    }
    assert both.block is not None
    assert both.block.params["account"] == american.ids["card"]
    # The queue holds a call about all of them.
    assert american.state()["reason"] == "limit_reached"
    about_the_loan = Dial(american.act(), american.case, american.ids["own"], account_id=american.ids["loan"])
    assert dialling.dial(american.context, about_the_loan)[0].is_permitted


def test_calls_of_which_nobody_said_it_count_on_each(american: Portfolio) -> None:
    called(american, None, 7)
    assert {asked(american, account).rule for account in ("card", "loan", None)} == {"placed_calls"}


def test_a_promise_names_the_debt_of_its_call(american: Portfolio) -> None:
    desk = american.desk()
    command = RecordContact(
        american.act(), american.case, "PTP", american.ids["own"], is_identity_checked=True,
        reason=ReasonGiven("FTP"), promise=PromiseGiven(100_00, desk.today, american.ids["loan"]),
    )  # fmt: skip
    contacts.record(american.context, command)
    (row,) = american.facts("contact")
    assert row["account_id"] == american.ids["loan"]
    assert asked(american, "card").allowed
    assert asked(american, "loan").rule == "conversation_cooldown_days"


def test_a_debt_of_another_case_is_refused(american: Portfolio) -> None:
    before = american.chain()
    with pytest.raises(NotFound, match="account_missing"):
        called(american, "lent", 1)
    assert american.chain() == before


def test_the_timeline_says_which_debt_a_call_was_about(american: Portfolio) -> None:
    called(american, "loan", 1)
    called(american, None, 1)
    for language, said in (("zh_CN", "仅涉及账户 …{}"), ("en", "about account …{} alone")):
        panel = cases.panel(
            american.context,
            Words(language, american.context.rules, american.clock.now, SHANGHAI),
            american.case,
        )
        tail = next(account.tail for account in panel.accounts if account.id == american.ids["loan"])
        about_all, about_one = (event.detail for event in panel.events if event.kind == "contact")
        assert said.format(tail) in about_one
        assert tail not in about_all
