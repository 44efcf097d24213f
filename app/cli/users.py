"""``fairdue users``: who may unlock a store; the lead adds somebody, lets somebody go, gives a first passphrase."""

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
HELP = "who may unlock the store; a lead adds somebody, lets somebody go, gives a first passphrase"


def declare(parser: ArgumentParser) -> None:
    """At most one change at a time; each user is named by employee number."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NO", help="let somebody unlock, too")
    what.add_argument("--let-go", metavar="NO", help="let somebody unlock no more")
    what.add_argument("--give", metavar="NO", help="give somebody a first passphrase again")
    parser.add_argument("--name", default="", help="the name of whoever is added")
    parser.add_argument(
        "--role", choices=("collector", "lead"), default="collector", help="default: collector"
    )
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
    return Answer([_data(one) for one in found], [_line(call, one) for one in found])


def _change(call: Call, context: Context) -> None:
    from app.domain.permissions import Post
    from app.services import users
    from app.services.users import NewUser

    options = call.options
    if options.add is not None:
        new = NewUser(options.name, options.add, Post(options.role), _first(call))
        users.add(context, _own(call), new)
    elif options.give is not None:
        users.give_passphrase(context, _own(call), _known(context, options.give), _first(call))
    elif options.let_go is not None:
        users.deactivate(context, _own(call), _known(context, options.let_go))


def _own(call: Call) -> str:
    """The passphrase of whoever makes a change, which confirms it."""
    return call.passphrase() or ""


def _first(call: Call) -> str:
    if call.options.first_passphrase_file is not None:
        return first_line(call.options.first_passphrase_file)
    if not call.terminal.can_ask:
        raise CredentialProblem("passphrase_needed", path=str(call.home.root))
    return call.terminal.ask_secret(call.terminal.say("First passphrase:", "初始口令："))


def _known(context: Context, employee_no: str) -> bytes:
    from app.services import users

    for member in users.members(context):
        if member.employee_no.casefold() == employee_no.casefold():
            return member.id
    raise NotFound("user_unknown")


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
    role = call.terminal.say(*{"lead": ("lead", "主管"), "collector": ("collector", "催收员")}[member.role])
    state = (
        call.terminal.say("let go", "已停用")
        if not member.is_active
        else call.terminal.say("has not unlocked yet", "尚未首次打开")
        if member.must_change
        else call.terminal.say("may unlock", "在用")
    )
    return f"{member.name} · {member.employee_no} · {role} · {state}"
