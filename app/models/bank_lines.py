"""Lines of bank statements: which came in before, what of them is booked or sent back, what is parked still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from app.domain.facts import Fact, Id
from app.models.journal import read_standing, undone_acts
from app.models.parts import parts

# Lines that may hold money still. An undone or reversed payment does not count here, even if it stands again:
# the exact rest is taken from the standing facts of these few.
_MAY_BE_OPEN = (
    "SELECT l.seq FROM fact_bank_line AS l JOIN fact AS h ON h.seq = l.seq WHERE l.salt IS NOT NULL "
    "AND l.amount_minor > (SELECT coalesce(sum(p.amount_minor), 0) FROM fact_payment AS p "
    "JOIN fact AS g ON g.seq = p.seq WHERE p.bank_line = h.uid "
    "AND g.act NOT IN (SELECT target_act FROM fact_annulment WHERE target_act IS NOT NULL) "
    "AND g.uid NOT IN (SELECT payment FROM fact_reversal WHERE payment IS NOT NULL))"
)


def came_between(connection: Connection, creditor_id: Id, first: date, last: date) -> list[Fact]:
    """The standing lines of a creditor's statements with a day from ``first`` to ``last``."""
    return read_standing(
        connection,
        "f.seq IN (SELECT seq FROM fact_bank_line WHERE paid_on BETWEEN ? AND ? AND creditor_id = ?)",
        (first.isoformat(), last.isoformat(), creditor_id),
    )


def paid_otherwise(connection: Connection, creditor_id: Id, first: date, last: date) -> list[Fact]:
    """The standing payments of a creditor's cases in these days that came by no statement, reversed ones too."""
    return read_standing(
        connection,
        "f.seq IN (SELECT seq FROM fact_payment WHERE paid_on BETWEEN ? AND ? AND bank_line IS NULL) "
        "AND f.case_id IN (SELECT id FROM case_file WHERE creditor_id = ?)",
        (first.isoformat(), last.isoformat(), creditor_id),
    )


def open_lines(connection: Connection) -> list[tuple[Fact, int]]:
    """Every standing line with money that is neither booked nor sent back, and how much of it, by day."""
    lines = read_standing(connection, f"f.seq IN ({_MAY_BE_OPEN})", ())
    used = spent(connection, (line.uid for line in lines))
    rest = [(line, line.body.amount_minor - used.get(line.uid, 0)) for line in lines]
    return sorted(
        ((line, minor) for line, minor in rest if minor > 0),
        key=lambda found: (found[0].body.paid_on, found[0].body.file_row or 0, found[0].uid),
    )


def line_of(connection: Connection, uid: Id) -> tuple[Fact, int] | None:
    """One standing line and what of it is still parked; None where there is none."""
    found = read_standing(connection, "f.uid = ? AND f.kind = 'bank_line'", (uid,))
    return (found[0], found[0].body.amount_minor - spent(connection, [uid]).get(uid, 0)) if found else None


def spent(connection: Connection, lines: Iterable[Id]) -> dict[Id, int]:
    """By line what of it is booked (and not reversed) or sent back."""
    used: dict[Id, int] = {}
    for fact in _uses(connection, lines):
        used[fact.body.bank_line] = used.get(fact.body.bank_line, 0) + fact.body.amount_minor
    return used


def lines_named(connection: Connection, facts: Iterable[Fact]) -> set[Id]:
    """The lines whose money these facts move: payments, their reversals, and what was sent back."""
    facts = list(facts)
    found = {
        fact.body.bank_line
        for fact in facts
        if fact.kind in ("payment", "sent_back") and fact.body.bank_line is not None
    }
    for part, listed in parts(fact.body.payment for fact in facts if fact.kind == "reversal"):
        rows = connection.exec_driver_sql(
            "SELECT p.bank_line FROM fact AS f JOIN fact_payment AS p ON p.seq = f.seq "  # noqa: S608
            f"WHERE p.bank_line IS NOT NULL AND f.uid IN ({listed})",
            part,
        )
        found.update(rows.scalars())
    return found


def are_overdrawn(connection: Connection, lines: Iterable[Id]) -> bool:
    """Whether more than a line brought is booked or sent back of it, or it does not stand any more."""
    for uid, minor in spent(connection, lines).items():
        line = line_of(connection, uid)
        if minor > 0 and (line is None or line[1] < 0):
            return True
    return False


def used_since(connection: Connection, act: Id) -> int:
    """How many times parked money of the lines of an act was moved by other acts, and stands so."""
    lines = connection.exec_driver_sql("SELECT uid FROM fact WHERE act = ? AND kind = 'bank_line'", (act,))
    return sum(fact.act != act for fact in _uses(connection, list(lines.scalars())))


def _uses(connection: Connection, lines: Iterable[Id]) -> list[Fact]:
    found: list[Fact] = []
    for part, listed in parts(lines):
        payments = read_standing(
            connection,
            f"f.seq IN (SELECT seq FROM fact_payment WHERE bank_line IN ({listed}))",  # noqa: S608
            part,
        )
        reversed_ones = {
            fact.body.payment
            for some, marks in parts(payment.uid for payment in payments)
            for fact in read_standing(
                connection,
                f"f.seq IN (SELECT seq FROM fact_reversal WHERE payment IN ({marks}))",  # noqa: S608
                some,
            )
        }
        found += [payment for payment in payments if payment.uid not in reversed_ones]
        found += read_standing(
            connection,
            f"f.seq IN (SELECT seq FROM fact_sent_back WHERE bank_line IN ({listed}))",  # noqa: S608
            part,
        )
    return found


def payers_of(connection: Connection, creditor_id: Id, accounts: Iterable[str]) -> dict[str, set[Id]]:
    """By account of a payer the cases that money from it was booked to before."""
    rows = [
        tuple(row)
        for part, listed in parts(accounts)
        for row in connection.exec_driver_sql(
            "SELECT l.payer_account, g.case_id, g.act FROM fact_bank_line AS l "  # noqa: S608
            "JOIN fact AS h ON h.seq = l.seq JOIN fact_payment AS p ON p.bank_line = h.uid "
            "JOIN fact AS g ON g.seq = p.seq "
            f"WHERE l.creditor_id = ? AND l.payer_account IN ({listed}) "
            "AND g.uid NOT IN (SELECT payment FROM fact_reversal WHERE payment IS NOT NULL)",
            (creditor_id, *part),
        )
    ]
    undone = undone_acts(connection, {row[2] for row in rows})
    found: dict[str, set[Id]] = {}
    for account, case_id, act in rows:
        if act not in undone:
            found.setdefault(account, set()).add(case_id)
    return found
