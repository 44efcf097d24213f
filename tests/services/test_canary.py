"""Names and numbers that are seeded in the store are found nowhere else: not after errors, crashes, exports that fail.

What left because somebody asked for it (a folder of their own) is the one place where they may stand in clear.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from portfolio import Portfolio

from app.domain.errors import AppError, Cancelled, StorageProblem
from app.domain.facts import Message
from app.domain.weeks import Week
from app.models import search
from app.models.openings import Opened
from app.services import (
    access,
    acts,
    audit,
    backups,
    case_export,
    contact_log,
    contacts,
    crash,
    drafts,
    erasing,
    hand_back,
    imports,
    openings,
    queue,
    reveals,
    weekly_files,
)
from app.services.access import ExportAccess, Wanted
from app.services.case_export import ExportCase
from app.services.contact_selection import ExportContacts, Filter
from app.services.contacts import RecordContact
from app.services.departures import Sending
from app.services.erasing import ErasePerson
from app.services.hand_back import HandBack
from app.services.imports import ImportFile
from app.services.letters import files, texts
from app.services.letters.signed import SignedCopy
from app.services.letters.texts import ExportTexts
from app.services.reveals import ShowInFull
from app.system import logs

NAME, SAID = "欧阳金丝雀", "金丝雀说的话"
ID_NUMBER, PHONE, CARD = "110101199003070011", "13812345678", "6222020200112233445"
CANARIES = (NAME, ID_NUMBER, PHONE, CARD, SAID)
WEEK = Filter(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def seeded(portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portfolio]:
    """Canaries in rows, a fact, a draft and the search; logs and temporary files in folders of this test."""
    context, ids = portfolio.context, portfolio.ids
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with context.db.write() as connection:
        run = connection.exec_driver_sql
        run("UPDATE person SET name = ?, id_number = ? WHERE id = ?", (NAME, ID_NUMBER, ids["li"]))
        run("UPDATE account SET number = ? WHERE id = ?", (CARD, ids["card"]))
        run("UPDATE contact_point SET value = ?, normal = ? WHERE id = ?", (PHONE, PHONE, ids["own"]))
        search.replace(connection, 1, search.words_of([NAME], [], [], [PHONE, CARD]))
        entry = acts.entry(context, Message("sms", "debtor", SAID), portfolio.case, context.now())
        acts.append(connection, context, portfolio.act(), [entry])
    portfolio.go("10:00", 17)
    contacts.record(
        context, RecordContact(portfolio.act(), portfolio.case, "NA", ids["own"], note=f"{NAME} {SAID}")
    )
    drafts.keep(context, portfolio.case, "call_note", f"{NAME} {PHONE}")
    openings.keep_one(context, portfolio.case, "desk")
    logs.configure(context.home, logging.DEBUG)
    yield portfolio
    logs.stop()


def copies(*folders: Path) -> list[str]:
    """Each canary in any file below these folders, however it is written."""
    return [
        f"{path.name}: {word}"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        for word in CANARIES
        if any(word.encode(kind) in path.read_bytes() for kind in ("utf-8", "utf-16-le", "gb18030"))
    ]


class Impatient:
    """Stops a long task as soon as it tells how far it is."""

    def report(self, *_: object) -> None:
        raise Cancelled


def refused(seeded: Portfolio, folder: Path) -> dict[str, Callable[[], Any]]:
    """Everything that goes wrong with a canary in its hands."""
    context, words, case = seeded.context, seeded.words, seeded.case
    none, person = folder / "none", seeded.ids["li"]
    full = ExportContacts(WEEK, "xlsx", is_full=True, purpose="court: 1")

    def driver_error() -> None:
        with context.db.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO person (no, id, kind, name, id_number) VALUES (1, ?, 'person', ?, ?)",
                (person, NAME, ID_NUMBER),
            )

    def wrong_statement() -> None:
        with context.db.read() as connection:
            connection.exec_driver_sql(f"SELECT '{NAME}' FROM nowhere")

    return {
        "a driver error with the row": driver_error,
        "a statement that cannot be": wrong_statement,
        "a note that is refused": lambda: contacts.record(
            context, RecordContact(seeded.act(), case, "NA", seeded.ids["own"], note=f"{NAME}\x07")
        ),
        "an unknown result": lambda: contacts.record(
            context, RecordContact(seeded.act(), case, NAME, seeded.ids["own"])
        ),
        "a creditor of that name": lambda: contact_log.count(context, Filter(*_days(), creditor=NAME)),
        "no such folder": lambda: contact_log.export(context, words, full, none / f"{NAME}.xlsx"),
        "stopped": lambda: contact_log.export(context, words, full, folder / "a.xlsx", Impatient()),
        "no folder for the week": lambda: weekly_files.save(
            context, words, Week.parse("2026-W47"), none, purpose="internal"
        ),
        "no folder for a case": lambda: case_export.export(
            context, words, ExportCase(case, is_full=True, purpose="subject"), none
        ),
        "no placement": lambda: hand_back.hand_back(
            context, words, HandBack(seeded.act(), "东海银行", NAME), none
        ),
        "an open case": lambda: erasing.erase(context, ErasePerson(seeded.act(), person, NAME)),
        "a field that is not masked": lambda: reveals.show(
            context, ShowInFull(seeded.act(), case, NAME, person)
        ),
        "a file that is none": lambda: imports.run(context, ImportFile(_damaged(folder), "东海银行")),
        "a table for a platform": lambda: texts.export(
            context, ExportTexts(seeded.act(), "sms_reminder", (case,), none / f"{NAME}.csv", purpose="send")
        ),
        "a scan that is not there": lambda: files.save_signed(
            context, _copy_that_is_gone(case), folder / f"{NAME}.pdf", Sending("court: 1")
        ),
        "the access log of somebody": lambda: access.listing(
            context, words, Wanted(*_days(), employee_no=f"{NAME} {PHONE}")
        ),
        "the access log into no folder": lambda: access.export(
            context, words, ExportAccess(Wanted(*_days()), f"{NAME}"), none / "a.xlsx"
        ),
        "an opening without a place": lambda: openings.keep(
            context,
            [Opened(0, NAME, case, None)],  # type: ignore[arg-type]
        ),
        "a search": lambda: queue.search(context, words, f'{NAME}" OR "{PHONE}'),
        "a crash with all of them": _crash,
    }


def _days() -> tuple[date, date]:
    return WEEK.first_on, WEEK.last_on


def _damaged(folder: Path) -> Path:
    """A workbook that is none, with canaries in it; it is somebody's own file and goes again."""
    path = folder.parent / "damaged.xlsx"
    path.write_text(f"PK\x03\x04 {NAME},{ID_NUMBER}", encoding="utf-8")
    return path


