"""One debtor entered by hand: checked and matched as a row of a file would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.domain.allocation import COMPONENTS
from app.domain.errors import RuleViolation
from app.domain.moments import Id
from app.domain.terms import Role, Source
from app.files.cells import CellError, plain_text
from app.models import intake, people
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports import checks
from app.services.imports.catalogue import Purpose
from app.services.imports.creditors import RESIDENT_IDS, add_creditor, creditor_of
from app.services.imports.drafts import Draft, Figures, Other, Reach, What, Who
from app.services.imports.making import Terms
from app.services.imports.matching import match
from app.services.imports.rows import CN_ID, OTHER_ID
from app.services.imports.writing import Writer
from app.services.progress import SILENT
from app.system.ids import new_id

BY_HAND = "手工录入"
"""The batch of accounts that came by no file."""


@dataclass(frozen=True, slots=True)
class EnterAccount:
    """An account as typed: the number as text, amounts in minor units.

    ``parts`` by ``allocation.COMPONENTS``; empty where only ``total_minor`` is known, else the two must agree.
    """

    number: str
    total_minor: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    oldest_due_on: date | None = None
    as_of: date | None = None
    product: str | None = None
    credit_limit_minor: int | None = None
    minimum_minor: int | None = None
    recall_on: date | None = None


@dataclass(frozen=True, slots=True)
class EnterOther:
    """Another person of the case. ``role`` is one of ``terms.Role`` but debtor."""

    role: Role
    name: str
    relation: str | None = None
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnterDebtor:
    """The command: one debtor of one creditor. ``id_type``: ``cn_id`` is checked, ``other`` is taken as it is."""

    creditor: str
    name: str
    accounts: tuple[EnterAccount, ...]
    id_number: str = ""
    id_type: str = CN_ID
    customer_no: str = ""
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    employer: str = ""
    others: tuple[EnterOther, ...] = ()
    currency: str | None = None
    source: Source = Source.CONTRACT
    is_reserved: bool = True
    batch_no: str = BY_HAND


@dataclass(frozen=True, slots=True)
class Entered:
    """Where the debtor stands now. ``act`` is what an undo takes; ``flags`` as of an import."""

    act: Id
    case_id: Id
    is_new_case: bool
    flags: tuple[str, ...]


def enter(context: Context, command: EnterDebtor) -> tuple[Entered, Changes]:
    """Take one debtor in, in one transaction and one act.

    Raises RuleViolation with the field (``name``, ``id_number``, ``accounts.0.number``, ``phones.1`` …) and the
    codes of a row, or ``number_missing``, ``amount_missing``, ``account_known``, ``phone_wrong``.
    """
    with context.db.write() as connection:
        creditor = creditor_of(connection, context, command.creditor, command.currency)
        today = context.now().astimezone(ZoneInfo(creditor.zone)).date()
        who = _who(command, creditor.rule_pack == RESIDENT_IDS)
        drafts = [
            _draft(command, who, at, account, today=today, currency=creditor.currency)
            for at, account in enumerate(command.accounts)
        ]
        if not drafts:
            raise RuleViolation("number_missing", "accounts")
        numbers = [draft.what.number for draft in drafts]
        matched = match(connection, creditor.id, drafts, Purpose.PLACEMENT, {})
        for refused in matched.refused:
            problem = refused.problems[0]
            raise RuleViolation(problem.code, f"accounts.{refused.row}", **problem.params)
        if matched.updates or matched.same or len(set(numbers)) < len(numbers):
            known = people.accounts_by_number(connection, creditor.id, numbers) if creditor.id else {}
            number = next((number for number in numbers if number in known), numbers[0])
            raise RuleViolation("account_known", f"accounts.{numbers.index(number)}.number", number=number)
        creditor_id = creditor.id or add_creditor(connection, creditor, context.now())
        terms = Terms(
            creditor_id,
            creditor.currency,
            creditor.rule_pack,
            ZoneInfo(creditor.zone),
            today,
            command.batch_no,
            source=command.source,
            is_reserved=command.is_reserved,
        )
        act = new_id(context.now())
        cases, _ = Writer(connection, context, terms, act, SILENT).write(matched)
        case_id = intake.cases_of_act(connection, act)[0]
    entered = Entered(act, case_id, cases > 0, tuple(flag.code for flag in matched.flags))
    return entered, Changes.of("cases", "accounts", cases=() if cases else (case_id,))


def _who(command: EnterDebtor, checks_ids: bool) -> Who:
    name = _checked("name", lambda: checks.name(command.name))
    if not name:
        raise RuleViolation("name_missing", "name")
    customer_no = command.customer_no.strip()
    if customer_no:
        customer_no = _checked("customer_no", lambda: checks.number(customer_no))
    employer = _checked("employer", lambda: checks.name(command.employer))
    typed = command.id_number.strip()
    who = Who(name, None, None, customer_no or None, None, None, employer or None)
    if not typed:
        return who
    if command.id_type != CN_ID or not checks_ids:
        number = _checked("id_number", lambda: checks.number(typed))
        return who._replace(id_type=OTHER_ID, id_number=number)
    number, born, is_male = _checked("id_number", lambda: checks.resident_id(typed))
    return who._replace(id_type=CN_ID, id_number=number, birth_on=born, sex="male" if is_male else "female")


def _draft(
    command: EnterDebtor, who: Who, at: int, account: EnterAccount, *, today: date, currency: str
) -> Draft:
    number = account.number.strip()
    if not number:
        raise RuleViolation("number_missing", f"accounts.{at}.number")
    number = _checked(f"accounts.{at}.number", lambda: checks.number(number))
    return Draft(
        at,
        who,
        What(number, account.product, account.credit_limit_minor, account.minimum_minor),
        _figures(at, account, today, currency),
        None,
        _reaches(command) if at == 0 else (),
        tuple(_other(place, other) for place, other in enumerate(command.others)) if at == 0 else (),
        command.batch_no,
        account.recall_on,
    )


def _figures(at: int, account: EnterAccount, today: date, currency: str) -> Figures:
    if account.total_minor is None and not account.parts:
        raise RuleViolation("amount_missing", f"accounts.{at}.total_minor")
    unknown = set(account.parts) - set(COMPONENTS)
    if unknown:
        raise ValueError(f"no components: {sorted(unknown)}")
    if account.as_of is not None and account.as_of > today:
        raise RuleViolation("as_of_in_future", f"accounts.{at}.as_of", as_of=account.as_of)
    values = {"oldest_due_on": account.oldest_due_on}
    return _checked(
        f"accounts.{at}",
        lambda: checks.figures(
            values,
            account.total_minor,
            account.parts,
            account.as_of,
            default_as_of=today,
            currency=currency,
        ),
    )


def _reaches(command: EnterDebtor) -> tuple[Reach, ...]:
    found = [_phone(f"phones.{at}", text) for at, text in enumerate(command.phones) if text.strip()]
    for kind, texts in (("address", command.addresses), ("email", command.emails)):
        for at, text in enumerate(texts):
            value = _checked(f"{kind}.{at}", partial(plain_text, text))
            if value:
                found.append(Reach(kind, value, value.casefold() if kind == "email" else value, ""))
    return tuple(found)


def _other(at: int, other: EnterOther) -> Other:
    name = _checked(f"others.{at}.name", lambda: checks.name(other.name))
    if not name:
        raise RuleViolation("name_missing", f"others.{at}.name")
    phones = [
        _phone(f"others.{at}.phones.{place}", text) for place, text in enumerate(other.phones) if text.strip()
    ]
    return Other(other.role, other.relation, name, None, tuple(phones))


T = TypeVar("T")


def _checked(name: str, check: Callable[[], T]) -> T:
    """What is wrong with a cell is here wrong with a field."""
    try:
        return check()
    except CellError as error:
        raise RuleViolation(error.code, name, **error.params) from None


def _phone(name: str, text: str) -> Reach:
    found, is_whole = checks.phones(text.strip(), "")
    if not is_whole or len(found) != 1:
        raise RuleViolation("phone_wrong", name)
    return found[0]
