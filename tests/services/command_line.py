"""Running a command in this process, as a shell would: words in; exit code, standard output and error out."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.__main__ import main

PASSPHRASE = "纸船 四只 renkouchu 91"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """Standard output as the one JSON value it must be."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on standard error, where a command refused."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        return line


def fairdue(*words: str | Path, language: str = "en") -> Ran:
    """Run one command."""
    given = [str(word) for word in words]
    if given and not given[0].startswith("-"):
        given += ["--language", language]
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        code = main(given)
    return Ran(code, out.getvalue(), err.getvalue())


def passphrase_file(folder: Path, text: str = PASSPHRASE) -> Path:
    """A file with a passphrase in its first line."""
    path = folder / "passphrase.txt"
    path.write_text(f"{text}\nnot this line\n", "utf-8")
    return path
