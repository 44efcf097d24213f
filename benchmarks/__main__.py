"""Print every figure as one JSON line."""

from __future__ import annotations

import argparse

from benchmarks import (
    day,
    imports,
    ledger,
    letters,
    new_day,
    plans,
    queue,
    rebuild,
    reports,
    safety,
    start,
    statements,
    weights,
)
from benchmarks.stores import sample_home

FIGURES = (
    "start",
    "queue",
    "day",
    "new_day",
    "rebuild",
    "weights",
    "import",
    "letters",
    "ledger",
    "plans",
    "reports",
    "statements",
    "safety",
)


def main() -> None:
    """Measure what is asked for, everything by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--only", choices=FIGURES, action="append")
    options = parser.parse_args()
    wanted = options.only or FIGURES
    home = (
        sample_home(options.cases)
        if set(wanted) - {"import", "letters", "ledger", "plans", "reports", "statements"}
        else None
    )
    if home is not None:
        for figure in (start, queue, day, new_day, rebuild, weights, safety):
            if figure.__name__.removeprefix("benchmarks.") in wanted:
                figure.measure(home, options.cases)
    if "import" in wanted:
        imports.measure(options.cases)
    if "letters" in wanted:
        letters.measure()
    if "ledger" in wanted:
        ledger.measure()
    if "plans" in wanted:
        plans.measure()
    if "reports" in wanted:
        reports.measure(options.cases)
    if "statements" in wanted:
        statements.measure(options.cases)


if __name__ == "__main__":
    main()
