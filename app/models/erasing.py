"""What is kept of people: found, counted, and taken away. The chain keeps the headers and digests of their facts.

Everything here runs inside one write transaction, after the erasure facts that allow it are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import ON_RECORD, Id
from app.models import drafts, search
from app.models.audit import UNKNOWN_CONTENT
from app.models.contents import table_name
from app.models.database import rows
from app.models.journal import SHAPES
from app.models.parts import marks, parts

NAMELESS = "—"
"""What stands where a name stood."""
WORKED_VIEW = "desk:view"
"""The draft that names the view the queue is worked through."""


class Target(NamedTuple):
    """A fact whose content is to go: place, identity, kind, case."""

    seq: int
    uid: Id
    kind: str
    case_id: Id | None


class Text(NamedTuple):
    """A fact whose content is still there: place, kind and its version, case, values in the order of the columns."""

    seq: int
    kind: str
    version: int
    case_id: Id | None
    case_no: int | None
    values: list[Any]


class Passage(NamedTuple):
    """What one text of a fact says without a passage, and the salt and digest of its whole content since."""

    seq: int
    kind: str
    field: str
    text: str
    salt: bytes
    digest: bytes


def cases_of(connection: Connection, person: Id) -> list[tuple[Id, int]]:
    """(id, number) of a person's cases."""
    return rows(connection, "SELECT id, no FROM case_file WHERE person_id = ? ORDER BY no", (person,))


def others_of(connection: Connection, person: Id, cases: Sequence[Id]) -> list[Id]:
    """The people who are on file only beside these cases: nobody else's case names them, and none is theirs."""
    listed = marks(cases)
    return [
        found
        for (found,) in rows(
            connection,
            f"SELECT DISTINCT y.person_id FROM party AS y WHERE y.case_id IN ({listed}) AND y.person_id <> ? "  # noqa: S608
            "AND NOT EXISTS (SELECT 1 FROM case_file AS c WHERE c.person_id = y.person_id) "
            "AND NOT EXISTS (SELECT 1 FROM party AS o WHERE o.person_id = y.person_id "
            f"AND o.case_id NOT IN ({listed}))",
            (*cases, person, *cases),
        )
    ]


def targets(connection: Connection, people: Sequence[Id], cases: Sequence[Id]) -> list[Target]:
    """Every fact about these people and cases whose content is still there, by place."""
    statement = (
        "SELECT seq, uid, kind, case_id FROM fact AS f WHERE "  # noqa: S608
        f"(case_id IN ({marks(cases)}) OR person_id IN ({marks(people)}) OR seq IN (SELECT a.seq FROM fact_amendment "
        f"AS a WHERE a.row_id IN ({_ROWS.format(people=marks(people), cases=marks(cases))})) "
        f"OR seq IN (SELECT seq FROM fact_same_person WHERE other_person_id IN ({marks(people)}))) "
        f"AND kind NOT IN ({', '.join(repr(kind) for kind in sorted(ON_RECORD))}) ORDER BY seq"
    )
    given = (*cases, *people, *people, *cases, *cases, *cases, *cases, *people)
    found = [Target(*row) for row in rows(connection, statement, given)]
    lines = _whole_lines(connection, [one.seq for one in found if one.kind == "payment"])
    gone = _erased(connection, [*found, *lines])
    return sorted(one for one in (*found, *lines) if one.seq not in gone)


_ROWS = (
    "SELECT id FROM person WHERE id IN ({people}) UNION ALL SELECT id FROM case_file WHERE id IN ({cases}) "
    "UNION ALL SELECT id FROM account WHERE case_id IN ({cases}) "
    "UNION ALL SELECT id FROM party WHERE case_id IN ({cases}) UNION ALL SELECT p.id FROM contact_point AS p "
    "JOIN party AS y ON y.id = p.party_id WHERE y.case_id IN ({cases})"
)


