"""Text messages and e-mail: the same checks as a letter, counted as operators count, handed over in a safe file."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from portfolio import OWN, Portfolio
from writing import furnish, letterhead

from app.domain.errors import Cancelled, RuleViolation
from app.domain.terms import HoldKind
from app.domain.text_count import count
from app.services import holds, rule_packs
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.services.letters import texts
from app.services.letters.drafting import DraftLetter
from app.services.letters.texts import ExportTexts


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def everybody(desk: Portfolio) -> tuple[bytes, ...]:
    return (desk.case, desk.neighbour)


@pytest.mark.parametrize(
    ("text", "characters", "segments"),
    [
        ("", 0, 0),
        ("您" * 70, 70, 1),
        ("您" * 71, 71, 2),
        ("您" * 134, 134, 2),
        ("您" * 135, 135, 3),
        ("a" * 70, 70, 1),
        ("𬭎" * 35, 70, 1),
        ("𬭎" * 36, 72, 2),
    ],
)
def test_a_message_is_counted_as_it_is_charged(text: str, characters: int, segments: int) -> None:
    found = count(text)
    assert (found.characters, found.segments) == (characters, segments)


def test_a_text_message_says_the_ledgers_amount_behind_the_signature(desk: Portfolio) -> None:
    message = texts.text(desk.context, DraftLetter(desk.case, "sms_reminder"))
    assert message.refusals == ()
    assert message.to == OWN
    assert message.text.startswith("【示例商务】")
    assert "15,800.00" in message.text
    assert "0001、0002" in message.text
    assert "6222000000000001" not in message.text
    assert message.length == count(message.text)


def test_paper_is_no_text(desk: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="letter_not_text"):
        texts.text(desk.context, DraftLetter(desk.case, "notice"))


def test_the_gate_holds_for_texts_too(desk: Portfolio) -> None:
    given = DraftLetter(desk.case, "sms_reminder")
    desk.go("22:30")
    assert [one.code for one in texts.text(desk.context, given).refusals] == ["letter_rule"]
    desk.go("09:00", 17)
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.COMPLAINT, why="x")))
    assert [one.code for one in texts.text(desk.context, given).refusals] == ["letter_hold"]


def test_words_that_are_typed_are_checked(desk: Portfolio) -> None:
    assert texts.check("再不还款就坐牢", "cn") == ("坐牢",)
    assert texts.check("pay or go to JAIL now", "us") == ("jail",)
    assert texts.check("Mr Jailer, please call", "us") == ()


def test_an_export_is_logged_and_safe(desk: Portfolio, tmp_path: Path) -> None:
    letterhead(desk, desk.ids["bank"], {"sms_signature": "", "agency_name": "=cmd"})
    command = ExportTexts(desk.act(), "sms_reminder", everybody(desk), tmp_path / "sms.csv", purpose="send")
    done, _ = texts.export(desk.context, command)
    assert (done.rows, done.skipped) == (2, ())
    raw = command.path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["手机号", "短信内容", "字数"]
    assert rows[1][0] == OWN
    assert rows[1][1].startswith("【=cmd】")
    assert int(rows[1][2]) == count(rows[1][1]).characters
    (first, _) = desk.facts("contact")
    assert (first["channel"], first["number"], first["note"]) == ("sms", OWN, rows[1][1])
    assert (first["result"], first["script_ref"]) == ("SND", "sms_reminder/zh/1")
    (export,) = desk.facts("export")
    assert (export["what"], export["rows"], export["is_masked"]) == ("sms", 2, 0)


def test_the_same_export_again_is_the_same_file(desk: Portfolio, tmp_path: Path) -> None:
    command = ExportTexts(desk.act(), "sms_reminder", everybody(desk), tmp_path / "sms.xlsx", purpose="send")
    first, _ = texts.export(desk.context, command)
    before = desk.chain()
    again, _ = texts.export(desk.context, command)
    assert (again, desk.chain()) == (first, before)
    sheet = openpyxl.load_workbook(command.path).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][0] == OWN, "a number is a text and keeps its digits"


def test_who_had_a_message_today_gets_no_second_one(desk: Portfolio, tmp_path: Path) -> None:
    texts.export(
        desk.context,
        ExportTexts(desk.act(), "sms_reminder", (desk.case,), tmp_path / "a.csv", purpose="send"),
    )
    done, _ = texts.export(
        desk.context,
        ExportTexts(desk.act(), "sms_reminder", everybody(desk), tmp_path / "b.csv", purpose="send"),
    )
    assert done.rows == 1
    (skipped,) = done.skipped
    assert (skipped.case_id, skipped.reasons[0].code) == (desk.case, "letter_too_soon")
    assert desk.facts("blocked") == [], "a case left out of many was not asked for"


def test_a_cancelled_export_is_finished_by_the_same_export(desk: Portfolio, tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, step: str = "") -> None:
            if done:
                raise Cancelled

    command = ExportTexts(desk.act(), "sms_reminder", everybody(desk), tmp_path / "sms.csv", purpose="send")
    with pytest.raises(Cancelled):
        texts.export(desk.context, command, Stop())
    assert not command.path.exists()
    assert len(desk.facts("contact")) == 1
    done, _ = texts.export(desk.context, command)
    assert done.rows == 2
    assert len(desk.facts("contact")) == 2


def test_an_email_is_read_before_it_is_sent(desk: Portfolio) -> None:
    made = texts.text(desk.context, DraftLetter(desk.case, "email_reminder"))
    assert [one.code for one in made.refusals] == ["letter_address_missing"]
    assert made.subject == "还款提醒"


def test_nothing_is_exported_for_nobody(desk: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="run_nothing_chosen"):
        texts.export(
            desk.context, ExportTexts(desk.act(), "sms_reminder", (), tmp_path / "x.csv", purpose="send")
        )


def test_an_agency_does_not_sign_as_the_bank(desk: Portfolio) -> None:
    for signature in ("东海银行", "东海银行信用卡", "东海"):
        with pytest.raises(RuleViolation, match="signature_poses"):
            letterhead(desk, desk.ids["bank"], {"sms_signature": signature})
    letterhead(desk, desk.ids["bank"], {"sms_signature": ""})
    assert texts.text(desk.context, DraftLetter(desk.case, "sms_reminder")).text.startswith(
        "【示例商务服务有限公司】"
    )


def test_every_text_of_an_american_creditor_states_a_way_out(desk: Portfolio) -> None:
    """12 CFR 1006.6(e): the shipped English texts do, a text that does not is refused by name."""
    command = rule_packs.ChoosePack(desk.act(), desk.ids["bank"], "us")
    rule_packs.choose(desk.context, command)
    desk.go("12:00", 17)
    english = texts.text(desk.context, DraftLetter(desk.case, "sms_reminder", language="en"))
    assert english.refusals == ()
    assert english.text.endswith("Reply STOP to opt out.")
    chinese = texts.text(desk.context, DraftLetter(desk.case, "sms_reminder", language="zh"))
    (refusal,) = chinese.refusals
    assert refusal.params["article"] == "1006.6(e)"
