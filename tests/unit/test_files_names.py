"""Names of files made of what somebody typed stay in their folder and are taken by every system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import StorageProblem
from app.files.names import inside, safe_name
from tests.hostile_files import HOSTILE_NAMES

_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "123456789¹²³"
}


def _assert_is_safe(name: str) -> None:
    assert 0 < len(name.encode()) <= 120
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(sign) >= 32 and ord(sign) != 127 for sign in name)
    assert name == name.strip(" .")
    assert name.split(".", maxsplit=1)[0].strip().upper() not in _DEVICES


def test_there_are_28_hostile_names() -> None:
    assert len(set(HOSTILE_NAMES)) == 28


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_a_hostile_name_becomes_a_file_in_its_folder(tmp_path: Path, text: str) -> None:
    name = safe_name(text, ".pdf")
    _assert_is_safe(name)
    assert name.endswith(".pdf")
    path = inside(tmp_path, name)
    with path.open("xb") as file:
        file.write(b"x")
    assert [found.name for found in tmp_path.iterdir()] == [name]


@given(st.text(st.characters(), max_size=200), st.sampled_from(["", ".pdf", ".xlsx"]))
def test_any_text_becomes_a_safe_name(text: str, suffix: str) -> None:
    _assert_is_safe(safe_name(text, suffix))


def test_names_that_are_good_stay(tmp_path: Path) -> None:
    for name in ("张三 催收函.pdf", "Müller & Co", "a-b_c (2).csv", "2026.03"):
        assert safe_name(name) == name
        assert inside(tmp_path, name) == tmp_path.resolve() / name


def test_what_becomes_of_some() -> None:
    assert safe_name("../../etc/passwd") == "_.._etc_passwd"
    assert safe_name("con.txt") == "_con.txt"
    assert safe_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert safe_name("a" * 119 + ". b") == "a" * 119
    assert safe_name("", default="Unnamed") == "Unnamed"
    assert safe_name("...", ".pdf") == "未命名.pdf"
    assert safe_name("张" * 400, ".pdf") == "张" * 38 + ".pdf"


@pytest.mark.parametrize(
    "name", ["../a", "a/b", "..", ".", "", "/etc/passwd", "a\\b", "a.txt:ads", "a\0", "C:x"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageProblem) as caught:
        inside(tmp_path, name)
    assert (caught.value.code, caught.value.params) == ("name_outside_folder", {"name": name})


def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    try:
        (folder / "link").symlink_to(other)
    except OSError:
        pytest.skip("this system lets only administrators make links")
    (folder / "same").symlink_to(other / "same")
    for name in ("link", "same"):
        with pytest.raises(StorageProblem):
            inside(folder, name)
