"""The command line: nouns, options, exit codes, and what is said when something is refused or breaks."""

from __future__ import annotations

import logging
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType

from app import __version__
from app.cli import (
    access,
    adjust,
    assign,
    backup,
    case,
    codes,
    contact,
    day,
    due,
    elsewhere,
    erase,
    export,
    gate,
    hand_back,
    hold,
    import_file,
    init,
    keys,
    ledger,
    letters,
    mail,
    means,
    payment,
    payments,
    plan,
    promise,
    queue,
    rebuild,
    report,
    restore,
    rules,
    run_window,
    sample,
    seen,
    self_test,
    skip,
    stage,
    strategy,
    treatment,
    undo,
    users,
    verify,
    visit,
)
from app.cli.call import Call
from app.cli.options import declare_common
from app.cli.terminal import Terminal, system_language
from app.domain.errors import AppError, Cancelled
from app.system.paths import Home

NOUNS: tuple[ModuleType, ...] = (
    run_window,
    init,
    sample,
    import_file,
    queue,
    day,
    due,
    case,
    gate,
    rules,
    codes,
    contact,
    elsewhere,
    visit,
    promise,
    plan,
    means,
    payment,
    payments,
    adjust,
    ledger,
    letters,
    mail,
    hold,
    stage,
    treatment,
    skip,
    seen,
    assign,
    undo,
    strategy,
    export,
    report,
    access,
    hand_back,
    erase,
    rebuild,
    verify,
    backup,
    restore,
    keys,
    users,
    self_test,
)

DONE, REFUSED, USED_WRONGLY = 0, 1, 2
_ENDING = f"""exit code: {DONE} done, {REFUSED} refused or failed (told in one sentence), {USED_WRONGLY} used wrongly
FAIRDUE_HOME names the folder of the store where --home does not. More in docs/cli.md."""

log = logging.getLogger(__name__)


def parser() -> ArgumentParser:
    """The parser of every noun."""
    whole = ArgumentParser("fairdue", description="FairDue (有还) without its window.", epilog=_ENDING)
    whole.formatter_class = RawDescriptionHelpFormatter
    whole.add_argument("--version", action="version", version=f"fairdue {__version__}")
    nouns = whole.add_subparsers(dest="noun", metavar="NOUN", required=True)
    for noun in NOUNS:
        part = nouns.add_parser(noun.NAME, help=noun.HELP, description=noun.HELP, allow_abbrev=False)
        noun.declare(part)
        declare_common(part)
        part.set_defaults(run=noun.run)
    return whole


def run(words: Sequence[str]) -> int:
    """Run the command these words make and return its exit code. Only a bug of the interpreter itself escapes."""
    try:
        options = parser().parse_args(words)
    except SystemExit as end:  # the parser has printed its help, or what is wrong
        return end.code if isinstance(end.code, int) else USED_WRONGLY
    terminal = Terminal(as_json=options.json, language=options.language or system_language())
    call = Call(options, terminal)
    with _logging(call.home):
        return _outcome(call, options)


def _outcome(call: Call, options: Namespace) -> int:
    try:
        return call.terminal.show(options.run(call))
    except AppError as error:
        return _refused(call.terminal, error)
    except KeyboardInterrupt:
        return _refused(call.terminal, Cancelled())
    except BrokenPipeError:  # the reader went away: `fairdue queue | head`
        _drop_output()
        return REFUSED
    except Exception:
        return _broke(call)


def _refused(terminal: Terminal, error: AppError) -> int:
    from app.services.messages import sentence

    log.info("refused: %s", error.code)
    terminal.note(sentence(error, terminal.language))
    return REFUSED


@contextmanager
def _logging(home: Home) -> Iterator[None]:
    """Log into the home where there is a store, and into nothing where there is none."""
    from app.system import logs

    root = logging.getLogger()
    before = list(root.handlers)
    root.addHandler(logging.NullHandler())  # without any, Python prints a warning's text to standard error
    if home.has_store:
        with suppress(AppError):
            logs.configure(home)
    try:
        yield
    finally:
        for handler in [entry for entry in root.handlers if entry not in before]:
            root.removeHandler(handler)
            handler.close()


def _broke(call: Call) -> int:
    """A bug: written down where the user finds it, told in one sentence."""
    import platformdirs

    from app.system import logs

    home = call.home
    if not home.has_store:
        home = Home(platformdirs.user_log_path("FairDue", appauthor=False))
    with suppress(AppError):
        logs.configure(home)
    log.exception("command failed")
    place = home.logs / logs.FILE_NAME
    call.terminal.note(
        call.terminal.say(
            "FairDue made a mistake of its own and stopped; what was half done was taken back. "
            f"Details without personal data are in {place}",
            f"程序自身出错，已停止；做了一半的操作已撤回。不含个人信息的详情见 {place}",
        )
    )
    return REFUSED


def _drop_output() -> None:
    """Keep the interpreter from complaining once more when it flushes at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
