"""Options that every command takes, and how their values are read."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from pathlib import Path

LANGUAGES = ("zh_CN", "en")


def declare_common(parser: ArgumentParser) -> None:
    """Where the store is, how it is opened, which moment it is, and how the answer is given."""
    common = parser.add_argument_group("every command")
    common.add_argument(
        "--home", type=Path, metavar="DIR", help="the folder of the store (also FAIRDUE_HOME)"
    )
    common.add_argument(
        "--practice", action="store_true", help="the practice store's own folder as the default"
    )
    common.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="the first line of FILE is the passphrase"
    )
    common.add_argument(
        "--as", dest="employee_no_of", metavar="NO", help="of several users: who one is, by employee number"
    )
    common.add_argument("--json", action="store_true", help="the answer as JSON, and nothing else")
    common.add_argument("--language", choices=LANGUAGES, help="of the sentences; default: the system's")
    moment = common.add_mutually_exclusive_group()
    moment.add_argument("--today", type=day, metavar="YYYY-MM-DD", help="as if it were 09:00 of that day")
    moment.add_argument("--now", type=moment_of, metavar="ISO", help="as if it were that moment, with offset")


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day such as 2026-11-21") from None


def moment_of(text: str) -> datetime:
    """A moment with its offset; without one it would mean another moment on another machine."""
    example = "2026-11-21T09:00+08:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no moment such as {example}") from None
    if moment.utcoffset() is None:
        raise ArgumentTypeError(f"{text!r} has no offset; write it as in {example}")
    return moment


def count(text: str) -> int:
    """A whole number from 0 on."""
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return number
