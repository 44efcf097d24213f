"""Handing a recalled placement back (退案): the return file for its creditor, the recall, and what must go then.

The file holds what came of each account, every standing contact and payment, and the letters, in full: it is the
creditor's own. What nobody may use any more goes at once, where no other placement keeps the case open: numbers,
addresses and the people beside the debtor. The rest is kept for its period and is due to be erased after it.
Source: PIPL (个人信息保护法) art. 21: when the entrustment ends, personal data are returned or erased and not retained;
what a law asks to be kept (the records of collection) is only stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import NotFound
from app.domain.facts import Id, Recall
from app.domain.permissions import Deed
from app.files.names import safe_name
from app.files.staging import staging
from app.files.writers import Table, write_book, write_csv
from app.models import erasing, intake, placements, retention, search
from app.models.placements import PlacementLine
from app.services import acts, states
from app.services.changes import Changes
from app.services.context import Context
from app.services.departures import require_export, send_off
from app.services.erasing import wipe
from app.services.imports.making import words_of
from app.services.manifests import Attested
from app.services.names import pinyin_of
from app.services.progress import SILENT, Progress
from app.services.return_file import SHEETS, ReturnFile
from app.services.words import Words

__all__ = ["HandBack", "HandedBack", "PlacementLine", "hand_back", "listing"]

FORMATS = ("xlsx", "csv")
PURPOSE = "hand_back"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class HandBack:
    """Hand a placement back. ``why`` is kept with each recall."""

    act: Id
    creditor: str
    batch_no: str
    form: str = "xlsx"
    is_protected: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The return file, and what was done: accounts recalled, cases whose contact data went; the password, if any."""

    paths: tuple[Path, ...]
    cases: int
    recalled: int
    emptied: int
    password: str | None = field(default=None, repr=False)


def listing(context: Context) -> list[PlacementLine]:
    """All placements, those first that are recalled first."""
    with context.db.read() as connection:
        return placements.every(connection)


def hand_back(
    context: Context, words: Words, command: HandBack, folder: Path, progress: Progress = SILENT
) -> tuple[HandedBack, Changes]:
    """Write the return file, recall what is still open, and take away what must go. The same act recalls once.

    The file leaves first: what fails after it is done by handing back again. Raises NotFound("placement_missing");
    RuleViolation: ``may_not_…``; StorageProblem; Cancelled before the file left.
    """
    context.user.require(Deed.HAND_BACK)
    require_export(context, is_full=True)
    with context.db.read() as connection:
        line = placements.named(connection, command.creditor, command.batch_no)
        if line is None:
            raise NotFound("placement_missing", batch_no=command.batch_no)
        brought = [(row[0], row[1]) for row in placements.accounts_of(connection, line.id)]
    cases = list(dict.fromkeys(case for case, _ in brought))
    file = ReturnFile(context, words, cases, {account for _, account in brought}, progress)
    paths, password = _sent(context, command, file, folder)
    recalled, changes = _recall(context, command, brought)
    emptied = _empty(context, cases)
    return HandedBack(paths, len(cases), recalled, emptied, password), changes


def _sent(
    context: Context, command: HandBack, file: ReturnFile, folder: Path
) -> tuple[tuple[Path, ...], str | None]:
    """The return file with its manifest, recorded as an export."""
    stem = safe_name(f"return {command.batch_no}")
    with staging(folder) as staged:
        tables = [Table(file.title(code), file.headers(code), list(file.rows(code))) for code in SHEETS]
        if command.form == "xlsx":
            names = [f"{stem}.xlsx"]
            write_book(staged.path(names[0]), tables)
        else:
            names = [f"{stem} {code}.csv" for code in SHEETS]
            for name, table in zip(names, tables, strict=True):
                write_csv(staged.path(name), table.headers, table.rows)
        rows = sum(len(list(table.rows)) for table in tables)
        what = Attested("hand_back", PURPOSE, rows, is_masked=False)
        left = send_off(context, staged, names, what, stem, is_protected=command.is_protected)
    return left.paths, left.password


def _recall(context: Context, command: HandBack, brought: Sequence[tuple[Id, Id]]) -> tuple[int, Changes]:
    """Recall every account that is open still, in one act."""
    now = context.now()
    with context.db.write() as connection:
        if acts.saved(connection, command.act):
            return 0, Changes()
        open_accounts = {
            account.account_id
            for case in dict.fromkeys(case for case, _ in brought)
            for account in acts.desk(connection, context, case).state.ledger.open_accounts
        }
        entries = [
            acts.entry(context, Recall(account, context.today(), command.why), case, now)
            for case, account in brought
            if account in open_accounts
        ]
        facts = acts.append(connection, context, command.act, entries) if entries else []
    return len(entries), acts.changes_of(facts) if facts else Changes()


def _empty(context: Context, cases: Sequence[Id]) -> int:
    """Take numbers, addresses and other people away where the case is closed and no legal hold keeps it."""
    emptied = 0
    for part in _parts(cases):
        with context.db.write() as connection:
            held = retention.held_for_law(connection, context.now())
            known = retention.of_cases(connection, part)
            closed = [case.id for case in known if case.is_closed and case.id not in held]
            with_points = [case for case in closed if erasing.count_points(connection, [case])]
            if not with_points:
                continue
            people = {case.person_id for case in known if case.id in with_points}
            others = {
                other for person in people for other in erasing.others_of(connection, person, with_points)
            }
            erasing.drop_points(connection, with_points, sorted(others - people))
            erasing.drop_traces(connection, with_points, ())
            for found in intake.search_material(connection, with_points):
                told = words_of(found.name, pinyin_of(found.name), found.numbers)
                search.replace(connection, found.case_no, told)
            states.refresh(connection, context, with_points, context.now())
            emptied += len(with_points)
    if emptied:
        wipe(context)
    return emptied


def _parts(cases: Sequence[Id]) -> Iterator[Sequence[Id]]:
    for start in range(0, len(cases), _AT_ONCE):
        yield cases[start : start + _AT_ONCE]
