"""An issued letter: one act, kept byte for byte, numbered, told in the timeline, voided and never deleted."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle
from pypdf import PdfReader
from writing import HOME, codes, furnish, issued, notice

from app.domain.errors import AppError, NotFound, RuleViolation
from app.domain.facts import Id
from app.domain.ledger import ledger
from app.domain.money import format_minor
from app.domain.plans import Terms
from app.domain.terms import HoldKind
from app.models import documents
from app.models.sqlite import triggers
from app.services import acts, audit, cases, holds, payments, plan_approvals, plans
from app.services.acts import Undo
from app.services.given import HoldGiven, OverrideGiven
from app.services.holds import PlaceHold
from app.services.letters import issuing, listing
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.issuing import IssueLetter, MarkLetter, Status, VoidLetter
from app.services.payments import PaymentGiven, RecordPayment
from app.services.plan_approvals import Decide
from app.services.plans import Agree, SaveVersion


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def owed(desk: Portfolio, case: Id, on: date) -> dict[str, int]:
    """What is owed by account, from the facts alone: another way than the letter's."""
    facts = desk.desk(case).case.facts
    found = ledger(facts, desk.context.rules.terms_of("cn").allocation, on)
    return {account.account_id.hex(): account.total_minor for account in found.accounts}


def by_sql(desk: Portfolio, case: Id) -> int:
    """What is owed by plain sums over the facts: placed, less what was paid."""
    columns = " + ".join(
        f"{name}_minor"
        for name in (
            "purchase", "cash", "instalment", "interest", "compound", "late_fee", "service_fee", "legal_cost",
        )
    )  # fmt: skip
    with desk.context.db.read() as connection:
        placed, paid = connection.exec_driver_sql(
            f"SELECT (SELECT sum({columns}) FROM fact_placed AS c JOIN fact AS f ON f.seq = c.seq WHERE f.case_id = ?),"
            " (SELECT coalesce(sum(amount_minor), 0) FROM fact_payment AS c JOIN fact AS f ON f.seq = c.seq "
            "WHERE f.case_id = ?)",
            (case, case),
        ).one()
    return int(placed - paid)


def of_template(desk: Portfolio, name: str, **given: Any) -> Draft:
    return draft(desk.context, DraftLetter(desk.case, name, **given))


def test_a_letter_is_one_act_with_its_bytes(desk: Portfolio) -> None:
    made = notice(desk)
    letter = issued(desk, made)
    (fact,) = desk.facts("letter")
    assert fact["act"] == letter.act
    assert fact["case_id"] == desk.case
    assert (fact["template"], fact["template_version"], fact["purpose"]) == ("notice", "1", "collection")
    assert fact["point_id"] == desk.ids["home"]
    number, content = issuing.reprint(desk.context, letter.letter)
    assert number == letter.letter_no
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).digest() == letter.digest == fact["document_digest"]
    assert letter.letter_no in text(content)
    assert issuing.reprint(desk.context, letter.letter)[1] == content


def test_the_same_act_again_issues_nothing(desk: Portfolio) -> None:
    command = IssueLetter.of(desk.act(), notice(desk))
    first, _ = issuing.issue(desk.context, command)
    before = desk.chain()
    again, _ = issuing.issue(desk.context, command)
    assert (again, desk.chain()) == (first, before)


def test_a_failure_in_the_middle_leaves_nothing(desk: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    made, before = notice(desk), desk.chain()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        issued(desk, made)
    assert desk.chain() == before
    with desk.context.db.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 0
    assert issued(desk, made).letter_no.endswith("000001"), "the number is free again"


def test_the_amount_is_the_ledgers_as_of_its_date(desk: Portfolio) -> None:
    """Three ways to the same sum: the letter, the ledger up to the letter's day, plain SQL over the facts."""
    for minor, day in ((70_000, 2), (130_001, 9), (99, 16)):
        given = PaymentGiven(minor, date(2026, 11, day))
        payments.record(desk.context, RecordPayment(desk.act(), desk.case, given))
    issued(desk)
    data = json.loads(desk.facts("letter")[0]["data"])
    letter = data["letter"]
    stated = sum(line["total_minor"] for line in letter["accounts"])
    assert stated == data["total_minor"] == by_sql(desk, desk.case) == 1_580_000 - 200_100
    assert letter["as_of"] == "2026-11-16"
    assert sum(owed(desk, desk.case, date.fromisoformat(letter["as_of"])).values()) == stated
    for line in letter["accounts"]:
        assert line["principal_minor"] + line["interest_minor"] + line["fees_minor"] == line["total_minor"]


def test_the_amount_is_true_on_the_day_the_ledger_last_moved(desk: Portfolio) -> None:
    assert notice(desk).data.as_of == date(2026, 10, 17)
    given = PaymentGiven(100, date(2026, 11, 3))
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, given))
    assert notice(desk).data.as_of == date(2026, 11, 3)


