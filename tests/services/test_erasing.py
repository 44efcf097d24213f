"""A person is erased: nothing of them is left in the store, and the record can still be verified."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import fairdue
from deciphered import plain
from portfolio import OWN, Portfolio
from sqlalchemy.exc import IntegrityError

from app.domain.errors import NotFound, RuleViolation, StorageProblem
from app.domain.facts import Attachment, Closing, Id, Letter, Payment, Reason, json_text
from app.domain.terms import HoldKind
from app.models import documents
from app.services import acts, audit, contacts, drafts, erasing, holds, queue, retention, states, views
from app.services.browse import View
from app.services.contacts import RecordContact
from app.services.erasing import ErasePerson, ErasurePlan
from app.services.given import HoldGiven, PromiseGiven, ReasonGiven
from app.services.holds import PlaceHold, ReleaseHold
from app.services.retention import EraseDue

ID_NUMBER, CARD, CUSTOMER = "110101199003070011", "6222020200112233445", "KH-778899"
SECRETS = ("李明", OWN, ID_NUMBER, CARD, CUSTOMER, "只有他知道的事", "周氏岳母", "13512340000", "机密附件")
LATER = datetime(2029, 3, 1, 2, tzinfo=UTC)
"""More than the two years that Chinese card records are kept."""


def add(portfolio: Portfolio, *bodies: Any, case: Id | None = None) -> None:
    context = portfolio.context
    with context.db.write() as connection:
        entries = [acts.entry(context, body, case or portfolio.case, context.now()) for body in bodies]
        acts.append(connection, context, context.new_id(), entries)


@pytest.fixture
def closed(portfolio: Portfolio) -> Portfolio:
    """李明's cases, with everything that can be kept of a person, all closed, and long ago."""
    context, ids = portfolio.context, portfolio.ids
    with context.db.write() as connection:
        run = connection.exec_driver_sql
        run("UPDATE person SET id_number = ?, employer = ? WHERE id = ?", (ID_NUMBER, "李明商行", ids["li"]))
        run("UPDATE case_file SET customer_no = ? WHERE id = ?", (CUSTOMER, portfolio.case))
        run("UPDATE account SET number = ? WHERE id = ?", (CARD, ids["card"]))
        paper = documents.keep(connection, "机密附件 李明".encode() * 3, "application/pdf", 1)
        scan = documents.keep(connection, b"a scan of nobody", "image/png", 1)
    portfolio.go("10:00", 17)
    contacts.record(
        context,
        RecordContact(
            portfolio.act(), portfolio.case, "PTP", ids["own"], is_identity_checked=True,
            promise=PromiseGiven(50_000, date(2026, 11, 20), ids["card"]), reason=ReasonGiven("INCD", 4, 2),
            note="李明 说：只有他知道的事",
        ),
    )  # fmt: skip
    letter = Letter("DH-1", "notice", "1", "zh", paper, json_text({"letter": {"name": "李明"}}))
    add(
        portfolio,
        letter,
        Attachment("周氏岳母.png", "image/png", 16, scan),
        Payment(1_000, "CNY", date(2026, 11, 18)),
    )
    drafts.keep(context, portfolio.case, "call_note", "李明 13512340000 周氏岳母")
    views.save(context, "李明的案件", View())
    for case in (portfolio.case, portfolio.other_case):
        with context.db.read() as connection:
            accounts = (
                connection.exec_driver_sql("SELECT id FROM account WHERE case_id = ?", (case,))
                .scalars()
                .all()
            )
        add(portfolio, *(Closing(account, date(2026, 11, 19), "settled") for account in accounts), case=case)
    portfolio.clock.now = LATER
    states.catch_up(context)
    return portfolio


def erase(portfolio: Portfolio, **more: Any) -> ErasurePlan:
    command = ErasePerson(portfolio.act(), portfolio.ids["li"], "保存期满", **more)
    return erasing.erase(portfolio.context, command)[0]


def copies(content: bytes) -> dict[str, int]:
    return {word: content.count(word.encode()) for word in SECRETS if word.encode() in content}


def test_nothing_of_the_person_is_left_and_the_record_is_whole(closed: Portfolio) -> None:
    before = copies(plain(closed))
    assert set(before) >= {"李明", OWN, ID_NUMBER, CARD, CUSTOMER, "只有他知道的事", "机密附件"}
    done = erase(closed)
    assert done.goes["papers"] == 2
    assert done.goes["points"] > 2
    assert copies(plain(closed)) == {}
    found = audit.verify(closed.context)
    assert [(entry.code, entry.params) for entry in found.kept] == []
    assert found.erased == done.goes["facts"]
    assert closed.context.home.database.with_suffix(".db-wal").stat().st_size == 0


