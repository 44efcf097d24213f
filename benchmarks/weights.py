"""A changed weight: tried on the queue before it is kept, and given to every case. Limits: 300 ms; 5 µs a case."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from app.domain.strategy import Strategy
from app.services import score_preview, score_strategy, states, store
from app.services.score_strategy import SetStrategy
from app.system.paths import Home
from benchmarks.figures import median_ms, say
from benchmarks.stores import TODAY, copy_of

PREVIEW_MS, APPLY_US = 300, 5  # 200,000 cases a second


def measure(home: Home, cases: int) -> None:
    """Print both figures, on a copy."""
    with copy_of(home) as copy, store.opened(copy, None, program="benchmark", day=TODAY) as context:
        states.catch_up(context)
        wanted = _turned(context.rules.strategy)
        say(
            "weight_preview",
            median_ms(lambda: score_preview.preview(context, wanted)),
            "ms",
            cases,
            PREVIEW_MS,
        )
        toml = score_strategy.toml_of(wanted)
        times = []
        for given in (toml, None, toml):
            began = time.perf_counter()
            score_strategy.put(context, SetStrategy(context.new_id(), given, "benchmark"))
            times.append(time.perf_counter() - began)
    took = statistics.median(times)
    say("weight_apply", took / cases * 1e6, "us", cases, APPLY_US)
    say("weight_apply_cases_per_second", cases / took, "1/s", cases)


def _turned(strategy: Strategy) -> Strategy:
    """Every weight the other way round: every score changes, and everybody moves."""
    rules = [
        replace(rule, steps=tuple((at, -points) for at, points in rule.steps)) for rule in strategy.rules
    ]
    return replace(strategy, rules=tuple(rules))
