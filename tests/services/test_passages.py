"""A passage of one text is erased: the entry stands, the passage is nowhere, and the record can still be verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import fairdue
from deciphered import plain
from portfolio import Portfolio

from app.domain.errors import NotFound, RuleViolation, StorageProblem
from app.domain.facts import Fact, Id, Letter, Message, Reason, json_text
from app.domain.terms import HoldKind
from app.models.journal import read_facts
from app.services import acts, audit, cases, drafts, erasing, holds, passages, states
from app.services.acts import Undo
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.services.passages import ErasePassage

NOTE = "同事李明也在场，李明的电话 138-0000 0042；下周再联系"
WHY = "本人要求删除"


@pytest.fixture
def named(portfolio: Portfolio) -> tuple[Portfolio, Id]:
    """陈's reason, whose note names 李明, and the same words half typed in a draft of hers."""
    context = portfolio.context
    portfolio.go("10:00", 17)
    with context.db.write() as connection:
        entries = [acts.entry(context, Reason("INCD", 4, 2, note=NOTE), portfolio.neighbour, context.now())]
        (fact,) = acts.append(connection, context, context.new_id(), entries)
    drafts.keep(context, portfolio.neighbour, "call_note", "李明又来电")
    return portfolio, fact.uid


def command(portfolio: Portfolio, uid: Id, passage: str | None = "李明", **more: Any) -> ErasePassage:
    given = ErasePassage(portfolio.act(), uid, "note", passage, WHY)
    return replace(given, **more)


def reason(portfolio: Portfolio, uid: Id) -> Fact:
    with portfolio.context.db.read() as connection:
        (fact,) = read_facts(connection, "f.uid = ?", (uid,))
    return fact


def findings(portfolio: Portfolio) -> list[str]:
    return [each.code for each in audit.verify(portfolio.context).kept]


@contextmanager
def thief(portfolio: Portfolio) -> Iterator[Any]:
    """A raw connection without the guard of the reasons."""
    raw = portfolio.context.db.raw()
    guard = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'fact_reason_only_erased'").fetchone()[0]
    raw.execute("DROP TRIGGER fact_reason_only_erased")
    yield raw
    raw.execute(guard)
    raw.close()


