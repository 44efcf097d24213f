"""Gives a copy of a store a new data key, and says when it begins; the test kills it. Arguments: home, passphrase."""

from __future__ import annotations

import sys
from pathlib import Path

from app.services import rekeying, store
from app.services.unlocking import Opening
from app.system.paths import Home
from tests.quick_keys import quick_keys


def main() -> None:
    home, passphrase = Home(Path(sys.argv[1])), sys.argv[2]
    with store.held(home, program="test") as slots:
        prepared = rekeying.prepare(Opening(home, slots), passphrase)
        (home.root / "code.txt").write_text(prepared.recovery_code, "utf-8")
        rekeying.rekey(prepared, prepared.recovery_code, Begins())
    print("done", flush=True)


class Begins:
    """Says when the last moment has come at which it could be stopped."""

    def report(self, _done: int, _total: int, step: str = "") -> None:
        if step == "rekey":
            print("begins", flush=True)


if __name__ == "__main__":
    with quick_keys():
        main()
