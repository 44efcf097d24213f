"""What each command answers, on the practice portfolio and on files that come in."""

from __future__ import annotations

import gc
import json
import shutil
import sys
import types
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import fairdue
from openpyxl import load_workbook

from app.services import sample
from app.services.store import opened
from app.system.paths import Home

DAY = ("--today", "2026-11-21")
KEYS = [
    "rank", "case_id", "debtor", "tier", "score", "reasons", "dpd", "bucket", "balance_minor", "currency",
    "next_permitted_at",
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("practice") / "home"
    ran = fairdue("sample", "--home", home, *DAY, "--json")
    assert ran.code == 0
    assert ran.answer | {"seconds": 0, "cases_per_second": 0, "accounts": 0, "facts": 0} == {
        "home": str(home), "cases": 60, "accounts": 0, "facts": 0, "seconds": 0, "cases_per_second": 0,
    }  # fmt: skip
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "home"))


def queue(home: Path, *words: str, language: str = "en") -> list[dict[str, Any]]:
    ran = fairdue("queue", "--json", "--home", home, *words, language=language)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = ran.answer
    return found


# queue


def test_the_queue_has_its_shape(built: Path) -> None:
    rows = queue(built, *DAY, "--limit", "100")
    assert len(rows) == 60
    assert all(list(row) == KEYS for row in rows)
    assert [row["rank"] for row in rows] == list(range(1, 61))
    order = [(row["tier"], -row["score"]) for row in rows]
    assert order == sorted(order)
    assert {row["tier"] for row in rows} >= {2, 3, 4, 5, 6, 7, 8, 9}
    for row in rows:
        assert isinstance(row["balance_minor"], int)
        assert row["currency"] == "CNY"
        assert all(set(reason) == {"rule", "points", "text"} for reason in row["reasons"])
        assert row["tier"] == 9 or row["reasons"]
        assert sum(reason["points"] for reason in row["reasons"]) == row["score"] or row["tier"] == 9


def test_windows_of_the_queue_are_parts_of_it(built: Path) -> None:
    whole = queue(built, *DAY, "--limit", "60")
    assert len(queue(built, *DAY)) == 50
    assert queue(built, *DAY, "--limit", "7", "--offset", "20") == whole[20:27]
    assert queue(built, *DAY, "--offset", "59") == whole[59:]
    assert queue(built, *DAY, "--offset", "60") == []
    assert queue(built, *DAY, "--limit", "0") == []


def test_the_same_seed_and_day_make_the_same_queue(built: Path, tmp_path: Path) -> None:
    assert fairdue("sample", "--home", tmp_path / "again", *DAY).code == 0
    assert queue(tmp_path / "again", *DAY, "--limit", "60") == queue(built, *DAY, "--limit", "60")
    assert fairdue("sample", "--home", tmp_path / "other", *DAY, "--seed", "2").code == 0
    assert queue(tmp_path / "other", *DAY) != queue(built, *DAY)


def test_a_look_ahead_leaves_no_trace(home: Path) -> None:
    now = queue(home, *DAY, "--limit", "60")
    later = queue(home, "--today", "2027-02-01", "--limit", "60")
    assert later != now
    assert queue(home, *DAY, "--limit", "60") == now
    assert fairdue("verify", "--home", home, *DAY).code == 0


def test_a_practice_queue_does_not_age_by_itself(built: Path) -> None:
    """Without --today the store's own day counts, however long ago it was built."""
    tiers = [(row["case_id"], row["dpd"]) for row in queue(built, *DAY, "--limit", "60")]
    assert sorted((row["case_id"], row["dpd"]) for row in queue(built, "--limit", "60")) == sorted(tiers)


def test_reasons_speak_the_readers_language(built: Path) -> None:
    chinese, english = (queue(built, *DAY, language=language) for language in ("zh_CN", "en"))
    assert [row["case_id"] for row in chinese] == [row["case_id"] for row in english]
    texts = [reason["text"] for row in chinese for reason in row["reasons"] if reason["rule"] != "bucket"]
    assert len(texts) > 80
    assert not [text for text in texts if text.isascii()]
    assert all(reason["text"].isascii() for row in english for reason in row["reasons"])


