"""The terms of a plan as options, with or without a case; schedules and offers as answers show them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from app.cli.entered import data_of
from app.cli.options import count
from app.domain.dates import HolidayRule, add_months, monthly
from app.domain.plan_terms import Basis, Cadence, Edit, Interest, Terms, Unknown

if TYPE_CHECKING:
    from app.domain.plan_limits import Beyond
    from app.domain.plan_offers import Offer
    from app.domain.plan_terms import Row, Schedule
    from app.services.words import Words

UNKNOWNS = {"down": Unknown.DOWN, "waiver": Unknown.WAIVED, "balloon": Unknown.BALLOON}
GIVEN = (
    "debt", "down", "instalment", "periods", "until", "first", "day", "waive", "balloon", "interest", "fee",
    "opening_fee", "step", "row", "find", "said",
)  # fmt: skip
"""The options that ask for a quote."""


def declare_terms(parser: ArgumentParser) -> None:
    """Every term there is."""
    parser.add_argument("--debt", metavar="AMOUNT", help="default: all that is owed")
    parser.add_argument("--waive", metavar="AMOUNT", help="part of the debt that is let off")
    parser.add_argument(
        "--said", metavar="TEXT", help='what the debtor says: "3000 now and the rest by summer"'
    )
    parser.add_argument("--down", metavar="AMOUNT", help="down payment, due today unless --down-on")
    parser.add_argument("--down-on", metavar="DAY")
    parser.add_argument("--instalment", metavar="AMOUNT", help="one of these three is enough")
    parser.add_argument("--periods", type=count, metavar="N")
    parser.add_argument("--until", metavar="DAY", help="the last day")
    parser.add_argument("--balloon", metavar="AMOUNT", help="on top of the last instalment")
    parser.add_argument(
        "--find", choices=tuple(UNKNOWNS), help="find this from instalment and periods or last day"
    )
    parser.add_argument(
        "--first", metavar="DAY", help="first due day; default: next pay day, else in a month"
    )
    parser.add_argument("--day", type=count, metavar="N", help="day of the month, or weekday 1-7")
    parser.add_argument("--cadence", choices=[str(c) for c in Cadence], default="monthly")
    parser.add_argument("--holidays", choices=[str(r) for r in HolidayRule], default="following")
    parser.add_argument(
        "--interest", choices=[str(i) for i in Interest], help="during the plan; default none"
    )
    parser.add_argument("--rate", type=percent, metavar="PERCENT", help="a year, such as 18 or 15.4%%")
    parser.add_argument("--basis", choices=[str(b) for b in Basis], default="declining")
    parser.add_argument("--fee", metavar="AMOUNT", help="in each instalment")
    parser.add_argument("--opening-fee", metavar="AMOUNT", help="with the first instalment")
    parser.add_argument("--step", metavar="AMOUNT", help="by this the instalment rises")
    parser.add_argument("--step-every", type=count, default=12, metavar="N", help="periods; default 12")
    parser.add_argument(
        "--row",
        type=edit,
        action="append",
        metavar="NO=AMOUNT@DAY",
        help="a row by hand: 3=500, 4=@2027-03-05, 5=0",
    )


def percent(text: str) -> Decimal:
    """A share of 1 from per cent."""
    try:
        found = Decimal(text.rstrip("%")) / 100
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise ArgumentTypeError(f"{text!r} is no rate such as 18 or 15.4%")
    return found


def edit(text: str) -> tuple[int, str, str]:
    """A row set by hand: its number, the amount and the day as typed, either of them empty."""
    from app.domain.plan_rows import row_parts

    found = row_parts(text)
    if found is None:
        raise ArgumentTypeError(f"{text!r} is no row such as 3=500, 4=@2027-03-05 or 5=0")
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What amounts and days are read against: the debtor's day, the currency, the pay day, what is owed."""

    today: date
    currency: str
    pay_day: int | None
    owed_minor: int


def terms_of(given: Namespace, around: Around) -> Terms:
    """The terms that the options make; what was said goes above them. Raises RuleViolation: ``amount_…``, ``date_…``,
    ``plan_phrase_…``."""
    from app.domain.date_entry import parse_when
    from app.domain.money import parse_amount

    def amount(text: str | None, field: str) -> int | None:
        return None if not text else parse_amount(text, around.currency, field=field)

    def day(text: str | None, field: str) -> date | None:
        return None if not text else parse_when(text, around.today, around.pay_day, field=field).day

    debt = amount(given.debt, "debt_minor")
    down = amount(given.down, "down_minor") or 0
    down_on = day(given.down_on, "down_on")
    terms = Terms(
        around.owed_minor if debt is None else debt,
        day(given.first, "first_on") or _first(around),
        around.currency,
        down,
        (down_on or around.today) if down or given.find == "down" else None,
        amount(given.instalment, "instalment_minor"),
        given.periods,
        day(given.until, "last_on"),
        Cadence(given.cadence),
        given.day,
        HolidayRule(given.holidays),
        amount(given.waive, "waived_minor") or 0,
        amount(given.balloon, "balloon_minor") or 0,
        Interest(given.interest or Interest.NONE),
        given.rate or Decimal(0),
        Basis(given.basis),
        amount(given.fee, "fee_minor") or 0,
        amount(given.opening_fee, "opening_fee_minor") or 0,
        amount(given.step, "step_minor") or 0,
        given.step_every,
        tuple(Edit(no, amount(minor, "edits"), day(on, "edits")) for no, minor, on in given.row or ()),
    )
    if not given.said:
        return terms
    from app.domain.plan_phrase import applied, understood

    said = understood(given.said, around.currency, around.today, around.pay_day)
    return applied(said, terms, around.today)


