"""What a run leaves on the disk: each letter in a file, all in one PDF for the printer, and the register.

Everything is made from the kept bytes, so a file written again is the same letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import StorageProblem
from app.domain.facts import Id, from_ms
from app.domain.money import format_minor
from app.domain.permissions import Deed
from app.files.names import safe_name
from app.files.pdf_join import PdfJoiner
from app.files.protection import ZIP
from app.files.staging import Staging, staging
from app.files.writers import Value, write_xlsx
from app.models import documents
from app.models import letter_runs as store
from app.models import letters as letter_store
from app.models.letters import LetterLine, Wanted
from app.reports.document import content_width, document_pdf
from app.reports.tables import Column, Table
from app.services.context import Context
from app.services.departures import Departed, require_export, send_off
from app.services.letters import runs
from app.services.letters.issuing import load_fonts
from app.services.letters.naming import amount_of, title_of
from app.services.manifests import Attested
from app.services.messages import said
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given
from app.services.words import Words
from app.system.durable import make_private_folder

_AT_ONCE = 400
_XLSX, _PDF = "register.xlsx", "register.pdf"


@dataclass(frozen=True, slots=True)
class RunFiles:
    """What was written. ``printer``: all letters in one; None where there is none. Shut behind a password, letters and
    register lie in ``packed`` and the printer's file is encrypted; the password is told once."""

    folder: Path
    count: int
    letters: tuple[Path, ...]
    printer: Path | None
    register_xlsx: Path | None
    register_pdf: Path | None
    packed: Path | None = None
    password: str | None = field(default=None, repr=False)


def write(
    context: Context,
    words: Words,
    run: Id,
    folder: Path,
    progress: Progress = SILENT,
    purpose: str | None = None,
    *,
    is_protected: bool = False,
) -> RunFiles:
    """Write the files of a run and their signed manifest into a folder, which is made where it is missing, and record
    that they left: all or nothing.

    Raises NotFound ``run_missing``; RuleViolation: ``purpose_required``, ``purpose_words_required``, ``may_not_…``;
    StorageProblem; Cancelled between two letters and before the files of all.
    """
    require_export(context, is_full=False)
    kept = purpose_given(purpose)
    outcomes = runs.outcomes(context, run)
    make_private_folder(folder)
    lines = _lines(context, [one.letter for one in outcomes if one.letter is not None])
    table = _Register(words, outcomes, {line.uid: line for line in lines}, _names(context, run))
    stem = safe_name(_range(lines) if lines else "letters")
    with staging(folder) as staged:
        letters, printer = _write_letters(context, lines, staged, progress)
        if printer is not None:
            staged.path(f"{stem}.pdf").write_bytes(printer)
            progress.report(len(lines), len(lines), "files")
        whole = [f"{stem}.pdf"] if printer is not None else []
        write_xlsx(staged.path(_XLSX), table.headers, table.values())
        progress.report(len(lines), len(lines), "files")
        staged.path(_PDF).write_bytes(table.pdf())
        progress.report(len(lines), len(lines), "files")
        left = send_off(
            context,
            staged,
            [*letters, *whole, _XLSX, _PDF],
            Attested("letters", kept, len(lines), is_masked=False),
            stem,
            is_protected=is_protected,
            papers=whole,
            deed=Deed.EXPORT_MASKED,  # whoever may issue a letter may print it
        )
    return _written(folder, letters, stem, left)


def _written(folder: Path, letters: Sequence[str], stem: str, left: Departed) -> RunFiles:
    placed = {path.name: path for path in left.paths}
    return RunFiles(
        folder,
        len(letters),
        tuple(placed[name] for name in letters if name in placed),
        placed.get(f"{stem}.pdf"),
        placed.get(_XLSX),
        placed.get(_PDF),
        placed.get(f"{stem}{ZIP}"),
        left.password,
    )


