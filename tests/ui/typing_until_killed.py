"""A real window in a process of its own: saves a call, then types a note without a pause until it is killed.

Prints one line before each letter, so that whoever kills it knows what had been typed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.services import store
from app.services.preferences import Preferences
from app.system.paths import Home
from benchmarks.window import Bench

KEY_S = 0.08


def main(home: Path) -> None:
    """Work until killed."""
    with store.opened(Home(home), None, program="test") as context:
        bench = Bench(context, Preferences())
        bench.settle()
        first = bench.case_id
        bench.press("2")
        bench.until(lambda: bench.case_id not in (None, first))
        assert bench.case_id is not None
        print("case", bench.case_id.hex(), flush=True)
        bench.press("n")
        for number in range(10_000):
            print("typed", number, time.monotonic(), flush=True)
            bench.press(str(number % 10))
            time.sleep(KEY_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
