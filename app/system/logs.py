"""The log: lines of JSON in the home, without personal data, small and rotating.

An exception is written as its class and places in the code, never as its text: database drivers quote whole rows.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from app.domain.errors import AppError, StorageProblem
from app.system.durable import make_private_folder
from app.system.paths import Home
from app.system.redaction import redact

FILE_NAME = "fairdue.log"
LARGEST_FILE = 1024 * 1024
KEPT_FILES = 5

_PLACES = 12  # innermost frames of a traceback
_TALKATIVE = ("sqlalchemy", "keyring", "filelock", "fontTools")  # below a warning they may quote values


class JsonFormatter(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, text and, for an exception, error and places."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": redact(_message(record)),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> list[dict[str, Any]]:
    """An exception and what caused it, outermost first: class, code if it is ours, driver code, places in the code."""
    found: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(found) < _PLACES:
        entry: dict[str, Any] = {"class": f"{type(current).__module__}.{type(current).__qualname__}"}
        code = current.code if isinstance(current, AppError) else _driver_code(current)
        if code:
            entry["code"] = code
        entry["places"] = _places(current.__traceback__)
        found.append(entry)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def configure(home: Home, level: int = logging.INFO) -> logging.Handler:
    """Send the whole program's log to ``home.logs``; a second call moves it. Answers the handler, for closing.

    Raises StorageProblem when the file cannot be opened.
    """
    make_private_folder(home.logs)
    path = home.logs / FILE_NAME
    try:
        handler = _PrivateFile(path, maxBytes=LARGEST_FILE, backupCount=KEPT_FILES, encoding="utf-8")
    except OSError as error:
        raise StorageProblem.of(error, path) from error
    handler.setFormatter(JsonFormatter())
    stop()
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    return handler


def stop() -> None:
    """Write no log any more, and let its file go."""
    root = logging.getLogger()
    for handler in [entry for entry in root.handlers if isinstance(entry, _PrivateFile)]:
        root.removeHandler(handler)
        handler.close()


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner reads, and that never prints a record to standard error."""

    def _open(self) -> TextIOWrapper:
        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        # Path.open() takes no opener, and permissions set afterwards would come too late.
        return open(self.baseFilename, "a", encoding=self.encoding, opener=opener)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A full disk must not stop the work, and the usual report would show the record's values."""


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _driver_code(error: BaseException) -> str:
    for name in ("sqlite_errorname", "sqlstate"):
        code = getattr(error, name, None)
        if isinstance(code, str) and code.isascii() and code.replace("_", "").isalnum() and len(code) <= 40:
            return code
    return ""


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace, limit=-_PLACES)
    return [f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _module(filename: str) -> str:
    """The last parts of a source file's path: the front would name the user's folders."""
    return "/".join(Path(filename).parts[-3:])
