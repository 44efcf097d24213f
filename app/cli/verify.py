"""``fairdue verify``: is the record whole, and does what is derived from it agree with it?"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.terminal import Answer, Terminal

if TYPE_CHECKING:
    from app.services.audit import Findings

NAME = "verify"
HELP = "check chains, contents, triggers, states, counts and search; exit code 1 if anything is wrong"


def declare(parser: ArgumentParser) -> None:
    """No options of its own."""
    del parser


def run(call: Call) -> Answer:
    """Verify, and tell each finding with its place."""
    from app.services import audit

    with call.store(is_current=False) as context:
        found = audit.verify(context, call.terminal)
    return Answer(
        _data(found, call.terminal.language), _lines(found, call.terminal), 0 if found.is_whole else 1
    )


def _data(found: Findings, language: str) -> dict[str, Any]:
    from app.services.messages import said

    return {
        "ok": found.is_whole,
        "findings": [
            {"code": entry.code, **entry.params, "text": said(entry.code, entry.params, language)}
            for entry in found.kept
        ],
        "found": found.count,
        "facts": found.facts,
        "erased": found.erased,
        "devices": found.devices,
        "cases": found.cases,
        "waiting": found.waiting,
        "seconds": round(found.seconds, 3),
        "facts_per_second": round(found.facts / found.seconds) if found.seconds else 0,
    }


def _lines(found: Findings, terminal: Terminal) -> Iterator[str]:
    from app.services.messages import said

    for entry in found.kept:
        yield said(entry.code, entry.params, terminal.language)
    if found.count > len(found.kept):
        more = found.count - len(found.kept)
        yield terminal.say(f"… and {more:,} further findings", f"……另有 {more:,} 处")
    speed = f"{found.facts / found.seconds:,.0f}" if found.seconds else "0"
    yield terminal.say(
        f"{found.count:,} findings in {found.facts:,} facts and {found.cases:,} cases "
        f"({found.seconds:.1f} s, {speed} facts/s)",
        f"{found.facts:,} 条事实、{found.cases:,} 件案件中发现 {found.count:,} 处问题"
        f"（{found.seconds:.1f} 秒，每秒 {speed} 条）",
    )
