"""All cases of the store: narrowed, in one of four orders, read window by window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.domain.moments import from_ms
from app.domain.terms import Bucket, Tier
from app.models import browse as store
from app.models import queue as queue_store
from app.models import search as index
from app.models import stages
from app.models.browse import CaseLine, Narrowing
from app.models.states import NEVER_DUE
from app.services.case_fields import USUAL, CaseRow, Field
from app.services.context import Context
from app.services.queue import FOUND_AT_MOST, QueueRow, rows_of
from app.services.words import Words

if TYPE_CHECKING:
    from app.services.at_sight import Seen


class Order(StrEnum):
    """What a list of cases can be ordered by."""

    NAME = "name"
    AMOUNT = "amount"
    OVERDUE = "overdue"
    LAST_CONTACT = "last_contact"


@dataclass(frozen=True, slots=True)
class View:
    """Which cases, in which order, and what is shown of them. None stands for all; ``collector`` is a local number, 0
    for nobody; no ``fields`` stand for the usual ones.

    ``sought`` finds at most 200 cases, by name, pinyin, phone or card as the queue does.
    """

    sought: str = ""
    tier: Tier | None = None
    bucket: Bucket | None = None
    collector: int | None = None
    order: Order = Order.AMOUNT
    is_descending: bool = True
    fields: tuple[Field, ...] = ()

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns in their order."""
        return self.fields or USUAL


@dataclass(frozen=True, slots=True)
class Span:
    """Rows ``offset`` … of a view. ``cases`` is its size if known: its second half is then read from the end."""

    offset: int
    limit: int
    cases: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """How many cases a view holds, and what they owe together in minor units."""

    cases: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Collector:
    """A user a case can be with; ``no`` 0 is nobody."""

    no: int
    name: str


def total(context: Context, view: View) -> Total:
    """The size of a view."""
    with context.db.read() as connection:
        return Total(*store.count(connection, _narrowing(connection, view, context.today())))


def size(context: Context, view: View) -> int:
    """How many cases a view holds: quicker than its total."""
    with context.db.read() as connection:
        return store.size(connection, _narrowing(connection, view, context.today()))


def window(context: Context, words: Words, view: View, span: Span) -> list[CaseRow]:
    """A window of a view."""
    with context.db.read() as connection:
        numbers = _numbers(connection, view, context.today(), span)
        return [row() for row in _rows(context, connection, words, view, numbers)]


def queue_window(context: Context, words: Words, view: View, span: Span) -> list[QueueRow]:
    """The same window as rows of the queue; where columns were picked, with the cases as the list shows them."""
    with context.db.read() as connection:
        numbers = _numbers(connection, view, context.today(), span)
        lines = queue_store.lines_of(connection, numbers) if numbers else []
        decided = stages.decided(connection, [line.case_id for line in lines])
        listed = _rows(context, connection, words, view, numbers) if view.fields else None
    place = {number: at for at, number in enumerate(numbers)}
    found = rows_of(sorted(lines, key=lambda line: place[line.case_no]), words, decided)
    if listed is None:
        return found
    return [replace(row, listed=case) for row, case in zip(found, listed, strict=True)]


def numbers(connection: Connection, context: Context, view: View, most: int) -> list[int]:
    """The numbers of the first cases of a view, at most so many."""
    return _numbers(connection, view, context.today(), Span(0, most))


def collectors(context: Context) -> list[Collector]:
    """Everybody a case can be with."""
    with context.db.read() as connection:
        return [Collector(no, name) for no, name in store.collectors(connection)]


_COLUMNS = {
    Order.NAME: "name_order",
    Order.AMOUNT: "balance_minor",
    Order.OVERDUE: "due_order",
    Order.LAST_CONTACT: "last_contact_at",
}


def _numbers(connection: Connection, view: View, today: date, span: Span) -> list[int]:
    if span.cases == 0:
        return []  # where nothing matches, all cases would be looked through to see it
    # The longest overdue has the earliest due date.
    descending = view.is_descending != (view.order is Order.OVERDUE)
    offset, limit, cases = span.offset, span.limit, span.cases
    is_from_end = cases is not None and offset > cases // 2
    if cases is not None and is_from_end:
        limit = max(min(limit, cases - offset), 0)
        offset = cases - offset - limit
    found = store.case_numbers(
        connection,
        _narrowing(connection, view, today),
        _COLUMNS[view.order],
        descending=descending != is_from_end,
        limit=limit,
        offset=offset,
    )
    return found[::-1] if is_from_end else found


def _narrowing(connection: Connection, view: View, today: date) -> Narrowing:
    numbers = tuple(index.find(connection, view.sought, FOUND_AT_MOST)) if view.sought else None
    return Narrowing(
        numbers,
        None if view.tier is None else int(view.tier),
        None if view.bucket is None else _due_span(view.bucket, today),
        view.collector,
    )


def _due_span(bucket: Bucket, today: date) -> tuple[int, int]:
    """The due days of a bucket: what is due today or later, or never, is M0."""
    day = today.toordinal()
    if bucket is Bucket.M0:
        return day, NEVER_DUE
    latest = day - bucket.first_day
    return (0, latest) if bucket is Bucket.M7 else (day - Bucket(bucket + 1).first_day + 1, latest)


_SEEN = frozenset({Field.STAGE, Field.STEP})


def _rows(
    context: Context, connection: Connection, words: Words, view: View, numbers: Sequence[int]
) -> list[Callable[[], CaseRow]]:
    """Each case, worked out when it is asked for: a list reads more than it shows."""
    lines = store.lines(connection, numbers) if numbers else []
    if _SEEN.isdisjoint(view.fields):
        return [partial(_row, line, words) for line in lines]
    from app.services.at_sight import Seen  # which knows the strategy: the queue is painted without it

    seen = Seen(connection, context, words, [line.case_id for line in lines])
    return [partial(_seen_row, line, words, seen) for line in lines]


def _seen_row(line: CaseLine, words: Words, seen: Seen) -> CaseRow:
    return seen.on(_row(line, words))


def _row(line: CaseLine, words: Words) -> CaseRow:
    tier, today = Tier(line.tier), words.today.toordinal()
    dpd = max(today - line.oldest_due, 0) if line.oldest_due is not None else 0
    return CaseRow(
        line.case_id,
        line.case_no,
        line.name,
        line.creditor,
        tier,
        words.rules.vocabulary.tiers[tier].text(words.language),
        Bucket.of(dpd),
        dpd,
        line.balance_minor,
        line.currency,
        from_ms(line.last_contact_at) if line.last_contact_at is not None else None,
        line.collector or "",
        line.score,
        (line.reason, line.reason_params),
        from_ms(line.next_at) if line.next_at is not None else None,
        date.fromordinal(line.recall_on) if line.recall_on is not None else None,
    )
