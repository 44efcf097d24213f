"""Facts about the record itself: undo, amendment, paper, export, reveal, erasure."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from app.domain.facts.base import Body, JsonText
from app.domain.moments import Id
from app.domain.values import value


@value
class Annulment(Body):
    """One act is undone as a whole; annulling the annulment brings it back. Later than 10 minutes it says why."""

    KIND: ClassVar[str] = "annulment"
    target_act: Id
    why: str | None = None


@value
class Amendment(Body):
    """One field of a reference row changed. Values are text as shown, None for empty."""

    KIND: ClassVar[str] = "amendment"
    table_name: str
    row_id: Id
    field: str
    old: str | None = None
    new: str | None = None


@value
class SamePerson(Body):
    """Two person rows are one human being; never a merge of rows."""

    KIND: ClassVar[str] = "same_person"
    other_person_id: Id
    evidence: str | None = None


@value
class Letter(Body):
    """A letter was issued: template and version, the data it was made from, the exact bytes' digest."""

    KIND: ClassVar[str] = "letter"
    letter_no: str
    template: str
    template_version: str
    language: str
    document_digest: bytes
    data: JsonText
    point_id: Id | None = None
    purpose: str | None = None
    sent_on: date | None = None


@value
class Delivery(Body):
    """What became of a letter or message: sent, delivered, signed for, returned, voided."""

    KIND: ClassVar[str] = "delivery"
    target: Id
    status: str
    status_at: datetime
    tracking: str | None = None
    why: str | None = None


@value
class Export(Body):
    """Data left the store: what, for which purpose, how many rows, masked or full."""

    KIND: ClassVar[str] = "export"
    what: str
    purpose: str
    rows: int
    is_masked: bool
    file_digest: bytes | None = None


@value
class Reveal(Body):
    """A masked field was shown in full."""

    KIND: ClassVar[str] = "reveal"
    field: str
    row_id: Id | None = None
    why: str | None = None


@value
class Erasure(Body):
    """The content of one fact is erased, by which duty. The chain keeps its digest.

    With ``field``, a passage of that text alone: ``digest`` is that of the content as it stands since, with a new salt,
    so that neither what is left can be changed nor what went be guessed.
    """

    KIND: ClassVar[str] = "erasure"
    target: Id
    why: str
    field: str | None = None
    digest: bytes | None = None


@value
class Attachment(Body):
    """A file kept beside the case: proof, recording, signed copy."""

    KIND: ClassVar[str] = "attachment"
    file_name: str
    media_type: str
    size: int
    document_digest: bytes
    about: Id | None = None


@value
class Anchor(Body):
    """What stands beside the facts is sealed: ``head`` is the digest of the openings up to number ``device_seq``, which
    is ``given_to`` openings. With a signature, a chain head that was given away."""

    KIND: ClassVar[str] = "anchor"
    given_to: str
    device: Id
    device_seq: int
    head: bytes
    signature: bytes | None = None
