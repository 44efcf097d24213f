"""What is handed to users: the wheel carries its resources, and every part has its licence named."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lock
import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    return zipfile.ZipFile(path)


def test_wheel_holds_every_resource(wheel: zipfile.ZipFile) -> None:
    here = {path.relative_to(RESOURCES).as_posix(): path for path in RESOURCES.rglob("*") if path.is_file()}
    packed = {
        name.removeprefix("app/resources/") for name in wheel.namelist() if name.startswith("app/resources/")
    }
    assert here
    assert packed == here.keys()
    largest = max(here, key=lambda name: here[name].stat().st_size)
    assert wheel.read(f"app/resources/{largest}") == here[largest].read_bytes()


def test_wheel_speaks_every_language(wheel: zipfile.ZipFile) -> None:
    compiled = {name for name in wheel.namelist() if name.endswith(".qm")}
    assert compiled == {
        f"app/resources/i18n/{source.stem}.qm" for source in (RESOURCES / "i18n").glob("*.ts")
    }


def test_wheel_holds_the_program_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.py")}
    packed = {name for name in wheel.namelist() if name.endswith(".py")}
    assert packed == modules
    assert {name.partition("/")[0].partition("-")[0] for name in wheel.namelist()} == {"app", "fairdue"}


def test_wheel_carries_the_licences(wheel: zipfile.ZipFile) -> None:
    names = [Path(name).name for name in wheel.namelist() if ".dist-info/licenses/" in name]
    assert sorted(names) == ["LICENSE", "THIRD_PARTY.md"]


def test_every_locked_package_has_its_licence_named() -> None:
    text = re.sub(r"[._]", "-", (ROOT / "THIRD_PARTY.md").read_text("utf-8").lower())
    named = set(re.findall(r"[a-z0-9][a-z0-9-]*", text))
    unnamed = {pin.name for pin in lock.pins(lock.LOCK.read_text("utf-8"))} - named
    assert not unnamed, f"THIRD_PARTY.md does not name {', '.join(sorted(unnamed))}"
