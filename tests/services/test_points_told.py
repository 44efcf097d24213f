"""Who answers a number: their part in the debt comes before whatever relative they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from portfolio import Portfolio

from app.domain.terms import Role
from app.services.points import role_text


@pytest.mark.parametrize(
    ("role", "relation", "zh", "en"),
    [
        (Role.DEBTOR, None, "本人", "Debtor"),
        (Role.GUARANTOR, "亲戚", "担保人（亲戚）", "Guarantor (亲戚)"),
        (Role.GUARANTOR, None, "担保人", "Guarantor"),
        (Role.SPOUSE, "配偶", "配偶", "Spouse (配偶)"),
        (Role.LISTED_CONTACT, "母亲", "母亲", "母亲"),
        (Role.LISTED_CONTACT, "", "联系人", "Listed contact"),
    ],
)
def test_the_part_in_the_debt_comes_first(
    portfolio: Portfolio, role: Role, relation: str | None, zh: str, en: str
) -> None:
    chinese = portfolio.words
    assert chinese.is_chinese
    assert role_text(role, relation, chinese) == zh
    assert role_text(role, relation, replace(chinese, language="en")) == en
