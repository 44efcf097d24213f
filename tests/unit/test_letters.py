"""Worked cases of the letter's permit and of what may never be said, each with its source."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import phrases, rulepack
from app.domain.entry import Words
from app.domain.gate import permit
from app.domain.letters import Arrival, LetterCheck, Need, refusals, warnings
from app.domain.phrases import numbers_in_full, objections, strange_amounts
from app.domain.situation import HoldView, PointView, Situation
from app.domain.terms import Channel, HoldKind, Purpose, Role

RULES = Path(__file__).parents[2] / "resources" / "rules"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CN = rulepack.parse(tomllib.loads((RULES / "cn.toml").read_text("utf-8")))
PHRASES = phrases.parse(tomllib.loads((RULES / "phrases.toml").read_text("utf-8")))
HOME = PointView("home", b"debtor".ljust(16), Role.DEBTOR)
CASE = Situation(b"case".ljust(16))


def decided(purpose: Purpose = Purpose.COLLECTION, **situation: Any) -> Any:
    return permit(replace(CASE, **situation), HOME, Channel.LETTER, purpose, NOW, CN)


def letter(**changed: Any) -> LetterCheck:
    """An honest letter of 100.00, but for what is changed."""
    check = LetterCheck(
        Need.DEBT,
        date(2026, 11, 20),
        ZONE,
        "CNY",
        10_000,
        10_000,
        decided(),
        CN.authorities,
        balance_as_of=date(2026, 11, 1),
        age_limit=CN.letter_balance_age_days,
    )
    return replace(check, **changed)


def codes(check: LetterCheck) -> list[str]:
    return [refusal.code for refusal in refusals(check)]


def test_an_honest_letter_goes_out() -> None:
    assert codes(letter()) == []
    assert warnings(letter()) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        # The amount is the ledger's, neither more nor less (CBA 2026, red lines: overstating the amount).
        ({"stated_minor": 10_001}, ["letter_amount_differs"]),
        ({"stated_minor": 9_999}, ["letter_amount_differs"]),
        ({"drafted_at": NOW, "drafted_minor": 9_000}, ["letter_amount_changed"]),
        # One billing cycle (the pack's own number): 31 days are allowed, 32 are not.
        ({"balance_as_of": date(2026, 10, 20)}, []),
        ({"balance_as_of": date(2026, 10, 19)}, ["letter_balance_old"]),
        ({"balance_as_of": None}, []),
        ({"age_limit": None, "balance_as_of": date(2020, 1, 1)}, []),
        ({"owed_minor": 0, "stated_minor": 0}, ["letter_nothing_owed"]),
        ({"accounts": 0}, ["letter_no_account"]),
        ({"need": Need.SETTLED}, ["letter_not_settled"]),
        ({"need": Need.SETTLED, "owed_minor": 0, "stated_minor": 0}, []),
        ({"need": Need.PLAN}, ["letter_no_plan"]),
        ({"need": Need.PLAN, "has_plan": True, "is_plan_approved": False}, ["letter_plan_unapproved"]),
        ({"need": Need.PLAN, "has_plan": True}, []),
        ({"need": Need.NOTHING, "owed_minor": 0, "stated_minor": 0}, []),
        # Nobody to write to, or nobody there.
        ({"has_address": False, "decision": None}, ["letter_address_missing"]),
        ({"returned_on": date(2026, 11, 2)}, ["letter_address_returned"]),
        # 2011 Measures art. 69: what a letter must disclose.
        ({"missing": (Words("投诉渠道", "complaints"),)}, ["letter_field_missing"]),
        ({"numbers_in_full": ("6222000000000001",)}, ["letter_number_in_full"]),
        ({"strange_amounts": ("9.99",)}, ["letter_amount_strange"]),
    ],
)
def test_what_stands_against_a_letter(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(letter(**changed)) == expected


def test_money_counts_from_the_moment_of_the_draft() -> None:
    later, earlier = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)
    came = (Arrival(500, date(2026, 11, 20), later),)
    check = letter(drafted_at=NOW, drafted_minor=10_000, arrivals=came)
    assert codes(check) == ["letter_money_came"]
    assert refusals(check)[0].params["amount_minor"] == 500
    for moment in (NOW, earlier):
        known = letter(
            drafted_at=NOW, drafted_minor=10_000, arrivals=(Arrival(500, date(2026, 11, 20), moment),)
        )
        assert codes(known) == []
    assert codes(letter(arrivals=came)) == [], "there was no draft that could be out of date"


def test_the_gate_speaks_with_its_source() -> None:
    hold = HoldView(HoldKind.DISPUTE, NOW - timedelta(days=1), None, frozenset({Purpose.COLLECTION}))
    (refusal,) = refusals(letter(decision=decided(holds=(hold,))))
    assert refusal.code == "letter_hold"
    assert refusal.params["source"].zh.startswith("《商业银行信用卡业务监督管理办法》")


def test_a_performing_plan_leaves_reminders_of_what_is_due() -> None:
    """2011 Measures art. 70, and the pack's own three days before."""
    blocked = letter(decision=decided(is_plan_performing=True, next_due_on=date(2026, 11, 22)))
    assert codes(blocked) == ["letter_plan_performing"]
    for due, expected in ((22, []), (24, ["letter_plan_early"])):
        reminder = decided(Purpose.DUE_REMINDER, is_plan_performing=True, next_due_on=date(2026, 11, due))
        assert codes(letter(decision=reminder)) == expected
    early = decided(Purpose.DUE_REMINDER, is_plan_performing=True, next_due_on=date(2026, 11, 24))
    assert refusals(letter(decision=early))[0].params["until"] == date(2026, 11, 21)
    assert codes(letter(decision=decided(Purpose.ANSWER, is_plan_performing=True))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("再不还款将被坐牢", ["坐牢"]),
        ("坐 牢", ["坐牢"]),
        ("ＰＲＩＳＯＮ", ["prison"]),
        ("You will go to Jail.", ["jail"]),
        ("Mr Jailer of Prisonville", []),
        ("请勿向任何个人账户或个人收款码付款。", []),
        ("如您已还款，请忽略本函。", []),
    ],
)
def test_phrases_are_found_whatever_hides_them(text: str, found: list[str]) -> None:
    assert [objection.found for objection in objections(text, "cn", PHRASES)] == found


