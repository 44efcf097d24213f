"""诉讼时效. Sources: Civil Code art. 188, 192, 195; 诉讼时效规定 (2020) art. 14."""

from __future__ import annotations

import pytest

from app.domain import facts as f
from app.domain.limitation import limitation_end, restarts
from tests.unit.histories import CARD, ZONE, Told, at, day


@pytest.mark.parametrize(
    ("due", "demands", "agreements", "end"),
    [
        ("2023-03-01", [], [], "2026-03-01"),  # art. 188: three years
        ("2024-02-29", [], [], "2027-02-28"),
        ("2023-03-01", ["2025-05-05"], [], "2028-05-05"),  # art. 195: a demand starts the three years anew
        ("2023-03-01", ["2026-03-01"], [], "2029-03-01"),  # on the very last day
        ("2023-03-01", ["2026-03-02"], [], "2026-03-01"),  # art. 192: after it, a demand starts nothing
        ("2023-03-01", ["2027-01-01", "2025-01-01"], [], "2030-01-01"),  # in the order of days
        ("2023-03-01", ["2028-01-02", "2025-01-01"], [], "2028-01-01"),
        ("2023-03-01", [], ["2027-01-01"], "2030-01-01"),  # art. 192: who agrees to pay gives the defence up
        ("2023-03-01", ["2027-02-01"], ["2027-01-01"], "2030-02-01"),
        ("2023-03-01", ["2022-01-01"], [], "2026-03-01"),  # before it fell due
    ],
)
def test_the_end_of_the_period(due: str, demands: list[str], agreements: list[str], end: str) -> None:
    found = limitation_end(day(due), map(day, demands), map(day, agreements), 3)
    assert found == day(end)


NOW = at("2026-11-20")


def owing() -> Told:
    told = Told()
    told.placed(on="2026-01-10", due="2024-01-10", purchase=100_000)
    return told


def test_a_case_without_debt_has_no_limitation() -> None:
    assert Told().state(NOW).limitation_on is None


def test_reaching_the_debtor_interrupts_and_a_third_person_does_not() -> None:
    told = owing()
    told.called("NA", at("2026-02-01"))
    assert told.state(NOW).limitation_on == day("2027-01-10")
    told.called("RTP", at("2026-03-01"))
    told.called("NA", at("2026-04-01"))
    assert told.state(NOW).limitation_on == day("2029-03-01")


def test_part_payment_promise_and_agreement_interrupt() -> None:
    told = owing()
    payment = told.paid(100, "2026-05-01")
    assert told.state(NOW).limitation_on == day("2029-05-01")
    told.promised(500, "2026-07-10", at("2026-06-01", "00:30"))  # already June on the debtor's clock
    assert told.state(NOW).limitation_on == day("2029-06-01")
    told.add(f.Agreement(b"plan", b"version", day("2026-08-01"), "oral"), at("2026-08-01"))
    assert told.state(NOW).limitation_on == day("2029-08-01")
    told.add(f.Reversal(payment.uid, day("2026-05-02"), "bounced"), at("2026-05-02"))
    assert told.state(NOW).limitation_on == day("2029-08-01")


def test_a_payment_that_was_taken_back_or_lies_ahead_interrupts_nothing() -> None:
    told = owing()
    payment = told.paid(100, "2026-05-01")
    told.add(f.Reversal(payment.uid, day("2026-05-02"), "bounced"), at("2026-05-02"))
    told.paid(100, "2026-11-25", CARD)
    assert told.state(NOW).limitation_on == day("2027-01-10")


def letter(told: Told, purpose: str, when: str) -> f.Fact:
    body = f.Letter("2026-1", "formal", "1", "zh", bytes(32), f.json_text({}), None, purpose, day(when))
    return told.add(body, at(when))


def came(told: Told, target: f.Fact, status: str, when: str) -> f.Fact:
    return told.add(f.Delivery(target.uid, status, at(when, "00:30")), at(when))


@pytest.mark.parametrize(
    ("purpose", "status", "end"),
    [
        ("collection", "delivered", "2029-04-01"),  # 诉讼时效规定 art. 8: a document that reached the debtor
        ("collection", "signed", "2029-04-01"),
        ("due_reminder", "signed", "2029-04-01"),
        ("collection", "sent", "2027-01-10"),  # sent is not arrived
        ("collection", "returned", "2027-01-10"),
        ("answer", "signed", "2027-01-10"),  # a statement that was asked for demands nothing
    ],
)
def test_a_letter_that_reached_the_debtor_is_a_demand(purpose: str, status: str, end: str) -> None:
    told = owing()
    came(told, letter(told, purpose, "2026-03-28"), status, "2026-04-01")
    assert told.state(NOW).limitation_on == day(end)


def test_a_voided_letter_and_one_of_another_case_are_no_demand() -> None:
    told = owing()
    wrong = letter(told, "collection", "2026-03-28")
    came(told, wrong, "delivered", "2026-04-01")
    came(told, wrong, "voided", "2026-04-02")
    told.add(f.Delivery(b"unknown", "signed", at("2026-05-01")), at("2026-05-01"))
    assert told.state(NOW).limitation_on == day("2027-01-10")


def test_twenty_years_are_the_longest() -> None:
    """Civil Code art. 188 para. 2."""
    told = Told()
    told.placed(on="2026-01-10", due="2007-03-01", purchase=100_000)
    told.paid(100, "2026-05-01")
    told.promised(500, "2026-07-10", at("2026-06-01"))
    assert told.state(NOW).limitation_on == day("2027-03-01")


def test_what_started_the_period_anew_is_told() -> None:
    told = owing()
    told.paid(100, "2026-05-01")
    told.called("RTP", at("2026-03-01"))
    came(told, letter(told, "collection", "2026-03-28"), "signed", "2026-04-01")
    told.promised(500, "2026-07-10", at("2026-06-01"))
    told.add(f.Agreement(b"plan", b"version", day("2026-08-01"), "oral"), at("2026-08-01"))
    found = restarts(told.state(NOW).history, ZONE, day("2026-11-20"))
    assert sorted((restart.on.isoformat(), restart.by) for restart in found) == [
        ("2026-03-01", "contact"),
        ("2026-04-01", "letter"),
        ("2026-05-01", "payment"),
        ("2026-06-01", "promise"),
        ("2026-08-01", "plan"),
    ]