def moments(home: Path, now: str) -> dict[int, set[str | None]]:
    found: dict[int, set[str | None]] = {}
    for row in queue(home, "--now", now, "--limit", "60"):
        found.setdefault(row["tier"], set()).add(row["next_permitted_at"])
    return found


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-21T07:59:59+08:00", "2026-11-21T08:00:00+08:00"),
        ("2026-11-21T12:00:00+08:00", "2026-11-21T12:00:00+08:00"),
        ("2026-11-21T22:00:00+08:00", "2026-11-22T08:00:00+08:00"),
        ("2026-11-21T04:00:00+00:00", "2026-11-21T12:00:00+08:00"),
    ],
    ids=["before the hours", "within", "after, half open", "another offset"],
)
def test_the_next_permitted_moment_is_the_gates(home: Path, now: str, expected: str) -> None:
    by_tier = moments(home, now)
    assert by_tier[5] == {expected}
    assert by_tier[2] == {expected}  # a due reminder is allowed where a performing plan stops collection
    assert by_tier[9] == {None}
    assert None in by_tier[8]


def test_text_for_people(built: Path) -> None:
    ran = fairdue("queue", "--home", built, *DAY, "--limit", "3", language="zh_CN")
    lines = ran.out.splitlines()
    assert (lines[0], len(lines)) == ("1 到点回拨", 4)
    assert lines[1].split()[:1] == ["1"]
    assert ".00 CNY  " in lines[1]


# case


def test_a_case_by_id_and_by_number(built: Path) -> None:
    row = queue(built, *DAY, "--limit", "1")[0]
    by_id = fairdue("case", row["case_id"], "--json", "--home", built, *DAY).answer
    by_number = fairdue("case", str(by_id["case_no"]), "--json", "--home", built, *DAY).answer
    assert by_id == by_number
    for name in (
        "case_id",
        "debtor",
        "tier",
        "score",
        "dpd",
        "bucket",
        "balance_minor",
        "currency",
        "reasons",
    ):
        assert by_id[name] == row[name] or name == "reasons"
    assert by_id["reasons"][0] == row["reasons"][0]
    parts = by_id["principal_minor"] + by_id["interest_minor"] + by_id["fees_minor"]
    assert parts == by_id["balance_minor"] == sum(account["balance_minor"] for account in by_id["accounts"])
    assert [event["at"] for event in by_id["events"]] == sorted(
        (event["at"] for event in by_id["events"]), reverse=True
    )


def test_a_case_shows_no_number_in_full(built: Path) -> None:
    with opened(Home(built), None, program="test") as context, context.db.read() as connection:
        secret = set(
            connection.exec_driver_sql("SELECT id_number FROM person WHERE id_number IS NOT NULL").scalars()
        )
        secret |= set(
            connection.exec_driver_sql("SELECT normal FROM contact_point WHERE kind = 'mobile'").scalars()
        )
        secret |= set(connection.exec_driver_sql("SELECT number FROM account").scalars())
    assert len(secret) > 150
    for number in range(1, 11):
        for words in ((), ("--json",)):
            ran = fairdue("case", str(number), "--home", built, *DAY, *words)
            assert ran.code == 0
            assert not [text for text in secret if text in ran.out]


@pytest.mark.parametrize(
    "case", ["0", "61", "99999999999999999999", "x", "01a1a03a-2248-7a6a-a6d3-5fcaca93ceec", "１"]
)
def test_an_unknown_case(built: Path, case: str) -> None:
    ran = fairdue("case", case, "--json", "--home", built)
    assert "There is no such case" in ran.sentence
    assert ran.out == ""


# import

HEADERS = "姓名,身份证号,卡号,手机号,逾期金额,逾期日期,客户号"
GOOD = (
    "张三,110101199003070011,0022020200112233,13800138000,12345.67,2026-07-01,C1",
    "李四,,0022020200112234,13800138001,2345.67,2026-08-01,C2",
)
BAD = "王五,,0022020200112235,13800138002,1.2e5,2026-02-30,C3"


