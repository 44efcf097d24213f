"""What the rules read of one case: its reference rows and its standing facts, put together by the store."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.contract import Contract
from app.domain.facts import Fact, Id, standing
from app.domain.values import value


@value
class Account:
    """One card or loan: what does not change from day to day."""

    id: Id
    number: str
    product: str | None
    currency: str
    credit_limit_minor: int | None = None
    minimum_minor: int | None = None
    daily_rate: Decimal | None = None


@value
class Point:
    """A phone, address or mailbox of a party of the case."""

    id: Id
    party_id: Id
    person_id: Id
    role: str
    kind: str
    normal: str
    source: str
    is_reserved: bool


@value
class CaseFile:
    """One debtor × one creditor. ``facts`` and ``person_facts`` stand and are in order.

    ``person_facts`` are those about the debtor from elsewhere: other cases, or no case at all. Limits, refusals
    and death concern the person. ``allocation``: the preset the creditor chose, None for that of its rule pack.
    ``contract``: what an own book accrues by; None accrues nothing. ``tolerance_minor``, ``grace_days``: how the
    creditor judges promises and instalments; None: as its rule pack does.
    """

    case_id: Id
    person_id: Id
    zone: ZoneInfo
    rule_pack: str
    accounts: tuple[Account, ...]
    points: tuple[Point, ...]
    facts: tuple[Fact, ...]
    person_facts: tuple[Fact, ...]
    allocation: str | None = None
    contract: Contract | None = None
    tolerance_minor: int | None = None
    grace_days: int | None = None


def assembled(
    case_id: Id,
    person_id: Id,
    zone: ZoneInfo,
    rule_pack: str,
    *,
    accounts: tuple[Account, ...],
    points: tuple[Point, ...],
    facts: Sequence[Fact],
    undone: frozenset[Id] = frozenset(),
    allocation: str | None = None,
    contract: Contract | None = None,
    tolerance_minor: int | None = None,
    grace_days: int | None = None,
) -> CaseFile:
    """A case file from everything the store holds of the case and its debtor, in any order.

    ``undone``: the acts that are undone (``annulled_acts``).
    """
    stands = standing(facts, undone)
    own = tuple([fact for fact in stands if fact.case_id == case_id])
    is_all = len(own) == len(stands)
    return CaseFile(
        case_id,
        person_id,
        zone,
        rule_pack,
        accounts,
        points,
        own,
        () if is_all else tuple([fact for fact in stands if fact.case_id != case_id]),
        allocation,
        contract,
        tolerance_minor,
        grace_days,
    )
