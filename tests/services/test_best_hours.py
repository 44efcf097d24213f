"""Best hours from the log of a real store: for some cases in one query, in the order of the window."""

from __future__ import annotations

from datetime import time, timedelta
from fractions import Fraction

from portfolio import Portfolio

from app.domain.best_hour import BestHour
from app.domain.terms import Tier
from app.services import acts, assignments, best_hours, cases, contacts
from app.services.acts import Undo
from app.services.assignments import Assign, Given
from app.services.best_hours import Reach, told
from app.services.contacts import RecordContact
from app.services.given import PreferenceGiven, ReasonGiven
from app.services.words import Words
from app.ui.desk import views
from app.ui.desk.queue_rows import row_view
from app.ui.desk.views import VIEWS


def called(portfolio: Portfolio, result: str, case: bytes, point: str) -> bytes:
    act = portfolio.act()
    reached = {"is_identity_checked": True, "reason": ReasonGiven("FTP")} if result == "RTP" else {}
    command = RecordContact(act, case, result, portfolio.ids[point], **reached)  # type: ignore[arg-type]
    contacts.record(portfolio.context, command)
    return act


def evenings(portfolio: Portfolio) -> None:
    """Chen was reached on two evenings of three, and once tried in the morning; one call was undone."""
    for day, clock, result in (
        (16, "19:00", "RTP"),
        (17, "19:10", "NA"),
        (18, "18:30", "RTP"),
        (19, "09:00", "NA"),
    ):
        portfolio.go(clock, day)
        called(portfolio, result, portfolio.neighbour, "chens_phone")
    act = called(portfolio, "RTP", portfolio.neighbour, "chens_phone")
    portfolio.clock.now += timedelta(minutes=1)
    acts.undo(portfolio.context, Undo(act, portfolio.act()))


def test_a_call_brought_back_counts_for_the_hour_again(portfolio: Portfolio) -> None:
    evenings(portfolio)
    before = best_hours.portfolio(portfolio.context)
    last = acts.redoable(portfolio.context)
    assert last is not None
    acts.redo(portfolio.context, Undo(last.act, portfolio.act()))
    assert best_hours.portfolio(portfolio.context) != before


def test_log_tells_when_somebody_answers(portfolio: Portfolio) -> None:
    evenings(portfolio)
    rates = best_hours.portfolio(portfolio.context)
    assert (rates[18], rates[8]) == (Fraction(2, 3), Fraction(0))
    every = (portfolio.case, portfolio.neighbour)
    best = BestHour(18, 20, 2, 3)
    assert best_hours.of_cases(portfolio.context, every, rates) == {portfolio.neighbour: Reach(best, False)}
    portfolio.go("19:59", 20)
    assert best_hours.of_cases(portfolio.context, every, rates)[portfolio.neighbour].is_now
    assert told(best, portfolio.words) == "常在 18–20 点接听（2/3）"
    panel = cases.panel(portfolio.context, portfolio.words, portfolio.neighbour)
    assert "常在 18–20 点接听（2/3）" in [point.hint for point in panel.points]


def test_hour_moves_rows_on_the_screen_only(portfolio: Portfolio) -> None:
    called(portfolio, "NA", portfolio.case, "own")
    called(portfolio, "NA", portfolio.other_case, "own_other")
    evenings(portfolio)
    context, every = portfolio.context, (portfolio.case, portfolio.other_case, portfolio.neighbour)
    assignments.assign(context, Assign(portfolio.act(), (Given(context.user.id, every),)))
    portfolio.go("19:00", 30)
    rates = best_hours.portfolio(context)
    words = Words("en", context.rules, portfolio.clock.now, context.zone)
    before = portfolio.states()
    plain = views.load(context, words, VIEWS[-1], (0,))
    moved = views.load(context, words, VIEWS[-1], (0,), rates)
    assert (plain.sight.reach, moved.sight.closed) == ({}, {})
    stored = [row.case_id for row in plain.pages[0]]
    assert {row.tier for row in plain.pages[0]} == {Tier.RANKED}
    assert stored[0] != portfolio.neighbour
    others = [case for case in stored if case != portfolio.neighbour]
    assert [row.case_id for row in moved.pages[0]] == [portfolio.neighbour, *others]
    assert portfolio.states() == before
    first = next(row for row in moved.pages[0] if row.case_id == portfolio.neighbour)
    said = row_view(first, moved.sight.reach[portfolio.neighbour]).reason_text
    assert said.startswith("usually answers 18–20 h, 2 of 3")
    assert not row_view(first).reason_text.startswith("usually")
    portfolio.clock.now += timedelta(hours=4)  # 23:00: nobody may be called, but who agreed to it
    night = views.load(context, words, VIEWS[-1], (0,), rates)
    assert set(night.sight.closed) == set(every)
    until = night.sight.closed[portfolio.case]
    assert until.astimezone(context.zone).hour == 8
    assert row_view(night.pages[0][0], None, until).tag == "from tomorrow 08:00"
    wish = PreferenceGiven("consent_hours", hours_from=time(20), hours_to=time(23, 30))
    portfolio.clock.now -= timedelta(hours=4)
    reached = RecordContact(
        portfolio.act(), portfolio.other_case, "PRF", portfolio.ids["own_other"], is_identity_checked=True,
        reason=ReasonGiven("FTP"), preference=wish,
    )  # fmt: skip
    contacts.record(context, reached)
    portfolio.clock.now += timedelta(hours=4)
    # Who agreed to it did so for every case of theirs.
    assert set(views.load(context, words, VIEWS[-1], (0,), rates).sight.closed) == {portfolio.neighbour}


def test_hour_that_is_over_moves_nobody(portfolio: Portfolio) -> None:
    evenings(portfolio)
    called(portfolio, "NA", portfolio.case, "own")
    context = portfolio.context
    every = (portfolio.case, portfolio.other_case, portfolio.neighbour)
    assignments.assign(context, Assign(portfolio.act(), (Given(context.user.id, every),)))
    portfolio.go("20:00", 30)
    rates, words = best_hours.portfolio(context), portfolio.words
    stored = [row.case_id for row in views.load(context, words, VIEWS[-1], (0,)).pages[0]]
    later = views.load(context, words, VIEWS[-1], (0,), rates)
    assert [row.case_id for row in later.pages[0]] == stored
