"""``fairdue strategy``: what cases are ranked by; a file checked, tried on the queue, put in force; who changed it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import act_of, declare_act
from app.cli.options import count
from app.cli.terminal import Answer
from app.domain.errors import NotFound, RuleViolation
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.domain.strategy import Strategy
    from app.services.context import Context
    from app.services.score_preview import Mover, Preview
    from app.services.score_strategy import StrategySheet

NAME = "strategy"
HELP = "the points that order the queue: show, check a file, preview it, put it in force, tell who changed it"
SHOW, CHECK, PREVIEW, SET, HISTORY = "show", "check", "preview", "set", "history"


def declare(parser: ArgumentParser) -> None:
    """What is to be done, and with which file."""
    parser.add_argument(
        "what", nargs="?", choices=(SHOW, CHECK, PREVIEW, SET, HISTORY), default=SHOW, help="default: show"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="TOML, as show prints it")
    parser.add_argument("--shipped", action="store_true", help="instead of FILE: what comes with FairDue")
    parser.add_argument("--why", metavar="TEXT", help="of set: the reason, kept with the change")
    parser.add_argument(
        "--fits", type=count, default=100, metavar="N", help="of preview: how many cases a day is enough for"
    )
    parser.add_argument(
        "--of",
        default="own",
        metavar="WHOSE",
        help="of preview: the queue, own, everybody or the name of a user (default: own)",
    )
    declare_act(parser)


def run(call: Call) -> Answer:
    """Raises RuleViolation ``strategy_file_missing``, ``may_not_edit_strategy``, ``why_required``; NotFound
    ``collector_unknown``; AppError ``data_not_toml``, ``data_refused``."""
    from app.services import score_preview, score_strategy

    what = call.options.what
    with call.store(is_current=what not in (SHOW, CHECK, HISTORY)) as context:
        if what == SHOW:
            return _shown(call, score_strategy.sheet(context))
        if what == HISTORY:
            return _history(call, context, score_strategy.sheet(context))
        wanted = _wanted(call)
        if what == CHECK:
            data = {"name": wanted.name, "rules": len(wanted.rules)}
            return Answer(data, [call.terminal.say("the file is in order", "文件正确")])
        if what == PREVIEW:
            whose = _whose(context, call.options.of)
            return _previewed(call, score_preview.preview(context, wanted, call.options.fits, whose))
        return _set(call, context, wanted)


def _whose(context: Context, name: str) -> int | str:
    from app.services import browse, score_preview

    if name in (score_preview.OWN, score_preview.EVERYBODY):
        return name
    found = next((one.no for one in browse.collectors(context) if one.name == name), None)
    if found is None:
        raise NotFound("collector_unknown")
    return found


def _wanted(call: Call) -> Strategy:
    from app.services import rulebook, score_strategy

    if call.options.shipped:
        return rulebook.shipped_strategy()
    if call.options.file is None:
        raise RuleViolation("strategy_file_missing", "file")
    return score_strategy.read_file(call.options.file)


def _set(call: Call, context: Context, wanted: Strategy) -> Answer:
    from app.services import score_strategy

    toml = None if call.options.shipped else score_strategy.toml_of(wanted)
    command = score_strategy.SetStrategy(act_of(call, context), toml, call.options.why or "")
    sheet, _ = score_strategy.put(context, command, call.terminal)
    return _shown(call, sheet)


def _shown(call: Call, sheet: StrategySheet) -> Answer:
    from app.services import score_strategy
    from app.services.messages import sentence

    toml = score_strategy.toml_of(sheet.strategy)
    problem = sentence(sheet.problem, call.terminal.language) if sheet.problem else None
    if problem:
        call.terminal.note(problem)
    return Answer({"shipped": sheet.is_shipped, "problem": problem, "toml": toml}, toml.splitlines())


def _history(call: Call, context: Context, sheet: StrategySheet) -> Answer:
    data = [
        {
            "act": uuid_text(one.act),
            "at": one.at.astimezone(context.zone).isoformat(timespec="seconds"),
            "who": one.who,
            "why": one.why,
            "toml": one.toml,
        }
        for one in sheet.history
    ]
    lines = [f"{row['at']}  {row['who']}  {row['why']}" for row in data]
    return Answer(data, lines or [call.terminal.say("nobody changed it yet", "尚未改动过")])


def _previewed(call: Call, found: Preview) -> Answer:
    data = {
        "entering": [_mover(one) for one in found.entering],
        "leaving": [_mover(one) for one in found.leaving],
        "moving": found.moving,
        **{
            name: {"cases": money.cases, "before_minor": money.before_minor, "after_minor": money.after_minor}
            for name, money in (("first", found.first), ("day", found.day))
        },
    }
    say = call.terminal.say
    lines = [
        f"{sign} {one.name}  {_place(one.old_place)} → {_place(one.new_place)}"
        for sign, movers in (("+", found.entering), ("-", found.leaving))
        for one in movers
    ]
    lines.append(
        say(
            f"{len(found.entering)} enter the first hundred, {len(found.leaving)} leave it, {found.moving} move in it",
            f"前一百件：进 {len(found.entering)}，出 {len(found.leaving)}，其中移位 {found.moving}",
        )
    )
    return Answer(data, lines)


def _place(place: int | None) -> str:
    return "…" if place is None else str(place)


def _mover(one: Mover) -> dict[str, Any]:
    return {
        "case_id": uuid_text(one.case_id),
        "debtor": one.name,
        "old_place": one.old_place,
        "new_place": one.new_place,
        "old_score": one.old_score,
        "new_score": one.new_score,
        "balance_minor": one.balance_minor,
        "currency": one.currency,
    }