def test_another_creditors_debt_never_appears(desk: Portfolio) -> None:
    """One person, two creditors: each letter speaks of its own, in figures and in words."""
    own, other = issued(desk), issued(desk, notice(desk, desk.other_case))
    first, second = (text(issuing.reprint(desk.context, one.letter)[1]) for one in (own, other))
    assert "东海银行" in first
    assert "北山消金" not in first
    assert "北山消金" in second
    assert "0001" in first
    assert "0001" not in second.split("查询")[0][200:]
    assert "15,800.00" in first
    assert "3,100.00" not in first
    assert "3,100.00" in second
    assert "15,800.00" not in second


def test_a_disputed_account_is_left_out_by_a_tick(desk: Portfolio) -> None:
    given = HoldGiven(HoldKind.DISPUTE, why="not mine", account_id=desk.ids["loan"])
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, given))
    made = notice(desk)
    assert made.is_allowed
    assert made.left_out == ("0002",)
    assert (len(made.data.accounts), made.owed_minor) == (1, 1_080_000)
    assert "0002" not in "".join(made.paragraphs)
    assert codes(notice(desk, leaves_out_disputed=False)) == ["letter_hold"]


def test_numbers_go_on_by_year_and_device(desk: Portfolio) -> None:
    first, second = issued(desk), issued(desk, notice(desk, desk.neighbour))
    year, device, serial = first.letter_no.split("-")
    assert (year, serial) == ("2026", "000001")
    assert second.letter_no == f"2026-{device}-000002"
    assert issuing.find(desk.context, second.letter_no) == second.letter
    desk.clock.now = desk.clock.now.replace(year=2027)
    made = of_template(desk, "statement")
    assert "letter_balance_old" in codes(made)


def test_what_became_of_it_is_told_in_words(desk: Portfolio) -> None:
    letter = issued(desk)
    for status, on in ((Status.SENT, None), (Status.SIGNED, None)):
        issuing.mark(desk.context, MarkLetter(desk.act(), letter.letter, status, on, tracking="RA1CN"))
    panel = cases.panel(desk.context, desk.words, desk.case)
    told = [(event.title, event.detail) for event in panel.events if event.kind in ("letter", "delivery")]
    assert told == [
        ("信函已签收", "RA1CN"),
        ("信函已寄出", "RA1CN"),
        (f"信函 {letter.letter_no}", "催收通知书 · ¥15,800.00"),
    ]
    page = listing.page(desk.context, desk.words, 0, 10)
    assert page.total == 1
    (row,) = page.rows
    assert (row.title, row.status_text, row.total_minor) == ("催收通知书", "已签收", 1_580_000)
    assert listing.page(desk.context, desk.words, 0, 10, status="signed").total == 1
    assert listing.page(desk.context, desk.words, 0, 10, status="issued").total == 0


def test_a_return_is_news_and_marks_the_address(desk: Portfolio) -> None:
    letter = issued(desk)
    desk.go("15:00", 20)
    command = MarkLetter(desk.act(), letter.letter, Status.RETURNED, date(2026, 11, 19), why="原址查无此人")
    issuing.mark(desk.context, command)
    card = next(
        card
        for card in cases.panel(desk.context, desk.words, desk.case).points
        if card.id == desk.ids["home"]
    )
    assert (card.state, card.masked) == ("doubtful", HOME)
    with pytest.raises(RuleViolation) as caught:
        issuing.mark(desk.context, MarkLetter(desk.act(), letter.letter, Status.RETURNED))
    assert caught.value.code == "letter_marked_already"
    assert caught.value.params["on"] == date(2026, 11, 19)


def test_days_a_letter_cannot_have(desk: Portfolio) -> None:
    letter = issued(desk)
    for on, code in ((date(2026, 11, 15), "letter_mark_early"), (date(2026, 11, 17), "letter_mark_ahead")):
        with pytest.raises(RuleViolation, match=code):
            issuing.mark(desk.context, MarkLetter(desk.act(), letter.letter, Status.SENT, on))
    with pytest.raises(NotFound, match="letter_missing"):
        issuing.mark(desk.context, MarkLetter(desk.act(), bytes(16), Status.SENT))


