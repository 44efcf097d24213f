"""``fairdue letters``: from the letterhead to the returned letter, from the list to the printer's file, by commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from command_line import Ran, fairdue
from PIL import Image
from portfolio import open_copy
from pypdf import PdfReader
from writing import furnish

from app.services import plans
from app.services.plans import SaveVersion

NOW = "2026-11-16T09:00+08:00"
Run = Callable[..., Ran]


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Run:
    """Run a command on a store with addresses and letterheads that nobody holds."""
    with open_copy(*closed_store, tmp_path / "made") as portfolio:
        furnish(portfolio)
    home = shutil.copytree(tmp_path / "made", tmp_path / "free")

    def command(*words: str | Path, now: str = NOW, language: str = "en") -> Ran:
        return fairdue("letters", *words, "--home", str(home), "--now", now, "--json", language=language)

    return command


def answer(ran: Ran) -> Any:
    assert ran.code == 0, ran
    return ran.answer


def test_a_letter_from_draft_to_return(run: Run, tmp_path: Path) -> None:
    pdf = tmp_path / "draft.pdf"
    draft = answer(run("1", "--draft", "notice", "--out", pdf, "--purpose", "print"))
    assert (draft["total_minor"], draft["refusals"], draft["language"]) == (1_580_000, [], "zh")
    assert "15,800.00" in PdfReader(pdf).pages[0].extract_text()
    assert answer(run())["total"] == 0
    act, out = str(UUID(int=11)), tmp_path / "letter.pdf"
    refused = run("1", "--issue", "notice", "--act", act, "--out", out)
    assert "only for a purpose" in refused.sentence
    assert answer(run())["total"] == 0, "nothing is issued that may not leave"
    issued = answer(run("1", "--issue", "notice", "--act", act, "--out", out, "--purpose", "print"))
    assert issued["letter_no"] in PdfReader(out).pages[0].extract_text()
    assert answer(run("1", "--issue", "notice", "--act", act))["letter"] == issued["letter"]
    (row,) = answer(run())["rows"]
    assert (row["letter_no"], row["status"], row["title"]) == (
        issued["letter_no"],
        "issued",
        "Notice of overdue payment",
    )
    number = issued["letter_no"]
    answer(run("--mark", "sent", "--letter", number, "--tracking", "RA1CN"))
    back = answer(
        run("--mark", "returned", "--letter", number, "--on", "2026-11-18", now="2026-11-19T10:00+08:00")
    )
    assert back["status"] == "returned"
    again = tmp_path / "again.pdf"
    assert (
        answer(run("--reprint", "--letter", number, "--out", again, "--purpose", "print"))["size"]
        == out.stat().st_size
    )
    assert again.read_bytes() == out.read_bytes()
    shut = answer(run("--reprint", "--letter", number, "--out", again, "--purpose", "court: 1", "--protect"))
    assert PdfReader(again).decrypt(shut["password"])
    assert answer(run("--status", "returned", now="2026-11-19T10:00+08:00"))["total"] == 1
    voided = answer(run("--void", "--letter", number, "--why", "moved", now="2026-11-19T10:00+08:00"))
    assert voided["status"] == "voided"


def test_refusals_are_sentences_with_a_way_out(run: Run) -> None:
    old = run("1", "--issue", "notice", now="2026-12-16T09:00+08:00")
    assert "Import a newer balance file" in old.sentence
    said = run("1", "--draft", "notice", now="2026-12-16T09:00+08:00", language="zh_CN")
    assert [reason["code"] for reason in answer(said)["refusals"]] == ["letter_balance_old"]
    assert "导入新的余额文件" in answer(said)["refusals"][0]["text"]
    assert "list of letters" in run("--reprint", "--letter", "none").sentence
    assert "Choose one of the list" in run("1", "--draft", "nothing").sentence
    assert "NAME=TEXT" in run("1", "--draft", "notice", "--field", "x").sentence
    assert run("--draft", "notice").sentence


def test_a_letterhead_is_shown_and_amended(run: Run) -> None:
    shown = answer(run("--letterhead", "东海银行"))
    assert (shown["letterhead"]["agency_name"], shown["missing"]) == ("示例商务服务有限公司", [])
    changed = answer(
        run("--letterhead", "东海银行", "--set", "complaint_lines=", "--set", "pay_url=https://p.example")
    )
    assert (changed["missing"], changed["letterhead"]["pay_url"]) == (
        ["complaint_lines"],
        "https://p.example",
    )
    refused = answer(run("1", "--draft", "notice"))["refusals"]
    assert [reason["code"] for reason in refused] == ["letter_field_missing"]
    assert "https://" in run("--letterhead", "东海银行", "--set", "pay_url=http://p.example").sentence
    assert "no field" in run("--letterhead", "东海银行", "--set", "colour=red").sentence


def test_a_run_is_listed_confirmed_and_written(run: Run, tmp_path: Path) -> None:
    listed = answer(run("--run", "notice", "--cases", "1", "2", "3"))
    assert (listed["count"], listed["total_minor"]) == (3, 2_090_000)
    assert answer(run())["total"] == 0
    assert "confirm that number" in run("--run", "notice", "--cases", "1", "2", "--confirm", "3").sentence
    assert "never over everything" in run("--run", "notice").sentence
    folder, run_id = tmp_path / "out", str(UUID(int=12))
    words = ("--run", "notice", "--cases", "1", "2", "3", "--confirm", "3", "--run-id", run_id)
    assert "only for a purpose" in run(*words, "--out", folder).sentence
    assert answer(run())["total"] == 0
    done = answer(run(*words, "--out", folder, "--purpose", "print"))
    assert (done["issued"], done["waiting"], done["finished"]) == (3, 0, True)
    assert len(done["files"]["letters"]) == 3
    assert (folder / done["files"]["printer"]).is_file()
    sheet = openpyxl.load_workbook(folder / done["files"]["register_xlsx"]).active
    assert sheet.max_row == 4
    assert answer(run("--resume", run_id))["issued"] == 3
    assert answer(run())["total"] == 3
    assert [one["run"] for one in answer(run("--runs"))] == [run_id]
    assert answer(run("--files", run_id, "--out", tmp_path / "more", "--purpose", "print"))["printer"]
    assert run("--files", run_id).sentence


def test_texts_are_counted_and_exported(run: Run, tmp_path: Path) -> None:
    text = answer(run("1", "--text", "sms_reminder"))
    assert text["segments"] == -(-text["characters"] // 67)
    table = tmp_path / "sms.csv"
    words = ("--texts", "sms_reminder", "--cases", "1", "3", "--out", table)
    assert "only for a purpose" in run(*words).sentence
    assert not table.exists()
    done = answer(run(*words, "--purpose", "send"))
    assert (done["rows"], done["skipped"]) == (2, [])
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")


def test_templates_are_named_with_their_fields(run: Run) -> None:
    rows = {row["template"]: row for row in answer(run("--templates"))}
    assert {"notice", "reminder", "settled", "agreement", "sms_reminder"} <= rows.keys()
    assert "fields.pay_by" in rows["notice"]["fields"]
    assert rows["notice"]["is_own"] is False
    assert answer(run("--templates", "--in", "zh"))[0]["language"] == "zh"


def test_a_letterhead_bears_a_logo_and_loses_it(run: Run, tmp_path: Path) -> None:
    logo, fake = tmp_path / "logo.png", tmp_path / "fake.png"
    Image.new("RGB", (90, 90), "navy").save(logo)
    fake.write_bytes(b"%PDF-1.7")
    assert answer(run("--letterhead", "东海银行", "--logo", logo))["pictures"] == ["logo"]
    refused = run("--letterhead", "东海银行", "--seal", fake)
    assert "fake.png is neither a PNG nor a JPEG picture" in refused.sentence
    assert answer(run("--letterhead", "东海银行"))["pictures"] == ["logo"]
    assert answer(run("--letterhead", "东海银行", "--logo", ""))["pictures"] == []


def test_what_is_due_is_listed_with_its_reasons_and_run(run: Run) -> None:
    found = answer(run("--due"))
    assert found["total"] == len(found["rows"]) == sum(found["templates"].values())
    row = found["rows"][0]
    assert row["template"] in ("reminder", "notice")
    assert (row["last_template"], row["gets_letter"], row["reasons"]) == (None, True, [])
    listed = answer(run("--run", row["template"], "--due"))
    assert listed["count"] == found["templates"][row["template"]]
    answer(run("--run", row["template"], "--due", "--confirm", str(listed["count"])))
    assert row["template"] not in answer(run("--due"))["templates"]
    assert "No case asks for this letter today" in run("--run", row["template"], "--due").sentence


def test_a_signed_copy_is_attached_and_written_again(
    closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    with open_copy(*closed_store, tmp_path / "made") as portfolio:
        furnish(portfolio)
        terms = plans.suggest(portfolio.context.rules, portfolio.desk())
        assert terms is not None
        plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms, "proposed"))
    home, scan, out = (
        shutil.copytree(tmp_path / "made", tmp_path / "free"),
        tmp_path / "s.png",
        tmp_path / "o.png",
    )
    Image.new("RGB", (90, 120), "white").save(scan)

    def run(*words: str | Path) -> Ran:
        return fairdue("letters", *words, "--home", home, "--now", NOW, "--json")

    fields = ("--field", "reason=x", "--field", "charges=none", "--field", "breach_days=5")
    number = answer(run("1", "--issue", "agreement", *fields))["letter_no"]
    shown = ("--letter", number, "--signed", "--out", out, "--purpose", "court: 7")
    assert number in run(*shown).sentence
    (kept,) = answer(run("--letter", number, "--attach", scan))
    assert (kept["file_name"], kept["media_type"], kept["size"]) == (
        "s.png",
        "image/png",
        scan.stat().st_size,
    )
    assert answer(run(*shown)) == [kept | {"path": str(out), "password": None}]
    assert out.read_bytes() == scan.read_bytes()
