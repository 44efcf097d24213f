"""A recalled placement goes back: what came of it in a file, the accounts recalled, numbers and other people gone."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from command_line import fairdue
from openpyxl import load_workbook
from portfolio import OWN, SHANGHAI, Portfolio, at

from app.domain.errors import NotFound, RuleViolation, StorageProblem
from app.domain.facts import Payment, Placed
from app.domain.terms import HoldKind
from app.services import acts, audit, contacts, hand_back, holds, queue
from app.services.contacts import RecordContact
from app.services.given import HoldGiven
from app.services.hand_back import HandBack, HandedBack
from app.services.holds import PlaceHold
from app.services.manifest_check import check, known_to

BATCH = "B-2026-11"


@pytest.fixture
def placed(portfolio: Portfolio) -> Portfolio:
    """李明's card case came with a batch; there was a call and a payment. His other case came by itself."""
    context, ids = portfolio.context, portfolio.ids
    portfolio.go("10:00", 17)
    with context.db.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO placement (id, creditor_id, batch_no, received_on, recall_on) VALUES (?, ?, ?, ?, ?)",
            (b"\x31" * 16, ids["bank"], BATCH, "2026-10-17", "2026-11-20"),
        )
        bodies = [
            Placed(
                ids[account], date(2026, 11, 16), "CNY", 800_000, 0, 0, 0, 0, 0, 0, 0,
                oldest_due_on=date(2026, 8, 1), is_split=True, placement_id=b"\x31" * 16,
            )
            for account in ("card", "loan")
        ]  # fmt: skip
        entries = [acts.entry(context, body, portfolio.case, at("09:00", 16)) for body in bodies]
        acts.append(connection, context, portfolio.act(), entries)
    contacts.record(
        context, RecordContact(portfolio.act(), portfolio.case, "NA", ids["own"], note="=1+1 李明")
    )
    with context.db.write() as connection:
        payment = Payment(12_345, "CNY", date(2026, 11, 17), ids["card"])
        acts.append(
            connection,
            context,
            portfolio.act(),
            [acts.entry(context, payment, portfolio.case, context.now())],
        )
    return portfolio


def back(placed: Portfolio, folder: Path, **more: Any) -> HandedBack:
    command = HandBack(placed.act(), "东海银行", BATCH, **({"why": "到期退案"} | more))
    return hand_back.hand_back(placed.context, placed.words, command, folder)[0]


def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_creditor_gets_what_came_of_each_account(placed: Portfolio, tmp_path: Path) -> None:
    folder = out(tmp_path)
    made = back(placed, folder)
    book = load_workbook(folder / f"return {BATCH}.xlsx")
    assert book.sheetnames == ["账户", "催记", "还款", "信函"]
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert [row[2] for row in rows["账户"][1:]] == ["李明", "李明"]
    assert sorted((row[6], row[9]) for row in rows["账户"][1:]) == [(7876.55, 1), (8000, 1)]
    assert [(row[5], row[6], row[8]) for row in rows["催记"][1:]] == [(OWN, "NA", "=1+1 李明")]
    assert [row[4] for row in rows["还款"][1:]] == [123.45]
    assert book["催记"].cell(2, 9).data_type == "s"
    checked = check(made.paths[0], known_to(placed.context.home))
    assert (checked.is_whole, checked.statement.kind, checked.statement.is_masked) == (
        True,
        "hand_back",
        False,
    )
    (fact,) = placed.facts("export")
    assert (fact["what"], fact["purpose"], fact["rows"]) == ("hand_back", "hand_back", 4)


