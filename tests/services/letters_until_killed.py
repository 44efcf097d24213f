"""Run as a program: goes on with a run of letters in a home and dies by -9 after so many, in the middle of the next."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from app.models import letter_runs
from app.services.letters import runs
from app.services.store import opened
from app.system.paths import Home


def main() -> None:
    home, run, after, when, now = sys.argv[1:]
    moment = datetime.fromisoformat(now)
    settle, count = letter_runs.settle, 0

    def dying(*arguments: object) -> None:
        nonlocal count
        if count == int(after) and when == "before":  # the letter is appended, its place in the run is not
            os.kill(os.getpid(), signal.SIGKILL)
        settle(*arguments)  # type: ignore[arg-type]
        if count == int(after) and when == "after":  # both are written, nothing is committed
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1

    letter_runs.settle = dying
    with opened(Home(Path(home)), None, program="test", clock=lambda: moment) as context:
        runs.go_on(context, bytes.fromhex(run))


main()
