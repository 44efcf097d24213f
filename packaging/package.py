"""Build what is handed to users, and try each piece where nothing of this checkout can help it.

    python packaging/package.py

dist/ then holds the wheel and, on a Linux with dpkg-deb, the .deb; build/frozen/fairdue is the frozen application,
one folder. The wheel is tried in an empty environment, the frozen folder and the unpacked .deb as they lie.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import lock
import smoke
from bootstrap import venv_python

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FROZEN = BUILD / "frozen" / "fairdue"


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)


def program(folder: Path) -> Path:
    return folder / ("fairdue.exe" if os.name == "nt" else "fairdue")


def build_wheel() -> Path:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", DIST)
    return next(DIST.glob("fairdue-*.whl"))


def try_wheel(wheel: Path) -> None:
    """Install the wheel with the locked versions into an empty environment and put it to work."""
    empty = BUILD / "empty-env"
    venv.create(empty, clear=True, with_pip=True)
    constraints = BUILD / "constraints.txt"
    constraints.write_text(
        "\n".join(pin.constraint for pin in lock.pins(lock.LOCK.read_text("utf-8"))), "utf-8"
    )
    python = venv_python(empty)
    run(python, "-m", "pip", "install", "--quiet", "--constraint", constraints, wheel)
    smoke.try_program(program(python.parent))
    shutil.rmtree(empty)


def freeze() -> None:
    options = ["--noconfirm", "--log-level=WARN", "--workpath=build/pyinstaller", "--distpath=build/frozen"]
    run(sys.executable, "-m", "PyInstaller", *options, "packaging/app.spec")
    smoke.look_into(FROZEN)
    smoke.try_program(program(FROZEN))


def debianise() -> None:
    run(sys.executable, "packaging/linux/deb.py", FROZEN, DIST)
    unpacked = BUILD / "unpacked-deb"
    run("dpkg-deb", "--extract", next(DIST.glob("fairdue_*.deb")), unpacked)
    smoke.try_program(unpacked / "usr" / "bin" / "fairdue")
    shutil.rmtree(unpacked)


def main() -> int:
    for folder in (BUILD, DIST):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    try_wheel(build_wheel())
    freeze()
    if shutil.which("dpkg-deb"):
        debianise()
    for made in sorted(DIST.iterdir()):
        print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
