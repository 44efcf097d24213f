"""The rows of a bank statement: money in as lines, money out counted, and everything wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from app.domain.cash_application import Line
from app.domain.errors import ImportProblem
from app.domain.facts import BankLine
from app.files.cells import CellError, Rounded, plain_text
from app.files.tables import Row, Table
from app.services.imports import checks
from app.services.imports.catalogue import Purpose, catalogue
from app.services.imports.columns import ColumnMap, check_map
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.imports.rows import is_blank
from app.services.progress import Progress

_REPORT_EVERY = 2_000
_AMOUNTS = ("received_amount", "spent_amount", "line_amount")
_LONGEST_REFERENCE = 64

T = TypeVar("T")


class Received(NamedTuple):
    """One line of money in. ``row`` as a spreadsheet program counts."""

    row: int
    line: Line
    reference: str

    @classmethod
    def of(cls, kept: BankLine) -> Received:
        """The line as it came, from what is kept of it."""
        line = Line(
            kept.amount_minor, kept.paid_on, kept.payer or "", kept.payer_account or "", kept.note or ""
        )
        return cls(kept.file_row or 0, line, kept.reference or "")

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two lines the same: the bank's serial number, else all that is told of them."""
        line = self.line
        if self.reference:
            return (self.reference, line.amount_minor, line.paid_on)
        return ("", line.amount_minor, line.paid_on, line.payer, line.payer_account, line.note)


