"""A letter that would lie is not issued: every refusal by itself, its sentence, and the way out of it."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from portfolio import Portfolio
from writing import codes, furnish, issued, letterhead, notice

from app.domain import entry
from app.domain import letters as rules_of
from app.domain.errors import AppError, RenderProblem, RuleViolation
from app.domain.facts import Id, Snapshot
from app.domain.letters import Refusal
from app.domain.terms import Channel, HoldKind
from app.domain.weekly import Figure
from app.domain.weeks import Week
from app.services import acts, cases, contacts, holds, payments, plans, weekly, weekly_lists
from app.services.contacts import RecordContact
from app.services.given import HoldGiven, PreferenceGiven
from app.services.holds import PlaceHold, ReleaseHold
from app.services.letters import issuing, templates
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.issuing import IssueLetter, MarkLetter, Status, issue
from app.services.letters.templates import SaveTemplate
from app.services.messages import said
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.plans import Agree, SaveVersion
from app.services.rule_words import REFUSED
from app.services.weekly_lists import Behind
from app.services.words import Words


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def pay(desk: Portfolio, minor: int, case: Id | None = None) -> Id:
    command = RecordPayment(desk.act(), case or desk.case, PaymentGiven(minor, desk.clock.now.date()))
    return payments.record(desk.context, command)[0].fact


def hold(desk: Portfolio, kind: HoldKind, account: Id | None = None) -> Id:
    command = PlaceHold(desk.act(), desk.case, HoldGiven(kind, why="x", account_id=account))
    return holds.place(desk.context, command)[0].fact


def figures_of(desk: Portfolio, account: str, as_of: date, purchase: int, case: Id | None = None) -> None:
    """The creditor sends newer figures for an account."""
    body = Snapshot(desk.ids[account], as_of, "CNY", purchase, 0, 0, 0, 0, 0, 0, 0, date(2026, 9, 1), True)
    with desk.context.db.write() as connection:
        entry = acts.entry(desk.context, body, case or desk.case, desk.clock.now)
        acts.append(connection, desk.context, desk.act(), [entry])


def refuse(desk: Portfolio, made: Draft) -> str:
    """Issuing this draft is refused and leaves nothing but the record of that; the code of why."""
    (before, _), blocked = desk.chain(), len(desk.facts("blocked"))
    with pytest.raises(AppError) as caught:
        issued(desk, made)
    assert len(desk.facts("blocked")) == blocked + 1
    assert desk.chain()[0] == before + 1
    return caught.value.code


def told(refusal: Refusal) -> None:
    """Both sentences stand, each place of them filled."""
    for language in ("zh_CN", "en"):
        sentence = said(refusal.code, refusal.params, language)
        assert "…" not in sentence, sentence
        assert "no words for" not in sentence
        assert "没有对应的说明" not in sentence
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said(refusal.code, refusal.params, "zh_CN"))


def only(made: Draft, code: str) -> Refusal:
    """The one refusal of a draft."""
    assert codes(made) == [code]
    told(made.refusals[0])
    return made.refusals[0]


def test_nothing_stands_against_an_honest_letter(desk: Portfolio) -> None:
    made = notice(desk)
    assert made.is_allowed
    assert made.warnings == ()
    assert issued(desk, made).letter_no.startswith("2026-")


# The amount.


def test_money_that_came_since_the_draft(desk: Portfolio) -> None:
    made = notice(desk)
    desk.go("09:01")
    pay(desk, 100_000)
    with pytest.raises(RuleViolation) as caught:
        issued(desk, made)
    assert caught.value.code == "letter_money_came"
    assert caught.value.params["amount_minor"] == 100_000
    told(Refusal(caught.value.code, caught.value.params))
    again = notice(desk)
    assert again.owed_minor == made.owed_minor - 100_000
    assert issued(desk, again)


def test_a_payment_taken_back_since_the_draft(desk: Portfolio) -> None:
    payment = pay(desk, 100_000)
    desk.go("09:01")
    made = notice(desk)
    desk.go("09:02")
    payments.reverse(desk.context, ReversePayment(desk.act(), desk.case, payment, "bounced"))
    assert refuse(desk, made) == "letter_money_came"


def test_figures_that_changed_since_the_draft(desk: Portfolio) -> None:
    made = notice(desk)
    desk.go("09:01")
    figures_of(desk, "loan", date(2026, 11, 15), 600_000)
    assert refuse(desk, made) == "letter_amount_changed"
    assert issued(desk, notice(desk))


def test_money_of_the_same_moment_as_the_draft_is_in_it(desk: Portfolio) -> None:
    pay(desk, 100_000)
    assert issued(desk, notice(desk))


def test_a_balance_beyond_its_age(desk: Portfolio) -> None:
    desk.go("09:00", 17)  # 31 days after the creditor's figures of 17 October: allowed
    assert notice(desk).is_allowed
    desk.go("09:00", 18)
    refusal = only(notice(desk), "letter_balance_old")
    assert dict(refusal.params) == {"as_of": date(2026, 10, 17), "days": 32, "limit": 31}
    figures_of(desk, "card", date(2026, 11, 17), 900_000)
    assert codes(notice(desk)) == ["letter_balance_old"], "the other account is as old as it was"
    figures_of(desk, "loan", date(2026, 11, 17), 500_000)
    assert notice(desk).is_allowed


# What it is about.


def test_nothing_is_owed(desk: Portfolio) -> None:
    pay(desk, 1_580_000)
    assert set(codes(notice(desk))) >= {"letter_no_account"}


@pytest.mark.parametrize("kind", [HoldKind.DISPUTE, HoldKind.COMPLAINT, HoldKind.PAYMENT_CHECK])
def test_a_hold(desk: Portfolio, kind: HoldKind) -> None:
    made = notice(desk)
    placed = hold(desk, kind)
    assert only(notice(desk), "letter_hold").params["source"]
    assert refuse(desk, made) == "letter_hold"
    holds.release(desk.context, ReleaseHold(desk.act(), desk.case, placed, "settled"))
    assert notice(desk).is_allowed


def test_a_death(desk: Portfolio) -> None:
    hold(desk, HoldKind.DECEASED)
    assert "letter_deceased" in codes(notice(desk))


def test_a_performing_plan_forbids_a_notice(desk: Portfolio) -> None:
    context, now = desk.context, desk.clock.now
    terms = plans.suggest(context.rules, desk.desk())
    assert terms is not None
    made = notice(desk)
    version = plans.save_version(context, SaveVersion(desk.act(), desk.case, terms, "proposed"))[0]
    assert notice(desk).is_allowed, "a plan that is only proposed forbids nothing"
    agree = Agree(desk.act(), desk.case, version.fact, now.date(), "signed")
    plans.agree(context, agree)
    assert only(notice(desk), "letter_plan_performing").params["article"] == "70"
    assert refuse(desk, made) == "letter_plan_performing"


def test_a_letter_every_seven_days_is_enough(desk: Portfolio) -> None:
    issued(desk)
    desk.go("10:00", 17)
    (warning,) = notice(desk).warnings
    assert (warning.code, warning.params["until"]) == ("letter_too_soon", date(2026, 11, 23))
    told(warning)
    figures_of(desk, "card", date(2026, 11, 20), 900_000)
    figures_of(desk, "loan", date(2026, 11, 20), 500_000)
    desk.go("08:00", 23)
    assert notice(desk).warnings == ()


def test_a_voided_letter_does_not_count_to_the_seven_days(desk: Portfolio) -> None:
    letter = issued(desk)
    issuing.void(desk.context, issuing.VoidLetter(desk.act(), letter.letter, "wrong name"))
    assert notice(desk).warnings == ()


# Where it goes.


def test_no_address(portfolio: Portfolio) -> None:
    letterhead(portfolio, portfolio.ids["bank"], {"pay_channel": "App"})
    assert "letter_address_missing" in codes(notice(portfolio))


def test_a_returned_address_is_left_for_another(desk: Portfolio) -> None:
    letter = issued(desk)
    desk.go("10:00", 17)
    command = MarkLetter(desk.act(), letter.letter, Status.RETURNED, why="moved away")
    issuing.mark(desk.context, command)
    assert notice(desk).point_id == desk.ids["work"]
    back = only(notice(desk, point_id=desk.ids["home"]), "letter_address_returned")
    assert back.params["on"] == date(2026, 11, 17)
    desk.go("10:05", 17)
    contacts.record(
        desk.context,
        RecordContact(desk.act(), desk.case, "LG", desk.ids["home"], channel=Channel.LETTER),
    )
    assert notice(desk, point_id=desk.ids["home"]).is_allowed, "somebody signed for a letter there since"


def test_a_dead_address(desk: Portfolio) -> None:
    contacts.record(
        desk.context, RecordContact(desk.act(), desk.case, "VS3", desk.ids["home"], channel=Channel.VISIT)
    )
    assert notice(desk).point_id == desk.ids["work"]
    only(notice(desk, point_id=desk.ids["home"]), "letter_address_dead")


def test_an_address_that_may_not_be_written_to(desk: Portfolio) -> None:
    wish = PreferenceGiven("channel_refused", channel=Channel.LETTER)
    contacts.record(
        desk.context,
        RecordContact(
            desk.act(), desk.case, "PRF", desk.ids["own"], is_identity_checked=True, preference=wish
        ),
    )
    only(notice(desk), "letter_unwanted")


def test_a_stranger_gets_no_letter(desk: Portfolio) -> None:
    desk.ids["fathers_home"] = desk.context.new_id()
    from app.models import people

    with desk.context.db.write() as connection:
        people.add_points(
            connection,
            [
                {
                    "id": desk.ids["fathers_home"], "party_id": desk.ids["father_party"], "kind": "address",
                    "value": "乡下 1 号", "normal": "乡下 1 号", "source": "contract", "is_reserved": 0, "added_at": 0,
                }
            ],
        )  # fmt: skip
    assert "letter_stranger" in codes(notice(desk, point_id=desk.ids["fathers_home"]))
    assert notice(desk, point_id=desk.ids["guarantors_home"]).is_allowed


def test_a_point_of_another_case_or_kind(desk: Portfolio) -> None:
    with pytest.raises(AppError, match="point_missing"):
        notice(desk, point_id=desk.ids["chens_home"])
    assert codes(notice(desk, point_id=desk.ids["own"])) == ["letter_address_missing"]


# What it says.


@pytest.mark.parametrize("field", ["agency_name", "complaint_lines", "pay_channel"])
def test_a_missing_part_of_the_letterhead(desk: Portfolio, field: str) -> None:
    letterhead(desk, desk.ids["bank"], {field: ""})
    refusal = only(notice(desk), "letter_field_missing")
    assert refusal.params["fields"]
    assert "sender." not in said(refusal.code, refusal.params, "zh_CN"), "a field is named in words"


def test_a_preview_names_what_is_missing_as_the_refusal_does(desk: Portfolio) -> None:
    letterhead(desk, desk.ids["bank"], {"complaint_lines": ""})
    made = notice(desk)
    with pytest.raises(RenderProblem) as caught:
        issuing.preview(made, desk.context)
    assert said(caught.value.code, caught.value.params, "zh_CN") == said(
        made.refusals[0].code, made.refusals[0].params, "zh_CN"
    )


def own_notice(desk: Portfolio, sentence: str) -> None:
    text = templates.shipped("zh")["notice"].source
    command = SaveTemplate("notice", "zh", text.replace("[seal]", f"{sentence}\n\n[seal]"))
    templates.save(desk.context, command)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("逾期不还将被坐牢。", "坐牢"),
        ("我们将联系公 安 机 关。", "公安机关"),
        ("否则子女升学受限。", "子女升学"),
        ("将列入黑名单！", "黑名单"),
    ],
)
def test_a_phrase_that_is_never_said(desk: Portfolio, sentence: str, phrase: str) -> None:
    own_notice(desk, sentence)
    made = notice(desk)
    refusal = made.refusals[0]
    assert (refusal.code, refusal.params["phrase"]) == ("letter_phrase", phrase)
    told(refusal)
    assert refuse(desk, made) == "letter_phrase"


def test_a_phrase_typed_into_a_field(desk: Portfolio) -> None:
    assert "letter_phrase" in codes(notice(desk, fields={"contract": "失信名单通知"}))


def test_a_number_in_full_but_for_the_official_account(desk: Portfolio) -> None:
    own_notice(desk, "您的卡号6222000000000001请注意。")
    only(notice(desk), "letter_number_in_full")


def test_an_amount_the_ledger_does_not_know(desk: Portfolio) -> None:
    own_notice(desk, "今日只需还 9,999.00 元。")
    assert list(only(notice(desk), "letter_amount_strange").params["amounts"]) == ["9,999.00"]
    own_notice(desk, "合计 15,800.00 元。")
    assert notice(desk).is_allowed


def test_a_template_that_changed_since_the_draft(desk: Portfolio) -> None:
    made = notice(desk)
    own_notice(desk, "谢谢。")
    before = desk.chain()
    with pytest.raises(RuleViolation, match="letter_template_changed"):
        issued(desk, made)
    assert desk.chain() == before, "no rule forbids it: it is only to be read again"
    again = issued(desk)
    assert again.template_version == str(templates.FIRST_OWN)


def test_what_is_told_is_everything(desk: Portfolio) -> None:
    """The way out of each is another, so all of it is told at once."""
    hold(desk, HoldKind.COMPLAINT)
    letterhead(desk, desk.ids["bank"], {"complaint_lines": ""})
    desk.go("09:00", 18)
    made = notice(desk)
    assert codes(made) == ["letter_balance_old", "letter_hold", "letter_field_missing"]
    assert draft(desk.context, DraftLetter(desk.case, "notice")).is_allowed is False
    assert not made.can_override


def test_what_is_not_there_is_named(desk: Portfolio) -> None:
    with pytest.raises(AppError, match="template_missing"):
        draft(desk.context, DraftLetter(desk.case, "nothing"))
    with pytest.raises(AppError, match="case_missing"):
        notice(desk, case=bytes(16))


def test_a_refused_letter_is_kept_like_a_blocked_call(desk: Portfolio) -> None:
    hold(desk, HoldKind.DISPUTE)
    made = notice(desk)
    assert desk.facts("blocked") == [], "a draft leaves nothing"
    command = IssueLetter.of(desk.act(), made)
    for _ in range(2):
        with pytest.raises(RuleViolation, match="letter_hold"):
            issue(desk.context, command)
    (blocked,) = desk.facts("blocked")
    assert (blocked["channel"], blocked["purpose"], blocked["rule"]) == (
        "letter",
        "collection",
        "hold.dispute",
    )
    assert blocked["act"] != command.act, "the act is free for the letter"
    assert desk.facts("letter") == []
    words = Words("en", desk.context.rules, desk.context.now(), desk.context.zone)
    (event,) = [
        event for event in cases.panel(desk.context, words, desk.case).events if event.kind == "blocked"
    ]
    assert event.title == "Letter refused"
    assert "dispute" in event.detail.lower()
    report = weekly.report(desk.context, Week.of(desk.clock.now.date()))
    assert report.total.details[Figure.BLOCKED]["hold.dispute"].number == 1
    asked = Behind(report.week, Figure.BLOCKED)
    assert [row.text for row in weekly_lists.behind(desk.context, words, asked).rows] == [event.detail]


def test_a_letter_refused_by_itself_is_kept_with_what_stood_against_it(desk: Portfolio) -> None:
    made = notice(desk)
    desk.clock.now += timedelta(minutes=1)
    pay(desk, 100)
    with pytest.raises(RuleViolation, match="letter_money_came"):
        issue(desk.context, IssueLetter.of(desk.act(), made))
    (blocked,) = desk.facts("blocked")
    assert (blocked["rule"], blocked["severity"], blocked["point_id"]) == (
        "letter_money_came", "hard", desk.ids["home"],
    )  # fmt: skip
    assert issue(desk.context, IssueLetter.of(desk.act(), notice(desk)))[0].letter_no


def test_what_is_refused_is_called_by_a_word() -> None:
    """Every refusal that is no rule of the gate has its own."""
    tree = ast.parse(Path(rules_of.__file__).read_text("utf-8"))
    codes = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refusal"
        and isinstance(node.args[0], ast.Constant)
    }
    assert codes == REFUSED.keys()


@pytest.mark.parametrize(
    ("article", "chinese", "english"),
    [
        ("70", "（办法第70条）", "(Measures, art. 70)"),
        ("Debt collection, hours", "（办法）", "(Measures, Debt collection, hours)"),
        ("", "（办法）", "(Measures)"),
    ],
)
def test_a_refusal_names_no_english_heading_in_chinese(article: str, chinese: str, english: str) -> None:
    params = {"rule": "r", "source": entry.Words("办法", "Measures"), "article": article, "until": "—"}
    for code in ("letter_rule", "letter_too_soon", "letter_plan_performing"):
        assert chinese in said(code, params, "zh_CN")
        assert english in said(code, params, "en")
