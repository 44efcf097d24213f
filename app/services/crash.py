"""What a bug leaves behind: a line in the log, and a report that names no person."""

from __future__ import annotations

import logging
import platform
from dataclasses import dataclass

from app import __version__
from app.system.logs import describe

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """``kind`` is the class of the error; ``report`` the text to pass on: versions, classes, places in the code."""

    kind: str
    report: str


def record(error: BaseException) -> Crash:
    """Write an error to the log and describe it. Its own text is left out: drivers quote whole rows."""
    _log.error("crash", exc_info=error)
    lines = [f"FairDue {__version__} · Python {platform.python_version()} · {platform.platform(terse=True)}"]
    for cause in describe(error):
        lines.append(" ".join(part for part in (cause["class"], cause.get("code", "")) if part))
        lines += [f"  {place}" for place in cause["places"]]
    return Crash(type(error).__name__, "\n".join(lines))


__all__ = ["Crash", "record"]