def test_neither_list_nor_search_finds_the_person_and_the_neighbour_stays(closed: Portfolio) -> None:
    context = closed.context
    assert queue.search(context, closed.words, "李明")
    others = queue.search(context, closed.words, "陈")
    erase(closed)
    assert queue.search(context, closed.words, "李明") == []
    assert [row.case_no for row in queue.search(context, closed.words, OWN)] == []
    assert queue.search(context, closed.words, "陈") == others
    assert drafts.kept(context) == []
    assert closed.state(closed.case)["tier"] == 9


def test_what_vanished_without_an_erasure_is_tampering(closed: Portfolio) -> None:
    raw = closed.context.db.raw()
    raw.execute("DROP TRIGGER fact_contact_only_erased")
    raw.execute("UPDATE fact_contact SET salt = NULL, note = NULL, number = NULL")
    raw.close()
    codes = {entry.code for entry in audit.verify(closed.context).kept}
    assert {"audit_erased_unnamed", "audit_trigger_missing"} <= codes


def test_a_document_goes_only_when_nothing_names_it(closed: Portfolio) -> None:
    erase(closed)
    with closed.context.db.write() as connection:
        kept = documents.keep(connection, b"another", "image/png", 1)
    add(closed, Attachment("x.png", "image/png", 7, kept), case=closed.neighbour)
    with pytest.raises(IntegrityError), closed.context.db.write() as connection:
        connection.exec_driver_sql("DELETE FROM document WHERE digest = ?", (kept,))


