"""The file of refused rows: each row as it stood, with its column and the reason in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.errors import StorageProblem
from app.files.tables import Table
from app.files.writers import Refusal, write_refused
from app.services.context import Context
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.messages.imports import SENTENCES
from app.system.durable import make_private_folder

_LABELS = {"zh": ("行", "列", "原因"), "en": ("Row", "Column", "Reason")}
_LONGEST_STEM = 60
_ENDING = "-refused.csv"


def reason(found: Problem | Flag, language: str) -> str:
    """The sentence for a problem or a flag, in ``zh`` or ``en``."""
    english, chinese = SENTENCES[found.code]
    return (chinese if language.startswith("zh") else english).format(**found.params)


def write_report(
    context: Context, table: Table, refused: Sequence[Refused], given: Path | None, language: str
) -> Path | None:
    """Write the refused rows to the path given, else to a new file in the home's private ``exports`` folder, and
    answer where they are; None where nothing was refused. The table is read once more for their cells.

    Raises StorageProblem.
    """
    if not refused:
        return None
    path = given or _new_path(context, table)
    _write(path, table, refused, language)
    return path


def holding(context: Context, words: Sequence[str]) -> list[Path]:
    """The reports in the home that hold one of these words, blanks and hyphens in numbers aside. Raises
    StorageProblem."""
    found = []
    for path in sorted(_folder(context).glob(f"*{_ENDING}")):
        try:
            text = path.read_text("utf-8-sig", errors="replace")
        except OSError as error:
            raise StorageProblem.of(error, path) from error
        plain = text.replace(" ", "").replace("-", "")
        if any(len(word) > 1 and (word in text or word in plain) for word in words):
            found.append(path)
    return found


def drop(paths: Iterable[Path]) -> None:
    """Delete reports. Raises StorageProblem."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageProblem.of(error, path) from error


def _folder(context: Context) -> Path:
    return context.home.root / "exports"


def _new_path(context: Context, table: Table) -> Path:
    folder = _folder(context)
    make_private_folder(folder)
    now = context.now().astimezone(context.zone)
    return folder / f"{table.path.stem[:_LONGEST_STEM]}-{now:%Y%m%d-%H%M%S}{_ENDING}"


def _write(path: Path, table: Table, refused: Sequence[Refused], language: str) -> None:
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
