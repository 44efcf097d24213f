"""The cases that each line of a statement may belong to, looked up by keys: never every line against every case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from functools import cache

from sqlalchemy import Connection

from app.domain import cash_application, name_forms
from app.domain.cash_application import Candidate, Clues, Expected, Line, Rule, Weights, clues_of
from app.domain.facts import Fact, Id
from app.domain.identity import normalise_phone
from app.domain.plan_progress import RowState
from app.domain.promises import PromiseState
from app.domain.state import CaseState, derive
from app.models import bank_lines, casebook, payers
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.system.paths import resource

_CHUNK = 500
_NEXT_ROWS = 3
"""So many instalments ahead a payment may be meant for."""
_OPEN_ROWS = (RowState.DUE, RowState.PARTLY, RowState.MISSED)
_OPEN_PROMISES = (PromiseState.OPEN, PromiseState.BROKEN, PromiseState.PARTLY_KEPT)


@cache
def weights() -> Weights:
    """The points and bands that come with FairDue."""
    forms = name_forms.parse(_data("codes", "name_variants.toml"))
    return cash_application.parse(_data("strategies", "cash_application.toml"), forms)


def _data(*parts: str) -> dict[str, object]:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Known:
    """A case as a person sees it beside a line, and as it is weighed. ``tails``: the last digits of its accounts."""

    case_no: int
    candidate: Candidate
    account_minor: Mapping[Id, int]
    """What is owed on each open account."""
    figures_on: date | None
    """The day of the newest figures: what was paid before is in them."""


@dataclass(slots=True)
class Found:
    """The clues of each line, the cases it may belong to, and all these cases by id."""

    clues: list[Clues]
    cases_of: list[list[Id]]
    known: dict[Id, Known] = field(default_factory=dict)


def find(
    connection: Connection,
    context: Context,
    creditor_id: Id,
    lines: Sequence[Line],
    paid_otherwise: Iterable[Fact],
    progress: Progress = SILENT,
) -> Found:
    """The candidates of all lines. ``paid_otherwise``: payments of these days that no statement brought."""
    clues = [clues_of(line, weights()) for line in lines]
    paying = {line.payer_account for line in lines if line.payer_account}
    paid_before = bank_lines.payers_of(connection, creditor_id, paying)
    cases = _Lookup(connection, creditor_id, lines, clues, paid_before).cases()
    found = Found(clues, cases)
    booked: dict[Id, list[tuple[date, int]]] = {}
    for fact in paid_otherwise:
        booked.setdefault(fact.case_id or b"", []).append((fact.body.paid_on, fact.body.amount_minor))
    payers_by_case: dict[Id, set[str]] = {}
    for account, ids in paid_before.items():
        for case_id in ids:
            payers_by_case.setdefault(case_id, set()).add(account)
    wanted = sorted({case_id for ids in cases for case_id in ids})
    for at in range(0, len(wanted), _CHUNK):
        for known in known_cases(connection, context, wanted[at : at + _CHUNK], booked, payers_by_case):
            found.known[known.candidate.case_id] = known
        progress.report(min(at + _CHUNK, len(wanted)), len(wanted), "matching")
    found.cases_of = [[case_id for case_id in ids if case_id in found.known] for ids in cases]
    return found


class _Lookup:
    """Which cases the clues lead to. Numbers first; who has one is not looked for by name as well."""

    def __init__(
        self,
        connection: Connection,
        creditor_id: Id,
        lines: Sequence[Line],
        clues: Sequence[Clues],
        paid_before: Mapping[str, set[Id]],
    ) -> None:
        self._connection, self._creditor_id = connection, creditor_id
        self._lines, self._clues, self._paid_before = lines, clues, paid_before
        self._few = weights().few

    def cases(self) -> list[list[Id]]:
        found: list[set[Id]] = [set() for _ in self._lines]
        self._by_number(found)
        open_ones = [at for at, ids in enumerate(found) if not ids]
        self._by_name(found, open_ones)
        self._by_tail(found, open_ones)
        self._by_payer(found, open_ones)
        self._by_promise(found, [at for at in open_ones if not found[at]])
        return [sorted(ids) for ids in found]

    def _by_number(self, found: list[set[Id]]) -> None:
        numbers = {number for clues in self._clues for number in clues.numbers}
        case_nos = {number: int(number) for number in numbers if _is_reference(number)}
        phones = {number: normal for number in numbers if (normal := normalise_phone(number)) is not None}
        accounts = payers.by_account(self._connection, self._creditor_id, numbers)
        customers = payers.by_customer(self._connection, self._creditor_id, numbers)
        references = payers.by_case_no(self._connection, self._creditor_id, case_nos.values())
        owners = payers.by_phone(self._connection, self._creditor_id, phones.values())
        for at, clues in enumerate(self._clues):
            for number in clues.numbers:
                found[at] |= accounts.get(number, set()) | customers.get(number, set())
            if found[at]:
                continue
            for number in clues.numbers:
                found[at] |= references.get(case_nos.get(number, 0), set())
                found[at] |= owners.get(phones.get(number, ""), set())

    def _by_name(self, found: list[set[Id]], places: Sequence[int]) -> None:
        forms = weights().forms
        names = {at: self._names(self._clues[at], forms) for at in places}
        every = {name for some in names.values() for name in some}
        cases = payers.by_name(self._connection, self._creditor_id, every)
        for at, some in names.items():
            for name in some & cases.keys():
                found[at] |= cases[name]

    @staticmethod
    def _names(clues: Clues, forms: name_forms.NameForms) -> set[str]:
        spelled = {name for payer in clues.payers for name in name_forms.spellings(payer, forms)}
        return spelled | {name for name in clues.mentioned if not name.isdigit()}

    def _by_tail(self, found: list[set[Id]], places: Sequence[int]) -> None:
        tails = {tail for at in places for tail in self._clues[at].tails}
        bearers = payers.by_tail(self._connection, self._creditor_id, tails)
        for at in places:
            for tail in self._clues[at].tails:
                cases = bearers.get(tail, {})
                named = {case_id for case_id, name in cases.items() if self._fits(self._clues[at], name)}
                found[at] |= set(cases) if len(cases) <= self._few else named

    @staticmethod
    def _fits(clues: Clues, name: str) -> bool:
        return any(name_forms.fits_mask(masked, name, weights().forms) for masked in clues.masked)

    def _by_payer(self, found: list[set[Id]], places: Sequence[int]) -> None:
        for at in places:
            found[at] |= self._paid_before.get(self._lines[at].payer_account, set())

    def _by_promise(self, found: list[set[Id]], places: Sequence[int]) -> None:
        if not places:
            return
        near = timedelta(days=weights().near_days)
        days = [self._lines[at].paid_on for at in places]
        amounts = {self._lines[at].amount_minor for at in places}
        promised = payers.by_promise(
            self._connection, self._creditor_id, amounts, min(days) - near, max(days) + near
        )
        for at in places:
            line = self._lines[at]
            cases = {
                case_id
                for case_id, due_on in promised.get(line.amount_minor, ())
                if abs(line.paid_on - due_on) <= near
            }
            if len(cases) <= self._few:
                found[at] |= cases


def _is_reference(number: str) -> bool:
    """A case number as our letters print it: six digits, zeros in front."""
    return number.isdecimal() and number.isascii() and len(number) < 19 and f"{int(number):06d}" == number


def known_cases(
    connection: Connection,
    context: Context,
    case_ids: Sequence[Id],
    booked: Mapping[Id, Sequence[tuple[date, int]]],
    payer_accounts: Mapping[Id, Iterable[str]],
) -> Iterable[Known]:
    """These cases as they are weighed; those without any fact are left out."""
    faces = {face.case_id: face for face in payers.faces(connection, case_ids)}
    now = context.now()
    for case in casebook.load_for_state(connection, case_ids):
        if not case.facts:
            continue
        state = derive(case, context.rules, now)
        face = faces[case.case_id]
        owed = {account.account_id: account.total_minor for account in state.ledger.open_accounts}
        placed = [fact.body.as_of for fact in state.history.placed]
        yield Known(
            face.case_no,
            Candidate(
                case.case_id,
                f"{face.case_no:06d}",
                face.customer_no or "",
                face.debtor,
                face.others,
                tuple((account, number) for account, number, _ in face.accounts),
                face.phones,
                frozenset(payer_accounts.get(case.case_id, ())),
                state.balance_minor,
                _expected(state, case.zone, [minimum for _, _, minimum in face.accounts]),
                tuple(booked.get(case.case_id, ())),
                min(placed, default=None),
            ),
            owed,
            max((account.as_of for account in state.ledger.accounts), default=None),
        )


def _expected(state: CaseState, zone: tzinfo, minima: Iterable[int | None]) -> tuple[Expected, ...]:
    """The amounts that money of this case may be meant for."""
    found = [
        Expected(Rule.PROMISE, view.amount_minor, view.due_on, view.fact.occurred_at.astimezone(zone).date())
        for view in state.commitments.promises
        if view.outcome.state in _OPEN_PROMISES
    ]
    plan = state.commitments.plan
    if plan is not None:
        agreed_on = plan.agreed.body.agreed_on if plan.agreed is not None else None
        open_rows = [
            Expected(Rule.INSTALMENT, row.amount_minor - at.paid_minor, row.due_on, agreed_on)
            for row, at in zip(plan.rows, plan.progress.rows, strict=True)
            if at.state in _OPEN_ROWS
        ]
        found += open_rows[:_NEXT_ROWS]
    owed = [account.total_minor for account in state.ledger.open_accounts]
    found += [Expected(Rule.TOTAL, minor) for minor in dict.fromkeys((*owed, state.balance_minor))]
    found += [Expected(Rule.MINIMUM, minor) for minor in minima if minor]
    return tuple(item for item in found if item.amount_minor > 0)