def _first(around: Around) -> date:
    pay_day = around.pay_day
    return next(monthly(around.today, pay_day)) if pay_day else add_months(around.today, 1)


def schedule_data(schedule: Schedule, zone: tzinfo, today: date) -> dict[str, Any]:
    """A schedule with all its terms, sums and rows."""
    from app.domain.plan_offers import cost_of

    terms = schedule.terms
    rate = cost_of(schedule, today)
    return data_of(
        zone,
        debt_minor=terms.debt_minor,
        waived_minor=terms.waived_minor,
        down_minor=terms.down_minor,
        down_on=terms.down_on if terms.down_minor else None,
        instalment_minor=terms.instalment_minor,
        periods=terms.periods,
        step_minor=terms.step_minor,
        step_every=terms.step_every,
        last_on=terms.last_on,
        balloon_minor=terms.balloon_minor,
        last_minor=schedule.last_minor,
        currency=terms.currency,
        cadence=terms.cadence,
        day=terms.day,
        holidays=terms.holiday_rule,
        interest=terms.interest,
        yearly_rate=str(terms.yearly_rate),
        basis=terms.basis,
        total_minor=schedule.total_minor,
        interest_minor=schedule.interest_minor,
        fees_minor=schedule.fees_minor,
        yearly_cost=None if rate is None else str(rate),
    ) | {"solved": list(schedule.solved), "rows": [row_data(row, zone) for row in schedule.rows]}


def row_data(row: Row, zone: tzinfo) -> dict[str, Any]:
    """One due payment."""
    return data_of(
        zone,
        no=row.no,
        due_on=row.due_on,
        planned_on=row.planned_on,
        amount_minor=row.amount_minor,
        interest_minor=row.interest_minor,
        fee_minor=row.fee_minor,
        balance_after_minor=row.balance_after_minor,
        moved=row.moved,
        provisional=row.provisional,
    )


def offer_data(offer: Offer, zone: tzinfo, today: date) -> dict[str, Any]:
    """One offer: its schedule, what it takes of the surplus, the limits it exceeds."""
    burden = offer.burden
    taken = None
    if burden is not None:
        taken = data_of(zone, percent=burden.percent, left_minor=burden.left_minor, burden=burden.burden)
    steered = {"zh": offer.steer.words.zh, "en": offer.steer.words.en} if offer.steer is not None else None
    beyond = [beyond_data(each, zone) for each in offer.beyond]
    data = {"kind": str(offer.kind), "steered": steered, "surplus": taken, "beyond": beyond}
    return data | schedule_data(offer.schedule, zone, today)


def beyond_data(beyond: Beyond, zone: tzinfo) -> dict[str, Any]:
    """One limit that is exceeded."""
    return data_of(zone, limit=beyond.limit, allowed=beyond.allowed, found=beyond.found)


def rows_said(words: Words, rows: tuple[Row, ...], currency: str) -> list[str]:
    """The rows for people, one a line."""
    mark = "暂定" if words.is_chinese else "provisional"
    return [
        f"{row.no:>3}  {words.full_day(row.due_on)}  {words.money(row.amount_minor, currency):>15}  "
        f"{mark if row.provisional else ''}".rstrip()
        for row in rows
    ]


def offer_said(words: Words, offer: Offer) -> str:
    """An offer in one line."""
    terms, schedule = offer.schedule.terms, offer.schedule
    down = f"{words.money(terms.down_minor, terms.currency)} + " if terms.down_minor else ""
    taken = "" if offer.burden is None or offer.burden.percent is None else f"  {offer.burden.percent}%"
    beyond = "  ! " + ", ".join(each.limit for each in offer.beyond) if offer.beyond else ""
    each, total = (
        words.money(minor, terms.currency) for minor in (terms.instalment_minor or 0, schedule.total_minor)
    )
    last_on = words.full_day(schedule.rows[-1].due_on)
    rising = (
        f" +{words.money(terms.step_minor, terms.currency)}/{terms.step_every}" if terms.step_minor else ""
    )
    why = f"  {offer.steer.words.text(words.language)}" if offer.steer is not None else ""
    return f"{offer.kind:<9} {down}{each}{rising} × {terms.periods}  {last_on}  {total}{taken}{beyond}{why}"