def test_accounts_are_recalled_and_what_nobody_may_use_is_gone(placed: Portfolio, tmp_path: Path) -> None:
    made = back(placed, out(tmp_path))
    assert (made.cases, made.recalled, made.emptied) == (1, 2, 1)
    assert placed.state()["tier"] == 9
    assert placed.state(placed.other_case)["tier"] != 9
    recalled = [(fact["recalled_on"], fact["why"]) for fact in placed.facts("recall")]
    assert recalled == [("2026-11-17", "到期退案")] * 2
    with placed.context.db.read() as connection:
        run = connection.exec_driver_sql
        left = run(
            "SELECT y.case_id, count(*) FROM contact_point AS p JOIN party AS y ON y.id = p.party_id GROUP BY 1"
        ).all()
        names = set(run("SELECT name FROM person").scalars())
    assert placed.case not in dict(left)
    assert placed.other_case in dict(left), "a case of another creditor keeps its numbers"
    assert {"李明", "陈晓"} <= names
    assert not {"王刚", "周莉", "李大海"} & names
    assert placed.facts("contact")[0]["number"] == OWN, "the record of collection is kept for its period"
    found = queue.search(placed.context, placed.words, "李明")
    assert {row.case_no for row in found} == {1, 2}
    assert audit.verify(placed.context).is_whole


def test_a_legal_hold_keeps_the_numbers(placed: Portfolio, tmp_path: Path) -> None:
    given = HoldGiven(HoldKind.LEGAL_HOLD, None, "法院来函")
    holds.place(placed.context, PlaceHold(placed.act(), placed.case, given))
    made = back(placed, out(tmp_path))
    assert (made.recalled, made.emptied) == (2, 0)


def test_again_it_recalls_nothing_more(placed: Portfolio, tmp_path: Path) -> None:
    folder = out(tmp_path)
    back(placed, folder)
    again = back(placed, folder)
    assert (again.cases, again.recalled, again.emptied) == (1, 0, 0)
    assert len(placed.facts("recall")) == 2


def test_as_csv_behind_a_password(placed: Portfolio, tmp_path: Path) -> None:
    folder = out(tmp_path)
    made = back(placed, folder, form="csv", is_protected=True)
    assert [path.name for path in made.paths] == [f"return {BATCH}.zip"]
    assert made.password is not None
    with pyzipper.AESZipFile(made.paths[0]) as archive:
        assert archive.namelist() == ["1.csv", "2.csv", "3.csv", "4.csv"]
        text = archive.read("2.csv", pwd=made.password.encode()).decode("utf-8-sig")
    assert list(csv.reader(text.splitlines()))[1][8] == "'=1+1 李明"


def test_a_file_that_cannot_be_written_changes_nothing(placed: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem):
        back(placed, tmp_path / "none")
    assert placed.facts("recall") == placed.facts("export") == []
    with placed.context.db.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact_point").scalar_one() > 5


def test_only_a_lead_hands_back_what_exists(placed: Portfolio, tmp_path: Path) -> None:
    user = replace(placed.context.user, role="collector", has_lead=True)
    command = HandBack(placed.act(), "东海银行", BATCH)
    with pytest.raises(RuleViolation, match="may_not_hand_back"):
        hand_back.hand_back(replace(placed.context, user=user), placed.words, command, tmp_path)
    with pytest.raises(NotFound, match="placement_missing"):
        hand_back.hand_back(placed.context, placed.words, replace(command, batch_no="X"), tmp_path)


def test_the_command_lists_and_hands_back(placed: Portfolio, tmp_path: Path) -> None:
    placed.context.db.fold()
    home = shutil.copytree(placed.context.home.root, tmp_path / "copy")
    moment = placed.clock.now.astimezone(SHANGHAI).isoformat()
    told = ("--home", home, "--now", moment)
    (line,) = fairdue("hand-back", *told, "--json").answer
    assert (line["batch"], line["recall_on"], line["cases"], line["open"]) == (BATCH, "2026-11-20", 1, 1)
    assert fairdue("hand-back", "--batch", BATCH, *told).sentence.startswith("Say which placement")
    whole = ("--creditor", "东海银行", "--batch", BATCH, "--out", tmp_path / "out")
    made = fairdue("hand-back", *whole, *told, "--json").answer
    assert (made["cases"], made["recalled"], made["emptied"]) == (1, 2, 1)