@pytest.mark.parametrize("failing", ["blank", "drop_traces", "empty"])
def test_all_or_nothing(closed: Portfolio, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    def fail(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr(f"app.models.erasing.{failing}", fail)
    with pytest.raises(StorageProblem, match="disk_full"):
        erase(closed)
    assert closed.facts("erasure") == []
    assert set(copies(plain(closed))) >= {"李明", ID_NUMBER, "机密附件"}
    assert audit.verify(closed.context).is_whole


def test_the_same_act_again_changes_nothing(closed: Portfolio) -> None:
    command = ErasePerson(closed.act(), closed.ids["li"], "保存期满")
    erasing.erase(closed.context, command)
    count = len(closed.facts("erasure"))
    erasing.erase(closed.context, command)
    assert len(closed.facts("erasure")) == count
    with pytest.raises(RuleViolation, match="erase_nothing"):
        erase(closed)


def test_who_else_is_on_file_stays(closed: Portfolio) -> None:
    """People who are only beside this case go with it; whoever has a case or stands beside another stays."""
    erase(closed)
    with closed.context.db.read() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM person").scalars())
    assert "李明" not in names
    assert any(name.startswith("陈") for name in names)


def test_notes_of_others_that_name_the_person_are_listed_with_their_place_and_stay(
    closed: Portfolio, tmp_path: Path
) -> None:
    context, chens = closed.context, closed.neighbour
    add(
        closed,
        Reason("INCD", note="李明 的同事，电话 138-0000 0042"),
        Reason("INCD", note="与任何人无关"),
        case=chens,
    )
    found = erasing.mentioned(context, closed.ids["li"])
    assert [(one.case_no, one.kind, one.field) for one in found] == [(3, "reason", "note")]
    assert found[0].text == "李明 的同事，电话 138-0000 0042"
    with pytest.raises(NotFound, match="person_missing"):
        erasing.mentioned(context, bytes(16))
    erase(closed)
    with context.db.read() as connection:
        (left,) = connection.exec_driver_sql("SELECT count(*) FROM fact_reason WHERE note LIKE '李明%'").one()
    assert left == 1, "not silently cut: it is the record of somebody else too"
    assert audit.verify(context).is_whole


def test_reports_of_refused_rows_that_hold_the_person_go(closed: Portfolio) -> None:
    folder = closed.context.home.root / "exports"
    folder.mkdir(exist_ok=True)
    for name, text in (("a", "2,phone,138 0000 0042\n"), ("b", "2,name,李明\n"), ("c", "2,name,王五\n")):
        (folder / f"{name}-refused.csv").write_text(text, "utf-8-sig")
    (folder / "list.csv").write_text("李明", "utf-8")
    found = erasing.plan(closed.context, closed.ids["li"])
    assert found.goes["reports"] == 2
    assert len(list(folder.iterdir())) == 4, "looking deletes nothing"
    erase(closed)
    assert sorted(path.name for path in folder.iterdir()) == ["c-refused.csv", "list.csv"]


def test_an_open_case_is_not_erased(portfolio: Portfolio) -> None:
    portfolio.clock.now = LATER
    with pytest.raises(RuleViolation, match="erase_case_open"):
        erase(portfolio)
    assert portfolio.facts("erasure") == []


def test_a_record_is_kept_for_its_period_unless_an_authority_orders_otherwise(closed: Portfolio) -> None:
    closed.clock.now = datetime(2028, 11, 1, tzinfo=UTC)
    with pytest.raises(RuleViolation, match="erase_kept") as caught:
        erase(closed)
    assert caught.value.params["until"] == date(2028, 11, 17)
    assert erasing.plan(closed.context, closed.ids["li"]).obstacles[0].code == "erase_kept"
    assert erase(closed, is_ordered=True).obstacles == ()


def test_a_legal_hold_stops_every_erasure_until_it_is_lifted(closed: Portfolio) -> None:
    context = closed.context
    given = HoldGiven(HoldKind.LEGAL_HOLD, None, "法院来函", "（2029）民初 7 号")
    hold, _ = holds.place(context, PlaceHold(closed.act(), closed.other_case, given))
    for more in ({}, {"is_ordered": True}):
        with pytest.raises(RuleViolation, match="erase_legal_hold"):
            erase(closed, **more)
    holds.release(context, ReleaseHold(closed.act(), closed.other_case, hold.fact, "案结"))
    assert erase(closed).obstacles == ()


def test_only_a_lead_erases_and_says_why(closed: Portfolio) -> None:
    user = replace(closed.context.user, role="collector", has_lead=True)
    command = ErasePerson(closed.act(), closed.ids["li"], "x")
    with pytest.raises(RuleViolation, match="may_not_erase"):
        erasing.erase(replace(closed.context, user=user), command)
    with pytest.raises(RuleViolation, match="why_required"):
        erasing.erase(closed.context, replace(command, why="  "))
    with pytest.raises(NotFound, match="person_missing"):
        erasing.plan(closed.context, bytes(16))


def test_who_is_due_is_listed_with_the_rule_and_goes_in_one_run(closed: Portfolio) -> None:
    context = closed.context
    (li,) = retention.due(context)
    assert (li.cases, li.until_on, li.is_held) == ((1, 2), date(2028, 11, 17), False)
    assert li.rule is not None
    assert "2 年" in li.rule.zh
    for count in (0, 2):
        with pytest.raises(RuleViolation, match="retention_count"):
            retention.erase_due(context, EraseDue(closed.act(), count, "保存期满"))
    command = EraseDue(closed.act(), 1, "保存期满")
    assert retention.erase_due(context, command)[0] == 1
    assert retention.kept(context) == []
    assert copies(plain(closed)) == {}
    assert audit.verify(context).is_whole


def test_who_is_held_or_not_over_yet_is_kept(closed: Portfolio) -> None:
    context = closed.context
    given = HoldGiven(HoldKind.LEGAL_HOLD, None, "法院来函")
    holds.place(context, PlaceHold(closed.act(), closed.case, given))
    assert retention.due(context) == []
    assert [one.is_held for one in retention.kept(context)] == [True]
    closed.clock.now = datetime(2028, 11, 16, 2, tzinfo=UTC)
    assert [one.is_due(context.today()) for one in retention.kept(context)] == [False]


def test_the_command_looks_first_and_then_erases(closed: Portfolio, tmp_path: Path) -> None:
    closed.context.db.fold()
    home = shutil.copytree(closed.context.home.root, tmp_path / "copy")
    told = ("--home", home, "--now", "2029-03-01T10:00+08:00", "--json")
    looked = fairdue("erase", "1", "--dry-run", *told).answer
    assert (looked["done"], looked["cases"], looked["obstacles"]) == (False, [1, 2], [])
    assert looked["goes"]["papers"] == 2
    # The copy is of an open store, which is told beside what is refused.
    assert "Case 3 is still open" in fairdue("erase", "3", "--why", "x", *told[:-1]).err
    assert fairdue("erase", *told[:-1]).sentence.startswith("Say whom")
    assert fairdue("erase", "--due", *told).answer["due"] == 1
    assert fairdue("erase", "--due", "--confirm", "1", "--why", "到期", *told).answer == {"erased": 1}
    whole = fairdue("verify", *told)
    assert (whole.code, whole.answer["ok"], whole.answer["erased"]) == (0, True, looked["goes"]["facts"])
