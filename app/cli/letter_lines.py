"""What answers about letters look like: drafts, reasons in sentences, rows of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import data_of

if TYPE_CHECKING:
    from app.domain.letters import Refusal
    from app.services.context import Context
    from app.services.letters.drafting import Draft
    from app.services.letters.listing import LetterRow


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
