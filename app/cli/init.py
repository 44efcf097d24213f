"""``fairdue init``: make a real store, with its passphrase, recovery code, user and rules."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from app.cli.call import Call
from app.cli.terminal import Answer, Terminal
from app.domain.errors import AppError, CredentialProblem, RuleViolation, StorageProblem
from app.system.paths import Home

NAME = "init"
HELP = "make a real store: passphrase, recovery code, name, employee number, rules"

_ATTEMPTS = 3


def declare(parser: ArgumentParser) -> None:
    """What the store is made with; at a terminal, what is missing is asked for."""
    parser.add_argument("--name", help="the user's name")
    parser.add_argument("--employee-no", metavar="NO", help="the user's employee number")
    parser.add_argument(
        "--role", choices=("collector", "lead"), default="collector", help="default: collector"
    )
    parser.add_argument(
        "--rules", default="cn", metavar="PACK", help="rule pack of new creditors (default cn)"
    )
    parser.add_argument(
        "--zone", type=zone, default="Asia/Shanghai", help="time zone (default Asia/Shanghai)"
    )
    declare_recovery(parser)


def declare_recovery(parser: ArgumentParser) -> None:
    """Where a recovery code goes that nobody is there to type back."""
    parser.add_argument(
        "--recovery-out",
        type=Path,
        metavar="FILE",
        help="for scripts: write the recovery code into a new FILE instead of having it typed back",
    )


def zone(text: str) -> str:
    """The name of a time zone."""
    try:
        return ZoneInfo(text).key
    except (LookupError, OSError, ValueError):
        raise ArgumentTypeError(f"{text!r} is no time zone such as Asia/Shanghai") from None


def run(call: Call) -> Answer:
    """Ask for what is missing, have the recovery code confirmed, make the store."""
    from app.services import store
    from app.services.rulebook import shipped_codes

    options, terminal = call.options, call.terminal
    if call.home.has_store:
        raise StorageProblem("store_exists", path=str(call.home.root))
    if options.rules not in shipped_codes():
        raise RuleViolation("pack_unknown", "rule_pack", pack=options.rules, known=shipped_codes())
    wanted = store.NewStore(
        user_name=_text(call, options.name, "user_name_missing", "--name", ("Name:", "姓名：")),
        employee_no=_text(
            call, options.employee_no, "employee_no_missing", "--employee-no", ("Employee number:", "工号：")
        ),
        passphrase=_new_passphrase(call),
        role=options.role,
        rule_pack=options.rules,
        zone=options.zone,
    )
    confirm = confirmation(call)
    try:
        store.make(call.home, wanted, confirm, call.clock_in(ZoneInfo(options.zone)))
    except BaseException:
        if options.recovery_out is not None:  # a code that opens nothing
            options.recovery_out.unlink(missing_ok=True)
        raise
    return Answer({"home": str(call.home.root)}, [_made(terminal, call.home)])


def _made(terminal: Terminal, home: Home) -> str:
    return terminal.say(f"The store is in {home.root}", f"数据已建在 {home.root}")


def _text(call: Call, given: str | None, code: str, option: str, question: tuple[str, str]) -> str:
    text = (given or "").strip()
    if not text and call.terminal.can_ask:
        text = call.terminal.ask(call.terminal.say(*question))
    if not text:
        raise RuleViolation(code, option=option)
    return text


def _new_passphrase(call: Call) -> str:
    given = call.given_passphrase()
    if given is not None:
        return given
    terminal = call.terminal
    if not terminal.can_ask:
        raise CredentialProblem("passphrase_needed", path=str(call.home.root))
    first = terminal.ask_secret(terminal.say("New passphrase:", "新口令："))
    if terminal.ask_secret(terminal.say("Once more:", "再输入一次：")) != first:
        raise CredentialProblem("passphrase_differs")
    return first


def confirmation(call: Call) -> Callable[[str], bool]:
    """How the recovery code is shown and given back."""
    out: Path | None = call.options.recovery_out
    if out is not None:
        if out.exists():
            raise StorageProblem("file_exists", path=str(out))
        return lambda code: _written(out, code)
    if not call.terminal.can_ask:
        raise CredentialProblem("recovery_out_needed")
    return lambda code: _typed_back(call.terminal, code)


def _written(out: Path, code: str) -> bool:
    from app.system.durable import write_private

    write_private(out, f"{code}\n".encode())
    return _is_same(out.read_text("utf-8"), code)


def _typed_back(terminal: Terminal, code: str) -> bool:
    from app.services.messages import sentence

    terminal.note(
        terminal.say(
            "Recovery code. Write it down on paper and keep it away from this computer: without passphrase and "
            "code nobody can open the data.",
            "恢复码。请抄在纸上，不要存在这台电脑里：口令和恢复码都丢失后，任何人都无法打开数据。",
        )
    )
    terminal.note(f"\n    {code}\n")
    for _ in range(_ATTEMPTS):
        try:
            if _is_same(terminal.ask(terminal.say("Type it back:", "请照抄输入：")), code):
                return True
        except AppError as error:
            terminal.note(sentence(error, terminal.language))
    return False


def _is_same(typed: str, code: str) -> bool:
    from app.system.recovery import parse_recovery_code

    return parse_recovery_code(typed) == parse_recovery_code(code)
