"""The shipped rule packs hold the published numbers, and a bad pack is refused by the name of its key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain import ledger
from app.domain.errors import AppError
from app.domain.rulepack import Completeness, Rolling, Severity, Status, Window, digest, parse
from app.domain.terms import Channel, HoldKind, Purpose, Role, Source

RULES = Path(__file__).parents[2] / "resources/rules"


def data(pack: str = "cn") -> dict[str, Any]:
    return tomllib.loads((RULES / f"{pack}.toml").read_text(encoding="utf-8"))


CN, US = parse(data()), parse(data("us"))

# Rule: value, severity, source, article (collection-rules-cn.md §6 and collection-rules.md §1).
PUBLISHED: list[tuple[str, Any, str, str, str]] = [
    ("hours", Window(time(8), time(22)), "hard", "cba_2026", "13"),
    ("connected_calls", 3, "hard", "gbt_45251", "5.3.2.1"),
    ("effective_calls", 3, "hard", "gbt_45251", "5.3.2.2.2"),
    ("contact_sources", set(Source), "hard", "cba_2026", "contact data"),
    ("conduct.robot_calls", True, "info", "gbt_45251", "5.3.2.1"),
    ("conduct.ai", True, "info", "gbt_45251", "5.3.1.8"),
    ("conduct.platform", True, "info", "cba_2026", "36"),
    ("conduct.bureau_dispute_days", 20, "info", "bureau_2013", "25"),
    ("unanswered_attempts", 6, "soft", "cba_2026", "14"),
    ("letter_interval_days", 7, "warn", "gbt_45251", "letters"),
    ("visit_collectors", 2, "hard", "cba_2026", "22"),
    ("visit_contacts", 1, "hard", "gbt_45251", "5.3.2.2.3"),
    ("call_recording", True, "hard", "card_2011", "68"),
    ("collect_from", {Role.DEBTOR, Role.CO_DEBTOR, Role.GUARANTOR}, "hard", "card_2011", "68"),
    ("third_person_purposes", {Purpose.RELAY_REQUEST}, "hard", "cba_2026", "third persons"),
    ("third_person_refusal", True, "hard", "cba_2026", "third persons"),
    ("lost_dials_in_a_row", 3, "info", "cba_2026", "third persons"),
    ("lost_days_in_a_row", 3, "info", "cba_2026", "third persons"),
    ("effective_call_seconds", 6, "info", "gbt_45251", "terms"),
    ("plan_years", 5, "hard", "card_2011", "70"),
    ("plan_periods", 60, "hard", "card_2011", "70"),
    ("cash_plan_minor", 5_000_000, "hard", "card_2022", "cash advance"),
    ("cash_plan_months", 24, "hard", "card_2022", "cash advance"),
    ("no_interest_on", ("late_fee", "service_fee"), "hard", "pboc_2016", "late fee"),
    ("all_in_bank_card", Decimal("0.24"), "warn", "court_2017", "2(2)"),
    ("private_lending_multiple", 4, "warn", "court_2020", "25"),
    ("cost_disclosure_from", date(2026, 8, 1), "warn", "cost_2026", ""),
    ("limitation_years", 3, "info", "civil_code", "188"),
    ("limitation_absolute_years", 20, "info", "civil_code", "188"),
    ("bureau_years", 5, "info", "bureau_2013", "16"),
    ("retention_bank_card_years", 2, "info", "card_2011", "68"),
    ("retention_consumer_finance_years", 5, "info", "consumer_finance_2024", ""),
    ("hold.plan_performing", True, "hard", "card_2011", "70"),
    ("hold.dispute", True, "hard", "card_2011", "69"),
    ("hold.police_order", True, "hard", "public_order_2025", "50(2)"),
]


@pytest.mark.parametrize(("name", "value", "severity", "source", "article"), PUBLISHED)
def test_the_chinese_pack_holds_the_published_numbers(
    name: str, value: Any, severity: str, source: str, article: str
) -> None:
    rule = CN.rule(name)
    assert rule is not None
    assert (rule.value, rule.severity, rule.source, rule.article) == (value, severity, source, article)


def test_every_rule_says_where_it_comes_from() -> None:
    for pack in (CN, US):
        for rule in pack.rules():
            assert rule.source in pack.authorities, rule.name
            is_ours = rule.source == "product"
            assert is_ours == (rule.status is Status.PRODUCT_CHOICE), rule.name
            assert rule.words.zh != rule.words.en
            assert rule.as_of <= pack.as_of


def test_every_authority_is_used() -> None:
    for pack in (CN, US):
        assert set(pack.authorities) == {rule.source for rule in pack.rules()}


def test_hours_do_not_hold_for_posted_letters() -> None:
    assert CN.hours_channels is not None
    assert CN.hours_channels.value == set(Channel) - {Channel.LETTER}


def test_every_hold_has_a_law_or_says_it_is_ours() -> None:
    assert {kind for kind in HoldKind if CN.hold_rule(kind) is CN.hold} == set()
    assert US.hold_rule(HoldKind.HARDSHIP) is US.hold
    assert US.hold_rule(HoldKind.DISPUTE).article == "1006.38(d)"


def test_allocation_follows_article_57_in_the_words_of_the_ledger() -> None:
    """2011 Measures art 57: 1-90 days interest and fees first, 91 and more principal first."""
    assert CN.allocation is not None
    early, late = CN.allocation.value
    default = ledger.CHINESE_DEFAULT
    assert (early.from_dpd, late.from_dpd) == (0, default.late_from_dpd)
    assert (early.order, late.order) == (default.early, default.late)
    assert CN.no_interest_on is not None
    assert set(CN.no_interest_on.value) <= set(ledger.COMPONENTS)


def test_the_loan_prime_rate_is_a_dated_table() -> None:
    assert CN.lpr_1y is not None
    (period,) = CN.lpr_1y.value
    assert (period.starts_on, period.rate, period.last_confirmed) == (
        date(2025, 5, 20),
        Decimal("0.030"),
        date(2026, 8, 20),
    )


def test_risk_classes_by_first_day() -> None:
    """2011 Measures art 92."""
    assert CN.risk_classes is not None
    assert CN.risk_classes.value == {
        "normal": 0,
        "special_mention": 1,
        "substandard": 91,
        "doubtful": 121,
        "loss": 181,
    }


def test_the_american_pack_parses_through_the_same_schema() -> None:
    """12 CFR 1006.6(b)(1), 1006.14(b)(2)."""
    assert US.completeness is Completeness.COMPLETE
    assert US.zone == "America/New_York"
    assert US.hours is not None
    assert US.hours.value == Window(time(8), time(21))
    assert US.placed_calls is not None
    assert US.placed_calls.value == Rolling(7, 7)
    assert US.conversation_cooldown_days is not None
    assert US.conversation_cooldown_days.value == 7
    assert US.connected_calls is None
    assert US.rule("connected_calls") is None


def test_version_follows_the_content_and_not_the_order_of_keys() -> None:
    fresh = data()
    again = {key: fresh[key] for key in reversed(fresh)}
    assert digest(again) == CN.version
    assert len(CN.version) == 64
    fresh["rules"]["connected_calls"]["value"] = 2
    assert parse(fresh).version != CN.version


def test_severity_blocks_or_not() -> None:
    assert [severity.blocks for severity in Severity] == [True, True, False, False]


BAD: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (lambda d: d["rules"].update(siesta=d["rules"]["hours"]), "data_unknown", "rules.siesta"),
    (lambda d: d["rules"]["hours"].pop("source"), "data_missing", "rules.hours.source"),
    (lambda d: d["rules"]["hours"].update(source="hearsay"), "pack_source_unknown", "rules.hours.source"),
    (lambda d: d["rules"]["hours"].update(note="x"), "data_unknown", "rules.hours.note"),
    (lambda d: d["rules"]["hours"].update(severity="mild"), "data_value", "rules.hours.severity"),
    (lambda d: d["rules"]["hours"]["value"].update(start="08:00"), "data_type", "rules.hours.value.start"),
    (lambda d: d["rules"]["hours"]["value"].update(noon=1), "data_unknown", "rules.hours.value.noon"),
    (lambda d: d["rules"]["connected_calls"].update(value="3"), "data_type", "rules.connected_calls.value"),
    (lambda d: d["rules"]["connected_calls"].update(value=True), "data_type", "rules.connected_calls.value"),
    (lambda d: d["rules"]["connected_calls"].update(value=-1), "data_value", "rules.connected_calls.value"),
    (lambda d: d["rules"]["daily_rate"].update(value=0.0005), "data_type", "rules.daily_rate.value"),
    (lambda d: d["rules"]["collect_from"].update(value=["uncle"]), "data_value", "rules.collect_from.value"),
    (lambda d: d["rules"]["allocation"].update(value=[]), "data_value", "rules.allocation.value"),
    (lambda d: d["rules"]["allocation"]["value"].reverse(), "data_value", "rules.allocation.value"),
    (lambda d: d["rules"]["allocation"]["value"].pop(0), "data_value", "rules.allocation.value"),
    (lambda d: d["rules"].pop("hold"), "data_missing", "rules.hold"),
    (lambda d: d["rules"].pop("closed_case"), "data_missing", "rules.closed_case"),
    (lambda d: d["holds"].update(nap=d["holds"]["dispute"]), "data_unknown", "holds.nap"),
    (lambda d: d["pack"].update(zone="Asia/Peking"), "data_value", "pack.zone"),
    (lambda d: d["pack"].update(zone="../etc"), "data_value", "pack.zone"),
    (lambda d: d["pack"].update(colour="red"), "data_unknown", "pack.colour"),
    (lambda d: d["authorities"]["product"].pop("kind"), "data_missing", "authorities.product.kind"),
    (lambda d: d.update(extra=1), "data_unknown", "extra"),
    (lambda d: d["conduct"]["ai"].update(value=0.5), "data_type", "conduct.ai.value"),
    (lambda d: d["conduct"]["ai"].pop("status"), "data_missing", "conduct.ai.status"),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD)
def test_a_bad_pack_names_the_key(change: Callable[[dict[str, Any]], object], code: str, path: str) -> None:
    fresh = data()
    change(fresh)
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)


def test_an_unknown_key_is_told_what_is_possible() -> None:
    fresh = data()
    fresh["rules"]["siesta"] = fresh["rules"]["hours"]
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert {"hours", "connected_calls"} <= set(caught.value.params["choices"])
    fresh = data()
    fresh["rules"]["hours"]["colour"] = "red"
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert {"value", "severity", "source"} <= set(caught.value.params["choices"])


def test_the_words_of_a_rule_follow_its_number() -> None:
    fresh = data()
    fresh["rules"]["connected_calls"]["value"] = 2
    fresh["rules"]["hours"]["value"] = {"start": time(9), "end": time(20, 30)}
    pack = parse(fresh)
    assert pack.connected_calls is not None
    assert pack.connected_calls.words.zh.startswith("每日接通同一债务人的电话不超过 2 次")
    assert pack.hours is not None
    assert pack.hours.words.en.startswith("no collection between 20:30 and 9:00")
    assert US.placed_calls is not None
    assert US.placed_calls.words.en == "at most 7 calls placed to a person in 7 consecutive days on a debt"
    for one in (CN, US):
        assert not any("{" in rule.words.zh + rule.words.en for rule in one.rules())
