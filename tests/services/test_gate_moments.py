"""For every reason why no phone of a case may be called, the case is not ranked among those which may, and comes
forward at its moment as the clock passes: in a real store, without reload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from portfolio import Portfolio, at

from app.domain.terms import HoldKind, Tier
from app.services import calling_hours, contacts, holds, permits, states
from app.services.contacts import RecordContact
from app.services.given import HoldGiven, PreferenceGiven, ReasonGiven
from app.services.holds import PlaceHold

WORKED = {Tier.BROKEN, Tier.NEWS, Tier.NEW, Tier.RANKED}


def call(portfolio: Portfolio, result: str, point: str = "own", case: str = "case", **more: Any) -> None:
    command = RecordContact(portfolio.act(), portfolio.ids[case], result, portfolio.ids[point], **more)
    contacts.record(portfolio.context, command)


def rejected(portfolio: Portfolio, *where: str) -> None:
    """As often as a number may be tried on a day."""
    for _ in range(6):
        call(portfolio, "REJ", *where)


def used_up(portfolio: Portfolio) -> None:
    call(portfolio, "HUP")
    call(portfolio, "HUP")
    call(portfolio, "HUP", "own_other", "other_case")


def unanswered_everywhere(portfolio: Portfolio) -> None:
    rejected(portfolio)
    rejected(portfolio, "second")


def unanswered_and_dead(portfolio: Portfolio) -> None:
    call(portfolio, "EMP", "second")
    rejected(portfolio)


def held(portfolio: Portfolio) -> None:
    command = PlaceHold(
        portfolio.act(), portfolio.case, HoldGiven(HoldKind.DISPUTE, until_at=at("15:00", 18))
    )
    holds.place(portfolio.context, command)


def wished(portfolio: Portfolio) -> None:
    wish = PreferenceGiven("hours", hours_from=time(18), hours_to=time(21))
    call(portfolio, "PRF", is_identity_checked=True, preference=wish, reason=ReasonGiven("FTP"))


def shared(portfolio: Portfolio) -> None:
    """The second number is the neighbour's too; the first is dead."""
    call(portfolio, "EMP")
    rejected(portfolio, "chens_phone", "neighbour")


REASONS: dict[str, tuple[Callable[[Portfolio], None], Tier | None, datetime]] = {
    "connected calls of the person, over all cases": (used_up, Tier.WAITING, at("08:00", 17)),
    "attempts on every number": (unanswered_everywhere, Tier.WAITING, at("08:00", 17)),
    "attempts on the only number that is left": (unanswered_and_dead, Tier.WAITING, at("08:00", 17)),
    "a hold that ends": (held, Tier.HELD, at("15:00", 18)),
    "hours that were wished for": (wished, None, at("18:00")),
    "attempts on a number for somebody else": (shared, None, at("08:00", 17)),
}


@pytest.mark.parametrize("why", REASONS)
def test_a_case_that_may_not_be_called_comes_forward_at_its_moment(portfolio: Portfolio, why: str) -> None:
    """A tier of its own where the reason concerns the case; behind those who may be called where only the hour does."""
    happens, tier, moment = REASONS[why]
    happens(portfolio)
    portfolio.go("10:00")
    assert permits.next_permitted(portfolio.context, [portfolio.case]) == {portfolio.case: moment}
    state, closed = portfolio.state(), calling_hours.closed_until(portfolio.context, [portfolio.case])
    if tier is None:
        assert closed == {portfolio.case: moment}
    else:
        assert (state["tier"], state["next_at"]) == (tier, int(moment.timestamp() * 1000))
    portfolio.clock.now = moment
    states.catch_up(portfolio.context)
    state = portfolio.state()
    assert (
        state["tier"] in WORKED or state["reason"] == "next_step_ahead"
    )  # what we planned ourselves comes later
    assert calling_hours.closed_until(portfolio.context, [portfolio.case]) == {}
    kept = portfolio.states()
    states.rebuild(portfolio.context)
    assert portfolio.states() == kept


def test_while_calls_wait_the_rows_are_what_a_rebuild_gives(portfolio: Portfolio) -> None:
    unanswered_everywhere(portfolio)
    kept = portfolio.states()
    assert portfolio.state()["reason"] == "limit_reached"
    states.rebuild(portfolio.context)
    assert portfolio.states() == kept


def test_one_number_that_may_be_called_keeps_the_case_in_its_place(portfolio: Portfolio) -> None:
    rejected(portfolio)
    assert portfolio.state()["reason"] != "limit_reached"
    assert permits.next_permitted(portfolio.context, [portfolio.case]) == {
        portfolio.case: portfolio.clock.now
    }
