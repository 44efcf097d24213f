"""One program per home: window and command line take the same lock, and the system frees it when they die."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from filelock import FileLock, Timeout

from app.domain.errors import StorageProblem
from app.system.durable import write_private
from app.system.paths import Home

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP}


@contextmanager
def hold(home: Home, *, program: str, now: datetime) -> Iterator[None]:
    """Hold the home as ``program`` ("window", "command line") from the moment ``now``.

    Raises StorageProblem ``home_in_use`` (pid, host, program, since; zero or empty where not known),
    ``home_missing``, and ``lock_unsupported`` where the file system has no locks that end with their process.
    """
    if not home.root.is_dir():  # the lock would make the folder, for everybody to read
        raise StorageProblem("home_missing", path=str(home.root))
    lock = FileLock(home.lock, blocking=False, thread_local=False, fallback_to_soft=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise StorageProblem("home_in_use", path=str(home.root), **_holder(home)) from None
    except NotImplementedError:
        raise StorageProblem("lock_unsupported", path=str(home.root)) from None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise StorageProblem("lock_unsupported", path=str(home.root)) from error
        raise StorageProblem.of(error, home.lock) from error
    try:
        with suppress(StorageProblem):  # a full disk must not keep the user from looking at the store
            _sign(home, program, now)
        yield
    finally:
        with suppress(OSError):
            home.holder.unlink()
        lock.release()


def _sign(home: Home, program: str, now: datetime) -> None:
    name = {"pid": os.getpid(), "host": socket.gethostname(), "program": program, "since": now.isoformat()}
    write_private(home.holder, json.dumps(name).encode())


def _holder(home: Home) -> dict[str, object]:
    """Who signed last. A help for the user only: the lock, not this file, decides."""
    unknown: dict[str, object] = {"pid": 0, "host": "", "program": "", "since": ""}
    try:
        found = json.loads(home.holder.read_bytes())
    except (OSError, ValueError):
        return unknown
    if not isinstance(found, dict):
        return unknown
    return {name: found.get(name, value) for name, value in unknown.items()}
