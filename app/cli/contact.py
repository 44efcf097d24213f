"""``fairdue contact``: what came of a call, saved with its reason, promise, hold and wish as one act."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import time
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import (
    account_of,
    act_of,
    clock_time,
    data_of,
    declare_act,
    declare_case,
    declare_promise,
    desk_of,
    moment_ahead,
    point_of,
    promise_of,
)
from app.cli.options import count, moment_of
from app.cli.terminal import Answer
from app.domain.terms import Channel, Direction, HoldKind

if TYPE_CHECKING:
    from app.services.contacts import RecordContact
    from app.services.context import Context
    from app.services.given import HoldGiven, PreferenceGiven, ReasonGiven
    from app.services.situations import Desk

NAME = "contact"
HELP = "record what came of a call: result, reason, promise, hold, next step"


def declare(parser: ArgumentParser) -> None:
    """The contact and what was said in it."""
    declare_case(parser)
    parser.add_argument("result", metavar="RESULT", help="result code: NA, PTP, RTP …")
    parser.add_argument(
        "--point", metavar="POINT", help="a point_id or number; default: the debtor's first phone"
    )
    parser.add_argument("--channel", choices=[str(c) for c in Channel], default="call", help="default: call")
    parser.add_argument("--direction", choices=[str(d) for d in Direction], default="outbound")
    parser.add_argument("--started", type=moment_of, metavar="ISO", help="default: now")
    parser.add_argument("--ended", type=moment_of, metavar="ISO")
    parser.add_argument("--identity", choices=("yes", "no"), help="whether the identity was checked")
    parser.add_argument("--reason", metavar="CODE", help="overdue reason; default: the one on file")
    parser.add_argument("--willingness", type=count, metavar="1-5")
    parser.add_argument("--ability", type=count, metavar="1-5")
    declare_promise(parser)
    parser.add_argument("--hold", choices=[str(h) for h in HoldKind], help="default: what the result begins")
    parser.add_argument("--hold-until", metavar="WHEN")
    parser.add_argument("--callback", metavar="WHEN", help="agreed with the debtor: 1430, m 1000, ISO")
    parser.add_argument("--next", metavar="WHEN", help="next step of our own; default: what the result says")
    parser.add_argument("--wish", metavar="WISH", help="no_contact, hours, consent_hours, channel_refused")
    parser.add_argument("--wish-channel", choices=[str(c) for c in Channel])
    parser.add_argument("--from", dest="from_", type=clock_time, metavar="HH:MM", help="of a wish for hours")
    parser.add_argument("--to", type=clock_time, metavar="HH:MM")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--recording", metavar="REF", help="reference of the recording")
    parser.add_argument("--override", metavar="WHY", help="why a soft rule of the gate was set aside")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Save the contact and say what follows."""
    from app.services import contacts

    with call.store() as context:
        recorded, _ = contacts.record(context, _command(call, context, desk_of(call, context)))
        words = call.words(context)
        name = context.rules.codes.get(recorded.result).words.text(words.language)
        after = words.moment(recorded.next_at) if recorded.next_at else "-"
        data = data_of(
            context.zone,
            act=recorded.act,
            case_id=recorded.case_id,
            result=recorded.result,
            next_at=recorded.next_at,
            next_kind=recorded.next_kind,
            hold=recorded.hold,
            hold_until=recorded.hold_until,
            promise=recorded.promise,
            rule_check=recorded.rule_check,
            third_person=recorded.is_third_person,
        )
        return Answer(data, [f"{name} → {after}  ({recorded.rule_check or '-'})"])


def _command(call: Call, context: Context, desk: Desk) -> RecordContact:
    from app.services.contacts import RecordContact
    from app.services.given import OverrideGiven

    given = call.options
    point = point_of(desk, given.point)
    return RecordContact(
        act_of(call, context),
        desk.case.case_id,
        given.result.upper(),
        point.id if point else None,
        channel=Channel(given.channel),
        direction=Direction(given.direction),
        started_at=given.started,
        ended_at=given.ended,
        is_identity_checked=None if given.identity is None else given.identity == "yes",
        reason=_reason(call),
        promise=promise_of(call, context, desk),
        hold=_hold(call, desk),
        callback_at=moment_ahead(given.callback, desk, "callback_at"),
        preference=_preference(call),
        next_at=moment_ahead(given.next, desk, "next_at"),
        note=given.note,
        override=OverrideGiven(given.override) if given.override is not None else None,
        recording_ref=given.recording,
        account_id=account_of(desk, given.account),
    )


def _reason(call: Call) -> ReasonGiven | None:
    from app.services.given import ReasonGiven

    given = call.options
    if given.reason is None:
        return None
    return ReasonGiven(given.reason.upper(), given.willingness, given.ability)


def _hold(call: Call, desk: Desk) -> HoldGiven | None:
    from app.services.given import HoldGiven

    given = call.options
    if given.hold is None:
        return None
    return HoldGiven(HoldKind(given.hold), moment_ahead(given.hold_until, desk, "until_at"))


def _preference(call: Call) -> PreferenceGiven | None:
    from app.services.given import PreferenceGiven

    given = call.options
    if given.wish is None:
        return None
    begins: time | None = given.from_
    channel = Channel(given.wish_channel) if given.wish_channel else None
    return PreferenceGiven(given.wish, channel, begins, given.to)
