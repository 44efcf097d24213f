"""Whose money a line of a bank statement is, by the shipped points; names as banks write them."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import cash_application, name_forms
from app.domain.cash_application import Band, Candidate, Expected, Line, Rule, clues_of, propose, weigh
from app.domain.errors import AppError
from app.system.paths import resource
from tests.unit.domain.tables import examples, title


def data(*parts: str) -> dict[str, Any]:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


FORMS = name_forms.parse(data("codes", "name_variants.toml"))
WEIGHTS = cash_application.parse(data("strategies", "cash_application.toml"), FORMS)
ZHANG = Candidate(
    b"zhang", "000007", "C0088123", "张伟", ("李娜",), ((b"card", "6222020200012345678"),),
    frozenset({"13800138000"}), frozenset({"31001234567890"}), 123450,
    (Expected(Rule.PROMISE, 50000, date(2026, 11, 20), date(2026, 11, 2)), Expected(Rule.TOTAL, 123450)),
    ((date(2026, 11, 10), 20000),), date(2026, 10, 1),
)  # fmt: skip
WEI = Candidate(
    b"wei", "000008", "", "张伟", (), ((b"other_card", "6225880012349999"),), frozenset(), frozenset(), 900000,
    (Expected(Rule.INSTALMENT, 80000, date(2026, 11, 15)), Expected(Rule.MINIMUM, 80000)),
)  # fmt: skip


def line(given: dict[str, Any]) -> Line:
    texts = {name: given[name] for name in ("payer", "payer_account", "note") if name in given}
    return Line(given["amount"], given["on"], **texts)


@pytest.mark.parametrize("example", examples("cash_application"), ids=title)
def test_a_line_is_judged_as_in_the_table(example: dict[str, Any]) -> None:
    told = line(example["line"])
    proposal = propose(told, clues_of(told, WEIGHTS), (ZHANG, WEI), WEIGHTS)
    best = proposal.best
    assert proposal.band == example["band"]
    assert (best.case_id.decode() if best else None) == example.get("best")
    if best is not None:
        assert [hit.rule for hit in best.hits] == example["hits"]
        assert best.score == sum(WEIGHTS.rules[Rule(rule)].points for rule in example["hits"])
        assert best.account_id == (example["account"].encode() if "account" in example else None)
        assert best.is_bookable is example.get("bookable", True)


def test_every_rule_speaks_in_the_table_or_here() -> None:
    spoken = {rule for example in examples("cash_application") for rule in example.get("hits", ())}
    told = Line(80000, date(2026, 11, 1), "张伟")
    met = weigh(told, clues_of(told, WEIGHTS), WEI, WEIGHTS).met
    assert met is not None
    assert met.rule is Rule.INSTALMENT, "of two amounts that fit, the one worth more"
    least = weigh(told, clues_of(told, WEIGHTS), _only_minimum(), WEIGHTS)
    assert [hit.rule for hit in least.hits] == [Rule.NAME, Rule.MINIMUM]
    assert spoken | {Rule.MINIMUM} == set(Rule)


def _only_minimum() -> Candidate:
    return Candidate(
        b"wei",
        "1",
        "",
        "张伟",
        (),
        (),
        frozenset(),
        frozenset(),
        900000,
        (Expected(Rule.MINIMUM, 80000),),
    )


@pytest.mark.parametrize(
    ("masked", "name", "fits"),
    [
        ("张*", "张伟", True),
        ("张*", "张小明", True),
        ("张**", "张伟", True),
        ("*伟", "张伟", True),
        ("張*", "张伟", True),
        ("张*伟", "张小伟", True),
        ("张*", "章伟", False),
        ("**", "张伟", False),
        ("张伟", "张伟", False),
        ("*明", "张伟", False),
    ],
)
def test_hidden_names(masked: str, name: str, fits: bool) -> None:
    assert name_forms.fits_mask(masked, name, FORMS) is fits


@given(st.text("张張伟偉陈陳刘劉", min_size=2, max_size=4))
def test_a_name_is_found_however_a_store_spells_it(name: str) -> None:
    simple = name_forms.key(name, FORMS)
    assert name in name_forms.spellings(simple, FORMS)
    assert simple in name_forms.spellings(name, FORMS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("张伟", ("张伟", "张偉", "張伟", "張偉")),
        ("陳 伟", ("陳 伟", "陳伟", "陈伟", "陈偉", "陳偉")),
        ("王明", ("王明",)),
        ("陳" * 13, ("陳" * 13, "陈" * 13)),  # too long for every mixture
        ("wang MING", ("wang MING", "Wang Ming", "WANG MING", "wang ming")),
    ],
)
def test_how_a_store_may_spell_a_name(name: str, found: tuple[str, ...]) -> None:
    assert name_forms.spellings(name, FORMS) == found


def test_names_of_other_scripts_and_signs() -> None:
    assert name_forms.key("  John  SMITH ", FORMS) == name_forms.key("john smith", FORMS)
    assert name_forms.key("阿卜杜·热合曼", FORMS) == name_forms.key("阿卜杜•热合曼", FORMS)
    assert "John Smith" in name_forms.spellings("JOHN SMITH", FORMS)
    assert name_forms.spellings("", FORMS) == name_forms.spellings("长" * 99, FORMS) == ()


def test_the_order_of_candidates_decides_nothing() -> None:
    told = Line(12300, date(2026, 11, 18), "张伟")
    found = clues_of(told, WEIGHTS)
    assert propose(told, found, (ZHANG, WEI), WEIGHTS) == propose(told, found, (WEI, ZHANG), WEIGHTS)
    assert propose(told, found, (), WEIGHTS).band is Band.NONE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ask": 99}, "data_value"),
        ({"sure": 0}, "data_value"),
        ({"more": 1}, "data_unknown"),
        ({"rules": {}}, "data_missing"),
    ],
)
def test_wrong_data_is_refused_by_name(change: dict[str, Any], code: str) -> None:
    with pytest.raises(AppError, match=code):
        cash_application.parse({**data("strategies", "cash_application.toml"), **change}, FORMS)


@pytest.mark.parametrize("pairs", [["张"], ["張张", "張长"]])
def test_wrong_variants_are_refused(pairs: list[str]) -> None:
    with pytest.raises(AppError, match="data_value"):
        name_forms.parse({"source": "x", "as_of": date(2026, 1, 1), "pairs": pairs})
