"""Issuing: from a draft to paper that is kept byte for byte; what became of it; voiding, reprinting.

One act appends the letter with its data and the digest of the bytes, and keeps the bytes, in one transaction. An
issued letter is never deleted and never undone: it is voided with a reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from app.domain.dates import local_date
from app.domain.errors import NotFound, RenderProblem, RuleViolation, StorageProblem
from app.domain.facts import Delivery, Fact, Id, Letter, json_text, to_ms
from app.domain.letters import Refusal
from app.domain.plain_text import LONGEST_LINE, plain_text, required_text
from app.domain.terms import Channel
from app.models import creditors, documents
from app.models import letters as store
from app.models.journal import Entry, device_of
from app.reports import fonts
from app.reports import letter as paper
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import Attempt, OverrideGiven, override_body, require_leave
from app.services.letters import templates
from app.services.letters.drafting import Draft, DraftLetter, Seen, drafted
from app.services.letters.fields import words_of
from app.services.letters.letterhead import marks_of
from app.services.letters.refusing import refused
from app.system.paths import resource

PDF = "application/pdf"
_SERIAL = 6


class Status(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    DELIVERED = "delivered"
    SIGNED = "signed"
    RETURNED = "returned"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class IssueLetter:
    """Issue the letter that was drafted. It is drafted anew, and what came since it was ``seen`` stands against it.
    ``override`` says why soft rules of the gate were set aside."""

    act: Id
    given: DraftLetter
    seen: Seen
    override: OverrideGiven | None = None

    @classmethod
    def of(cls, act: Id, draft: Draft, override: OverrideGiven | None = None) -> IssueLetter:
        """What a person agreed to who saw this draft."""
        return cls(act, draft.given, draft.seen, override)


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued letter, read back from its fact."""

    act: Id
    case_id: Id
    letter: Id
    letter_no: str
    digest: bytes
    template: str
    template_version: str


@dataclass(frozen=True, slots=True)
class MarkLetter:
    """What became of a letter on a day (today without one); ``why`` for a return, ``tracking`` as on the slip."""

    act: Id
    letter: Id
    status: Status
    on: date | None = None
    tracking: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class VoidLetter:
    """Take an issued letter back. It stays on file with its bytes."""

    act: Id
    letter: Id
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A delivery that was written down."""

    act: Id
    case_id: Id
    letter: Id
    letter_no: str
    status: Status


def preview(draft: Draft, context: Context) -> bytes:
    """The draft as a PDF without a number. Raises RenderProblem where something in it cannot be drawn; what is missing
    is named in words, as a refusal names it."""
    with context.db.read() as connection:
        try:
            return _paper(connection, draft)
        except RenderProblem as problem:
            if problem.code != "letter_field_missing":
                raise
            named = tuple(words_of(path) for path in problem.params["fields"])
            raise RenderProblem(problem.code, fields=named) from None


def _paper(connection: Connection, made: Draft) -> bytes:
    template = templates.chosen(connection, made.given.template, made.data.language)
    marks = marks_of(connection, creditors.of_case(connection, made.given.case_id))
    load_fonts()
    return paper.render(made.data, template, marks)


def load_fonts() -> None:
    """Read the faces of every letter, once a process (0.2 s)."""
    fonts.register(resource("fonts"))


def issue(context: Context, command: IssueLetter) -> tuple[Issued, Changes]:
    """Issue a letter. A repeated act answers what was issued then. A refused one is kept as a blocked attempt.

    Raises RuleViolation with the first refusal of the draft (``letter_…``, see ``app.domain.letters``) or
    ``letter_not_paper``, ``letter_template_changed``; RenderProblem; and as ``draft`` does.
    """
    with context.db.write() as connection:
        facts, refusal = attempted_in(connection, context, command)
    if refusal is not None:
        # After the transaction: what was refused stays on record.
        raise RuleViolation(refusal.code, **refusal.params)
    return _issued(facts), acts.changes_of(facts)


def attempted_in(
    connection: Connection, context: Context, command: IssueLetter
) -> tuple[list[Fact], Refusal | None]:
    """As ``issue``, inside a transaction: the facts of the letter, or that of its refusal and why."""
    facts = acts.saved(connection, command.act)
    if facts:
        return facts, None
    now, given = context.now(), command.given
    number = _next_number(connection, local_date(now, context.zone).year)
    is_overridden = command.override is not None
    made = drafted(connection, context, given, number, command.seen, is_overridden=is_overridden)
    if command.seen.version not in (None, made.version):
        raise RuleViolation("letter_template_changed", "template")
    if made.channel is not Channel.LETTER:
        raise RuleViolation("letter_not_paper", "template")
    if made.refusals:
        return refused(connection, context, command.act, made), made.refusals[0]
    digest = documents.keep(connection, _paper(connection, made), PDF, to_ms(now))
    entries = _entries(connection, context, command, made, digest)
    return acts.append(connection, context, command.act, entries), None


def _entries(
    connection: Connection, context: Context, command: IssueLetter, made: Draft, digest: bytes
) -> list[Entry]:
    body = Letter(
        made.data.letter_no,
        made.data.template,
        str(made.version),
        made.data.language,
        digest,
        json_text(_told(made)),
        made.point_id,
        str(made.purpose),
    )
    case, now = made.given.case_id, context.now()
    entries = [acts.entry(context, body, case, now)]
    if command.override is not None and made.can_override and made.point_id is not None:
        desk = acts.desk(connection, context, case)
        require_leave(context.user, desk.pack, command.override)
        attempt = Attempt(desk.point(made.point_id), Channel.LETTER, made.purpose, desk.pack.version)
        decision = desk.permit(made.point_id, Channel.LETTER, made.purpose)
        entries.append(acts.entry(context, override_body(command.override, decision, attempt), case, now))
    return entries


def _told(made: Draft) -> dict[str, Any]:
    """All that the letter was made from, as JSON: amounts stay integers, days ISO."""
    data = asdict(made.data)
    about = {"plan_version": made.plan_version.hex()} if made.plan_version is not None else {}
    return about | {
        "title": made.title,
        "total_minor": made.owed_minor,
        "currency": made.currency,
        "left_out": list(made.left_out),
        "letter": json.loads(json.dumps(data | {"fields": dict(made.data.fields)}, default=str)),
    }


def _next_number(connection: Connection, year: int) -> str:
    """The next number of this device in a year: ``2026-7F3A-000001``. Two devices never make the same one."""
    device = hashlib.sha256(device_of(connection)).hexdigest()[:4].upper()
    prefix = f"{year}-{device}-"
    last = store.last_number(connection, prefix)
    serial = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{serial:0{_SERIAL}d}"


def mark(context: Context, command: MarkLetter) -> tuple[Marked, Changes]:
    """Write down what became of a letter. A returned one marks the address as doubtful.

    Raises NotFound ``letter_missing``; RuleViolation: ``letter_voided``, ``letter_marked_already`` (status, on),
    ``letter_mark_early`` (issued_on), ``letter_mark_ahead``, ``text_…``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        letter = letter_of(connection, command.letter)
        if not facts:
            body = _delivery(connection, context, command, letter)
            entry = acts.entry(context, body, letter.case_id, body.status_at)
            facts = acts.append(connection, context, command.act, [entry])
    return _marked(facts[0], letter), acts.changes_of(facts)


