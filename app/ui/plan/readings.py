"""How the lines of the plan editor are read: amounts, days, numbers and rates, each with its own refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from app.domain.date_entry import parse_when
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.domain.money import parse_amount
from app.domain.plan_phrase import Said, understood
from app.domain.plan_rows import parse_rows
from app.domain.plans import Cadence, Edit
from app.services.ledger_words import percent
from app.services.plan_sheet import PlanSheet
from app.ui.desktop import Desktop
from app.ui.plan.wording import said_words
from app.ui.widgets.fields import Parse, Reading

DAYS_OF_WEEK = 7
_PAY_DAY = ("p", "发薪", "发薪日")


class Reader:
    """Reads what is typed for the case of ``sheet``. Optional fields read nothing as None."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.sheet: PlanSheet | None = None

    @property
    def currency(self) -> str:
        """The currency of the case."""
        return self.sheet.currency if self.sheet else "CNY"

    @property
    def today(self) -> date:
        """The debtor's day."""
        return self.sheet.today if self.sheet else self._desktop.context.today()

    @property
    def pay_day(self) -> int | None:
        """The day of the month on which the debtor is paid."""
        return self.sheet.pay_day if self.sheet else None

    def money(self, field: str, *, is_optional: bool = False) -> Parse[int | None]:
        """An amount in minor units."""

        def parse(text: str) -> Reading[int | None]:
            if is_optional and not text.strip():
                return Reading(None)
            return Reading(parse_amount(text, self.currency, field=field))

        return parse

    def day(
        self, field: str, *, is_optional: bool = False, is_worked_out: Callable[[], bool] = lambda: False
    ) -> Parse[date | None]:
        """A day ahead; one that is worked out may lie further than one would type."""

        def parse(text: str) -> Reading[date | None]:
            if is_optional and not text.strip():
                return Reading(None)
            day = (
                date.fromisoformat(text)
                if is_worked_out()
                else parse_when(text, self.today, self.pay_day, field=field).day
            )
            return Reading(day, self._beside(text, day))

        return parse

    def any_day(self, field: str) -> Parse[date]:
        """A day, which may be past: a pause is often told afterwards. Short forms mean the next such day."""

        def parse(text: str) -> Reading[date]:
            try:
                day = date.fromisoformat(text.strip())
            except ValueError:
                day = parse_when(text, self.today, self.pay_day, field=field).day
            return Reading(day, self._beside(text, day))

        return parse

    def _beside(self, text: str, day: date) -> str:
        """What stands beside a day typed: all of it, or only the weekday of one typed in full."""
        return self._desktop.words().full_day(day).removeprefix(f"{text.strip()} ")

    def number(self, field: str, *, is_optional: bool = False) -> Parse[int | None]:
        """A whole number."""

        def parse(text: str) -> Reading[int | None]:
            return Reading(None if is_optional and not text.strip() else whole(text, field))

        return parse

    def due_day(self, rhythm: Callable[[], Cadence]) -> Parse[int | None]:
        """A day of the month, or a weekday 1–7 with its name; ``p`` is the pay day."""

        def parse(text: str) -> Reading[int | None]:
            if not text.strip():
                return Reading(None)
            if text.strip().lower() in _PAY_DAY:
                if self.pay_day is None:
                    raise RuleViolation("date_no_pay_day", "day")
                return Reading(self.pay_day, str(self.pay_day))
            day = whole(text, "day")
            if rhythm() is Cadence.MONTHLY or not 1 <= day <= DAYS_OF_WEEK:
                return Reading(day)
            # 1 January 2024 was a Monday.
            return Reading(day, self._desktop.words().full_day(date(2024, 1, day)).split(" ")[1])

        return parse

    def rate(self, field: str) -> Parse[Decimal | None]:
        """A share of 1 from per cent."""

        def parse(text: str) -> Reading[Decimal | None]:
            typed = half_width(text).removesuffix("%").strip()
            if not typed:
                return Reading(None)
            try:
                found = Decimal(typed) / 100
            except InvalidOperation:
                raise RuleViolation("plan_rate_impossible", field) from None
            if not found.is_finite():
                raise RuleViolation("plan_rate_impossible", field)
            return Reading(found, "" if text.strip().endswith("%") else "%")

        return parse

    def rows(self, text: str) -> Reading[tuple[Edit, ...]]:
        """Instalments set by hand."""
        return Reading(parse_rows(text, self.currency, self.today, self.pay_day))

    def said(self, text: str) -> Reading[Said]:
        """What the debtor says, and in other words what was understood."""
        found = understood(text, self.currency, self.today, self.pay_day)
        return Reading(found, " · ".join(said_words(found, self._desktop.words(), self.currency)))

    def amount(self, minor: int) -> str:
        """An amount as the fields show it."""
        return self._desktop.words().money(minor, self.currency)

    def per_cent(self, share: Decimal) -> str:
        """A rate as its field shows it, the sign standing behind it."""
        return percent(share).removesuffix("%")


def whole(text: str, field: str) -> int:
    """A whole number as typed; RuleViolation ``plan_number_not_understood``."""
    typed = half_width(text).strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise RuleViolation("plan_number_not_understood", field)
    return int(typed)
