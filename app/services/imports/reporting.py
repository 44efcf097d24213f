"""The file of refused rows: each row as it stood, with its column and the reason in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from app.files.tables import Table
from app.files.writers import Refusal, write_refused
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.messages.imports import SENTENCES
from app.system.durable import make_private_folder
from app.system.paths import Home

_LABELS = {"zh": ("行", "列", "原因"), "en": ("Row", "Column", "Reason")}
_LONGEST_STEM = 60


def reason(found: Problem | Flag, language: str) -> str:
    """The sentence for a problem or a flag, in ``zh`` or ``en``."""
    english, chinese = SENTENCES[found.code]
    return (chinese if language.startswith("zh") else english).format(**found.params)


def report_path(home: Home, given: Path | None, file: Path, now: datetime) -> Path:
    """Where the report goes: the path given, else a new file in the home's private ``exports`` folder."""
    if given is not None:
        return given
    folder = home.root / "exports"
    make_private_folder(folder)
    return folder / f"{file.stem[:_LONGEST_STEM]}-{now:%Y%m%d-%H%M%S}-refused.csv"


def write_report(path: Path, table: Table, refused: Sequence[Refused], language: str) -> None:
    """Write the refused rows; the table is read once more for their cells. Raises StorageProblem."""
    chinese = language.startswith("zh")
    by_row = {row.row: row.problems for row in refused}
    write_refused(path, table.headers, _refusals(table, by_row, language), _LABELS["zh" if chinese else "en"])


def _refusals(table: Table, by_row: Mapping[int, tuple[Problem, ...]], language: str) -> Iterator[Refusal]:
    link = "；" if language.startswith("zh") else " "
    for row in table.rows():
        problems = by_row.get(row.number)
        if problems is not None and not row.is_total:
            columns = " / ".join(_unlike(problem.column for problem in problems))
            reasons = link.join(_unlike(reason(problem, language).rstrip("。") for problem in problems))
            yield Refusal(row.number, row.cells, columns, reasons + ("。" if link == "；" else ""))


def _unlike(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))
