"""The reason steers the treatment: offer, proof, hold and script follow the table for every leaf."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from portfolio import Portfolio
from writing import furnish

from app.domain.means_test import Item
from app.domain.plan_terms import Terms
from app.domain.reasons import Offer
from app.domain.scripts import Audience
from app.services import cases, contacts, means, plan_offers, plans, promises
from app.services.contacts import RecordContact
from app.services.given import ReasonGiven
from app.services.means import RecordMeans
from app.services.plan_rules import shipped_limits_of
from app.services.reason_words import OFFERS, steering
from app.services.rulebook import rules_from, shipped_packs
from app.services.script_book import scripts, spoken

RULES = rules_from(shipped_packs())
LEAVES = tuple(RULES.reasons.by_code.values())
TODAY = date(2026, 11, 16)


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def tell(desk: Portfolio, code: str) -> None:
    given = ReasonGiven(code, is_proof_asked=RULES.reasons.get(code).proof is not None or None)
    contacts.record(
        desk.context,
        RecordContact(desk.act(), desk.case, "WTP", desk.ids["own"], is_identity_checked=True, reason=given),
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.code)
def test_every_leaf_says_something_and_names_its_offer(leaf, language: str) -> None:  # type: ignore[no-untyped-def]
    script = scripts(language).select(Audience.DEBTOR, reason=leaf)
    steering_lines = [line for line in script.lines if line.moment == "steer"]
    assert steering_lines
    assert all(leaf.offer in line.offers or leaf.code in line.reasons for line in steering_lines)


def test_every_leaf_is_told_in_one_line(desk: Portfolio) -> None:
    for leaf in LEAVES:
        said = steering(leaf, desk.words)
        assert said.startswith(OFFERS[leaf.offer][1])
        assert (leaf.proof is not None) == ("可索取" in said)
        assert (leaf.hold is not None) == ("建议停催" in said)


@pytest.mark.parametrize(
    ("code", "periods", "first_on"),
    [
        ("INCD", 24, date(2026, 12, 16)),  # income fell: a small start
        ("DIS", 12, date(2026, 12, 30)),  # outgoings risen: later
        ("FTP", 12, date(2026, 12, 16)),
    ],
)
def test_the_plan_follows_the_reason(desk: Portfolio, code: str, periods: int, first_on: date) -> None:
    tell(desk, code)
    terms = plans.suggest(desk.context.rules, desk.desk())
    assert terms is not None
    assert (terms.periods, terms.first_on) == (periods, first_on)


def test_the_lightest_offer_follows_the_reason_told(desk: Portfolio) -> None:
    """Low first and more later for every leaf that says so, and for no other."""
    limits = shipped_limits_of("collector")
    for leaf in LEAVES[::4]:
        tell(desk, leaf.code)
        ground = plan_offers.ground_of(desk.context.rules, desk.desk(), limits)
        open_terms = Terms(desk.desk().state.balance_minor, date(2026, 12, 16))
        lightest = plan_offers.offers(ground, open_terms)[0]
        assert (lightest.steer is not None) == (leaf.offer is Offer.SMALL_START), leaf.code
        assert (lightest.schedule.terms.step_minor > 0) == (leaf.offer is Offer.SMALL_START)


def test_the_day_of_a_promise_follows_the_reason_just_told(desk: Portfolio) -> None:
    items = [Item("salary", 800_000), Item("housing", 500_000)]
    means.record(desk.context, RecordMeans(desk.act(), desk.case, items, pay_day=10))
    later = {
        Offer.LATER_DATE: ("suggest_later", date(2026, 12, 10)),
        Offer.PAY_DAY: ("suggest_pay_day", date(2026, 12, 10)),
    }
    soon = ("suggest_soon", TODAY + timedelta(days=3))
    for leaf in LEAVES:
        found = promises.suggest(desk.context.rules, desk.desk(), leaf.code)
        assert found is not None
        assert (found.date_why, found.due_on) == later.get(leaf.offer, soon), leaf.code


def test_what_is_said_follows_the_reason(desk: Portfolio) -> None:
    panel = cases.panel(desk.context, desk.words, desk.case)

    def lines(code: str) -> str:
        found = spoken(desk.context, desk.words, panel, Audience.DEBTOR, RULES.reasons.get(code))
        return "\n".join(found.lines)

    assert "可以先从较小的金额开始" in lines("INCD")
    assert "可以把日期往后商量" in lines("NAL")
    assert "先照顾好身体" in lines("DIS"), "a leaf of its own goes before its offer"
    assert "核实期间不再催收" in lines("ARGU")
