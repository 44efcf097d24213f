"""Fields that a state decides nothing by: a rebuild does not read them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings

from app.domain.facts import KINDS, Fact
from app.domain.state import derive
from app.domain.state_reads import NOT_IN_STATE, UNREAD_IN_STATE
from tests.unit.histories import RULES, case_of, shown
from tests.unit.random_histories import NOW, histories


@settings(max_examples=200, deadline=None)
@given(histories())
def test_what_is_not_read_changes_no_state(facts: list[Fact]) -> None:
    blind = [
        replace(fact, body=replace(fact.body, **dict.fromkeys(UNREAD_IN_STATE.get(fact.kind, ()))))
        for fact in facts
    ]
    assert shown(derive(case_of(blind), RULES, NOW)) == shown(derive(case_of(facts), RULES, NOW))


@pytest.mark.parametrize("kind", UNREAD_IN_STATE)
def test_what_is_not_read_is_a_field_of_a_kind_that_is(kind: str) -> None:
    assert kind not in NOT_IN_STATE
    assert UNREAD_IN_STATE[kind] < {field.name for field in fields(KINDS[kind])}
