"""``fairdue keys``: the ways into a real store: who has one, another passphrase or recovery code, a new data key."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from app.cli.call import PROGRAM, Call, first_line
from app.cli.init import confirmation, declare_recovery
from app.cli.terminal import Answer
from app.domain.errors import CredentialProblem, StorageProblem

NAME = "keys"
HELP = "the ways into the store; another passphrase or recovery code, or a new data key after a leak"


def declare(parser: ArgumentParser) -> None:
    """At most one change at a time."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="change one's own passphrase to the first line of FILE",
    )
    what.add_argument("--new-code", action="store_true", help="a new recovery code; the old one is void")
    what.add_argument(
        "--rekey",
        action="store_true",
        help="write every page anew with a new key; every way in ends but one's own passphrase and the new code",
    )
    declare_recovery(parser)


def run(call: Call) -> Answer:
    """Do what was asked for; without, tell the ways in."""
    options = call.options
    if options.new_passphrase_file is not None:
        return _change(call, first_line(options.new_passphrase_file))
    if options.new_code:
        return _new_code(call)
    return _rekey(call) if options.rekey else _told(call)


def _told(call: Call) -> Answer:
    from app.services import store
    from app.system.slotfile import Way

    with store.held(call.home, program=PROGRAM) as slots:
        ways = sorted(str(way) for way in slots.ways)
        people = [{"name": one.name, "employee_no": one.number} for one in slots.holders]
        data: dict[str, Any] = {"practice": slots.practice, "ways": ways, "users": people}
        words = {
            Way.PASSPHRASE: call.terminal.say("passphrase", "口令"),
            Way.RECOVERY: call.terminal.say("recovery code", "恢复码"),
            Way.KEYRING: call.terminal.say("keyring of this computer", "这台电脑的系统钥匙串"),
        }
        lines = [words[way] for way in Way if way in slots.ways]
        lines += [f"  {one.name} · {one.number}" for one in slots.holders]
    return Answer(data, lines)


def _change(call: Call, new: str) -> Answer:
    from app.services import store, unlocking, ways_in

    old = call.passphrase() or ""
    with store.held(call.home, program=PROGRAM) as slots:
        opening = unlocking.Opening(call.home, slots, call.clock, call.options.today)
        user = store.user_of(slots, call.options.employee_no_of)
        try:
            context = unlocking.open_by_passphrase(opening, old, user)
        except CredentialProblem as problem:
            if problem.code != "passphrase_must_change":
                raise
            context = unlocking.open_by_passphrase(opening, old, user, new)
            old = new
        try:
            if old != new or not slots.holders:
                ways_in.change_passphrase(context, old, new)
        finally:
            context.db.close()
    return _done(call, "The new passphrase opens the store from now on.", "今后用新口令打开数据。")


def _new_code(call: Call) -> Answer:
    from app.services import ways_in

    with call.store(is_current=False) as context:
        made = ways_in.new_code(context, call.passphrase() or "")
        _confirm(call, made.code)
        ways_in.keep_code(context, made, made.code)
    return _done(
        call, "The new recovery code is in force; the old one is void.", "新恢复码已生效，旧的作废。"
    )


def _rekey(call: Call) -> Answer:
    from app.services import rekeying, store
    from app.services.unlocking import Opening

    passphrase = call.passphrase() or ""
    with store.held(call.home, program=PROGRAM) as slots:
        opening = Opening(call.home, slots, call.clock, call.options.today)
        user = store.user_of(slots, call.options.employee_no_of)
        prepared = rekeying.prepare(opening, passphrase, user)
        _confirm(call, prepared.recovery_code)
        rekeying.rekey(prepared, prepared.recovery_code, call.terminal)
    answer = _done(call, "The store has a new data key.", "数据已更换密钥。")
    if not prepared.ended:
        return answer
    names = call.terminal.say(", ", "、").join(prepared.ended)
    line = call.terminal.say(
        f"Give a first passphrase again: {names}.", f"请为以下用户重设初始口令：{names}。"
    )
    return Answer({"home": str(call.home.root), "ended": prepared.ended}, [*answer.lines, line])


def _confirm(call: Call, code: str) -> None:
    if not confirmation(call)(code):
        raise StorageProblem("recovery_not_confirmed")


def _done(call: Call, english: str, chinese: str) -> Answer:
    return Answer({"home": str(call.home.root)}, [call.terminal.say(english, chinese)])
