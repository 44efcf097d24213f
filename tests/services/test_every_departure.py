"""Every way out: nothing without a purpose, each on record and signed, shut where that is asked for, and one changed
byte of any kind is found. A new way out belongs into ``WAYS``."""

from __future__ import annotations

import ast
import csv
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
import pyzipper
from command_line import fairdue
from openpyxl import load_workbook
from portfolio import Portfolio
from pypdf import PasswordType, PdfReader
from test_letters_run import begun, everybody
from test_signed_copies import agreement, attach, scan
from writing import furnish, issued, notice

from app import services
from app.domain.errors import AppError, RuleViolation, StorageProblem
from app.files.cells import runs_as_formula
from app.files.manifests import SUFFIX
from app.services import access, backups, case_export, contact_log, imports, openings, weekly_files
from app.services.access import Did, ExportAccess, Wanted
from app.services.case_export import ExportCase
from app.services.contact_selection import ExportContacts, Filter
from app.services.departures import Sending
from app.services.letters import files, run_files, runs, texts
from app.services.letters.texts import ExportTexts
from app.services.manifest_check import check, known_to
from app.services.weekly import week_of

DAYS = (date(2026, 11, 16), date(2026, 11, 22))
Left = tuple[tuple[Path, ...], str | None]
Way = Callable[[Portfolio, Path, Sending], Left]


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    portfolio.go("10:00")
    return portfolio


def _contacts(form: str) -> Way:
    def leave(desk: Portfolio, folder: Path, sending: Sending) -> Left:
        command = ExportContacts(
            Filter(*DAYS), form, purpose=sending.purpose, is_protected=sending.is_protected
        )
        made, _ = contact_log.export(desk.context, desk.words, command, folder / f"催记.{form}")
        return (made.path,), made.password

    return leave


