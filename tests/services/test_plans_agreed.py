"""Plans: quoted, kept in versions, agreed; while one performs collection stops, a missed instalment lifts that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Means
from app.domain.plan_progress import PlanState
from app.domain.plans import Cadence, Terms
from app.domain.scripts import Audience
from app.domain.terms import Channel, Purpose, Tier
from app.services import acts, cases, contacts, dialling, payments, plans, states
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.dialling import Dial
from app.services.given import ReasonGiven
from app.services.payments import PaymentGiven, RecordPayment
from app.services.plans import Agree, EndPlan, SaveVersion
from app.services.script_book import spoken

TERMS = Terms(1_200_000, date(2026, 12, 15), periods=12)


def saved(portfolio: Portfolio, terms: Terms = TERMS, **more: Any) -> plans.Planned:
    planned, _ = plans.save_version(
        portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms, **more)
    )
    return planned


def agreed(portfolio: Portfolio, version: plans.Planned, on: date = date(2026, 11, 16)) -> plans.Planned:
    command = Agree(portfolio.act(), portfolio.case, version.fact, on, "recorded_call", "REC-7")
    planned, _ = plans.agree(portfolio.context, command)
    return planned


def pay(portfolio: Portfolio, amount: int, on: date) -> None:
    command = RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(amount, on))
    payments.record(portfolio.context, command)


def collection(portfolio: Portfolio) -> Any:
    return portfolio.desk().permit(portfolio.ids["own"], Channel.CALL, Purpose.COLLECTION)


def test_quote_solves_for_what_is_open(portfolio: Portfolio) -> None:
    rules, today = portfolio.context.rules, date(2026, 11, 16)
    by_number = plans.quote(rules, TERMS, today)
    assert by_number.terms.instalment_minor == 100_000
    by_amount = plans.quote(rules, replace(TERMS, periods=None, instalment_minor=100_000), today)
    assert by_amount.rows == by_number.rows
    assert all(rules.calendar.is_working(row.due_on) for row in by_number.rows)


def test_performing_plan_stops_collection_and_a_missed_instalment_lifts_it(portfolio: Portfolio) -> None:
    agreed(portfolio, saved(portfolio))
    stopped = collection(portfolio)
    assert (stopped.rule, stopped.source, stopped.article) == ("hold.plan_performing", "card_2011", "70")
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.HELD, "plan_performing")
    portfolio.go("09:00", 17)
    pay(portfolio, 100_000, date(2026, 11, 17))
    assert plans.versions(portfolio.desk())[0].state is PlanState.PERFORMING
    portfolio.clock.now = portfolio.clock.now.replace(year=2027, month=1, day=15)  # the second one is due
    assert not collection(portfolio).allowed
    assert portfolio.desk().permit(portfolio.ids["own"], Channel.CALL, Purpose.DUE_REMINDER).allowed
    portfolio.clock.now = portfolio.clock.now.replace(day=16)  # and was not paid
    assert collection(portfolio).allowed
    states.catch_up(portfolio.context)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.BROKEN, "plan_broken")
    pay(portfolio, 100_000, date(2027, 1, 16))  # mended late
    assert not collection(portfolio).allowed


def test_due_reminder_only_shortly_before(portfolio: Portfolio) -> None:
    agreed(portfolio, saved(portfolio))
    reminder = portfolio.desk().permit(portfolio.ids["own"], Channel.CALL, Purpose.DUE_REMINDER)
    assert (reminder.rule, reminder.overridable) == ("plan_reminder_days", True)


def test_on_the_day_of_an_instalment_the_desk_reminds_and_collects_nothing(portfolio: Portfolio) -> None:
    agreed(portfolio, saved(portfolio))
    portfolio.clock.now = portfolio.clock.now.replace(month=12, day=15)
    states.catch_up(portfolio.context)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.DUE_TODAY, "instalment_due")
    panel = cases.panel(portfolio.context, portfolio.words, portfolio.case)
    own = next(point for point in panel.points if point.id == portfolio.ids["own"])
    assert (own.purpose, own.decision.allowed) == (Purpose.DUE_REMINDER, True)
    dialled, _ = dialling.dial(portfolio.context, Dial(portfolio.act(), portfolio.case, own.id))
    assert dialled.is_permitted
    said = spoken(portfolio.context, portfolio.words, panel, Audience.DEBTOR, None, own.purpose)
    assert "约定今天还 1,000.00 元" in "\n".join(said.lines)
    assert "逾期" not in "\n".join(said.lines)
    assert not collection(portfolio).allowed


def test_draft_and_proposed_stop_nothing(portfolio: Portfolio) -> None:
    saved(portfolio)
    saved(portfolio, status="proposed")
    assert collection(portfolio).allowed
    assert [row.state for row in plans.versions(portfolio.desk())] == [PlanState.DRAFT, PlanState.PROPOSED]


def test_versions_are_kept_with_their_differences(portfolio: Portfolio) -> None:
    first = saved(portfolio)
    second = saved(portfolio, replace(TERMS, periods=24), note="债务人要求延长")
    assert (second.plan_id, second.version) == (first.plan_id, 2)
    rows = plans.versions(portfolio.desk())
    assert rows[0].changes == ()
    changed = {change.field: (change.old, change.new) for change in rows[1].changes}
    assert changed["periods"] == (12, 24)
    assert changed["instalment_minor"] == (100_000, 50_000)
    assert "debt_minor" not in changed


def test_stored_terms_read_back_as_they_were(portfolio: Portfolio) -> None:
    typed = Terms(
        900_000, date(2026, 11, 20), down_minor=100_000, down_on=date(2026, 11, 16),
        instalment_minor=20_000, cadence=Cadence.WEEKLY, day=5,
    )  # fmt: skip
    quoted = plans.quote(portfolio.context.rules, typed, date(2026, 11, 16))
    saved(portfolio, typed)
    (row,) = plans.versions(portfolio.desk())
    assert row.terms == quoted.terms
    assert row.rows == quoted.rows


def test_agreeing_to_a_later_version_replaces_the_earlier(portfolio: Portfolio) -> None:
    first, second = saved(portfolio), saved(portfolio, replace(TERMS, periods=24))
    agreed(portfolio, first)
    agreed(portfolio, second)
    assert [row.state for row in plans.versions(portfolio.desk())] == [PlanState.REPLACED, PlanState.AGREED]
    with pytest.raises(RuleViolation, match="plan_replaced"):
        agreed(portfolio, first)


def test_end_frees_collection_and_a_new_plan_begins(portfolio: Portfolio) -> None:
    version = saved(portfolio)
    agreed(portfolio, version)
    plans.end(portfolio.context, EndPlan(portfolio.act(), portfolio.case, version.plan_id, "债务人反悔"))
    assert collection(portfolio).allowed
    with pytest.raises(RuleViolation, match="plan_ended"):
        plans.end(portfolio.context, EndPlan(portfolio.act(), portfolio.case, version.plan_id, "again"))
    with pytest.raises(RuleViolation, match="plan_ended"):
        saved(portfolio, plan_id=version.plan_id)
    assert saved(portfolio).plan_id != version.plan_id


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        (replace(TERMS, debt_minor=1_580_001), "plan_above_debt", "debt_minor"),
        (replace(TERMS, periods=61), "plan_too_many_periods", "periods"),
        (
            replace(TERMS, periods=None, instalment_minor=1_200_001),
            "plan_instalment_above_debt",
            "instalment_minor",
        ),
        (replace(TERMS, first_on=date(2026, 11, 15)), "plan_first_in_past", "first_on"),
        (replace(TERMS, down_minor=1_200_000), "plan_down_above_debt", "down_minor"),
        (replace(TERMS, periods=None), "plan_nothing_given", "instalment_minor"),
        (replace(TERMS, debt_minor=0), "plan_no_debt", "debt_minor"),
    ],
)
def test_bad_terms_are_refused_at_their_field(
    portfolio: Portfolio, terms: Terms, code: str, field: str
) -> None:
    before = portfolio.chain()
    with pytest.raises(RuleViolation) as caught:
        saved(portfolio, terms)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(RuleViolation, match=code):
        plans.quote_for(portfolio.context.rules, portfolio.desk(), terms)
    assert portfolio.chain() == before


def test_bad_agreements(portfolio: Portfolio) -> None:
    version = saved(portfolio)
    command = Agree(portfolio.act(), portfolio.case, version.fact, date(2026, 11, 16), "signed")
    for more, code in (
        ({"how": "nodded"}, "plan_how_unknown"),
        ({"agreed_on": date(2026, 11, 17)}, "agreed_in_future"),
        ({"recording_ref": "\x1b[0m"}, "text_control"),
    ):
        with pytest.raises(RuleViolation, match=code):
            plans.agree(portfolio.context, replace(command, **more))
    with pytest.raises(NotFound, match="plan_version_missing"):
        plans.agree(portfolio.context, replace(command, plan_version=portfolio.case))
    plans.agree(portfolio.context, command)
    with pytest.raises(RuleViolation, match="plan_already_agreed"):
        plans.agree(portfolio.context, replace(command, act=portfolio.act()))
    other = saved(portfolio, plan_id=portfolio.act())
    with pytest.raises(RuleViolation, match="plan_in_force"):
        agreed(portfolio, other)


def test_old_offer_is_not_agreed_to_after_its_first_day(portfolio: Portfolio) -> None:
    version = saved(portfolio)
    portfolio.clock.now = portfolio.clock.now.replace(month=12, day=16)
    with pytest.raises(RuleViolation, match="plan_first_in_past"):
        agreed(portfolio, version, date(2026, 12, 16))


def test_offer_above_what_is_still_owed(portfolio: Portfolio) -> None:
    version = saved(portfolio, replace(TERMS, debt_minor=1_580_000))
    pay(portfolio, 100_000, date(2026, 11, 16))
    with pytest.raises(RuleViolation, match="plan_above_debt"):
        agreed(portfolio, version)


def test_crash_repeat_and_undo(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    first = saved(portfolio)
    untouched = portfolio.states()
    steps: list[tuple[Any, Any]] = [
        (plans.save_version, SaveVersion(portfolio.act(), portfolio.case, TERMS)),
        (plans.agree, Agree(portfolio.act(), portfolio.case, first.fact, date(2026, 11, 16), "signed")),
        (plans.end, EndPlan(portfolio.act(), portfolio.case, first.plan_id, "反悔")),
    ]
    for use_case, command in steps:
        before = portfolio.chain()
        with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
            use_case(portfolio.context, command)
        assert portfolio.chain() == before
        once = use_case(portfolio.context, command)
        assert use_case(portfolio.context, command) == once
        assert portfolio.chain()[0] == before[0] + 1
    for _, command in reversed(steps):
        acts.undo(portfolio.context, Undo(command.act, portfolio.act()))
    assert portfolio.states() == untouched


def test_suggestion_follows_reason_and_means(portfolio: Portfolio) -> None:
    rules = portfolio.context.rules
    plain = plans.suggest(rules, portfolio.desk())
    assert plain is not None
    assert (plain.debt_minor, plain.periods, plain.first_on) == (1_580_000, 12, date(2026, 12, 16))
    lost_job = RecordContact(
        portfolio.act(), portfolio.case, "INS", portfolio.ids["own"], is_identity_checked=True,
        reason=ReasonGiven("UNEM"),
    )  # fmt: skip
    contacts.record(portfolio.context, lost_job)
    small = plans.suggest(rules, portfolio.desk())
    assert small is not None
    assert small.periods == 24
    means = Means("CNY", 600_000, 500_000, 100_000, pay_day=25)
    with portfolio.context.db.write() as connection:
        entry = acts.entry(portfolio.context, means, portfolio.case, portfolio.clock.now)
        acts.append(connection, portfolio.context, portfolio.act(), [entry])
    by_means = plans.suggest(rules, portfolio.desk())
    assert by_means is not None
    assert (by_means.instalment_minor, by_means.first_on, by_means.day) == (80_000, date(2026, 11, 25), 25)
    assert plans.quote_for(rules, portfolio.desk(), by_means).total_minor == 1_580_000
