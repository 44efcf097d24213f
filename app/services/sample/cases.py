"""Making cases in memory: rows, sealed facts, derived states and search words of a run of cases.

Pure but for the salts of the facts: the same setting and wishes give the same rows in any process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.casefile import assembled
from app.domain.facts import Fact, Id, to_ms
from app.domain.rules import Rules
from app.domain.state import derive
from app.models.journal import Sealed, seal
from app.models.search import words_of
from app.models.states import StateRow
from app.services.sample.bills import CURRENCY, LATEST_DAYS, Bills, bills_of, minimum
from app.services.sample.clients import MONTHS, client_at, real_clients
from app.services.sample.dice import Dice, identities
from app.services.sample.history import files, tell
from app.services.sample.people import Cast, Casting, Person, card_number, debtor, with_name
from app.services.sample.plots import ENDINGS, OF_PERSON, PLOTS, Plot
from app.services.sample.portfolio import HOUSES, SHARES, Lot, Portfolio
from app.services.sample.story import FILE_COMES, Diary, Story
from app.services.states import state_row

RUN = 400
"""Cases of one run. What two cases share lies within forty, so a run needs no other."""

_SAFE_DAYS = 11
"""With the last bill so long ago, the batch before last can hold any client."""

_CUSTOMER_STEP = 37


@dataclass(frozen=True, slots=True)
class Wish:
    """One case to be made: its number less one, its client's position, and its plot where that is given."""

    index: int
    position: int
    plot: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole store. ``now`` is 09:00 of ``today``."""

    seed: int
    today: date
    now: datetime
    zone: str
    rule_pack: str
    actor: Id
    collector_no: int
    portfolio: Portfolio
    first_ms: int
    """The millisecond of the first case's identities."""


@dataclass(slots=True)
class Run:
    """Everything a run of cases puts into the store, and what the control totals need."""

    people: list[dict[str, Any]] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    parties: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    facts: list[Sealed] = field(default_factory=list)
    states: list[StateRow] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    placed: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    """By place of the creditor and of the batch: accounts and their sum."""


@dataclass(slots=True)
class _Made:
    """A case whose state is still to be derived; the other case of its debtor may be among the run."""

    case_id: Id
    person_id: Id
    case_no: int
    facts: list[Fact]


class Maker:
    """Makes runs of cases for one setting."""

    def __init__(self, setting: Setting, rules: Rules) -> None:
        self.setting, self.rules = setting, rules
        self.diary = Diary(setting.today, ZoneInfo(setting.zone))

    def run(self, wishes: Sequence[Wish]) -> Run:
        """The cases of these wishes."""
        run = Run()
        made: list[_Made] = []
        known: dict[int, _Neighbour] = {}
        for wish in wishes:
            made.append(_Case(self, wish, run, known).make())
        run.states = list(self._states(made))
        return run

    def _states(self, made: Iterable[_Made]) -> Iterable[StateRow]:
        setting, rules, zone = self.setting, self.rules, ZoneInfo(self.setting.zone)
        of_person: dict[Id, list[_Made]] = {}
        for case in made:
            of_person.setdefault(case.person_id, []).append(case)
        for cases in of_person.values():
            for case in cases:
                others = [
                    fact
                    for other in cases
                    if other is not case
                    for fact in other.facts
                    if fact.person_id == case.person_id
                ]
                file = assembled(
                    case.case_id,
                    case.person_id,
                    zone,
                    setting.rule_pack,
                    accounts=(),
                    points=(),  # no rule of the state asks for them
                    facts=case.facts + others,
                )
                state = derive(file, rules, setting.now)
                yield state_row(
                    case.case_no, case.case_id, state, rules, {setting.actor: setting.collector_no}
                )


class _Neighbour(NamedTuple):
    """What the next case may share with one: its debtor; and not its creditor."""

    person: Person
    place: int


