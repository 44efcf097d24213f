"""``fairdue erase``: everything that is known of one person, or of all whose period is over; or one passage of one
text in which somebody else's record names a person."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import act_of, declare_act, id_entered
from app.cli.options import count
from app.cli.terminal import Answer, Terminal
from app.domain.errors import RuleViolation
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.erasing import ErasurePlan, Mention
    from app.services.retention import KeptPerson

NAME = "erase"
HELP = "erase a person, or everybody whose retention period is over; the record stays verifiable"


def declare(parser: ArgumentParser) -> None:
    """Who, why, and whether it is only to be looked at."""
    parser.add_argument("case", nargs="?", metavar="CASE", help="a case of the person: id or number")
    parser.add_argument("--why", metavar="TEXT", help="kept with each erasure")
    parser.add_argument(
        "--ordered", action="store_true", help="an authority ordered it: before the period is over"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would go, what stays, and why")
    parser.add_argument(
        "--due", action="store_true", help="without CASE: everybody who is due; alone, list them"
    )
    parser.add_argument("--all", action="store_true", help="with --due: also those who must be kept still")
    parser.add_argument(
        "--confirm", type=count, metavar="N", help="with --due: erase them; N is how many are due"
    )
    parser.add_argument(
        "--mention", metavar="ID", help="without CASE: one text that names a person, by the id of the list"
    )
    parser.add_argument("--field", metavar="NAME", default="note", help="of --mention (default note)")
    parser.add_argument(
        "--passage", metavar="TEXT", help="of --mention: what goes, exactly as it stands there"
    )
    parser.add_argument("--whole", action="store_true", help="of --mention: the whole text goes")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Look, or erase."""
    given = call.options
    if [given.due, given.case is not None, given.mention is not None].count(True) != 1:
        raise RuleViolation("erase_who", "case")
    with call.store() as context:
        if given.mention is not None:
            return _passage(call, context)
        return _due(call, context) if given.due else _one(call, context)


def _passage(call: Call, context: Context) -> Answer:
    from app.services import passages
    from app.services.passages import ErasePassage

    given = call.options
    if given.whole == (given.passage is not None):
        raise RuleViolation("passage_which", "passage")
    fact = id_entered(given.mention, "text_missing")
    passages.erase(
        context, ErasePassage(act_of(call, context), fact, given.field, given.passage, given.why or "")
    )
    return Answer(
        {"erased": uuid_text(fact), "field": given.field},
        [
            call.terminal.say(
                "Erased. There is no undo; the record is whole.", "已删除，无法撤销；记录链完整。"
            )
        ],
    )


def _one(call: Call, context: Context) -> Answer:
    from app.cli.entered import opened_case
    from app.services import erasing
    from app.services.erasing import ErasePerson

    given = call.options
    person = erasing.person_of(context, opened_case(context, given.case))
    mentions = erasing.mentioned(context, person)
    if given.dry_run:
        found = erasing.plan(context, person, is_ordered=given.ordered)
    else:
        command = ErasePerson(act_of(call, context), person, given.why or "", given.ordered)
        found, _ = erasing.erase(context, command)
    return Answer(
        _data(found, mentions, call.terminal.language, is_done=not given.dry_run),
        _lines(found, mentions, call.terminal),
    )


def _data(found: ErasurePlan, mentions: Sequence[Mention], language: str, *, is_done: bool) -> dict[str, Any]:
    from app.services.messages import said

    return {
        "done": is_done,
        "cases": list(found.cases),
        "goes": found.goes,
        "stays": found.stays,
        "obstacles": [
            {"code": each.code, "text": said(each.code, each.params, language)} for each in found.obstacles
        ],
        "named": [
            {
                "uid": uuid_text(each.uid),
                "case_no": each.case_no,
                "on": each.on.isoformat(),
                "kind": each.kind,
                "field": each.field,
                "text": each.text,
            }
            for each in mentions
        ],
    }


def _lines(found: ErasurePlan, mentions: Sequence[Mention], terminal: Terminal) -> list[str]:
    from app.services.messages import said
    from app.services.messages.erasing import counted, elsewhere, named

    cases = ", ".join(map(str, found.cases))
    lines = [said(each.code, each.params, terminal.language) for each in found.obstacles]
    lines.append(terminal.say(f"{found.name}, cases {cases}", f"{found.name}，案件 {cases}"))
    lines.append(terminal.say("Goes:", "删除："))
    lines += [f"  {line}" for line in counted(found.goes, terminal.language)]
    lines.append(terminal.say("Stays:", "保留："))
    stays = [*counted(found.stays, terminal.language), *elsewhere(terminal.language)]
    lines += [f"  {line}" for line in stays]
    if mentions:
        lines.append(named(len(mentions), terminal.language))
        for each in mentions:
            place = f"--mention {uuid_text(each.uid)} --field {each.field}"
            lines += [f"  {each.case_no or '—'}  {each.on.isoformat()}  {each.text}", f"    {place}"]
    return lines


def _due(call: Call, context: Context) -> Answer:
    from app.services import retention
    from app.services.retention import EraseDue

    given = call.options
    if given.confirm is not None and not given.dry_run:
        command = EraseDue(act_of(call, context), given.confirm, given.why or "")
        erased, _ = retention.erase_due(context, command, call.terminal)
        return Answer(
            {"erased": erased}, [call.terminal.say(f"{erased:,} people erased", f"已删除 {erased:,} 人")]
        )
    people = retention.kept(context) if given.all else retention.due(context)
    return _listed(call, context, people)


def _listed(call: Call, context: Context, people: Sequence[KeptPerson]) -> Answer:
    terminal, today = call.terminal, context.today()
    rows = [
        {
            "cases": list(one.cases),
            "creditors": list(one.creditors),
            "until": one.until_on and one.until_on.isoformat(),
            "rule": one.rule and one.rule.text(terminal.language),
            "held": one.is_held,
            "due": one.is_due(today),
        }
        for one in people
    ]
    lines = [
        f"{one.until_on or '—'}  {', '.join(map(str, one.cases)):>8}  {'、'.join(one.creditors)}  {_why(one, terminal)}"
        for one in people
    ]
    number = sum(row["due"] is True for row in rows)
    lines.append(
        terminal.say(
            f"{number:,} people due; erase them with --confirm {number} --why …",
            f"到期 {number:,} 人；删除请加 --confirm {number} --why …",
        )
    )
    return Answer({"due": number, "people": rows}, lines)


def _why(one: KeptPerson, terminal: Terminal) -> str:
    if one.is_held:
        return terminal.say("legal hold", "证据保全")
    return one.rule.text(terminal.language) if one.rule else ""
