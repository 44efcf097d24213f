"""The shipped taxonomy against collection-rules.md §6.6 and the three-key promise of the desk."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import AppError, NotFound
from app.domain.reasons import MORE, Offer, Reason, Side, parse

FILE = Path(__file__).parents[2] / "resources/codes/reasons.toml"


def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


REASONS = parse(data())
LEAVES = [
    "UNEM",
    "INCD",
    "BIZ",
    "DIS",
    "ACC",
    "FAM",
    "ECOH",
    "MULO",
    "GUA",
    "SCAM",
    "DEAD",
    "ARTD",
    "BKR",
    "NAL",
    "FTP",
    "RODM",
    "NOB",
    "ARGU",
    "FEE",
    "SPEN",
    "PRIO",
    "LOWW",
    "MAL",
    "EVAD",
    "AGNT",
    "OTHER",
]


def test_every_leaf_of_the_taxonomy_is_there() -> None:
    assert list(REASONS.by_code) == LEAVES


def test_objective_and_subjective() -> None:
    sides = {reason.code: reason.group.side for reason in REASONS.by_code.values()}
    subjective = {code for code, side in sides.items() if side is Side.SUBJECTIVE}
    assert subjective == {"SPEN", "PRIO", "LOWW", "MAL", "EVAD", "AGNT"}
    assert sides["OTHER"] is Side.OTHER
    assert sides["UNEM"] is Side.OBJECTIVE


def keys_for(reason: Reason) -> tuple[str, ...]:
    """The keys that choose a reason at the desk: one for a chip, else ``MORE``, group and leaf."""
    if reason in REASONS.chips:
        return (str(REASONS.chips.index(reason) + 1),)
    return (MORE, reason.group.digit, str(REASONS.leaves(reason.group).index(reason) + 1))


def test_any_leaf_takes_three_keys_at_most_and_no_two_share_keys() -> None:
    keys = [keys_for(reason) for reason in REASONS.by_code.values()]
    assert max(len(key) for key in keys) == 3
    assert len(set(keys)) == len(keys)
    assert keys_for(REASONS.get("INCD")) == ("1",)
    assert keys_for(REASONS.get("FEE")) == (MORE, "6", "2")
    assert MORE not in {key[0] for key in keys if len(key) == 1}


def test_the_keys_lead_back_to_the_reason() -> None:
    for reason in REASONS.by_code.values():
        match keys_for(reason):
            case (chip,):
                assert REASONS.chips[int(chip) - 1] is reason
            case (_, digit, leaf):
                group = next(group for group in REASONS.groups if group.digit == digit)
                assert REASONS.leaves(group)[int(leaf) - 1] is reason


@pytest.mark.parametrize(
    ("code", "offer"),
    [
        ("UNEM", Offer.SMALL_START),
        ("INCD", Offer.SMALL_START),
        ("DIS", Offer.LATER_DATE),
        ("FEE", Offer.EXPLAIN),
        ("ARGU", Offer.COLLECT_PROOF),
        ("FTP", Offer.PAY_DAY),
        ("DEAD", Offer.NONE),
    ],
)
def test_the_reason_steers_the_offer(code: str, offer: Offer) -> None:
    """domain.md §6."""
    assert REASONS.get(code).offer is offer


def test_health_custody_and_death_are_sensitive() -> None:
    """PIPL art 28."""
    assert {r.code for r in REASONS.by_code.values() if r.is_sensitive} == {"DIS", "FAM", "DEAD", "ARTD"}


def test_proof_is_asked_only_where_it_is_fair() -> None:
    assert REASONS.get("UNEM").proof is not None
    assert REASONS.get("FTP").proof is None
    assert (REASONS.get("UNEM").willingness, REASONS.get("UNEM").ability) == (3, 1)
    assert REASONS.get("DEAD").willingness is None


def test_unknown_reason() -> None:
    with pytest.raises(NotFound, match="reason_unknown"):
        REASONS.get("XXX")


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    fresh = data()
    change(fresh)
    return fresh


def many(fresh: dict[str, Any]) -> None:
    leaf = fresh["reasons"][-1]
    fresh["reasons"] += [leaf | {"code": f"O{i}"} for i in range(9)]


BAD: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (lambda d: d["reasons"][0].update(group="none"), "data_value", "reasons[UNEM].group"),
    (lambda d: d["reasons"][0].update(willingness=6), "data_value", "reasons[UNEM].willingness"),
    (lambda d: d["reasons"][0].update(ability=0), "data_value", "reasons[UNEM].ability"),
    (lambda d: d["reasons"][0]["proof"].update(fr="non"), "data_unknown", "reasons[UNEM].proof.fr"),
    (lambda d: d["chips"].append("XXX"), "data_value", "chips"),
    (lambda d: d["groups"][0].update(digit="2"), "data_value", "groups"),
    (lambda d: d["groups"][0].update(digit="0"), "data_value", "groups"),
    (lambda d: d["reasons"].append(d["reasons"][0]), "data_twice", "reasons[UNEM]"),
    (many, "reasons_too_many", "other"),
    (lambda d: d["chips"].extend(LEAVES[-5:]), "reasons_too_many", "chips"),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD)
def test_a_bad_file_names_the_entry(change: Callable[[dict[str, Any]], object], code: str, path: str) -> None:
    with pytest.raises(AppError) as caught:
        parse(changed(change))
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)
