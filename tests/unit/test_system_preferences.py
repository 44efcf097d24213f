"""Preferences: readable, kept, and told when damaged."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation, StorageProblem
from app.system.preferences import LoadedPreferences, Preferences, load, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preferences.toml"


def test_none_yet(path: Path) -> None:
    assert load(path) == LoadedPreferences(Preferences())
    assert not path.exists()


def test_round_trip(path: Path) -> None:
    wanted = Preferences("zh_CN", "dark", 14, False, 20, 120)
    save(path, wanted)
    assert load(path) == LoadedPreferences(wanted)
    assert tomllib.loads(path.read_text("utf-8"))["font_size"] == 14
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_unknown_keys_are_kept(path: Path) -> None:
    path.write_text('theme = "light"\nnewer = [1, 2]\n[window]\nwidth = 1600\n', "utf-8")
    loaded = load(path)
    assert loaded.problem is None
    save(path, replace(loaded.preferences, theme="dark"))
    found = tomllib.loads(path.read_text("utf-8"))
    assert found["theme"] == "dark"
    assert found["newer"] == [1, 2]
    assert found["window"] == {"width": 1600}


def test_file_of_a_windows_editor(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbflanguage = "en"\r\n')
    assert load(path) == LoadedPreferences(Preferences(language="en"))


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"theme = 1\ntheme = 2\n", b"\x00" * 100])
def test_damaged_file_is_kept_aside_and_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    loaded = load(path)
    assert loaded.problem is not None
    assert loaded.problem.code == "preferences_damaged"
    assert Path(loaded.problem.params["kept"]).read_bytes() == content
    save(path, loaded.preferences)
    assert Path(loaded.problem.params["kept"]).read_bytes() == content


def test_second_damage_does_not_cover_the_first(path: Path) -> None:
    for content in (b"first =", b"second ="):
        path.write_bytes(content)
        load(path)
    kept = sorted(path.parent.glob("preferences.damaged-*.toml"))
    assert [one.read_bytes() for one in kept] == [b"first =", b"second ="]


def test_one_wrong_value_costs_only_itself(path: Path) -> None:
    path.write_text('theme = "dark"\nfont_size = 300\nauto_next = "yes"\nmine = 1\n', "utf-8")
    loaded = load(path)
    assert loaded.preferences == Preferences(theme="dark", others={"mine": 1})
    assert loaded.problem is not None
    assert loaded.problem.params["fields"] == ["font_size", "auto_next"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("theme", "blue"),
        ("theme", ["dark"]),
        ("font_size", 8),
        ("font_size", 21),
        ("font_size", 12.0),
        ("font_size", True),
        ("auto_next", 1),
        ("idle_lock_minutes", 4),
        ("idle_lock_minutes", 61),
        ("calls_a_day", -1),
    ],
)
def test_values_out_of_range_name_their_field(name: str, value: object) -> None:
    with pytest.raises(RuleViolation) as caught:
        Preferences(**{name: value})  # type: ignore[arg-type]
    assert caught.value.code == "preference_invalid"
    assert caught.value.field == name


@given(st.binary(max_size=200))
def test_no_content_stops_the_start(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("p") / "preferences.toml"
    path.write_bytes(content)
    loaded = load(path)
    save(path, loaded.preferences)
    assert load(path).problem is None


def test_unreadable_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StorageProblem) as caught:
        load(path)
    assert caught.value.code in {"file_failed", "folder_read_only"}
