"""What a plan shows beside its table: its instalments as bars, and a slip to pay each of them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from app.domain.money import format_minor
from app.reports.breaking import Line, break_lines
from app.reports.charts import Column, Columns
from app.reports.dress import FRAME_PAD, QR_SIDE
from app.reports.letter_data import LetterData, ScheduleLine
from app.reports.letter_words import WORDS
from app.reports.markup import Run
from app.reports.paper import FAINT, GREY, Pen
from app.reports.qr import qr_bars
from app.reports.wording import day_text, money_text

_SIZE, _LEADING = 8.5, 12.0
_BETWEEN = 8.0
"""Points around the line to cut along."""


def chart_texts(data: LetterData) -> tuple[str, str]:
    """What the bars and their filled part say: the sum due, and what was paid of it."""
    words, language = WORDS[data.language], data.language
    due = money_text(sum(row.amount_minor for row in data.schedule), data.currency, language)
    paid = money_text(sum(row.paid_minor for row in data.schedule), data.currency, language)
    as_of = day_text(data.as_of, language)
    return words.chart_due.format(amount=due), words.chart_paid.format(amount=paid, as_of=as_of)


def plan_chart(data: LetterData, width: float) -> Columns:
    """The schedule against what was paid, a column for each payment as in the panel."""
    down = WORDS[data.language].down
    columns = (
        Column(str(row.no) if row.no else down, row.amount_minor, row.paid_minor) for row in data.schedule
    )
    return Columns(tuple(columns), chart_texts(data), width)


def unpaid(data: LetterData) -> tuple[ScheduleLine, ...]:
    """The payments that a slip is made for: nobody is asked to pay twice."""
    return tuple(row for row in data.schedule if row.open_minor > 0)


def coupon_texts(data: LetterData, row: ScheduleLine) -> tuple[str, ...]:
    """The lines of one slip: which payment, when, how much, under which reference, to whom."""
    words, language = WORDS[data.language], data.language
    return (
        words.instalment.format(number=row.no) if row.no else words.down_payment,
        words.coupon_due.format(day=day_text(row.due_on, language)),
        words.coupon_amount.format(amount=money_text(row.open_minor, data.currency, language)),
        words.coupon_reference.format(reference=data.case_reference),
        data.sender.creditor,
    )


def coupon_payload(data: LetterData, row: ScheduleLine) -> str:
    """``https://pay.example.com/r?ref=C-1&due=2026-12-05&amount=6551.68&currency=CNY``; empty without a code on file.

    The creditor's own address with what it is paid for behind it, all of it ASCII; what its address says already
    is not said again.
    """
    address = data.pay.qr if data.pay else ""
    if not address:
        return ""
    told = {
        "ref": data.case_reference,
        "due": f"{row.due_on:%Y-%m-%d}",
        "amount": format_minor(row.open_minor, data.currency).replace(",", ""),
        "currency": data.currency,
    }
    said = {name: text for name, text in told.items() if not re.search(rf"[?&]{name}=", address)}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"


def coupons(data: LetterData, width: float) -> Iterator[Coupons]:
    """All the slips, two side by side."""
    rows = unpaid(data)
    for at in range(0, len(rows), 2):
        slips = tuple(_coupon(data, row, width / 2) for row in rows[at : at + 2])
        yield Coupons(slips, width, 0.0 if at else _BETWEEN)


def _coupon(data: LetterData, row: ScheduleLine, width: float) -> Coupon:
    payload = coupon_payload(data, row)
    bars = qr_bars(payload) if payload else None
    room = width - 2 * _BETWEEN - (QR_SIDE if bars else 0.0)
    first, *others, last = coupon_texts(data, row)
    lines = (
        *break_lines((Run(first, bold=True),), _SIZE, room),
        *(line for text in others for line in break_lines((Run(text),), _SIZE, room)),
    )
    return Coupon(lines, break_lines((Run(last),), _SIZE - 1, room), bars)


@dataclass(frozen=True, slots=True)
class Coupon:
    """One slip: its lines, the payee below them, its code at the right."""

    lines: tuple[Line, ...]
    payee: tuple[Line, ...]
    bars: tuple[int, tuple[tuple[int, int, int], ...]] | None

    @property
    def height(self) -> float:
        text = (len(self.lines) + len(self.payee)) * _LEADING
        return max(text, QR_SIDE if self.bars else 0.0) + FRAME_PAD

    def draw(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        text_top = top + (height - (len(self.lines) + len(self.payee)) * _LEADING) / 2
        pen.lines(self.lines, x + _BETWEEN, text_top, _SIZE, _LEADING)
        below = text_top + len(self.lines) * _LEADING
        pen.lines(self.payee, x + _BETWEEN, below, _SIZE - 1, _LEADING, colour=GREY)
        if self.bars:
            cells, bars = self.bars
            left = x + width - _BETWEEN - QR_SIDE
            pen.squares(bars, left, top + (height - QR_SIDE) / 2, QR_SIDE / cells)


@dataclass(frozen=True, slots=True)
class Coupons:
    """One or two slips beside each other, with dashed lines to cut along."""

    slips: tuple[Coupon, ...]
    width: float
    space_before: float = 0.0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(slip.height for slip in self.slips)

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        half, low = self.width / 2, top + self.height
        right = x + half * len(self.slips)
        for at, slip in enumerate(self.slips):
            slip.draw(pen, x + at * half, top, half, self.height)
        for y in (top, low):
            pen.stroke([(x, y), (right, y)], weight=0.5, colour=FAINT, dash=(3, 3))
        for at in range(len(self.slips) + 1):
            left = x + at * half
            pen.stroke([(left, top), (left, low)], weight=0.5, colour=FAINT, dash=(3, 3))

    def split(self, room: float) -> None:
        """A slip stands on one page."""

    def texts(self) -> list[str]:
        return [" ".join(line.text for line in (*slip.lines, *slip.payee)) for slip in self.slips]
