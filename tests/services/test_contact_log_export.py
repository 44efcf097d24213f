"""The contact log as a file: every field of a note, masked or in full, what was undone, the record of the export."""

from __future__ import annotations

import csv
import gc
import hashlib
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from portfolio import OWN, SHANGHAI, Broken, Portfolio, at, broken_in_the_middle
from pypdf import PdfReader

from app.domain.errors import AppError, Cancelled, NotFound, RuleViolation, StorageProblem
from app.domain.facts import Contact
from app.domain.terms import Direction
from app.domain.weekly import Figure
from app.models.journal import Entry, Journal
from app.services import acts, contact_log, contacts
from app.services.acts import Undo
from app.services.contact_columns import COLUMNS
from app.services.contact_log import Exported
from app.services.contact_selection import ExportContacts, Filter
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.given import OverrideGiven, PromiseGiven, ReasonGiven

ID_NUMBER = "110101199003070011"
WEEK = Filter(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def log(portfolio: Portfolio) -> Portfolio:
    """Four contacts: a promise, an attempt that was undone, a talk with the reason on file, a call that came in."""
    context = portfolio.context
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET id_number = ? WHERE name = '李明'", (ID_NUMBER,))
        connection.exec_driver_sql("UPDATE case_file SET customer_no = '0012345678901234567' WHERE no = 1")
        connection.exec_driver_sql(
            "INSERT INTO placement (id, creditor_id, batch_no, received_on) VALUES (?, ?, 'B-2026-11', '2026-10-17')",
            (b"\x31" * 16, portfolio.ids["bank"]),
        )
    record(
        portfolio, "PTP", "10:00", 17,
        promise=PromiseGiven(123_456, date(2026, 11, 20), portfolio.ids["card"], "转账"),
        reason=ReasonGiven("INCD", 4, 2), note="=1+1 李明 说 13800000042 可打", recording_ref="REC-1",
        script_ref="firm@3", identity_how="last four", ended_at=at("10:04", 17),
    )  # fmt: skip
    undone = record(portfolio, "NA", "11:00", 17)
    acts.undo(context, Undo(undone, portfolio.act()))
    record(portfolio, "CMIN", "12:00", 18)
    record(portfolio, "CIN", "13:00", 18, direction=Direction.INBOUND)
    return portfolio


def record(portfolio: Portfolio, result: str, clock: str, day: int, **more: Any) -> bytes:
    portfolio.go(clock, day)
    portfolio.clock.now += timedelta(minutes=5)
    act = portfolio.act()
    more = {"started_at": at(clock, day), "is_identity_checked": True} | more
    contacts.record(
        portfolio.context, RecordContact(act, portfolio.case, result, portfolio.ids["own"], **more)
    )
    return act


def export(context: Context, words: Any, path: Path, form: str = "xlsx", **more: Any) -> Exported:
    wanted = more.pop("filter", WEEK)
    command = ExportContacts(wanted, form, **({"purpose": "internal"} | more))
    return contact_log.export(context, words, command, path)[0]


def full(portfolio: Portfolio, path: Path, form: str = "xlsx", **more: Any) -> Exported:
    return export(portfolio.context, portfolio.words, path, form, is_full=True, purpose="法院取证", **more)


def sheet(path: Path) -> list[dict[str, Any]]:
    book = load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    codes = [code for code in COLUMNS if COLUMNS[code].name("zh_CN") in rows[0]]
    assert [COLUMNS[code].name("zh_CN") for code in codes] == list(rows[0])
    return [dict(zip(codes, row, strict=True)) for row in rows[1:]]


def test_a_row_holds_every_field_of_the_note(log: Portfolio, tmp_path: Path) -> None:
    full(log, tmp_path / "log.xlsx")
    rows = sheet(tmp_path / "log.xlsx")
    assert len(rows) == 4
    first = rows[0]
    expected = {
        "started_at": "2026-11-17 10:00:00", "ended_at": "2026-11-17 10:04:00", "duration_s": 240, "case_no": 1,
        "creditor": "东海银行", "customer_no": "0012345678901234567", "debtor": "李明", "id_number": ID_NUMBER,
        "channel": "电话", "direction": "呼出", "number": OWN, "party": "债务人", "identity_checked": "是",
        "identity_how": "last four", "connected": "是", "right_party": "是", "result_code": "PTP", "result": "承诺还款",
        "reason_code": "INCD", "willingness": 4, "ability": 2, "promise_amount": 1234.56,
        "promise_currency": "CNY", "promise_on": "2026-11-20", "promise_channel": "转账", "recording": "REC-1",
        "script": "firm@3", "rule_check": "allowed", "note": "=1+1 李明 说 13800000042 可打", "collector": "练习",
        "employee_no": "P000", "recorded_at": "2026-11-17 10:05:00", "status": "有效",
    }  # fmt: skip
    found = {name: first[name] for name in expected}
    expected["channel"], expected["direction"] = found["channel"], found["direction"]
    expected["party"] = found["party"]
    assert found == expected
    assert all(
        first[name] for name in ("channel", "direction", "party", "number_source", "rule_pack", "reason")
    )
    assert [row["result_code"] for row in rows] == ["PTP", "NA", "CMIN", "CIN"]
    assert [row["status"] for row in rows] == ["有效", "已撤销", "有效", "有效"]
    # The obligor was spoken to without a new reason: the one on file. Nobody was: none.
    assert [row["reason_code"] for row in rows] == ["INCD", None, "INCD", "INCD"]
    assert [row["promise_amount"] for row in rows[1:]] == [None, None, None]
    assert [row["connected"] for row in rows] == ["是", "否", "是", "是"]


def test_masked_names_nobody_and_no_number(log: Portfolio, tmp_path: Path) -> None:
    export(log.context, log.words, tmp_path / "log.xlsx")
    with zipfile.ZipFile(tmp_path / "log.xlsx") as file:
        everything = b"".join(file.read(name) for name in file.namelist()).decode()
    for secret in (ID_NUMBER, OWN, "李明", "0012345678901234567"):
        assert secret not in everything, secret
    first = sheet(tmp_path / "log.xlsx")[0]
    assert (first["debtor"], first["id_number"], first["number"]) == (
        "李*",
        "110***********0011",
        "138****0042",
    )
    assert first["note"] == "=1+1 李* 说 [phone] 可打"


def test_numbers_stay_whole_and_nothing_is_a_formula(log: Portfolio, tmp_path: Path) -> None:
    full(log, tmp_path / "log.xlsx")
    book = load_workbook(tmp_path / "log.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    by_value = {cell.value: cell.data_type for cell in cells}
    assert by_value[ID_NUMBER] == by_value[OWN] == by_value["0012345678901234567"] == "s"
    assert by_value["=1+1 李明 说 13800000042 可打"] == "s"
    from python_calamine import load_workbook as calamine

    rows = calamine(tmp_path / "log.xlsx").get_sheet_by_index(0).to_python()
    assert {type(cell) for row in rows for cell in row} <= {str, float, int}
    assert ID_NUMBER in rows[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_holds_the_same_and_runs_nothing(log: Portfolio, tmp_path: Path, encoding: Any) -> None:
    full(log, tmp_path / "log.csv", "csv", encoding=encoding)
    raw = (tmp_path / "log.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") is (encoding == "utf-8-sig")
    rows = list(csv.DictReader(raw.decode(encoding).splitlines()))
    assert len(rows) == 4
    name = {code: column.name("zh_CN") for code, column in COLUMNS.items()}
    assert rows[0][name["id_number"]] == ID_NUMBER
    assert rows[0][name["number"]] == OWN
    assert rows[0][name["promise_amount"]] == "1234.56"
    assert rows[0][name["note"]].startswith("'=1+1")
    starts = {unicodedata.normalize("NFKC", value)[:1] for row in rows for value in row.values() if value}
    assert not starts & set("=+@\t\r\n")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_libreoffice_opens_it_with_whole_numbers_and_no_formula(
    log: Portfolio, tmp_path: Path, form: str
) -> None:
    full(log, tmp_path / f"log.{form}", form)
    # Quoted fields as text (seventh token): what the dialog of LibreOffice offers, and Excel's import too.
    reads = ["--infilter=Text - txt - csv (StarCalc):44,34,UTF8,1,,0,true"] if form == "csv" else []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", *reads, "--convert-to", "fods", "--outdir", str(tmp_path), f"log.{form}"],
        cwd=tmp_path, check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    text = (tmp_path / "log.fods").read_text(encoding="utf-8")
    assert ID_NUMBER in text
    assert "0012345678901234567" in text
    assert "table:formula" not in text


def test_several_promises_of_one_contact_are_told_as_their_sum(portfolio: Portfolio, tmp_path: Path) -> None:
    series = PromiseGiven(50_000, date(2026, 12, 10), further=((40_000, date(2026, 11, 25)),))
    record(portfolio, "PTP", "10:00", 17, promise=series, reason=ReasonGiven("INCD"))
    made = export(portfolio.context, portfolio.words, tmp_path / "log.csv", "csv")
    assert (made.totals.rows, made.totals.promises, made.totals.promised) == (1, 2, {"CNY": 90_000})
    names, row = csv.reader((tmp_path / "log.csv").read_text("utf-8-sig").splitlines())
    told = dict(zip(names, row, strict=True))
    assert [told[name] for name in names if told[name] in ("900.00", "2026-11-25")] == [
        "900.00",
        "2026-11-25",
    ]


def test_totals_count_standing_contacts_and_tell_of_the_others(log: Portfolio, tmp_path: Path) -> None:
    made = export(log.context, log.words, tmp_path / "log.xlsx")
    totals = made.totals
    assert (totals.rows, totals.by_status) == (4, {"standing": 3, "undone": 1})
    wanted = (Figure.CONTACTS, Figure.ATTEMPTS, Figure.CONNECTED, Figure.RIGHT_PARTY)
    assert [totals.figures[figure] for figure in wanted] == [3, 2, 3, 3]
    assert (totals.promises, totals.promised) == (1, {"CNY": 123_456})
    told = dict(load_workbook(tmp_path / "log.xlsx").worksheets[1].iter_rows(values_only=True))
    assert told["催记总数"] == 4
    assert told["其中：已撤销"] == 1
    assert told["承诺金额 CNY"] == float(Decimal("1234.56"))
    assert told["个人信息"] == "已脱敏"
    assert "李明" not in str(told)


def test_the_export_is_a_fact_with_purpose_rows_and_digest(log: Portfolio, tmp_path: Path) -> None:
    made = full(log, tmp_path / "log.csv", "csv", filter=replace(WEEK, case_id=log.case))
    (fact,) = log.facts("export")
    assert (fact["what"], fact["purpose"], fact["rows"], fact["is_masked"]) == ("contacts", "法院取证", 4, 0)
    assert fact["file_digest"] == hashlib.sha256((tmp_path / "log.csv").read_bytes()).digest()
    assert (fact["act"], fact["case_id"]) == (made.act, log.case)
    export(log.context, log.words, tmp_path / "masked.csv", "csv")
    assert [(row["is_masked"], row["purpose"]) for row in log.facts("export")] == [
        (0, "法院取证"),
        (1, "internal"),
    ]


def test_the_filter_narrows(log: Portfolio, tmp_path: Path) -> None:
    log.go("14:00", 18)
    command = RecordContact(log.act(), log.neighbour, "NA", log.ids["chens_phone"])
    contacts.record(log.context, command)

    def count(**narrowed: Any) -> int:
        wanted = replace(WEEK, **narrowed)
        rows = export(log.context, log.words, tmp_path / "log.csv", "csv", filter=wanted).totals.rows
        assert contact_log.count(log.context, wanted) == rows
        return rows

    assert count() == 5
    assert count(case_id=log.neighbour) == 1
    assert count(collector_no=1) == 5
    assert (count(creditor="东海银行"), count(creditor="北山消金")) == (5, 0)
    assert count(first_on=date(2026, 11, 18)) == 3
    assert count(last_on=date(2026, 11, 17)) == 2
    assert count(first_on=date(2026, 11, 1), last_on=date(2026, 11, 15)) == 0


def test_days_begin_at_midnight_of_the_store(log: Portfolio, tmp_path: Path) -> None:
    log.go("09:00", 24)
    first = datetime(2026, 11, 20, tzinfo=SHANGHAI).astimezone(UTC)
    for moment in (first - timedelta(milliseconds=1), first):
        command = RecordContact(log.act(), log.case, "NA", log.ids["own"], started_at=moment)
        contacts.record(log.context, command)
    wanted = Filter(date(2026, 11, 20), date(2026, 11, 20))
    export(log.context, log.words, tmp_path / "log.xlsx", filter=wanted)
    assert [row["started_at"] for row in sheet(tmp_path / "log.xlsx")] == ["2026-11-20 00:00:00"]


def test_chosen_columns_stand_in_their_order_and_the_status_cannot_be_left_out(
    log: Portfolio, tmp_path: Path
) -> None:
    export(log.context, log.words, tmp_path / "log.csv", "csv", columns=("result_code", "case_no"))
    rows = list(csv.reader((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["结果代码", "案件编号", "状态"]
    assert rows[2] == ["NA", "1", "已撤销"]


def test_a_replaced_contact_says_so_and_counts_no_more(log: Portfolio, tmp_path: Path) -> None:
    context = log.context
    wrong = log.facts("contact")[0]
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, log.clock.now)
        body = Contact("call", "outbound", "WTP", log.ids["own"], OWN)
        entry = Entry(log.act(), body, log.case, log.ids["li"], at("10:00", 17), wrong["uid"])
        journal.append(log.act(), [entry])
        journal.flush()
    made = export(context, log.words, tmp_path / "log.csv", "csv")
    assert made.totals.by_status == {"standing": 3, "undone": 1, "replaced": 1}
    assert made.totals.promises == 0


def test_an_override_is_told_with_its_reason(log: Portfolio, tmp_path: Path) -> None:
    record(log, "NA", "23:00", 19, override=OverrideGiven("客户要求"))
    full(log, tmp_path / "log.xlsx")
    last = sheet(tmp_path / "log.xlsx")[-1]
    assert last["rule_check"] not in ("allowed", None)
    with log.context.db.read() as connection:
        whys = connection.exec_driver_sql("SELECT why FROM fact_override").scalars().all()
    assert [last["override_why"]] == (whys or [None])


def test_pdf_says_the_same(log: Portfolio, tmp_path: Path) -> None:
    made = full(log, tmp_path / "log.pdf", "pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "log.pdf").pages)
    bare = "".join(text.split())
    for said in ("催收记录", "李明", OWN, "承诺还款", "1,234.56", "已撤销", "法院取证", "催记总数"):
        assert "".join(said.split()) in bare, said
    assert made.totals.rows == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"purpose": None}, "purpose_required"),
        ({"is_full": True, "purpose": "   "}, "purpose_required"),
        ({"purpose": "court"}, "purpose_words_required"),
        ({"purpose": "court:  "}, "purpose_words_required"),
        ({"columns": ("result", "nonsense")}, "column_missing"),
        ({"columns": ()}, "columns_none"),
        ({"form": "pdf", "columns": tuple(COLUMNS)}, "columns_too_many"),
        ({"filter": Filter(date(2026, 11, 2), date(2026, 11, 1))}, "period_reversed"),
        ({"filter": replace(WEEK, collector_no=9)}, "collector_missing"),
        ({"filter": replace(WEEK, creditor="没有")}, "creditor_unknown"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    log: Portfolio, tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    command = ExportContacts(**({"filter": WEEK, "form": "csv", "purpose": "internal"} | change))
    with pytest.raises(AppError, match=code) as caught:
        contact_log.export(log.context, log.words, command, tmp_path / "log.csv")
    assert isinstance(caught.value, RuleViolation | NotFound)
    check_nothing(log, tmp_path)


def check_nothing(log: Portfolio, folder: Path) -> None:
    """No file, no half of one, no record."""
    assert [path.name for path in folder.iterdir() if path.name not in ("home", "profile")] == []
    assert log.facts("export") == []


def test_only_a_lead_exports_in_full(log: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="may_not_export_full"):
        export(log.as_collector(), log.words, tmp_path / "log.csv", "csv", is_full=True, purpose="x")
    check_nothing(log, tmp_path)
    assert export(log.as_collector(), log.words, tmp_path / "log.csv", "csv").is_masked


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_a_folder_that_cannot_be_written_leaves_no_record(log: Portfolio, tmp_path: Path, form: str) -> None:
    with pytest.raises(StorageProblem):
        export(log.context, log.words, tmp_path / "none" / f"log.{form}", form)
    check_nothing(log, tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a zip file that cannot close
@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_a_full_disk_leaves_no_record(
    log: Portfolio, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.files import staging

    def on_a_full_disk(self: Any, name: str) -> Path:
        place = self._folder / name
        if not place.is_symlink():
            place.symlink_to("/dev/full")
        return Path(place)

    monkeypatch.setattr(staging.Staging, "path", on_a_full_disk)
    monkeypatch.setattr("app.files.writers._replacing", Straight)
    with pytest.raises(StorageProblem, match="disk_full"):
        export(log.context, log.words, tmp_path / f"log.{form}", form)
    gc.collect()
    check_nothing(log, tmp_path)


class Straight:
    """Writes where it is told, without a file beside: the full disk is met in the writing itself."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        return None


def test_a_record_that_fails_takes_the_file_back(
    log: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log.csv").write_bytes(b"old")
    broken = replace(
        WEEK, case_id=log.case
    )  # of one case, so that its state is derived after the fact was appended
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        export(log.context, log.words, tmp_path / "log.csv", "csv", filter=broken)
    assert (tmp_path / "log.csv").read_bytes() == b"old"
    assert log.facts("export") == []


def test_cancelled_it_leaves_nothing(log: Portfolio, tmp_path: Path) -> None:
    class Impatient:
        def report(self, _done: int, _total: int, _step: str = "") -> None:
            raise Cancelled

    command = ExportContacts(WEEK, "csv", purpose="internal")
    with pytest.raises(Cancelled):
        contact_log.export(log.context, log.words, command, tmp_path / "log.csv", Impatient())
    check_nothing(log, tmp_path)


def test_the_english_log_speaks_english(log: Portfolio, tmp_path: Path) -> None:
    export(log.context, replace(log.words, language="en"), tmp_path / "log.csv", "csv")
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert (rows[0]["Result"], rows[0]["Connected"], rows[1]["Status"]) == ("Promise to pay", "yes", "undone")


def test_an_empty_period_is_an_empty_log(log: Portfolio, tmp_path: Path) -> None:
    wanted = Filter(date(2025, 1, 1), date(2025, 1, 31))
    for form in ("xlsx", "csv", "pdf"):
        made = export(log.context, log.words, tmp_path / f"log.{form}", form, filter=wanted)
        assert (made.totals.rows, made.path.exists()) == (0, True)
