"""Whose money a line of a bank statement is (核销): named rules give points, each said in words.

Numbers that a creditor gave speak for themselves; amount, name and day together may; the middle band is decided by a
person. Rules, points and bands are data in ``resources/strategies/cash_application.toml``. Nothing here reads a store:
the candidates are found elsewhere, by the same clues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain import name_forms
from app.domain.entry import Entry, Words
from app.domain.halfwidth import half_width
from app.domain.identity import normalise_phone
from app.domain.moments import Id
from app.domain.name_forms import NameForms
from app.domain.values import value


class Rule(StrEnum):
    """What may speak for a case, or against it."""

    ACCOUNT = "account_number"
    CUSTOMER = "customer_number"
    REFERENCE = "case_reference"
    PHONE = "phone"
    PAYER_KNOWN = "payer_known"
    NAME = "debtor_name"
    TAIL = "card_tail"
    NAME_IN_NOTE = "name_in_note"
    RELATED = "related_name"
    MASKED = "masked_name"
    PROMISE = "promised_amount"
    INSTALMENT = "instalment_amount"
    TOTAL = "total_amount"
    MINIMUM = "minimum_amount"
    NEAR = "near_the_day"
    BOOKED = "already_booked"
    ABOVE = "above_debt"
    BEFORE = "before_placement"


class Band(StrEnum):
    """What becomes of a line: booked by itself, decided by a person, or parked."""

    SURE = "sure"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of a rule and its words; ``{what}`` in them is what was found."""

    points: int
    words: Words


@dataclass(frozen=True, slots=True)
class Weights:
    """The rules in force, see the data file."""

    sure: int
    lead: int
    ask: int
    near_days: int
    few: int
    tail_words: tuple[str, ...]
    name_ends: str
    rules: Mapping[Rule, Weight]
    forms: NameForms


def parse(data: Mapping[str, Any], forms: NameForms) -> Weights:
    """The weights of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        root.text("source")
        root.day("as_of")
        found = Weights(
            root.integer("sure", lowest=1),
            root.integer("lead"),
            root.integer("ask", lowest=1),
            root.integer("near_days"),
            root.integer("few", lowest=1),
            root.texts("tail_words"),
            root.text("name_ends"),
            {rule: _weight(entry) for rule, entry in root.every("rules", Rule).items()},
            forms,
        )
        if found.ask > found.sure:
            raise root.refuse("ask", "at most sure")
    return found


def _weight(entry: Entry) -> Weight:
    with entry:
        return Weight(entry.integer("points", lowest=None), entry.words())


@value
class Line:
    """Money received, as the bank tells it. Amount in minor units."""

    amount_minor: int
    paid_on: date
    payer: str = ""
    payer_account: str = ""
    note: str = ""


@value
class Expected:
    """An amount that was agreed or asked for; ``due_on`` None where it belongs to no day.

    ``since``: the day it was agreed on. Money that came before is not meant for it.
    """

    rule: Rule
    amount_minor: int
    due_on: date | None = None
    since: date | None = None


@value
class Candidate:
    """A case as far as a line is compared with it. Amounts in minor units.

    ``accounts``: id and number; ``phones`` as normalised; ``payer_accounts``: those that paid the case before;
    ``booked``: day and amount of payments that no bank statement brought; ``placed_on``: the day of the first figures.
    """

    case_id: Id
    reference: str
    customer_no: str
    debtor: str
    others: tuple[str, ...]
    accounts: tuple[tuple[Id, str], ...]
    phones: frozenset[str]
    payer_accounts: frozenset[str]
    owed_minor: int
    expected: tuple[Expected, ...] = ()
    booked: tuple[tuple[date, int], ...] = ()
    placed_on: date | None = None


@value
class Hit:
    """A rule that spoke, its points, and the number, name or count it found."""

    rule: Rule
    points: int
    what: str = ""


@value
class Match:
    """A case weighed. ``account_id`` where the line names one account; ``met`` is the amount agreed that it meets."""

    case_id: Id
    score: int
    hits: tuple[Hit, ...]
    account_id: Id | None = None
    met: Expected | None = None

    @property
    def is_bookable(self) -> bool:
        """Whether the money may be booked there at all: what was paid before the placement is in its figures."""
        return all(hit.rule is not Rule.BEFORE for hit in self.hits)


@value
class Clues:
    """What a line says of its payer, made once: numbers, card tails, names as written, hidden names, and by their key
    whatever may be a name in the note."""

    numbers: frozenset[str]
    tails: frozenset[str]
    payers: tuple[str, ...]
    masked: tuple[str, ...]
    mentioned: frozenset[str]


_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9])*")
_RUN = re.compile(r"[0-9]+")
_CODE = re.compile(r"[A-Za-z]{1,6}[-_]?[0-9]{4,}[0-9A-Za-z]*")
_MASKED_NUMBER = re.compile(r"[*×xX]{2,}([0-9]{4})(?![0-9])")
_SHORTEST_NUMBER = 6
_TAIL = 4


def clues_of(line: Line, weights: Weights) -> Clues:
    """The clues of one line. The bank's own serial number is none."""
    note, payer, account = half_width(line.note), half_width(line.payer), half_width(line.payer_account)
    text = f"{note} | {payer}"
    found = {_bare(run) for run in (*_DIGITS.findall(text), *_RUN.findall(text), *_CODE.findall(text))}
    numbers = {number for number in found if len(number) >= _SHORTEST_NUMBER}
    if account:
        numbers.add(_bare(account))
    tails = set(_MASKED_NUMBER.findall(f"{text} | {account}"))
    for word in weights.tail_words:
        tails |= set(re.findall(re.escape(word) + r"[ :]*([0-9]{4})(?![0-9])", text))
    parts = name_forms.parts_of(line.payer, weights.name_ends)
    mentioned = (*name_forms.named_in(line.note), *name_forms.parts_of(line.note, weights.name_ends))
    return Clues(
        frozenset(numbers),
        frozenset(tails),
        tuple(part for part in parts if not name_forms.is_masked(part)),
        tuple(part for part in parts if name_forms.is_masked(part)),
        frozenset(name_forms.key(part, weights.forms) for part in mentioned),
    )


