"""Everything that is known of one case as files: masked it names nobody, in full it holds every entry."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from command_line import fairdue
from portfolio import OWN, Portfolio
from pypdf import PdfReader

from app.domain.errors import NotFound, RuleViolation, StorageProblem
from app.services import acts, audit, case_export, contacts
from app.services.acts import Undo
from app.services.case_export import CaseExported, ExportCase
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven, ReasonGiven
from app.services.manifest_check import check, known_to

ID_NUMBER = "110101199003070011"


@pytest.fixture
def told(portfolio: Portfolio) -> Portfolio:
    """A promise with a note, and a call that was undone."""
    context, ids = portfolio.context, portfolio.ids
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET id_number = ? WHERE id = ?", (ID_NUMBER, ids["li"]))
    portfolio.go("10:00", 17)
    contacts.record(
        context,
        RecordContact(
            portfolio.act(), portfolio.case, "PTP", ids["own"], is_identity_checked=True,
            promise=PromiseGiven(50_000, date(2026, 11, 20), ids["card"]), reason=ReasonGiven("INCD", 4, 2),
            note=f"李明 说 {OWN} 可打，王刚 知道",
        ),
    )  # fmt: skip
    undone = portfolio.act()
    contacts.record(context, RecordContact(undone, portfolio.case, "NA", ids["own"]))
    acts.undo(context, Undo(undone, portfolio.act()))
    return portfolio


def export(told: Portfolio, folder: Path, **more: Any) -> CaseExported:
    command = ExportCase(told.case, **({"purpose": "subject"} | more))
    return case_export.export(told.context, told.words, command, folder)[0]


def texts(folder: Path) -> tuple[str, dict[str, Any]]:
    pdf = PdfReader(folder / "case-1.pdf")
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    return text, json.loads((folder / "case-1.json").read_text("utf-8"))


def test_masked_it_names_nobody(told: Portfolio, tmp_path: Path) -> None:
    made = export(told, tmp_path)
    assert [path.name for path in made.paths] == ["case-1.pdf", "case-1.json"]
    text, data = texts(tmp_path)
    everything = text + (tmp_path / "case-1.json").read_text("utf-8")
    for secret in ("李明", "王刚", "李大海", OWN, ID_NUMBER):
        assert secret not in everything, secret
    assert data["about"][0]["debtor"] == "李*"
    assert data["masked"] is True
    assert all("content" not in entry for entry in data["record"])
    assert len(data["record"]) == made.entries


def test_in_full_every_entry_is_there_and_the_undone_says_so(told: Portfolio, tmp_path: Path) -> None:
    export(told, tmp_path, is_full=True)
    text, data = texts(tmp_path)
    for said in ("李明", OWN, ID_NUMBER, "王刚", "个人信息主体查阅、复制", "50,000"[:2], "经过"):
        assert said in text, said
    kinds = [entry["kind"] for entry in data["record"]]
    assert kinds.count("contact") == 2
    notes = [entry["content"]["note"] for entry in data["record"] if entry["kind"] == "contact"]
    assert f"李明 说 {OWN} 可打，王刚 知道" in notes
    assert [entry["undone"] for entry in data["record"] if entry["kind"] == "contact"] == [False, True]
    assert {row["undone"] for row in data["timeline"]} == {"", "×"}


def test_the_foot_bears_the_head_that_the_store_is_held_against(told: Portfolio, tmp_path: Path) -> None:
    count, head = told.chain()
    export(told, tmp_path)
    text, data = texts(tmp_path)
    assert head.hex() in text
    assert head.hex() in data["chain"]
    assert audit.verify(told.context, heads=[(count, head)]).is_whole
    checked = check(tmp_path / "case-1.pdf", known_to(told.context.home))
    assert (checked.is_whole, checked.statement.kind, checked.statement.purpose) == (True, "case", "subject")
    facts = told.facts("export")
    assert [(fact["what"], fact["is_masked"], fact["case_id"]) for fact in facts] == [
        ("case-1.pdf", 1, told.case),
        ("case-1.json", 1, told.case),
    ]


def test_shut_it_is_a_zip_and_a_paper_by_one_password(told: Portfolio, tmp_path: Path) -> None:
    made = export(told, tmp_path, is_full=True, is_protected=True)
    assert [path.name for path in made.paths] == ["case-1.zip", "case-1.pdf"]
    assert made.password is not None
    with pyzipper.AESZipFile(tmp_path / "case-1.zip") as archive:
        assert json.loads(archive.read("1.json", pwd=made.password.encode()))["masked"] is False
    assert PdfReader(tmp_path / "case-1.pdf").decrypt(made.password)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"purpose": None}, "purpose_required"),
        ({"forms": ()}, "forms_none"),
        ({"case_id": bytes(16)}, "case_missing"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    told: Portfolio, tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    command = replace(ExportCase(told.case, purpose="subject"), **change)
    with pytest.raises((RuleViolation, NotFound), match=code):
        case_export.export(told.context, told.words, command, tmp_path)
    assert not list(tmp_path.glob("case*"))


def test_a_collector_gets_it_masked(told: Portfolio, tmp_path: Path) -> None:
    user = replace(told.context.user, role="collector", has_lead=True)
    context = replace(told.context, user=user)
    command = ExportCase(told.case, ("json",), is_full=True, purpose="subject")
    with pytest.raises(RuleViolation, match="may_not_export_full"):
        case_export.export(context, told.words, command, tmp_path)
    case_export.export(context, told.words, replace(command, is_full=False), tmp_path)


def test_what_fails_leaves_no_file_and_no_record(
    told: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr("app.services.manifests.sealed", full)
    with pytest.raises(StorageProblem, match="disk_full"):
        export(told, tmp_path)
    assert not list(tmp_path.glob("case*"))
    assert told.facts("export") == []


def test_the_command_writes_both_forms(told: Portfolio, tmp_path: Path) -> None:
    told.context.db.fold()
    home = shutil.copytree(told.context.home.root, tmp_path / "copy")
    common = ("--home", home, "--purpose", "subject")
    out = tmp_path / "new" / "out"
    made = fairdue("export", "case", "--case", "1", "--out", out, *common, "--json").answer
    assert [Path(path).name for path in made["paths"]] == ["case-1.pdf", "case-1.json"]
    assert fairdue("export", "case", "--out", out, *common).sentence.startswith("Say which case")
    xlsx = fairdue("export", "case", "--case", "1", "--out", out, "--format", "xlsx", *common)
    assert xlsx.sentence.startswith("A case file is written")
    assert fairdue("export", "contacts", "--out", out, *common).code == 1
