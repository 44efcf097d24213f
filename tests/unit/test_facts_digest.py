"""The digest of a fact is that of its canonical content, however it is worked out."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import digest_of

VALUES = st.one_of(st.none(), st.text(), st.integers(-(2**63), 2**63 - 1), st.binary(max_size=32))
CONTENTS = st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), VALUES, max_size=12)


def by_definition(kind: str, version: int, content: dict[str, Any], salt: bytes) -> bytes:
    plain = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in content.items()
        if value is not None
    }
    text = json.dumps([kind, version, plain], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).digest()


@given(CONTENTS, st.binary(min_size=16, max_size=16))
def test_the_digest_is_that_of_the_canonical_json(content: dict[str, Any], salt: bytes) -> None:
    found = digest_of("placed", 1, tuple(content), list(content.values()), salt)
    assert found == by_definition("placed", 1, content, salt)


class Word(StrEnum):
    FILE = "file"


def test_a_member_of_a_vocabulary_counts_as_its_text() -> None:
    salt = bytes(16)
    assert digest_of("k", 1, ("a",), [Word.FILE], salt) == digest_of("k", 1, ("a",), ["file"], salt)
    assert digest_of("k", 1, ("a",), [True], salt) != digest_of("k", 1, ("a",), [1], salt)


def test_a_field_without_a_value_changes_nothing_and_any_other_does() -> None:
    salt = bytes(range(16))
    base = digest_of("k", 1, ("a", "b"), [1, None], salt)
    assert base == digest_of("k", 1, ("a",), [1], salt)
    assert base == digest_of("k", 1, ("b", "a"), [None, 1], salt)
    others = [
        digest_of("k", 2, ("a",), [1], salt),
        digest_of("j", 1, ("a",), [1], salt),
        digest_of("k", 1, ("a",), ["1"], salt),
        digest_of("k", 1, ("c",), [1], salt),
        digest_of("k", 1, ("a",), [1], bytes(16)),
    ]
    assert base not in others
    assert len(set(others)) == len(others)
