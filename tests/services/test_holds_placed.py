"""Holds placed and lifted, and cases put off, passed over, seen and given away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from portfolio import Broken, Portfolio, at, broken_in_the_middle

from app.domain.errors import AppError, NotFound, RuleViolation
from app.domain.facts import Message
from app.domain.terms import Channel, HoldKind, Purpose, Tier
from app.services import acts, assignments, cases, contacts, holds, skips
from app.services.assignments import Assign, Given
from app.services.contacts import RecordContact
from app.services.given import HoldGiven, ReasonGiven
from app.services.holds import Acknowledge, PlaceHold, ReleaseHold, Snooze
from app.services.skips import Skip


def placed(portfolio: Portfolio, kind: HoldKind, **more: Any) -> PlaceHold:
    return PlaceHold(portfolio.act(), portfolio.case, HoldGiven(kind, **more))


def collection(portfolio: Portfolio, case: bytes | None = None, point: str = "own") -> Any:
    desk = portfolio.desk(case)
    return desk.permit(portfolio.ids[point], Channel.CALL, Purpose.COLLECTION)


def test_hold_blocks_and_names_its_law(portfolio: Portfolio) -> None:
    holds.place(portfolio.context, placed(portfolio, HoldKind.COMPLAINT, why="12378 投诉"))
    decision = collection(portfolio)
    assert (decision.allowed, decision.rule, decision.source) == (False, "hold.complaint", "cba_2026")
    assert portfolio.state()["tier"] == Tier.HELD
    assert collection(portfolio, portfolio.other_case, "own_other").allowed


def test_hold_of_default_length_ends_by_itself(portfolio: Portfolio) -> None:
    moved, _ = holds.place(portfolio.context, placed(portfolio, HoldKind.HARDSHIP))
    assert moved.until_at == at("09:00", 16 + 14) + (at("09:00", 17) - at("09:00", 16)) * 16
    portfolio.clock.now = moved.until_at
    assert collection(portfolio).allowed


@pytest.mark.parametrize("kind", [HoldKind.POLICE_ORDER, HoldKind.SELF_HARM, HoldKind.BANKRUPTCY])
def test_hold_of_the_person_holds_every_case_and_lifts_in_every_case(
    portfolio: Portfolio, kind: HoldKind
) -> None:
    moved, _ = holds.place(portfolio.context, placed(portfolio, kind))
    assert portfolio.state(portfolio.other_case)["tier"] == Tier.HELD
    # Lifted from the other case, where it is in force as well.
    holds.release(portfolio.context, ReleaseHold(portfolio.act(), portfolio.other_case, moved.fact, "已核实"))
    assert portfolio.state()["tier"] != Tier.HELD
    assert portfolio.state(portfolio.other_case)["tier"] != Tier.HELD


def test_who_may_lift(portfolio: Portfolio) -> None:
    dispute, _ = holds.place(portfolio.context, placed(portfolio, HoldKind.DISPUTE))
    check, _ = holds.place(portfolio.context, placed(portfolio, HoldKind.PAYMENT_CHECK))
    collector = portfolio.as_collector()
    with pytest.raises(RuleViolation, match="needs_lead"):
        holds.release(collector, ReleaseHold(portfolio.act(), portfolio.case, dispute.fact, "对账无误"))
    holds.release(collector, ReleaseHold(portfolio.act(), portfolio.case, check.fact, "已到账"))
    assert not collection(portfolio).allowed
    holds.release(portfolio.context, ReleaseHold(portfolio.act(), portfolio.case, dispute.fact, "对账无误"))
    assert collection(portfolio).allowed


def test_lifting_needs_a_hold_and_a_reason(portfolio: Portfolio) -> None:
    moved, _ = holds.place(portfolio.context, placed(portfolio, HoldKind.DISPUTE))
    with pytest.raises(RuleViolation, match="why_required"):
        holds.release(portfolio.context, ReleaseHold(portfolio.act(), portfolio.case, moved.fact, "  "))
    with pytest.raises(NotFound, match="hold_missing"):
        holds.release(portfolio.context, ReleaseHold(portfolio.act(), portfolio.neighbour, moved.fact, "x"))


def test_hold_of_a_plan_is_not_placed_by_hand(portfolio: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="hold_not_by_hand"):
        holds.place(portfolio.context, placed(portfolio, HoldKind.PLAN_PERFORMING))
    with pytest.raises(RuleViolation, match="hold_ends_in_past"):
        holds.place(portfolio.context, placed(portfolio, HoldKind.DISPUTE, until_at=at("09:00")))


def test_snooze_waits_until_its_moment(portfolio: Portfolio) -> None:
    holds.snooze(portfolio.context, Snooze(portfolio.act(), portfolio.case, at("15:00"), "开会"))
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.WAITING, "snoozed")
    portfolio.go("15:00")
    assert portfolio.state()["tier"] != Tier.WAITING
    with pytest.raises(RuleViolation, match="snooze_in_past"):
        holds.snooze(portfolio.context, Snooze(portfolio.act(), portfolio.case, at("15:00")))


def let_write(portfolio: Portfolio) -> None:
    """The debtor was spoken to, and writes a day later."""
    contacts.record(
        portfolio.context,
        RecordContact(portfolio.act(), portfolio.case, "CMIN", portfolio.ids["own"], is_identity_checked=True,
                      reason=ReasonGiven("FTP")),
    )  # fmt: skip
    portfolio.go("10:00", 17)
    with portfolio.context.db.write() as connection:
        letter = acts.entry(
            portfolio.context, Message("sms", "debtor", "已转账"), portfolio.case, portfolio.clock.now
        )
        acts.append(connection, portfolio.context, portfolio.act(), [letter])


def test_acknowledged_news_is_news_no_more(portfolio: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="nothing_arrived"):
        holds.acknowledge(portfolio.context, Acknowledge(portfolio.act(), portfolio.case))
    let_write(portfolio)
    assert portfolio.state()["tier"] == Tier.NEWS
    assert cases.panel(portfolio.context, portfolio.words, portfolio.case).news == ("来信：已转账",)
    portfolio.go("10:05", 17)
    holds.acknowledge(portfolio.context, Acknowledge(portfolio.act(), portfolio.case))
    assert portfolio.state()["tier"] != Tier.NEWS
    panel = cases.panel(portfolio.context, portfolio.words, portfolio.case)
    assert panel.news == ()
    assert panel.events[0].title == "已阅新情况，无需联系"
    with pytest.raises(RuleViolation, match="nothing_arrived"):
        holds.acknowledge(portfolio.context, Acknowledge(portfolio.act(), portfolio.case))


def commands(portfolio: Portfolio) -> list[tuple[Callable[..., Any], Any]]:
    let_write(portfolio)
    hold, _ = holds.place(portfolio.context, placed(portfolio, HoldKind.DISPUTE))
    act, case = portfolio.act, portfolio.case
    return [
        (holds.place, placed(portfolio, HoldKind.COMPLAINT)),
        (holds.release, ReleaseHold(act(), case, hold.fact, "核实完毕")),
        (holds.snooze, Snooze(act(), case, at("15:00", 17))),
        (skips.skip, Skip(act(), case)),
        (holds.acknowledge, Acknowledge(act(), case)),
        (assignments.assign, Assign(act(), (Given(portfolio.context.user.id, (case,)),))),
    ]


@pytest.mark.parametrize("number", range(6))
def test_crash_leaves_nothing_and_repeat_adds_nothing(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    use_case, command = commands(portfolio)[number]
    before = portfolio.chain(), portfolio.states()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        use_case(portfolio.context, command)
    assert (portfolio.chain(), portfolio.states()) == before
    first = use_case(portfolio.context, command)
    saved = portfolio.chain()
    assert saved != before[0]
    assert use_case(portfolio.context, command) == first
    assert portfolio.chain() == saved


def test_unknown_case_is_said(portfolio: Portfolio) -> None:
    with pytest.raises(AppError, match="case_missing"):
        skips.skip(portfolio.context, Skip(portfolio.act(), portfolio.act()))


@pytest.mark.parametrize(
    "kind", [HoldKind.BANKRUPTCY, HoldKind.LAWYER, HoldKind.POLICE_ORDER, HoldKind.CREDITOR_ORDER]
)
def test_hold_with_its_term_and_proof(portfolio: Portfolio, kind: HoldKind) -> None:
    """Ordered some days ago, for a term, with what proves it."""
    given = placed(
        portfolio, kind, starts_at=at("00:00", 10), until_at=at("12:00", 20), evidence="〔2026〕17号"
    )
    holds.place(portfolio.context, given)
    (hold,) = portfolio.facts("hold")
    assert (hold["evidence"], hold["starts_at"]) == ("〔2026〕17号", int(at("00:00", 10).timestamp() * 1000))
    assert collection(portfolio).until == at("12:00", 20)
    portfolio.go("12:00", 20)
    assert collection(portfolio).allowed
    assert portfolio.state()["tier"] != Tier.HELD


def test_hold_that_begins_tomorrow_begins_by_itself(portfolio: Portfolio) -> None:
    holds.place(portfolio.context, placed(portfolio, HoldKind.CREDITOR_ORDER, starts_at=at("08:00", 17)))
    assert collection(portfolio).allowed
    portfolio.go("08:00", 17)
    assert collection(portfolio).rule == "hold.creditor_order"
    assert portfolio.state()["tier"] == Tier.HELD
    with pytest.raises(RuleViolation, match="hold_ends_before_start"):
        holds.place(
            portfolio.context,
            placed(portfolio, HoldKind.DISPUTE, starts_at=at("09:00", 19), until_at=at("09:00", 18)),
        )
