"""The lines of a statement laid against the store: which came before, whose they are, what each would book.

Lines are taken in the order of the file: what one books is owed no more when the next is weighed. It only reads, so
a trial and a run decide alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from app.domain.cash_application import Band, Candidate, Match, Proposal, Rule, propose
from app.domain.facts import Fact, Id
from app.models import bank_lines
from app.services.bank_statements.candidates import Found, Known, find, weights
from app.services.bank_statements.reading import Received
from app.services.bank_statements.results import Fate, LineResult, Option
from app.services.context import Context
from app.services.progress import Progress

OPTIONS = 9
"""So many cases are offered beside a line: one digit chooses."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A line whose money is booked, wholly or in part."""

    received: Received
    case_id: Id
    account_id: Id | None
    minor: int


@dataclass(frozen=True, slots=True)
class Matched:
    """Every line with its fate, in the order of the file; and what is to be booked, by row."""

    lines: tuple[LineResult, ...]
    bookings: Mapping[int, Booking]


def match(
    connection: Connection,
    context: Context,
    creditor_id: Id,
    received: Sequence[Received],
    decisions: Mapping[int, Id | None],
    progress: Progress,
) -> Matched:
    """Decide every line."""
    if not received:
        return Matched((), {})
    days = [item.line.paid_on for item in received]
    before = bank_lines.came_between(connection, creditor_id, min(days), max(days))
    otherwise = bank_lines.paid_otherwise(connection, creditor_id, min(days), max(days))
    doubles = _doubles(received, before, otherwise)
    fresh = [item for item in received if item.row not in doubles]
    found = find(connection, context, creditor_id, [item.line for item in fresh], otherwise, progress)
    desk = _Desk(found, decisions)
    results = {item.row: LineResult(item, Fate.DUPLICATE) for item in received if item.row in doubles}
    for at, item in enumerate(fresh):
        results[item.row] = desk.decide(at, item)
    return Matched(tuple(results[item.row] for item in received), desk.bookings)


def _doubles(received: Sequence[Received], before: Iterable[Fact], otherwise: Iterable[Fact]) -> set[int]:
    """The rows that are in already: with a serial number once for all, without one as often as they came before."""
    came = [Received.of(fact.body) for fact in before]
    paid = (fact.body for fact in otherwise)
    serials: set[tuple[object, ...]] = {
        (body.reference, body.amount_minor, body.paid_on) for body in paid if body.reference
    }
    serials |= {item.key for item in came if item.reference}
    plain = Counter(item.key for item in came if not item.reference)
    doubles = set()
    for item in received:
        if item.reference:
            if item.key in serials:
                doubles.add(item.row)
            serials.add(item.key)
        elif plain[item.key] > 0:
            plain[item.key] -= 1
            doubles.add(item.row)
    return doubles


class _Desk:
    """Decides line after line, and remembers what is booked."""

    def __init__(self, found: Found, decisions: Mapping[int, Id | None]) -> None:
        self._found = found
        self._decisions = decisions
        self._known = dict(found.known)
        self.bookings: dict[int, Booking] = {}

    def decide(self, at: int, item: Received) -> LineResult:
        candidates = [self._known[case_id].candidate for case_id in self._found.cases_of[at]]
        proposal = propose(item.line, self._found.clues[at], candidates, weights())
        options = tuple(option_of(self._known[m.case_id], m, item) for m in proposal.matches[:OPTIONS])
        if item.row in self._decisions:
            return self._as_decided(item, proposal, options)
        best = proposal.best
        if best is not None and proposal.band is Band.SURE:
            return self._booked(item, best, options, Fate.SURE)
        return LineResult(item, Fate.ASK if proposal.band is Band.ASK else Fate.PARKED, options)

    def _as_decided(self, item: Received, proposal: Proposal, options: tuple[Option, ...]) -> LineResult:
        """A case that may no longer take the money leaves it parked."""
        wanted = self._decisions[item.row]
        chosen = next((match for match in proposal.matches if match.case_id == wanted), None)
        if chosen is None:
            return LineResult(item, Fate.PARKED, options)
        return self._booked(item, chosen, options, Fate.DECIDED)

    def _booked(self, item: Received, match: Match, options: tuple[Option, ...], fate: Fate) -> LineResult:
        known = self._known[match.case_id]
        minor, account_id = room_of(known, match, item.line.amount_minor)
        if minor <= 0:
            return LineResult(item, Fate.PARKED, options)
        booking = self.bookings[item.row] = Booking(item, match.case_id, account_id, minor)
        self._known[match.case_id] = _after(known, match, booking)
        return LineResult(item, fate, options, match.case_id, minor)


def room_of(known: Known, match: Match, amount: int) -> tuple[int, Id | None]:
    """How much of an amount a case can take, and on which account: the one that is named if it owes as much."""
    if not match.is_bookable:
        return 0, None
    minor = min(amount, known.candidate.owed_minor)
    account_id = match.account_id
    if account_id is not None and known.account_minor.get(account_id, 0) < minor:
        account_id = None
    return minor, account_id


def _after(known: Known, match: Match, booking: Booking) -> Known:
    """The case once this is booked: less is owed, unless newer figures hold it already, and what was met is met.

    Money that names no account is shared out when it is posted, so from then on no account is trusted to owe what it
    did.
    """
    candidate, account_id = known.candidate, booking.account_id
    is_in_figures = known.figures_on is not None and booking.received.line.paid_on < known.figures_on
    minor = 0 if is_in_figures else booking.minor
    expected = list(candidate.expected)
    if match.met is not None:
        expected.remove(match.met)
    accounts = dict(known.account_minor)
    if account_id is None:
        accounts = {}
    else:
        accounts[account_id] -= minor
    left = replace(
        candidate,
        owed_minor=candidate.owed_minor - minor,
        expected=tuple(item for item in expected if item.rule is not Rule.TOTAL),
    )
    return replace(known, candidate=left, account_minor=accounts)


def option_of(known: Known, match: Match, item: Received) -> Option:
    """A case beside a line, as it is shown."""
    candidate: Candidate = known.candidate
    minor, account_id = room_of(known, match, item.line.amount_minor)
    return Option(
        candidate.case_id,
        known.case_no,
        candidate.debtor,
        tuple(number for _, number in candidate.accounts),
        candidate.owed_minor,
        match.score,
        match.hits,
        account_id,
        max(minor, 0),
        tuple((str(item.rule), item.amount_minor, item.due_on) for item in candidate.expected),
    )
