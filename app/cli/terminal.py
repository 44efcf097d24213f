"""Where a command speaks: the answer on standard output, everything else on standard error."""

from __future__ import annotations

import getpass
import json
import locale
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TextIO

_TELL_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: ``data`` for ``--json``, ``lines`` for people, and the exit code."""

    data: Any
    lines: Iterable[str] = ()
    code: int = 0


class Terminal:
    """One command's voice. It is also the ``Progress`` of its long tasks."""

    def __init__(self, *, as_json: bool, language: str) -> None:
        self.as_json = as_json
        self.language = language
        self._told_at = time.monotonic()
        self._is_line_open = False
        for stream in (sys.stdout, sys.stderr):
            _prepare(stream, as_json)

    def say(self, english: str, chinese: str) -> str:
        """The one of two texts that the reader reads."""
        return chinese if self.language.startswith("zh") else english

    def show(self, answer: Answer) -> int:
        """Print the answer and return the exit code."""
        self._close_line()
        if self.as_json:
            if answer.data is not None:
                print(json.dumps(answer.data, ensure_ascii=False, indent=1))
        else:
            for line in answer.lines:
                print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
        return answer.code

    def note(self, text: str) -> None:
        """Say something beside the answer."""
        self._close_line()
        print(text, file=sys.stderr, flush=True)

    def report(self, done: int, total: int, step: str = "") -> None:
        """Tell how far a long task is, at most once a second."""
        if time.monotonic() - self._told_at < _TELL_EVERY_S:
            return
        self._told_at = time.monotonic()
        text = f"{step} {done:,}" + (f" / {total:,}" if total else "")
        if _is_tty(sys.stderr):
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_line_open = True
        else:
            print(text, file=sys.stderr, flush=True)

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits there to answer."""
        return _is_tty(sys.stdin) and _is_tty(sys.stderr)

    def ask(self, question: str) -> str:
        """A line typed by the user; the question goes to standard error."""
        self._close_line()
        print(question, end=" ", file=sys.stderr, flush=True)
        return (sys.stdin.readline() if sys.stdin else "").strip()

    def ask_secret(self, question: str) -> str:
        """A line typed unseen."""
        self._close_line()
        return getpass.getpass(f"{question} ", stream=sys.stderr)

    def _close_line(self) -> None:
        if self._is_line_open:
            print(file=sys.stderr)
            self._is_line_open = False


def _prepare(stream: TextIO | None, as_json: bool) -> None:
    """JSON is UTF-8 whatever the system thinks; text that a console cannot show is replaced, never an error."""
    if stream is not None and hasattr(stream, "reconfigure"):
        with suppress(ValueError, OSError):
            stream.reconfigure(errors="replace", **({"encoding": "utf-8"} if as_json else {}))


def _is_tty(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """``zh_CN`` where the system speaks Chinese, else ``en``."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if not named and sys.platform == "win32":
        named = locale.getlocale()[0] or ""
    return "zh_CN" if named.lower().startswith(("zh", "chinese")) else "en"
