"""How files leave: for a purpose, by whom the role allows it, shut where that is asked for, signed as they left."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pyzipper
from portfolio import Portfolio
from pypdf import PdfReader

from app.domain.errors import RuleViolation, StorageProblem
from app.domain.weeks import Week
from app.services import contact_log, contacts, weekly_files
from app.services.contact_log import Exported
from app.services.contact_selection import ExportContacts, Filter
from app.services.contacts import RecordContact
from app.services.manifest_check import check, known_to
from app.services.purposes import purpose_given, purpose_text, purposes

WEEK = Filter(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    """One call to 李明."""
    portfolio.go("10:00", 17)
    command = RecordContact(portfolio.act(), portfolio.case, "NA", portfolio.ids["own"])
    contacts.record(portfolio.context, command)
    return portfolio


def shut(desk: Portfolio, folder: Path, form: str) -> Exported:
    command = ExportContacts(WEEK, form, is_full=True, purpose="court: 民初 1024 号", is_protected=True)
    return contact_log.export(desk.context, desk.words, command, folder / f"log.{form}")[0]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_shut_table_is_a_zip_and_the_manifest_signs_the_zip(
    desk: Portfolio, tmp_path: Path, form: str
) -> None:
    made = shut(desk, tmp_path, form)
    assert made.password is not None
    assert made.path == tmp_path / "log.zip"
    left = {path.name for path in tmp_path.iterdir()} - {"home", "profile"}
    assert left == {"log.zip", "log.zip.manifest.json"}
    with pyzipper.AESZipFile(io.BytesIO(made.path.read_bytes())) as archive:
        assert archive.namelist() == [f"1.{form}"]
        with pytest.raises(RuntimeError):
            archive.read(f"1.{form}", pwd=b"wrong")
        inside = archive.read(f"1.{form}", pwd=made.password.encode())
    assert inside
    checked = check(made.path, known_to(desk.context.home))
    assert checked.is_whole
    assert checked.statement.purpose == "court: 民初 1024 号"
    assert [file.name for file in checked.statement.files] == ["log.zip"]


def test_a_shut_paper_is_a_pdf_of_revision_6(desk: Portfolio, tmp_path: Path) -> None:
    made = shut(desk, tmp_path, "pdf")
    raw = made.path.read_bytes()
    assert made.path.name == "log.pdf"
    assert re.search(rb"/R 6\b", raw)
    assert b"/AESV3" in raw
    reader = PdfReader(made.path)
    assert not reader.decrypt("wrong")
    assert reader.decrypt(made.password or "")
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "李明" in text
    assert "诉讼、仲裁取证：民初1024号" in text
    assert check(made.path, known_to(desk.context.home)).is_whole


def test_the_password_is_kept_nowhere_and_shown_by_no_log(
    desk: Portfolio, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = shut(desk, tmp_path, "csv")
    assert made.password is not None
    assert made.password not in repr(made)
    assert made.password not in caplog.text
    with desk.context.db.read() as connection:
        kept = connection.exec_driver_sql("SELECT what, purpose, hex(file_digest) FROM fact_export").all()
    assert made.password not in str(kept)
    assert made.password.encode() not in (tmp_path / "log.zip.manifest.json").read_bytes()


def test_a_shut_week_is_a_zip_and_a_paper_by_one_password(desk: Portfolio, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    files, _ = weekly_files.save(
        desk.context, desk.words, Week.parse("2026-W47"), folder, purpose="creditor", is_protected=True
    )
    assert [path.name for path in files.paths] == ["weekly-2026-W47.zip", "weekly-2026-W47.pdf"]
    assert files.password is not None
    with pyzipper.AESZipFile(files.paths[0]) as archive:
        assert archive.read("1.xlsx", pwd=files.password.encode())
    assert PdfReader(files.paths[1]).decrypt(files.password)
    assert check(files.paths[1], known_to(desk.context.home)).is_whole


def test_what_fails_while_it_is_shut_leaves_neither_file_nor_record(
    desk: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr("app.services.departures.pack", full)
    with pytest.raises(StorageProblem, match="disk_full"):
        shut(desk, tmp_path, "csv")
    assert {path.name for path in tmp_path.iterdir()} <= {"home", "profile"}
    assert desk.facts("export") == []


def test_a_collector_lets_out_masked_data_alone(desk: Portfolio, tmp_path: Path) -> None:
    user = replace(desk.context.user, role="collector", has_lead=True)
    context = replace(desk.context, user=user)
    command = ExportContacts(WEEK, "csv", purpose="internal")
    contact_log.export(context, desk.words, command, tmp_path / "log.csv")
    with pytest.raises(RuleViolation, match="may_not_export_full"):
        contact_log.export(context, desk.words, replace(command, is_full=True), tmp_path / "full.csv")
    assert not (tmp_path / "full.csv").exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("creditor", "creditor"),
        (" creditor ", "creditor"),
        ("creditor: 三季度", "creditor: 三季度"),
        ("court:1024", "court: 1024"),
        ("对账", "对账"),
        ("对账: 三季度", "对账: 三季度"),
    ],
)
def test_a_purpose_is_a_code_with_words_or_words_alone(typed: str, kept: str) -> None:
    assert purpose_given(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [(None, "purpose_required"), ("  ", "purpose_required"), ("other", "purpose_words_required"),
     ("court: ", "purpose_words_required"), ("x" * 201, "text_too_long"), ("a\x07b", "text_control")],
)  # fmt: skip
def test_a_purpose_that_says_nothing_is_refused_at_its_field(typed: str | None, code: str) -> None:
    with pytest.raises(RuleViolation, match=code) as caught:
        purpose_given(typed)
    assert caught.value.field == "purpose"


def test_a_kept_purpose_is_read_in_the_readers_language() -> None:
    assert purpose_text("court: 1024", "zh_CN") == "诉讼、仲裁取证：1024"
    assert purpose_text("creditor", "en") == "Report to the creditor"
    assert purpose_text("对账: 三季度", "en") == "对账: 三季度"
    assert len(purposes()) == 10
