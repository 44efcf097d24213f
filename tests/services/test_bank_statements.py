"""A bank statement comes in: matched, booked in one act, the rest parked, never anything twice and no cent lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from importing import BANK, THREE, Intake, is_sound, write_xlsx
from statements import (
    MIXED,
    NAMED,
    SURE,
    UNKNOWN,
    fates,
    line,
    match,
    statement,
    sums_hold,
    try_out,
)

from app.domain.errors import AppError, ImportProblem, NotFound, RuleViolation
from app.domain.promises import PromiseState
from app.services import acts, bank_statements, imports, payments, promises
from app.services.acts import Undo
from app.services.bank_statements import AssignParked, Fate, SendBack, parked
from app.services.given import PromiseGiven
from app.services.imports import known
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.promises import MakePromise


@pytest.fixture
def placed(intake: Intake) -> Intake:
    """Three debtors of one bank: 张三 owes 1,234.50, as do the others; their figures are of 20 November."""
    assert intake.run(THREE).new == 3
    return intake


def case(intake: Intake, no: int) -> bytes:
    found: bytes = intake.one("SELECT id FROM case_file WHERE no = ?", no)
    return found


def owed(intake: Intake, no: int) -> int:
    return int(intake.one("SELECT balance_minor FROM case_state WHERE case_no = ?", no))


def parked_minor(intake: Intake) -> list[int]:
    return [row.rest_minor for row in parked.rows(intake.context)]


def test_what_is_sure_is_booked_and_the_rest_is_parked(placed: Intake) -> None:
    result = match(placed, MIXED)
    assert list(fates(result)) == [Fate.SURE, Fate.ASK, Fate.PARKED]
    assert (result.booked.minor, result.parked.minor, result.spent) == (
        50000,
        8000 + 32109,
        bank_statements.Tally(1, 6660),
    )
    assert sums_hold(result)
    assert (owed(placed, 1), owed(placed, 3)) == (73450, 123450)
    assert parked_minor(placed) == [8000, 32109]
    ((reference, source, is_of_line),) = placed.all(
        "SELECT reference, source, bank_line IS NOT NULL FROM fact_payment"
    )
    assert (reference, source, is_of_line) == ("F001", "bank_statement", 1)
    assert is_sound(placed)


def test_a_trial_writes_nothing_and_says_the_same(placed: Intake) -> None:
    before = placed.everything()
    tried = try_out(placed, MIXED)
    assert placed.everything() == before
    done = match(placed, MIXED)
    assert tried.act is None
    assert (tried.lines, tried.booked, tried.parked) == (done.lines, done.booked, done.parked)


def test_the_same_lines_again_add_nothing(placed: Intake) -> None:
    match(placed, MIXED)
    before = placed.everything()
    again = match(placed, statement(UNKNOWN, SURE, NAMED))
    assert (again.act, set(fates(again))) == (None, {Fate.DUPLICATE})
    assert sums_hold(again)
    assert placed.everything() == before
    overlapping = match(placed, statement(SURE, line("7.00", "某人", serial="F009")))
    assert list(fates(overlapping)) == [Fate.DUPLICATE, Fate.PARKED]
    assert sums_hold(overlapping)


def test_without_a_serial_number_two_lines_alike_are_two_and_no_more(placed: Intake) -> None:
    alike = line("5.00", "某人", "货款")
    assert list(fates(match(placed, statement(alike, alike)))) == [Fate.PARKED, Fate.PARKED]
    three = match(placed, statement(alike, alike, alike))
    assert list(fates(three)) == [Fate.DUPLICATE, Fate.DUPLICATE, Fate.PARKED]
    same_serial = line("6.00", "某人", serial="S1")
    assert list(fates(match(placed, statement(same_serial, same_serial)))) == [Fate.PARKED, Fate.DUPLICATE]


def test_what_was_entered_by_hand_with_its_serial_number_is_a_duplicate(placed: Intake) -> None:
    given = PaymentGiven(50000, date(2026, 11, 20), None, None, "F001")
    payments.record(placed.context, RecordPayment(placed.context.new_id(), case(placed, 1), given))
    assert next(fates(match(placed, MIXED))) == Fate.DUPLICATE


def test_entered_by_hand_without_a_number_a_person_is_asked(placed: Intake) -> None:
    given = PaymentGiven(50000, date(2026, 11, 20))
    payments.record(placed.context, RecordPayment(placed.context.new_id(), case(placed, 1), given))
    (found,) = match(placed, statement(SURE)).lines
    assert found.fate is Fate.ASK
    assert "already_booked" in {str(hit.rule) for hit in found.options[0].hits}


def test_one_undo_takes_the_whole_file_back_and_it_can_come_again(placed: Intake) -> None:
    result = match(placed, MIXED)
    assert result.act is not None
    imports.undo(placed.context, result.act)
    assert (owed(placed, 1), parked_minor(placed)) == (123450, [])
    assert is_sound(placed)
    again = match(placed, MIXED)
    assert again.booked.minor == 50000
    assert owed(placed, 1) == 73450
    with pytest.raises(RuleViolation, match="redo_not_possible"):
        _redo(placed, result.act)


def _redo(intake: Intake, act: bytes) -> None:
    annulling = intake.one(
        "SELECT f.act FROM fact AS f JOIN fact_annulment AS a ON a.seq = f.seq WHERE a.target_act = ?", act
    )
    acts.redo(intake.context, Undo(annulling, intake.context.new_id()))


def test_a_person_decides_case_or_parking(placed: Intake) -> None:
    tried = try_out(placed, MIXED)
    first, second = (found.received.row for found in tried.lines[:2])
    decided = {first: None, second: case(placed, 3)}
    result = match(placed, MIXED, decisions=decided, digest=tried.origin.digest)
    assert list(fates(result)) == [Fate.PARKED, Fate.DECIDED, Fate.PARKED]
    assert (owed(placed, 1), owed(placed, 3)) == (123450, 115450)
    assert sums_hold(result)


def test_another_file_under_the_same_name_is_not_what_was_decided_on(placed: Intake) -> None:
    with pytest.raises(ImportProblem, match="statement_changed"):
        match(placed, MIXED, digest="00" * 32)


def test_more_than_is_owed_books_what_is_owed_when_a_person_says_so(placed: Intake) -> None:
    rows = statement(line("2000.00", "张三", "6222020200012345678"))
    (found,) = try_out(placed, rows).lines
    assert (found.fate, found.options[0].books_minor) == (Fate.ASK, 123450)
    result = match(placed, rows, decisions={found.received.row: case(placed, 1)})
    assert (result.booked.minor, result.parked.minor) == (123450, 76550)
    assert sums_hold(result)
    assert (owed(placed, 1), parked_minor(placed)) == (0, [76550])


def test_two_lines_of_one_file_never_book_more_than_is_owed(placed: Intake) -> None:
    rows = statement(*(line("900.00", "张三", "6222020200012345678", serial=str(no)) for no in range(3)))
    result = match(placed, rows)
    assert list(fates(result)) == [Fate.SURE, Fate.ASK, Fate.ASK]
    assert owed(placed, 1) == 33450
    assert sums_hold(result)


def test_before_the_placement_nothing_can_be_booked(placed: Intake) -> None:
    rows = statement(line("10.00", "张三", "6222020200012345678", day="2026-11-19"))
    (found,) = try_out(placed, rows).lines
    assert (found.fate, found.options[0].books_minor) == (Fate.ASK, 0)
    decided = match(placed, rows, decisions={found.received.row: case(placed, 1)})
    assert list(fates(decided)) == [Fate.PARKED]
    assert sums_hold(decided)


def test_parked_money_is_given_to_a_case_in_parts_and_sent_back(placed: Intake) -> None:
    match(placed, statement(UNKNOWN))
    context = placed.context
    (row,) = parked.rows(context)
    booked, _ = parked.assign(context, AssignParked(context.new_id(), row.uid, case(placed, 2), 30000))
    assert (booked.balance_minor, parked_minor(placed)) == (93450, [2109])
    with pytest.raises(RuleViolation, match="parked_above_rest"):
        parked.send_back(context, SendBack(context.new_id(), row.uid, "退汇", 2110))
    back = SendBack(context.new_id(), row.uid, "退汇")
    sent, _ = parked.send_back(context, back)
    assert (sent.amount_minor, sent.rest_minor, parked_minor(placed)) == (2109, 0, [])
    assert parked.send_back(context, back)[0] == sent, "the same act again adds nothing"
    with pytest.raises(NotFound, match="parked_missing"):
        parked.assign(context, AssignParked(context.new_id(), row.uid, case(placed, 2)))
    acts.undo(context, Undo(back.act, context.new_id()))
    assert parked_minor(placed) == [2109]
    assert is_sound(placed)


def test_a_file_whose_parked_money_was_moved_is_not_undone_over_it(placed: Intake) -> None:
    result = match(placed, statement(UNKNOWN))
    context = placed.context
    (row,) = parked.rows(context)
    given = AssignParked(context.new_id(), row.uid, case(placed, 2))
    parked.assign(context, given)
    assert result.act is not None
    with pytest.raises(RuleViolation, match="undo_parked_moved"):
        imports.undo(context, result.act)
    acts.undo(context, Undo(given.act, context.new_id()))
    imports.undo(context, result.act)
    with pytest.raises(RuleViolation, match="parked_spent_since"):
        _redo(placed, given.act)
    assert (owed(placed, 2), parked_minor(placed)) == (123450, [])


def test_a_reversed_payment_parks_its_money_again_and_only_once(placed: Intake) -> None:
    match(placed, statement(SURE))
    context = placed.context
    payment = placed.one("SELECT uid FROM fact WHERE kind = 'payment'")
    wrong = ReversePayment(context.new_id(), case(placed, 1), payment, "记错人")
    payments.reverse(context, wrong)
    (row,) = parked.rows(context)
    assert row.rest_minor == 50000
    parked.assign(context, AssignParked(context.new_id(), row.uid, case(placed, 2)))
    assert (owed(placed, 1), owed(placed, 2), parked_minor(placed)) == (123450, 73450, [])
    with pytest.raises(RuleViolation, match="parked_spent_since"):
        acts.undo(context, Undo(wrong.act, context.new_id()))
    assert (owed(placed, 1), owed(placed, 2)) == (123450, 73450)


def test_an_account_that_paid_before_is_known_by_it(placed: Intake) -> None:
    account = "31001234567890"
    first = line("100.00", "某公司", "6222020200012345678", account=account, serial="1")
    match(placed, statement(first))
    rows = statement(line("100.00", "某公司", "工资代扣", account=account, serial="2"))
    (found,) = try_out(placed, rows).lines
    assert [(option.case_no, str(option.hits[0].rule)) for option in found.options] == [(1, "payer_known")]
    (row,) = (match(placed, rows), parked.rows(placed.context))[1]
    assert [option.case_no for option in parked.options(placed.context, row.uid)] == [1]


def test_nothing_stays_when_writing_breaks(placed: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    before = placed.everything()

    def break_down(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.services.imports.writing.refresh", break_down)
    with pytest.raises(RuntimeError):
        match(placed, MIXED)
    assert placed.everything() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": "12,34"}, "amount_groups"),
        ({"amount": "1.2.3"}, "amount_not_a_number"),
        ({"amount": "0.00"}, "payment_missing"),
        ({"amount": "10.00", "out": "5.00"}, "line_both_ways"),
        ({"amount": "10.00", "day": "2026-02-30"}, "date_impossible"),
        ({"amount": "10.00", "day": ""}, "paid_on_missing"),
        ({"amount": "10.00", "day": "2026-11-22"}, "paid_in_future"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_sentence(
    placed: Intake, change: dict[str, str], code: str
) -> None:
    result = match(placed, statement(line(**change), UNKNOWN))
    (refused,) = result.refusals
    assert [problem.code for problem in refused.problems] == [code]
    assert imports.reason(refused.problems[0], "zh") != imports.reason(refused.problems[0], "en")
    assert list(fates(result)) == [Fate.PARKED]
    assert sums_hold(result)


def test_files_that_are_none_and_columns_that_are_missing(placed: Intake) -> None:
    (placed.folder / "x.csv").write_bytes(b"%PDF-1.7\n")
    cases: list[tuple[object, dict[str, str], str]] = [
        (placed.folder / "x.csv", {}, "file_is_pdf"),
        ([["日期", "附言"], ["2026-11-20", "x"]], {}, "map_no_receipts"),
        ([["收入", "附言"], ["1.00", "x"]], {}, "map_required"),
        (MIXED, {"creditor": ""}, "creditor_missing"),
        (MIXED, {"creditor": "没有的银行"}, "creditor_unknown"),
    ]
    for rows, options, code in cases:
        with pytest.raises(AppError, match=code):
            match(placed, rows, **options)  # type: ignore[arg-type]


def test_control_totals_stop_a_file_until_it_is_said_otherwise(placed: Intake) -> None:
    rows = [*MIXED, ["合计", "66.60", "999.00", "", "", "", "", "", ""]]
    stopped = match(placed, rows)
    assert (stopped.act, stopped.stopped_by) == (None, "control_totals")
    assert match(placed, MIXED, control_minor=1).stopped_by == "control_totals"
    assert match(placed, rows, despite_controls=True).act is not None
    right = [*statement(UNKNOWN, SPENT_LATER), ["合计", "1.00", "321.09", "", "", "", "", "", ""]]
    assert try_out(placed, right).stopped_by is None


SPENT_LATER = line("", "某处", out="1.00", serial="F010")


def test_a_column_for_both_ways_and_a_workbook(placed: Intake) -> None:
    rows = [
        ["交易时间", "收/支", "金额(元)", "交易对方", "备注", "交易单号"],
        ["2026-11-20 09:15:00", "收入", "¥100.00", "张三", "尾号5678还款", "A1"],
        ["2026-11-20 10:15:00", "支出", "¥30.00", "超市", "", "A2"],
        ["2026-11-20 11:15:00", "不计收支", "¥9.00", "余额宝", "", "A3"],
        ["2026-11-20 12:15:00", "?", "¥8.00", "某人", "", "A4"],
    ]
    result = match(placed, write_xlsx(placed.folder / "流水.xlsx", rows))
    assert [problem.code for problem in result.refusals[0].problems] == ["line_direction_unknown"]
    assert (result.spent.count, list(fates(result))) == (2, [Fate.ASK])
    signed = [
        ["Date", "Amount", "Payer", "Details"],
        ["2026-11-20", "-5.00", "x", ""],
        ["2026-11-20", "+5.00", "y", ""],
    ]
    other = match(placed, signed)
    assert (other.spent.minor, other.parked.minor) == (500, 500)


def test_the_map_of_a_statement_is_remembered_and_kept_apart(placed: Intake) -> None:
    match(placed, MIXED)
    (past,) = (
        past for past in known.history(placed.context) if past.purpose is imports.Purpose.BANK_STATEMENT
    )
    assert (past.new, past.total_minor, past.creditor) == (3, 90109, BANK)
    path = placed.file(MIXED, "流水.csv")
    assert known.look(placed.context, known.Look(path)).purpose is imports.Purpose.PLACEMENT
    wish = known.Look(path, purpose=imports.Purpose.BANK_STATEMENT)
    looked = known.look(placed.context, wish)
    assert (looked.creditor, looked.preview.seen_before) == (BANK, placed.clock.now)


def test_a_file_is_undone_later_only_with_a_reason(placed: Intake) -> None:
    result = match(placed, MIXED)
    placed.clock.now += timedelta(minutes=11)
    assert result.act is not None
    with pytest.raises(RuleViolation, match="undo_needs_reason"):
        imports.undo(placed.context, result.act)


def test_no_cent_is_lost_or_made_whatever_comes(placed: Intake) -> None:
    """Files that overlap, decisions at random, parked money moved, sent back, files undone: the sums stand."""
    dice, context = Random(20261122), placed.context
    payers, notes = (
        ("张三", "王小明", "王*明", "赵六", ""),
        ("还款", "6222020200012345678", "C002", "尾号2345", ""),
    )
    pool = [
        line(
            f"{dice.randint(1, 60)}.{dice.randint(0, 99):02d}",
            dice.choice(payers),
            dice.choice(notes),
            serial=dice.choice(("", f"S{no}")),
        )
        for no in range(30)
    ]
    cases = [case(placed, no) for no in (1, 2, 3)]
    for turn in range(6):
        rows = statement(*dice.sample(pool, 12))
        tried = try_out(placed, rows)
        asked = [found for found in tried.lines if found.fate is Fate.ASK]
        decided = {found.received.row: dice.choice([*cases, None]) for found in asked}
        result = match(placed, rows, decisions=decided)
        assert sums_hold(tried)
        assert sums_hold(result)
        for row in dice.sample(found := parked.rows(context), min(2, len(found))):
            parked.send_back(
                context, SendBack(context.new_id(), row.uid, "退汇", dice.randint(1, row.rest_minor))
            )
        if result.act is not None and turn % 3 == 2:
            with suppress(RuleViolation):
                imports.undo(context, result.act)
        assert brought(placed) == sum(parked_minor(placed)) + used(placed)
    assert is_sound(placed)


STANDS = "f.act NOT IN (SELECT target_act FROM fact_annulment)"


def brought(intake: Intake) -> int:
    """What all standing lines brought."""
    return int(
        intake.one(
            "SELECT sum(b.amount_minor) FROM fact_bank_line AS b JOIN fact AS f ON f.seq = b.seq WHERE "
            + STANDS
        )
    )


def used(intake: Intake) -> int:
    """What of them is booked or sent back."""
    return sum(
        intake.one(
            f"SELECT coalesce(sum(b.amount_minor), 0) FROM {table} AS b JOIN fact AS f ON f.seq = b.seq "
            f"WHERE b.bank_line IS NOT NULL AND {STANDS}"
        )
        for table in ("fact_payment", "fact_sent_back")
    )


def test_a_promise_is_kept_and_the_case_moves_at_once(placed: Intake) -> None:
    context = placed.context
    given, third = PromiseGiven(8000, date(2026, 11, 21)), case(placed, 3)
    promises.promise(context, MakePromise(context.new_id(), third, given))
    before = placed.all("SELECT tier, reason, balance_minor FROM case_state WHERE case_no = 3")
    early, found = match(placed, statement(NAMED, line("80.00", "欧阳修远", day="2026-11-21"))).lines
    assert (early.fate, found.fate) == (Fate.ASK, Fate.SURE), "money from before the promise does not keep it"
    assert [str(hit.rule) for hit in found.options[0].hits] == [
        "debtor_name",
        "promised_amount",
        "near_the_day",
    ]
    with context.db.read() as connection:
        desk = acts.desk(connection, context, third)
    (promise,) = desk.state.commitments.promises
    assert promise.outcome.state is PromiseState.KEPT
    after = placed.all("SELECT tier, reason, balance_minor FROM case_state WHERE case_no = 3")
    assert after[0][2] == before[0][2] - 8000
    assert after[0][:2] != before[0][:2]
