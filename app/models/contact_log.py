"""Reading the contact log: contacts of a period in the order of time, with what else their cases say of them.

Everything here reads a raw driver connection of ``Database.snapshot()``, a thousand contacts at a time, so that
neither the memory nor the desk feels a long export.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.domain.moments import Id
from app.models.reported import of_kind
from app.models.standing import Fallen

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which contacts: those of a period (ms, half-open), of a case, a user, a creditor; None: of all."""

    begins: int
    ends: int
    case_id: Id | None = None
    actor: Id | None = None
    creditor_id: Id | None = None


class ContactRow(NamedTuple):
    """One contact as it was written down, with the names of its case. ``salt`` is None where it was erased."""

    seq: int
    uid: Id
    act: Id
    case_id: Id
    occurred_at: int
    recorded_at: int
    actor: Id
    case_no: int
    customer_no: str | None
    name: str
    id_number: str | None
    creditor: str
    salt: bytes | None
    channel: str | None
    direction: str | None
    result: str | None
    number: str | None
    party_role: str | None
    is_identity_checked: int | None
    identity_how: str | None
    started_at: int | None
    ended_at: int | None
    duration_s: int | None
    point_source: str | None
    recording_ref: str | None
    script_ref: str | None
    pack_version: str | None
    rule_check: str | None
    next_at: int | None
    next_kind: str | None
    note: str | None


_PERIOD = f"{of_kind('contact')} AND f.occurred_at >= ? AND f.occurred_at < ?"
_CASE = "CROSS JOIN case_file AS k ON k.id = f.case_id"
_SOURCE = (
    f"FROM fact AS f CROSS JOIN fact_contact AS c ON c.seq = f.seq {_CASE} "
    "CROSS JOIN person AS p ON p.id = k.person_id CROSS JOIN creditor AS d ON d.id = k.creditor_id "
    f"WHERE {_PERIOD}"
)
_COLUMNS = (
    "f.seq, f.uid, f.act, f.case_id, f.occurred_at, f.recorded_at, f.actor, k.no, k.customer_no, p.name, "
    "p.id_number, d.name, c.salt, c.channel, c.direction, c.result, c.number, c.party_role, "
    "c.is_identity_checked, c.identity_how, c.started_at, c.ended_at, c.duration_s, c.point_source, "
    "c.recording_ref, c.script_ref, c.pack_version, c.rule_check, c.next_at, c.next_kind, c.note"
)


def _where(narrowing: Narrowing) -> tuple[str, tuple[Any, ...]]:
    clause, values = "", [narrowing.begins, narrowing.ends]
    for column, value in (
        ("f.case_id", narrowing.case_id),
        ("f.actor", narrowing.actor),
        ("k.creditor_id", narrowing.creditor_id),
    ):
        if value is not None:
            clause += f" AND {column} = ?"
            values.append(value)  # type: ignore[arg-type]
    return clause, tuple(values)


def count(raw: Any, narrowing: Narrowing) -> int:
    """How many contacts there are, undone ones too."""
    clause, values = _where(narrowing)
    case = _CASE if narrowing.creditor_id is not None else ""
    found = raw.execute(f"SELECT count(*) FROM fact AS f {case} WHERE {_PERIOD}{clause}", values)  # noqa: S608
    return int(found.fetchone()[0])


def chunks(raw: Any, narrowing: Narrowing) -> Iterator[list[ContactRow]]:
    """The contacts in the order of time."""
    clause, values = _where(narrowing)
    cursor = raw.execute(
        f"SELECT {_COLUMNS} {_SOURCE}{clause} ORDER BY f.occurred_at, f.actor, f.act, f.case_id",
        values,
    )
    while rows := cursor.fetchmany(CHUNK):
        yield [ContactRow._make(row) for row in rows]


class Told(NamedTuple):
    """What was told in one act about one case; ``values`` as ``told_with`` says."""

    act: Id
    case_id: Id
    occurred_at: int
    values: tuple[Any, ...]


_CONTENTS = {
    "reason": "c.code, c.willingness, c.ability FROM fact AS f JOIN fact_reason AS c",
    "promise": "c.amount_minor, c.currency, c.due_on, c.channel FROM fact AS f JOIN fact_promise AS c",
    "override": "c.why FROM fact AS f JOIN fact_override AS c",
}


def told_with(raw: Any, kind: str, chunk: Sequence[ContactRow]) -> dict[tuple[Id, Id, int], Told]:
    """What was saved together with these contacts, by act, case and moment: a reason (code, willingness, ability), an
    override (why). An import is one act for many contacts.
    """
    rows = raw.execute(
        f"SELECT f.act, f.case_id, f.occurred_at, {_CONTENTS[kind]} ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE {of_kind(kind)} AND f.occurred_at BETWEEN ? AND ?",
        (chunk[0].occurred_at, chunk[-1].occurred_at),
    )
    return {(row[0], row[1], row[2]): Told(row[0], row[1], row[2], row[3:]) for row in rows}


def promises_with(raw: Any, chunk: Sequence[ContactRow]) -> dict[tuple[Id, Id, int], Told]:
    """What was promised in these contacts: the sum, its currency, the first day, the channel of the first promise, and
    how many promises they are."""
    rows = raw.execute(
        f"SELECT f.act, f.case_id, f.occurred_at, {_CONTENTS['promise']} ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE {of_kind('promise')} AND f.occurred_at BETWEEN ? AND ? ORDER BY c.due_on",
        (chunk[0].occurred_at, chunk[-1].occurred_at),
    )
    found: dict[tuple[Id, Id, int], Told] = {}
    for act, case_id, at, minor, *said in rows:
        before = found.get((act, case_id, at))
        total, *first, number = before.values if before is not None else (0, *said, 0)
        found[act, case_id, at] = Told(act, case_id, at, (total + minor, *first, number + 1))
    return found


def reasons_of(raw: Any, case_ids: Sequence[Id], gone: Fallen) -> dict[Id, list[Told]]:
    """Every standing reason of these cases, in the order of time."""
    found: dict[Id, list[Told]] = {}
    for row in raw.execute(
        f"SELECT f.act, f.case_id, f.occurred_at, {_CONTENTS['reason']} ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE f.kind = 'reason' AND {_OF_CASES}{gone.clause()} ORDER BY f.occurred_at, f.seq",
        (_ids(case_ids), *gone.values),
    ):
        found.setdefault(row[1], []).append(Told(row[0], row[1], row[2], row[3:]))
    return found


def batches_of(raw: Any, case_ids: Sequence[Id]) -> dict[Id, str]:
    """The batches in which these cases were placed."""
    found: dict[Id, list[str]] = {}
    for case_id, batch in raw.execute(
        "SELECT f.case_id, b.batch_no FROM fact AS f JOIN fact_placed AS c ON c.seq = f.seq "  # noqa: S608
        f"JOIN placement AS b ON b.id = c.placement_id WHERE f.kind = 'placed' AND {_OF_CASES} ORDER BY f.seq",
        (_ids(case_ids),),
    ):
        found.setdefault(case_id, []).append(batch)
    return {case_id: ", ".join(dict.fromkeys(names)) for case_id, names in found.items()}


_OF_CASES = "f.case_id IN (SELECT unhex(value) FROM json_each(?))"


def _ids(case_ids: Sequence[Id]) -> str:
    return json.dumps([case_id.hex() for case_id in case_ids])
