"""The fields a template may name, and what a letter puts in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from app.reports.letter_data import LetterData
from app.reports.wording import capitals_text, day_text, join_text, money_text

MOST_NAMED = 8
"""Of more accounts than these a sentence names the first."""

FREE = "fields"
"""``fields.pay_by``: a field of this group has the name its template gives it."""

FIELDS = frozenset(
    {
        *("letter_no", "issued_on", "as_of", "case_reference"),
        *("accounts", "account_count", "days_overdue", "oldest_due_on"),
        *("principal", "interest", "fees", "total", "total_capitals"),
        *(
            "sender.name",
            "sender.creditor",
            "sender.is_agency",
            "sender.address",
            "sender.phone",
            "sender.hours",
        ),
        *("sender.complaints", "sender.check_line", "sender.licence_line", "sender.handler"),
        *("recipient.name", "recipient.salutation", "recipient.address"),
        *("pay.name", "pay.payee", "pay.account"),
        *("plan.total", "plan.total_capitals", "plan.count", "plan.first_on", "plan.last_on", "plan.down"),
        *("plan.instalment", "plan.last"),
    }
)


class Value(str):
    """A text that knows which field it is: so that what is missing can be named."""

    __slots__ = ("path",)
    path: str

    @classmethod
    def of(cls, path: str, text: str) -> Value:
        value = cls(text)
        value.path = path
        return value


class Group:
    """The fields behind a point. Unlike a dict it has no attributes a template could reach."""

    __slots__ = ("_name", "_values")

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self._name = name
        self._values = values

    def __getitem__(self, key: str) -> Any:
        value = self._values.get(key, "")
        return Value.of(f"{self._name}.{key}", value) if isinstance(value, str) else value


def values_of(data: LetterData) -> dict[str, Any]:
    """Every field as text in the letter's language; counts are numbers and ``is_…`` a truth, to be compared."""
    language, totals = data.language, data.totals
    oldest = min((line.due_on for line in data.accounts if line.due_on), default=None)

    def sums(name: str) -> str:
        return join_text((money_text(getattr(t, name), t.currency, language) for t in totals), language)

    plain = {
        "letter_no": data.letter_no,
        "issued_on": day_text(data.issued_on, language),
        "as_of": day_text(data.as_of, language),
        "case_reference": data.case_reference,
        "accounts": accounts_text(data),
        "oldest_due_on": day_text(oldest, language) if oldest else "",
        "principal": sums("principal_minor"),
        "interest": sums("interest_minor"),
        "fees": sums("fees_minor"),
        "total": sums("total_minor"),
        "total_capitals": join_text(
            (capitals_text(t.total_minor, t.currency, language) for t in totals), language
        ),
    }
    return {
        **{path: Value.of(path, text) for path, text in plain.items()},
        "account_count": len(data.accounts),
        "days_overdue": data.days_overdue,
        **{name: Group(name, group) for name, group in _groups(data).items()},
    }


def _groups(data: LetterData) -> dict[str, Mapping[str, Any]]:
    sender, recipient, pay = data.sender, data.recipient, data.pay
    return {
        "sender": {
            "name": sender.name,
            "creditor": sender.creditor,
            "is_agency": sender.is_agency,
            "address": sender.address,
            "phone": sender.phone,
            "hours": sender.hours,
            "complaints": join_text(sender.complaint_lines, data.language),
            "check_line": sender.check_line,
            "licence_line": sender.licence_line,
            "handler": sender.handler,
        },
        "recipient": {
            "name": recipient.name,
            "salutation": recipient.salutation,
            "address": join_text(recipient.address_lines, data.language),
        },
        "pay": {"name": pay.name, "payee": pay.payee, "account": pay.account} if pay else {},
        "plan": _plan(data),
        FREE: data.fields,
    }


def _plan(data: LetterData) -> dict[str, Any]:
    """What a schedule comes to; ``instalment`` is the amount of the first row that is not the down payment."""
    rows, language = data.schedule, data.language
    instalments = [row for row in rows if row.no > 0]
    if not rows or not instalments:
        return {"count": 0}
    total = sum(row.amount_minor for row in rows)
    down = sum(row.amount_minor for row in rows if row.no == 0)
    return {
        "total": money_text(total, data.currency, language),
        "total_capitals": capitals_text(total, data.currency, data.language),
        "count": len(instalments),
        "first_on": day_text(instalments[0].due_on, language),
        "last_on": day_text(instalments[-1].due_on, language),
        "down": money_text(down, data.currency, language) if down else "",
        "instalment": money_text(instalments[0].amount_minor, data.currency, language),
        "last": money_text(instalments[-1].amount_minor, data.currency, language),
    }


def accounts_text(data: LetterData) -> str:
    """``信用卡 尾号7364、9021`` or ``credit card ending 7364, 9021``. Of more than ``MOST_NAMED`` the first and how
    many there are: the table of the letter has them all."""
    is_chinese, count = data.language == "zh", len(data.accounts)
    if count > MOST_NAMED:
        first = accounts_text(replace(data, accounts=data.accounts[:1]))
        return f"{first}等{count}个账户" if is_chinese else f"{first} and {count - 1} more accounts"
    ending = "尾号" if is_chinese else "ending "
    named = (
        f"{product} {ending}{join_text((line.masked_number for line in lines), data.language)}"
        for product, lines in groupby(data.accounts, key=lambda line: line.product)
    )
    return ("；" if is_chinese else "; ").join(named)
