"""Reading the whole record for verification, in the order of its chains, some thousand rows at a time.

Everything here reads a raw driver connection of ``Database.inspection()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from app.domain.facts import KINDS, Header, Id
from app.models.contents import table_name
from app.models.journal import SHAPES
from app.models.upgrade import differing_triggers

CHUNK = 10_000
UNKNOWN_CONTENT = "unknown_content"


class StoredHeader(NamedTuple):
    """A fact's header with its place in this store and its link."""

    seq: int
    link: bytes
    header: Header


class StoredContent(NamedTuple):
    """A content row: its salt (None once erased) and its values in the order of the kind's columns."""

    salt: bytes | None
    values: list[Any]


_HEADERS = (
    "SELECT seq, link, uid, kind, kind_version, device, device_seq, act, case_id, person_id, occurred_at, "
    "recorded_at, actor, supersedes, digest FROM fact "
    "WHERE (device, device_seq) > (?, ?) ORDER BY device, device_seq LIMIT ?"
)


def headers(raw: Any) -> Iterator[list[StoredHeader]]:
    """Every header, device after device, each in the order of its chain."""
    device, device_seq = b"", -(2**63)
    while True:
        rows = raw.execute(_HEADERS, (device, device_seq, CHUNK)).fetchall()
        if not rows:
            return
        yield [StoredHeader(row[0], row[1], Header._make(row[2:])) for row in rows]
        device, device_seq = rows[-1][5], rows[-1][6]


def tail(raw: Any, device: Id, most: int) -> list[StoredHeader]:
    """The last headers of one chain, at most so many, in its order."""
    last = raw.execute("SELECT max(device_seq) FROM fact WHERE device = ?", (device,)).fetchone()[0] or 0
    rows = raw.execute(_HEADERS, (device, last - most, most)).fetchall()
    return [StoredHeader(row[0], row[1], Header._make(row[2:])) for row in rows if row[5] == device]


def contents(raw: Any, kind: str, seqs: Sequence[int]) -> dict[int, StoredContent]:
    """The content rows of facts of one kind."""
    shape = SHAPES.get(kind)
    table, names = (table_name(kind), shape.names) if shape else (UNKNOWN_CONTENT, ("content",))
    listed = ", ".join(f'"{name}"' for name in names)
    rows = raw.execute(
        f"SELECT seq, salt, {listed} FROM {table} WHERE seq IN ({', '.join('?' * len(seqs))})",  # noqa: S608
        seqs,
    )
    return {row[0]: StoredContent(row[1], list(row[2:])) for row in rows}


def salted_texts(
    raw: Any, kind: str, version: int, first: int, last: int
) -> Iterable[tuple[int, bytes | None]]:
    """By seq, from the first to the last: what the digests of contents of this kind, were they of this version, are
    made of, put together by the database itself.

    None where the content was erased, or holds what no content does. Nothing is said of a kind that is not known.
    """
    return raw.execute(_salted(kind), (version, first, last)) if kind in SHAPES else ()


@cache
def _salted(kind: str) -> str:
    """The statement that writes out ``salt`` and canonical content of ``digest_of``."""
    fields = " || ".join(map(_field, sorted(SHAPES[kind].names)))
    text = f"'[\"{kind}\",' || ?1 || ',{{' || substr({fields}, 2) || '}}]'"
    return (
        f"SELECT seq, CASE typeof(salt) WHEN 'blob' THEN CAST(salt || {text} AS BLOB) END "  # noqa: S608
        f"FROM {table_name(kind)} WHERE seq BETWEEN ?2 AND ?3"
    )


def _field(name: str) -> str:
    """One field with the comma before it; none without a value; NULL, and so no text at all, for any other type."""
    key = f"""',"{name}":'"""
    return (
        f"CASE typeof(\"{name}\") WHEN 'null' THEN '' WHEN 'integer' THEN {key} || \"{name}\" "
        f"WHEN 'text' THEN {key} || json_quote(\"{name}\") "
        f"WHEN 'blob' THEN {key} || '\"' || lower(hex(\"{name}\")) || '\"' END"
    )


