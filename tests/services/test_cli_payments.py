"""``fairdue payments``: a statement matched, parked money placed and returned, all of it undone; one to practise on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import fairdue
from importing import BANK, THREE, write_csv
from statements import MIXED, UNKNOWN, statement

DAY = ("--today", "2026-11-22")


@pytest.fixture
def home(closed_empty_store: Path, tmp_path: Path) -> Path:
    found = Path(shutil.copytree(closed_empty_store, tmp_path / "home"))
    file = write_csv(tmp_path / "委案.csv", THREE)
    assert fairdue("import", file, "--creditor", BANK, "--home", found, *DAY).code == 0
    return found


def test_a_statement_is_matched_and_taken_back(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "流水.csv", MIXED)
    tried = fairdue("payments", "match", file, "--dry-run", "--json", "--home", home, *DAY)
    assert (tried.code, tried.answer["act"]) == (0, None)
    assert [line["fate"] for line in tried.answer["lines"]] == ["sure", "ask", "parked"]
    (why, *_) = tried.answer["lines"][0]["options"][0]["why"]
    assert why == {"rule": "account_number", "points": 100, "text": "names account 6222020200012345678"}
    done = fairdue("payments", "match", file, "--decide", "3=3", "--json", "--home", home, *DAY)
    assert {name: done.answer[name] for name in ("sure", "decided", "parked", "spent")} == {
        "sure": {"count": 1, "minor": 50000},
        "decided": {"count": 1, "minor": 8000},
        "parked": {"count": 1, "minor": 32109},
        "spent": {"count": 1, "minor": 6660},
    }
    again = fairdue("payments", "match", file, "--home", home, *DAY)
    assert again.code == 0
    assert " ".join(again.out.splitlines()[3].split()) == "3 901.09 in already"
    assert fairdue("payments", "undo", done.answer["act"], "--home", home, *DAY).code == 0
    assert fairdue("payments", "parked", "--json", "--home", home, *DAY).answer == []


def test_parked_money_is_placed_in_parts(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "流水.csv", statement(UNKNOWN))
    assert fairdue("payments", "match", file, "--home", home, *DAY).code == 0
    (row,) = fairdue("payments", "parked", "--json", "--home", home, *DAY).answer
    assert (row["rest_minor"], row["payer"], row["reference"]) == (32109, "赵六", "F003")
    booked = fairdue(
        "payments", "assign", row["line"], "2", "--amount", "300", "--json", "--home", home, *DAY
    )
    assert booked.answer["balance_minor"] == 123450 - 30000
    refused = fairdue("payments", "return", row["line"], "--home", home, *DAY)
    assert refused.sentence
    sent = fairdue("payments", "return", row["line"], "--why", "退汇", "--json", "--home", home, *DAY)
    assert (sent.answer["amount_minor"], sent.answer["rest_minor"]) == (2109, 0)
    assert fairdue("payments", "parked", "--home", home, *DAY).out == ""


def test_a_statement_to_practise_on_holds_every_kind(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "练习流水.csv"
    made = fairdue("payments", "practise", file, "--json", "--home", home, *DAY)
    tried = fairdue("payments", "match", file, "--dry-run", "--json", "--home", home, *DAY)
    assert made.answer["rows"] == len(tried.answer["lines"]) + tried.answer["spent"]["count"]
    assert {line["fate"] for line in tried.answer["lines"]} == {"sure", "parked", "duplicate"}


@pytest.mark.parametrize(
    "words",
    [
        ("match",),
        ("match", "no.csv"),
        ("match", "no.csv", "--decide", "x=1"),
        ("assign", "1", "1"),
        ("assign", "1"),
        ("return", "x", "--why", "y"),
        ("undo", "x"),
    ],
)
def test_wrong_words_are_told_in_one_sentence(home: Path, words: tuple[str, ...]) -> None:
    ran = fairdue("payments", *words, "--home", home, *DAY, language="zh_CN")
    assert "代码" not in ran.sentence