def _whole_lines(connection: Connection, payments: Sequence[int]) -> list[Target]:
    """The lines of bank statements that brought these payments and no other money, and what was sent back of them."""
    lines: dict[Id, Target] = {}
    for part, listed in parts(payments):
        for row in rows(
            connection,
            "SELECT l.seq, h.uid, h.kind, h.case_id FROM fact_payment AS p JOIN fact AS h ON h.uid = p.bank_line "  # noqa: S608
            f"JOIN fact_bank_line AS l ON l.seq = h.seq WHERE p.seq IN ({listed})",
            part,
        ):
            lines[row[1]] = Target(*row)
    own, whole = set(payments), []
    for uid, line in lines.items():
        others = rows(connection, "SELECT seq, amount_minor FROM fact_payment WHERE bank_line = ?", (uid,))
        back = rows(
            connection,
            "SELECT h.seq, h.uid, h.kind, h.case_id, s.amount_minor FROM fact_sent_back AS s "
            "JOIN fact AS h ON h.seq = s.seq WHERE s.bank_line = ?",
            (uid,),
        )
        ((brought,),) = rows(connection, "SELECT amount_minor FROM fact_bank_line WHERE seq = ?", (line.seq,))
        used = sum(minor or 0 for _, minor in others) + sum(row[4] or 0 for row in back)
        if {seq for seq, _ in others} <= own and used >= (brought or 0):
            whole += [line, *(Target(*row[:4]) for row in back)]
    return whole


def _erased(connection: Connection, found: Iterable[Target]) -> set[int]:
    """Places whose content is gone already."""
    gone: set[int] = set()
    for kind, seqs in _by_kind(found).items():
        for part, listed in parts(seqs):
            statement = f"SELECT seq FROM {_table(kind)} WHERE salt IS NULL AND seq IN ({listed})"  # noqa: S608
            gone.update(seq for (seq,) in rows(connection, statement, part))
    return gone


