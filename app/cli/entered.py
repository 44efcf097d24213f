"""What the nouns of the desk share: how ids, amounts, days and moments are entered, and how answers show them.

Amounts and days are entered as at the desk: ``2k``, ``1,500.50``; ``+3``, ``25``, ``w5``, ``2026-12-25``. Days and
moments are the debtor's.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.call import Call
from app.cli.options import count
from app.domain.errors import NotFound, RuleViolation
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.domain.casefile import Point
    from app.services.context import Context
    from app.services.given import PromiseGiven
    from app.services.situations import Desk


def declare_case(parser: ArgumentParser, *, is_optional: bool = False) -> None:
    """Which case."""
    parser.add_argument(
        "case",
        metavar="CASE",
        nargs="?" if is_optional else None,
        help="the case_id of the queue, or the number of the case",
    )


def declare_case_or_list(parser: ArgumentParser, lists: Sequence[str], what: str) -> None:
    """Which case, or which list over all of them; ``is_list`` tells."""
    declare_case(parser, is_optional=True)
    parser.add_argument("--list", choices=lists, help=f"{what} of all cases instead of one")
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="of a list (default 50)")
    parser.add_argument("--offset", type=count, default=0, metavar="N")


def is_list(call: Call) -> bool:
    """Whether a list is asked for. Raises RuleViolation ``case_or_list`` when neither list nor case is named."""
    given = call.options
    if not given.list and given.case is None:
        raise RuleViolation("case_or_list", "case")
    return bool(given.list)


def declare_act(parser: ArgumentParser) -> None:
    """The act's own id, so that a repeated command adds nothing."""
    parser.add_argument("--act", metavar="ID", help="id of this act (UUID); the same again adds nothing")


def clock_time(text: str) -> time:
    """A time of day as HH:MM."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no time such as 14:30") from None


def act_of(call: Call, context: Context) -> bytes:
    """The id given by ``--act``, else a new one."""
    given = call.options.act
    return context.new_id() if given is None else id_entered(given, "act_id_wrong")


def id_entered(text: str, code: str) -> bytes:
    """The 16 bytes of a UUID. Raises NotFound(code) for anything else."""
    try:
        return UUID(text).bytes
    except ValueError:
        raise NotFound(code) from None


def case_id(context: Context, text: str) -> bytes:
    """The id of the case that a text names: its UUID, or its number in this store. Raises NotFound."""
    from app.models import casebook

    if text.isascii() and text.isdigit() and len(text) < 19:
        with context.db.read() as connection:
            found = casebook.case_id_of(connection, int(text))
        if found is None:
            raise NotFound("case_missing")
        return found
    return id_entered(text, "case_missing")


def opened_case(context: Context, text: str) -> bytes:
    """The id of a case whose content is about to be shown: that it was opened is kept before. Raises NotFound."""
    from app.services import openings

    found = case_id(context, text)
    openings.keep_one(context, found, "cli")
    return found


def desk_of(call: Call, context: Context) -> Desk:
    """The case that the command names, opened. Raises NotFound("case_missing")."""
    from app.services import situations

    wanted = opened_case(context, call.options.case)
    with context.db.read() as connection:
        desk = situations.open_case(connection, wanted, context.rules, context.packs, context.now())
    if desk is None:
        raise NotFound("case_missing")
    return desk


def point_of(desk: Desk, text: str | None) -> Point | None:
    """The point that a text names, by its id or its number; without a text the debtor's first phone.

    Raises NotFound("point_missing").
    """
    from app.domain.call_record import PHONES
    from app.domain.identity import normalise_phone
    from app.domain.terms import Role

    if text is None:
        phones = (point for point in desk.case.points if point.kind in PHONES and point.role == Role.DEBTOR)
        return next(phones, None)
    number = normalise_phone(text)
    for point in desk.case.points:
        if uuid_text(point.id) == text.lower() or (number is not None and point.normal == number):
            return point
    raise NotFound("point_missing")


def account_of(desk: Desk, number: str | None) -> bytes | None:
    """The account with this number, or ending in it. Raises NotFound("account_missing")."""
    if number is None:
        return None
    found = [account.id for account in desk.case.accounts if account.number.endswith(number)]
    if len(found) != 1:
        raise NotFound("account_missing")
    return found[0]


def today_of(desk: Desk) -> date:
    """The debtor's day."""
    return desk.now.astimezone(desk.case.zone).date()


def amount(
    text: str | None, desk: Desk, field: str = "amount_minor", account: bytes | None = None
) -> int | None:
    """Minor units of an amount as typed, in the currency of the account where one is given, else of the case.

    Raises RuleViolation ``amount_…``.
    """
    from app.domain.money import parse_amount

    if text is None:
        return None
    return parse_amount(text, currency_of(desk, account), field=field)


def declare_promise(parser: ArgumentParser) -> None:
    """Amount and day of a promise, or of several at once."""
    parser.add_argument(
        "--amount", metavar="AMOUNT", help="of a promise: 1500, 2k, 3x500, 500;800, +500, =500"
    )
    parser.add_argument("--due", metavar="DAY", help="of a promise: +3, 25, w5, 10;25, 2026-12-25")
    parser.add_argument("--account", metavar="TAIL", help="the account it is about, by its last digits")


def promise_of(call: Call, context: Context, desk: Desk, note: str | None = None) -> PromiseGiven | None:
    """What was promised; None where amount or day is missing. Raises RuleViolation ``amount_…``, ``date_…``,
    ``promises_…``."""
    from app.domain.promise_entry import parse_amounts, parse_days
    from app.services.given import promise_given

    given = call.options
    if given.amount is None or given.due is None:
        return None
    account = account_of(desk, given.account)
    amounts = parse_amounts(given.amount, currency_of(desk, account))
    days = parse_days(given.due, today_of(desk), desk.state.history.pay_day, context.rules.calendar)
    return promise_given(amounts, days, account, note)


def currency_of(desk: Desk, account: bytes | None) -> str:
    """The currency of the account where one is given, else of the case."""
    own = next((held.currency for held in desk.case.accounts if held.id == account), None)
    return own or desk.state.currency or "CNY"


def day_past(text: str | None, desk: Desk, field: str) -> date | None:
    """A day up to today. Raises RuleViolation ``date_…``."""
    from app.domain.date_entry import parse_when

    return None if text is None else parse_when(text, today_of(desk), backward=True, field=field).day


def moment_ahead(text: str | None, desk: Desk, field: str) -> datetime | None:
    """A moment as typed at the desk (``1430``, ``m 10:00``) or ISO with its offset."""
    from app.domain.date_entry import parse_callback

    if text is None:
        return None
    exact = _iso(text)
    return (
        exact
        or parse_callback(text, desk.now, desk.case.zone, pay_day=desk.state.history.pay_day, field=field).at
    )


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def shown(value: Any, zone: tzinfo) -> Any:
    """A value as JSON carries it: ids as UUIDs, days and moments as ISO text, enumerations as their words."""
    if isinstance(value, bytes):
        return uuid_text(value)
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value)
    return value


def data_of(zone: tzinfo, /, **values: Any) -> dict[str, Any]:
    """A JSON object from plain values."""
    return {name: shown(value, zone) for name, value in values.items()}
