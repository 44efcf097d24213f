"""Who may do what: the table, written out once more by hand."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleViolation
from app.domain.permissions import Deed, Post, may
from app.services.context import User
from app.services.messages import SENTENCES

COLLECTORS = {"reveal", "export_masked", "back_up"}


@pytest.mark.parametrize("deed", Deed)
def test_the_table(deed: Deed) -> None:
    assert may("lead", deed)
    assert may("collector", deed) is (deed in COLLECTORS)
    assert may("collector", deed, has_lead=False), "nobody could be asked"


def test_a_role_nobody_knows_may_nothing() -> None:
    with pytest.raises(ValueError, match="auditor"):
        may("auditor", Deed.REVEAL, has_lead=False)
    assert {str(post) for post in Post} == {"collector", "lead"}


@pytest.mark.parametrize("deed", [deed for deed in Deed if deed not in COLLECTORS])
def test_who_may_not_is_refused_in_words(deed: Deed) -> None:
    collector = User(b"\x01" * 16, 2, "李强", "C0418", "collector", has_lead=True)
    with pytest.raises(RuleViolation) as caught:
        collector.require(deed)
    assert caught.value.code in SENTENCES
    assert not collector.may(deed)
    User(b"\x01" * 16, 2, "李强", "C0418", "collector").require(deed)
