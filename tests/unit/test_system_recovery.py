"""The recovery code: written down, typed back, mistyped."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import CredentialProblem
from app.system.recovery import format_recovery_code, new_recovery_secret, parse_recovery_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = bytes(range(20))
CODE = format_recovery_code(SECRET)

secrets_ = st.binary(min_size=20, max_size=20)


@given(secrets_)
def test_round_trip(secret: bytes) -> None:
    code = format_recovery_code(secret)
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert parse_recovery_code(code) == secret


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", "  "),
        f"\n {CODE.replace('-', ' – ')}\t",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "i"),
        "".join(chr(ord(c) + 0xFEE0) for c in CODE),
        CODE.replace("-", "\u200b-\u3000"),
    ],
    ids=["lower", "bare", "spaces", "dashes", "O l", "o i", "full width", "invisible"],
)
def test_forms_a_person_types(typed: str) -> None:
    assert parse_recovery_code(typed) == SECRET


@given(secrets_, st.data())
def test_every_single_wrong_character_is_told_with_its_group(secret: bytes, data: st.DataObject) -> None:
    code = format_recovery_code(secret)
    place = data.draw(st.sampled_from([i for i, c in enumerate(code) if c != "-"]))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[place]]))
    with pytest.raises(CredentialProblem) as caught:
        parse_recovery_code(code[:place] + other + code[place + 1 :])
    assert caught.value.code == "recovery_mistyped"
    assert caught.value.params == {"group": place // 6 + 1}


def test_groups_that_changed_seats_are_told() -> None:
    groups = CODE.split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(CredentialProblem) as caught:
        parse_recovery_code("-".join(groups))
    assert caught.value.params == {"group": 3}


def test_swapped_neighbours_are_told() -> None:
    for _ in range(100):
        code = format_recovery_code(new_recovery_secret())
        for place, (left, right) in enumerate(pairwise(code)):
            if left == right or "-" in (left, right):
                continue
            with pytest.raises(CredentialProblem) as caught:
                parse_recovery_code(code[:place] + right + left + code[place + 2 :])
            assert caught.value.params == {"group": place // 6 + 1}


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "0", "垃圾"])
def test_length_is_told(typed: str) -> None:
    with pytest.raises(CredentialProblem) as caught:
        parse_recovery_code(typed)
    assert caught.value.code == "recovery_length"
    assert caught.value.params["expected"] == 40


@pytest.mark.parametrize("strange", ["U", "*", "汉", "é"])
def test_characters_outside_the_alphabet(strange: str) -> None:
    with pytest.raises(CredentialProblem) as caught:
        parse_recovery_code(CODE[:-1] + strange)
    assert caught.value.params == {"group": 8}


def test_secrets_are_random_and_of_the_right_size() -> None:
    made = {new_recovery_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(secret) for secret in made} == {20}
    with pytest.raises(ValueError, match="20 bytes"):
        format_recovery_code(b"short")
