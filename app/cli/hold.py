"""``fairdue hold``: the holds of a case, a new one, one lifted; or the case put off."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import (
    act_of,
    data_of,
    declare_act,
    declare_case,
    desk_of,
    id_entered,
    moment_ahead,
)
from app.cli.options import moment_of
from app.cli.terminal import Answer
from app.domain.terms import HoldKind

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.holds import Moved
    from app.services.situations import Desk

NAME = "hold"
HELP = "show, place or lift holds of a case, or put it off"


def declare(parser: ArgumentParser) -> None:
    """The case and the hold."""
    declare_case(parser)
    parser.add_argument("--kind", choices=[str(kind) for kind in HoldKind], help="place a hold of this kind")
    parser.add_argument(
        "--from", dest="from_", type=moment_of, metavar="ISO", help="its beginning; default: now"
    )
    parser.add_argument("--until", metavar="WHEN", help="its end; default: what its kind says")
    parser.add_argument("--evidence", metavar="TEXT", help="what proves it")
    parser.add_argument("--lift", metavar="HOLD", help="lift this hold")
    parser.add_argument("--snooze", metavar="WHEN", help="put the case off until then, without a hold")
    parser.add_argument("--why", metavar="TEXT")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Show, place, lift or put off."""
    from app.services import holds
    from app.services.given import HoldGiven
    from app.services.holds import PlaceHold, ReleaseHold, Snooze

    given = call.options
    with call.store() as context:
        desk = desk_of(call, context)
        act, case = act_of(call, context), desk.case.case_id
        if given.lift is not None:
            lifted = ReleaseHold(act, case, id_entered(given.lift, "hold_missing"), given.why or "")
            return _answer(call, context, holds.release(context, lifted)[0])
        if given.kind is not None:
            until = moment_ahead(given.until, desk, "until_at")
            hold = HoldGiven(HoldKind(given.kind), until, given.why, given.evidence, starts_at=given.from_)
            return _answer(call, context, holds.place(context, PlaceHold(act, case, hold))[0])
        until = moment_ahead(given.snooze, desk, "until_at")
        if until is not None:
            return _answer(call, context, holds.snooze(context, Snooze(act, case, until, given.why))[0])
        return _shown(call, context, desk)


def _answer(call: Call, context: Context, moved: Moved) -> Answer:
    words = call.words(context)
    data = data_of(context.zone, act=moved.act, fact=moved.fact, until=moved.until_at)
    until = words.moment(moved.until_at) if moved.until_at else "-"
    return Answer(data, [call.terminal.say(f"done, until {until}", f"已登记，至 {until}")])


def _shown(call: Call, context: Context, desk: Desk) -> Answer:
    words, terms = call.words(context), context.rules.vocabulary.holds
    rows = [
        data_of(
            context.zone,
            hold=fact.uid,
            kind=fact.body.hold_kind,
            text=terms[HoldKind(fact.body.hold_kind)].words.text(words.language),
            starts_at=fact.body.starts_at,
            until=fact.body.until_at,
            why=fact.body.why,
            evidence=fact.body.evidence,
            lifted_by=terms[HoldKind(fact.body.hold_kind)].lifted_by,
        )
        for fact in desk.state.holds
    ]
    return Answer(
        rows, [f"{row['text']}  {row['until'] or '-'}  {row['why'] or ''}".rstrip() for row in rows]
    )
