"""Set-up says in one line what is missing, installs it only where it may, and does nothing the second time."""

from __future__ import annotations

from pathlib import Path

import bootstrap
import pytest

LINE = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"


@pytest.fixture
def nothing_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object, **options: object) -> None:
        raise AssertionError(f"set-up ran {words}")

    monkeypatch.setattr(bootstrap.subprocess, "run", refuse)


@pytest.mark.usefixtures("nothing_may_run")
def test_without_rights_missing_packages_are_one_line_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda: ["libegl1", "libgl1"])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "administrator", lambda: None)
    with pytest.raises(bootstrap.SetupProblem) as caught:
        bootstrap.provide_system_packages()
    assert str(caught.value).splitlines()[-1] == LINE


@pytest.mark.usefixtures("nothing_may_run")
def test_without_apt_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda: ["libegl1"])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupProblem, match="libegl1"):
        bootstrap.provide_system_packages()


@pytest.mark.usefixtures("nothing_may_run")
def test_programs_for_tests_are_named_but_not_demanded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    monkeypatch.setattr(bootstrap, "administrator", lambda: None)
    bootstrap.provide_test_programs()
    told = capsys.readouterr().err
    assert "some tests will be skipped" in told
    assert told.splitlines()[-1].endswith(" ".join(bootstrap.TEST_PROGRAMS.values()))


def test_missing_library_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "QT_LIBRARIES", {"libfairdue-is-not-here.so.7": "libfairdue7"})
    assert "libfairdue7" in bootstrap.missing_packages()


def test_environment_is_ready_until_the_lock_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, folder = tmp_path / "requirements.lock", tmp_path / ".venv"
    for name, value in (("LOCK", lock), ("VENV", folder), ("STAMP", folder / "locked.sha256")):
        monkeypatch.setattr(bootstrap, name, value)
    monkeypatch.setattr(bootstrap, "venv_python", lambda: Path(__file__))
    lock.write_text("one==1\n", "ascii")
    folder.mkdir()
    assert not bootstrap.is_ready()
    bootstrap.STAMP.write_text(bootstrap.lock_digest(), "ascii")
    assert bootstrap.is_ready()
    lock.write_text("one==2\n", "ascii")
    assert not bootstrap.is_ready()


TRANSLATION = """<!DOCTYPE TS><TS version="2.1" language="zh_CN"><context><name>Desk</name>
<message><source>Queue</source><translation>队列</translation></message></context></TS>"""


def test_translations_are_compiled_once(tmp_path: Path) -> None:
    source = tmp_path / "fairdue_zh_CN.ts"
    source.write_text(TRANSLATION, "utf-8")
    assert bootstrap.compile_translations(tmp_path) == [source]
    assert "队列".encode("utf-16-be") in source.with_suffix(".qm").read_bytes()
    assert bootstrap.compile_translations(tmp_path) == []


def test_broken_translation_is_told(tmp_path: Path) -> None:
    (tmp_path / "fairdue_zh_CN.ts").write_text("<TS", "utf-8")
    with pytest.raises(bootstrap.SetupProblem, match="fairdue_zh_CN"):
        bootstrap.compile_translations(tmp_path)


def test_other_pythons_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "SUPPORTED", ((2, 7),))
    assert bootstrap.main(is_testing=False) == 1
    assert "3.11, 3.12 or 3.13" in capsys.readouterr().err
