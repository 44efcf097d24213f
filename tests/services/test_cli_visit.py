"""Visits and contacts made elsewhere from the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, fairdue

from app.models import people
from app.services.store import opened
from app.system.ids import new_id
from app.system.paths import Home

NOW = "2026-11-16T09:00+08:00"
PLAN = ("visit", "plan", "1", "--at", "2026-11-18T14:30+08:00", "--collector", "王芳")


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Callable[..., Ran]:
    """Run a command on a practice store whose first case has an address."""
    home = shutil.copytree(closed_store[0], tmp_path / "free")
    with opened(Home(home), None, program="test") as context, context.db.write() as connection:
        row = {
            "id": new_id(context.now()), "party_id": closed_store[1]["li_party"], "kind": "address",
            "value": "样例路 9 号", "normal": "样例路9号", "source": "contract", "is_reserved": 1, "added_at": 0,
        }  # fmt: skip
        people.add_points(connection, [row])

    def command(*words: str, now: str = NOW) -> Ran:
        return fairdue(*words, "--home", str(home), "--now", now, "--json")

    return command


def answer(ran: Ran) -> Any:
    assert ran.code == 0, ran
    return ran.answer


def test_a_visit_from_plan_to_result(run: Callable[..., Ran]) -> None:
    alone = answer(run(*PLAN))
    assert (alone["allowed"], alone["visit"], alone["rule"]) == (False, None, "visit_collectors")
    made = answer(run(*PLAN, "--collector", "李强"))
    assert (made["allowed"], made["needs_notice"], made["planned_at"]) == (
        True,
        True,
        "2026-11-18T14:30:00+08:00",
    )
    (listed,) = answer(run("visit", "list"))
    assert (listed["visit"], listed["debtor"], listed["due"]) == (made["visit"], "李明", False)
    assert answer(run("visit", "list", now="2026-11-18T09:00+08:00"))[0]["due"]
    told = (
        "visit",
        "result",
        "1",
        "--result",
        "vs1",
        "--minutes",
        "在家",
        "--identity",
        "yes",
        "--reason",
        "unem",
    )
    kept = answer(run(*told, "--check", "recorded", now="2026-11-18T15:30+08:00"))
    assert kept["rule_check"] == "allowed"
    (visit,) = answer(run("visit", "list", "1", now="2026-11-18T15:30+08:00"))
    assert (visit["status"], visit["minutes"], visit["checks"]["recorded"]) == ("done", "在家", True)
    again = answer(run("gate", "1", "--channel", "visit", now="2026-11-18T16:00+08:00"))
    tallies = {told["rule"]: (told["count"], told["limit"]) for told in again["tallies"]}
    assert tallies["visit_contacts"] == (1, 1)
    assert not again["partial"]


def test_a_visit_is_called_off(run: Callable[..., Ran]) -> None:
    answer(run(*PLAN, "--collector", "李强"))
    assert answer(run("visit", "cancel", "1", "--why", "已还款"))["visit"]
    assert answer(run("visit", "list")) == []
    assert run("visit", "cancel", "1", "--why", "已还款").sentence
    assert run("visit", "plan").sentence


def test_calls_of_others_count(run: Callable[..., Ran]) -> None:
    assert answer(run("elsewhere", "1", "--connected", "3", "--told-by", "bank"))["day"] == "2026-11-16"
    asked = answer(run("gate", "1"))
    assert (asked["rule"], asked["counters"]["connected"]) == ("connected_calls", 3)
    assert "count" in run("elsewhere", "1").sentence
