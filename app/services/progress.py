"""How a long task tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to a long task by whoever watches it."""

    def report(self, done: int, total: int, step: str = "") -> None:
        """Say how far it is (``total`` 0: not known). Raises ``Cancelled`` when the user asked to stop."""


class _Silent:
    def report(self, done: int, total: int, step: str = "") -> None:
        """Nobody watches."""


SILENT: Progress = _Silent()