def test_a_voided_letter_stays_with_its_bytes(desk: Portfolio) -> None:
    letter = issued(desk)
    with pytest.raises(RuleViolation, match="why_required"):
        issuing.void(desk.context, VoidLetter(desk.act(), letter.letter, " "))
    issuing.void(desk.context, VoidLetter(desk.act(), letter.letter, "wrong address"))
    assert issuing.reprint(desk.context, letter.letter)[0] == letter.letter_no
    for again in (Status.SENT, Status.SIGNED):
        with pytest.raises(RuleViolation, match="letter_voided"):
            issuing.mark(desk.context, MarkLetter(desk.act(), letter.letter, again))
    with pytest.raises(RuleViolation, match="letter_voided"):
        issuing.void(desk.context, VoidLetter(desk.act(), letter.letter, "again"))
    assert listing.page(desk.context, desk.words, 0, 5).rows[0].why == "wrong address"


def test_an_issued_letter_is_not_undone(desk: Portfolio) -> None:
    letter = issued(desk)
    with pytest.raises(RuleViolation, match="undo_letter_issued"):
        acts.undo(desk.context, Undo(letter.act, desk.act(), "why"))


def test_changed_bytes_are_not_printed(desk: Portfolio) -> None:
    letter = issued(desk)
    raw = desk.context.db.raw()
    for trigger in ("document_no_update", "document_no_delete"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE document SET body = x'2550'")
    raw.close()
    with pytest.raises(AppError, match="letter_bytes_changed"):
        issuing.reprint(desk.context, letter.letter)


def test_verification_finds_changed_and_deleted_paper(desk: Portfolio) -> None:
    first, second = issued(desk), issued(desk, notice(desk, desk.neighbour))
    assert audit.verify(desk.context).kept == []
    raw = desk.context.db.raw()
    kept = [(name, triggers()[name]) for name in ("document_no_update", "document_no_delete")]
    for name, _ in kept:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE document SET body = x'2550' WHERE digest = ?", (first.digest,))
    raw.execute("DELETE FROM document WHERE digest = ?", (second.digest,))
    for _, statement in kept:
        raw.execute(statement)
    raw.close()
    found = [(finding.code, list(finding.params.values())) for finding in audit.verify(desk.context).kept]
    assert found == [
        ("audit_document_changed", [first.digest.hex()]),
        ("audit_document_missing", [second.letter_no]),
    ]


def test_bytes_are_kept_once(desk: Portfolio) -> None:
    with desk.context.db.write() as connection:
        digest = documents.keep(connection, b"%PDF", "application/pdf", 1)
        assert documents.keep(connection, b"%PDF", "application/pdf", 2) == digest
        assert documents.kept(connection, digest) == b"%PDF"
        assert documents.kept(connection, bytes(32)) is None


def test_a_soft_rule_opens_with_a_reason(desk: Portfolio) -> None:
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.VULNERABLE)))
    made = notice(desk)
    assert codes(made) == ["letter_hold"]
    assert made.can_override
    with pytest.raises(RuleViolation, match="letter_hold"):
        issued(desk, made)
    command = IssueLetter.of(desk.act(), made, OverrideGiven("the debtor asked for it in writing"))
    letter, _ = issuing.issue(desk.context, command)
    (override,) = desk.facts("override")
    assert (override["act"], override["channel"]) == (letter.act, "letter")
    assert override["why"] == "the debtor asked for it in writing"


def test_a_hard_rule_does_not_open(desk: Portfolio) -> None:
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.COMPLAINT, why="x")))
    made = notice(desk)
    assert not made.can_override
    with pytest.raises(RuleViolation, match="letter_hold"):
        issuing.issue(desk.context, IssueLetter.of(desk.act(), made, OverrideGiven("please")))


# The other letters.


def test_what_was_asked_for_goes_out_under_a_hold(desk: Portfolio) -> None:
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, HoldGiven(HoldKind.DISPUTE, why="x")))
    given = PaymentGiven(100_000, date(2026, 11, 10))
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, given))
    made = of_template(desk, "statement")
    assert codes(made) == []
    assert [(line.charge_minor, line.paid_minor, line.balance_minor) for line in made.data.statement] == [
        (1_080_000, 0, 1_080_000), (500_000, 0, 1_580_000), (0, 100_000, 1_480_000),
    ]  # fmt: skip
    assert made.data.statement[-1].balance_minor == made.owed_minor
    assert issued(desk, made)
    assert notice(desk).warnings == (), "an answer does not count to the seven days"


def test_the_certificate_waits_for_the_last_cent(desk: Portfolio) -> None:
    given = PaymentGiven(1_579_999, date(2026, 11, 16))
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, given))
    made = of_template(desk, "settled")
    assert codes(made)[0] == "letter_not_settled"
    assert made.refusals[0].params["owed_minor"] == 1
    last = PaymentGiven(1, date(2026, 11, 16))
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, last))
    made = of_template(desk, "settled")
    assert codes(made) == []
    assert "2026年11月16日" in "".join(made.paragraphs)
    assert issued(desk, made)


