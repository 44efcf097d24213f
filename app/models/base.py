"""One metadata for the whole store, with names for every constraint so that a migration can find them.

SQLAlchemy Core only: facts are appended and answers are plain values, so mapped objects would have nothing to do.
Columns: ``…_minor`` integer money, ``…_on`` ISO date, ``…_at`` milliseconds UTC, ``is_…`` 0 or 1. Ids are 16 bytes
(UUIDv7); ``no`` is a small local number that keeps indexes narrow and never leaves the store.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, MetaData, SmallInteger, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

IdType = LargeBinary(16)
DigestType = LargeBinary(32)
DateType = Text
MomentType = BigInteger
MinorType = BigInteger
FlagType = SmallInteger
NumberType = Integer
