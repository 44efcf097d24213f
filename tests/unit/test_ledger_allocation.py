"""What a payment fills. Sources: 商业银行信用卡业务监督管理办法 (2011) art. 57; Civil Code art. 560, 561."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain import facts as f
from app.domain.allocation import CHINESE_DEFAULT, COMPONENTS, INTEREST_AND_FEES, PRINCIPAL
from app.domain.ledger import Ledger, ledger
from tests.unit.histories import CARD, LOAN, STRANGERS_CASE, Told, at, day

DUE = date(2026, 6, 1)


def on_dpd(days: int) -> str:
    return (DUE + timedelta(days=days)).isoformat()


def book(told: Told, until: str | None = None) -> Ledger:
    return ledger(told.case().facts, until=day(until) if until else None)


def parts(told: Told, account: bytes = CARD, until: str | None = None) -> dict[str, int]:
    """What is owed on an account, without the components that are nothing."""
    (found,) = [item for item in book(told, until).accounts if item.account_id == account]
    return {name: minor for name, minor in found.parts.items() if minor}


def card(**more: int) -> Told:
    told = Told()
    told.placed(
        on="2026-06-01", due=DUE.isoformat(), purchase=100_000, interest=5_000, late_fee=2_000, **more
    )
    return told


@pytest.mark.parametrize("dpd", [0, 1, 30, 90])
def test_up_to_90_days_interest_and_fees_come_first(dpd: int) -> None:
    told = card()
    told.paid(6_000, on_dpd(dpd))
    assert parts(told) == {"purchase": 100_000, "late_fee": 1_000}


@pytest.mark.parametrize("dpd", [91, 92, 400])
def test_from_91_days_on_principal_comes_first(dpd: int) -> None:
    told = card()
    told.paid(6_000, on_dpd(dpd))
    assert parts(told) == {"purchase": 94_000, "interest": 5_000, "late_fee": 2_000}


def test_the_day_of_payment_decides_not_the_day_of_writing() -> None:
    told = card()
    told.add(f.Payment(6_000, "CNY", DUE + timedelta(days=90)), at(on_dpd(95)))
    (posting,) = book(told).postings
    assert (posting.parts, posting.dpd) == ({"interest": -5_000, "late_fee": -1_000}, 90)


def test_order_inside_interest_and_fees_and_inside_principal() -> None:
    """The default of FairDue: the law names the two groups, not the order inside them."""
    early = (
        "interest",
        "compound",
        "late_fee",
        "service_fee",
        "legal_cost",
        "cash",
        "purchase",
        "instalment",
    )
    assert CHINESE_DEFAULT.order(90) == early
    assert CHINESE_DEFAULT.order(91) == (*early[5:], *early[:5])
    told = Told()
    told.placed(on="2026-06-01", due=DUE.isoformat(), **dict.fromkeys(COMPONENTS, 10))
    for paid in range(1, 9):
        told.paid(10, "2026-06-02")
        assert set(parts(told)) == set(early[paid:])
    assert sorted(COMPONENTS) == sorted((*PRINCIPAL, *INTEREST_AND_FEES))


def two_accounts() -> Told:
    told = Told()
    told.placed(CARD, on="2026-06-01", due="2026-05-01", purchase=1_000)
    told.placed(LOAN, on="2026-06-02", due="2026-04-01", instalment=1_000)
    return told


def test_the_account_that_fell_due_first_is_paid_first() -> None:
    """Civil Code art. 560 para. 2: 均到期的 … 按照债务到期的先后顺序履行."""
    told = two_accounts()
    told.paid(1_300, "2026-06-03")
    assert (parts(told, LOAN), parts(told, CARD)) == ({}, {"purchase": 700})
    assert [posting.total_minor for posting in book(told).postings] == [-1_000, -300]


def test_of_equal_due_dates_the_one_placed_first() -> None:
    told = Told()
    told.placed(LOAN, on="2026-06-01", due="2026-05-01", instalment=1_000)
    told.placed(CARD, on="2026-06-02", due="2026-05-01", purchase=1_000)
    told.paid(1_000, "2026-06-03")
    assert (parts(told, LOAN), parts(told, CARD)) == ({}, {"purchase": 1_000})


def test_an_account_without_due_date_comes_after_those_with_one() -> None:
    told = Told()
    told.placed(CARD, on="2026-06-01", due=None, purchase=1_000)
    told.placed(LOAN, on="2026-06-02", due="2026-06-01", instalment=1_000)
    told.paid(1_000, "2026-06-03")
    assert (parts(told, LOAN), parts(told, CARD)) == ({}, {"purchase": 1_000})


def test_the_payer_names_the_account() -> None:
    """Civil Code art. 560 para. 1: 由债务人在清偿时指定其履行的债务."""
    told = two_accounts()
    told.paid(1_300, "2026-06-03", CARD)
    assert (parts(told, LOAN), parts(told, CARD)) == ({"instalment": 1_000}, {})
    assert book(told).unallocated_minor == 300


def test_a_wish_told_later_moves_the_whole_payment() -> None:
    told = two_accounts()
    payment = told.paid(400, "2026-06-03")
    wish = told.add(f.DebtorWish(payment.uid, CARD), at("2026-06-05"))
    assert (parts(told, LOAN), parts(told, CARD)) == ({"instalment": 1_000}, {"purchase": 600})
    told.undo(wish, at("2026-06-06"))
    assert (parts(told, LOAN), parts(told, CARD)) == ({"instalment": 600}, {"purchase": 1_000})


def test_a_split_by_hand_goes_where_it_was_put_and_no_further_than_what_is_owed() -> None:
    told = card()
    payment = told.paid(60_000, "2026-06-03")
    rows = [[CARD.hex(), "purchase", 50_000], [CARD.hex(), "interest", 9_000], [LOAN.hex(), "cash", 500]]
    told.add(f.HandAllocation(payment.uid, f.json_text(rows), "court"), at("2026-06-04"))
    assert parts(told) == {"purchase": 50_000, "late_fee": 2_000}
    assert book(told).unallocated_minor == 5_000
    told.add(f.Reversal(payment.uid, day("2026-06-05"), "bounced"), at("2026-06-05"))
    assert parts(told) == parts(card())
    assert book(told).unallocated_minor == 0


def test_a_split_by_hand_gives_no_more_than_was_paid() -> None:
    told = card()
    payment = told.paid(1_000, "2026-06-03")
    rows = [[CARD.hex(), "purchase", 900], [CARD.hex(), "interest", 900]]
    told.add(f.HandAllocation(payment.uid, f.json_text(rows), "court"), at("2026-06-04"))
    assert parts(told) == {"purchase": 99_100, "interest": 4_900, "late_fee": 2_000}


def test_a_split_by_hand_that_names_a_component_twice_loses_no_cent() -> None:
    told = card()
    payment = told.paid(6_000, "2026-06-03")
    rows = [[CARD.hex(), "interest", 4_000], [CARD.hex(), "interest", 2_000]]
    told.add(f.HandAllocation(payment.uid, f.json_text(rows), "court"), at("2026-06-04"))
    assert parts(told) == {"purchase": 100_000, "late_fee": 2_000}
    assert book(told).unallocated_minor == 1_000
    (posting,) = book(told).postings
    assert posting.parts == {"interest": -5_000}


def test_a_split_by_hand_into_nothing_posts_nothing() -> None:
    told = card()
    payment = told.paid(6_000, "2026-06-03")
    told.add(
        f.HandAllocation(payment.uid, f.json_text([[CARD.hex(), "cash", 500]]), "court"), at("2026-06-04")
    )
    assert (book(told).postings, book(told).unallocated_minor) == ((), 6_000)


def test_a_reversal_restores_the_very_components_it_took() -> None:
    """Taken at 90 days past due from interest and fees, given back there at 120."""
    told = card()
    payment = told.paid(6_000, on_dpd(90))
    told.paid(10_000, on_dpd(100))
    assert parts(told) == {"purchase": 90_000, "late_fee": 1_000}
    told.add(f.Reversal(payment.uid, DUE + timedelta(days=120), "bounced"), at(on_dpd(120)))
    assert parts(told) == {"purchase": 90_000, "interest": 5_000, "late_fee": 2_000}


def test_a_reversal_twice_or_of_nothing_changes_nothing() -> None:
    told = card()
    payment = told.paid(6_000, on_dpd(10))
    for _ in range(2):
        told.add(f.Reversal(payment.uid, DUE + timedelta(days=20), "bounced"), at(on_dpd(20)))
    told.add(f.Reversal(b"unknown", DUE + timedelta(days=20), "bounced"), at(on_dpd(20)))
    assert parts(told) == parts(card())


@pytest.mark.parametrize("dated", ["2026-06-03", "2026-06-10"])
def test_a_reversal_dated_before_its_payment_still_takes_it_back(dated: str) -> None:
    told = card()
    payment = told.add(f.Payment(6_000, "CNY", day("2026-06-10")), at("2026-06-10", "15:00"))
    told.add(f.Reversal(payment.uid, day(dated), "wrong day"), at("2026-06-10", "14:00"))
    assert parts(told) == parts(card())
    assert parts(told, until="2026-06-09") == parts(card())


def test_a_snapshot_replaces_what_was_reckoned() -> None:
    told = card()
    told.paid(6_000, "2026-06-03")
    told.snapshot(on="2026-06-30", due="2026-06-15", purchase=80_000, interest=700)
    assert parts(told) == {"purchase": 80_000, "interest": 700}
    (account,) = book(told).accounts
    assert (account.as_of, account.oldest_due_on) == (day("2026-06-30"), day("2026-06-15"))
    assert parts(told, until="2026-06-29") == {"purchase": 100_000, "late_fee": 1_000}


def test_a_snapshot_alone_opens_no_account() -> None:
    told = Told()
    told.snapshot(on="2026-06-30", due="2026-06-15", purchase=80_000)
    assert book(told).open_accounts == ()


def test_a_recall_closes_and_a_new_placement_opens_again() -> None:
    told = card()
    told.add(f.Recall(CARD, day("2026-07-01")), at("2026-07-01"))
    (account,) = book(told).accounts
    assert (account.is_open, account.total_minor) == (False, 107_000)
    told.placed(on="2026-09-01", due=DUE.isoformat(), purchase=120_000)
    (account,) = book(told).open_accounts
    assert (account.total_minor, account.dpd(day("2026-09-01"))) == (120_000, 92)


def test_closing_ends_an_account_whatever_is_owed() -> None:
    told = card()
    told.add(f.Closing(CARD, day("2026-07-01"), "sold"), at("2026-07-01"))
    assert book(told).open_accounts == ()


def test_an_account_that_is_paid_is_no_longer_open_nor_overdue() -> None:
    told = card()
    told.paid(107_000, "2026-07-01")
    (account,) = book(told).accounts
    assert (account.is_open, account.oldest_due_on, account.dpd(day("2026-12-01"))) == (False, None, 0)


def test_days_past_due_count_from_the_due_date() -> None:
    told = card()
    (account,) = book(told).accounts
    assert [account.dpd(DUE + timedelta(days=days)) for days in (-1, 0, 1, 91)] == [0, 0, 1, 91]


def test_money_goes_to_what_is_placed_before_what_was_recalled() -> None:
    told = two_accounts()
    told.add(f.Recall(LOAN, day("2026-06-02")), at("2026-06-02", "18:00"))
    told.paid(1_200, "2026-06-03")
    assert (parts(told, LOAN), parts(told, CARD)) == ({"instalment": 800}, {})


@pytest.mark.parametrize(
    ("minor", "on", "account", "currency"),
    [
        (500, "2026-05-31", None, "CNY"),  # before anything was placed
        (500, "2026-06-03", STRANGERS_CASE, "CNY"),  # an account that is not of this case
        (500, "2026-06-03", None, "USD"),  # there is no account in dollars
    ],
)
def test_money_that_fits_nowhere_is_kept_apart(
    minor: int, on: str, account: bytes | None, currency: str
) -> None:
    told = card()
    payment = told.paid(minor, on, account, currency)
    assert (parts(told), book(told).unallocated_minor) == (parts(card()), minor)
    told.add(f.Reversal(payment.uid, day("2026-06-20"), "not ours"), at("2026-06-20"))
    assert book(told).unallocated_minor == 0


def test_too_much_money_fills_everything_and_the_rest_is_kept_apart() -> None:
    told = card()
    told.paid(110_000, "2026-06-03")
    assert (parts(told), book(told).unallocated_minor) == ({}, 3_000)


def test_charges_and_corrections_move_one_component_and_stop_at_nothing() -> None:
    told = card()
    told.add(f.Charge(CARD, "legal_cost", 900, "CNY", day("2026-06-05")), at("2026-06-05"))
    told.add(f.Correction(CARD, "interest", -1_000, "CNY", day("2026-06-06"), "wrong"), at("2026-06-06"))
    told.add(f.Correction(CARD, "late_fee", -9_999, "CNY", day("2026-06-06"), "wrong"), at("2026-06-06"))
    told.add(f.Charge(LOAN, "interest", 900, "CNY", day("2026-06-05")), at("2026-06-05"))
    assert parts(told) == {"purchase": 100_000, "interest": 4_000, "legal_cost": 900}


def test_recalls_of_unknown_accounts_are_passed_over() -> None:
    told = card()
    told.add(f.Recall(LOAN, day("2026-06-05")), at("2026-06-05"))
    assert parts(told) == parts(card())


def waived(told: Told, *, needs_approval: bool) -> f.Fact:
    body = f.Waiver(CARD, "interest", 3_000, "CNY", day("2026-06-05"), "hardship", needs_approval)
    return told.add(body, at("2026-06-05"))


def test_a_waiver_within_authority_counts_at_once() -> None:
    told = card()
    waived(told, needs_approval=False)
    assert parts(told)["interest"] == 2_000


def test_a_waiver_above_authority_waits_for_the_latest_answer() -> None:
    told = card()
    waiver = waived(told, needs_approval=True)
    assert parts(told)["interest"] == 5_000
    told.add(f.Approval(waiver.uid, True), at("2026-06-06"))
    assert parts(told)["interest"] == 2_000
    told.add(f.Approval(waiver.uid, False, "too much"), at("2026-06-07"))
    assert parts(told)["interest"] == 5_000


def test_a_write_off_leaves_the_debt() -> None:
    told = card()
    told.add(f.WriteOff(CARD, 107_000, "CNY", day("2026-06-05")), at("2026-06-05"))
    assert parts(told) == parts(card())


def test_what_lies_ahead_is_not_posted_yet() -> None:
    told = card()
    told.paid(6_000, "2026-06-20")
    assert parts(told, until="2026-06-19") == parts(card())
    assert parts(told, until="2026-06-20")["late_fee"] == 1_000
