"""``fairdue`` and ``python -m app``: a command, or the window when there is none."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 used wrongly."""
    from app.cli.program import run

    return run(list(sys.argv[1:] if argv is None else argv) or ["run"])


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A large practice store is built by two processes; the second is this program, started again.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
