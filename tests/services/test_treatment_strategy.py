"""The strategy of treatments as text in the store: checked before it counts, with its history, and gone back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import fairdue
from portfolio import Portfolio, build

from app.domain.errors import AppError, RuleViolation
from app.models import strategies
from app.services import cases, treatment_strategy, treatments
from app.services.messages import sentence
from app.services.treatment_strategy import SetTreatment, differences

LATER = treatments.shipped().replace('"reminder", dpd = { to = 30 } }', '"reminder", dpd = { to = 99 } }')


def stage(desk: Portfolio) -> str:
    return str(cases.panel(desk.context, desk.words, desk.case).next.treated.stage)


def put(desk: Portfolio, toml: str | None, why: str = "试行") -> bytes:
    act = desk.act()
    treatment_strategy.put(desk.context, SetTreatment(act, toml, why))
    return act


def test_what_is_put_in_force_counts_at_once_and_is_gone_back_from(portfolio: Portfolio) -> None:
    assert stage(portfolio) == "negotiation"
    act = put(portfolio, LATER)
    assert stage(portfolio) == "reminder"
    before = portfolio.chain()
    treatment_strategy.put(portfolio.context, SetTreatment(act, LATER, "试行"))
    put(portfolio, LATER)
    assert portfolio.chain() == before, "a repeated act, or the same text, adds nothing"
    put(portfolio, None, "还原")
    assert stage(portfolio) == "negotiation"
    sheet = treatment_strategy.sheet(portfolio.context)
    assert [(one.why, one.toml) for one in sheet.history] == [("还原", None), ("试行", LATER)]
    assert (sheet.is_shipped, sheet.text) == (True, treatments.shipped())


def test_a_wrong_text_is_refused_by_its_line_and_the_last_one_stays(portfolio: Portfolio) -> None:
    put(portfolio, LATER)
    wrong = LATER.replace("every_days = 7", "every_days = 0", 1)
    with pytest.raises(AppError, match="data_refused") as refused:
        put(portfolio, wrong)
    line = next(at for at, line in enumerate(LATER.splitlines(), start=1) if "every_days = 7" in line)
    assert refused.value.params["line"] == line
    assert f"第 {line} 行" in sentence(refused.value, "zh_CN")
    with pytest.raises(AppError, match="data_not_toml"):
        put(portfolio, LATER + "\nx = ")
    assert treatment_strategy.sheet(portfolio.context).text == LATER


def test_a_text_that_a_later_program_cannot_read_gives_way_to_the_last_good_one(portfolio: Portfolio) -> None:
    put(portfolio, LATER)
    with portfolio.context.db.write() as connection:
        line = strategies.StrategyLine("nonsense", "x")
        strategies.change(connection, strategies.TREATMENT, line)
    sheet = treatment_strategy.sheet(portfolio.context)
    assert (sheet.text, sheet.problem and sheet.problem.code) == (LATER, "data_not_toml")
    assert stage(portfolio) == "reminder"


def test_only_a_lead_and_only_with_a_reason(portfolio: Portfolio) -> None:
    command = SetTreatment(portfolio.act(), LATER, "x")
    with pytest.raises(RuleViolation, match="may_not_edit_strategy"):
        treatment_strategy.put(portfolio.as_collector(), command)
    with pytest.raises(RuleViolation, match="why_required"):
        treatment_strategy.put(portfolio.context, replace(command, why=""))
    assert treatment_strategy.sheet(portfolio.context).history == ()


def test_what_a_text_changes_is_told_by_lines() -> None:
    assert differences(treatments.shipped(), LATER) == (
        '-  { stage = "reminder", dpd = { to = 30 } },',
        '+  { stage = "reminder", dpd = { to = 99 } },',
    )


def test_on_the_command_line(tmp_path: Path) -> None:
    home, path, now = tmp_path / "home", tmp_path / "mine.toml", ("--now", "2026-11-16T09:00+08:00")
    build(home)
    path.write_text(LATER, encoding="utf-8")
    assert fairdue("treatment", "check", path, "--home", home, *now, "--json").answer == {"is_right": True}
    done = fairdue("treatment", "set", path, "--why", "试行", "--home", home, *now, "--json").answer
    assert (done["shipped"], done["toml"]) == (False, LATER)
    path.write_text("risks = 1", encoding="utf-8")
    refused = fairdue("treatment", "set", path, "--why", "x", "--home", home, *now)
    assert "Line 1 of the file" in refused.sentence
    fairdue("treatment", "set", "--shipped", "--why", "还原", "--home", home, *now, "--json")
    history = fairdue("treatment", "history", "--home", home, *now, "--json").answer
    assert [row["why"] for row in history] == ["还原", "试行"]


def test_stage_next_action_and_due_work_on_the_command_line(tmp_path: Path) -> None:
    home, now = tmp_path / "home", ("--now", "2026-11-16T09:00+08:00")
    build(home)
    case = fairdue("case", "1", "--home", home, *now, "--json").answer
    assert (case["stage"], case["is_stage_decided"], case["risk"], case["treatment"]) == (
        "negotiation",
        False,
        "middle",
        "negotiate",
    )
    assert (case["next"]["action"], case["next"]["channel"], case["next"]["at"]) == ("call", "call", None)
    early = fairdue("case", "1", "--home", home, "--now", "2026-11-16T07:00+08:00", "--json").answer
    assert (early["next"]["action"], early["next"]["at"]) == ("wait", "2026-11-16T08:00:00+08:00")
    refused = fairdue("stage", "1", "--to", "litigation", "--home", home, *now)
    assert "Say why" in refused.sentence
    moved = fairdue(
        "stage", "1", "--to", "litigation", "--why", "起诉", "--home", home, *now, "--json"
    ).answer
    assert (moved["stage"], moved["is_decided"], moved["treatment"]) == ("litigation", True, "court")
    due = fairdue("due", "--limit", "1", "--home", home, *now, "--json").answer
    counts = {each["kind"]: each["count"] for each in due}
    assert counts["letter"] == 3
    assert [len(each["rows"]) for each in due if each["kind"] == "letter"] == [1]
