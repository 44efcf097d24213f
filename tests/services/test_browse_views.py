"""All cases narrowed and ordered, and the views that are kept of them, on a store that was filled by a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from importing import BANK, Intake, table
from portfolio import Portfolio
from sqlalchemy import event

from app.domain.errors import NotFound, RuleViolation
from app.domain.terms import Bucket, Stage, Tier
from app.models import browse as store
from app.models import saved_views
from app.services import acts, browse, imports, queue, treatments, views
from app.services.acts import Undo
from app.services.browse import Order, Span, View
from app.services.case_fields import USUAL, CaseRow, Field
from app.services.imports import EnterAccount, EnterDebtor
from app.services.treatments import SetStage
from app.services.words import Words
from app.ui.desk.queue_rows import row_view

PEOPLE = (
    # name, owed, days past due
    ("张伟", 500_000, 45),
    ("安娜", 1_200_000, 0),
    ("单雄信", 90_000, 200),  # Shan: a surname with a reading of its own
    ("王芳", 1_200_001, 30),
    ("欧阳修", 70_000, 31),
)


WHOLE = Span(0, 100)


@pytest.fixture
def filled(intake: Intake) -> Intake:
    rows = [
        {
            "客户姓名": name,
            "身份证号": "",
            "客户号": f"C{at}",
            "卡号": f"62220000000000{at:02}",
            "欠款总额": f"{owed // 100}.{owed % 100:02}",
            "本金": "",
            "利息": "",
            "违约金": "",
            "逾期天数": str(days),
            "手机号": f"1380000000{at}",
            "截止日期": "2026-11-21",
        }
        for at, (name, owed, days) in enumerate(PEOPLE)
    ]
    result = intake.run(table(*rows))
    assert (result.new, result.refused) == (5, 0)
    return intake


def listed(intake: Intake, view: View, span: Span = WHOLE) -> list[CaseRow]:
    context = intake.context
    words = Words("zh_CN", context.rules, context.now(), context.zone)
    return browse.window(context, words, view, span)


def names(intake: Intake, view: View, span: Span = WHOLE) -> list[str]:
    return [row.name for row in listed(intake, view, span)]


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (Order.NAME, False, ["安娜", "欧阳修", "单雄信", "王芳", "张伟"]),
        (Order.AMOUNT, True, ["王芳", "安娜", "张伟", "单雄信", "欧阳修"]),
        (Order.OVERDUE, True, ["单雄信", "张伟", "欧阳修", "王芳", "安娜"]),
        (Order.OVERDUE, False, ["安娜", "王芳", "欧阳修", "张伟", "单雄信"]),
    ],
)
def test_orders(filled: Intake, order: Order, descending: bool, expected: Sequence[str]) -> None:
    assert names(filled, View(order=order, is_descending=descending)) == expected


def test_a_row_says_what_the_case_owes_and_where_it_stands(filled: Intake) -> None:
    (row,) = listed(filled, View(sought="单雄"))
    assert (row.name, row.balance_minor, row.currency) == ("单雄信", 90_000, "CNY")
    assert (row.dpd, row.bucket, row.tier) == (200, Bucket.M7, Tier.NEW)
    assert (row.creditor, row.collector) == (BANK, "练习")
    assert row.last_contact_at is None
    assert row.tier_text == filled.context.rules.vocabulary.tiers[Tier.NEW].zh


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(bucket=Bucket.M0), {"安娜"}),
        (View(bucket=Bucket.M1), {"王芳"}),
        (View(bucket=Bucket.M2), {"张伟", "欧阳修"}),
        (View(bucket=Bucket.M7), {"单雄信"}),
        (View(tier=Tier.NEW), {name for name, _, _ in PEOPLE}),
        (View(tier=Tier.HELD), set()),
        (View(collector=1, bucket=Bucket.M1), {"王芳"}),
        (View(collector=0), set()),
        (View(sought="ouyang"), {"欧阳修"}),
        (View(sought="zw"), {"张伟"}),
        (View(sought="13800000002"), {"单雄信"}),
        (View(sought="张伟", bucket=Bucket.M1), set()),
        (View(sought="nobody is called so"), set()),
    ],
)
def test_narrowing_counts_what_it_shows(filled: Intake, view: View, expected: set[str]) -> None:
    for order, descending in product(Order, (True, False)):
        ordered = replace(view, order=order, is_descending=descending)
        assert set(names(filled, ordered)) == expected
    owed = sum(owed for name, owed, _ in PEOPLE if name in expected)
    assert browse.total(filled.context, view) == browse.Total(len(expected), owed)
    assert browse.size(filled.context, view) == len(expected)


@pytest.mark.parametrize(("order", "descending"), list(product(Order, (True, False))))
def test_the_second_half_is_the_same_read_from_the_end(
    filled: Intake, order: Order, descending: bool
) -> None:
    view = View(order=order, is_descending=descending)
    whole = names(filled, view)
    for offset, limit in product(range(6), (1, 2, 5)):
        expected = whole[offset : offset + limit]
        assert names(filled, view, Span(offset, limit)) == expected
        assert names(filled, view, Span(offset, limit, 5)) == expected


@pytest.mark.parametrize(("order", "descending"), list(product(Order, (True, False))))
def test_a_list_of_few_cases_is_sorted_as_the_long_ones_lie(
    filled: Intake, monkeypatch: pytest.MonkeyPatch, order: Order, descending: bool
) -> None:
    narrowed = (
        View(tier=Tier.NEW),
        View(tier=Tier.NEW, bucket=Bucket.M2),
        View(collector=filled.context.user.no),
        View(tier=Tier.NEW, collector=filled.context.user.no, bucket=Bucket.M2),
        View(tier=Tier.HELD),
    )
    views_of = [replace(view, order=order, is_descending=descending) for view in narrowed]
    spans = (WHOLE, Span(1, 2), Span(3, 2, 5))
    sorted_ = [names(filled, view, span) for view, span in product(views_of, spans)]
    monkeypatch.setattr(store, "FEW", -1)
    assert [names(filled, view, span) for view, span in product(views_of, spans)] == sorted_
    assert [len(names(filled, view)) for view in views_of] == [5, 2, 5, 2, 0]


@pytest.mark.parametrize(
    ("order", "tier", "bucket"), list(product(Order, (None, Tier.RANKED), (None, Bucket.M2)))
)
def test_each_order_is_an_index_and_sorts_nothing(
    filled: Intake, order: Order, tier: Tier | None, bucket: Bucket | None
) -> None:
    said: list[str] = []

    def explain(connection: Any, cursor: Any, statement: str, values: Any, *_: object) -> None:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        said.extend(row[-1] for row in cursor.fetchall())

    with filled.context.db.read() as connection:
        event.listen(connection, "before_cursor_execute", explain)
        view = View(tier=tier, bucket=bucket, order=order)
        browse.numbers(connection, filled.context, view, 5)
        event.remove(connection, "before_cursor_execute", explain)
    (plan,) = said
    assert f"COVERING INDEX ix_case_state_{'tier_' if tier else ''}{browse._COLUMNS[order]}" in plan
    assert ("(tier=?" in plan) == (tier is not None)


def test_last_contact_follows_the_contacts(portfolio: Portfolio) -> None:
    from app.services.contacts import RecordContact, record
    from app.services.situations import Desk

    desk: Desk = portfolio.desk()
    point = next(point for point in desk.case.points if point.role == "debtor")
    view = View(order=Order.LAST_CONTACT)
    context, words = portfolio.context, portfolio.words
    before = browse.window(context, words, view, Span(0, 9))
    assert {row.last_contact_at for row in before} == {None}
    record(context, RecordContact(portfolio.act(), portfolio.case, "NA", point.id))
    portfolio.clock.now += timedelta(minutes=5)
    rows = browse.window(context, words, view, Span(0, 9))
    assert rows[0].case_id == portfolio.case
    assert rows[0].last_contact_at is not None
    assert [row.last_contact_at for row in rows[1:]] == [None] * (len(rows) - 1)
    never_first = browse.window(context, words, replace(view, is_descending=False), Span(0, 9))
    assert never_first[-1].case_id == portfolio.case


def test_rows_of_the_queue_come_in_the_order_of_the_view(filled: Intake) -> None:
    context = filled.context
    words = Words("zh_CN", context.rules, context.now(), context.zone)
    view = View(order=Order.NAME, is_descending=False)
    rows = browse.queue_window(context, words, view, Span(0, 100, 5))
    assert [row.name for row in rows] == names(filled, view)
    assert all(row.reasons for row in rows)


def test_a_case_whose_import_is_undone_is_not_listed(filled: Intake) -> None:
    account = EnterAccount("6217000000000001", 100_00)
    entered, _ = imports.enter(filled.context, EnterDebtor(BANK, "赵六", (account,), customer_no="C9"))
    assert "赵六" in names(filled, View())
    imports.undo(filled.context, entered.act)
    assert "赵六" not in names(filled, View())
    assert browse.total(filled.context, View()).cases == 5


# Saved views.


def test_a_view_is_kept_with_its_count(filled: Intake) -> None:
    context, view = filled.context, View("z", Tier.NEW, Bucket.M2, 1, Order.NAME, is_descending=False)
    assert views.save(context, "  大额   M2 ", view)[0] == "大额 M2"
    views.save(context, "全部", View())
    assert views.listing(context) == [
        views.SavedView("大额 M2", view, 0),
        views.SavedView("全部", View(), 5),
    ]


def test_saving_under_a_known_name_replaces_it_at_its_place(filled: Intake) -> None:
    context = filled.context
    for name in ("a", "b", "c"):
        views.save(context, name, View())
    views.save(context, "b", View(bucket=Bucket.M1))
    assert [(saved.name, saved.cases) for saved in views.listing(context)] == [("a", 5), ("b", 1), ("c", 5)]


def test_renaming_keeps_the_place_and_refuses_a_taken_name(filled: Intake) -> None:
    context = filled.context
    for name in ("a", "b"):
        views.save(context, name, View())
    assert views.rename(context, "a", "z")[0] == "z"
    assert [saved.name for saved in views.listing(context)] == ["z", "b"]
    with pytest.raises(RuleViolation, match="view_name_taken") as refused:
        views.rename(context, "z", "b")
    assert refused.value.field == "name"
    assert views.rename(context, "b", "b")[0] == "b"
    with pytest.raises(NotFound, match="view_missing"):
        views.rename(context, "gone", "x")


def test_deleting_gives_back_what_it_was_and_closes_the_gap(filled: Intake) -> None:
    context, wanted = filled.context, View(bucket=Bucket.M2)
    for name, view in (("a", View()), ("b", wanted), ("c", View())):
        views.save(context, name, view)
    assert views.delete(context, "b")[0] == wanted
    assert [saved.name for saved in views.listing(context)] == ["a", "c"]
    views.save(context, "d", View())
    assert filled.all("SELECT name, position FROM saved_view ORDER BY position") == [
        ("a", 1),
        ("c", 2),
        ("d", 3),
    ]
    with pytest.raises(NotFound, match="view_missing"):
        views.delete(context, "b")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("  ", "view_name_missing"),
        ("x" * 31, "text_too_long"),
        ("a\u202eb", "text_control"),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_field(filled: Intake, name: str, code: str) -> None:
    with pytest.raises(RuleViolation, match=code) as refused:
        views.save(filled.context, name, View())
    assert refused.value.field == "name"
    assert views.listing(filled.context) == []


# Columns.


def test_columns_are_kept_with_the_view_and_unknown_ones_are_left_out(intake: Intake) -> None:
    context = intake.context
    view = View(tier=Tier.NEW, fields=(Field.NAME, Field.STAGE, Field.OWED))
    views.save(context, "mine", view)
    views.save(context, "usual", View(tier=Tier.NEW))
    assert views.every(context) == {"mine": view, "usual": View(tier=Tier.NEW)}
    assert views.every(context)["usual"].shown == USUAL
    with context.db.write() as connection:
        saved_views.put(connection, "mine", views._definition(view).replace("stage", "of a later version"))
    assert views.every(context)["mine"].fields == (Field.NAME, Field.OWED)


def test_stage_and_step_are_read_where_they_are_picked_and_as_a_lead_put_them(portfolio: Portfolio) -> None:
    context, words = portfolio.context, portfolio.words
    view = View(fields=(Field.NAME, Field.STAGE, Field.STEP))

    def row(shown: View) -> CaseRow:
        found = browse.window(context, words, shown, WHOLE)
        return next(row for row in found if row.case_id == portfolio.case)

    assert (row(View()).stage_text, row(View()).step_text) == ("", "")
    assert (row(view).stage_text, row(view).step_text) == ("协商", "联系")
    moved, _ = treatments.set_stage(
        context, SetStage(portfolio.act(), portfolio.case, Stage.LITIGATION, "送达失败")
    )
    assert row(view).stage_text == "诉讼"
    rows = browse.queue_window(context, words, view, WHOLE)
    told = next(row for row in rows if row.case_id == portfolio.case)
    assert told.stage is Stage.LITIGATION
    assert row_view(told).tag == "诉讼"
    assert row_view(told, fields=(Field.TIER, *view.fields)).reason_text.startswith("诉讼 · 联系 · 新案")
    plain = next(row for row in queue.listing(context, words, 0, 50) if row.case_id == portfolio.case)
    assert (plain.stage, plain.listed) == (Stage.LITIGATION, None)
    acts.undo(context, Undo(moved.act, portfolio.act()))
    assert row(view).stage_text == "协商"
