"""Undo and redo: annulments that leave the states as they were, after a restart too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Letter
from app.domain.terms import Channel, HoldKind, Purpose, Tier
from app.models.database import Database
from app.services import acts, contacts, dialling, holds, states
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.dialling import Dial
from app.services.given import HoldGiven, PromiseGiven, ReasonGiven
from app.services.holds import PlaceHold


def promise(portfolio: Portfolio, amount: int = 200_000) -> bytes:
    command = RecordContact(
        portfolio.act(),
        portfolio.case,
        "PTP",
        portfolio.ids["own"],
        is_identity_checked=True,
        reason=ReasonGiven("FTP"),
        promise=PromiseGiven(amount, date(2026, 11, 20)),
    )
    contacts.record(portfolio.context, command)
    return command.act


def not_reached(portfolio: Portfolio, case: str = "case", point: str = "own") -> bytes:
    command = RecordContact(portfolio.act(), portfolio.ids[case], "NA", portfolio.ids[point])
    contacts.record(portfolio.context, command)
    return command.act


def undo(portfolio: Portfolio, act: bytes, why: str | None = None) -> acts.Undone:
    undone, _ = acts.undo(portfolio.context, Undo(act, portfolio.act(), why))
    return undone


def test_undo_redo_undo_leaves_the_states_as_they_were(portfolio: Portfolio) -> None:
    before = portfolio.states()
    act = promise(portfolio)
    after = portfolio.states()
    assert after != before
    first = undo(portfolio, act)
    assert (portfolio.states(), first.case_id) == (before, portfolio.case)
    redone, _ = acts.redo(portfolio.context, Undo(first.annulment_act, portfolio.act()))
    assert (portfolio.states(), redone.act) == (after, act)
    undo(portfolio, act)
    assert portfolio.states() == before


def test_states_agree_with_a_rebuild(portfolio: Portfolio) -> None:
    undo(portfolio, promise(portfolio))
    not_reached(portfolio)
    kept = portfolio.states()
    states.rebuild(portfolio.context)
    assert portfolio.states() == kept


def test_undone_act_counts_for_nothing(portfolio: Portfolio) -> None:
    acts_made = [not_reached(portfolio) for _ in range(6)]
    desk = portfolio.desk()
    blocked = desk.permit(portfolio.ids["own"], Channel.CALL, Purpose.COLLECTION)
    assert (blocked.rule, blocked.counters.unanswered) == ("unanswered_attempts", 6)
    undo(portfolio, acts_made[2])
    free = portfolio.desk().permit(portfolio.ids["own"], Channel.CALL, Purpose.COLLECTION)
    assert (free.allowed, free.counters.unanswered) == (True, 5)


def test_whole_act_is_undone_and_the_old_promise_stands_again(portfolio: Portfolio) -> None:
    promise(portfolio, 200_000)
    undo(portfolio, promise(portfolio, 100_000))
    (standing,) = portfolio.desk().state.commitments.promises
    assert standing.amount_minor == 200_000


def test_undo_of_a_hold_of_the_person_frees_every_case(portfolio: Portfolio) -> None:
    before = portfolio.states()
    command = PlaceHold(portfolio.act(), portfolio.case, HoldGiven(HoldKind.POLICE_ORDER))
    holds.place(portfolio.context, command)
    assert portfolio.state(portfolio.other_case)["tier"] == Tier.HELD
    undo(portfolio, command.act)
    assert portfolio.states() == before


def test_after_ten_minutes_it_asks_why(portfolio: Portfolio) -> None:
    act = not_reached(portfolio)
    portfolio.clock.now += timedelta(minutes=10)
    last = acts.last_act(portfolio.context)
    assert last is not None
    assert not last.needs_reason
    portfolio.clock.now += timedelta(milliseconds=1)
    last = acts.last_act(portfolio.context)
    assert last is not None
    assert last.needs_reason
    with pytest.raises(RuleViolation, match="undo_needs_reason") as caught:
        undo(portfolio, act)
    assert caught.value.field == "why"
    undo(portfolio, act, "登记到别的案件了")
    assert portfolio.facts("annulment")[0]["why"] == "登记到别的案件了"


def test_repeated_undo_adds_nothing(portfolio: Portfolio) -> None:
    command = Undo(not_reached(portfolio), portfolio.act())
    first = acts.undo(portfolio.context, command)
    chain = portfolio.chain()
    assert acts.undo(portfolio.context, command) == first
    assert portfolio.chain() == chain
    with pytest.raises(RuleViolation, match="undo_already"):
        undo(portfolio, command.act)


def test_crash_in_the_middle_of_an_undo(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    act = not_reached(portfolio)
    before = portfolio.chain(), portfolio.states()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        undo(portfolio, act)
    assert (portfolio.chain(), portfolio.states()) == before


def test_letter_is_voided_and_not_undone(portfolio: Portfolio) -> None:
    act = portfolio.act()
    letter = Letter("L-1", "reminder", "1", "zh_CN", bytes(32), "{}")  # type: ignore[arg-type]
    with portfolio.context.db.write() as connection:
        entry = acts.entry(portfolio.context, letter, portfolio.case, portfolio.clock.now)
        acts.append(connection, portfolio.context, act, [entry])
    with pytest.raises(RuleViolation, match="undo_letter_issued"):
        undo(portfolio, act)


def test_what_cannot_be_undone(portfolio: Portfolio) -> None:
    with pytest.raises(NotFound, match="act_missing"):
        undo(portfolio, portfolio.act())
    with portfolio.context.db.read() as connection:
        placed = connection.exec_driver_sql("SELECT act FROM fact WHERE kind = 'placed'").scalars().first()
    with pytest.raises(RuleViolation, match="undo_not_possible"):
        undo(portfolio, placed)


def test_what_others_did_is_undone_by_a_lead(portfolio: Portfolio) -> None:
    act = not_reached(portfolio)
    other = replace(portfolio.context.user, id=portfolio.act(), role="collector")
    with pytest.raises(RuleViolation, match="undo_not_yours"):
        acts.undo(replace(portfolio.context, user=other), Undo(act, portfolio.act()))
    acts.undo(replace(portfolio.context, user=replace(other, role="lead")), Undo(act, portfolio.act()))


def test_ctrl_z_walks_back_and_ctrl_y_forward(portfolio: Portfolio) -> None:
    def last() -> Any:
        found = acts.last_act(portfolio.context)
        return found and found.act

    def forward() -> Any:
        found = acts.redoable(portfolio.context)
        return found and found.act

    def redo(undo_act: bytes) -> bytes:
        act = portfolio.act()
        acts.redo(portfolio.context, Undo(undo_act, act))
        return act

    assert (last(), forward()) == (None, None)
    one, two = not_reached(portfolio), promise(portfolio)
    assert (last(), forward()) == (two, None)
    undo_two = undo(portfolio, two).annulment_act
    assert (last(), forward()) == (one, undo_two)
    undo_one = undo(portfolio, one).annulment_act
    assert (last(), forward()) == (None, undo_one)
    redo(undo_one)
    assert (last(), forward()) == (one, undo_two)
    redo(undo_two)
    assert (last(), forward()) == (two, None)
    undo_again = undo(portfolio, two).annulment_act
    assert (last(), forward()) == (one, undo_again)
    three = not_reached(portfolio)
    assert (last(), forward()) == (three, None)  # something new: the undone one stays undone


def test_redo_twice_is_refused(portfolio: Portfolio) -> None:
    undone = undo(portfolio, not_reached(portfolio))
    acts.redo(portfolio.context, Undo(undone.annulment_act, portfolio.act()))
    with pytest.raises(RuleViolation, match="redo_not_possible"):
        acts.redo(portfolio.context, Undo(undone.annulment_act, portfolio.act()))


def test_last_act_survives_a_restart_and_skips_what_only_stands_on_record(portfolio: Portfolio) -> None:
    act = not_reached(portfolio)
    portfolio.go("23:00")
    dialling.dial(portfolio.context, Dial(portfolio.act(), portfolio.case, portfolio.ids["own"]))
    assert len(portfolio.facts("blocked")) == 1
    home, clock = portfolio.context.home, portfolio.clock
    key = portfolio.context.db.key
    portfolio.context.db.close()
    again = replace(portfolio.context, db=Database(home.database, key), clock=clock)
    last = acts.last_act(again)
    assert last is not None
    assert (last.act, last.case_id, last.kinds) == (act, portfolio.case, ("contact",))
    again.db.close()


def test_case_to_go_back_to_is_that_of_the_act(portfolio: Portfolio) -> None:
    act = not_reached(portfolio, "neighbour", "chens_phone")
    assert undo(portfolio, act).case_id == portfolio.neighbour
