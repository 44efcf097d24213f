"""The words on the ten keys say what saving does: the same functions, held equal here."""

from __future__ import annotations

from typing import Any

import pytest
from portfolio import Portfolio, at

from app.services import contacts
from app.services.contacts import RecordContact
from app.services.given import ReasonGiven
from app.services.next_steps import consequence, consequences


def texts(portfolio: Portfolio) -> dict[str, str]:
    found = consequences(portfolio.context, portfolio.desk(), portfolio.ids["own"])
    return {key: one.text(portfolio.words) for key, one in found.items()}


def test_ten_keys_in_the_morning(portfolio: Portfolio) -> None:
    assert texts(portfolio) == {
        "1": "→ 今晚 19:30",
        "2": "→ 11:00",
        "3": "停用此号",
        "4": "隐藏债务信息",
        "5": "金额、日期",
        "6": "待查账，暂停 2 天",
        "7": "打开计划",
        "8": "停催并核实",
        "9": "→ 3 天后",
        "0": "时间",
    }


def test_a_case_on_hold_says_that_it_is(portfolio: Portfolio) -> None:
    told = RecordContact(
        portfolio.act(), portfolio.case, "DSP", portfolio.ids["own"], is_identity_checked=True
    )
    contacts.record(portfolio.context, told)
    assert texts(portfolio)["8"] == "已在停催"


def test_in_the_evening_not_reached_means_tomorrow(portfolio: Portfolio) -> None:
    portfolio.go("20:00")
    assert texts(portfolio)["1"] == "→ 明天 10:00"
    assert texts(portfolio)["2"] == "→ 明天 10:00"  # two hours later is past the lawful hours


def test_third_connected_call_shows_the_morning(portfolio: Portfolio) -> None:
    for _ in range(2):
        contacts.record(
            portfolio.context,
            RecordContact(portfolio.act(), portfolio.other_case, "HUP", portfolio.ids["own_other"]),
        )
    assert texts(portfolio)["2"] == "→ 明天 10:00"


def test_english(portfolio: Portfolio) -> None:
    from dataclasses import replace

    words = replace(portfolio.words, language="en")
    found = consequences(portfolio.context, portfolio.desk(), portfolio.ids["own"])
    assert found["1"].text(words) == "→ tonight 19:30"
    assert found["6"].text(words) == "Payment being checked, 2 days"


def test_every_result_has_words(portfolio: Portfolio) -> None:
    desk, rules = portfolio.desk(), portfolio.context.rules
    for result in rules.codes.chosen:
        told = consequence(rules, desk, "", result, portfolio.ids["own"])
        assert isinstance(told.text(portfolio.words), str)
        assert bool(told.text(portfolio.words)) == (told.code != "nothing")


@pytest.mark.parametrize("clock", ["08:00", "12:00", "19:00", "19:01", "21:59"])
@pytest.mark.parametrize("key", ["1", "2", "3", "4", "6", "8", "9"])
def test_saving_does_what_the_key_said(portfolio: Portfolio, key: str, clock: str) -> None:
    portfolio.go(clock)
    said = consequences(portfolio.context, portfolio.desk(), portfolio.ids["own"])[key]
    given: dict[str, Any] = {"is_identity_checked": True, "reason": ReasonGiven("FTP")}
    command = RecordContact(portfolio.act(), portfolio.case, said.result, portfolio.ids["own"], **given)
    recorded, _ = contacts.record(portfolio.context, command)
    assert (recorded.next_at, recorded.hold, recorded.hold_until) == (
        said.next_at,
        said.hold,
        said.hold_until,
    )


def test_clock_of_the_test_is_shanghai() -> None:
    assert at("09:00").isoformat() == "2026-11-16T01:00:00+00:00"
