"""A matched file written: reference rows, facts, states and search words, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from sqlalchemy import Connection

from app.domain.casefile import Account
from app.domain.dates import utc_of
from app.domain.facts import Body, Id, Payment, Placed, Snapshot
from app.models import intake, people, search, states
from app.models.bulk import without_indexes
from app.models.journal import Entry, Journal
from app.models.states import BulkStates, StateRow
from app.services.context import Context
from app.services.imports.drafts import Draft
from app.services.imports.fresh import FreshStates, NewCase
from app.services.imports.making import Maker, Terms, words_of
from app.services.imports.matching import Debtor, Matched, Update
from app.services.names import pinyin_of
from app.services.progress import Progress
from app.services.states import collector_numbers, refresh
from app.system.ids import new_id

_CHUNK = 2_000
_REFRESHED = 500
_BULK_FROM = 5_000
"""From so many new cases on, indexes are made anew instead of kept."""
FROM_FILE = "file"

T = TypeVar("T")


class Writer:
    """Writes one import. ``act`` ties all its facts together, so one annulment undoes them."""

    def __init__(
        self, connection: Connection, context: Context, terms: Terms, act: Id, progress: Progress
    ) -> None:
        self._connection = connection
        self._context = context
        self._terms = terms
        self._act = act
        self._progress = progress
        self._now = context.now()
        self._today = self._now.astimezone(terms.zone).date()
        self._journal = Journal(connection, context.user.id, self._now)
        self._maker = Maker(terms, self._now, people.next_case_no(connection))
        self._placements: dict[str, tuple[Id, date | None]] = {}
        self._done = self._total = 0

    def write(self, matched: Matched) -> tuple[int, list[Id]]:
        """Write it all; returns how many cases are new, and every case that was touched and known before."""
        self._total = matched.new + len(matched.updates)
        self._place(matched)
        # Facts about a known person may stand elsewhere, so only cases of new people are derived from what is at hand.
        fresh = [debtor for debtor in matched.debtors if debtor.person_id is None]
        known = [debtor for debtor in matched.debtors if debtor.person_id is not None]
        self._fresh(fresh)
        touched = self._known(known) + self._updates(matched.updates)
        self._journal.flush()
        refresh_all(self._connection, self._context, touched, self._now, self._progress)
        return len(fresh) + sum(debtor.case is None for debtor in known), touched

    def append(self, body: Body) -> None:
        """A fact of no case, in the same act."""
        self._journal.append(self._act, [Entry(new_id(self._now), body, None, None, self._now)])
        self._journal.flush()

    @property
    def placement_id(self) -> Id | None:
        """The placement, where the whole file is one."""
        return next(iter(self._placements.values()))[0] if len(self._placements) == 1 else None

    def _step(self, count: int) -> None:
        self._done += count
        self._progress.report(self._done, self._total, "writing")

    # Placements.

    def _place(self, matched: Matched) -> None:
        batches = {
            draft.batch_no or self._terms.batch_no for debtor in matched.debtors for draft, _ in debtor.drafts
        }
        known = intake.placements_named(self._connection, self._terms.creditor_id, batches)
        for batch in sorted(batches):
            found, recall_on = known.get(batch) or (self._new_placement(batch), None)
            day = date.fromisoformat(recall_on) if recall_on else None
            self._placements[batch] = (found, self._terms.recall_on or day)

    def _new_placement(self, batch: str) -> Id:
        terms, identity = self._terms, new_id(self._now)
        is_whole = batch == terms.batch_no
        row = {
            "id": identity,
            "creditor_id": terms.creditor_id,
            "batch_no": batch,
            "received_on": terms.received_on.isoformat(),
            "recall_on": terms.recall_on.isoformat() if terms.recall_on else None,
            "control_count": terms.control_count if is_whole else None,
            "control_minor": terms.control_minor if is_whole else None,
            "file_digest": terms.file_digest,
        }
        people.add_placements(self._connection, [row])
        return identity

    # New people: everything is at hand, so their states are derived in memory.

    def _fresh(self, debtors: Sequence[Debtor]) -> None:
        if len(debtors) < _BULK_FROM or not intake.is_mostly_new(self._connection, len(debtors)):
            self._insert(debtors, lambda rows: states.save(self._connection, rows))
            return
        with without_indexes(self._connection):
            bulk = BulkStates(self._connection, is_rebuild=False)
            self._insert(debtors, bulk.add)
            bulk.finish()

    def _insert(self, debtors: Sequence[Debtor], save: Callable[[list[StateRow]], None]) -> None:
        collectors = collector_numbers(self._connection)
        fresh = FreshStates(self._terms, self._context.rules, collectors, self._now)
        for chunk in chunks(debtors, _CHUNK):
            rows = [fresh.row(self._case(debtor)) for debtor in chunk]
            self._maker.take().insert(self._connection)
            save(rows)
            self._step(sum(len(debtor.drafts) for debtor in chunk))

    def _case(self, debtor: Debtor) -> NewCase:
        maker = self._maker
        person_id = maker.person(debtor.who)
        number, case_id = maker.case(person_id, debtor.who.customer_no)
        entries, accounts = self._accounts(debtor, case_id)
        maker.parties(debtor, case_id, person_id, None, set())
        maker.words(number, debtor)
        facts = self._journal.append(self._act, entries)
        balance = sum(draft.amount_minor for draft, _ in debtor.drafts)
        return NewCase(number, case_id, person_id, accounts, facts, balance)

    def _accounts(self, debtor: Debtor, case_id: Id) -> tuple[list[Entry], list[Account]]:
        """Account rows and placed facts; an account whose row is known gets the fact alone."""
        entries: list[Entry] = []
        accounts: list[Account] = []
        for draft, known in debtor.drafts:
            identity = known
            if identity is None:
                account = self._maker.account(draft, case_id)
                accounts.append(account)
                identity = account.id
            entries.append(self._entry(self._placed(draft, identity), case_id, self._terms.received_on))
        return entries, accounts

    def _entry(self, body: Body, case_id: Id, day: date) -> Entry:
        """A fact of that day; of this moment where the day is today."""
        at = utc_of(day, time(), self._terms.zone) if day < self._today else self._now
        return Entry(new_id(self._now), body, case_id, None, at)

    def _placed(self, draft: Draft, account_id: Id) -> Placed:
        figures = draft.figures
        if figures is None:
            raise ValueError("a placement has figures")
        placement_id, recall_on = self._placements[draft.batch_no or self._terms.batch_no]
        cash, purchase, instalment, interest, compound, late_fee, service_fee, legal_cost = figures.parts
        return Placed(
            account_id, figures.as_of, self._terms.currency, purchase, cash, instalment, interest, compound,
            late_fee, service_fee, legal_cost, figures.oldest_due_on, figures.is_split,
            placement_id, draft.recall_on or recall_on,
        )  # fmt: skip

    # People and accounts that are known.

    def _known(self, debtors: Sequence[Debtor]) -> list[Id]:
        """New accounts of known people; what a case has of numbers and people is not added twice."""
        old = [debtor.case.case_id for debtor in debtors if debtor.case is not None]
        own = intake.debtor_parties(self._connection, old)
        seen: dict[Id, set[tuple[str, str]]] = {}
        for case_id, kind, normal in intake.told_of(self._connection, old):
            seen.setdefault(case_id, set()).add((kind, normal))
        touched: list[Id] = []
        for debtor in debtors:
            if debtor.person_id is None:
                raise ValueError("a known debtor has an id")
            if debtor.case is None:
                number, case_id = self._maker.case(debtor.person_id, debtor.who.customer_no)
                self._maker.words(number, debtor)
            else:
                case_id = debtor.case.case_id
            entries, _ = self._accounts(debtor, case_id)
            self._maker.parties(
                debtor, case_id, debtor.person_id, own.get(case_id), seen.setdefault(case_id, set())
            )
            self._journal.append(self._act, entries)
            touched.append(case_id)
        self._maker.take().insert(self._connection)
        self._index(old)
        self._step(sum(len(debtor.drafts) for debtor in debtors))
        return touched

    def _index(self, case_ids: Sequence[Id]) -> None:
        for found in intake.search_material(self._connection, case_ids):
            search.replace(
                self._connection, found.case_no, words_of(found.name, pinyin_of(found.name), found.numbers)
            )

    def _updates(self, updates: Sequence[Update]) -> list[Id]:
        for chunk in chunks(updates, _CHUNK):
            self._journal.append(self._act, [self._update(update) for update in chunk])
            self._step(len(chunk))
        return list(dict.fromkeys(update.case_id for update in updates))

    def _update(self, update: Update) -> Entry:
        figures, paid, currency = update.draft.figures, update.draft.paid, self._terms.currency
        if paid is not None:
            body: Body = Payment(
                paid.amount_minor,
                currency,
                paid.paid_on,
                update.account_id,
                paid.channel,
                paid.reference,
                FROM_FILE,
            )
            return self._entry(body, update.case_id, paid.paid_on)
        if figures is None:
            raise ValueError("an update has figures or a payment")
        cash, purchase, instalment, interest, compound, late_fee, service_fee, legal_cost = figures.parts
        body = Snapshot(
            update.account_id, figures.as_of, currency, purchase, cash, instalment, interest, compound,
            late_fee, service_fee, legal_cost, figures.oldest_due_on, figures.is_split, self._terms.file_digest,
        )  # fmt: skip
        # Of two figures of one day the file that came later counts, so both facts are of the day they came.
        return self._entry(body, update.case_id, self._terms.received_on)


def refresh_all(
    connection: Connection, context: Context, case_ids: Sequence[Id], now: datetime, progress: Progress
) -> None:
    """Derive the states of these cases anew, part by part. Raises Cancelled."""
    total = len(case_ids)
    for at, chunk in enumerate(chunks(case_ids, _REFRESHED)):
        refresh(connection, context, chunk, now)
        progress.report(min((at + 1) * _REFRESHED, total), total, "states")


def chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in runs of at most ``size``."""
    for at in range(0, len(values), size):
        yield values[at : at + size]
