"""The queue: its first window, the jump to the last row, a search; against the same statements by the raw driver."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import Any

from app.domain.terms import Bucket, Tier
from app.models import queue as statements
from app.models.database import Database
from app.services import browse, queue, store
from app.services.browse import Order, Span, View
from app.services.context import Context
from app.services.words import Words
from app.system.paths import Home
from app.ui.desk.queue_rows import row_view
from benchmarks.figures import median_ms, paired_ms, say, timed_ms

WARM_MS, COLD_MS, JUMP_MS = 5, 40, 16
NARROWED = (
    View(bucket=Bucket.M3),
    View(tier=Tier.RANKED, order=Order.NAME, is_descending=False),
    View(tier=Tier.CLOSED, order=Order.AMOUNT, is_descending=False),
    View(tier=Tier.BROKEN, order=Order.LAST_CONTACT, is_descending=False),
)
"""Saved views: one that is most of the store, one whose cases all lie at the far end of the order, a small one."""
COLD_STARTS = 7
ROWS, IN_SIGHT = 200, 20
"""The rows of a page, and those that a window at 1600x960 paints: only they are put into words."""

_WINDOW = (
    f"{statements.LINE} WHERE s.case_no IN (SELECT case_no FROM case_state WHERE collector_no = ? "
    "AND tier BETWEEN 1 AND 9 ORDER BY tier, score DESC, tie LIMIT ? OFFSET ?) "
    "ORDER BY s.tier, s.score DESC, s.tie"
)


def measure(home: Home, cases: int) -> None:
    """Print the figures of the queue."""
    with store.opened(home, None, program="benchmark") as context:
        raw = context.db.raw()
        words = Words("zh_CN", context.rules, context.now(), context.zone)
        no = context.user.no
        _first_window(context, words, raw, no, cases)
        _cold_window(context, words, cases)
        _saved_views(context, words, cases)
        _last_row(context, words, raw, no, cases)
        _search(context, words, raw, cases)
        raw.close()


def _window(raw: Any, no: int, offset: int, limit: int) -> list[Any]:
    rows: list[Any] = raw.execute(_WINDOW, (no, limit, offset)).fetchall()
    return rows


def _first_window(context: Context, words: Words, raw: Any, no: int, cases: int) -> None:
    def ours() -> None:
        queue.counts(context, words)
        for row in queue.listing(context, words, 0, ROWS)[:IN_SIGHT]:
            row_view(row)

    value, limit = paired_ms(ours, lambda: _window(raw, no, 0, ROWS))
    say("queue_first_window_warm", value, "ms", cases, limit)


def _cold_window(context: Context, words: Words, cases: int) -> None:
    """The first window of a store that was opened a moment ago: no page is deciphered yet."""
    times = []
    for _ in range(COLD_STARTS):
        fresh = Database(context.home.database, context.db.key)
        with fresh.read():  # a connection of its own
            pass
        cold = replace(context, db=fresh)
        times.append(timed_ms(lambda cold=cold: queue.listing(cold, words, 0, ROWS)[:IN_SIGHT]))  # type: ignore[misc]
        fresh.close()
    say("queue_first_window_cold", statistics.median(times), "ms", cases, COLD_MS)


def _saved_views(context: Context, words: Words, cases: int) -> None:
    """The slowest of several views: its first window, and a jump into its middle."""
    first, jump = [], []
    for view in NARROWED:
        size = browse.size(context, view)

        def window(offset: int, view: View = view, size: int = size) -> None:
            for row in browse.queue_window(context, words, view, Span(offset, ROWS, size))[:IN_SIGHT]:
                row_view(row)

        first.append(median_ms(lambda window=window: window(0)))  # type: ignore[misc]
        jump.append(median_ms(lambda window=window, size=size: window(size // 2)))  # type: ignore[misc]
    say("saved_view_first_window_warm", max(first), "ms", cases, WARM_MS)
    say("saved_view_jump_to_middle", max(jump), "ms", cases, JUMP_MS)


def _last_row(context: Context, words: Words, raw: Any, no: int, cases: int) -> None:
    total = sum(count.cases for count in queue.counts(context, words))
    last = max(total - 50, 0)
    value, limit = paired_ms(
        lambda: queue.listing(context, words, last, 50), lambda: _window(raw, no, last, 50)
    )
    say("queue_jump_to_last", value, "ms", cases, limit)


def _search(context: Context, words: Words, raw: Any, cases: int) -> None:
    row = queue.listing(context, words, 0, 1, (Tier.CALL_BACK, Tier.CLOSED))[0]
    found = context.db.raw()
    phone = found.execute(
        "SELECT c.normal FROM contact_point AS c JOIN party AS y ON y.id = c.party_id WHERE y.case_id = ? "
        "AND c.kind = 'mobile' LIMIT 1",
        (row.case_id,),
    ).fetchone()[0]
    found.close()
    for name, typed in (("name", row.name[:2]), ("phone", phone[-6:])):
        text = f'"{typed}|"' if len(typed) == 2 else f'"{typed}"'

        def limit(text: str = text) -> list[Any]:
            rows: list[Any] = raw.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 200", (text,)
            ).fetchall()
            return rows

        value, floor = paired_ms(lambda typed=typed: queue.search(context, words, typed), limit)  # type: ignore[misc]
        say(f"search_{name}", value, "ms", cases, floor)
