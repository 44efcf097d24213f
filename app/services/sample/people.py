"""Inventing the people of a case: debtor, guarantor, spouse, listed contacts, employer, with phones and addresses.

Nobody real can be met by chance: identity numbers carry a right check digit but a county number that was never
given out, mobile numbers a prefix of no operator, cards a first digit of no network (ISO/IEC 7812: 9 is for
national use).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.domain.identity import id_check_digit, luhn_digit
from app.domain.moments import Id
from app.domain.terms import Role, Source
from app.services.sample.clients import Client
from app.services.sample.dice import Dice
from app.services.sample.pools import City, Name, names, places

Row = dict[str, Any]
RESIDENT_ID = "cn_id"
"""As ``resources/codes/columns.toml`` names it."""

_CARD = "9156"
_CARD_STEP = 487
"""Card numbers ascend, so that their index grows at the end; the step makes their last digits differ."""

_BIRTHDAYS = 365
_SEQUENCES = 499
_SCRAMBLE = 1_299_709
_LISTED = {
    "父亲": True, "母亲": False, "哥哥": True, "姐姐": False, "弟弟": True, "妹妹": False,
    "朋友": None, "同事": None, "同学": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as contacts need it."""

    point_id: Id
    party_id: Id
    person_id: Id
    role: Role
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """A debtor, and the city the number of whose identity is from."""

    id: Id
    name: Name
    id_number: str
    is_male: bool
    city: City
    mobile: str
    row: Row


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one case with their rows. ``own`` are the debtor's phones, the reserved mobile first."""

    case_id: Id
    debtor: Person
    own: tuple[Phone, ...]
    others: tuple[Phone, ...]
    address_id: Id
    people: list[Row]
    parties: list[Row]
    points: list[Row]


def card_number(number: int) -> str:
    """The card number of the n-th account: 16 digits with a right check digit."""
    digits = f"{_CARD}{number * _CARD_STEP + 104_729:011d}"
    return digits + luhn_digit(digits)


def debtor(
    seed: int, index: int, client: Client, *, year: int, dice: Dice, new_id: Callable[[], Id]
) -> Person:
    """The debtor of the index-th case."""
    birth_year = year - client.age
    name = names().draw(dice, client.is_male, birth_year)
    city, birth_on, id_number = _identity(seed, 2 * index, client.is_male, birth_year)
    mobile = places().mobile(dice)
    employer = places().employer(dice, city) if dice.chance(80) else None
    identity = new_id()
    row = _person(identity, name, client.is_male, id_number=id_number, birth_on=birth_on, employer=employer)
    return Person(identity, name, id_number, client.is_male, city, mobile, row)


def with_name(person: Person, name: Name) -> Person:
    """The same person by another name: two debtors who share one."""
    row = person.row | {"name": name.text, "pinyin": name.full}
    return Person(person.id, name, person.id_number, person.is_male, person.city, person.mobile, row)


def _identity(seed: int, number: int, is_male: bool, birth_year: int) -> tuple[City, date, str]:
    """City, birthday and identity number of the n-th person: no two persons of a store get the same number."""
    known = places()
    space = len(known.cities) * _BIRTHDAYS * _SEQUENCES
    slot = (number * _SCRAMBLE + seed) % space
    slot, sequence = divmod(slot, _SEQUENCES)
    place, day = divmod(slot, _BIRTHDAYS)
    city = known.cities[place]
    birth_on = date(birth_year, 1, 1) + timedelta(days=day)
    born = birth_on.isoformat().replace("-", "")
    digits = f"{city.region}{known.county}{born}{2 * sequence + is_male:03d}"
    return city, birth_on, digits + id_check_digit(digits)


def _person(
    identity: Id,
    name: Name,
    is_male: bool | None,
    *,
    id_number: str | None = None,
    birth_on: date | None = None,
    employer: str | None = None,
) -> Row:
    return {
        "id": identity,
        "kind": "person",
        "name": name.text,
        "pinyin": name.full,
        "id_type": RESIDENT_ID if id_number else None,
        "id_number": id_number,
        "sex": None if is_male is None else "male" if is_male else "female",
        "birth_on": birth_on.isoformat() if birth_on else None,
        "employer": employer,
    }


class _Owner(NamedTuple):
    """A person's part in the case, to whom contact points belong."""

    party_id: Id
    person_id: Id
    role: Role