def _case(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    command = ExportCase(desk.case, purpose=sending.purpose, is_protected=sending.is_protected)
    made, _ = case_export.export(desk.context, desk.words, command, folder)
    return made.paths, made.password


def _weekly(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    made, _ = weekly_files.save(
        desk.context,
        desk.words,
        week_of(desk.context, "2026-W46"),
        folder,
        purpose=sending.purpose,
        is_protected=sending.is_protected,
    )
    return made.paths, made.password


def _run(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    run = begun(desk)
    runs.go_on(desk.context, run)
    made = run_files.write(
        desk.context,
        desk.words,
        run,
        folder,
        purpose=sending.purpose,
        is_protected=sending.is_protected,
    )
    found = (*made.letters, made.printer, made.register_xlsx, made.register_pdf, made.packed)
    return tuple(path for path in found if path is not None), made.password


def _letter(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    left, _ = files.save_letter(desk.context, issued(desk).letter, folder / "letter.pdf", sending)
    return left.paths, left.password


def _draft(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    left, _ = files.save_draft(desk.context, notice(desk), folder / "draft.pdf", sending)
    return left.paths, left.password


def _signed(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    scanned = scan(folder.parent)
    copy = attach(desk, agreement(desk)[0], scanned)
    left, _ = files.save_signed(desk.context, copy, folder / "copy.jpg", sending)
    return left.paths, left.password


def _sms(form: str) -> Way:
    def leave(desk: Portfolio, folder: Path, sending: Sending) -> Left:
        command = ExportTexts(
            desk.act(),
            "sms_reminder",
            everybody(desk),
            folder / f"messages.{form}",
            purpose=sending.purpose,
            is_protected=sending.is_protected,
        )
        done, _ = texts.export(desk.context, command)
        return (done.path,), done.password

    return leave


def _access(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    command = ExportAccess(Wanted(*DAYS), sending.purpose, sending.is_protected)
    made, _ = access.export(desk.context, desk.words, command, folder / "access.csv")
    return (made.path,), made.password


def _refused(desk: Portfolio, folder: Path, sending: Sending) -> Left:
    """Its names are hostile by themselves: the rows are those of a file that somebody brought."""
    brought = desk.context.home.root / "brought.csv"
    with brought.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("姓名", "卡号", "欠款总额"))
        writer.writerows((name, "6222020200012345678", "1.2e5") for name in ("李明", *HOSTILE))
    found = imports.dry_run(desk.context, imports.ImportFile(brought, "东海银行"))
    command = imports.SendRefused(found.origin, found.refusals, "zh", sending)
    left, _ = imports.save_refused(desk.context, command, folder / "refused.xlsx")
    return left.paths, left.password


WAYS: dict[str, tuple[str, Way]] = {
    "contact log as a workbook": ("contacts", _contacts("xlsx")),
    "contact log as CSV": ("contacts", _contacts("csv")),
    "contact log on paper": ("contacts", _contacts("pdf")),
    "case file": ("case", _case),
    "weekly report": ("weekly", _weekly),
    "letters of a run": ("letters", _run),
    "one letter": ("letter", _letter),
    "a draft": ("draft", _draft),
    "a signed copy": ("signed", _signed),
    "texts as a workbook": ("sms", _sms("xlsx")),
    "texts as CSV": ("sms", _sms("csv")),
    "the access log": ("access", _access),
    "refused rows of a file": ("refused", _refused),
}
"""What a way attests, and the way. Handing back and backups have no purpose to choose; their own tests hold them."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def exports(desk: Portfolio) -> list[tuple[str, str]]:
    with desk.context.db.read() as connection:
        found = connection.exec_driver_sql("SELECT purpose, hex(file_digest) FROM fact_export").all()
    return [(row[0], row[1]) for row in found]


@pytest.mark.parametrize("purpose", [None, "  ", "court", "court: "])
@pytest.mark.parametrize("name", WAYS)
def test_without_a_purpose_nothing_leaves(
    desk: Portfolio, folder: Path, name: str, purpose: str | None
) -> None:
    with pytest.raises(RuleViolation, match="purpose_"):
        WAYS[name][1](desk, folder, Sending(purpose))
    assert [path.name for path in folder.iterdir()] == []
    assert exports(desk) == []


@pytest.mark.parametrize("name", WAYS)
def test_it_leaves_for_its_purpose_and_each_changed_byte_is_found(
    desk: Portfolio, folder: Path, name: str
) -> None:
    kind, leave = WAYS[name]
    paths, password = leave(desk, folder, Sending("court: 1024"))
    assert password is None
    assert {path.name for path in folder.iterdir()} >= {path.name for path in paths}
    known = known_to(desk.context.home)
    for path in paths:
        checked = check(path, known)
        assert (checked.is_whole, checked.statement.kind) == (True, kind)
        assert checked.statement.purpose == "court: 1024"
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            found = check(path, known).findings
            assert [(one.code, one.params) for one in found] == [
                ("manifest_file_changed", {"name": path.name})
            ]
        path.write_bytes(whole)
    assert {purpose for purpose, _ in exports(desk)} == {"court: 1024"}
    assert all(digest for _, digest in exports(desk))
    told = access.listing(desk.context, desk.words, Wanted(*DAYS, did=Did.EXPORTED)).rows
    assert {line.purpose for line in told} == {"诉讼、仲裁取证：1024"}


@pytest.mark.parametrize("name", WAYS)
def test_it_is_shut_where_that_is_asked_for(desk: Portfolio, folder: Path, name: str) -> None:
    paths, password = WAYS[name][1](desk, folder, Sending("creditor", is_protected=True))
    assert password is not None
    left = [path for path in folder.iterdir() if not path.name.endswith(SUFFIX)]
    assert {path.suffix for path in left} <= {".pdf", ".zip"}
    assert {path.name for path in paths} <= {path.name for path in left}
    for path in left:
        if path.suffix == ".pdf":
            assert PdfReader(path).is_encrypted
            assert PdfReader(path).decrypt("other") == PasswordType.NOT_DECRYPTED
            assert PdfReader(path).decrypt(password) != PasswordType.NOT_DECRYPTED
        else:
            with pyzipper.AESZipFile(path) as archive:
                first = archive.namelist()[0]
                assert first.startswith("1.")
                assert archive.read(first, pwd=password.encode())
                with pytest.raises(RuntimeError):
                    archive.read(first, pwd=b"other")
        assert check(path, known_to(desk.context.home)).is_whole
    told = "".join(path.name + path.read_text("utf-8") for path in folder.glob(f"*{SUFFIX}"))
    assert not [who for who in ("李明", "陈晓") if who in told], (
        "neither file names nor the manifest name anybody"
    )


@pytest.mark.parametrize("is_protected", [False, True])
@pytest.mark.parametrize("name", WAYS)
def test_what_fails_at_its_end_leaves_nothing_anywhere(
    desk: Portfolio, folder: Path, name: str, is_protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was written in clear, and then the disk is full: not here, and not among temporary files."""
    temporary = folder.parent / "temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def full(*_: object, **__: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr("app.services.manifests.sealed", full)
    with pytest.raises(StorageProblem):
        WAYS[name][1](desk, folder, Sending("court: 1", is_protected))
    assert list(folder.iterdir()) == []
    assert list(temporary.iterdir()) == []
    assert exports(desk) == []


HOSTILE = (
    '=HYPERLINK("http://x","李")',
    "../../../etc/李明",
    "<img src='/etc/hostname'/>\t＝1+1",
    "CON",
    "-2+3+cmd|' /C calc'!A0",
    "\u202e明李\u2066",
)
"""Names that came from elsewhere: what is typed or imported here is refused or cleaned before."""


@pytest.mark.parametrize("name", WAYS)
def test_a_hostile_name_stays_a_name_in_every_file(desk: Portfolio, folder: Path, name: str) -> None:
    context, before = desk.context, {path for path in folder.parent.rglob("*") if path.is_file()}
    for number, hostile in enumerate(HOSTILE):
        with context.db.write() as connection:
            connection.exec_driver_sql("UPDATE person SET name = ?", (hostile,))
        own = folder / str(number)
        own.mkdir()
        openings.keep_one(context, desk.case, "cli")
        with suppress(AppError):  # a letter may refuse what cannot be printed
            WAYS[name][1](desk, own, Sending("court: =1+1"))
        desk.clock.now += timedelta(days=8)  # nobody gets two messages on a day, or two letters in a week
    for path in folder.parent.rglob("*"):
        if not path.is_file() or path in before or path.is_relative_to(context.home.root):
            continue
        assert path.is_relative_to(folder) or path.name == "signed.jpg", "nothing leaves its folder"
        assert all(cell_is_text(cell) for cell in cells(path)), path
    assert any(folder.rglob(f"*{SUFFIX}")), "at least one of them left"


def cells(path: Path) -> Iterator[object]:
    """What a spreadsheet program is given."""
    if path.suffix == ".xlsx":
        for sheet in load_workbook(path):
            for row in sheet.iter_rows():
                yield from ("=" if cell.data_type == "f" else "" for cell in row)
                assert not any(cell.hyperlink for cell in row)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line in csv.reader(file):
                yield from (cell for cell in line if not cell.lstrip("-").replace(".", "").isdigit())


def cell_is_text(cell: object) -> bool:
    return not runs_as_formula(str(cell))


def test_a_backup_has_one_changed_byte_found_too(desk: Portfolio) -> None:
    made = backups.make(desk.context)
    path = made.path
    assert check(path, known_to(desk.context.home)).statement.kind == "backup"
    whole = path.read_bytes()
    path.write_bytes(whole[:9_000] + bytes([whole[9_000] ^ 1]) + whole[9_001:])
    assert [one.code for one in check(path, known_to(desk.context.home)).findings] == [
        "manifest_file_changed"
    ]


def test_the_printer_is_on_record_before_it_gets_the_pages(desk: Portfolio) -> None:
    pages, changes = files.to_print(desk.context, issued(desk).letter)
    assert pages
    assert changes.cases == {desk.case}
    ((purpose, digest),) = exports(desk)
    assert (purpose, len(digest)) == ("print", 64)


def test_a_table_for_a_platform_that_is_asked_for_again_is_recorded_once(
    desk: Portfolio, folder: Path
) -> None:
    command = ExportTexts(desk.act(), "sms_reminder", everybody(desk), folder / "a.csv", purpose="send")
    for _ in range(2):
        texts.export(desk.context, command)
    assert len(exports(desk)) == 1
    assert check(folder / "a.csv", known_to(desk.context.home)).is_whole


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_command_says_what_a_file_is_and_what_it_left_for(
    desk: Portfolio, folder: Path, language: str
) -> None:
    (path,), _ = _letter(desk, folder, Sending("court: 1024"))
    told = fairdue("verify", path, "--home", desk.context.home.root, language=language)
    assert told.code == 0
    words = (
        ("单封信函", "诉讼、仲裁取证：1024") if language == "zh_CN" else ("one letter", "Evidence for court")
    )
    assert all(word in told.out for word in words)


WRITERS = {
    "write_private", "write_bytes", "write_text", "write_xlsx", "write_csv", "write_table", "write_book",
    "write_refused",
}  # fmt: skip


def written() -> Iterator[tuple[str, str]]:
    """(file, function) of the services that put bytes of their own where somebody points to."""
    root = Path(services.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in WRITERS:
                    yield path.relative_to(root).as_posix(), name


def test_services_write_files_by_this_one_way() -> None:
    """What is not staged holds nobody's data (keys, rule packs, points, an invented statement), or is
    encrypted."""
    ways = ("send_off", "send_file", "send_paper")
    staged = {path for path, _ in written() if any(way in source(path) for way in ways)}
    assert {path for path, _ in written()} - staged == {
        "backups.py",
        "bank_statements/practice.py",
        "manifests.py",
        "rekeying.py",
        "rule_packs.py",
        "score_strategy.py",
    }


def source(path: str) -> str:
    return (Path(services.__file__).parent / path).read_text("utf-8")
