"""``fairdue users``: who may unlock a store; the lead adds and amends users, lets go, gives a first passphrase."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call, first_line
from app.cli.terminal import Answer
from app.domain.errors import CredentialProblem, NotFound

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.users import Member

NAME = "users"
HELP = "who may unlock the store; a lead adds and amends users, lets somebody go, gives a first passphrase"


def declare(parser: ArgumentParser) -> None:
    """At most one change at a time; each user is named by employee number."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NO", help="let somebody unlock, too")
    what.add_argument("--amend", metavar="NO", help="another name or role for somebody, with --why")
    what.add_argument(
        "--history", metavar="NO", help="what was changed about somebody, when, by whom and why"
    )
    what.add_argument("--let-go", metavar="NO", help="let somebody unlock no more, with --why")
    what.add_argument("--give", metavar="NO", help="give somebody a first passphrase again, with --why")
    parser.add_argument("--name", default="", help="the name of whoever is added or amended")
    parser.add_argument(
        "--role", choices=("collector", "lead"), help="of whoever is added (default: collector) or amended"
    )
    parser.add_argument("--why", default="", metavar="TEXT", help="kept with the change")
    parser.add_argument(
        "--first-passphrase-file",
        type=Path,
        metavar="FILE",
        help="the first line of FILE is the first passphrase, which is changed when it is first used",
    )


def run(call: Call) -> Answer:
    """Do what was asked for, then tell who there is."""
    from app.services import users

    with call.store(is_current=False) as context:
        _change(call, context)
        found = users.members(context)
        if call.options.history is not None:
            return _history(call, context, _known(context, call.options.history))
    return Answer([_data(one) for one in found], [_line(call, one) for one in found])


def _change(call: Call, context: Context) -> None:
    from app.domain.permissions import Post
    from app.services import users
    from app.services.users import AmendUser, NewUser

    options = call.options
    if options.add is not None:
        new = NewUser(options.name, options.add, Post(options.role or Post.COLLECTOR), _first(call))
        users.add(context, _own(call), new)
    elif options.amend is not None:
        member = _known(context, options.amend)
        wanted = AmendUser(options.name or member.name, Post(options.role or member.role), options.why)
        users.amend(context, _own(call), member.id, wanted)
    elif options.give is not None:
        member = _known(context, options.give)
        users.give_passphrase(context, _own(call), member.id, _first(call), options.why)
    elif options.let_go is not None:
        users.deactivate(context, _own(call), _known(context, options.let_go).id, options.why)


def _own(call: Call) -> str:
    """The passphrase of whoever makes a change, which confirms it."""
    return call.passphrase() or ""


def _first(call: Call) -> str:
    if call.options.first_passphrase_file is not None:
        return first_line(call.options.first_passphrase_file)
    if not call.terminal.can_ask:
        raise CredentialProblem("passphrase_needed", path=str(call.home.root))
    return call.terminal.ask_secret(call.terminal.say("First passphrase:", "初始口令："))


def _known(context: Context, employee_no: str) -> Member:
    from app.services import users

    for member in users.members(context):
        if member.employee_no.casefold() == employee_no.casefold():
            return member
    raise NotFound("user_unknown")


def _history(call: Call, context: Context, member: Member) -> Answer:
    from app.services.messages.users import changed

    data = [
        {
            "at": one.at.astimezone(context.zone).isoformat(timespec="seconds"),
            "who": one.who,
            "field": one.field,
            "old": one.old,
            "new": one.new,
            "why": one.why,
        }
        for one in member.history
    ]
    lines = [
        f"{row['at']}  {one.who}  {changed(one.field, one.old, one.new, call.terminal.language)}  {one.why}".rstrip()
        for row, one in zip(data, member.history, strict=True)
    ]
    return Answer(data, lines or [call.terminal.say("nothing was changed yet", "尚未改动过")])


def _data(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "employee_no": member.employee_no,
        "role": str(member.role),
        "active": member.is_active,
        "has_passphrase": member.has_passphrase,
        "must_change": member.must_change,
    }


def _line(call: Call, member: Member) -> str:
    from app.services.messages.users import role_word

    role = role_word(member.role, call.terminal.language)
    state = (
        call.terminal.say("let go", "已停用")
        if not member.is_active
        else call.terminal.say("has not unlocked yet", "尚未首次打开")
        if member.must_change
        else call.terminal.say("may unlock", "在用")
    )
    return f"{member.name} · {member.employee_no} · {role} · {state}"
