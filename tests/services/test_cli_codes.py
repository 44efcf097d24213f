"""The lists of codes without a window: what a list names is what the other commands take."""

from __future__ import annotations

import pytest
from command_line import fairdue

from app.services.purposes import purpose_given
from app.services.rulebook import rules_from, shipped_packs


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("what", ["results", "reasons", "holds", "purposes"])
def test_every_code_of_a_list_is_one_and_has_words(what: str, language: str) -> None:
    answer = fairdue("codes", what, "--json", language=language)
    assert answer.code == 0
    rows = answer.answer
    rules = rules_from(shipped_packs())
    known = {
        "results": lambda code: rules.codes.get(code).code,
        "reasons": lambda code: rules.reasons.get(code).code,
        "holds": lambda code: next(str(kind) for kind in rules.vocabulary.holds if kind == code),
        "purposes": lambda code: purpose_given(f"{code}: x").partition(":")[0],
    }[what]
    assert [known(row["code"]) for row in rows] == [row["code"] for row in rows] != []
    assert all(row["text"].isascii() == (language == "en") for row in rows)


def test_derived_results_are_not_offered() -> None:
    assert {row["code"] for row in fairdue("codes", "results", "--json").answer}.isdisjoint({"KP", "BP"})


def test_an_unknown_list_is_used_wrongly() -> None:
    assert fairdue("codes", "everything").code == 2
