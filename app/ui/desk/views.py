"""Ways through the queue: the four that every desk has, and the saved views; and how each is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.domain.moments import Id
from app.domain.terms import Tier
from app.services import best_hours, browse, calling_hours, queue, views
from app.services.best_hours import Rates, Reach
from app.services.browse import Span, View
from app.services.context import Context
from app.services.queue import EVERY_TIER, TODAY, QueueRow, TierCount
from app.services.words import Words
from app.ui.tables.rows import PAGE_ROWS


@dataclass(frozen=True, slots=True)
class QueueView:
    """A way through the queue: the user's own cases in some tiers, or the cases of a view saved by this name."""

    name: str
    tiers: tuple[Tier, Tier] = EVERY_TIER
    saved: View | None = None


VIEWS = (
    QueueView("today", TODAY),
    QueueView("waiting", (Tier.WAITING, Tier.WAITING)),
    QueueView("held", (Tier.HELD, Tier.HELD)),
    QueueView("everything"),
)
"""Each answers to Alt and its number, from 1."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the clock says of the rows in sight: when the debtors are best reached, and from when on those may be
    called who may not be at this hour."""

    reach: Mapping[Id, Reach] = field(default_factory=dict)
    closed: Mapping[Id, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One reading of the queue: the view that is shown, all saved ones, the tiers, the size, the pages by place."""

    view: QueueView
    saved: tuple[QueueView, ...]
    counts: tuple[TierCount, ...]
    cases: int
    pages: dict[int, list[QueueRow]]
    sight: Sight


def view_name(view: QueueView) -> str:
    """What a view is called."""
    if view.saved is not None:
        return view.name
    return {
        "today": QCoreApplication.translate("QueuePane", "To do today"),
        "waiting": QCoreApplication.translate("QueuePane", "Waiting"),
        "held": QCoreApplication.translate("QueuePane", "On hold"),
        "everything": QCoreApplication.translate("QueuePane", "All cases"),
    }[view.name]


def load(
    context: Context,
    words: Words,
    wanted: QueueView | None,
    places: Iterable[int],
    portfolio: Rates | None = None,
) -> Loaded:
    """The counts, the first page and those of ``places``; of the view that was worked last if none is wanted.

    A saved view is looked up by its name, since it may have been changed; one that is gone gives way to today.
    With the ``portfolio`` the rows around ``places`` stand in the order in which people are reached now.
    """
    places = tuple(places)
    saved = tuple(QueueView(name, saved=view) for name, view in views.every(context).items())
    view = _current(wanted, saved, views.worked_through(context) if wanted is None else "")
    counts = tuple(queue.counts(context, words))
    cases = _size(context, view, counts)
    starts = {0, *(place // PAGE_ROWS * PAGE_ROWS for place in places if 0 <= place < cases)}
    pages = {start: page(context, words, view, Span(start, PAGE_ROWS, cases)) for start in sorted(starts)}
    sight = _arrange(context, view, pages, places, portfolio) if portfolio is not None else Sight()
    return Loaded(view, saved, counts, cases, pages, sight)


IN_SIGHT = 16
"""Rows that stand side by side on a screen. Only within such a block the hour moves a case, so that every reading of
the same queue shows the same order."""
_MOVED = (Tier.BROKEN, Tier.NEWS, Tier.NEW, Tier.RANKED)
"""Agreed call-backs and promises due keep their order."""


def _arrange(
    context: Context,
    view: QueueView,
    pages: dict[int, list[QueueRow]],
    places: tuple[int, ...],
    portfolio: Rates,
) -> Sight:
    """In the blocks around ``places`` put first within their tier whom one usually reaches at this hour, and last who
    may not be called at it."""
    if view.saved is not None:
        return Sight()  # its order is the user's own
    reach: dict[Id, Reach] = {}
    closed: dict[Id, datetime] = {}
    for first in sorted({max(place, 0) // IN_SIGHT * IN_SIGHT for place in places}):
        start = first // PAGE_ROWS * PAGE_ROWS
        rows = pages.get(start, [])[first - start : first - start + IN_SIGHT]
        moved = [row.case_id for row in rows if row.tier in _MOVED]
        reach |= best_hours.of_cases(context, moved, portfolio)
        closed |= calling_hours.closed_until(context, [row.case_id for row in rows])
        now = {case_id for case_id, known in reach.items() if known.is_now}
        rows.sort(key=lambda row: (row.tier, row.case_id in closed, row.case_id not in now))
        if rows:
            pages[start][first - start : first - start + IN_SIGHT] = rows
    return Sight(reach, closed)


def page(context: Context, words: Words, view: QueueView, span: Span) -> list[QueueRow]:
    """Some rows of a view."""
    if view.saved is not None:
        return browse.queue_window(context, words, view.saved, span)
    return queue.listing(context, words, span.offset, span.limit, view.tiers)


def _current(wanted: QueueView | None, saved: tuple[QueueView, ...], worked: str) -> QueueView:
    if wanted is not None and wanted.saved is None:
        return wanted
    name = wanted.name if wanted is not None else worked
    return next((view for view in saved if view.name == name), VIEWS[0])


def _size(context: Context, view: QueueView, counts: tuple[TierCount, ...]) -> int:
    if view.saved is not None:
        return browse.size(context, view.saved)
    first, last = view.tiers
    return sum(count.cases for count in counts if first <= count.tier <= last)