def _copy_that_is_gone(case: bytes) -> SignedCopy:
    now = datetime(2026, 11, 17, tzinfo=UTC)
    return SignedCopy(b"", case, b"", f"{NAME} {ID_NUMBER}.pdf", "application/pdf", 1, now, b"\x01" * 32)


def _crash() -> None:
    raise KeyError(f"{NAME} {ID_NUMBER} {PHONE} {CARD} {SAID}")


def test_after_every_error_nothing_of_them_is_found(
    seeded: Portfolio, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, log = tmp_path / "out", logging.getLogger("app.canary")
    folder.mkdir()
    reports, failed = [], set()
    for name, attempt in refused(seeded, folder).items():
        try:
            attempt()
        except (AppError, Exception) as error:
            log.exception("refused: %s", name)
            failed.add(name)
            reports.append(crash.record(error).report)
    assert failed == refused(seeded, folder).keys() - {"a search"}, "each of them fails, or it proves nothing"
    backups.make(seeded.context)
    audit.verify(seeded.context)
    logs.stop()
    written = (seeded.context.home.logs / logs.FILE_NAME).read_text("utf-8")
    assert written.count("refused:") == len(reports), "the log was written"
    assert copies(seeded.context.home.root, tmp_path / "temp", folder) == []
    said = "".join(reports) + "".join(capfd.readouterr())
    assert [word for word in CANARIES if word in said] == []


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_an_export_that_fails_at_its_end_leaves_no_clear_copy(
    seeded: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """The file was written in clear, the password is made, and then the disk is full."""
    folder = tmp_path / "out"
    folder.mkdir()

    def full(*_: object, **__: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr("app.services.manifests.sealed", full)
    command = ExportContacts(WEEK, form, is_full=True, purpose="court: 1", is_protected=True)
    with suppress(StorageProblem):
        contact_log.export(seeded.context, seeded.words, command, folder / f"log.{form}")
    with suppress(StorageProblem):
        command = ExportCase(seeded.case, is_full=True, purpose="subject", is_protected=True)
        case_export.export(seeded.context, seeded.words, command, folder)
    assert list(folder.iterdir()) == []
    assert copies(tmp_path) == []


def test_what_left_behind_a_password_can_be_read_by_nobody_else(seeded: Portfolio, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    command = ExportCase(seeded.case, is_full=True, purpose="subject", is_protected=True)
    case_export.export(seeded.context, seeded.words, command, folder)
    for form in ("xlsx", "pdf"):
        contacts_asked = ExportContacts(WEEK, form, is_full=True, purpose="court: 1", is_protected=True)
        contact_log.export(seeded.context, seeded.words, contacts_asked, folder / f"log.{form}")
    assert len(list(folder.iterdir())) >= 6
    assert copies(tmp_path) == []


def test_who_opened_a_case_names_nobody_outside_the_store(seeded: Portfolio, tmp_path: Path) -> None:
    """The list names the debtor to the lead; what is kept names a case, and what left shut names nothing."""
    folder, context = tmp_path / "out", seeded.context
    folder.mkdir()
    wanted = Wanted(*_days())
    assert NAME in {line.name for line in access.listing(context, seeded.words, wanted).rows}
    access.export(
        context, seeded.words, ExportAccess(wanted, "internal", is_protected=True), folder / "access.xlsx"
    )
    with context.db.read() as connection:
        kept = connection.exec_driver_sql("SELECT at, hex(actor), hex(case_id), place FROM opening").all()
    assert kept
    assert [word for word in CANARIES if word in str(kept)] == []
    assert copies(tmp_path) == []


def test_the_search_for_canaries_finds_them_where_they_stand(seeded: Portfolio, tmp_path: Path) -> None:
    """In clear, because somebody asked for it: the test can fail."""
    folder = tmp_path / "out"
    folder.mkdir()
    command = ExportContacts(WEEK, "csv", is_full=True, purpose="court: 1")
    contact_log.export(seeded.context, seeded.words, command, folder / "log.csv")
    assert any(NAME in found for found in copies(folder))
    assert copies(seeded.context.home.root) == []