def test_the_passage_goes_and_the_entry_stays(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    before, state = reason(portfolio, uid), portfolio.state(portfolio.neighbour)
    passages.erase(portfolio.context, command(portfolio, uid))
    after = reason(portfolio, uid)
    assert after.body.note == "同事—也在场，—的电话 138-0000 0042；下周再联系"
    assert replace(after, body=before.body) == before, "who noted it, and when, and all it counts for"
    assert (after.body.code, after.body.willingness) == (before.body.code, before.body.willingness)
    assert portfolio.state(portfolio.neighbour) == state
    assert findings(portfolio) == []


def test_the_erasure_is_on_record_without_the_text(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    passages.erase(portfolio.context, command(portfolio, uid))
    with portfolio.context.db.read() as connection:
        (erasure,) = read_facts(connection, "f.kind = 'erasure'", ())
    assert (erasure.actor, erasure.recorded_at) == (portfolio.context.user.id, portfolio.clock.now)
    assert (erasure.case_id, erasure.body.target) == (portfolio.neighbour, uid)
    assert (erasure.body.field, erasure.body.why) == ("note", WHY)
    assert "李明" not in str(erasure)


def test_nothing_holds_it_any_more(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    secrets = ("李明也在场", "李明的电话", "李明又来电")
    content = plain(portfolio)
    assert all(word.encode() in content for word in secrets)
    passages.erase(portfolio.context, command(portfolio, uid))
    content = plain(portfolio)
    assert [word for word in secrets if word.encode() in content] == []
    assert drafts.kept(portfolio.context) == []
    shown = cases.panel(portfolio.context, portfolio.words, portfolio.neighbour)
    assert "李明也在场" not in str(shown.events)
    assert "—也在场" in str(shown.events)
    assert [event.detail for event in shown.events if event.kind == "erasure"] == [WHY]


def test_the_whole_text_goes_and_what_is_left_can_go_later(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    passages.erase(portfolio.context, command(portfolio, uid))
    passages.erase(portfolio.context, command(portfolio, uid, "138-0000 0042"))
    assert reason(portfolio, uid).body.note == "同事—也在场，—的电话 —；下周再联系"
    assert findings(portfolio) == []
    passages.erase(portfolio.context, command(portfolio, uid, None))
    assert reason(portfolio, uid).body.note == "—"
    assert findings(portfolio) == []


def test_the_same_act_again_changes_nothing_and_there_is_no_undo(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    given = command(portfolio, uid)
    for _ in range(2):
        passages.erase(portfolio.context, given)
    assert len(portfolio.facts("erasure")) == 1
    with pytest.raises(RuleViolation, match="undo_not_possible"):
        acts.undo(portfolio.context, Undo(given.act, portfolio.act(), "x"))
    last = acts.last_act(portfolio.context)
    assert last is None or last.act != given.act


def test_who_may_and_what_it_needs(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    context = portfolio.context
    user = replace(context.user, role="collector", has_lead=True)
    with pytest.raises(RuleViolation, match="may_not_erase"):
        passages.erase(replace(context, user=user), command(portfolio, uid))
    refused = {
        "why_required": {"why": " "},
        "why_names": {"why": "应李明要求"},
        "passage_missing": {"passage": "王五"},
        "passage_no_text": {"field": "code"},
    }
    for code, more in refused.items():
        with pytest.raises(RuleViolation, match=code):
            passages.erase(context, command(portfolio, uid, **more))
    with pytest.raises(RuleViolation, match="passage_missing"):
        passages.erase(context, command(portfolio, uid, " "))
    with pytest.raises(NotFound, match="text_missing"):
        passages.erase(context, command(portfolio, bytes(16)))
    given = HoldGiven(HoldKind.LEGAL_HOLD, None, "法院来函", "（2026）民初 7 号")
    holds.place(context, PlaceHold(portfolio.act(), portfolio.neighbour, given))
    with pytest.raises(RuleViolation, match="erase_legal_hold") as caught:
        passages.erase(context, command(portfolio, uid))
    assert caught.value.params["case_no"] == 3
    assert reason(portfolio, uid).body.note == NOTE
    assert portfolio.facts("erasure") == []


def test_a_letter_stays_as_it_was_issued(portfolio: Portfolio) -> None:
    context = portfolio.context
    with context.db.write() as connection:
        letter = Letter("DH-1", "notice", "1", "zh", bytes(32), json_text({"name": "李明"}))
        (fact,) = acts.append(
            connection,
            context,
            context.new_id(),
            [acts.entry(context, letter, portfolio.neighbour, context.now())],
        )
    with pytest.raises(RuleViolation, match="passage_no_text"):
        passages.erase(context, command(portfolio, fact.uid, field="data"))


def test_what_is_left_cannot_be_changed_unseen(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    passages.erase(portfolio.context, command(portfolio, uid))
    for change in ("note = note || '！'", "code = 'MEDI'", "salt = zeroblob(16)", "note = NULL"):
        with thief(portfolio) as raw:
            kept = raw.execute("SELECT note, code, salt FROM fact_reason").fetchone()
            raw.execute(f"UPDATE fact_reason SET {change}")
        assert "audit_digest" in findings(portfolio), change
        with thief(portfolio) as raw:
            raw.execute("UPDATE fact_reason SET note = ?, code = ?, salt = ?", kept)
    states.rebuild(portfolio.context)
    assert findings(portfolio) == []


def test_a_passage_put_back_is_found(named: tuple[Portfolio, Id]) -> None:
    portfolio, uid = named
    raw = portfolio.context.db.raw()
    kept = raw.execute("SELECT note, salt FROM fact_reason").fetchone()
    raw.close()
    passages.erase(portfolio.context, command(portfolio, uid))
    with thief(portfolio) as raw:
        raw.execute("UPDATE fact_reason SET note = ?, salt = ?", kept)
    assert findings(portfolio) == ["audit_erasure_undone"]


def test_all_or_nothing(named: tuple[Portfolio, Id], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    portfolio, uid = named
    monkeypatch.setattr("app.models.erasing.drop_drafts", fail)
    with pytest.raises(StorageProblem, match="disk_full"):
        passages.erase(portfolio.context, command(portfolio, uid))
    assert reason(portfolio, uid).body.note == NOTE
    assert findings(portfolio) == []


def test_the_reason_of_erasing_a_person_names_nobody_either(portfolio: Portfolio) -> None:
    given = erasing.ErasePerson(portfolio.act(), portfolio.ids["li"], "应李明要求", is_ordered=True)
    with pytest.raises(RuleViolation, match="why_names"):
        erasing.erase(portfolio.context, given)


def test_the_command_lists_each_mention_and_erases_one(named: tuple[Portfolio, Id], tmp_path: Path) -> None:
    portfolio, _uid = named
    portfolio.context.db.fold()
    home = shutil.copytree(portfolio.context.home.root, tmp_path / "copy")
    told = ("--home", home, "--now", "2026-11-18T10:00+08:00")
    (found,) = fairdue("erase", "1", "--dry-run", *told, "--json").answer["named"]
    one = ("erase", "--mention", found["uid"], "--field", found["field"])
    assert "Say what goes" in fairdue(*one, "--why", WHY, *told).err
    assert "The text does not hold" in fairdue(*one, "--passage", "王五", "--why", WHY, *told).err
    done = fairdue(*one, "--passage", "李明", "--why", WHY, *told, "--json")
    assert (done.code, done.answer) == (0, {"erased": found["uid"], "field": "note"})
    (left,) = fairdue("erase", "1", "--dry-run", *told, "--json").answer["named"]
    assert "李明" not in left["text"]
    assert fairdue(*one, "--whole", "--why", WHY, *told).code == 0
    assert fairdue("erase", "1", "--dry-run", *told, "--json").answer["named"] == []
    assert fairdue("verify", *told, "--json").answer["ok"] is True


def test_a_message_is_a_text_too(portfolio: Portfolio) -> None:
    context = portfolio.context
    with context.db.write() as connection:
        body = Message("sms", "debtor", "李明让我转告")
        entries = [acts.entry(context, body, portfolio.neighbour, context.now())]
        (fact,) = acts.append(connection, context, context.new_id(), entries)
    passages.erase(context, command(portfolio, fact.uid, field="text"))
    assert reason(portfolio, fact.uid).body.text == "—让我转告"
    assert findings(portfolio) == []
