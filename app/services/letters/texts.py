"""Text messages and e-mail by template: the same checks as a letter, a count of signs, a file for a sending platform.

A text that is handed over is a contact: it is logged with its words before the file is written, by an act that follows
from the export's id, so that a repeated export gives the same file and no second contact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import NotFound, RenderProblem, RuleViolation
from app.domain.facts import Fact, Id
from app.domain.letters import Refusal
from app.domain.permissions import Deed
from app.domain.phrases import objections
from app.domain.terms import Channel
from app.domain.text_count import TextCount, count
from app.files.writers import Value, write_table
from app.models import creditors
from app.services import acts, contacts, phrase_book
from app.services.changes import Changes
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.departures import require_export, send_file
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.refusing import refused
from app.services.manifests import Attested
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given

_SIGNATURE = re.compile(r"\A【[^】]*】")

SENT_AS = "SND"
"""The result of a message that left: what became of it is told later, by SD, SF, SR or EB."""

SMS_COLUMNS = {
    "zh": ("手机号", "短信内容", "字数", "计费条数", "案件编号"),
    "en": ("Phone", "Text", "Characters", "Segments", "Case"),
}


@dataclass(frozen=True, slots=True)
class MessageText:
    """One message as it would be sent. ``to`` is the number or address; ``subject`` is empty for text messages."""

    draft: Draft
    to: str
    subject: str
    text: str
    length: TextCount

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What stands against it."""
        return self.draft.refusals


@dataclass(frozen=True, slots=True)
class ExportTexts:
    """Hand text messages over to a sending platform, shut with a password or not. ``export`` is made by the client."""

    export: Id
    template: str
    case_ids: tuple[Id, ...]
    path: Path
    language: str | None = None
    purpose: str | None = None
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class SkippedText:
    """A case that gets no message, and why."""

    case_id: Id
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ExportedTexts:
    """What was written: rows of the file, messages as charged, cases left out; the password where one shuts it."""

    path: Path
    rows: int
    segments: int
    skipped: tuple[SkippedText, ...]
    password: str | None = field(default=None, repr=False)


def text(context: Context, given: DraftLetter) -> MessageText:
    """One message as it would be sent, to be read, copied or exported.

    Raises as ``draft`` does, and RuleViolation ``letter_not_text`` for a template of paper.
    """
    made = draft(context, given)
    if made.channel is Channel.LETTER:
        raise RuleViolation("letter_not_text", "template")
    if made.channel is Channel.EMAIL:
        body = "\n\n".join(made.paragraphs)
        return MessageText(made, made.address, made.title, body, count(body))
    said = _signed(context, made)
    return MessageText(made, made.address, "", said, count(said))


def _signed(context: Context, made: Draft) -> str:
    """The words of a text message behind the sender's signature, which platforms in China ask for."""
    said = "".join(made.paragraphs) if made.data.language == "zh" else " ".join(made.paragraphs)
    with context.db.read() as connection:
        signature = creditors.of_case(connection, made.given.case_id)["sms_signature"]
    if not signature:
        return said
    return f"【{signature}】{_SIGNATURE.sub('', said)}"


def check(text: str, pack: str) -> tuple[str, ...]:
    """The forbidden phrases in a text that somebody types, for the country of a rule pack."""
    return tuple(objection.found for objection in objections(text, pack, phrase_book.phrases()))


def export(
    context: Context, command: ExportTexts, progress: Progress = SILENT
) -> tuple[ExportedTexts, Changes]:
    """Log each message and write the file with its signed manifest: CSV where the name ends so, else XLSX; nothing in
    it runs as a formula.

    Raises RuleViolation: ``run_nothing_chosen``, ``letter_not_text``, ``purpose_required``,
    ``purpose_words_required``, ``may_not_…``; NotFound ``template_missing``; StorageProblem; Cancelled between two
    messages.
    """
    require_export(context, is_full=False)
    purpose = purpose_given(command.purpose)
    if not command.case_ids:
        raise RuleViolation("run_nothing_chosen", "view")
    changes, rows, skipped, segments = Changes(), list[Sequence[Value]](), list[SkippedText](), 0
    for done, case in enumerate(dict.fromkeys(command.case_ids)):
        progress.report(done, len(command.case_ids), "texts")
        fact, changed, reasons = _handed_over(context, command, case)
        changes |= changed
        if fact is None:
            skipped.append(SkippedText(case, reasons))
            continue
        said, number = fact.body.note or "", fact.body.number or ""
        length = count(said)
        segments += length.segments
        rows.append((number, said, length.characters, length.segments, case.hex()))
    headers = SMS_COLUMNS["zh" if (command.language or "zh") == "zh" else "en"]

    def write(place: Path) -> Attested:
        return Attested("sms", purpose, write_table(place, headers, rows), is_masked=False)

    left = send_file(
        context,
        command.path,
        write,
        is_protected=command.is_protected,
        deed=Deed.EXPORT_MASKED,  # whoever may write to a debtor may have it sent
        act=command.export,
    )
    changes |= acts.changes_of(left.facts)
    return ExportedTexts(left.paths[0], len(rows), segments, tuple(skipped), left.password), changes


def _handed_over(
    context: Context, command: ExportTexts, case: Id
) -> tuple[Fact | None, Changes, tuple[Refusal, ...]]:
    """The contact that logs one message, new or of the same export before; else why there is none."""
    act = acts.following(command.export, case)
    with context.db.read() as connection:
        before = acts.saved(connection, act)
    if before:
        return _contact(before), Changes(), ()
    try:
        message = text(context, DraftLetter(case, command.template, command.language))
    except (NotFound, RenderProblem) as error:
        if error.code in ("template_missing", "template_language"):
            raise
        return None, Changes(), (Refusal(error.code, error.params),)
    if message.draft.channel is not Channel.SMS:
        raise RuleViolation("letter_not_text", "template")
    if message.refusals:
        # As in the list before a run: nobody asked for this one in particular, so nothing is kept.
        return None, Changes(), message.refusals
    _, changes = contacts.record(context, logged(act, message))
    with context.db.read() as connection:
        return _contact(acts.saved(connection, act)), changes, ()


def refuse(context: Context, act: Id, message: MessageText) -> Changes:
    """Keep that a message was asked for and may not be sent."""
    with context.db.write() as connection:
        return acts.changes_of(refused(connection, context, act, message.draft))


def logged(act: Id, message: MessageText) -> RecordContact:
    """A message that left, as a contact with its words."""
    made = message.draft
    return RecordContact(
        act,
        made.given.case_id,
        SENT_AS,
        made.point_id,
        channel=made.channel,
        note=message.text,
        script_ref=f"{made.data.template}/{made.data.language}/{made.version}",
    )


def _contact(facts: Sequence[Fact]) -> Fact:
    return next(fact for fact in facts if fact.kind == "contact")
