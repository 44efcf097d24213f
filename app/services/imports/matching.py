"""Drafts compared with the store: which accounts are new, the same or changed, and whose they are.

People are the same by ID number or by the creditor's customer number, never by name alone. The comparison only
reads, so a dry run and a run decide alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.domain.allocation import COMPONENTS
from app.domain.facts import Balance, Fact, Id
from app.models import intake, people
from app.models.intake import KnownCase
from app.services.imports.catalogue import Purpose
from app.services.imports.drafts import Draft, Figures, Flag, Problem, Refused, Who

_BALANCES = ("placed", "snapshot", "recall", "closing")


@dataclass(slots=True)
class Debtor:
    """A debtor of the file with the accounts that are new; ids are None until they are made."""

    who: Who
    row: int
    person_id: Id | None = None
    case: KnownCase | None = None
    drafts: list[tuple[Draft, Id | None]] = field(default_factory=list)
    """Each with the account's id where the account row is known (recalled, or its import undone)."""


@dataclass(frozen=True, slots=True)
class Update:
    """New figures, or a payment, of an account that is known."""

    draft: Draft
    account_id: Id
    case_id: Id


@dataclass(slots=True)
class Matched:
    """What a file would do. ``debtors`` have new accounts; ``updates`` are changed rows and payments."""

    debtors: list[Debtor] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    same: int = 0
    same_minor: int = 0
    refused: list[Refused] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Accounts that come to us."""
        return sum(len(debtor.drafts) for debtor in self.debtors)

    @property
    def total_minor(self) -> int:
        """The sum of all rows that come in or are in already."""
        new = sum(draft.amount_minor for debtor in self.debtors for draft, _ in debtor.drafts)
        return self.same_minor + new + sum(update.draft.amount_minor for update in self.updates)


def match(
    connection: Connection,
    creditor_id: Id | None,
    drafts: Sequence[Draft],
    purpose: Purpose,
    header_of: dict[str, str],
) -> Matched:
    """Compare drafts with what the store knows of the creditor (None: nothing yet)."""
    return _Matcher(connection, creditor_id, purpose, header_of).run(drafts)


class _Matcher:
    def __init__(
        self, connection: Connection, creditor_id: Id | None, purpose: Purpose, header_of: dict[str, str]
    ) -> None:
        self._connection = connection
        self._creditor_id = creditor_id
        self._purpose = purpose
        self._header_of = header_of
        self._result = Matched()
        self._by_id: dict[str, Debtor] = {}
        self._by_customer: dict[str, Debtor] = {}
        self._by_case: dict[Id, Debtor] = {}

    def run(self, drafts: Sequence[Draft]) -> Matched:
        accounts: dict[str, Any] = {}
        if self._creditor_id is not None:
            numbers = [draft.what.number for draft in drafts]
            accounts = dict(people.accounts_by_number(self._connection, self._creditor_id, numbers))
        unknown = [draft for draft in drafts if draft.what.number not in accounts]
        known = [(draft, accounts[draft.what.number]) for draft in drafts if draft.what.number in accounts]
        cases = intake.known_cases(self._connection, {row["case_id"] for _, row in known})
        if self._purpose is Purpose.PAYMENTS:
            self._pay(known, cases)
        else:
            self._compare(known, cases)
        if self._purpose is Purpose.PLACEMENT:
            self._find(unknown)
            self._flag_shared()
        else:
            for draft in unknown:
                self._refuse(draft, "account_no", "account_unknown")
        return self._result

    def _refuse(self, draft: Draft, name: str, code: str, **params: Any) -> None:
        problem = Problem(self._header_of.get(name, ""), code, params)
        self._result.refused.append(Refused(draft.row, (problem,)))

    # Accounts that are known.

    def _is_other(self, draft: Draft, case: KnownCase) -> bool:
        """Whether the row names another person than the store does: never silently taken over."""
        said = draft.who.id_number
        if said is not None and case.id_number is not None and said != case.id_number:
            self._refuse(draft, "account_no", "account_of_other_person")
            return True
        if draft.who.name and draft.who.name != case.name:
            self._result.flags.append(Flag(draft.row, "name_differs", {"known": case.name}))
        return False

    def _compare(self, known: Sequence[tuple[Draft, Any]], cases: dict[Id, KnownCase]) -> None:
        facts: dict[Id, list[Fact]] = {}
        for fact in intake.account_facts(self._connection, cases, _BALANCES):
            facts.setdefault(fact.body.account_id, []).append(fact)
        for draft, row in known:
            case = cases[row["case_id"]]
            if self._is_other(draft, case):
                continue
            past = facts.get(row["id"], [])
            if _is_with_us(past):
                self._update(draft, row["id"], case.case_id, past)
            elif self._purpose is Purpose.REFRESH:
                self._refuse(draft, "account_no", "account_not_with_us")
            else:
                self._place_again(draft, row["id"], case)

    def _update(self, draft: Draft, account_id: Id, case_id: Id, past: list[Fact]) -> None:
        if draft.figures is not None and _is_same(draft.figures, past):
            self._result.same += 1
            self._result.same_minor += draft.amount_minor
        else:
            self._result.updates.append(Update(draft, account_id, case_id))

    def _place_again(self, draft: Draft, account_id: Id, case: KnownCase) -> None:
        debtor = self._by_case.get(case.case_id)
        if debtor is None:
            debtor = self._by_case[case.case_id] = Debtor(draft.who, draft.row, case.person_id, case)
            self._result.debtors.append(debtor)
            self._register(debtor, case.id_number, case.customer_no)
        debtor.drafts.append((draft, account_id))

    def _pay(self, known: Sequence[tuple[Draft, Any]], cases: dict[Id, KnownCase]) -> None:
        """A payment is the same if account, amount, day and reference are; two alike in one file are two."""
        booked = Counter(
            (fact.body.account_id, fact.body.amount_minor, fact.body.paid_on, fact.body.reference)
            for fact in intake.account_facts(self._connection, cases, ("payment",))
        )
        for draft, row in known:
            case, paid = cases[row["case_id"]], draft.paid
            if paid is None or self._is_other(draft, case):
                continue
            key = (row["id"], paid.amount_minor, paid.paid_on, paid.reference)
            if booked[key] > 0:
                booked[key] -= 1
                self._result.same += 1
                self._result.same_minor += paid.amount_minor
            else:
                self._result.updates.append(Update(draft, row["id"], case.case_id))

    # Accounts that are not known: whose are they?

    def _find(self, drafts: Sequence[Draft]) -> None:
        numbers = {draft.who.id_number for draft in drafts if draft.who.id_number}
        customers = {draft.who.customer_no for draft in drafts if draft.who.customer_no}
        by_id = people.people_by_id_number(self._connection, numbers)
        by_customer: dict[str, Id] = {}
        if self._creditor_id is not None:
            by_customer = people.cases_by_customer_no(self._connection, self._creditor_id, customers)
        found = {*by_id.values(), *by_customer.values()}
        persons = intake.known_people(self._connection, found)
        cases: dict[Id, KnownCase] = {}
        if self._creditor_id is not None:
            ids = people.cases_by_person(self._connection, self._creditor_id, found)
            cases = {
                case.person_id: case for case in intake.known_cases(self._connection, ids.values()).values()
            }
        for draft in drafts:
            if draft.amount_minor <= 0:
                self._refuse(draft, "total", "nothing_owed")
                continue
            who = draft.who
            person_id = by_id.get(who.id_number or "")
            customer = by_customer.get(who.customer_no or "")
            if customer is not None and _contradicts(who, person_id, customer, persons):
                self._refuse(draft, "customer_no", "customer_of_other_person")
                continue
            person_id = person_id or customer
            debtor = self._debtor(draft, person_id, cases)
            if debtor is not None:
                debtor.drafts.append((draft, None))
                name = persons[person_id][0] if person_id is not None else debtor.who.name
                if who.name != name:
                    self._result.flags.append(Flag(draft.row, "name_differs", {"known": name}))

    def _debtor(self, draft: Draft, person_id: Id | None, cases: dict[Id, KnownCase]) -> Debtor | None:
        who = draft.who
        debtor = self._by_id.get(who.id_number or "")
        same_customer = self._by_customer.get(who.customer_no or "")
        if same_customer is not None and same_customer is not debtor:
            if debtor is not None or (who.id_number and same_customer.who.id_number):
                self._refuse(draft, "customer_no", "customer_no_twice", first=same_customer.row)
                return None
            debtor = same_customer
        if debtor is None:
            case = cases.get(person_id) if person_id is not None else None
            debtor = self._by_case.get(case.case_id) if case is not None else None
            if debtor is None:
                debtor = Debtor(who, draft.row, person_id, case)
                self._result.debtors.append(debtor)
                if case is not None:
                    self._by_case[case.case_id] = debtor
        elif debtor.who.id_number is None and who.id_number:
            debtor.who = who._replace(customer_no=debtor.who.customer_no)
        self._register(debtor, who.id_number, who.customer_no)
        return debtor

    def _register(self, debtor: Debtor, id_number: str | None, customer_no: str | None) -> None:
        if id_number:
            self._by_id[id_number] = debtor
        if customer_no:
            self._by_customer[customer_no] = debtor

    # What the user should look at.

    def _flag_shared(self) -> None:
        fresh = [debtor for debtor in self._result.debtors if debtor.person_id is None]
        named = Counter(debtor.who.name for debtor in fresh)
        known = intake.bearers(self._connection, named)
        phones: dict[str, set[int]] = {}
        for at, debtor in enumerate(fresh):
            for normal in _phones(debtor):
                phones.setdefault(normal, set()).add(at)
        used = intake.users_of(self._connection, phones)
        for debtor in fresh:
            bearers = named[debtor.who.name] + known.get(debtor.who.name, 0)
            if bearers > 1:
                self._flag(debtor, "same_name", bearers)
            sharing = max((len(phones[n]) + len(used.get(n, ())) for n in _phones(debtor)), default=0)
            if sharing > 1:
                self._flag(debtor, "shared_phone", sharing)

    def _flag(self, debtor: Debtor, code: str, count: int) -> None:
        self._result.flags.append(Flag(debtor.row, code, {"count": count}))


def _phones(debtor: Debtor) -> set[str]:
    return {
        reach.normal
        for draft, _ in debtor.drafts
        for reach in draft.reaches
        if reach.kind in ("mobile", "landline")
    }


def _contradicts(
    who: Who, by_id: Id | None, by_customer: Id, persons: dict[Id, tuple[str, str | None]]
) -> bool:
    """Whether the creditor's customer number belongs to somebody with another ID number."""
    if by_id is not None:
        return by_id != by_customer
    known = persons[by_customer][1]
    return who.id_number is not None and known is not None and known != who.id_number


