"""Letterheads: a change is an amendment with old and new; what was issued keeps what it said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from portfolio import Broken, Portfolio
from pypdf import PdfReader
from writing import LETTERHEAD, furnish, issued, letterhead, notice

from app.domain.errors import ImportProblem, NotFound, RuleViolation
from app.models import documents
from app.services import creditors
from app.services.creditors import AmendCreditor, ChoosePicture, CreditorCard
from app.services.letters import issuing
from app.services.letters.issuing import reprint


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def test_each_changed_line_is_an_amendment(desk: Portfolio) -> None:
    before = len(desk.facts("amendment"))
    letterhead(desk, desk.ids["bank"], LETTERHEAD | {"agency_phone": "0571-1", "check_line": ""})
    phone, check = desk.facts("amendment")[before:]
    assert (phone["table_name"], phone["row_id"], phone["field"]) == (
        "creditor", desk.ids["bank"], "agency_phone",
    )  # fmt: skip
    assert (phone["old"], phone["new"]) == (LETTERHEAD["agency_phone"], "0571-1")
    assert (check["field"], check["new"]) == ("check_line", None)
    assert phone["act"] == check["act"]


def test_the_same_again_adds_nothing(desk: Portfolio) -> None:
    before = desk.chain()
    letterhead(desk, desk.ids["bank"], LETTERHEAD)
    assert desk.chain() == before


def test_an_issued_letter_keeps_what_it_said(desk: Portfolio) -> None:
    letter = issued(desk)
    letterhead(desk, desk.ids["bank"], {"agency_name": "另一家有限公司"})
    paper = PdfReader(io.BytesIO(reprint(desk.context, letter.letter)[1]))
    assert "示例商务服务有限公司" in paper.pages[0].extract_text()
    assert notice(desk).data.sender.name == "另一家有限公司"


def test_a_failure_changes_neither_row_nor_record(desk: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    before, card = desk.chain(), creditors.named(desk.context, "东海银行")
    monkeypatch.setattr("app.models.creditors.change", _break)
    with pytest.raises(Broken):
        letterhead(desk, desk.ids["bank"], {"agency_phone": "1"})
    assert desk.chain() == before
    assert creditors.named(desk.context, "东海银行") == card


def _break(*_: object) -> None:
    raise Broken


def test_a_creditor_there_is_not(desk: Portfolio) -> None:
    with pytest.raises(NotFound, match="creditor_unknown"):
        creditors.named(desk.context, "无此银行")
    with pytest.raises(NotFound, match="creditor_unknown"):
        creditors.amend(desk.context, AmendCreditor(desk.act(), bytes(16), {"agency_phone": "1"}))


def picture(folder: Path, colour: str = "red") -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", (80, 60), colour).save(path)
    return path


def choose(desk: Portfolio, name: str, path: Path | None) -> CreditorCard:
    command = ChoosePicture(desk.act(), desk.ids["bank"], name, path)
    return creditors.choose_picture(desk.context, command)[0]


def pictures_on(content: bytes) -> int:
    """How many different pictures a PDF holds."""
    pages = PdfReader(io.BytesIO(content)).pages
    return len({image.data for page in pages for image in page.images})


def test_logo_and_seal_stand_on_the_letters_from_then_on(desk: Portfolio, tmp_path: Path) -> None:
    before = issued(desk)
    assert choose(desk, "logo", picture(tmp_path)).pictures == ("logo",)
    assert pictures_on(issuing.preview(notice(desk), desk.context)) == 1
    assert choose(desk, "seal", picture(tmp_path, "blue")).pictures == ("logo", "seal")
    assert pictures_on(issuing.preview(notice(desk), desk.context)) == 2
    assert pictures_on(reprint(desk.context, before.letter)[1]) == 0, "what was issued keeps its bytes"
    *_, first, second = desk.facts("amendment")
    assert (first["field"], first["old"]) == ("logo", None)
    with desk.context.db.read() as connection:
        assert documents.kept(connection, bytes.fromhex(second["new"])).startswith(b"\x89PNG")
    assert choose(desk, "seal", None).pictures == ("logo",)
    assert pictures_on(issuing.preview(notice(desk), desk.context)) == 1


def test_a_refused_picture_changes_nothing(desk: Portfolio, tmp_path: Path) -> None:
    chain = desk.chain()
    fake = tmp_path / "logo.png"
    fake.write_bytes(b"GIF89a")
    with pytest.raises(ImportProblem, match="picture_kind"):
        choose(desk, "logo", fake)
    with pytest.raises(RuleViolation, match="letterhead_field"):
        choose(desk, "stamp", picture(tmp_path))
    assert desk.chain() == chain
    with desk.context.db.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 0
