"""Cases passed over with a reason: what waits, until when, and who sees how often."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from portfolio import Broken, Portfolio, at, broken_in_the_middle

from app.domain import skips as domain
from app.domain.errors import AppError, RuleViolation
from app.domain.terms import Tier
from app.services import acts, cases, holds, skips
from app.services.acts import Undo
from app.services.holds import Snooze
from app.services.skips import Skip
from app.system.paths import resource


@pytest.mark.parametrize(
    ("reason", "until"),
    [
        ("", at("11:00")),
        ("payment", at("10:00", 17)),
        ("creditor", at("10:00", 18)),
        ("papers", at("10:00", 19)),
    ],
)
def test_each_reason_has_its_usual_end(portfolio: Portfolio, reason: str, until: object) -> None:
    moved, changes = skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.case, reason))
    assert moved.until_at == until
    assert changes.touches(("queue",), portfolio.case)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.WAITING, "snoozed")
    assert portfolio.facts("snooze")[-1]["why"] == (reason or "later")
    portfolio.clock.now = moved.until_at  # type: ignore[assignment]
    portfolio.go("10:01", 19)
    assert portfolio.state()["tier"] != Tier.WAITING


def test_what_is_wrong_is_said_and_leaves_nothing(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portfolio.chain(), portfolio.states()
    with pytest.raises(RuleViolation, match="skip_reason_unknown"):
        skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.case, "tired"))
    with pytest.raises(RuleViolation, match="snooze_in_past"):
        skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.case, until_at=at("09:00")))
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.case))
    assert (portfolio.chain(), portfolio.states()) == before


def test_timeline_says_the_reason_in_the_readers_language(portfolio: Portfolio) -> None:
    skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.case, "papers"))
    holds.snooze(portfolio.context, Snooze(portfolio.act(), portfolio.neighbour, at("15:00"), "开会"))

    def told(case: bytes, language: str) -> str:
        words = replace(portfolio.words, language=language)
        event = next(e for e in cases.panel(portfolio.context, words, case).events if e.kind == "snooze")
        return event.detail

    assert told(portfolio.case, "zh_CN") == "等债务人补材料"
    assert told(portfolio.case, "en") == "Waiting for the debtor's papers"
    assert told(portfolio.neighbour, "en") == "开会"


def test_counts_are_of_the_day_and_of_whom_one_may_see(portfolio: Portfolio) -> None:
    context = portfolio.context
    for case, reason in (
        (portfolio.case, "papers"),
        (portfolio.neighbour, "papers"),
        (portfolio.other_case, "lead"),
    ):
        act = portfolio.act()
        skips.skip(context, Skip(act, case, reason))
    holds.snooze(context, Snooze(portfolio.act(), portfolio.case, at("15:00"), "开会"))
    acts.undo(context, Undo(act, portfolio.act()))
    assert [(c.code, c.text, c.cases) for c in skips.today(context, portfolio.words)] == [
        ("papers", "等债务人补材料", 2),
        ("", "自写原因", 1),
    ]
    assert skips.today(portfolio.as_collector(), portfolio.words)  # their own: the same user
    stranger = replace(context, user=replace(context.user, id=portfolio.act(), role="collector"))
    assert skips.today(stranger, portfolio.words) == []
    portfolio.go("09:00", 17)
    assert skips.today(context, portfolio.words) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('until = "soon"', "data_value"),
        ('until = "+2h"\nunits = "h"', "data_unknown"),
        ("", "data_missing"),
        ('until = "+2h"\n[[reasons]]\ncode = "later"\nzh = "x"\nen = "x"\nuntil = "+2h"', "data_twice"),
    ],
)
def test_wrong_list_is_refused(line: str, code: str) -> None:
    text = f'source = "s"\nas_of = 2026-11-22\n[[reasons]]\ncode = "later"\nzh = "x"\nen = "x"\n{line}\n'
    with pytest.raises(AppError, match=code):
        domain.parse(tomllib.loads(text))


def test_list_that_is_shipped_has_a_digit_for_each() -> None:
    found = domain.parse(tomllib.loads(resource("codes", "skips.toml").read_text(encoding="utf-8")))
    assert 1 < len(found.by_code) <= domain.MOST
    assert found.usual.code == "later"
