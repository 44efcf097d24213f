"""One row of a file → a checked draft, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.domain.terms import Role
from app.files.cells import CellError, Rounded, plain_text
from app.files.tables import Row
from app.services.imports import checks
from app.services.imports.catalogue import Many, Purpose, Value, catalogue
from app.services.imports.columns import FIGURES, ColumnMap
from app.services.imports.drafts import Draft, Figures, Flag, Other, Paid, Problem, Reach, Refused, What, Who

CN_ID, FIRM_ID, OTHER_ID = "cn_id", "uscc", "other"
_FIRM_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
"""统一社会信用代码: GB 32100-2015."""
_GROUP_ROLES = {
    "contact": Role.LISTED_CONTACT,
    "spouse": Role.SPOUSE,
    "guarantor": Role.GUARANTOR,
    "co_debtor": Role.CO_DEBTOR,
}
_OTHER_PARSERS: dict[str, Callable[[str], str]] = {"phone": lambda text: text, "id_number": checks.number}
_PARTS = frozenset(FIGURES) - {"total"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What holds for every row: the creditor's currency and country, the day it is, the day of undated figures."""

    currency: str
    exponent: int
    checks_resident_ids: bool
    today: date
    as_of: date


class _Single(NamedTuple):
    at: int
    header: str
    field: str
    parse: Any


class _Group(NamedTuple):
    """The columns of another person: what → index."""

    prefix: str
    columns: dict[str, tuple[int, str]]