def strays(raw: Any, known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Content rows, by table and seq, that belong to no fact of that kind. ``known``: how many do, by kind."""
    for kind in KINDS:
        if known.get(kind, 0) == raw.execute(f"SELECT count(*) FROM {table_name(kind)}").fetchone()[0]:  # noqa: S608
            continue
        rows = raw.execute(
            f"SELECT c.seq FROM {table_name(kind)} AS c LEFT JOIN fact AS f ON f.seq = c.seq "  # noqa: S608
            "WHERE f.kind IS NOT ?",
            (kind,),
        )
        for row in rows:
            yield table_name(kind), row[0]


def is_named_by_erasure(raw: Any, uid: Id) -> bool:
    """Whether an erasure fact names this one."""
    row = raw.execute(
        "SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.seq = e.seq WHERE e.target = ? LIMIT 1", (uid,)
    ).fetchone()
    return row is not None


def digest_left(raw: Any, uid: Id) -> bytes | None:
    """The digest of what the last erasure of a passage left of a fact; None where no passage of it was erased."""
    row = raw.execute(
        "SELECT e.digest FROM fact_erasure AS e JOIN fact AS f ON f.seq = e.seq WHERE e.target = ? "
        "AND e.field IS NOT NULL ORDER BY e.seq DESC LIMIT 1",
        (uid,),
    ).fetchone()
    return None if row is None else row[0]


def header_of(raw: Any, uid: Id) -> tuple[int, str, int, bytes] | None:
    """Place, kind with its version, and digest of a fact."""
    statement = "SELECT seq, kind, kind_version, digest FROM fact WHERE uid = ?"
    row: tuple[int, str, int, bytes] | None = raw.execute(statement, (uid,)).fetchone()
    return row


def devices(raw: Any) -> set[Id]:
    """The devices that the store knows."""
    return {row[0] for row in raw.execute("SELECT id FROM device")}


def wrong_triggers(raw: Any) -> dict[str, str | None]:
    """Triggers that are missing (None), changed or too many, with the statement found."""
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found: dict[str, str] = {row[0]: row[1] for row in rows}
    return {name: found.get(name) for name in differing_triggers(found)}


def damaged_pages(raw: Any) -> list[str]:
    """What SQLCipher says of pages whose authentication fails."""
    return [str(row[0]) for row in raw.execute("PRAGMA cipher_integrity_check")]


def fact_count(raw: Any) -> int:
    """How many facts there are."""
    return int(raw.execute("SELECT count(*) FROM fact").fetchone()[0])


def queue_differences(raw: Any) -> list[tuple[int, int]]:
    """Collector and tier of each count of the queue that does not agree with the states."""
    rows = raw.execute(
        "SELECT collector_no, tier FROM ("
        "SELECT collector_no, tier, cases, balance_minor FROM queue_count WHERE cases <> 0 OR balance_minor <> 0 "
        "UNION ALL SELECT collector_no, tier, count(*), sum(balance_minor) FROM case_state "
        "GROUP BY collector_no, tier) GROUP BY collector_no, tier "
        "HAVING count(*) <> 2 OR min(cases) <> max(cases) OR min(balance_minor) <> max(balance_minor)"
    )
    return [(row[0], row[1]) for row in rows]


def search_differences(raw: Any) -> Iterator[tuple[int, bool]]:
    """Case numbers that the search does not hold (False), or holds without there being a case (True)."""
    for row in raw.execute("SELECT no FROM case_file WHERE no NOT IN (SELECT rowid FROM search)"):
        yield row[0], False
    for row in raw.execute("SELECT rowid FROM search WHERE rowid NOT IN (SELECT no FROM case_file)"):
        yield row[0], True


def states_without_case(raw: Any) -> list[int]:
    """Case numbers of states whose case does not exist."""
    rows = raw.execute("SELECT case_no FROM case_state WHERE case_no NOT IN (SELECT no FROM case_file)")
    return [row[0] for row in rows]


def documents(raw: Any) -> Iterator[tuple[bytes, bytes]]:
    """Digest and bytes of everything that was issued and kept."""
    for row in raw.execute("SELECT digest, body FROM document"):
        yield row[0], row[1]


def attachments_without_file(raw: Any) -> Iterator[str]:
    """Names of attached files whose bytes are not kept."""
    for row in raw.execute(
        "SELECT a.file_name FROM fact_attachment AS a LEFT JOIN document AS d ON d.digest = a.document_digest "
        "WHERE d.digest IS NULL AND a.salt IS NOT NULL"
    ):
        yield row[0]


def letters_without_paper(raw: Any) -> Iterator[str]:
    """Numbers of letters issued from data of their own whose bytes are not kept."""
    for row in raw.execute(
        "SELECT l.letter_no FROM fact_letter AS l LEFT JOIN document AS d ON d.digest = l.document_digest "
        "WHERE d.digest IS NULL AND json_extract(l.data, '$.letter') IS NOT NULL"
    ):
        yield row[0]
