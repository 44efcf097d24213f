"""``fairdue treatment``: how cases are treated; a file checked, put in force, taken back; who changed it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.treatment_strategy import TreatmentSheet

NAME = "treatment"
HELP = "how cases are treated: show, check a file, put it in force, tell who changed it"
SHOW, CHECK, SET, HISTORY = "show", "check", "set", "history"


def declare(parser: ArgumentParser) -> None:
    """What is to be done, and with which file."""
    parser.add_argument(
        "what", nargs="?", choices=(SHOW, CHECK, SET, HISTORY), default=SHOW, help="default: show"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="TOML, as show prints it")
    parser.add_argument("--shipped", action="store_true", help="instead of FILE: what comes with FairDue")
    parser.add_argument("--why", metavar="TEXT", help="of set: the reason, kept with the change")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Raises RuleViolation ``strategy_file_missing``, ``may_not_edit_strategy``, ``why_required``; AppError
    ``data_not_toml``, ``data_refused``."""
    from app.services import treatment_strategy

    what = call.options.what
    with call.store(is_current=False) as context:
        if what == SHOW:
            return _shown(call, treatment_strategy.sheet(context))
        if what == HISTORY:
            return _history(call, context, treatment_strategy.sheet(context))
        toml = _text(call)
        if what == CHECK:
            treatment_strategy.check(context, toml or "")
            return Answer({"is_right": True}, [call.terminal.say("the file is in order", "文件正确")])
        command = treatment_strategy.SetTreatment(act_of(call, context), toml, call.options.why or "")
        return _shown(call, treatment_strategy.put(context, command)[0])


def _text(call: Call) -> str | None:
    from app.services.strategy_history import text_of

    if call.options.shipped and call.options.what == SET:
        return None
    if call.options.file is None:
        raise RuleViolation("strategy_file_missing", "file")
    return text_of(call.options.file)


def _shown(call: Call, sheet: TreatmentSheet) -> Answer:
    from app.services.messages import sentence

    problem = sentence(sheet.problem, call.terminal.language) if sheet.problem else None
    if problem:
        call.terminal.note(problem)
    data = {"shipped": sheet.is_shipped, "problem": problem, "toml": sheet.text}
    return Answer(data, sheet.text.splitlines())


def _history(call: Call, context: Context, sheet: TreatmentSheet) -> Answer:
    data = [
        data_of(context.zone, act=one.act, at=one.at, who=one.who, why=one.why, toml=one.toml)
        for one in sheet.history
    ]
    lines = [f"{row['at']}  {row['who']}  {row['why']}" for row in data]
    return Answer(data, lines or [call.terminal.say("nobody changed it yet", "尚未改动过")])