def void(context: Context, command: VoidLetter) -> tuple[Marked, Changes]:
    """Void a letter with a reason.

    Raises NotFound ``letter_missing``; RuleViolation: ``letter_voided``, ``why_required``, ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        letter = letter_of(connection, command.letter)
        if not facts:
            check_not_voided(store.deliveries(connection, [letter.uid]))
            now = context.now()
            body = Delivery(letter.uid, Status.VOIDED, now, None, why)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, letter.case_id, now)]
            )
    return _marked(facts[0], letter), acts.changes_of(facts)


def _delivery(connection: Connection, context: Context, command: MarkLetter, letter: Fact) -> Delivery:
    if command.status is Status.VOIDED:
        raise RuleViolation("why_required", "why")
    before = store.deliveries(connection, [letter.uid])
    check_not_voided(before)
    same = next((fact for fact in before if fact.body.status == command.status), None)
    if same is not None:
        raise RuleViolation(
            "letter_marked_already", "status", on=local_date(same.body.status_at, context.zone)
        )
    return Delivery(
        letter.uid,
        command.status,
        _moment(context, command.on, letter),
        plain_text(command.tracking, "tracking", LONGEST_LINE),
        plain_text(command.why, "why"),
    )


def _moment(context: Context, on: date | None, letter: Fact) -> datetime:
    """When it happened: now, or a day that lies between the letter and today."""
    now = context.now()
    today, issued_on = local_date(now, context.zone), local_date(letter.occurred_at, context.zone)
    if on is None or on == today:
        return now
    if on > today:
        raise RuleViolation("letter_mark_ahead", "on", on=on)
    if on < issued_on:
        raise RuleViolation("letter_mark_early", "on", issued_on=issued_on)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=context.zone).astimezone(now.tzinfo)
    return max(noon, letter.occurred_at)


def check_not_voided(before: Sequence[Fact]) -> None:
    """``before`` is what became of a letter so far. Raises RuleViolation ``letter_voided``."""
    if any(fact.body.status == Status.VOIDED for fact in before):
        raise RuleViolation("letter_voided")


def reprint(context: Context, letter: Id) -> tuple[str, bytes]:
    """The number of a letter and its very bytes as they were issued. Raises as ``kept`` does."""
    fact, content = kept(context, letter)
    return fact.body.letter_no, content


def kept(context: Context, letter: Id) -> tuple[Fact, bytes]:
    """A letter and its very bytes as they were issued.

    Raises NotFound: ``letter_missing``, ``letter_bytes_missing`` (one of another program or the practice store);
    StorageProblem ``letter_bytes_changed``.
    """
    with context.db.read() as connection:
        fact = letter_of(connection, letter)
        content = documents.kept(connection, fact.body.document_digest)
    if content is None:
        raise NotFound("letter_bytes_missing", letter_no=fact.body.letter_no)
    if hashlib.sha256(content).digest() != fact.body.document_digest:
        raise StorageProblem("letter_bytes_changed", letter_no=fact.body.letter_no)
    return fact, content


def find(context: Context, letter_no: str) -> Id:
    """The letter with a number. Raises NotFound ``letter_missing``."""
    with context.db.read() as connection:
        fact = store.by_number(connection, letter_no.strip())
    if fact is None:
        raise NotFound("letter_missing")
    return fact.uid


def letter_of(connection: Connection, uid: Id) -> Fact:
    """An issued letter. Raises NotFound ``letter_missing``."""
    fact = store.by_uid(connection, uid)
    if fact is None:
        raise NotFound("letter_missing")
    return fact


def _issued(facts: Sequence[Fact]) -> Issued:
    fact = next(fact for fact in facts if fact.kind == Letter.KIND)
    body = fact.body
    return Issued(
        fact.act,
        fact.case_id or b"",
        fact.uid,
        body.letter_no,
        body.document_digest,
        body.template,
        body.template_version,
    )


def _marked(fact: Fact, letter: Fact) -> Marked:
    return Marked(
        fact.act, letter.case_id or b"", letter.uid, letter.body.letter_no, Status(fact.body.status)
    )