def _by_kind(found: Iterable[Target]) -> Mapping[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for one in found:
        kinds.setdefault(one.kind, []).append(one.seq)
    return kinds


def _table(kind: str) -> str:
    """Where the contents of a kind lie, also of one that this version does not know."""
    return table_name(kind) if kind in SHAPES else UNKNOWN_CONTENT


def empty(connection: Connection, found: Sequence[Target]) -> None:
    """Take the contents away: salt and every field. The erasure facts that name them stand already."""
    for kind, seqs in _by_kind(found).items():
        names = SHAPES[kind].names if kind in SHAPES else ("content",)
        cleared = ", ".join(f'"{name}" = NULL' for name in ("salt", *names))
        for part, listed in parts(seqs):
            connection.exec_driver_sql(
                f"UPDATE {_table(kind)} SET {cleared} WHERE seq IN ({listed})",  # noqa: S608
                part,
            )


def text_of(connection: Connection, uid: Id) -> Text | None:
    """A fact of a known kind whose content is still there."""
    for seq, kind, version, case_id, case_no in rows(
        connection,
        "SELECT f.seq, f.kind, f.kind_version, f.case_id, c.no FROM fact AS f "
        "LEFT JOIN case_file AS c ON c.id = f.case_id WHERE f.uid = ?",
        (uid,),
    ):
        listed = ", ".join(f'"{name}"' for name in SHAPES[kind].names) if kind in SHAPES else ""
        if listed:
            statement = f"SELECT {listed} FROM {table_name(kind)} WHERE seq = ? AND salt IS NOT NULL"  # noqa: S608
            for values in rows(connection, statement, (seq,)):
                return Text(seq, kind, version, case_id, case_no, list(values))
    return None


def replace_text(connection: Connection, left: Passage) -> None:
    """Leave of a text what is left of it. The erasure fact that names it stands already."""
    connection.exec_driver_sql(
        f'UPDATE {table_name(left.kind)} SET "{left.field}" = ?, salt = ? WHERE seq = ?',  # noqa: S608
        (left.text, left.salt, left.seq),
    )


def papers(connection: Connection, found: Iterable[Target]) -> list[bytes]:
    """Digests of the documents that these facts name: letters, signed copies, files."""
    named = _by_kind(one for one in found if one.kind in ("letter", "attachment", "agreement"))
    return [
        digest
        for kind, seqs in named.items()
        for part, listed in parts(seqs)
        for (digest,) in rows(
            connection,
            f"SELECT document_digest FROM {table_name(kind)} WHERE document_digest IS NOT NULL "  # noqa: S608
            f"AND seq IN ({listed})",
            part,
        )
    ]


_STILL_NAMED = (
    "SELECT 1 FROM fact_letter WHERE document_digest = ? UNION ALL "
    "SELECT 1 FROM fact_attachment WHERE document_digest = ? UNION ALL "
    "SELECT 1 FROM fact_agreement WHERE document_digest = ? LIMIT 1"
)


def drop_papers(connection: Connection, digests: Iterable[bytes]) -> int:
    """Delete documents that no fact names any more; how many."""
    dropped = 0
    for digest in dict.fromkeys(digests):
        if not rows(connection, _STILL_NAMED, (digest,) * 3):
            dropped += connection.exec_driver_sql("DELETE FROM document WHERE digest = ?", (digest,)).rowcount
    return dropped


def count_headers(connection: Connection, cases: Sequence[Id]) -> int:
    """How many facts of these cases there are, whatever they still say."""
    statement = f"SELECT count(*) FROM fact WHERE case_id IN ({marks(cases)})"  # noqa: S608
    return int(rows(connection, statement, tuple(cases))[0][0])


def count_records(connection: Connection, cases: Sequence[Id]) -> int:
    """How many of them say what was done with the record, and so stay whole."""
    statement = (
        f"SELECT count(*) FROM fact WHERE case_id IN ({marks(cases)}) AND kind IN ({marks(tuple(ON_RECORD))})"  # noqa: S608
    )
    return int(rows(connection, statement, (*cases, *sorted(ON_RECORD)))[0][0])


def count_points(connection: Connection, cases: Sequence[Id]) -> int:
    """How many contact points the parties of these cases have."""
    statement = (
        "SELECT count(*) FROM contact_point AS p JOIN party AS y ON y.id = p.party_id "  # noqa: S608
        f"WHERE y.case_id IN ({marks(cases)})"
    )
    return int(rows(connection, statement, tuple(cases))[0][0])


def drop_points(connection: Connection, cases: Sequence[Id], others: Sequence[Id]) -> None:
    """Delete numbers and addresses, the parties that are not the debtor, and the people on file only beside them."""
    listed = marks(cases)
    for statement in (
        f"DELETE FROM contact_point WHERE party_id IN (SELECT id FROM party WHERE case_id IN ({listed}))",  # noqa: S608
        f"DELETE FROM party WHERE case_id IN ({listed}) AND role <> 'debtor'",  # noqa: S608
    ):
        connection.exec_driver_sql(statement, tuple(cases))
    if others:
        connection.exec_driver_sql(f"DELETE FROM person WHERE id IN ({marks(others)})", tuple(others))  # noqa: S608


def blank(connection: Connection, person: Id, cases: Sequence[tuple[Id, int]]) -> None:
    """Leave rows that say nothing: facts, counts and foreign keys go on pointing at them."""
    connection.exec_driver_sql(
        "UPDATE person SET name = ?, pinyin = NULL, id_type = NULL, id_number = NULL, sex = NULL, birth_on = NULL, "
        "employer = NULL, language = NULL, zone = NULL WHERE id = ?",
        (NAMELESS, person),
    )
    for case_id, case_no in cases:
        connection.exec_driver_sql("UPDATE case_file SET customer_no = NULL WHERE id = ?", (case_id,))
        connection.exec_driver_sql(
            "UPDATE account SET number = 'erased ' || lower(hex(id)), product = NULL, credit_limit_minor = NULL, "
            "minimum_minor = NULL, daily_rate = NULL, opened_on = NULL WHERE case_id = ?",
            (case_id,),
        )
        search.replace(connection, case_no, "")


def drop_traces(connection: Connection, cases: Sequence[Id], words: Sequence[str]) -> None:
    """Forget what was typed and not saved for these cases, and the saved views that name the person."""
    for case_id in cases:
        drop_drafts(connection, case_id)
    for word in words:
        connection.exec_driver_sql(
            "DELETE FROM saved_view WHERE instr(name, ?) OR instr(definition, ?)", (word, word)
        )
        connection.exec_driver_sql("DELETE FROM draft WHERE key = ? AND instr(value, ?)", (WORKED_VIEW, word))


def drop_drafts(connection: Connection, case_id: Id, holding: str | None = None) -> None:
    """Forget what was typed and not saved for a case; with ``holding``, where that text stands in it."""
    for key, typed, _ in drafts.beginning(connection, f"case:{case_id.hex()}:"):
        if holding is None or holding in typed:
            drafts.drop(connection, key)


def words_of(connection: Connection, person: Id, cases: Sequence[Id]) -> list[str]:
    """By what a person may be looked for: name, identity number, numbers of accounts and points."""
    found = rows(
        connection,
        "SELECT name FROM person WHERE id = ? UNION SELECT id_number FROM person WHERE id = ? "  # noqa: S608
        f"UNION SELECT number FROM account WHERE case_id IN ({marks(cases)}) UNION SELECT p.normal FROM contact_point "
        f"AS p JOIN party AS y ON y.id = p.party_id WHERE y.case_id IN ({marks(cases)})",
        (person, person, *cases, *cases),
    )
    return [word for (word,) in found if word and word != NAMELESS]


def tidy(raw: Any) -> None:
    """After the transaction: nothing of what was deleted stays in the index of the search or in the journal file."""
    raw.execute("INSERT INTO search (search) VALUES ('optimize')")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