def _is_with_us(past: Sequence[Fact]) -> bool:
    """Whether the account was placed and neither recalled nor closed since."""
    is_placed = False
    for fact in sorted(past, key=lambda fact: (_day_of(fact), fact.order)):
        if fact.kind == "placed":
            is_placed = True
        elif fact.kind in ("recall", "closing"):
            is_placed = False
    return is_placed


def _day_of(fact: Fact) -> date:
    body = fact.body
    day: date = (
        body.recalled_on
        if fact.kind == "recall"
        else body.closed_on
        if fact.kind == "closing"
        else body.as_of
    )
    return day


def _is_same(figures: Figures, past: Sequence[Fact]) -> bool:
    """Whether the store holds these very figures: of that day, or as the newest where the row names no day."""
    balances = [fact for fact in past if fact.kind in ("placed", "snapshot")]
    if figures.is_dated:
        newest = [fact for fact in balances if fact.body.as_of == figures.as_of]
    else:
        newest = [fact for fact in balances if fact.body.as_of <= figures.as_of]
    if not newest:
        return False
    last = max(newest, key=lambda fact: (fact.body.as_of, fact.order)).body
    return parts_of(last) == figures.parts and last.oldest_due_on == figures.oldest_due_on


def parts_of(body: Balance) -> tuple[int, ...]:
    """The components of a balance in the order of ``allocation.COMPONENTS``."""
    return tuple(getattr(body, f"{name}_minor") for name in COMPONENTS)
