"""The strategy of treatments: what applies to whom, as the program ships it, and files that are refused."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from app.domain.errors import AppError
from app.domain.reasons import parse as parse_reasons
from app.domain.terms import Stage
from app.domain.treatment import Risk, Strategy, Traits, parse
from app.system.paths import resource

TEXT = resource("strategies", "treatment.toml").read_text("utf-8")
REASONS = parse_reasons(tomllib.loads(resource("codes", "reasons.toml").read_text("utf-8")))
STRATEGY = parse(tomllib.loads(TEXT), REASONS.by_code)


def of(code: str, **more: Any) -> Traits:
    """A case with this reason."""
    return Traits(reason=code, offer=str(REASONS.by_code[code].offer), **more)


@pytest.mark.parametrize(
    ("traits", "risk", "stage", "name"),
    [
        (Traits(dpd=0), "low", "reminder", "remind_low"),
        (Traits(dpd=15), "low", "reminder", "remind_low"),
        (Traits(dpd=16), "middle", "reminder", "remind"),
        (Traits(dpd=30, willingness=4), "low", "reminder", "remind_low"),
        (Traits(dpd=30, willingness=4, broken=1), "middle", "reminder", "remind"),
        (Traits(dpd=30, broken=2), "high", "reminder", "remind"),
        (Traits(dpd=31), "middle", "negotiation", "negotiate"),
        (Traits(dpd=31, willingness=1), "high", "negotiation", "negotiate_high"),
        (Traits(dpd=60, balance_minor=5_000_000), "middle", "negotiation", "negotiate"),
        (Traits(dpd=61, balance_minor=5_000_000), "high", "negotiation", "negotiate_high"),
        (Traits(dpd=90), "middle", "negotiation", "negotiate"),
        (Traits(dpd=91), "middle", "firm_reminder", "firm"),
        (Traits(dpd=91, broken=2), "high", "firm_reminder", "firm_high"),
        (Traits(dpd=91, attempts_made=8), "middle", "firm_reminder", "unreached"),
        (of("FTP", dpd=60), "middle", "negotiation", "slip"),
        (of("FTP", dpd=61), "middle", "negotiation", "negotiate"),
        (of("DIS", dpd=200, broken=3), "high", "firm_reminder", "care"),
        (of("ARGU", dpd=40), "middle", "negotiation", "verify"),
        (of("FEE", dpd=40), "middle", "negotiation", "explain"),
    ],
)
def test_who_is_treated_how(traits: Traits, risk: str, stage: str, name: str) -> None:
    found = STRATEGY.treat(traits)
    assert (found.risk, found.stage, found.treatment.name) == (Risk(risk), Stage(stage), name)


@pytest.mark.parametrize(
    ("traits", "decided", "to"),
    [
        (Traits(dpd=121, attempts_made=6, book="own"), None, Stage.OUTSOURCED),
        (Traits(dpd=121, attempts_made=6, book="agency"), None, None),  # it is placed out already
        (Traits(dpd=120, attempts_made=6, book="own"), None, None),
        (Traits(dpd=121, attempts_made=6, book="own"), Stage.OUTSOURCED, None),  # stands there already
        (of("MAL", dpd=181, balance_minor=1_000_000), None, Stage.LITIGATION),
        (of("MAL", dpd=181, balance_minor=999_999), None, None),
        (of("MAL", dpd=181, balance_minor=1_000_000), Stage.ENFORCEMENT, None),
        (Traits(dpd=181, balance_minor=1_000_000, broken=3), Stage.OUTSOURCED, Stage.LITIGATION),
    ],
)
def test_who_should_go_further(traits: Traits, decided: Stage | None, to: Stage | None) -> None:
    assert STRATEGY.treat(traits, decided).escalation is to


def test_what_a_lead_decided_stands_above_what_time_says() -> None:
    assert STRATEGY.treat(Traits(dpd=5), Stage.LITIGATION).treatment.name == "court"
    assert STRATEGY.treat(Traits(dpd=5), Stage.LITIGATION).script is Stage.LITIGATION


def test_the_words_of_a_treatment_may_be_milder_than_its_stage() -> None:
    assert STRATEGY.treat(of("DIS", dpd=200)).script is Stage.NEGOTIATION
    assert STRATEGY.treat(Traits(dpd=200)).script is Stage.FIRM_REMINDER


@pytest.mark.parametrize("code", REASONS.by_code)
def test_every_reason_has_its_treatment_at_every_age(code: str) -> None:
    for dpd in (0, 10, 45, 100, 400):
        assert STRATEGY.treat(of(code, dpd=dpd)).treatment.channels


def changed(old: str, new: str) -> Strategy:
    """The shipped file with one thing put otherwise."""
    assert old in TEXT
    return parse(tomllib.loads(TEXT.replace(old, new, 1)), REASONS.by_code)


@pytest.mark.parametrize(
    ("old", "new", "code", "entry"),
    [
        ("every_days = 7", "every_day = 7", "data_missing", "treatments[verify].every_days"),
        ("every_days = 7", 'every_days = "7 days"', "data_type", "treatments[verify].every_days"),
        ("every_days = 7", "every_days = 0", "data_value", "treatments[verify].every_days"),
        ('channels = ["call", "sms"]', 'channels = ["fax"]', "data_value", "treatments[verify].channels"),
        ('channels = ["call", "sms"]', "channels = []", "data_value", "treatments[verify].channels"),
        ('["ARGU", "SCAM"]', '["ARGU", "NONE"]', "data_value", "treatments[verify].reasons"),
        ('offers = ["later_date"]', 'offers = ["later"]', "data_value", "treatments[care].offers"),
        ("dpd = { to = 60 }", "dpd = { until = 60 }", "data_missing", "treatments[slip].dpd.from"),
        ("dpd = { to = 60 }", "dpd = { to = 60, of = 1 }", "data_unknown", "treatments[slip].dpd.of"),
        ("dpd = { to = 60 }", "dpd = { from = 61, to = 60 }", "treatment_span", "treatments[slip].dpd"),
        ("dpd = { to = 60 }", "dpd = 60", "data_type", "treatments[slip].dpd"),
        ("dpd = { to = 60 }", "days = { to = 60 }", "data_unknown", "treatments[slip].days"),
        ('risks = ["high"]', 'risks = ["big"]', "data_value", "treatments[firm_high].risks"),
        ('stages = ["litigation"', 'stages = ["court"', "data_value", "treatments[court].stages"),
        ('{ risk = "middle" },\n', "", "treatment_last", "risks"),
        ('{ risk = "high", broken = { from = 2 } }', '{ risk = "high" }', "treatment_hidden", "risks[1]"),
        ('{ stage = "negotiation", dpd', '{ stage = "negotiation", risks = ["low"], dpd', "", ""),
        ('{ stage = "negotiation", dpd', '{ stage = "x", dpd', "data_value", "stages[1].stage"),
        (
            '{ risk = "low", dpd',
            '{ risk = "low", stages = ["reminder"], dpd',
            "data_unknown",
            "risks[3].stages",
        ),
        ('name = "care"', 'name = "verify"', "data_twice", "treatments[verify]"),
        ('to = "litigation"', 'to = "prison"', "data_value", "escalations[0].to"),
        ('after = "notice"', 'after = "visit"', "letter_steps", "letters[2].after"),
        ("hand_back_days = 3", "hand_back_days = -1", "data_value", "hand_back_days"),
        ("proof_days = 7", "proof = 7", "data_missing", "proof_days"),
    ],
)
def test_a_file_that_is_wrong_is_refused_where_it_is_wrong(old: str, new: str, code: str, entry: str) -> None:
    if not code:
        changed(old, new)  # a stage may ask for the risk
        return
    with pytest.raises(AppError, match=f"^{code}$") as refused:
        changed(old, new)
    assert refused.value.params["entry"] == entry


def test_a_wrong_condition_is_told_the_right_ones() -> None:
    with pytest.raises(AppError) as refused:
        changed("dpd = { to = 60 }", "days = { to = 60 }")
    assert {"dpd", "risks", "attempts_made", "every_days"} <= set(refused.value.params["choices"])
