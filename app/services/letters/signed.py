"""Signed copies: the paper that came back with both signatures, kept beside the plan version it agrees to.

The scan is kept byte for byte as a document; an ``attachment`` fact names it and the plan version. Which version it is
says the issued letter, whose data hold it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.domain.errors import ImportProblem, NotFound, RuleViolation, StorageProblem
from app.domain.facts import Attachment, Fact, Id, to_ms
from app.files.scans import PDF, read_scan
from app.models import documents
from app.models import letters as store
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.letters import pictures
from app.services.letters.issuing import check_not_voided, letter_of
from app.services.letters.naming import plan_version_of
from app.services.letters.pictures import Picture

MOST_PAGES = 100
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class AttachSigned:
    """Keep a scanned PDF, PNG or JPEG as the signed copy of an issued letter about a plan."""

    act: Id
    letter: Id
    path: Path


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A kept scan and the plan version it belongs to."""

    uid: Id
    case_id: Id
    plan_version: Id
    file_name: str
    media_type: str
    size: int
    kept_at: datetime
    digest: bytes


def attach(context: Context, command: AttachSigned) -> tuple[SignedCopy, Changes]:
    """Keep the signed copy. A repeated act adds nothing; a second scan stands beside the first.

    Raises NotFound ``letter_missing``; RuleViolation ``signed_no_plan``, ``letter_voided``; ImportProblem as
    ``read_scan`` does, ``scan_damaged`` also for a PDF that cannot be drawn, ``scan_pages`` (limit).
    """
    scan = read_scan(command.path)
    if scan.media_type == PDF:
        _check_pages(scan.content, command.path.name)
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            letter, version = _letter(connection, command.letter)
            now = context.now()
            digest = documents.keep(connection, scan.content, scan.media_type, to_ms(now))
            name = command.path.name[-_LONGEST_NAME:]
            body = Attachment(name, scan.media_type, len(scan.content), digest, version)
            entry = acts.entry(context, body, letter.case_id, now)
            facts = acts.append(connection, context, command.act, [entry])
    return _copy(facts[0]), acts.changes_of(facts)


def copies(context: Context, letter: Id) -> list[SignedCopy]:
    """The signed copies of the plan version a letter is about, the newest first; those undone are left out."""
    with context.db.read() as connection:
        fact = store.by_uid(connection, letter)
        version = plan_version_of(fact.body.data) if fact is not None else None
        found = store.attached(connection, version) if version is not None else []
    return [_copy(one) for one in reversed(found)]


def content(context: Context, copy: SignedCopy) -> bytes:
    """The very bytes that were kept. Raises NotFound ``signed_missing``, StorageProblem ``signed_changed``."""
    with context.db.read() as connection:
        found = documents.kept(connection, copy.digest)
    if found is None:
        raise NotFound("signed_missing", file=copy.file_name)
    if hashlib.sha256(found).digest() != copy.digest:
        raise StorageProblem("signed_changed", file=copy.file_name)
    return found


def pages(context: Context, copy: SignedCopy) -> tuple[Picture, ...]:
    """The pages of a signed copy, for a preview inside the window. Raises as ``content`` does."""
    found = content(context, copy)
    return pictures.of_pdf(found) if copy.media_type == PDF else (pictures.of_image(found),)


def _check_pages(content: bytes, file: str) -> None:
    count = pictures.page_count(content)
    if count is None:
        raise ImportProblem("scan_damaged", file=file)
    if count > MOST_PAGES:
        raise ImportProblem("scan_pages", file=file, limit=MOST_PAGES)


def _letter(connection: Connection, letter: Id) -> tuple[Fact, Id]:
    """The letter and the plan version it is about."""
    fact = letter_of(connection, letter)
    version = plan_version_of(fact.body.data)
    if version is None:
        raise RuleViolation("signed_no_plan", "letter")
    check_not_voided(store.deliveries(connection, [letter]))
    return fact, version


def _copy(fact: Fact) -> SignedCopy:
    body = fact.body
    return SignedCopy(
        fact.uid,
        fact.case_id or b"",
        body.about,
        body.file_name,
        body.media_type,
        body.size,
        fact.occurred_at,
        body.document_digest,
    )