def _write_letters(
    context: Context, lines: Sequence[LetterLine], staged: Staging, progress: Progress
) -> tuple[list[str], bytes | None]:
    """Each letter in a file of its own, by name, and all of them in one for the printer."""
    names: list[str] = []
    printer = PdfJoiner()
    for done, line in enumerate(lines):
        progress.report(done, len(lines), "files")
        content = _bytes(context, line)
        names.append(safe_name(f"{line.letter_no} {line.name}", ".pdf"))
        staged.path(names[-1]).write_bytes(content)
        printer.add(content)
    progress.report(len(lines), len(lines), "files")
    return names, printer.finish() if lines else None


def _lines(context: Context, letters: Sequence[Id]) -> list[LetterLine]:
    """The letters in the order of the run."""
    found: dict[Id, LetterLine] = {}
    with context.db.read() as connection:
        for start in range(0, len(letters), _AT_ONCE):
            part = tuple(letters[start : start + _AT_ONCE])
            found |= {
                line.uid: line for line in letter_store.lines(connection, Wanted(uids=part), _AT_ONCE, 0)
            }
    return [found[uid] for uid in letters if uid in found]


def _bytes(context: Context, line: LetterLine) -> bytes:
    with context.db.read() as connection:
        content = documents.kept(connection, line.document_digest)
    if content is None:
        raise StorageProblem("letter_bytes_changed", letter_no=line.letter_no)
    return content


def _names(context: Context, run: Id) -> dict[Id, tuple[int, str]]:
    """Number and debtor of each case of a run."""
    with context.db.read() as connection:
        return store.case_names(connection, run)


def _range(lines: Sequence[LetterLine]) -> str:
    return f"letters {lines[0].letter_no} to {lines[-1].letter_no}"


_HEADERS = {
    "zh": ("序号", "案件", "姓名", "委托方", "信函编号", "模板", "金额", "币种", "出具时间", "状态", "原因"),
    "en": (
        "No.",
        "Case",
        "Name",
        "Creditor",
        "Letter",
        "Template",
        "Amount",
        "Currency",
        "Issued",
        "State",
        "Why",
    ),
}
_STATES = {
    "issued": ("已出具", "issued"),
    "skipped": ("未出具", "skipped"),
    "waiting": ("待出具", "waiting"),
}


class _Register:
    """The register of a run: every case, also those that got nothing, with the reason."""

    def __init__(
        self,
        words: Words,
        outcomes: Sequence[runs.RunOutcome],
        letters: dict[Id, LetterLine],
        names: dict[Id, tuple[int, str]],
    ) -> None:
        self._words, self._outcomes, self._letters, self._names = words, outcomes, letters, names
        self.headers = _HEADERS["zh" if words.is_chinese else "en"]

    def values(self) -> Iterator[Sequence[Value]]:
        for one in self._outcomes:
            case_no, name = self._names[one.case_id]
            state = _STATES[one.state][not self._words.is_chinese]
            why = " ".join(said(reason.code, reason.params, self._words.language) for reason in one.reasons)
            line = self._letters.get(one.letter) if one.letter is not None else None
            if line is None:
                yield (one.position, case_no, name, None, None, None, None, None, None, state, why)
                continue
            minor, currency = amount_of(line.data)
            issued = f"{from_ms(line.issued_at).astimezone(self._words.zone):%Y-%m-%d %H:%M}"
            title = title_of(line.data, line.template, self._words)
            yield (
                one.position, case_no, name, line.creditor, line.letter_no, title,
                format_minor(minor, currency), currency, issued, state, why,
            )  # fmt: skip

    def pdf(self) -> bytes:
        load_fonts()
        shares = (0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 4.0)
        columns = [
            Column(title, "right" if place in (0, 1, 6) else "left", share)
            for place, (title, share) in enumerate(zip(self.headers, shares, strict=True))
        ]
        rows = [["" if value is None else str(value) for value in row] for row in self.values()]
        table = Table.of(columns, rows, content_width(landscape=True))
        title = "信函登记表" if self._words.is_chinese else "Register of letters"
        issued = sum(one.state == "issued" for one in self._outcomes)
        line = (
            f"共 {len(rows)} 件，出具 {issued} 封"
            if self._words.is_chinese
            else f"{len(rows)} cases, {issued} letters"
        )
        return document_pdf(title, [line], [table], language=self._words.language, landscape=True)