class _Case:
    """One case while it is made. ``before`` is the case before it, where that is in the same run."""

    def __init__(self, maker: Maker, wish: Wish, run: Run, known: dict[int, _Neighbour]) -> None:
        self.maker, self.wish, self.run, self.known = maker, wish, run, known
        self.before = known.get(wish.index - 1)
        self.setting = maker.setting
        self.dice = Dice(self.setting.seed, wish.index)
        self.new_id = identities(self.setting.first_ms + wish.index, self.dice)
        self.client = client_at(wish.position, self.dice)
        self.case_id = self.new_id()

    def make(self) -> _Made:
        setting, index = self.setting, self.wish.index
        plot, place, bills, lot = self._choose()
        second_of = self._second_of()
        person = second_of.person if second_of else self._debtor()
        self.known[index] = _Neighbour(person, place)
        received_on = setting.today - timedelta(days=lot.age)
        received_at = to_ms(self.maker.diary.at(received_on, FILE_COMES))
        casting = Casting(
            setting.seed,
            index,
            self.client,
            self.dice,
            case_id=self.case_id,
            year=setting.today.year,
            added_at=received_at,
            new_id=self.new_id,
        )
        cast = casting.of(person, self._shared_mobile(), is_known=second_of is not None)
        second = self._second_account(plot, place, received_on)
        accounts = (bills, second) if second else (bills,)
        story = self._story(cast, accounts, plot, received_on)
        for account in accounts:
            files(story, account, lot, setting.actor)
        tell(story, plot)
        self._rows(cast, accounts, place, received_at)
        self._count(place, setting.portfolio.lots[place].index(lot), accounts)
        self.run.facts += map(seal, story.facts)
        return _Made(self.case_id, person.id, index + 1, story.facts)

    # What the case is.

    def _choose(self) -> tuple[Plot, int, Bills, Lot]:
        """Plot, creditor, bills and batch that agree with each other and with the client."""
        dice, setting = self.dice, self.setting
        plot = PLOTS[self.wish.plot or dice.weighed(ENDINGS)]
        place = self._creditor()
        if self.wish.index % 40 in (6, 7) and plot.name in OF_PERSON:
            plot = PLOTS["ranked"]
        for chosen, billed in ((plot, plot.billed), (PLOTS["ranked"], (_SAFE_DAYS, LATEST_DAYS))):
            if chosen.fits(self.client):
                bills = bills_of(
                    self.new_id(),
                    self.client,
                    setting.today,
                    dice,
                    days_since=dice.number(*billed),
                    is_loan=HOUSES[place].is_loan,
                    is_paid_late=chosen.is_paid,
                )
                ages = range(chosen.least_age, (setting.today - bills.oldest_due_on).days)
                lots = [
                    lot
                    for lot in setting.portfolio.lots[place]
                    if lot.age in ages and self._suits(lot, chosen, bills)
                ]
                if lots:
                    return chosen, place, bills, dice.one_of(lots)
        raise AssertionError("a client overdue with a bill fits into the batch before last")

    def _creditor(self) -> int:
        """The place of the creditor; the second case of a debtor is with the next one."""
        second_of = self._second_of()
        return (second_of.place + 1) % len(HOUSES) if second_of else self.dice.weighed(SHARES)

    def _second_of(self) -> _Neighbour | None:
        """The case before, where its debtor has this one too, with another creditor."""
        return self.before if self.wish.index % 40 == 7 else None

    def _suits(self, lot: Lot, plot: Plot, bills: Bills) -> bool:
        """Whether the plot can be told of an account that came with the batch at that age."""
        if plot.name == "fresh" and lot.age > _FRESH_DAYS:
            return False
        received_on = self.setting.today - timedelta(days=lot.age)
        if plot.is_paid and received_on + timedelta(days=3) > bills.paid_on[0]:
            return False
        days_left = self.setting.today - _earliest(plot, bills, received_on)
        return days_left.days >= plot.begins[0] and bills.can_be_placed_on(received_on)

    def _debtor(self) -> Person:
        """The debtor; one in thirty bears the name of the case before."""
        index, setting = self.wish.index, self.setting
        person = debtor(
            setting.seed,
            index,
            self.client,
            year=setting.today.year,
            dice=self.dice,
            new_id=self.new_id,
        )
        if index % 30 == 13 and self.before:
            return with_name(person, self.before.person.name)
        return person

    def _shared_mobile(self) -> str | None:
        """A number that the case before has too: one in twenty-five."""
        return self.before.person.mobile if self.before and self.wish.index % 25 == 17 else None

    def _second_account(self, plot: Plot, place: int, received_on: date) -> Bills | None:
        """Another account of one debtor in twelve, with the figures of another client."""
        if self.wish.index % 12 != 3 or plot.name == "settled":
            return None
        real, dice = real_clients(), self.dice
        client = real[(self.wish.position + len(real) // 2) % len(real)]
        bills = bills_of(
            self.new_id(),
            client,
            self.setting.today,
            dice,
            days_since=dice.number(1, LATEST_DAYS),
            is_loan=HOUSES[place].is_loan,
        )
        return bills if bills.can_be_placed_on(received_on) else None

    # What happened.

    def _story(self, cast: Cast, accounts: tuple[Bills, ...], plot: Plot, received_on: date) -> Story:
        main = accounts[0]
        ids = tuple(account.account_id for account in accounts)
        begins_on = self._begin(plot, main, received_on)
        return Story(
            cast, main, received_on, self.maker.diary, self.dice, self.maker.rules, self.new_id,
            self.setting.actor, [], ids, begins_on, received_on,
        )  # fmt: skip

    def _begin(self, plot: Plot, bills: Bills, received_on: date) -> date:
        """The day on which the ending begins: before the last payment where it tells of it, else after it."""
        if plot.is_paid:
            days, last = self.dice.number(2, 4), bills.paid_on[0]
        else:
            days, last = self.dice.number(*plot.begins), self.setting.today
        return max(last - timedelta(days=days), _earliest(plot, bills, received_on))

    # What is stored.

    def _rows(self, cast: Cast, accounts: tuple[Bills, ...], place: int, opened_at: int) -> None:
        index, run = self.wish.index, self.run
        creditor_id = self.setting.portfolio.creditors[place]
        customer_no = f"{HOUSES[place].code}{index * _CUSTOMER_STEP + 10_007:010d}"
        run.people += cast.people
        run.parties += cast.parties
        run.points += cast.points
        run.cases.append(
            {
                "no": index + 1,
                "id": self.case_id,
                "person_id": cast.debtor.id,
                "creditor_id": creditor_id,
                "customer_no": customer_no,
                "opened_at": opened_at,
            }
        )
        cards = [card_number(2 * index + place) for place in range(len(accounts))]
        run.accounts += [
            self._account(bills, card, creditor_id, HOUSES[place].product)
            for bills, card in zip(accounts, cards, strict=True)
        ]
        phones = [phone.number for phone in (*cast.own, *cast.others)]
        name = cast.debtor.name
        numbers = [customer_no, cast.debtor.id_number, *cards, *phones]
        run.words.append(
            (index + 1, words_of([name.text], [name.initials], [name.full], dict.fromkeys(numbers)))
        )

    def _account(self, bills: Bills, card: str, creditor_id: Id, product: str) -> dict[str, Any]:
        opened_on = bills.billed_on[MONTHS - 1] - timedelta(days=365 + 30 * (bills.client.no % 60))
        return {
            "id": bills.account_id,
            "case_id": self.case_id,
            "creditor_id": creditor_id,
            "number": card,
            "product": product,
            "currency": CURRENCY,
            "credit_limit_minor": bills.client.limit_minor,
            "minimum_minor": minimum(bills.balance_minor),
            "daily_rate": "0.0005",
            "opened_on": opened_on.isoformat(),
        }

    def _count(self, place: int, lot: int, accounts: tuple[Bills, ...]) -> None:
        total = self.run.placed.setdefault((place, lot), [0, 0])
        total[0] += len(accounts)
        total[1] += sum(account.balance_minor for account in accounts)


def _earliest(plot: Plot, bills: Bills, received_on: date) -> date:
    """Before this day the ending cannot begin."""
    is_after_payment = plot.is_quiet and bills.client.paid[0] > 0
    last = max(received_on, bills.paid_on[0]) if is_after_payment else received_on
    return last + timedelta(days=1)


_FRESH_DAYS = 3