def _bare(number: str) -> str:
    return number.replace(" ", "").replace("-", "").replace("_", "").upper()


def weigh(line: Line, clues: Clues, candidate: Candidate, weights: Weights) -> Match:
    """What speaks for and against one case."""
    return _Scale(line, clues, candidate, weights).match()


class _Scale:
    def __init__(self, line: Line, clues: Clues, candidate: Candidate, weights: Weights) -> None:
        self.line, self.clues, self.candidate, self.weights = line, clues, candidate, weights
        self.hits: list[Hit] = []

    def match(self) -> Match:
        account_id = self._numbers()
        self._names()
        met = self._amount()
        self._against()
        score = sum(hit.points for hit in self.hits)
        return Match(self.candidate.case_id, score, tuple(self.hits), account_id, met)

    def _hit(self, rule: Rule, what: str = "") -> None:
        self.hits.append(Hit(rule, self.weights.rules[rule].points, what))

    def _numbers(self) -> Id | None:
        clues, candidate = self.clues, self.candidate
        named = [
            (account, number) for account, number in candidate.accounts if _bare(number) in clues.numbers
        ]
        ended = [
            (account, number) for account, number in candidate.accounts if number[-_TAIL:] in clues.tails
        ]
        if named:
            self._hit(Rule.ACCOUNT, named[0][1])
        elif ended:
            self._hit(Rule.TAIL, ended[0][1][-_TAIL:])
        if candidate.customer_no and _bare(candidate.customer_no) in clues.numbers:
            self._hit(Rule.CUSTOMER, candidate.customer_no)
        elif candidate.reference in clues.numbers:
            self._hit(Rule.REFERENCE, candidate.reference)
        phone = next(
            (number for number in clues.numbers if normalise_phone(number) in candidate.phones), None
        )
        if phone is not None:
            self._hit(Rule.PHONE, phone)
        if self.line.payer_account and self.line.payer_account in candidate.payer_accounts:
            self._hit(Rule.PAYER_KNOWN)
        accounts = named or ended
        return accounts[0][0] if len(accounts) == 1 else None

    def _names(self) -> None:
        """The clearest name counts, and only that one."""
        clues, forms, debtor = self.clues, self.weights.forms, self.candidate.debtor
        wanted = name_forms.key(debtor, forms)
        payers = {name_forms.key(part, forms) for part in clues.payers}
        related = next(
            (name for name in self.candidate.others if name_forms.key(name, forms) in payers), None
        )
        if wanted in payers:
            self._hit(Rule.NAME, debtor)
        elif wanted in clues.mentioned:
            self._hit(Rule.NAME_IN_NOTE, debtor)
        elif related is not None:
            self._hit(Rule.RELATED, related)
        else:
            masked = next((part for part in clues.masked if name_forms.fits_mask(part, debtor, forms)), None)
            if masked is not None:
                self._hit(Rule.MASKED, masked)

    def _amount(self) -> Expected | None:
        """Of all amounts that are met the one that speaks loudest, with its day."""
        line = self.line
        met = [
            item
            for item in self.candidate.expected
            if item.amount_minor == line.amount_minor and (item.since is None or item.since <= line.paid_on)
        ]
        best = max(met, key=lambda item: (self._worth(item), -self._distance(item)), default=None)
        if best is not None:
            self._hit(best.rule)
            if self._is_near(best):
                self._hit(Rule.NEAR, str(self._distance(best)))
        return best

    def _worth(self, item: Expected) -> int:
        rules = self.weights.rules
        return rules[item.rule].points + (rules[Rule.NEAR].points if self._is_near(item) else 0)

    def _distance(self, item: Expected) -> int:
        return 0 if item.due_on is None else abs((self.line.paid_on - item.due_on).days)

    def _is_near(self, item: Expected) -> bool:
        return item.due_on is not None and self._distance(item) <= self.weights.near_days

    def _against(self) -> None:
        line, candidate = self.line, self.candidate
        if (line.paid_on, line.amount_minor) in candidate.booked:
            self._hit(Rule.BOOKED)
        if line.amount_minor > candidate.owed_minor:
            self._hit(Rule.ABOVE)
        if candidate.placed_on is not None and line.paid_on < candidate.placed_on:
            self._hit(Rule.BEFORE)


@value
class Proposal:
    """A line with the cases it may belong to, best first."""

    band: Band
    matches: tuple[Match, ...]

    @property
    def best(self) -> Match | None:
        """The case that most speaks for."""
        return self.matches[0] if self.matches else None


def propose(line: Line, clues: Clues, candidates: Sequence[Candidate], weights: Weights) -> Proposal:
    """Weigh the candidates. Sure is only the one case that is sure by itself, leads and has nothing against it."""
    weighed = (weigh(line, clues, candidate, weights) for candidate in candidates)
    matches = sorted(
        (match for match in weighed if match.score >= weights.ask),
        key=lambda match: (-match.score, match.case_id),
    )
    if not matches:
        return Proposal(Band.NONE, ())
    best = matches[0]
    second = matches[1].score if len(matches) > 1 else 0
    is_sure = (
        best.score >= weights.sure > second
        and best.score - second >= weights.lead
        and all(hit.points > 0 for hit in best.hits)
    )
    return Proposal(Band.SURE if is_sure else Band.ASK, tuple(matches))
