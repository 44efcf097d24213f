"""Reference rows: who and what exists. Inserted once; a change is an amendment fact applied with it."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

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

store_info = Table(
    "store_info",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", IdType),
    Column("parent_head", DigestType),
    Column("started_at", MomentType, nullable=False),
    Column("public_key", DigestType),
)

user = Table(
    "user",
    metadata,
    Column("no", NumberType, primary_key=True),
    Column("id", IdType, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("employee_no", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("is_active", FlagType, nullable=False, default=1),
    CheckConstraint("role IN ('collector', 'lead')", name="role"),
)

creditor = Table(
    "creditor",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("lender_type", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("rule_pack", Text, nullable=False),
    Column("agency_name", Text),
    Column("contact_phone", Text),
    Column("pay_channel", Text),
    # What a letterhead says; all of it can be amended.
    Column("address", Text),
    Column("check_line", Text),
    Column("complaint_lines", Text),
    Column("service_hours", Text),
    Column("pay_payee", Text),
    Column("pay_account", Text),
    Column("pay_url", Text),
    Column("agency_address", Text),
    Column("agency_phone", Text),
    Column("agency_licence", Text),
    Column("sms_signature", Text),
    # How far a collector may go in a plan, as TOML; without it the limits that come with the program.
    Column("plan_limits", Text),
    # How money is reckoned: a preset of allocation, and the contract of an own book as TOML.
    Column("allocation", Text),
    Column("contract", Text),
    # The pictures of a letterhead: each the digest of a document in hexadecimal digits.
    Column("logo", Text),
    Column("seal", Text),
    # How promises and instalments are judged; without a number as the rule pack says.
    Column("tolerance_minor", MinorType),
    Column("grace_days", NumberType),
    CheckConstraint("kind IN ('agency', 'own_book')", name="kind"),
)

placement = Table(
    "placement",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("creditor_id", IdType, ForeignKey("creditor.id"), nullable=False),
    Column("batch_no", Text, nullable=False),
    Column("received_on", DateType, nullable=False),
    Column("recall_on", DateType),
    Column("control_count", NumberType),
    Column("control_minor", MinorType),
    Column("file_digest", DigestType),
    Column("commission_rate", Text),
    UniqueConstraint("creditor_id", "batch_no"),
)

person = Table(
    "person",
    metadata,
    Column("no", NumberType, primary_key=True),
    Column("id", IdType, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("pinyin", Text),
    Column("id_type", Text),
    Column("id_number", Text),
    Column("sex", Text),
    Column("birth_on", DateType),
    Column("employer", Text),
    Column("language", Text),
    Column("zone", Text),
    Index("ix_person_id_number", "id_number"),
    Index("ix_person_name", "name"),
)

case_file = Table(
    "case_file",
    metadata,
    Column("no", NumberType, primary_key=True),
    Column("id", IdType, nullable=False, unique=True),
    Column("person_id", IdType, ForeignKey("person.id"), nullable=False),
    Column("creditor_id", IdType, ForeignKey("creditor.id"), nullable=False),
    Column("customer_no", Text),
    Column("opened_at", MomentType, nullable=False),
    UniqueConstraint("person_id", "creditor_id"),
    Index("ix_case_file_customer_no", "creditor_id", "customer_no"),
)

account = Table(
    "account",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("case_id", IdType, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("creditor_id", IdType, ForeignKey("creditor.id"), nullable=False),
    Column("number", Text, nullable=False),
    Column("product", Text),
    Column("currency", Text, nullable=False),
    Column("credit_limit_minor", MinorType),
    Column("minimum_minor", MinorType),
    Column("daily_rate", Text),
    Column("opened_on", DateType),
    UniqueConstraint("creditor_id", "number"),
)

party = Table(
    "party",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("case_id", IdType, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("person_id", IdType, ForeignKey("person.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("relation", Text),
    Index("ix_party_person_id", "person_id"),
)

contact_point = Table(
    "contact_point",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("party_id", IdType, ForeignKey("party.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Column("label", Text),
    Column("source", Text, nullable=False),
    Column("is_reserved", FlagType, nullable=False, default=0),
    Column("added_at", MomentType, nullable=False),
    CheckConstraint("kind IN ('mobile', 'landline', 'address', 'email', 'im')", name="kind"),
    Index("ix_contact_point_normal", "normal"),
)

rule_pack = Table(
    "rule_pack",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("toml", Text, nullable=False),
    Column("adopted_at", MomentType, nullable=False),
)

strategy = Table(
    "strategy",
    metadata,
    # What is worked by, by its code. Without a text of its own, what comes with the program; ``why`` tells the reason
    # of the last change. The row is the same in every store, so that amendments of one are understood by another.
    Column("id", IdType, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("toml", Text),
    Column("why", Text),
)

template = Table(
    "template",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("code", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("version", NumberType, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", MomentType, nullable=False),
    UniqueConstraint("code", "language", "version"),
)

document = Table(
    "document",
    metadata,
    # The exact bytes of what was issued, by their SHA-256.
    Column("digest", DigestType, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("kept_at", MomentType, nullable=False),
)
