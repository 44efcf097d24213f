"""One command as it was given: its options, its voice, and the store it is about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.terminal import Terminal
from app.domain.errors import CredentialProblem
from app.system.paths import Home, choose_home

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.words import Words
    from app.system.clock import Clock

PROGRAM = "command line"


@dataclass(frozen=True, slots=True)
class Call:
    """What a noun is given to run."""

    options: Namespace
    terminal: Terminal

    @property
    def home(self) -> Home:
        """The folder of the store that is meant."""
        return choose_home(self.options.home, practice=self.options.practice)

    @property
    def clock(self) -> Clock | None:
        """The clock of ``--now``; None leaves it to ``--today`` and the store."""
        from app.system.clock import fixed_clock

        return fixed_clock(self.options.now) if self.options.now else None

    def clock_in(self, zone: tzinfo) -> Clock:
        """The clock for a store that does not exist yet: of ``--now``, of ``--today`` in that zone, or the real one."""
        from app.system.clock import day_clock, system_clock

        if self.options.today is not None:
            return day_clock(self.options.today, zone)
        return self.clock or system_clock

    @contextmanager
    def store(self, *, is_current: bool = True) -> Iterator[Context]:
        """The open store; states whose moment has come are derived first unless told otherwise."""
        from app.services import states
        from app.services.store import opened

        passphrase = self.passphrase()
        with opened(
            self.home,
            passphrase,
            program=PROGRAM,
            clock=self.clock,
            day=self.options.today,
            employee_no=self.options.employee_no_of,
        ) as context:
            if context.home.unchecked.exists():
                self._tell_unchecked()
            if is_current:
                states.catch_up(context, self.terminal)
            yield context

    def _tell_unchecked(self) -> None:
        self.terminal.note(
            self.terminal.say(
                "FairDue was not closed in order the last time: the window reads the store through when it opens; here "
                "`fairdue verify` does.",
                "上次未正常关闭：窗口打开时会先通读数据；在命令行请运行 fairdue verify。",
            )
        )

    def words(self, context: Context) -> Words:
        """The words of the reader's language, spoken at the store's moment."""
        from app.services.words import Words

        return Words(self.terminal.language, context.rules, context.now(), context.zone)

    def passphrase(self) -> str | None:
        """The passphrase that opens the store, asked for where it was not given; None where it needs none.

        Raises CredentialProblem ``passphrase_needed``, ``passphrase_file_…``.
        """
        from app.services.store import is_practice

        given = self.given_passphrase()
        if given is not None or not self.home.has_store or is_practice(self.home):
            return given
        if not self.terminal.can_ask:
            raise CredentialProblem("passphrase_needed", path=str(self.home.root))
        return self.terminal.ask_secret(self.terminal.say("Passphrase:", "口令："))

    def given_passphrase(self) -> str | None:
        """The passphrase of ``--passphrase-file``, None without it."""
        path: Path | None = self.options.passphrase_file
        return None if path is None else first_line(path)


def first_line(path: Path) -> str:
    """The secret in the first line of a file. Raises CredentialProblem ``passphrase_file_…``."""
    try:
        line = path.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError):
        raise CredentialProblem("passphrase_file_unreadable", path=str(path)) from None
    if not line:
        raise CredentialProblem("passphrase_file_empty", path=str(path))
    return line
