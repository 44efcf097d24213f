"""What can be said of each term of a plan before anything is solved: a code at its field."""

from __future__ import annotations

from datetime import date

from app.domain.dates import add_months
from app.domain.errors import RuleViolation
from app.domain.money import LARGEST_MINOR, currency_of
from app.domain.plan_terms import LONGEST_MONTHS, Cadence, Interest, Terms

OPEN_FIELDS = ("periods", "instalment_minor", "last_on")


def check(terms: Terms, today: date) -> None:
    """Raise RuleViolation for the first term that cannot be; the codes are listed at ``plans.solve``."""
    currency_of(terms.currency)
    if terms.debt_minor > LARGEST_MINOR:
        raise RuleViolation(
            "amount_too_large", "debt_minor", largest_minor=LARGEST_MINOR, currency=terms.currency
        )
    _check_amounts(terms)
    _check_days(terms, today)
    _check_term(terms)
    _check_charges(terms)
    _check_edits(terms, today)


def _refuse(is_wrong: bool, code: str, field: str) -> None:
    if is_wrong:
        raise RuleViolation(code, field)


def _check_amounts(terms: Terms) -> None:
    debt = terms.debt_minor
    _refuse(debt <= 0, "plan_no_debt", "debt_minor")
    _refuse(terms.waived_minor < 0, "plan_waiver_negative", "waived_minor")
    _refuse(terms.waived_minor >= debt, "plan_waiver_above_debt", "waived_minor")
    _refuse(terms.down_minor < 0, "plan_down_negative", "down_minor")
    _refuse(terms.financed_minor <= 0, "plan_down_above_debt", "down_minor")
    _refuse(terms.balloon_minor < 0, "plan_balloon_negative", "balloon_minor")
    _refuse(terms.balloon_minor >= terms.financed_minor, "plan_balloon_above_debt", "balloon_minor")


def _check_days(terms: Terms, today: date) -> None:
    _refuse(terms.first_on < today, "plan_first_in_past", "first_on")
    _refuse(terms.first_on > add_months(today, LONGEST_MONTHS), "plan_first_too_late", "first_on")
    if terms.down_minor:
        _refuse(terms.down_on is None, "plan_down_without_date", "down_on")
        down_on = terms.down_on or today
        _refuse(down_on < today, "plan_down_in_past", "down_on")
        _refuse(terms.first_on <= down_on, "plan_first_before_down", "first_on")
    highest = 31 if terms.cadence in (Cadence.MONTHLY, Cadence.MONTH_END) else 7
    _refuse(terms.day is not None and not 1 <= terms.day <= highest, "plan_day_impossible", "day")


def _check_term(terms: Terms) -> None:
    instalment, periods = terms.instalment_minor, terms.periods
    is_open = all(getattr(terms, name) is None for name in OPEN_FIELDS)
    _refuse(is_open, "plan_nothing_given", "instalment_minor")
    _refuse(periods is not None and periods < 1, "plan_no_periods", "periods")
    _refuse(instalment is not None and instalment < 1, "plan_instalment_too_small", "instalment_minor")
    is_simple = not terms.yearly_rate and not terms.fee_minor and not terms.opening_fee_minor
    is_above = instalment is not None and instalment > terms.financed_minor
    _refuse(is_simple and is_above, "plan_instalment_above_debt", "instalment_minor")


def _check_charges(terms: Terms) -> None:
    _refuse(not 0 <= terms.yearly_rate <= 1, "plan_rate_impossible", "yearly_rate")
    is_free = terms.interest is Interest.NONE
    _refuse(is_free and terms.yearly_rate > 0, "plan_rate_without_interest", "yearly_rate")
    _refuse(not is_free and terms.yearly_rate == 0, "plan_interest_without_rate", "yearly_rate")
    for field in ("fee_minor", "opening_fee_minor"):
        fee = getattr(terms, field)
        _refuse(not 0 <= fee <= terms.debt_minor, "plan_fee_impossible", field)
    _refuse(not 0 <= terms.step_minor <= terms.debt_minor, "plan_step_impossible", "step_minor")
    _refuse(terms.step_every < 1, "plan_step_impossible", "step_every")


def _check_edits(terms: Terms, today: date) -> None:
    numbers = [edit.no for edit in terms.edits]
    _refuse(len(set(numbers)) < len(numbers), "plan_row_twice", "edits")
    for edit in terms.edits:
        _refuse(edit.no < 1, "plan_row_missing", "edits")
        _refuse((edit.amount_minor or 0) < 0, "plan_row_negative", "edits")
        _refuse((edit.amount_minor or 0) > 2 * terms.debt_minor, "plan_row_above_debt", "edits")
        _refuse(edit.due_on is not None and edit.due_on < today, "plan_row_in_past", "edits")
