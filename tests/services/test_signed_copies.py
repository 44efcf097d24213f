"""Signed copies: kept byte for byte beside the plan version, told, undone, refused where they are none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from portfolio import Broken, Portfolio, broken_in_the_middle
from pypdf import PdfReader, PdfWriter
from writing import furnish, issued

from app.domain.errors import AppError, ImportProblem, RuleViolation, StorageProblem
from app.domain.facts import Id
from app.services import acts, audit, cases, plans
from app.services.acts import Undo
from app.services.departures import Sending
from app.services.letters import files, issuing, signed
from app.services.letters.drafting import DraftLetter, draft
from app.services.letters.issuing import VoidLetter
from app.services.letters.signed import AttachSigned, SignedCopy
from app.services.plans import SaveVersion

FIELDS = {"reason": "收入下降", "charges": "还款期间不收取利息和费用", "breach_days": "5"}


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def agreement(desk: Portfolio) -> tuple[Id, Id]:
    """An issued agreement and the plan version it is about."""
    terms = plans.suggest(desk.context.rules, desk.desk())
    assert terms is not None
    saved, _ = plans.save_version(desk.context, SaveVersion(desk.act(), desk.case, terms, "proposed"))
    made = draft(desk.context, DraftLetter(desk.case, "agreement", fields=FIELDS))
    return issued(desk, made).letter, saved.fact


def scan(folder: Path, name: str = "signed.jpg") -> Path:
    path = folder / name
    Image.new("RGB", (300, 420), "white").save(path)
    return path


def attach(desk: Portfolio, letter: Id, path: Path) -> SignedCopy:
    return signed.attach(desk.context, AttachSigned(desk.act(), letter, path))[0]


def test_a_scan_is_kept_with_the_version_it_agrees_to(desk: Portfolio, tmp_path: Path) -> None:
    letter, version = agreement(desk)
    assert signed.copies(desk.context, letter) == []
    path = scan(tmp_path)
    kept = attach(desk, letter, path)
    assert (kept.plan_version, kept.file_name, kept.media_type) == (version, "signed.jpg", "image/jpeg")
    assert signed.content(desk.context, kept) == path.read_bytes()
    (page,) = signed.pages(desk.context, kept)
    assert (page.width, page.height, len(page.pixels)) == (300, 420, 300 * 420 * 4)
    desk.go("09:30")
    pdf = tmp_path / "signed.pdf"
    pdf.write_bytes(issuing.reprint(desk.context, letter)[1])
    newer = attach(desk, letter, pdf)
    assert signed.copies(desk.context, letter) == [newer, kept], "the newest first, none replaced"
    assert len(signed.pages(desk.context, newer)) == len(PdfReader(pdf).pages)
    left, _ = files.save_signed(desk.context, newer, tmp_path / "out.pdf", Sending("court: 1"))
    assert left.paths[0].read_bytes() == pdf.read_bytes()
    panel = cases.panel(desk.context, desk.words, desk.case)
    assert [event.detail for event in panel.events if event.kind == "attachment"] == [
        "signed.pdf",
        "signed.jpg",
    ]


def test_the_same_act_again_adds_nothing_and_is_undone_whole(desk: Portfolio, tmp_path: Path) -> None:
    letter, _ = agreement(desk)
    command = AttachSigned(desk.act(), letter, scan(tmp_path))
    first, _ = signed.attach(desk.context, command)
    before = desk.chain()
    assert (signed.attach(desk.context, command)[0], desk.chain()) == (first, before)
    acts.undo(desk.context, Undo(command.act, desk.act()))
    assert signed.copies(desk.context, letter) == []


def test_a_failure_in_the_middle_keeps_nothing(
    desk: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, _ = agreement(desk)
    before = desk.chain()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        attach(desk, letter, scan(tmp_path))
    assert desk.chain() == before
    with desk.context.db.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 1, (
            "the letter alone"
        )


def locked() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


def pages(count: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_kind"),
        (b"MZ\x90\x00 not a scan", "scan_kind"),
        (b"%PDF-1.7\nnothing", "scan_damaged"),
        (locked(), "scan_damaged"),
        (pages(signed.MOST_PAGES + 1), "scan_pages"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "scan_damaged"),
    ],
)
def test_what_is_no_scan_is_refused(desk: Portfolio, tmp_path: Path, content: bytes, code: str) -> None:
    letter, _ = agreement(desk)
    before = desk.chain()
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    with pytest.raises(ImportProblem, match=f"^{code}$"):
        attach(desk, letter, path)
    assert desk.chain() == before


def test_only_a_letter_about_a_plan_has_a_signed_copy(desk: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="signed_no_plan"):
        attach(desk, issued(desk).letter, scan(tmp_path))
    letter, _ = agreement(desk)
    issuing.void(desk.context, VoidLetter(desk.act(), letter, "wrong name"))
    with pytest.raises(RuleViolation, match="letter_voided"):
        attach(desk, letter, scan(tmp_path))


def test_a_copy_that_was_tampered_with_is_found(desk: Portfolio, tmp_path: Path) -> None:
    letter, _ = agreement(desk)
    kept = attach(desk, letter, scan(tmp_path))
    with desk.context.db.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER document_no_update")
        connection.exec_driver_sql("UPDATE document SET body = x'00' WHERE digest = ?", (kept.digest,))
    with pytest.raises(StorageProblem, match="signed_changed"):
        signed.content(desk.context, kept)
    with desk.context.db.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER document_no_delete")
        connection.exec_driver_sql("DELETE FROM document WHERE digest = ?", (kept.digest,))
    with pytest.raises(AppError, match="signed_missing"):
        signed.pages(desk.context, kept)
    found = audit.verify(desk.context)
    assert "audit_attachment_missing" in [finding.code for finding in found.kept]
