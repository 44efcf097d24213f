"""What a fact is made of: columns and stored values, the digest that outlives erasure, the link that holds a chain."""

from __future__ import annotations

import hashlib
import json
import os
import typing
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import (
    EPOCH,
    FIRST_LINK,
    KINDS,
    Body,
    Contact,
    Header,
    Promise,
    columns,
    digest_of,
    from_ms,
    json_text,
    link_of,
    restored,
    stored,
    to_ms,
)
from app.domain.values import value
from tests.unit.histories import CASE, at, day, full

SALT = bytes(range(16))
PROMISE = Promise(50_000, "CNY", day("2026-11-20"), is_partial=True, note="月底发工资")


def names_of(body: type[Body]) -> tuple[str, ...]:
    return tuple(column.name for column in columns(body))


def digest(body: Body, kind: str = "promise", salt: bytes = SALT) -> bytes:
    return digest_of(kind, body.VERSION, names_of(type(body)), stored(body), salt)


def test_every_kind_has_a_name_of_its_own_and_fields_that_can_be_kept() -> None:
    for kind, body in KINDS.items():
        assert body.KIND == kind == kind.lower()
        assert body.VERSION == 1
        assert [column.name for column in columns(body)] == [field.name for field in fields(body)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_content_comes_back_as_it_was(kind: str) -> None:
    body = full(kind)
    values = stored(body)
    assert {type(value) for value in values} <= {int, str, bytes}
    assert restored(type(body), values) == body


def test_an_erased_content_comes_back_empty() -> None:
    empty = restored(Contact, [None] * len(columns(Contact)))
    assert {getattr(empty, field.name) for field in fields(empty)} == {None}


@value
class _Rate(Body):
    KIND: typing.ClassVar[str] = "rate of a test"
    daily_rate: Decimal
    from_on: date | None = None


def test_rates_keep_their_digits() -> None:
    """0.0500 and 0.05 are the same number and not the same text."""
    assert stored(_Rate(Decimal("0.0500"))) == ["0.0500", None]
    assert str(restored(_Rate, ["0.0500", None]).daily_rate) == "0.0500"  # type: ignore[attr-defined]


def test_moments_are_kept_to_the_millisecond() -> None:
    assert to_ms(EPOCH) == 0
    assert to_ms(EPOCH + timedelta(microseconds=1_999)) == 1
    assert to_ms(EPOCH - timedelta(microseconds=1)) == -1
    assert from_ms(to_ms(at("2026-11-20", "09:00:00.123"))) == at("2026-11-20", "09:00:00.123")


def test_the_digest_is_salted_canonical_json() -> None:
    expected = json.dumps(
        ["promise", 1, {"amount_minor": 50_000, "currency": "CNY", "due_on": "2026-11-20", "is_partial": 1,
                        "note": "月底发工资"}],
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    assert digest(PROMISE) == hashlib.sha256(SALT + expected.encode()).digest()


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(
        st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])), st.binary()),
        max_size=5,
    ),
)
def test_the_digest_is_what_any_json_writer_would_write(kind: str, values: list[typing.Any]) -> None:
    names = tuple(f"{'zyxwv'[place]}_{place}" for place in range(len(values)))
    content = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in zip(names, values, strict=True)
        if value is not None
    }
    text = json.dumps([kind, 1, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest_of(kind, 1, names, values, SALT) == hashlib.sha256(SALT + text.encode()).digest()
    assert json_text([kind, 1, content]) == text


@value
class _LaterPromise(Promise):
    """A promise of some later version, with columns this one does not know."""

    KIND: typing.ClassVar[str] = "promise of a later version"
    asked_by: str | None = None
    at_rate: Decimal | None = None


def test_a_later_nullable_column_changes_no_old_digest() -> None:
    kept = stored(PROMISE)
    read_later = restored(_LaterPromise, [*kept, None, None])
    assert digest(read_later) == digest(PROMISE)
    assert digest(replace(read_later, asked_by="debtor")) != digest(PROMISE)  # type: ignore[call-arg]


def test_the_digest_says_nothing_without_its_salt() -> None:
    assert digest(PROMISE, salt=os.urandom(16)) != digest(PROMISE, salt=os.urandom(16))


@pytest.mark.parametrize(
    "other",
    [replace(PROMISE, amount_minor=50_001), replace(PROMISE, is_partial=None), replace(PROMISE, note="")],
)
def test_every_value_counts_in_the_digest(other: Promise) -> None:
    assert digest(other) != digest(PROMISE)
    assert digest(PROMISE, kind="contact") != digest(PROMISE)


HEADER = Header(
    b"u" * 16, "promise", 1, b"d" * 16, 7, b"a" * 16, CASE, None, 1_000, 2_000, b"z" * 16, None, b"g" * 32
)


@pytest.mark.parametrize("field", Header._fields)
def test_the_link_holds_every_field_of_the_header(field: str) -> None:
    value = getattr(HEADER, field)
    other = {str: "x", int: 99}.get(type(value), b"x" * 32)
    assert link_of(FIRST_LINK, HEADER._replace(**{field: other})) != link_of(FIRST_LINK, HEADER)


def test_the_link_holds_what_came_before() -> None:
    """Dropping, exchanging or repeating a header breaks every later link."""
    chain = [HEADER._replace(device_seq=no) for no in (1, 2, 3)]

    def head(headers: list[Header]) -> bytes:
        link = FIRST_LINK
        for header in headers:
            link = link_of(link, header)
        return link

    first, second, third = chain
    whole = head(chain)
    assert whole == head([first, second, third])
    for other in ([first, third], [second, first, third], [first, second, second, third], [first, second]):
        assert head(other) != whole


def test_absent_and_present_ids_are_told_apart() -> None:
    moved = HEADER._replace(case_id=None, person_id=CASE)
    assert link_of(FIRST_LINK, moved) != link_of(FIRST_LINK, HEADER)
