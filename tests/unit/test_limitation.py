"""诉讼时效. Sources: Civil Code art. 188, 192, 195; 诉讼时效规定 (2020) art. 14."""

from __future__ import annotations

import pytest

from app.domain import facts as f
from app.domain.limitation import limitation_end
from tests.unit.histories import CARD, Told, at, day


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
