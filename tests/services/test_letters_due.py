"""Letters that are due: found over all cases, written by a run, and not asked for again."""

from __future__ import annotations

import pytest
from portfolio import Portfolio
from writing import furnish

from app.domain.errors import RuleViolation
from app.domain.terms import HoldKind
from app.services import holds, states
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.services.letters import due, issuing, runs
from app.services.letters.issuing import VoidLetter
from app.services.letters.runs import BeginRun, RunRequest


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    states.catch_up(portfolio.context)
    return portfolio


def asked(desk: Portfolio) -> dict[bytes, str]:
    return {one.case_id: one.template for one in due.due(desk.context)}


def issue_all(desk: Portfolio, template: str) -> list[bytes]:
    listed = runs.listing(desk.context, RunRequest(template, is_due=True))
    run = desk.act()
    runs.begin(desk.context, BeginRun(run, listed, listed.count))
    runs.go_on(desk.context, run)
    return [one.letter for one in runs.outcomes(desk.context, run) if one.letter is not None]


def test_what_is_due_is_written_and_due_no_more(desk: Portfolio) -> None:
    before = asked(desk)
    template = before[desk.case]
    assert due.counts(desk.context)[template] == list(before.values()).count(template)
    assert desk.case in due.cases(desk.context, template)
    letters = issue_all(desk, template)
    assert desk.case not in asked(desk)
    for letter in letters:
        issuing.void(desk.context, VoidLetter(desk.act(), letter, "wrong name"))
    assert asked(desk) == before, "a voided letter was never written"


def test_a_held_case_asks_for_nothing(desk: Portfolio) -> None:
    assert desk.case in asked(desk)
    command = PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.COMPLAINT, why="x"))
    holds.place(desk.context, command)
    assert desk.case not in asked(desk)


def test_a_letter_nobody_asks_for(desk: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="run_nothing_due"):
        runs.listing(desk.context, RunRequest("settled", is_due=True))
