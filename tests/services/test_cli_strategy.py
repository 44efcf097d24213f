"""``fairdue strategy`` on the practice portfolio: shown, refused with its line, tried, put in force and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import fairdue
from portfolio import build

DAY = ("--now", "2026-11-16T09:00+08:00")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("practice") / "home"
    build(home)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "home"))


def test_what_is_shown_is_a_file_that_can_be_changed_and_set(home: Path, tmp_path: Path) -> None:
    shown = fairdue("strategy", "--home", home, *DAY, "--json").answer
    assert (shown["shipped"], shown["problem"]) == (True, None)
    path = tmp_path / "mine.toml"
    path.write_text(shown["toml"].replace("[4, 8, 12, 18, 22]", "[22, 18, 12, 8, 4]"), encoding="utf-8")
    assert fairdue("strategy", "check", path, "--home", home, *DAY, "--json").answer["rules"] == 10
    tried = fairdue("strategy", "preview", path, "--home", home, *DAY, "--json", "--fits", "1").answer
    assert (tried["entering"], tried["leaving"]) == ([], [])  # three cases all stand in the first hundred
    assert tried["day"]["cases"] == 1
    assert tried["first"]["before_minor"] == tried["first"]["after_minor"]
    before = fairdue("queue", "--home", home, *DAY, "--json").answer
    refused = fairdue("strategy", "set", path, "--home", home, *DAY)
    assert "Say why" in refused.sentence
    done = fairdue("strategy", "set", path, "--why", "小额优先", "--home", home, *DAY, "--json").answer
    assert done["shipped"] is False
    after = fairdue("queue", "--home", home, *DAY, "--json").answer
    assert {row["case_id"]: row["score"] for row in after} != {row["case_id"]: row["score"] for row in before}
    assert tried["moving"] == sum(
        one["case_id"] != other["case_id"] for one, other in zip(before, after, strict=True)
    )
    fairdue("strategy", "set", "--shipped", "--why", "还原", "--home", home, *DAY, "--json")
    assert fairdue("queue", "--home", home, *DAY, "--json").answer == before
    history = fairdue("strategy", "history", "--home", home, *DAY, "--json").answer
    assert [(row["why"], row["toml"] is None) for row in history] == [("还原", True), ("小额优先", False)]


@pytest.mark.parametrize(("language", "said"), [("en", "Line 10 of the file: "), ("zh_CN", "文件第 10 行：")])
def test_a_wrong_file_is_refused_by_its_line_with_the_choices(
    home: Path, tmp_path: Path, language: str, said: str
) -> None:
    path = tmp_path / "mine.toml"
    toml = fairdue("strategy", "--home", home, *DAY, "--json").answer["toml"]
    lines = toml.splitlines()
    at = next(at for at, line in enumerate(lines) if 'name = "untouched"' in line)
    lines[at] = lines[at].replace('"untouched_days"', '"luck"')
    path.write_text("\n".join(["#"] * (9 - at) + lines), encoding="utf-8")
    for what in ("check", "preview", "set"):
        ran = fairdue("strategy", what, path, "--why", "x", "--home", home, *DAY, language=language)
        assert said in ran.sentence
        assert "luck" in ran.sentence
        assert "payment_chance" in ran.sentence
    assert fairdue("strategy", "--home", home, *DAY, "--json").answer["shipped"] is True


def test_a_file_must_be_named(home: Path) -> None:
    assert "--shipped" in fairdue("strategy", "set", "--home", home, *DAY).sentence
