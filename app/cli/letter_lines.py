"""Letters on the command line: how a draft is asked for, what answers look like, reasons in sentences."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import data_of, desk_of, id_entered
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.domain.letters import Refusal
    from app.services.context import Context
    from app.services.letters.drafting import Draft, DraftLetter
    from app.services.letters.listing import LetterRow


def declare_draft(parser: ArgumentParser) -> None:
    """How a letter or message is written, whatever is done with it."""
    parser.add_argument(
        "--in", dest="language_of", choices=("zh", "en"), help="language; default: the debtor's"
    )
    parser.add_argument("--point", metavar="POINT", help="the address, by its id; default: the best one")
    parser.add_argument("--with-disputed", action="store_true", help="keep disputed accounts in it")
    parser.add_argument(
        "--field", action="append", default=[], metavar="NAME=TEXT", help="fields.NAME of the template"
    )


def asked(call: Call, context: Context, template: str) -> DraftLetter:
    """The draft that the options ask for. Raises RuleViolation ``case_or_list``, ``option_pair``; NotFound."""
    from app.services.letters.drafting import DraftLetter

    given = call.options
    if given.case is None:
        raise RuleViolation("case_or_list", "case")
    desk = desk_of(call, context)
    return DraftLetter(
        desk.case.case_id,
        template,
        given.language_of,
        id_entered(given.point, "point_missing") if given.point else None,
        leaves_out_disputed=not given.with_disputed,
        fields=named(given.field),
    )


def named(pairs: list[str]) -> dict[str, str]:
    """``NAME=TEXT`` pairs. Raises RuleViolation ``option_pair``."""
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.strip():
            raise RuleViolation("option_pair", "field", found=pair)
        found[name.strip()] = text
    return found


def sentences(call: Call, reasons: Sequence[Refusal]) -> list[str]:
    """Reasons as the reader is told them."""
    from app.services.messages import said

    return [said(reason.code, reason.params, call.terminal.language) for reason in reasons]


def reasons_of(call: Call, reasons: Sequence[Refusal]) -> list[dict[str, str]]:
    """Reasons as JSON: the code for programs, the sentence for people."""
    return [
        {"code": reason.code, "text": text}
        for reason, text in zip(reasons, sentences(call, reasons), strict=True)
    ]


def drafted_data(call: Call, context: Context, draft: Draft) -> dict[str, Any]:
    """A draft as JSON."""
    return data_of(
        context.zone,
        case_id=draft.given.case_id,
        case_no=draft.case_no,
        debtor=draft.name,
        template=draft.data.template,
        title=draft.title,
        version=draft.version,
        language=draft.data.language,
        purpose=draft.purpose,
        channel=draft.channel,
        point=draft.point_id,
        address=draft.address,
        as_of=draft.data.as_of,
        total_minor=draft.owed_minor,
        currency=draft.currency,
        can_override=draft.can_override,
    ) | {
        "left_out": list(draft.left_out),
        "fields": dict(draft.data.fields),
        "paragraphs": list(draft.paragraphs),
        "refusals": reasons_of(call, draft.refusals),
        "warnings": reasons_of(call, draft.warnings),
    }


def listed_data(context: Context, row: LetterRow) -> dict[str, Any]:
    """A listed letter as JSON."""
    return data_of(
        context.zone,
        letter=row.uid,
        letter_no=row.letter_no,
        case_id=row.case_id,
        case_no=row.case_no,
        debtor=row.name,
        creditor=row.creditor,
        title=row.title,
        language=row.language,
        version=row.version,
        issued_at=row.issued_at,
        by=row.by,
        total_minor=row.total_minor,
        currency=row.currency,
        status=row.status,
        status_at=row.status_at,
        tracking=row.tracking,
        why=row.why,
    )
