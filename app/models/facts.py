"""The fact header and one content table a kind, built from the fields the domain declares."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from app.domain.facts import KINDS, Body, columns
from app.models.base import (
    DateType,
    DigestType,
    FlagType,
    IdType,
    MinorType,
    MomentType,
    NumberType,
    metadata,
)
from app.models.contents import table_name
from app.models.reported import REPORTED_KINDS

fact = Table(
    "fact",
    metadata,
    # The order of arrival in this store; the content tables hang on it. It never leaves the store.
    Column("seq", NumberType, primary_key=True),
    Column("uid", IdType, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("kind_version", NumberType, nullable=False),
    Column("device", IdType, nullable=False),
    Column("device_seq", NumberType, nullable=False),
    Column("act", IdType, nullable=False),
    Column("case_id", IdType),
    Column("person_id", IdType),
    Column("occurred_at", MomentType, nullable=False),
    Column("recorded_at", MomentType, nullable=False),
    Column("actor", IdType, nullable=False),
    Column("supersedes", IdType),
    Column("digest", DigestType, nullable=False),
    Column("link", DigestType, nullable=False),
    Index("ix_fact_case_id_kind", "case_id", "kind"),
    Index("ix_fact_person_id", "person_id"),
    Index("ix_fact_act", "act"),
    Index("uq_fact_device", "device", "device_seq", unique=True),
)
# What is counted by period, answered by the index alone: who did it, in which act, in which case.
Index(
    "ix_fact_reported",
    fact.c.kind,
    fact.c.occurred_at,
    fact.c.actor,
    fact.c.act,
    fact.c.case_id,
    sqlite_where=fact.c.kind.in_(REPORTED_KINDS),
)
Index("ix_fact_supersedes", fact.c.supersedes, sqlite_where=fact.c.supersedes.is_not(None))

unknown_content = Table(
    "unknown_content",
    metadata,
    # A kind this version does not know, kept as it came so that it can be passed on.
    Column("seq", NumberType, ForeignKey("fact.seq"), primary_key=True),
    Column("salt", LargeBinary(16)),
    Column("content", Text),
)

_COLUMN_TYPES: dict[type, Any] = {
    str: Text,
    int: MinorType,
    bytes: LargeBinary,
    bool: FlagType,
    date: DateType,
    datetime: MomentType,
    Decimal: Text,
}


def _content_table(kind: str, body: type[Body]) -> Table:
    return Table(
        table_name(kind),
        metadata,
        Column("seq", NumberType, ForeignKey("fact.seq"), primary_key=True),
        Column("salt", LargeBinary(16)),
        *(Column(column.name, _COLUMN_TYPES[column.type]) for column in columns(body)),
    )


contents: dict[str, Table] = {kind: _content_table(kind, body) for kind, body in KINDS.items()}

# What is looked up across cases.
Index("ix_fact_contact_number", contents["contact"].c.number)
Index("ix_fact_promise_due_on", contents["promise"].c.due_on)
Index("ix_fact_payment_paid_on", contents["payment"].c.paid_on)
Index(
    "ix_fact_payment_bank_line",
    contents["payment"].c.bank_line,
    sqlite_where=contents["payment"].c.bank_line.is_not(None),
)
Index("ix_fact_bank_line_paid_on", contents["bank_line"].c.paid_on)
Index(
    "ix_fact_bank_line_payer_account",
    contents["bank_line"].c.payer_account,
    sqlite_where=contents["bank_line"].c.payer_account.is_not(None),
)
Index("ix_fact_sent_back_bank_line", contents["sent_back"].c.bank_line)
Index("ix_fact_letter_letter_no", contents["letter"].c.letter_no)
Index("ix_fact_delivery_target", contents["delivery"].c.target)
Index("ix_fact_annulment_target_act", contents["annulment"].c.target_act)
Index("ix_fact_erasure_target", contents["erasure"].c.target)
# What falls due: cases that go back, plans and waivers that wait for a lead.
Index(
    "ix_fact_placed_recall_on",
    contents["placed"].c.recall_on,
    sqlite_where=contents["placed"].c.recall_on.is_not(None),
)
Index(
    "ix_fact_plan_version_beyond",
    contents["plan_version"].c.beyond,
    sqlite_where=contents["plan_version"].c.beyond.is_not(None),
)
Index(
    "ix_fact_waiver_needs_approval",
    contents["waiver"].c.needs_approval,
    sqlite_where=contents["waiver"].c.needs_approval == 1,
)
Index("ix_fact_approval_target", contents["approval"].c.target)
