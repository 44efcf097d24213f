"""Rule packs from the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, fairdue

NOW = "2026-11-16T09:00+08:00"


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Callable[..., Ran]:
    home = shutil.copytree(closed_store[0], tmp_path / "free")

    def command(*words: str, now: str = NOW) -> Ran:
        return fairdue("rules", *words, "--home", str(home), "--now", now, "--json")

    return command


def answer(ran: Ran) -> Any:
    assert ran.code == 0, ran
    return ran.answer


def test_a_rule_from_sight_to_going_back(run: Callable[..., Ran], tmp_path: Path) -> None:
    cards = {card["pack"]: card for card in answer(run())}
    assert (cards["cn"]["in_store"], cards["cn"]["creditors"], cards["uk"]["in_store"]) == (True, 2, False)
    shown = {row["rule"]: row for row in answer(run("show", "cn"))}
    assert (shown["connected_calls"]["typed"], shown["connected_calls"]["source"][:4]) == ("3", "GB/T")
    words = ("set", "cn", "--rule", "connected_calls", "--value", "2")
    assert "Say why" in run(*words).sentence
    assert not answer(run(*words, "--why", "stricter"))["shipped"]
    (change,) = answer(run("history", "cn"))
    assert (change["rule"], change["old"], change["new"], change["why"]) == (
        "connected_calls",
        "3",
        "2",
        "stricter",
    )
    back = answer(run("back", "cn", "--before", change["act"], "--why", "undone"))
    assert back["shipped"]
    assert run("back", "cn", "--before", "x", "--why", "y").sentence


def test_a_file_out_and_in_and_a_wrong_one(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "us.toml"
    answer(run("export", "us", "--file", str(path)))
    path.write_text(path.read_text("utf-8").replace("count = 7", "count = 5"), "utf-8")
    answer(run("import", "us", "--file", str(path), "--why", "client"))
    assert {row["rule"]: row["typed"] for row in answer(run("show", "us"))}["placed_calls"] == "5/7"
    path.write_text(path.read_text("utf-8").replace("count = 5", 'count = "five"'), "utf-8")
    refused = run("import", "us", "--file", str(path), "--why", "client").sentence
    line = next(no for no, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "five" in text)
    assert str(line) in refused
    assert "whole number" in refused
    assert answer(run("choose", "uk", "--creditor", "东海银行"))["creditors"] == 1
    assert answer(run("adopt", "in", "--why", "new client"))["in_store"]
    assert run("choose", "uk", "--creditor", "nobody").sentence
    assert run("show").sentence
