"""The clock passes while the window is open: what was put off comes forward by itself, without a key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from practice import Desk, at, is_workable, practice_desk
from PySide6.QtWidgets import QApplication

from app.domain.facts import Id, to_ms
from app.domain.terms import HoldKind, Tier
from app.services import cases, holds, queue
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.ui.theme import Theme


@pytest.fixture
def desk(look: Theme, practice_store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A window of its own for each test, for the days that pass in one have passed."""
    with practice_desk(practice_store, tmp_path, language="en") as desk:
        desk.take_turn()
        yield desk


def tier(desk: Desk, case: Id) -> Tier:
    return cases.panel(desk.context, desk.words, case).tier


def titles(desk: Desk) -> dict[Id, str]:
    """The cases the queue shows, each under the title of its group."""
    model, found, title = desk.queue.model, {}, ""
    for line in range(model.rowCount()):
        row = model.row(line)
        if row is None:
            title = model.groups[model.group_of(line)].title
        else:
            found[row.case_id] = title
    return found


def test_call_back_hold_and_limit_come_forward_at_their_moments(desk: Desk) -> None:
    """One day and a midnight, in the order in which they pass."""
    with desk.one_case():
        back = desk.panel.case_id
        desk.press("0", *"1030", "Enter")
    with desk.one_case():
        held = desk.panel.case_id
        given = HoldGiven(HoldKind.HARDSHIP, at("11:00"), "x")
        holds.place(desk.context, PlaceHold(desk.context.new_id(), held, given))
    # Whose promise breaks tomorrow stands high in the queue of that day.
    due = desk.find(
        lambda panel: panel.desk.state.reason == "promise_due" and is_workable(panel, allowed=True)
    )
    limited = due.case_id
    for _ in range(3):
        desk.open(limited)
        desk.press("2")
        desk.clock.moment += timedelta(minutes=1)
    assert (tier(desk, back), tier(desk, held), tier(desk, limited)) == (
        Tier.WAITING,
        Tier.HELD,
        Tier.WAITING,
    )
    desk.press("Alt+1")
    desk.bench.idle()
    assert not {back, held, limited} & titles(desk).keys()
    desk.go(at("10:31"))
    assert titles(desk)[back] == "Call back now"
    assert held not in titles(desk)
    desk.go(at("11:01"))
    assert held in titles(desk)
    assert limited not in titles(desk)
    desk.go(at("08:01", date(2026, 11, 24)))
    assert limited in titles(desk)


def test_rows_are_marked_for_the_night_and_free_again_in_the_morning(desk: Desk) -> None:
    desk.press("Alt+1")
    desk.go(at("22:05", date(2026, 11, 24)))
    rows = [desk.queue.model.row(line) for line in range(8)]
    assert {row.tag for row in rows if row is not None} == {"from tomorrow 08:00"}
    desk.go(at("08:05", date(2026, 11, 25)))
    rows = [desk.queue.model.row(line) for line in range(8)]
    assert not any("from tomorrow" in row.tag for row in rows if row is not None)


def test_days_the_computer_was_off_are_caught_up_at_start(
    look: Theme, practice_store: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with practice_desk(practice_store, tmp_path) as desk:
        waiting = [
            row.case_id
            for row in queue.listing(desk.context, desk.words, 0, 60, (Tier.WAITING, Tier.WAITING))
        ]
        assert waiting
    monday_after = date(2026, 12, 7)
    with practice_desk(practice_store, tmp_path, day=monday_after) as desk:
        # Nobody pressed a key, and no timer ran.
        assert [case for case in waiting if case in titles(desk)]
        with desk.context.db.read() as connection:
            overdue = connection.exec_driver_sql(
                "SELECT count(*) FROM case_state WHERE changes_at <= ?", (to_ms(at("09:30", monday_after)),)
            ).scalar_one()
        assert overdue == 0
