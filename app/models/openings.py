"""Who had which case before their eyes, beside the facts: a page that is read is no act, and the chain stays short.

Openings are numbered without a gap. Those of a day are sealed by one fact, an anchor given to ``OPENINGS``: it says up
to which number they reach (``device_seq``), bears their digest (``head``) and happened when the last of them did.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id

KEPT_DAYS = 1096
"""Three years: PIPL (个人信息保护法) art. 56 asks for that of records of how personal data were handled."""
DAY_MS = 86_400_000
KEPT_MS = KEPT_DAYS * DAY_MS
OPENINGS = "openings"


class Opened(NamedTuple):
    """A case came to sight: when (ms), who saw it, and where (``desk``, ``plan``, ``ledger``, ``letters``, ``cli``)."""

    at: int
    actor: Id
    case_id: Id
    place: str


def add(connection: Connection, openings: Iterable[Opened]) -> None:
    """Append them; one of a case that is not in this store is left out."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.executemany(
        "INSERT INTO opening (at, actor, case_id, place) SELECT ?1, ?2, ?3, ?4 "
        "WHERE EXISTS (SELECT 1 FROM case_file WHERE id = ?3)",
        openings,
    )


class Stretch(NamedTuple):
    """Openings from one number to another, of one day (UTC), with the newest moment in it (ms)."""

    first: int
    last: int
    newest_at: int


class Sealed(NamedTuple):
    """A stretch as the chain vouches for it."""

    stretch: Stretch
    digest: bytes


def sealed(raw: Any) -> list[Sealed]:
    """Every stretch that was sealed, in the order of their numbers, also of openings that are gone. ``raw``: a driver
    connection."""
    found: list[Sealed] = []
    last = 0
    for at, up_to, digest in raw.execute(
        "SELECT f.occurred_at, a.device_seq, a.head FROM fact_anchor AS a JOIN fact AS f ON f.seq = a.seq "
        "WHERE a.given_to = ? ORDER BY a.seq",
        (OPENINGS,),
    ):
        found.append(Sealed(Stretch(last + 1, up_to, at), digest))
        last = up_to
    return found


def last_sealed(raw: Any) -> int:
    """The number of the last opening that is sealed; 0 where none is."""
    row = raw.execute(
        "SELECT device_seq FROM fact_anchor WHERE given_to = ? ORDER BY seq DESC LIMIT 1", (OPENINGS,)
    ).fetchone()
    return 0 if row is None else int(row[0])


def unsealed(raw: Any, before_ms: int) -> list[Stretch]:
    """The openings from before a moment that no fact seals, day by day."""
    found = raw.execute(
        "SELECT seq, at FROM opening WHERE seq > ? AND seq <= (SELECT max(seq) FROM opening WHERE at < ?) ORDER BY seq",
        (last_sealed(raw), before_ms),
    ).fetchall()
    days = (list(rows) for _, rows in groupby(found, lambda row: row[1] // DAY_MS))
    return [Stretch(rows[0][0], rows[-1][0], max(at for _, at in rows)) for rows in days]


def digest_of(raw: Any, stretch: Stretch) -> tuple[int, bytes]:
    """How many openings of a stretch are there, and their digest: SHA-256 over each with its number, type by type."""
    count, digest = 0, sha256()
    for (text,) in raw.execute(
        "SELECT seq || '|' || quote(at) || '|' || quote(actor) || '|' || quote(case_id) || '|' || quote(place) "
        "|| char(10) FROM opening WHERE seq BETWEEN ? AND ? ORDER BY seq",
        (stretch.first, stretch.last),
    ):
        count += 1
        digest.update(text.encode("utf-8", "surrogateescape"))
    return count, digest.digest()


def drop_old(connection: Connection, now_ms: int) -> int:
    """Delete the days that were kept long enough, each as it was sealed; how many openings."""
    raw: Any = connection.connection.driver_connection
    oldest, newest = raw.execute(
        "SELECT (SELECT min(at) FROM opening), (SELECT max(at) FROM opening)"
    ).fetchone()
    # By the newest of them, as the trigger has it: a clock that runs ahead deletes nothing by itself.
    if newest is None or oldest > (before := min(now_ms, newest) - KEPT_MS):
        return 0
    gone = [one.stretch[:2] for one in sealed(raw) if one.stretch.newest_at <= before]
    statement = "DELETE FROM opening WHERE seq BETWEEN ? AND ?"
    return sum(connection.exec_driver_sql(statement, stretch).rowcount for stretch in gone)


def count_of(connection: Connection, cases: Iterable[Id]) -> int:
    """How many openings of these cases are on record."""
    return sum(
        connection.exec_driver_sql("SELECT count(*) FROM opening WHERE case_id = ?", (case,)).scalar_one()
        for case in cases
    )
