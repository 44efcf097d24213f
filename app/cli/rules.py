"""``fairdue rules``: the rule packs in force: shown, changed with a reason, taken in and given out, gone back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, id_entered
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation
from app.domain.rulepack import Severity

if TYPE_CHECKING:
    from app.domain.rulepack import RulePack
    from app.services.context import Context
    from app.services.rule_packs import PackCard

NAME = "rules"
HELP = "the rule packs in force: show, change a rule, import, export, history, go back"
DEEDS = ("list", "show", "set", "import", "export", "history", "back", "adopt", "choose")


def declare(parser: ArgumentParser) -> None:
    """What is done to which pack."""
    parser.add_argument("deed", choices=DEEDS, nargs="?", default="list", help="default: list")
    parser.add_argument("pack", metavar="PACK", nargs="?", help="cn, us …")
    parser.add_argument("--rule", metavar="NAME", help="of set: connected_calls, hold.dispute …")
    parser.add_argument("--value", metavar="VALUE", help="of set: 3, yes, 08:00-22:00, 7/7, 0.24, call,sms")
    parser.add_argument(
        "--severity", choices=[str(one) for one in Severity], help="of set: what it does when broken"
    )
    parser.add_argument("--file", type=Path, metavar="TOML", help="of import and export")
    parser.add_argument("--before", metavar="ACT", help="of back: as it was before this act of the history")
    parser.add_argument("--creditor", metavar="NAME", help="of choose: who goes by the pack")
    parser.add_argument("--why", metavar="TEXT", help="of set, import, back, adopt")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Do it. Raises RuleViolation ``pack_unknown`` without a pack."""
    with call.store() as context:
        if call.options.deed == "list":
            return _listed(call, context)
        if call.options.pack is None:
            raise RuleViolation("pack_unknown", "pack", pack="", known=tuple(context.packs))
        return _DEEDS[call.options.deed](call, context)


def _listed(call: Call, context: Context) -> Answer:
    from app.services import rule_packs

    words = call.words(context)
    cards = rule_packs.listing(context)
    rows = [_card(context, card, words.language) for card in cards]
    lines = [f"{card.code}  {card.pack.words.text(words.language)}  {card.used_by}" for card in cards]
    return Answer(rows, lines)


def _card(context: Context, card: PackCard, language: str) -> dict[str, object]:
    from app.services.messages import sentence

    return data_of(
        context.zone,
        pack=card.code,
        text=card.pack.words.text(language),
        as_of=card.pack.as_of,
        completeness=card.pack.completeness,
        version=card.pack.version[:16],
        in_store=card.is_in_store,
        shipped=card.is_shipped,
        newer=card.has_newer,
        creditors=card.used_by,
        problem=sentence(card.problem, language) if card.problem else None,
    )


def _shown(call: Call, context: Context) -> Answer:
    from app.services import rule_packs, rule_table

    words, code = call.words(context), call.options.pack
    pack = next((card.pack for card in rule_packs.listing(context) if card.code == code), None)
    if pack is None:
        raise RuleViolation("pack_unknown", "pack", pack=code, known=tuple(context.packs))
    found = rule_table.rows_of(pack, words)
    rows = [
        data_of(
            context.zone,
            rule=row.name,
            text=row.text,
            value=row.value,
            typed=row.typed,
            severity=row.severity,
            source=row.source,
            article=_article(pack, row.name),
            status=row.status,
            as_of=row.as_of,
        )
        for row in found
    ]
    return Answer(rows, [f"{row.name:<28} {row.typed:<16} {row.severity_text}  {row.text}" for row in found])


def _article(pack: RulePack, name: str) -> str:
    """As the pack has it: JSON is the same in every language."""
    rule = pack.rule(name)
    return (rule.article or "") if rule is not None else ""


def _set(call: Call, context: Context) -> Answer:
    from app.services import rule_packs
    from app.services.rule_packs import SetRule

    given = call.options
    command = SetRule(
        act_of(call, context),
        given.pack,
        given.rule or "",
        given.value or "",
        given.why or "",
        Severity(given.severity) if given.severity else None,
    )
    return _done(call, context, rule_packs.set_rule(context, command)[0])


def _imported(call: Call, context: Context) -> Answer:
    from app.services import rule_packs
    from app.services.rule_packs import PutPack

    given = call.options
    text = rule_packs.read_file(_file(call))
    command = PutPack(act_of(call, context), given.pack, text, given.why or "")
    return _done(call, context, rule_packs.put(context, command)[0])


def _adopted(call: Call, context: Context) -> Answer:
    from app.services import rule_packs
    from app.services.rule_packs import PutPack

    given = call.options
    command = PutPack(act_of(call, context), given.pack, None, given.why or "")
    return _done(call, context, rule_packs.put(context, command)[0])


def _back(call: Call, context: Context) -> Answer:
    from app.services import rule_packs
    from app.services.rule_packs import GoBack

    given = call.options
    before = id_entered(given.before or "", "change_missing")
    command = GoBack(act_of(call, context), given.pack, before, given.why or "")
    return _done(call, context, rule_packs.go_back(context, command)[0])


def _chosen(call: Call, context: Context) -> Answer:
    from app.services import creditors, rule_packs
    from app.services.rule_packs import ChoosePack

    given = call.options
    creditor = creditors.named(context, given.creditor or "").id
    command = ChoosePack(act_of(call, context), creditor, given.pack)
    return _done(call, context, rule_packs.choose(context, command)[0])


def _exported(call: Call, context: Context) -> Answer:
    from app.services import rule_packs

    if call.options.file is None:
        toml = rule_packs.text_of(context, call.options.pack)
        return Answer({"pack": call.options.pack, "toml": toml}, toml.splitlines())
    path = rule_packs.write_file(context, call.options.pack, call.options.file)
    return Answer({"pack": call.options.pack, "file": str(path)}, [str(path)])


def _history(call: Call, context: Context) -> Answer:
    from app.services import rule_packs

    words, found = call.words(context), rule_packs.history(context, call.options.pack)
    rows = [
        data_of(
            context.zone,
            act=one.act,
            at=one.at,
            who=one.who,
            why=one.why,
            rule=one.rule,
            old=one.old,
            new=one.new,
        )
        for one in found
    ]
    lines = [
        f"{words.moment(one.at)}  {one.who}  {one.rule}  {one.old} → {one.new}  {one.why}" for one in found
    ]
    return Answer(rows, lines)


def _done(call: Call, context: Context, card: PackCard) -> Answer:
    line = call.terminal.say(f"in force: {card.code}", f"已生效：{card.code}")
    return Answer(_card(context, card, call.words(context).language), [line])


def _file(call: Call) -> Path:
    found: Path = call.options.file or Path()
    return found


_DEEDS = {
    "show": _shown,
    "set": _set,
    "import": _imported,
    "export": _exported,
    "history": _history,
    "back": _back,
    "adopt": _adopted,
    "choose": _chosen,
}