class RowReader:
    """Reads the rows of one file. ``flags`` collects what should be known of rows that come in."""

    def __init__(
        self, headers: Sequence[str], column_map: ColumnMap, purpose: Purpose, expected: Expected
    ) -> None:
        self.flags: list[Flag] = []
        self._expected = expected
        self._purpose = purpose
        self._singles: list[_Single] = []
        self._amounts: list[_Single] = []
        self._listed: list[_Single] = []
        self._groups: dict[tuple[str, int], _Group] = {}
        self._headers: dict[str, str] = {}
        self.total_index: int | None = None
        for header, target in column_map.columns.items():
            self._place(headers.index(header), header, target.field, target.slot)

    def _place(self, index: int, header: str, name: str, slot: int) -> None:
        entry = catalogue().fields[name]
        self._headers.setdefault(name, header)
        if name in ("total", "paid_amount"):
            self.total_index = index
        if entry.many is Many.GROUPED:
            prefix = next(prefix for prefix in _GROUP_ROLES if name.startswith(prefix))
            group = self._groups.setdefault((prefix, slot), _Group(prefix, {}))
            group.columns[name.removeprefix(f"{prefix}_")] = (index, header)
        elif entry.many is Many.LISTED:
            self._listed.append(_Single(index, header, name, None))
        elif entry.value is Value.AMOUNT:
            self._amounts.append(_Single(index, header, name, None))
        else:
            parse = checks.name if name == "name" else checks.PARSERS[entry.value]
            self._singles.append(_Single(index, header, name, parse))

    def header_of(self, name: str) -> str:
        """The header of the first column of a field; empty where there is none."""
        return self._headers.get(name, "")

    def read(self, row: Row) -> tuple[Draft | Refused, int]:
        """The row as a draft or refused with all its problems, and the amount it adds to the file's sum."""
        if row.problem is not None:
            return Refused(row.number, (Problem("", row.problem.code, row.problem.params),)), 0
        problems: list[Problem] = []
        values = self._values(row.cells, problems)
        amounts, parts = self._money(row.cells, problems)
        figures, paid = None, None
        if self._purpose is Purpose.PAYMENTS:
            paid = self._paid(values, amounts, problems)
        elif not any(problem.column in self._money_headers() for problem in problems):
            figures = self._figures(values, amounts.get("total"), parts, problems)
        who = self._who(row.number, values, problems)
        number = values.get("account_no", "")
        if not number and not any(problem.column == self.header_of("account_no") for problem in problems):
            problems.append(Problem(self.header_of("account_no"), "account_missing", {}))
        amount = paid.amount_minor if paid else figures.total_minor if figures else 0
        if problems:
            return Refused(row.number, tuple(problems)), amount
        what = What(
            number,
            values.get("product"),
            amounts.get("credit_limit"),
            amounts.get("minimum"),
            values.get("daily_rate"),
            values.get("opened_on"),
        )
        draft = Draft(
            row.number,
            who,
            what,
            figures,
            paid,
            self._reaches(row),
            self._others(row),
            values.get("batch_no"),
            values.get("recall_on"),
        )
        return draft, amount

    def _money_headers(self) -> frozenset[str]:
        return frozenset(
            [single.header for single in self._amounts]
            + [self.header_of(name) for name in ("as_of", "oldest_due_on", "dpd")]
        )

    def _values(self, cells: Sequence[str], problems: list[Problem]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for index, header, name, parse in self._singles:
            text = cells[index]
            if is_blank(text):
                continue
            try:
                values[name] = parse(text)
            except CellError as error:
                problems.append(Problem(header, error.code, error.params))
        if values.get("currency", self._expected.currency) != self._expected.currency:
            params = {"currency": values["currency"], "expected": self._expected.currency}
            problems.append(Problem(self.header_of("currency"), "currency_other", params))
        return values

    def _money(self, cells: Sequence[str], problems: list[Problem]) -> tuple[dict[str, int], dict[str, int]]:
        """Amounts by field, and the components apart: columns of one component are added up."""
        amounts: dict[str, int] = {}
        parts: dict[str, int] = {}
        exponent = self._expected.exponent
        for index, header, name, _ in self._amounts:
            text = cells[index]
            if is_blank(text):
                continue
            try:
                amount = checks.amount(text, exponent)
            except CellError as error:
                problems.append(Problem(header, error.code, error.params))
                continue
            if name in _PARTS:
                parts[name] = parts.get(name, 0) + amount
            else:
                amounts[name] = amount
        return amounts, parts

    def _figures(
        self, values: dict[str, Any], total: int | None, parts: dict[str, int], problems: list[Problem]
    ) -> Figures | None:
        as_of = values.get("as_of")
        if as_of is not None and as_of > self._expected.today:
            problems.append(Problem(self.header_of("as_of"), "as_of_in_future", {"as_of": as_of}))
            return None
        try:
            return checks.figures(
                values,
                total,
                parts,
                as_of,
                default_as_of=self._expected.as_of,
                currency=self._expected.currency,
            )
        except CellError as error:
            column = self.header_of("oldest_due_on" if error.code == "due_after_as_of" else "total")
            problems.append(Problem(column or self._amounts[0].header, error.code, error.params))
            return None

    def _paid(self, values: dict[str, Any], amounts: dict[str, int], problems: list[Problem]) -> Paid | None:
        amount, paid_on = amounts.get("paid_amount"), values.get("paid_on")
        headers = {problem.column for problem in problems}
        for name, value, code in (
            ("paid_amount", amount, "payment_missing"),
            ("paid_on", paid_on, "paid_on_missing"),
        ):
            if value is None and self.header_of(name) not in headers:
                problems.append(Problem(self.header_of(name), code, {}))
        if amount is None or paid_on is None:
            return None
        if amount <= 0:
            problems.append(Problem(self.header_of("paid_amount"), "payment_not_positive", {}))
        if paid_on > self._expected.today:
            problems.append(Problem(self.header_of("paid_on"), "paid_in_future", {"paid_on": paid_on}))
        return Paid(amount, paid_on, values.get("paid_channel"), values.get("paid_reference"))

    def _who(self, row: int, values: dict[str, Any], problems: list[Problem]) -> Who:
        name = values.get("name", "")
        if (
            not name
            and self._purpose is Purpose.PLACEMENT
            and self.header_of("name") not in {problem.column for problem in problems}
        ):
            problems.append(Problem(self.header_of("name"), "name_missing", {}))
        id_type, id_number, born, is_male = self._identity(row, values, problems)
        if self._purpose is Purpose.PLACEMENT and not id_number and not values.get("customer_no"):
            self.flags.append(Flag(row, "identity_missing", {}))
        found = None if is_male is None else "male" if is_male else "female"
        return Who(
            name,
            id_type,
            id_number,
            values.get("customer_no"),
            values.get("sex") or found,
            values.get("birth_on") or born,
            values.get("employer"),
        )

    def _identity(
        self, row: int, values: dict[str, Any], problems: list[Problem]
    ) -> tuple[str | None, str | None, date | None, bool | None]:
        """Type, number, birth date and sex of the document.

        A wrong resident number is refused where nothing else identifies the debtor; beside a customer number it is
        left out and flagged. One that a spreadsheet has rounded is always refused, so that the column is mended.
        """
        text = values.get("id_number")
        if text is None:
            return None, None, None, None
        said = values.get("id_type")
        is_resident = catalogue().id_types.get((said or "").casefold()) == CN_ID
        if not self._expected.checks_resident_ids or (said and not is_resident):
            return OTHER_ID, text, None, None
        upper = text.upper()
        if not is_resident and not (upper[:-1].isdigit()):
            return (FIRM_ID if _FIRM_CODE.fullmatch(upper) else OTHER_ID), upper, None, None
        try:
            number, born, is_male = checks.resident_id(upper)
        except CellError as error:
            if error.code != "id_rounded" and values.get("customer_no"):
                self.flags.append(Flag(row, "id_doubtful", {"column": self.header_of("id_number")}))
            else:
                problems.append(Problem(self.header_of("id_number"), error.code, error.params))
            return None, None, None, None
        return CN_ID, number, born, is_male

    def _reaches(self, row: Row) -> tuple[Reach, ...]:
        found: list[Reach] = []
        for index, header, name, _ in self._listed:
            text = row.cells[index]
            if is_blank(text):
                continue
            found += self._reach(row.number, text, name, header)
        return _unlike(found)

    def _reach(self, row: int, text: str, name: str, header: str) -> Iterable[Reach]:
        if name == "phone":
            phones, is_whole = checks.phones(text, header)
            if not is_whole:
                code = "phone_rounded" if isinstance(text, Rounded) else "phone_unreadable"
                self.flags.append(Flag(row, code, {"column": header}))
            return phones
        try:
            value = plain_text(text)
        except CellError:
            self.flags.append(Flag(row, "text_unreadable", {"column": header}))
            return ()
        return (Reach(name, value, value.casefold() if name == "email" else value, header),)

    def _others(self, row: Row) -> tuple[Other, ...]:
        if not self._groups:
            return ()
        found = (self._other(row, group) for group in self._groups.values())
        return tuple(other for other in found if other is not None)

    def _other(self, row: Row, group: _Group) -> Other | None:
        texts: dict[str, str] = {}
        for what, (index, header) in group.columns.items():
            text = row.cells[index]
            if not is_blank(text):
                try:
                    texts[what] = _OTHER_PARSERS.get(what, checks.name)(text)
                except CellError:
                    self.flags.append(Flag(row.number, "text_unreadable", {"column": header}))
        if "name" not in texts and "phone" not in texts:
            return None
        role, relation = _GROUP_ROLES[group.prefix], texts.get("relation")
        if relation is not None and role is Role.LISTED_CONTACT:
            role = Role(catalogue().roles.get(relation.casefold(), role))
        reaches: Iterable[Reach] = ()
        if "phone" in texts:
            reaches = self._reach(row.number, texts["phone"], "phone", group.columns["phone"][1])
        return Other(role, relation, texts.get("name", ""), texts.get("id_number"), _unlike(reaches))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a word such as 无, N/A or a dash."""
    bare = text.strip()
    return not bare or bare.casefold() in catalogue().blanks


def _unlike(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """One of each number: a file repeats the same phone in several columns."""
    found: dict[tuple[str, str], Reach] = {}
    for reach in reaches:
        found.setdefault((reach.kind, reach.normal), reach)
    return tuple(found.values())
