"""Put a built FairDue to work for a minute: `python packaging/smoke.py PATH/TO/fairdue`.

It runs in an empty home folder, away from the checkout, without a display and without a keyring, so that what works
here works because the build carries it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Under a licence that FairDue cannot carry, or large and unused.
UNWANTED = re.compile(
    r"qtvirtualkeyboard|Qt6?(Qml|Quick|VirtualKeyboard|Charts|Graphs|DataVisualization)", re.IGNORECASE
)
SECONDS = 300


class SmokeFailure(Exception):
    """The build does not work; the message tells which step and what it printed."""


def environment(home: Path) -> dict[str, str]:
    """This process's environment without what leads back to the checkout or to the person who builds."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "FAIRDUE", "XDG_"))
    }
    return kept | {
        "HOME": str(home),
        "LOCALAPPDATA": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def answer(program: Path, room: Path, *words: str) -> Any:
    """Run one command with `--json` and return what it said. Raises SmokeFailure."""
    command = [str(program.absolute()), *words, "--json"]
    done = subprocess.run(
        command,
        cwd=room,
        env=environment(room),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise SmokeFailure(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    try:
        return json.loads(done.stdout)
    except ValueError as problem:
        raise SmokeFailure(f"{' '.join(words)} printed no JSON:\n{done.stdout}") from problem


def try_program(program: Path) -> None:
    """Self-test, then a small practice store made, queried and verified. Raises SmokeFailure."""
    with tempfile.TemporaryDirectory(prefix="fairdue-smoke-") as folder:
        room = Path(folder)
        home = str(room / "practice")
        answer(program, room, "self-test")
        answer(program, room, "sample", "--home", home, "--cases", "20")
        queue = answer(program, room, "queue", "--home", home, "--limit", "5")
        if len(queue) != 5:
            raise SmokeFailure(f"the queue of 20 cases showed {len(queue)} of the 5 asked for")
        answer(program, room, "verify", "--home", home)
    print(f"works: {program}", flush=True)


def look_into(frozen: Path) -> None:
    """Check that a frozen folder carries nothing unwanted, and print its size. Raises SmokeFailure."""
    files = [path for path in frozen.rglob("*") if path.is_file() and not path.is_symlink()]
    unwanted = sorted(str(path.relative_to(frozen)) for path in files if UNWANTED.search(path.name))
    if unwanted:
        raise SmokeFailure(f"the frozen application carries {', '.join(unwanted)}")
    print(
        f"frozen: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB", flush=True
    )


if __name__ == "__main__":
    try_program(Path(sys.argv[1]))
