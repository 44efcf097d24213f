"""``fairdue mail``: the mail server of the store, whether it lets us in, and one case's e-mail sent through it."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call, first_line
from app.cli.entered import act_of, data_of, declare_act, declare_case
from app.cli.letter_lines import asked, declare_draft
from app.cli.options import count
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.mailing import MailSettings

NAME = "mail"
HELP = (
    "the mail server, and e-mail by template sent through it; the password lies in the keyring or in a file"
)
PORTS = {"starttls": 587, "tls": 465}
_TEXTS = ("host", "security", "user", "sender", "sender_name", "ca_file")


def declare(parser: ArgumentParser) -> None:
    """The server, what is to be done, and the mail."""
    declare_case(parser, is_optional=True)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--send", metavar="TEMPLATE", help="send the case's e-mail from this template, and log it"
    )
    what.add_argument("--check", action="store_true", help="log in and send nothing")
    what.add_argument("--forget", action="store_true", help="forget the server and its password")
    server = parser.add_argument_group("the server; what is not named stays")
    server.add_argument("--host", metavar="NAME")
    server.add_argument("--port", type=count, metavar="N", help="default: 587 for starttls, 465 for tls")
    server.add_argument("--security", choices=tuple(PORTS), help="there is no third (default starttls)")
    server.add_argument("--user", metavar="NAME", help="who logs in")
    server.add_argument("--sender", metavar="ADDRESS", help="the address mail comes from")
    server.add_argument("--sender-name", metavar="NAME")
    server.add_argument("--ca-file", metavar="FILE", help="the house's own authority")
    server.add_argument("--keep-password", action="store_true", help="put the password into the keyring")
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="the first line of FILE is the password; kept nowhere without --keep-password",
    )
    parser.add_argument("--letter", metavar="NO", help="a letter that goes with the mail, by its number")
    declare_draft(parser)
    declare_act(parser)


def run(call: Call) -> Answer:
    """What was asked for, else the settings."""
    from app.services import mailing

    given = call.options
    with call.store() as context:
        if given.send:
            return _sent(call, context)
        if given.check:
            mailing.check(context, password=_password(call))
            return Answer({"is_open": True}, [call.terminal.say("the server lets us in", "服务器登录成功")])
        if given.forget:
            mailing.forget(context)
        elif given.keep_password or any(getattr(given, name) is not None for name in (*_TEXTS, "port")):
            return _shown(call, _kept(call, context))
        return _shown(call, mailing.current(context))


def _sent(call: Call, context: Context) -> Answer:
    from app.services import mailing
    from app.services.letters import issuing
    from app.services.mailing import SendMail

    given = call.options
    letter = issuing.find(context, given.letter) if given.letter else None
    command = SendMail(act_of(call, context), asked(call, context, given.send), letter)
    recorded, _ = mailing.send(context, command, password=_password(call))
    data = data_of(context.zone, act=recorded.act, case_id=recorded.case_id, contact=recorded.contact)
    return Answer(data, [call.terminal.say("sent and logged", "已发送并记录")])


def _kept(call: Call, context: Context) -> MailSettings:
    from app.services import mailing
    from app.services.mailing import MailSettings

    given = call.options
    before = mailing.current(context) or MailSettings("", 0, "starttls", "", "")
    texts = {name: getattr(given, name) for name in _TEXTS if getattr(given, name) is not None}
    wanted = replace(before, **texts)
    is_moved = given.security is not None and given.security != before.security
    if given.port is not None:
        wanted = replace(wanted, port=given.port)
    elif not before.port or is_moved:
        wanted = replace(wanted, port=PORTS[wanted.security])
    password = None
    if given.keep_password:
        password = _password(call) or _typed(call)
    kept, _ = mailing.save(context, wanted, password)
    return kept


def _password(call: Call) -> str | None:
    path: Path | None = call.options.password_file
    return None if path is None else first_line(path)


def _typed(call: Call) -> str:
    if not call.terminal.can_ask:
        raise RuleViolation("mail_field", "password", name="--password-file")
    return call.terminal.ask_secret(call.terminal.say("Password:", "邮箱密码："))


def _shown(call: Call, found: MailSettings | None) -> Answer:
    if found is None:
        return Answer(None, [call.terminal.say("no mail server is set up", "尚未设置邮件服务器")])
    data: dict[str, Any] = asdict(found)
    return Answer(data, [f"{name:<12} {value}" for name, value in data.items()])
