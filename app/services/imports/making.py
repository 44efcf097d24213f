"""Reference rows for what a file brings: people, cases, accounts, parties, contact points, search words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.casefile import Account
from app.domain.facts import Id, to_ms
from app.domain.terms import Role, Source
from app.models import intake, search
from app.services.imports.drafts import Draft, Other, Reach, Who
from app.services.imports.matching import Debtor
from app.services.imports.rows import FIRM_ID, OTHER_ID
from app.services.names import Reading, pinyin_of
from app.system.ids import new_id

PHONES = ("mobile", "landline")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole file. ``rule_pack`` and ``zone`` are the creditor's, ``source`` that of the numbers."""

    creditor_id: Id
    currency: str
    rule_pack: str
    zone: ZoneInfo
    received_on: date
    batch_no: str
    recall_on: date | None = None
    control_count: int | None = None
    control_minor: int | None = None
    file_digest: bytes | None = None
    source: Source = Source.LEFT_WITH_LENDER
    is_reserved: bool = True


Values = tuple[Any, ...]


@dataclass(slots=True)
class RowSet:
    """Rows that wait to be inserted together, in the columns of ``intake``, and the words new cases are found by."""

    people: list[Values] = field(default_factory=list)
    cases: list[Values] = field(default_factory=list)
    accounts: list[Values] = field(default_factory=list)
    parties: list[Values] = field(default_factory=list)
    points: list[Values] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)

    def insert(self, connection: Connection) -> None:
        """Insert them in the order in which they lean on each other."""
        intake.insert(connection, "person", self.people)
        intake.insert(connection, "case_file", self.cases)
        intake.insert(connection, "account", self.accounts)
        intake.insert(connection, "party", self.parties)
        intake.insert(connection, "contact_point", self.points)
        search.put(connection, self.words)


class Maker:
    """Makes the rows of debtors. ``rows`` is taken and emptied by whoever inserts them."""

    def __init__(self, terms: Terms, now: datetime, next_case_no: int) -> None:
        self.rows = RowSet()
        self._terms = terms
        self._now = now
        self._now_ms = to_ms(now)
        self._source, self._is_reserved = str(terms.source), int(terms.is_reserved)
        self._next_no = next_case_no
        self._readings: dict[str, Reading] = {}

    def take(self) -> RowSet:
        """The rows made so far; the maker begins anew."""
        rows, self.rows = self.rows, RowSet()
        return rows

    def person(self, who: Who) -> Id:
        """A person row."""
        identity = new_id(self._now)
        self.rows.people.append(
            (
                identity,
                "firm" if who.id_type == FIRM_ID else "person",
                who.name,
                self.reading(who.name).full or None,
                who.id_type,
                who.id_number,
                who.sex,
                who.birth_on.isoformat() if who.birth_on else None,
                who.employer,
            )
        )
        return identity

    def reading(self, name: str) -> Reading:
        """How a name is read; names come again and again."""
        found = self._readings.get(name)
        if found is None:
            found = self._readings[name] = pinyin_of(name)
        return found

    def case(self, person_id: Id, customer_no: str | None) -> tuple[int, Id]:
        """A case row: its number and id."""
        number, identity = self._next_no, new_id(self._now)
        self._next_no += 1
        self.rows.cases.append(
            (
                number,
                identity,
                person_id,
                self._terms.creditor_id,
                customer_no,
                self._now_ms,
            )
        )
        return number, identity

    def account(self, draft: Draft, case_id: Id) -> Account:
        """An account row, and the account as the rules see it."""
        identity, what, currency = new_id(self._now), draft.what, self._terms.currency
        self.rows.accounts.append(
            (
                identity,
                case_id,
                self._terms.creditor_id,
                what.number,
                what.product,
                currency,
                what.credit_limit_minor,
                what.minimum_minor,
                None if what.daily_rate is None else str(what.daily_rate),
                what.opened_on.isoformat() if what.opened_on else None,
            )
        )
        return Account(
            identity,
            what.number,
            what.product,
            currency,
            what.credit_limit_minor,
            what.minimum_minor,
            what.daily_rate,
        )

    def parties(
        self,
        debtor: Debtor,
        case_id: Id,
        person_id: Id,
        party_id: Id | None,
        seen: set[tuple[str, str]],
    ) -> None:
        """The debtor's party (made unless known) and the other people of the rows, with their contact points.

        ``seen`` holds (kind or role, number or name) of what the case has already; it is added to.
        """
        own = party_id or self._party(case_id, person_id, Role.DEBTOR, None)
        for draft, _ in debtor.drafts:
            self._points(own, draft.reaches, seen)
            for other in draft.others:
                self._other(case_id, other, seen)

    def _other(self, case_id: Id, other: Other, seen: set[tuple[str, str]]) -> None:
        """Another person of the case, unless the same role and name (or numbers) stand there already."""
        key = (other.role, other.name or ",".join(reach.normal for reach in other.reaches))
        if key in seen:
            return
        seen.add(key)
        who = Who(other.name, OTHER_ID if other.id_number else None, other.id_number)
        party_id = self._party(case_id, self.person(who), other.role, other.relation)
        self._points(party_id, other.reaches, set())

    def _party(self, case_id: Id, person_id: Id, role: str, relation: str | None) -> Id:
        identity = new_id(self._now)
        self.rows.parties.append(
            (
                identity,
                case_id,
                person_id,
                str(role),
                relation,
            )
        )
        return identity

    def _points(self, party_id: Id, reaches: Iterable[Reach], seen: set[tuple[str, str]]) -> None:
        for reach in reaches:
            key = (reach.kind, reach.normal)
            if key not in seen:
                seen.add(key)
                self.rows.points.append(
                    (
                        new_id(self._now),
                        party_id,
                        reach.kind,
                        reach.value,
                        reach.normal,
                        reach.label,
                        self._source,
                        self._is_reserved,
                        self._now_ms,
                    )
                )

    def words(self, case_no: int, debtor: Debtor) -> None:
        """The search words of a new case: the debtor's name, and every number a caller may read out."""
        who = debtor.who
        numbers = [number for number in (who.customer_no, who.id_number) if number]
        for draft, _ in debtor.drafts:
            numbers.append(draft.what.number)
            for reaches in (draft.reaches, *(other.reaches for other in draft.others)):
                numbers += [reach.normal for reach in reaches if reach.kind in PHONES]
        self.rows.words.append((case_no, words_of(who.name, self.reading(who.name), numbers)))


def words_of(name: str, reading: Reading, numbers: Iterable[str]) -> str:
    """The indexed text of one case."""
    return search.words_of(
        [name],
        [reading.initials] if reading.initials else [],
        [reading.full] if reading.full else [],
        dict.fromkeys(numbers),
    )
