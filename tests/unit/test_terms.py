"""The vocabularies and their words."""

from __future__ import annotations

import string
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import AppError
from app.domain.terms import Bucket, HoldKind, Purpose, Role, Source, Standing, Tier
from app.domain.vocabulary import Lifter, parse

FILE = Path(__file__).parents[2] / "resources/codes/terms.toml"


def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


WORDS = parse(data())


@pytest.mark.parametrize(
    ("dpd", "label"),
    [
        *[(-5, "M0"), (0, "M0"), (1, "M1"), (30, "M1"), (31, "M2"), (60, "M2"), (61, "M3"), (90, "M3")],
        *[
            (91, "M4"),
            (120, "M4"),
            (121, "M5"),
            (150, "M5"),
            (151, "M6"),
            (180, "M6"),
            (181, "M7+"),
            (3000, "M7+"),
        ],
    ],
)
def test_buckets_are_thirty_days(dpd: int, label: str) -> None:
    """collection-rules.md §6.1."""
    assert Bucket.of(dpd).label == label


def test_a_bucket_begins_where_the_one_before_ends() -> None:
    for bucket in Bucket:
        assert Bucket.of(bucket.first_day) is bucket
        assert Bucket.of(bucket.first_day - 1) is Bucket(max(bucket - 1, 0))


def test_roles_and_their_standing() -> None:
    """2011 Measures art 68; Civil Code 1064, 1161."""
    standings = {role: term.standing for role, term in WORDS.roles.items()}
    obligors = {role for role, standing in standings.items() if standing is Standing.OBLIGOR}
    assert obligors == {Role.DEBTOR, Role.CO_DEBTOR, Role.GUARANTOR}
    assert standings[Role.SPOUSE] is Standing.IF_DEBT_RELATED
    assert standings[Role.HEIR] is Standing.ESTATE


def test_eight_lawful_sources() -> None:
    """collection-rules-cn.md §6, contact_source_codes."""
    assert len(WORDS.sources) == len(Source) == 8


def test_holds_say_what_they_stop_and_how_long() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    check, dispute = WORDS.holds[HoldKind.PAYMENT_CHECK], WORDS.holds[HoldKind.DISPUTE]
    assert check.ends_at(now) == now + timedelta(days=2)
    assert dispute.ends_at(now) is None
    stopping = {kind for kind, term in WORDS.holds.items() if Purpose.COLLECTION in term.blocks}
    assert set(HoldKind) - stopping == {HoldKind.LEGAL_HOLD}
    assert not WORDS.holds[HoldKind.LEGAL_HOLD].blocks
    assert Purpose.DUE_REMINDER not in WORDS.holds[HoldKind.PLAN_PERFORMING].blocks
    answers = [kind for kind, term in WORDS.holds.items() if Purpose.ANSWER in term.blocks]
    assert answers == [HoldKind.POLICE_ORDER]
    assert [kind for kind, term in WORDS.holds.items() if not term.is_begun_by_hand] == [
        HoldKind.PLAN_PERFORMING
    ]
    assert WORDS.holds[HoldKind.DECEASED].lifted_by is Lifter.LEAD


def test_every_tier_has_a_name_and_a_reason() -> None:
    assert list(WORDS.tiers) == list(Tier)
    assert {reason.tier for reason in WORDS.tier_reasons.values()} == set(Tier)
    assert WORDS.tiers[Tier.BROKEN].text("zh") == "承诺未兑现"


def test_both_languages_of_a_tier_reason_have_the_same_places() -> None:
    for reason in WORDS.tier_reasons.values():
        zh, en = (
            {place for _, place, _, _ in string.Formatter().parse(text) if place}
            for text in (reason.words.zh, reason.words.en)
        )
        assert zh == en, reason.code


def test_a_word_left_out_is_named() -> None:
    fresh = data()
    del fresh["roles"]["heir"]
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert caught.value.params["entry"] == "roles.heir"


def test_a_tier_reason_of_no_tier_is_named() -> None:
    fresh = data()
    fresh["tier_reasons"]["closed"]["tier"] = "tenth"
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert (caught.value.code, caught.value.params["entry"]) == ("data_value", "tier_reasons.closed.tier")


def test_a_hold_of_no_days_is_refused() -> None:
    fresh = data()
    fresh["holds"]["dispute"]["days"] = 0
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert caught.value.params["entry"] == "holds.dispute.days"
