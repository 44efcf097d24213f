"""Plans by command: the solver and the three offers without a store, a case's limits, approval and means test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, fairdue

NOW = "2026-11-16T09:00+08:00"
DAY = ("--today", "2026-11-21", "--first", "2026-12-21")
PICTURE = ("--debt", "83620.21", "--down", "3000", "--instalment", "1800", *DAY)
Run = Callable[..., Ran]


def solve(*words: str, language: str = "en") -> Ran:
    return fairdue("plan", "solve", *words, "--json", language=language)


def answer(ran: Ran) -> Any:
    assert ran.code == 0, ran
    return ran.answer


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Run:
    home = shutil.copytree(closed_store[0], tmp_path / "free")

    def command(noun: str, *words: str) -> Ran:
        return fairdue(noun, *words, "--home", str(home), "--now", NOW, "--json")

    return command


def test_the_solver_needs_no_store() -> None:
    found = answer(solve(*PICTURE))
    assert (found["periods"], found["last_on"], found["last_minor"]) == (45, "2030-08-21", 142021)
    assert (found["solved"], found["beyond"], found["yearly_cost"]) == (["periods", "last_on"], [], "0")
    assert len(found["rows"]) == 46


def test_what_the_debtor_says_makes_the_terms() -> None:
    found = answer(
        solve("--debt", "83620.21", "--said", "三千现在还，剩下的每月10号还1800", "--today", "2026-11-21")
    )
    assert (found["down_minor"], found["instalment_minor"], found["day"]) == (300000, 180000, 10)
    assert (found["rows"][1]["due_on"], found["periods"]) == ("2026-12-10", 45)
    refused = solve("--debt", "83620.21", "--said", "as much as I can")
    assert refused.code != 0
    assert "is not understood here" in refused.err


def test_the_reason_told_steers_the_lightest_offer() -> None:
    words = ("--debt", "12000", "--first", "2026-12-21", "--today", "2026-11-21", "--offers")
    lost, plain = answer(solve(*words, "--reason", "unem")), answer(solve(*words))
    assert [each["steered"] and each["steered"]["en"] for each in lost] == [
        "low first, more later",
        None,
        None,
    ]
    assert [row["amount_minor"] for row in lost[0]["rows"]][:7] == [25000] * 6 + [31200]
    assert lost[1:] == plain[1:]
    said = fairdue("plan", "solve", *words, "--reason", "unem").out.splitlines()
    assert said[0].startswith("lightest  250.00 +62.00/6 × 32")
    assert solve(*words, "--reason", "nope").code != 0


def test_three_offers_by_figures_alone() -> None:
    found = answer(solve(*PICTURE, "--surplus", "2900", "--waivable", "2122.70", "--offers"))
    told = [
        (
            each["kind"],
            each["instalment_minor"],
            each["periods"],
            each["total_minor"],
            each["surplus"]["percent"],
        )
        for each in found
    ]
    assert told == [
        ("lightest", 180000, 45, 8362021, 62),
        ("shortest", 290000, 29, 8362021, 100),
        ("cheapest", 279073, 26, 8255886, 96),
    ]
    assert found[2]["beyond"] == [{"limit": "waiver", "allowed": 83620, "found": 106135}]
    said = fairdue("plan", "solve", *PICTURE, "--surplus", "2900", "--offers").out.splitlines()
    assert said[0] == "lightest  3,000.00 + 1,800.00 × 45  2030-08-21 Wed  83,620.21  62%"


def test_every_term_is_an_option() -> None:
    found = answer(
        solve(
            "--debt", "10000", "--waive", "500", "--balloon", "800", "--periods", "10", "--interest", "reduced",
            "--rate", "12%", "--basis", "flat", "--fee", "5", "--opening-fee", "20", "--step", "10", "--step-every",
            "3", "--row", "2=0", "--row", "4=900@2027-03-03", "--cadence", "month_end", "--holidays", "preceding",
            "--currency", "GBP", "--pay-day", "28", "--role", "lead", "--today", "2026-11-21",
        )
    )  # fmt: skip
    assert (found["waived_minor"], found["balloon_minor"], found["currency"]) == (50000, 80000, "GBP")
    assert (found["interest"], found["yearly_rate"], found["basis"]) == ("reduced", "0.12", "flat")
    assert found["interest_minor"] == 95000  # 9,500 at 1 % a month flat, ten times
    assert found["fees_minor"] == 10 * 500 + 2000
    assert found["total_minor"] == 950000 + 95000 + 7000
    assert [row["no"] for row in found["rows"]] == [1, 3, 4, 5, 6, 7, 8, 9, 10]
    assert found["rows"][2]["amount_minor"] == 90000
    assert found["rows"][2]["due_on"] == "2027-03-03"
    assert found["rows"][0]["due_on"] == "2026-11-30"


@pytest.mark.parametrize(
    ("find", "field", "minor"),
    [
        ("down", "down_minor", 5080000),
        ("waiver", "waived_minor", 5080000),
        ("balloon", "balloon_minor", 5080000),
    ],
)
def test_an_unknown_is_found(find: str, field: str, minor: int) -> None:
    found = answer(solve("--debt", "64000", "--instalment", "1100", "--periods", "12", "--find", find, *DAY))
    assert found[field] == minor
    assert field in found["solved"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--debt", "83620.21", "--instalment", "1000", "--interest", "contractual", "--rate", "18"),
            "1,254.30",
        ),
        (("--debt", "100", "--periods", "61"), "at most 60"),
        (("--debt", "100"), "Give one of the three"),
        (("--periods", "3"), "Nothing is owed"),
        (("--debt", "100", "--periods", "3", "--rate", "5"), "no interest runs"),
    ],
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    assert sentence in solve(*words, "--today", "2026-11-21").sentence


@pytest.mark.parametrize("words", [("--rate", "much"), ("--row", "x=5"), ("--row", "3"), ("--rate", "inf")])
def test_options_that_mean_nothing_are_wrong_use(words: tuple[str, ...]) -> None:
    assert solve("--debt", "100", "--periods", "3", *words).code == 2


def test_a_version_beyond_the_limits_waits_until_the_lead_says_yes(run: Run) -> None:
    late = ("--debt", "12000", "--periods", "12", "--first", "2027-03-15")
    saved = answer(run("plan", "1", *late, "--save", "draft"))
    assert [each["limit"] for each in saved["beyond"]] == ["first_date"]
    assert "waits for the lead" in run("plan", "1", "--agree", saved["fact"]).sentence
    assert answer(run("plan", "1"))[0]["approval"] == "waiting"
    refused = answer(run("plan", "1", "--refuse", saved["fact"], "--why", "太晚。"))
    assert refused["approved"] is False
    assert "太晚" in run("plan", "1", "--agree", saved["fact"]).sentence
    answer(run("plan", "1", "--approve", saved["fact"], "--why", "王静来电同意"))
    assert answer(run("plan", "1"))[0]["approval"] == "approved"
    answer(run("plan", "1", "--agree", saved["fact"]))


def test_a_found_down_payment_is_kept(run: Run) -> None:
    saved = answer(
        run("plan", "1", "--instalment", "1000", "--periods", "12", "--find", "down", "--save", "draft")
    )
    assert saved["down_minor"] == 380_000
    (version,) = answer(run("plan", "1"))
    assert (version["instalment_minor"], version["periods"]) == (100_000, 12)


def test_a_pay_day_alone_is_kept_and_meant_by_p(run: Run) -> None:
    kept = answer(run("means", "1", "--pay-day", "10"))
    assert kept["pay_day"] == 10
    assert answer(run("means", "1")) == {"pay_day": 10}
    assert answer(run("promise", "1", "--amount", "500", "--due", "p"))["due_on"] == "2026-12-10"


def test_the_means_test_makes_the_offers_of_a_case(run: Run) -> None:
    assert answer(run("means", "1")) == {}
    lines = ("--item", "salary=6000", "--item", "housing=3000", "--item", "household=2000")
    kept = answer(run("means", "1", *lines, "--pay-day", "25", "--proof-asked"))
    assert (kept["income_minor"], kept["savings_minor"], kept["surplus_minor"]) == (600_000, 10_000, 90_000)
    shown = answer(run("means", "1"))
    assert shown["items"][0] == {"category": "salary", "amount_minor": 600_000}
    assert (shown["proof_asked"], shown["proof_received"]) == (True, False)
    offers = answer(run("plan", "1", "--offers"))
    assert [each["kind"] for each in offers] == ["lightest", "shortest", "cheapest"]
    assert (offers[1]["instalment_minor"], offers[1]["surplus"]["percent"]) == (90_000, 100)
    assert offers[0]["rows"][0]["due_on"] == "2026-11-25"
    assert "yacht" in run("means", "1", "--item", "yacht=5").sentence
    assert run("means").sentence


def test_the_lines_of_the_form_are_listed_in_the_readers_language() -> None:
    said = fairdue("means", "--categories", language="zh_CN").out
    assert "工资（到手）" in said
    assert {"category": "housing", "side": "outgoings", "name": "Rent"} in fairdue(
        "means", "--categories", "--json"
    ).answer


def test_the_plan_in_force_is_paused_and_caught_up(run: Run) -> None:
    saved = answer(
        run("plan", "1", "--debt", "12000", "--periods", "12", "--first", "2026-11-20", "--save", "draft")
    )
    assert "plan" in run("plan", "1", "--pause", "1").sentence.lower()  # nothing is in force yet
    answer(run("plan", "1", "--agree", saved["fact"]))
    paused = answer(run("plan", "1", "--pause", "2", "--from", "2026-11-01"))
    assert (paused["rows"][0]["due_on"], paused["total_minor"]) == ("2027-01-20", 1_200_000)
    skipped = answer(run("plan", "1", "--skip", "2", "--make-up", "spread", "--save", "proposed"))
    assert (skipped["version"], len(skipped["rows"])) == (2, 11)
    assert [version["version"] for version in answer(run("plan", "1"))] == [1, 2]
    assert "overdue" in run("plan", "1", "--arrears").sentence


def test_a_creditor_is_given_limits_by_a_file(run: Run, tmp_path: Path) -> None:
    shown = answer(run("plan", "limits", "--creditor", "东海银行"))
    assert (shown["own"], "[collector]" in shown["toml"]) == (False, True)
    file = tmp_path / "limits.toml"
    file.write_text(shown["toml"].replace("latest_first_days = 92", "latest_first_days = 5"), "utf-8")
    assert answer(run("plan", "limits", "--creditor", "东海银行", "--file", str(file)))["own"] is True
    beyond = answer(run("plan", "1", "--debt", "12000", "--periods", "12", "--first", "2026-12-15"))["beyond"]
    assert [each["limit"] for each in beyond] == ["first_date"]
    file.write_text("[collector", "utf-8")
    assert "TOML" in run("plan", "limits", "--creditor", "东海银行", "--file", str(file)).sentence
    file.write_bytes(b"\xff\xfe\x00")
    assert "TOML" in run("plan", "limits", "--creditor", "东海银行", "--file", str(file)).sentence
    assert run("plan", "limits", "--creditor", "东海银行", "--file", str(tmp_path / "none.toml")).sentence
    file.write_text("", "utf-8")
    assert answer(run("plan", "limits", "--creditor", "东海银行", "--file", str(file)))["own"] is False
    assert run("plan", "limits", "--creditor", "无此").sentence