def file(folder: Path, *rows: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "placement.csv"
    path.write_text("\n".join((HEADERS, *rows)) + "\n", encoding)
    return path


def take(home: Path, path: Path, *words: str | Path) -> Any:
    ran = fairdue("import", path, "--home", home, "--creditor", "东海银行", "--json", *DAY, *words)
    assert ran.code == 0, ran.err
    return ran.answer


def test_a_file_comes_in_once(home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, *GOOD)
    tried = take(home, path, "--dry-run")
    assert (tried["new"], tried["act"], len(queue(home, *DAY, "--limit", "100"))) == (2, None, 60)
    first = take(home, path)
    assert {name: first[name] for name in ("rows", "new", "same", "changed", "refused", "report", "total_minor")} == {
        "rows": 2, "new": 2, "same": 0, "changed": 0, "refused": 0, "report": None, "total_minor": 14_691_34,
    }  # fmt: skip
    again = take(home, path)
    assert (again["new"], again["same"], again["act"]) == (0, 2, None)
    rows = queue(home, *DAY, "--limit", "100")
    assert len(rows) == 62
    assert {row["debtor"] for row in rows if row["balance_minor"] in (12_345_67, 2_345_67)} == {
        "张三",
        "李四",
    }
    assert fairdue("verify", "--home", home, *DAY).code == 0


def test_refused_rows_come_back_as_a_file(home: Path, tmp_path: Path) -> None:
    report, told = tmp_path / "refused.xlsx", ("--home", home, "--creditor", "东海银行", "--json", *DAY)
    path = file(tmp_path, *GOOD, BAD)
    without = fairdue("import", path, "--report", report, *told)
    assert (without.code, report.exists()) == (1, False)
    assert len(queue(home, *DAY, "--limit", "100")) == 60, "told before anything is imported"
    tried = fairdue("import", path, "--dry-run", *told)
    assert (tried.answer["refused"], tried.answer["report"]) == (1, None)
    assert not list(home.rglob("*-refused.csv")), "nothing is kept of rows nobody asked for"
    result = take(home, path, "--report", report, "--report-for", "creditor")
    assert (result["rows"], result["new"], result["refused"], result["report"]) == (3, 2, 1, str(report))
    sheet = load_workbook(report).active
    text = " ".join(str(cell) for row in sheet.values for cell in row)
    assert "王五" in text
    assert "scientific notation" in text
    assert {each.name for each in tmp_path.glob("refused*")} == {"refused.xlsx", "refused.xlsx.manifest.json"}
    shut = fairdue("import", path, "--report", report, "--report-for", "creditor", "--protect", *told)
    assert (shut.answer["report"], bool(shut.answer["password"])) == (str(tmp_path / "refused.zip"), True)


def test_nothing_comes_in_from_a_file_refused_as_a_whole(home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, *GOOD, BAD)
    for words, reason, told in (
        (("--all-or-none",), "refused_rows", "all or none"),
        (("--control-count", "4"), "control_totals", "(4 rows said, 3 found)"),
        (("--control-minor", "1"), "control_totals", "(sum 0.01 said, "),
    ):
        ran = fairdue("import", path, "--home", home, "--creditor", "东海银行", "--json", *DAY, *words)
        assert (ran.code, ran.answer["stopped_by"], ran.answer["act"]) == (1, reason, None)
        assert len(ran.err.splitlines()) == 1
        assert told in ran.err
    assert len(queue(home, *DAY, "--limit", "100")) == 60


def test_a_file_of_which_every_row_is_refused(home: Path, tmp_path: Path) -> None:
    ran = fairdue("import", file(tmp_path, BAD), "--home", home, "--creditor", "东海银行", "--json", *DAY)
    assert (ran.code, ran.answer["refused"], ran.answer["new"]) == (1, 1, 0)


def test_what_is_no_table(home: Path, tmp_path: Path) -> None:
    missing = fairdue("import", tmp_path / "none.csv", "--home", home, "--creditor", "东海银行")
    assert "There is no file none.csv" in missing.sentence
    (tmp_path / "paper.csv").write_bytes(b"%PDF-1.7\n")
    paper = fairdue(
        "import", tmp_path / "paper.csv", "--home", home, "--creditor", "东海银行", language="zh_CN"
    )
    assert "是 PDF，不是表格" in paper.sentence


def test_whose_file_it_is(home: Path, tmp_path: Path) -> None:
    """A store with several creditors must be told; another file of a single one need not name it."""
    path = file(tmp_path, *GOOD)
    assert "Name the creditor" in fairdue("import", path, "--home", home).sentence
    keys = tmp_path / "passphrase"
    keys.write_text("纸船 四只 renkouchu 91", "utf-8")
    own = ("--home", tmp_path / "own", "--passphrase-file", keys)
    assert (
        fairdue("init", *own, "--name", "李", "--employee-no", "1", "--recovery-out", tmp_path / "code").code
        == 0
    )
    assert fairdue("import", path, *own, "--creditor", "东海银行").code == 0
    assert fairdue("import", path, *own, "--json").answer["same"] == 2


# rebuild, verify, backup


def test_rebuild_changes_nothing_that_is_shown(home: Path) -> None:
    before = queue(home, *DAY, "--limit", "60")
    answer = fairdue("rebuild", "--home", home, "--json", *DAY).answer
    assert (answer["cases"], answer["cases_per_second"] > 0) == (60, True)
    assert queue(home, *DAY, "--limit", "60") == before


def test_verify_answers_by_its_exit_code(home: Path) -> None:
    good = fairdue("verify", "--home", home, "--json", *DAY)
    assert (good.code, good.answer["ok"], good.answer["findings"], good.answer["cases"]) == (0, True, [], 60)
    assert good.answer["facts"] > 600
    with opened(Home(home), None, program="test") as context:
        raw = context.db.raw()
        raw.execute("DROP TRIGGER fact_no_update")
        raw.execute("UPDATE fact SET occurred_at = occurred_at + 1 WHERE seq = 3")
        raw.close()
    bad = fairdue("verify", "--home", home, "--json", *DAY, language="zh_CN")
    assert (bad.code, bad.answer["ok"], bad.answer["found"], bad.err) == (1, False, 2, "")
    assert [finding["code"] for finding in bad.answer["findings"]] == ["audit_trigger_missing", "audit_link"]
    assert bad.answer["findings"][1]["seq"] == 3
    assert "事实 3" in bad.answer["findings"][1]["text"]
    told = fairdue("verify", "--home", home, *DAY)
    assert (told.code, len(told.out.splitlines())) == (1, 3)
    assert told.out.splitlines()[-1].startswith("2 findings in ")


def test_verify_derives_nothing(home: Path) -> None:
    """Whatever it finds stays as it was found."""
    fairdue("verify", "--home", home, "--today", "2027-06-01")
    database = Home(home).database
    before = database.read_bytes()
    answer = fairdue("verify", "--home", home, "--json", "--today", "2027-06-01").answer
    assert answer["waiting"] > 20
    assert database.read_bytes() == before


def test_a_backup_opens_as_a_store(home: Path, tmp_path: Path) -> None:
    answer = fairdue("backup", "--home", home, "--json", "--to", tmp_path / "backups", *DAY).answer
    assert (answer["cases"], Path(answer["path"]).stat().st_size) == (60, answer["size"])
    restored = Home(tmp_path / "restored")
    restored.create()
    shutil.copy(answer["path"], restored.database)
    shutil.copy(str(answer["path"]).replace(".db", ".keyslots.json"), restored.slots)
    assert queue(restored.root, *DAY) == queue(home, *DAY)
    assert "already" in fairdue("backup", "--home", home, "--to", tmp_path / "backups", *DAY).sentence


# sample, self-test, run


def test_sample_can_be_too_large(tmp_path: Path) -> None:
    for cases in ("0", "1000001"):
        assert (
            "1 to 1000000 cases" in fairdue("sample", "--home", tmp_path / "home", "--cases", cases).sentence
        )
    assert not Home(tmp_path / "home").has_store


def test_self_test_passes_and_touches_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRDUE_HOME", str(tmp_path / "home"))
    ran = fairdue("self-test", "--json")
    assert (ran.code, ran.answer["ok"]) == (0, True)
    assert [check["name"] for check in ran.answer["checks"]] == [
        "resources", "store", "tables", "paper", "protection", "window",
    ]  # fmt: skip
    assert not (tmp_path / "home").exists()


def test_self_test_tells_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise FileNotFoundError("sample/clients.csv.gz")

    monkeypatch.setattr(sample, "build", broken)
    ran = fairdue("self-test", "--json")
    failed = [check for check in ran.answer["checks"] if not check["ok"]]
    assert (ran.code, [check["name"] for check in failed]) == (1, ["store"])
    assert "clients.csv.gz" in failed[0]["detail"]


def test_run_hands_over_to_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = []
    window = types.ModuleType("app.main")
    window.run = lambda home, **given: asked.append((home, given)) or 3  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.main", window)
    ran = fairdue("run", "--practice", "--home", tmp_path / "home", "--now", "2026-11-21T10:00+08:00")
    assert not gc.isenabled(), "the sweeper of the window collects from here on"
    gc.enable()
    assert ran.code == 3
    ((home, given),) = asked
    assert home == tmp_path / "home"
    assert given["practice"] is True
    assert given["clock"]() == datetime.fromisoformat("2026-11-21T10:00+08:00")
    assert Home(home).has_store
    assert json.loads(fairdue("queue", "--home", home, "--json", "--limit", "1", *DAY).out)