def test_agreement_and_confirmation_speak_of_the_plan(desk: Portfolio) -> None:
    fields = {"reason": "收入下降", "charges": "还款期间不收取利息和费用", "breach_days": "5"}
    assert "letter_no_plan" in codes(of_template(desk, "agreement", fields=fields))
    terms = plans.suggest(desk.context.rules, desk.desk())
    assert terms is not None
    saved, _ = plans.save_version(desk.context, SaveVersion(desk.act(), desk.case, terms, "proposed"))
    made = of_template(desk, "agreement", fields=fields)
    assert codes(made) == []
    assert sum(row.amount_minor for row in made.data.schedule) == 1_580_000
    assert "letter_no_plan" in codes(of_template(desk, "confirmation", fields=fields))
    agree = Agree(desk.act(), desk.case, saved.fact, desk.clock.now.date(), "signed")
    plans.agree(desk.context, agree)
    confirmed = of_template(desk, "confirmation", fields=fields)
    assert codes(confirmed) == [], "the confirmation of a plan is sent while it is performed"
    assert issued(desk, confirmed)


def test_the_papers_of_one_version_are_asked_for(desk: Portfolio) -> None:
    """From the plan page: a draft is printed to be signed; confirmation and slips wait until it is agreed."""
    fields = {"reason": "收入下降", "breach_days": "5"}
    terms = plans.suggest(desk.context.rules, desk.desk())
    assert terms is not None
    saved, _ = plans.save_version(desk.context, SaveVersion(desk.act(), desk.case, terms))
    of_version = partial(of_template, desk, fields=fields, plan_version=saved.fact)
    assert codes(of_version("agreement")) == []
    assert "letter_no_plan" in codes(of_version("coupons"))
    assert "letter_no_plan" in codes(of_version("confirmation"))
    plans.agree(desk.context, Agree(desk.act(), desk.case, saved.fact, desk.clock.now.date(), "signed"))
    assert [codes(of_version(name)) for name in ("agreement", "confirmation", "coupons")] == [[], [], []]


def test_the_agreement_of_an_unapproved_version_is_not_issued(desk: Portfolio) -> None:
    mine = replace(desk, context=replace(desk.context, user=replace(desk.context.user, role="collector")))
    late = Terms(1_200_000, date(2027, 2, 15), periods=12)  # 91 days: beyond a collector's 45
    saved, _ = plans.save_version(mine.context, SaveVersion(mine.act(), mine.case, late))
    of_version = partial(of_template, mine, "agreement", fields={"reason": "x", "breach_days": "5"})
    assert "letter_plan_unapproved" in codes(of_version(plan_version=saved.fact))
    why = "主管电话同意"
    plan_approvals.decide(desk.context, Decide(desk.act(), desk.case, saved.fact, False, why))
    assert "letter_plan_unapproved" in codes(of_version(plan_version=saved.fact))
    plan_approvals.decide(desk.context, Decide(desk.act(), desk.case, saved.fact, True, why))
    assert codes(of_version(plan_version=saved.fact)) == []


def test_what_was_paid_stands_in_the_letters_of_a_plan(desk: Portfolio) -> None:
    terms = plans.suggest(desk.context.rules, desk.desk())
    assert terms is not None
    saved, _ = plans.save_version(desk.context, SaveVersion(desk.act(), desk.case, terms, "proposed"))
    plans.agree(desk.context, Agree(desk.act(), desk.case, saved.fact, desk.clock.now.date(), "signed"))
    first, second = (row.amount_minor for row in of_template(desk, "coupons").data.schedule[:2])
    given = PaymentGiven(first + 100, desk.clock.now.date())
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, given))
    slips = of_template(desk, "coupons")
    assert codes(slips) == []
    assert [row.paid_minor for row in slips.data.schedule[:3]] == [first, 100, 0]
    said = [text for text in slips.paragraphs if text.startswith("第")]
    assert len(said) == len(slips.data.schedule) - 1
    assert f"人民币{format_minor(second - 100)}元" in said[0]
    assert issued(desk, slips)
    confirmed = of_template(desk, "confirmation")
    assert codes(confirmed) == []
    assert any(f"已还人民币{format_minor(first + 100)}元" in text for text in confirmed.paragraphs)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["reminder", "notice", "formal", "visit"])
def test_every_letter_that_collects_can_be_issued(desk: Portfolio, name: str, language: str) -> None:
    fields = {
        "decided_on": "2026-11-10", "legal_step": "向有管辖权的法院提起诉讼", "visit_on": "2026-11-20 10:00",
        "visit_at": "滨江咖啡", "visitors": "张某、王某",
    }  # fmt: skip
    made = of_template(desk, name, language=language, fields=fields)
    assert codes(made) == []
    letter = issued(desk, made)
    assert "15,800.00" in text(issuing.reprint(desk.context, letter.letter)[1])