@dataclass(slots=True)
class StatementReading:
    """What a statement holds. Amounts in minor units; ``refused_minor`` of the refused rows that tell an amount.

    ``said_minor``: the amounts of the file's own total rows of money in.
    """

    lines: list[Received] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    refused_minor: int = 0
    spent: int = 0
    spent_minor: int = 0
    said_minor: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of money in, refused ones too."""
        return len(self.lines) + len(self.refused)

    @property
    def total_minor(self) -> int:
        """The sum of money in as far as it could be read."""
        return self.refused_minor + sum(received.line.amount_minor for received in self.lines)


def check_columns(column_map: ColumnMap, headers: Sequence[str]) -> None:
    """Raises ImportProblem as ``imports.columns.check_map``, and ``map_no_receipts``."""
    check_map(column_map, headers, Purpose.BANK_STATEMENT)
    fields = {target.field for target in column_map.columns.values()}
    if fields.isdisjoint({"received_amount", "line_amount"}):
        raise ImportProblem("map_no_receipts")


def read(
    table: Table, column_map: ColumnMap, currency: str, exponent: int, today: date, progress: Progress
) -> StatementReading:
    """Read every row. Raises ImportProblem of ``app.files`` and Cancelled."""
    return _Reader(table, column_map, currency, exponent, today).run(progress)


class _Reader:
    def __init__(
        self, table: Table, column_map: ColumnMap, currency: str, exponent: int, today: date
    ) -> None:
        self._table, self._currency, self._exponent, self._today = table, currency, exponent, today
        self._places: dict[str, list[tuple[int, str]]] = {}
        for header, target in sorted(column_map.columns.items(), key=lambda entry: entry[1].slot):
            self._places.setdefault(target.field, []).append((table.headers.index(header), header))
        self._found = StatementReading()

    def run(self, progress: Progress) -> StatementReading:
        for rows, row in enumerate(self._table.rows(), start=1):
            if rows % _REPORT_EVERY == 0:
                progress.report(rows, max(self._table.row_estimate, rows), "reading")
            if row.is_total:
                self._total(row)
            elif row.problem is not None:
                self._found.refused.append(
                    Refused(row.number, (Problem("", row.problem.code, row.problem.params),))
                )
            else:
                self._row(row)
        return self._found

    def _total(self, row: Row) -> None:
        """What the file says that all money in adds up to; a sum of both ways together says nothing."""
        if "received_amount" not in self._places:
            return
        try:
            amount = self._cell(row.cells, "received_amount")
        except CellError:
            return
        if amount is not None:
            self._found.said_minor += (amount,)

    def _row(self, row: Row) -> None:
        problems: list[Problem] = []
        amount = self._amount(row, problems)
        if amount is not None and amount <= 0:
            self._found.spent += 1
            self._found.spent_minor -= amount
            return
        day = self._day(row, problems)
        reference = self._read(row, "paid_reference", _reference, problems) or ""
        self._check_currency(row, problems)
        if problems or amount is None or day is None:
            self._found.refused.append(Refused(row.number, tuple(problems)))
            self._found.refused_minor += amount or 0
            return
        payer_account = self._text(row, "payer_account").replace(" ", "")
        line = Line(amount, day, self._text(row, "payer_name"), payer_account, self._text(row, "line_note"))
        self._found.lines.append(Received(row.number, line, reference))

    def _amount(self, row: Row, problems: list[Problem]) -> int | None:
        """Minor units, in above zero and out below; None where it cannot be told."""
        try:
            return self._minor(row.cells, problems)
        except CellError as error:
            problems.append(Problem(str(error.params.pop("header", "")), error.code, error.params))
            return None

    def _minor(self, cells: Sequence[str], problems: list[Problem]) -> int | None:
        read = {name: self._cell(cells, name) for name in _AMOUNTS if name in self._places}
        received, spent, either = (read.get(name) or 0 for name in _AMOUNTS)
        if received and spent:
            problems.append(Problem(self._header("received_amount"), "line_both_ways", {}))
            return None
        if received or spent:
            return received or -abs(spent)
        if not either:
            problems.append(Problem(self._header("received_amount", "line_amount"), "payment_missing", {}))
            return None
        return self._directed(cells, either, problems)

    def _cell(self, cells: Sequence[str], name: str) -> int | None:
        index, header = self._places[name][0]
        if is_blank(cells[index]):
            return None
        try:
            return checks.amount(cells[index].strip().removeprefix("+"), self._exponent)
        except CellError as error:
            error.params["header"] = header
            raise

    def _directed(self, cells: Sequence[str], amount: int, problems: list[Problem]) -> int | None:
        """The amount of a column for both ways: by the column that tells the way, else by its sign."""
        if "line_direction" not in self._places:
            return amount
        index, header = self._places["line_direction"][0]
        way = catalogue().directions.get(cells[index].strip().casefold())
        if way is None:
            problems.append(Problem(header, "line_direction_unknown", {"text": cells[index][:40]}))
            return None
        return amount if way == "in" else -abs(amount)

    def _day(self, row: Row, problems: list[Problem]) -> date | None:
        index, header = self._places["paid_on"][0]
        if is_blank(row.cells[index]):
            problems.append(Problem(header, "paid_on_missing", {}))
        day = self._read(row, "paid_on", checks.day, problems)
        if day is not None and day > self._today:
            problems.append(Problem(header, "paid_in_future", {"paid_on": day}))
        return day

    def _check_currency(self, row: Row, problems: list[Problem]) -> None:
        found = self._read(row, "currency", checks.currency, problems)
        if found is not None and found != self._currency:
            params = {"currency": found, "expected": self._currency}
            problems.append(Problem(self._header("currency"), "currency_other", params))

    def _read(self, row: Row, name: str, parse: Callable[[str], T], problems: list[Problem]) -> T | None:
        """The value of a field; None where there is none or, with its problem, where it cannot be read."""
        if name not in self._places:
            return None
        index, header = self._places[name][0]
        if is_blank(row.cells[index]):
            return None
        try:
            return parse(row.cells[index])
        except CellError as error:
            problems.append(Problem(header, error.code, error.params))
            return None

    def _text(self, row: Row, name: str) -> str:
        """The text of a field; one that cannot be read is left out, with a flag: the money is worth more."""
        found: list[str] = []
        for index, header in self._places.get(name, ()):
            text = row.cells[index]
            if is_blank(text):
                continue
            try:
                found.append(plain_text(_unrounded(text)))
            except CellError:
                self._found.flags.append(Flag(row.number, "text_unreadable", {"column": header}))
        return " ".join(dict.fromkeys(found))

    def _header(self, *names: str) -> str:
        return next((self._places[name][0][1] for name in names if name in self._places), "")


def _reference(text: str) -> str:
    return plain_text(_unrounded(text), _LONGEST_REFERENCE)


def _unrounded(text: str) -> str:
    """The text of a cell, unless it was a number of which the last digits are lost."""
    if isinstance(text, Rounded):
        raise CellError("number_rounded", text)
    return text