def test_a_phrase_of_one_country_is_none_of_another() -> None:
    assert objections("We will garnish your wages.", "us", PHRASES)
    assert not objections("We will garnish your wages.", "cn", PHRASES)


def test_every_group_names_an_authority_and_has_words() -> None:
    known = CN.authorities
    for groups in PHRASES.values():
        for group in groups:
            assert group.source in known
            assert group.words.zh
            assert group.words.en
            assert group.phrases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("卡号6222000000000001。", ("6222000000000001",)),
        ("卡号 6222 0000 0000 0001", ("6222 0000 0000 0001",)),
        ("身份证11010519491231002X", ("11010519491231002X",)),
        ("收款账号：6200 0000 0000 0000 123", ()),
        ("2026-09-01 2026-10-01", ()),
        ("400-000-0000 12378 13800000042", ()),
        ("编号 2026-7F3A-000001", ()),
    ],
)
def test_numbers_in_full(text: str, found: tuple[str, ...]) -> None:
    assert numbers_in_full(text, ["6200 0000 0000 0000 123"]) == found


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=5), st.integers(1, 10**9))
def test_an_amount_is_known_or_strange(known: list[int], other: int) -> None:
    from app.domain.money import format_minor

    text = "、".join(f"{format_minor(minor)} 元" for minor in known)
    assert strange_amounts(text, known, "CNY") == ()
    if other not in known:
        assert strange_amounts(f"{text}，另 {format_minor(other)} 元", known, "CNY") == (format_minor(other),)
