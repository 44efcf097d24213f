"""``fairdue letters``: list, draft, issue, mark, void, reprint; runs over many cases; texts; letterheads."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import letter_runs
from app.cli.call import Call
from app.cli.entered import act_of, data_of, day_past, declare_act, desk_of
from app.cli.letter_lines import asked, declare_draft, drafted_data, listed_data, named, reasons_of, sentences
from app.cli.options import count
from app.cli.sending import declare_sending, password_lines
from app.cli.terminal import Answer
from app.domain.errors import NotFound
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.departures import Departed, Sending
    from app.services.letters.drafting import Draft
    from app.services.letters.issuing import Marked

NAME = "letters"
HELP = (
    "list, draft, issue, mark, void and reprint letters; letters for many cases; text messages; letterheads"
)
MARKS = ("sent", "delivered", "signed", "returned")


def declare(parser: ArgumentParser) -> None:
    """What is to be done, and to which case or letter."""
    parser.add_argument("case", metavar="CASE", nargs="?", help="the case_id of the queue, or its number")
    what = parser.add_argument_group("one letter").add_mutually_exclusive_group()
    what.add_argument("--draft", metavar="TEMPLATE", help="what it would say, and what stands against it")
    what.add_argument("--issue", metavar="TEMPLATE", help="issue it, unless something stands against it")
    what.add_argument("--mark", choices=MARKS, help="what became of a letter")
    what.add_argument("--void", action="store_true", help="void a letter with --why; it stays on file")
    what.add_argument("--reprint", action="store_true", help="the very bytes of a letter into --out")
    what.add_argument(
        "--attach", type=Path, metavar="FILE", help="keep a scan as the signed copy of --letter NO"
    )
    what.add_argument(
        "--signed", action="store_true", help="the signed copies of --letter NO; with --out the newest"
    )
    what.add_argument("--templates", action="store_true", help="the templates in force")
    what.add_argument("--text", metavar="TEMPLATE", help="a text message or e-mail as it would be sent")
    what.add_argument(
        "--letterhead", metavar="CREDITOR", help="a creditor's letterhead; change it with --set"
    )
    letter_runs.declare(what, parser)
    parser.add_argument("--letter", metavar="NO", help="the number of a letter")
    parser.add_argument("--out", type=Path, metavar="PATH", help="where the PDF, the files or the table go")
    declare_draft(parser)
    declare_sending(parser)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=TEXT", help="one line of a letterhead"
    )
    parser.add_argument(
        "--logo", metavar="FILE", help="PNG or JPEG for --letterhead; an empty text takes it away"
    )
    parser.add_argument("--seal", metavar="FILE", help="as --logo, the business seal")
    parser.add_argument("--status", choices=("issued", *MARKS, "voided"), help="list these alone")
    parser.add_argument("--on", metavar="DAY", help="the day of --mark; default: today")
    parser.add_argument("--tracking", metavar="NO", help="the number of the postal slip")
    parser.add_argument(
        "--why", metavar="TEXT", help="why it is voided or came back, or a soft rule is set aside"
    )
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="of a list (default 50)")
    parser.add_argument("--offset", type=count, default=0, metavar="N")
    declare_act(parser)


def run(call: Call) -> Answer:
    """What was asked for, else the list."""
    with call.store() as context:
        for option, answer in _ANSWERS.items():
            if getattr(call.options, option):
                return answer(call, context)
        return letter_runs.run(call, context) or _listed(call, context)


def _drafted(call: Call, context: Context) -> Answer:
    from app.services.given import OverrideGiven
    from app.services.letters import drafting, files, issuing
    from app.services.letters.issuing import IssueLetter
    from app.services.purposes import purpose_given

    given = call.options
    draft = drafting.draft(context, asked(call, context, given.draft or given.issue))
    data = drafted_data(call, context, draft)
    if given.draft is not None:
        lines = _draft_said(call, draft)
        if given.out is not None:
            left, _ = files.save_draft(context, draft, given.out, _sending(call))
            lines += _left(call, left, data)
        return Answer(data, lines)
    if given.out is not None:
        purpose_given(given.purpose)  # before anything is issued
    override = OverrideGiven(given.why) if given.why and draft.can_override else None
    issued, _ = issuing.issue(context, IssueLetter.of(act_of(call, context), draft, override))
    data |= data_of(context.zone, act=issued.act, letter=issued.letter, letter_no=issued.letter_no)
    data |= {"digest": issued.digest.hex(), "template_version": issued.template_version}
    lines = [call.terminal.say(f"issued: {issued.letter_no}", f"已出具：{issued.letter_no}")]
    if given.out is not None:
        left, _ = files.save_letter(context, issued.letter, given.out, _sending(call))
        lines += _left(call, left, data)
    return Answer(data, lines)


def _sending(call: Call) -> Sending:
    from app.services.departures import Sending

    return Sending(call.options.purpose, call.options.protect)


def _left(call: Call, left: Departed, data: dict[str, Any]) -> list[str]:
    """Where it lies and the password, told and put into the data."""
    data |= {"path": str(left.paths[0]), "password": left.password}
    return [str(left.paths[0]), *password_lines(call.terminal, left.password)]


def _draft_said(call: Call, draft: Draft) -> list[str]:
    lines = list(draft.paragraphs)
    lines += [f"✗ {text}" for text in sentences(call, draft.refusals)]
    return lines + [f"! {text}" for text in sentences(call, draft.warnings)]


def _marked(call: Call, context: Context) -> Answer:
    from app.services.letters import issuing
    from app.services.letters.issuing import MarkLetter, Status, VoidLetter

    given, act, letter = call.options, act_of(call, context), _letter(call, context)
    if given.void:
        marked, _ = issuing.void(context, VoidLetter(act, letter, given.why or ""))
        return _mark_said(call, context, marked)
    on = day_past(given.on, _desk_of_letter(context, letter), "on") if given.on else None
    command = MarkLetter(act, letter, Status(given.mark), on, given.tracking, given.why)
    return _mark_said(call, context, issuing.mark(context, command)[0])


def _mark_said(call: Call, context: Context, marked: Marked) -> Answer:
    data = data_of(
        context.zone,
        act=marked.act,
        case_id=marked.case_id,
        letter=marked.letter,
        letter_no=marked.letter_no,
        status=marked.status,
    )
    from app.services.letters.naming import status_text

    return Answer(data, [f"{marked.letter_no}  {status_text(marked.status, call.words(context))}"])


def _desk_of_letter(context: Context, letter: bytes) -> Any:
    from app.models import letters as store
    from app.services import situations

    with context.db.read() as connection:
        fact = store.by_uid(connection, letter)
        case = fact.case_id if fact is not None else None
        found = case and situations.open_case(connection, case, context.rules, context.packs, context.now())
    if not found:
        raise NotFound("letter_missing")
    return found


def _letter(call: Call, context: Context) -> bytes:
    from app.services.letters import issuing

    return issuing.find(context, call.options.letter or "")


def _reprinted(call: Call, context: Context) -> Answer:
    from app.services.letters import files, issuing

    letter = _letter(call, context)
    number, content = issuing.reprint(context, letter)
    out = call.options.out or Path(f"{number}.pdf")
    left, _ = files.save_letter(context, letter, out, _sending(call))
    data: dict[str, Any] = {"letter_no": number, "size": len(content)}
    lines = _left(call, left, data)
    return Answer(data, lines)


def _signed(call: Call, context: Context) -> Answer:
    from app.services.letters import files, signed
    from app.services.letters.signed import AttachSigned

    given, letter = call.options, _letter(call, context)
    if given.attach is not None:
        signed.attach(context, AttachSigned(act_of(call, context), letter, given.attach))
    found = signed.copies(context, letter)
    left: Departed | None = None
    if given.signed and given.out is not None:
        if not found:
            raise NotFound("signed_missing", file=given.letter)
        left, _ = files.save_signed(context, found[0], given.out, _sending(call))
    rows = [
        data_of(
            context.zone,
            attachment=copy.uid,
            case_id=copy.case_id,
            plan_version=copy.plan_version,
            file_name=copy.file_name,
            media_type=copy.media_type,
            size=copy.size,
            kept_at=copy.kept_at,
        )
        | {"digest": copy.digest.hex()}
        for copy in found
    ]
    lines = [f"{row['kept_at']}  {row['file_name']}  {row['size']:,}" for row in rows]
    if left is not None:
        lines += _left(call, left, rows[0])
    return Answer(rows, lines)


def _text(call: Call, context: Context) -> Answer:
    from app.services.letters import texts

    message = texts.text(context, asked(call, context, call.options.text))
    data = {
        "to": message.to,
        "subject": message.subject or None,
        "text": message.text,
        "characters": message.length.characters,
        "segments": message.length.segments,
        "refusals": reasons_of(call, message.refusals),
        "warnings": reasons_of(call, message.draft.warnings),
    }
    lines = [message.text, f"{message.length.characters} / {message.length.segments}"]
    return Answer(data, lines + [f"✗ {text}" for text in sentences(call, message.refusals)])


def _templates(call: Call, context: Context) -> Answer:
    from app.services.letters import templates

    language = call.options.language_of or ("zh" if call.terminal.language.startswith("zh") else "en")
    rows = templates.listing(context, language)
    data = [
        data_of(
            context.zone,
            template=row.name,
            title=row.title,
            purpose=row.purpose,
            channel=row.channel,
            language=row.language,
            version=row.version,
            is_own=row.is_own,
        )
        | {"fields": list(row.fields)}
        for row in rows
    ]
    return Answer(data, [f"{row.name:<16} {row.channel:<7} v{row.version:<5} {row.title}" for row in rows])


def _letterhead(call: Call, context: Context) -> Answer:
    from app.services import creditors
    from app.services.creditors import AmendCreditor, ChoosePicture

    card = creditors.named(context, call.options.letterhead)
    for name in ("logo", "seal"):
        file = getattr(call.options, name)
        if file is not None:
            chosen = ChoosePicture(context.new_id(), card.id, name, Path(file) if file else None)
            card, _ = creditors.choose_picture(context, chosen)
    values = {name: text.replace("\\n", "\n") for name, text in named(call.options.set).items()}
    if values:
        card, _ = creditors.amend(context, AmendCreditor(act_of(call, context), card.id, values))
    data = {"creditor": card.name, "creditor_id": uuid_text(card.id), "letterhead": dict(card.letterhead)}
    lines = [f"{name:<16} {text}" for name, text in card.letterhead.items()]
    return Answer(data | {"pictures": list(card.pictures), "missing": list(card.missing)}, lines)


def _listed(call: Call, context: Context) -> Answer:
    from app.services.letters import listing

    given, words = call.options, call.words(context)
    case = desk_of(call, context).case.case_id if given.case is not None else None
    page = listing.page(context, words, given.offset, given.limit, case_id=case, status=given.status)
    lines = [
        f"{row.letter_no}  {words.money(row.total_minor, row.currency):>15}  {row.status_text}  {row.name}  {row.title}"
        for row in page.rows
    ]
    return Answer({"total": page.total, "rows": [listed_data(context, row) for row in page.rows]}, lines)


_ANSWERS: dict[str, Callable[[Call, Context], Answer]] = {
    "templates": _templates,
    "letterhead": _letterhead,
    "text": _text,
    "draft": _drafted,
    "issue": _drafted,
    "mark": _marked,
    "void": _marked,
    "reprint": _reprinted,
    "attach": _signed,
    "signed": _signed,
}
"""What answers each option; they exclude each other."""