class Casting:
    """Puts the people of one case together, each with a party and contact points."""

    def __init__(
        self,
        seed: int,
        index: int,
        client: Client,
        dice: Dice,
        *,
        case_id: Id,
        year: int,
        added_at: int,
        new_id: Callable[[], Id],
    ) -> None:
        self._dice = dice
        self._seed, self._index = seed, index
        self._client, self._case_id, self._year = client, case_id, year
        self._added_at, self._new_id = added_at, new_id
        self._people: list[Row] = []
        self._parties: list[Row] = []
        self._points: list[Row] = []

    def of(self, debtor: Person, shared_mobile: str | None, *, is_known: bool) -> Cast:
        """The cast. ``is_known``: the person has a row already; ``shared_mobile`` is somebody else's too."""
        if not is_known:
            self._people.append(debtor.row)
        owner = self._owner(debtor.id, Role.DEBTOR, None)
        own = self._own_phones(owner, debtor, shared_mobile)
        address = places().address(self._dice, debtor.city)
        address_id = self._point(owner, "address", address, "家庭地址", Source.LEFT_WITH_LENDER)
        others = [*self._guarantor(), *self._spouse(), *self._listed(), *self._employer(debtor)]
        return Cast(
            self._case_id,
            debtor,
            tuple(own),
            tuple(others),
            address_id,
            self._people,
            self._parties,
            self._points,
        )

    def _own_phones(self, owner: _Owner, debtor: Person, shared_mobile: str | None) -> list[Phone]:
        dice, left = self._dice, Source.LEFT_WITH_LENDER
        phones = [self._phone(owner, debtor.mobile, "预留手机", left)]
        if shared_mobile or dice.chance(40):
            number, told = shared_mobile or places().mobile(dice), Source.OBTAINED_IN_CONVERSATION
            phones.append(self._phone(owner, number, "备用手机", told, is_reserved=False))
        if dice.chance(25):
            phones.append(self._phone(owner, places().landline(dice, debtor.city), "住宅电话", left))
        return phones

    def _guarantor(self) -> list[Phone]:
        dice = self._dice
        if not dice.chance(8):
            return []
        is_male, year = dice.chance(50), 1960 + dice.number(0, 35)
        _, birth_on, id_number = _identity(self._seed, 2 * self._index + 1, is_male, year)
        person = self._other(names().draw(dice, is_male, year), is_male, id_number, birth_on)
        return [self._reach(person, Role.GUARANTOR, "亲戚", Source.CONTRACT)]

    def _spouse(self) -> list[Phone]:
        client, dice = self._client, self._dice
        if not client.is_married or not dice.chance(35):
            return []
        relation = "妻子" if client.is_male else "丈夫"
        name = names().draw(dice, not client.is_male, self._year - client.age)
        person = self._other(name, not client.is_male)
        return [self._reach(person, Role.SPOUSE, relation, Source.LEFT_WITH_LENDER)]

    def _listed(self) -> list[Phone]:
        dice = self._dice
        phones = []
        for relation in dict.fromkeys(dice.one_of(tuple(_LISTED)) for _ in range(dice.number(0, 2))):
            sex = _LISTED[relation]
            is_male = dice.chance(50) if sex is None else sex
            age = self._client.age + (26 if relation in ("父亲", "母亲") else dice.number(-4, 4))
            person = self._other(names().draw(dice, is_male, self._year - age), is_male)
            source = Source.LEFT_WITH_LENDER if dice.chance(80) else Source.DEBTOR_AUTHORISED
            phones.append(self._reach(person, Role.LISTED_CONTACT, relation, source))
        return phones

    def _employer(self, debtor: Person) -> list[Phone]:
        employer = debtor.row["employer"]
        if employer is None or not self._dice.chance(12):
            return []
        row = _person(self._new_id(), Name(employer, "", ""), None) | {
            "kind": "firm",
            "pinyin": None,
        }
        self._people.append(row)
        owner = self._owner(row["id"], Role.EMPLOYER, "单位")
        number = places().landline(self._dice, debtor.city)
        return [self._phone(owner, number, "单位电话", Source.LEFT_WITH_LENDER)]

    def _other(
        self, name: Name, is_male: bool, id_number: str | None = None, birth_on: date | None = None
    ) -> Id:
        identity = self._new_id()
        self._people.append(_person(identity, name, is_male, id_number=id_number, birth_on=birth_on))
        return identity

    def _reach(self, person: Id, role: Role, relation: str, source: Source) -> Phone:
        return self._phone(self._owner(person, role, relation), places().mobile(self._dice), None, source)

    def _owner(self, person_id: Id, role: Role, relation: str | None) -> _Owner:
        identity = self._new_id()
        self._parties.append(
            {
                "id": identity,
                "case_id": self._case_id,
                "person_id": person_id,
                "role": role.value,
                "relation": relation,
            }
        )
        return _Owner(identity, person_id, role)

    def _phone(
        self, owner: _Owner, number: str, label: str | None, source: Source, *, is_reserved: bool = True
    ) -> Phone:
        kind = "landline" if number.startswith("0") else "mobile"
        point = self._point(owner, kind, number, label, source, is_reserved=is_reserved)
        return Phone(point, owner.party_id, owner.person_id, owner.role, number, source.value)

    def _point(
        self,
        owner: _Owner,
        kind: str,
        value: str,
        label: str | None,
        source: Source,
        *,
        is_reserved: bool = True,
    ) -> Id:
        identity = self._new_id()
        self._points.append(
            {
                "id": identity,
                "party_id": owner.party_id,
                "kind": kind,
                "value": value,
                "normal": value,
                "label": label,
                "source": source.value,
                "is_reserved": int(is_reserved),
                "added_at": self._added_at,
            }
        )
        return identity
