"""The kinds of refusal FairDue knows: a code and parameters, never a sentence.

A sentence for each code, in each language, stands in ``app/services/messages``. Anything that is not an
``AppError`` is a bug and goes to the crash window.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, Self

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class AppError(Exception):
    """A refusal the user can act on. ``code`` names the sentence, ``params`` fill it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        # Parameters may hold personal data, so the plain text of an error is its code alone.
        return self.code


class RuleViolation(AppError):
    """An input breaks a rule. ``field`` names the form field at which it is shown."""

    def __init__(self, code: str, field: str = "", **params: Any) -> None:
        super().__init__(code, **params)
        self.field = field


class NotFound(AppError):
    """What was asked for is not in the store."""


class StorageProblem(AppError):
    """The file, the disk or the lock: nothing was written."""

    @classmethod
    def of(cls, error: OSError, path: Path) -> Self:
        """What an error of the system means to the user: full, forbidden, or something else by its errno name."""
        if error.errno in _FULL:
            return cls("disk_full", path=str(path))
        if error.errno in _FORBIDDEN:
            return cls("folder_read_only", path=str(path))
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        return cls("file_failed", path=str(path), reason=reason)


class CredentialProblem(AppError):
    """A passphrase, recovery code or keyring did not open the store."""


class ImportProblem(AppError):
    """A file cannot be read as what it should be."""


class RenderProblem(AppError):
    """A document cannot be drawn as asked."""


class MailProblem(AppError):
    """The mail server was not reached, not trusted or not willing; nothing was sent."""


class Cancelled(AppError):
    """The user stopped a long task; nothing half-written remains."""

    def __init__(self) -> None:
        super().__init__("cancelled")
