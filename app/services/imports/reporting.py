"""The refused rows of a file: each as it stood, with its column and the reason in the user's language.

They are people's data and nobody's case, so nothing keeps them: neither the store nor a folder. What was refused is
told by row, and read out of the file it stands in whenever somebody wants it, for a purpose as everything that leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import ImportProblem, StorageProblem
from app.domain.permissions import Deed
from app.files.staging import staging
from app.files.tables import Table, open_table
from app.files.writers import Refusal, write_refused
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.departures import Departed, Sending, require_export, send_file
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.imports.results import Origin
from app.services.manifests import Attested
from app.services.messages.imports import SENTENCES
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given

_LABELS = {"zh": ("行", "列", "原因"), "en": ("Row", "Column", "Reason")}
_ENDING = "-refused.csv"
_COUNT_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class SendRefused:
    """Which rows of which file, their reasons in ``zh`` or ``en``, for what, shut or not."""

    origin: Origin
    refusals: tuple[Refused, ...]
    language: str
    sending: Sending


def reason(found: Problem | Flag, language: str) -> str:
    """The sentence for a problem or a flag, in ``zh`` or ``en``."""
    english, chinese = SENTENCES[found.code]
    return (chinese if language.startswith("zh") else english).format(**found.params)


def require_refused(context: Context, sending: Sending, path: Path) -> None:
    """Whether refused rows may leave to ``path`` for this purpose, before anything is imported. Whoever brings a file
    in may have its rows back.

    Raises RuleViolation ``purpose_required``, ``purpose_words_required``, ``may_not_…``; StorageProblem.
    """
    require_export(context, is_full=False)
    purpose_given(sending.purpose)
    with staging(path.parent):
        pass


def save_refused(
    context: Context, command: SendRefused, path: Path, progress: Progress = SILENT
) -> tuple[Departed, Changes]:
    """Let refused rows leave to ``path``, ``.csv`` or ``.xlsx``, with the signed manifest beside it. Corrected, they
    can be imported again.

    Raises RuleViolation as ``require_refused``; ImportProblem: the file is gone, or other than it was
    (``statement_changed``); StorageProblem.
    """
    require_export(context, is_full=False)
    origin, purpose = command.origin, purpose_given(command.sending.purpose)
    table = open_table(origin.path, encoding=origin.encoding, sheet=origin.sheet)
    if table.digest != origin.digest:
        raise ImportProblem("statement_changed", file=origin.path.name)

    def write(place: Path) -> Attested:
        _write(place, table, command, progress)
        return Attested("refused", purpose, len(command.refusals), is_masked=False)

    left = send_file(context, path, write, is_protected=command.sending.is_protected, deed=Deed.EXPORT_MASKED)
    return left, acts.changes_of(left.facts)


# Earlier versions wrote every report by itself into the home's folder ``exports``; an erasure still reaches those.


def holding(context: Context, words: Sequence[str]) -> list[Path]:
    """The old reports in the home that hold one of these words, blanks and hyphens in numbers aside. Raises
    StorageProblem."""
    found = []
    for path in sorted((context.home.root / "exports").glob(f"*{_ENDING}")):
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


def _write(path: Path, table: Table, command: SendRefused, progress: Progress) -> None:
    labels = _LABELS["zh" if command.language.startswith("zh") else "en"]
    write_refused(path, table.headers, _refusals(table, command, progress), labels)


def _refusals(table: Table, command: SendRefused, progress: Progress) -> Iterator[Refusal]:
    by_row, language = {row.row: row.problems for row in command.refusals}, command.language
    link, found = "；" if language.startswith("zh") else " ", 0
    for row in table.rows():
        problems = by_row.get(row.number)
        if problems is not None and not row.is_total:
            if found % _COUNT_EVERY == 0:
                progress.report(found, len(by_row), "reading")
            found += 1
            columns = " / ".join(_unlike(problem.column for problem in problems))
            reasons = link.join(_unlike(reason(problem, language).rstrip("。") for problem in problems))
            yield Refusal(row.number, row.cells, columns, reasons + ("。" if link == "；" else ""))


def _unlike(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))
