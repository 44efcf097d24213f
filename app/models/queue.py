"""Reading the queue: counts by tier, and windows of rows straight from one index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from app.models.database import rows


class QueueLine(NamedTuple):
    """One case of the queue as stored; names and words are added by the service."""

    case_no: int
    case_id: bytes
    person_id: bytes
    name: str
    same_names: int
    tier: int
    score: int
    balance_minor: int
    currency: str
    oldest_due: int | None
    amount_band: int
    bucket: int
    broken: int
    untouched: int
    recall: int
    limitation: int
    chance: int
    willingness: int
    ability: int
    reason_group: int
    reason: str
    reason_params: str
    next_at: int | None
    collector_no: int


LINE = (
    "SELECT s.case_no, c.id, c.person_id, p.name, "
    "(SELECT count(*) FROM (SELECT 1 FROM person AS o WHERE o.name = p.name LIMIT 9)), "
    "s.tier, s.score, s.balance_minor, s.currency, s.oldest_due, "
    "s.amount_band, s.bucket, s.broken, s.untouched, s.recall, s.limitation, s.chance, s.willingness, s.ability, "
    "s.reason_group, "
    "s.reason, s.reason_params, s.next_at, s.collector_no "
    "FROM case_state AS s JOIN case_file AS c ON c.no = s.case_no JOIN person AS p ON p.id = c.person_id"
)
_FROM_TOP, _FROM_END = "score DESC, tie", "score, tie DESC"


def counts(connection: Connection, collector_no: int) -> dict[int, tuple[int, int]]:
    """Cases and balance of each tier of one collector's queue."""
    held = rows(
        connection,
        "SELECT tier, cases, balance_minor FROM queue_count WHERE collector_no = ? AND cases > 0",
        (collector_no,),
    )
    return {tier: (cases, balance) for tier, cases, balance in held}


def collectors(connection: Connection) -> list[int]:
    """Whose queues hold any case; 0 is nobody's."""
    return [
        no
        for (no,) in rows(
            connection, "SELECT DISTINCT collector_no FROM queue_count WHERE cases > 0 ORDER BY 1", ()
        )
    ]


def across(
    connection: Connection, collector_no: int, tiers: tuple[int, int], limit: int, offset: int
) -> list[QueueLine]:
    """Rows of the tiers from the first to the last of ``tiers``, tier after tier, best first.

    Whole tiers are skipped by their counts and a tier is walked from its nearer end, on the index alone; only the rows
    of the window are joined. So a jump costs at most half of the largest tier.
    """
    held = counts(connection, collector_no)
    numbers: list[int] = []
    for tier in sorted(tier for tier in held if tiers[0] <= tier <= tiers[1]):
        cases = held[tier][0]
        first = min(offset, cases)
        part = min(limit - len(numbers), cases - first)
        if part:
            numbers += _numbers(connection, (collector_no, tier), first, part, cases)
        offset -= first
    return lines_of(connection, numbers) if numbers else []


def head(connection: Connection, collector_no: int, tiers: tuple[int, int], limit: int) -> list[int]:
    """What the first cases of the tiers owe, at most ``limit``, in the order of the queue."""
    balances: list[int] = []
    for tier in range(tiers[0], tiers[1] + 1):
        if len(balances) < limit:
            found = rows(
                connection,
                "SELECT balance_minor FROM case_state WHERE collector_no = ? AND tier = ? "  # noqa: S608
                f"ORDER BY {_FROM_TOP} LIMIT ?",
                (collector_no, tier, limit - len(balances)),
            )
            balances += [balance for (balance,) in found]
    return balances


def returning(connection: Connection, collector_no: int, tier: int, until_ms: int) -> list[int]:
    """The moments before ``until_ms`` at which cases of a tier come forward by themselves."""
    found = rows(
        connection,
        "SELECT next_at FROM case_state WHERE collector_no = ? AND tier = ? AND next_at < ?",
        (collector_no, tier, until_ms),
    )
    return [moment for (moment,) in found]


def _numbers(connection: Connection, queue: tuple[int, int], first: int, part: int, cases: int) -> list[int]:
    """The cases of a window of one tier, in no order."""
    after = cases - first - part
    is_from_end = after < first
    found = rows(
        connection,
        "SELECT case_no FROM case_state WHERE collector_no = ? AND tier = ? "  # noqa: S608
        f"ORDER BY {_FROM_END if is_from_end else _FROM_TOP} LIMIT ? OFFSET ?",
        (*queue, part, after if is_from_end else first),
    )
    return [case_no for (case_no,) in found]


def lines_of(connection: Connection, case_numbers: Sequence[int]) -> list[QueueLine]:
    """Rows of these cases, in the order of the queue."""
    marks = ", ".join("?" * len(case_numbers))
    statement = f"{LINE} WHERE s.case_no IN ({marks}) ORDER BY s.tier, s.score DESC, s.tie"
    return list(map(QueueLine._make, rows(connection, statement, tuple(case_numbers))))
