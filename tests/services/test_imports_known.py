"""What earlier imports tell of the next file: whose it is, what its columns mean; and the list of what came in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from importing import BANK, HEADERS, SECOND, THREE, Intake, table

from app.domain.errors import ImportProblem
from app.services import imports
from app.services.imports import Certainty, ColumnMap, ImportFile, Purpose, Target
from app.services.imports.known import Look, creditors, history, look


def test_an_empty_store_knows_nobody(intake: Intake) -> None:
    looked = look(intake.context, Look(intake.file(THREE)))
    assert (looked.creditor, looked.purpose) == ("", Purpose.PLACEMENT)
    assert creditors(intake.context) == []
    assert history(intake.context) == []


def test_a_file_with_the_columns_of_an_earlier_one_is_known(intake: Intake) -> None:
    chosen = dict(ColumnMap.of(look(intake.context, Look(intake.file(THREE))).preview.guesses).columns)
    chosen["联系人1关系"] = Target("employer")
    intake.run(THREE, column_map=ColumnMap(chosen))
    again = look(intake.context, Look(intake.file(table(SECOND), name="next.csv")))
    assert (again.creditor, again.purpose) == (BANK, Purpose.PLACEMENT)
    assert again.preview.is_creditor_known
    assert {guess.certainty for guess in again.preview.guesses} == {Certainty.SAVED}
    assert again.preview.column_map.columns["联系人1关系"] == Target("employer")


def test_the_map_that_reads_most_columns_wins_and_a_missing_column_rules_one_out(intake: Intake) -> None:
    intake.run(THREE)
    short = ("客户姓名", "卡号", "欠款总额", "手机号")
    file = intake.file(table({"卡号": "777"}, headers=short), name="short.csv")
    imports.run(intake.context, ImportFile(file, "小额公司"))
    assert look(intake.context, Look(file)).creditor == "小额公司"
    assert look(intake.context, Look(intake.file(THREE))).creditor == BANK
    other = intake.file([["客户姓名", "编号", "余额"], ["张三", "1", "2"]], name="other.csv")
    assert look(intake.context, Look(other)).creditor == ""


def test_the_only_creditor_is_taken_for_a_file_of_other_columns(intake: Intake) -> None:
    intake.run(THREE)
    other = intake.file([["客户姓名", "编号", "余额"], ["张三", "1", "2"]], name="other.csv")
    assert look(intake.context, Look(other)).creditor == BANK


def test_what_is_said_is_not_guessed(intake: Intake) -> None:
    intake.run(THREE)
    looked = look(intake.context, Look(intake.file(THREE), "另一家", Purpose.REFRESH))
    assert (looked.creditor, looked.purpose) == ("另一家", Purpose.REFRESH)
    assert not looked.preview.is_creditor_known


def test_a_file_that_is_no_table_is_refused(intake: Intake) -> None:
    path = intake.folder / "x.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ImportProblem, match="file_is_pdf"):
        look(intake.context, Look(path))


def test_history_tells_newest_first_with_counts_and_undo(intake: Intake) -> None:
    first = intake.run(table({}, {**SECOND, "欠款总额": "1.2e5"}))
    intake.clock.now += timedelta(minutes=11)
    second = intake.run(THREE)
    assert first.act is not None
    assert second.act is not None
    newest, oldest = history(intake.context)
    assert (newest.act, oldest.act) == (second.act, first.act)
    assert (oldest.rows, oldest.new, oldest.refused, oldest.total_minor) == (2, 1, 1, 123_450)
    assert (oldest.file, oldest.creditor, oldest.user, oldest.currency) == ("委案.csv", BANK, "练习", "CNY")
    assert (newest.needs_reason, oldest.needs_reason) == (False, True)
    imports.undo(intake.context, second.act)
    assert [row.is_undone for row in history(intake.context)] == [True, False]


def test_a_new_creditor_gets_the_rule_pack_that_was_chosen(intake: Intake) -> None:
    headers = tuple(header for header in HEADERS if header != "身份证号")
    file = intake.file(table({"卡号": "1"}, headers=headers))
    imports.run(
        intake.context,
        ImportFile(file, "US Lender", rule_pack="us", creditor_kind="own_book", currency="USD"),
    )
    (known,) = creditors(intake.context)
    assert (known.name, known.kind, known.currency, known.rule_pack) == ("US Lender", "own_book", "USD", "us")
