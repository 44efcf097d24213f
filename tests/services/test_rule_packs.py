"""Rule packs in force in a real store: a number changed with its reason, refused with its line, gone back, given to a
creditor; and every one of these whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from portfolio import Broken, Portfolio, at, broken_in_the_middle

from app.domain.errors import AppError, NotFound, RuleViolation
from app.domain.rulepack import Severity
from app.domain.terms import Channel, Purpose
from app.services import audit, rule_packs, states
from app.services.contacts import RecordContact, record
from app.services.messages import sentence
from app.services.rule_packs import ChoosePack, GoBack, PutPack, SetRule
from app.services.rulebook import seed_pack


def changed(portfolio: Portfolio, value: str = "2", rule: str = "connected_calls", **more: str) -> SetRule:
    return SetRule(portfolio.act(), "cn", rule, value, **{"why": "委托方要求更严", **more})


def rule_of_call(portfolio: Portfolio, case: str = "case", point: str = "own") -> str | None:
    desk = portfolio.desk(portfolio.ids[case])
    return desk.permit(portfolio.ids[point], Channel.CALL, Purpose.COLLECTION).rule


def test_a_number_changed_holds_at_once_and_after_opening_again(portfolio: Portfolio) -> None:
    for _ in range(2):
        record(portfolio.context, RecordContact(portfolio.act(), portfolio.case, "HUP", portfolio.ids["own"]))
    assert rule_of_call(portfolio) is None
    card, changes = rule_packs.set_rule(portfolio.context, changed(portfolio))
    assert changes
    assert not card.is_shipped
    assert card.has_newer
    assert rule_of_call(portfolio) == "connected_calls"
    # The tier follows the number too: the case waits.
    assert portfolio.state()["reason"] == "limit_reached"
    assert portfolio.context.packs["cn"].rule("connected_calls").value == 2  # type: ignore[union-attr]
    kept = rule_packs.text_of(portfolio.context, "cn")
    assert kept != seed_pack("cn")
    assert [
        line for line in kept.splitlines() if line not in seed_pack("cn").splitlines()
    ] == []  # "value = 2" exists
    assert audit.verify(portfolio.context).is_whole


def test_a_rule_of_the_gate_alone_derives_nothing_anew(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> int:
        raise AssertionError("derived anew")

    with monkeypatch.context() as patch:
        patch.setattr(rule_packs, "derive_all", never)
        rule_packs.set_rule(portfolio.context, changed(portfolio, "14", "letter_interval_days"))
        with pytest.raises(AssertionError):
            rule_packs.set_rule(portfolio.context, changed(portfolio))
    assert states.catch_up(portfolio.context) == 0
    assert audit.verify(portfolio.context).is_whole


@pytest.mark.parametrize(
    ("rule", "typed", "told"),
    [
        ("connected_calls", "2", "2"),
        ("hours", "9:00-21:30", "09:00-21:30"),
        ("content", "否", "no"),
        ("all_in_bank_card", "20 %", "0.2"),
        ("cost_disclosure_from", "2027-01-01", "2027-01-01"),
        ("hours_channels", "call, sms", "call, sms"),
        ("first_contact_states", "a， b", "a, b"),
        ("hold.dispute", "no", "no"),
        ("conduct.guideline_2021", 'x "y"', 'x "y"'),
    ],
)
def test_every_kind_of_value_is_typed(portfolio: Portfolio, rule: str, typed: str, told: str) -> None:
    rule_packs.set_rule(portfolio.context, changed(portfolio, typed, rule))
    (change,) = rule_packs.history(portfolio.context, "cn")
    assert (change.rule, change.new, change.why) == (rule, told, "委托方要求更严")
    assert change.who == portfolio.context.user.name


@pytest.mark.parametrize(
    ("rule", "typed", "code"),
    [
        ("connected_calls", "three", "rule_value_wrong"),
        ("connected_calls", "-1", "rule_value_wrong"),
        ("hours", "08:00", "rule_value_wrong"),
        ("hours", "08:00-25:00", "rule_value_wrong"),
        ("all_in_bank_card", "much", "rule_value_wrong"),
        ("cost_disclosure_from", "1.1.2027", "rule_value_wrong"),
        ("content", "maybe", "rule_value_wrong"),
        ("hours_channels", "pigeon", "data_refused"),
        ("allocation", "x", "rule_not_typed"),
        ("siesta", "1", "rule_unknown"),
    ],
)
def test_a_wrong_value_is_refused_and_the_old_one_holds(
    portfolio: Portfolio, rule: str, typed: str, code: str
) -> None:
    before, pack = portfolio.chain(), portfolio.context.packs["cn"]
    with pytest.raises(AppError, match=code) as caught:
        rule_packs.set_rule(portfolio.context, changed(portfolio, typed, rule))
    assert portfolio.chain() == before
    assert portfolio.context.packs["cn"] is pack
    for language in ("zh_CN", "en"):
        assert "…" not in sentence(caught.value, language).replace("1, 2 …", "")


def test_a_lead_changes_rules_with_a_reason(portfolio: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="why_required"):
        rule_packs.set_rule(portfolio.context, changed(portfolio, why=" "))
    held = portfolio.as_collector()
    guarded = replace(held, user=replace(held.user, has_lead=True))
    with pytest.raises(RuleViolation, match="may_not_edit_rules"):
        rule_packs.set_rule(guarded, changed(portfolio))


def test_history_and_going_back(portfolio: Portfolio) -> None:
    first, second = changed(portfolio), changed(portfolio, "10:00-20:00", "hours")
    rule_packs.set_rule(portfolio.context, first)
    rule_packs.set_rule(portfolio.context, second)
    told = [(one.rule, one.old, one.new) for one in rule_packs.history(portfolio.context, "cn")]
    assert told == [("hours", "08:00-22:00", "10:00-20:00"), ("connected_calls", "3", "2")]
    assert rule_of_call(portfolio) == "hours"
    rule_packs.go_back(portfolio.context, GoBack(portfolio.act(), "cn", second.act, "改错了"))
    assert rule_of_call(portfolio) is None
    assert portfolio.context.packs["cn"].connected_calls.value == 2  # type: ignore[union-attr]
    card, _ = rule_packs.go_back(portfolio.context, GoBack(portfolio.act(), "cn", first.act, "改回"))
    assert card.is_shipped
    assert len(rule_packs.history(portfolio.context, "cn")) == 4
    with pytest.raises(NotFound, match="change_missing"):
        rule_packs.go_back(portfolio.context, GoBack(portfolio.act(), "cn", portfolio.act(), "x"))


def test_a_file_is_refused_with_its_line_and_what_is_possible(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "cn.toml"
    rule_packs.write_file(portfolio.context, "cn", path)
    text = path.read_text("utf-8")
    assert text == seed_pack("cn")
    wrong = {
        "[rules.hours]": ("[rules.siesta]", "hours"),
        "start = 08:00:00": ('start = "eight"', "time of day"),
        'as_of = 2026-11-21\nzh = "未经债务人同意': ('as_of = "soon"\nzh = "未经债务人同意', "date"),
        'severity = "soft"': ('severity = "mild"', "hard, soft, warn, info"),
    }
    for good, (bad, choice) in wrong.items():
        path.write_text(text.replace(good, bad, 1), "utf-8")
        with pytest.raises(AppError, match="data_refused") as caught:
            rule_packs.read_file(path)
        line = caught.value.params["line"]
        assert bad.splitlines()[0] in path.read_text("utf-8").splitlines()[line - 1], (good, line)
        assert choice in sentence(caught.value, "en")
    path.write_bytes(b"[pack\n")
    with pytest.raises(AppError, match="data_not_toml"):
        rule_packs.read_file(path)
    path.write_bytes(b"# \xff\n")
    with pytest.raises(AppError, match="data_not_toml"):
        rule_packs.read_file(path)


def test_another_countrys_file_is_no_pack_of_this_one(portfolio: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="pack_other"):
        rule_packs.put(portfolio.context, PutPack(portfolio.act(), "cn", seed_pack("us"), "x"))
    with pytest.raises(RuleViolation, match="pack_unknown"):
        rule_packs.put(portfolio.context, PutPack(portfolio.act(), "fr", None, "x"))


def test_a_creditor_goes_by_a_pack_that_only_comes_with_the_program(portfolio: Portfolio) -> None:
    portfolio.go("20:30")
    assert rule_of_call(portfolio) is None
    assert "in" not in portfolio.context.packs
    command = ChoosePack(portfolio.act(), portfolio.ids["bank"], "in")
    rule_packs.choose(portfolio.context, command)
    assert rule_of_call(portfolio) == "hours"  # 19:00 ends the day there
    assert rule_of_call(portfolio, "other_case", "own_other") is None
    cards = {card.code: card for card in rule_packs.listing(portfolio.context)}
    assert (cards["in"].is_in_store, cards["in"].used_by, cards["uk"].is_in_store) == (True, 2 - 1, False)
    saved = portfolio.chain()
    rule_packs.choose(portfolio.context, command)
    assert portfolio.chain() == saved
    assert audit.verify(portfolio.context).is_whole


def test_all_or_nothing(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    command, before, pack = changed(portfolio), portfolio.chain(), portfolio.context.packs["cn"]

    def fail(*_: object) -> None:
        raise Broken

    with monkeypatch.context() as patch:
        patch.setattr(rule_packs, "derive_all", fail)
        with pytest.raises(Broken):
            rule_packs.set_rule(portfolio.context, command)
    assert portfolio.chain() == before
    assert portfolio.context.packs["cn"] is pack
    rule_packs.set_rule(portfolio.context, command)
    saved = portfolio.chain()
    rule_packs.set_rule(portfolio.context, command)
    assert portfolio.chain() == saved
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        rule_packs.choose(portfolio.context, ChoosePack(portfolio.act(), portfolio.ids["bank"], "us"))
    assert portfolio.chain() == saved


def test_a_pack_that_cannot_be_read_leaves_the_last_good_one_in_force(portfolio: Portfolio) -> None:
    """Another hand, or a newer program, wrote what this one does not know."""
    from app.services import kept_packs

    rule_packs.set_rule(portfolio.context, changed(portfolio))
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE rule_pack SET toml = toml || '[rules.siesta]' WHERE code = 'cn'")
    with portfolio.context.db.read() as connection:
        found = kept_packs.kept(connection)
    assert found.packs["cn"].connected_calls.value == 2  # type: ignore[union-attr]
    assert found.problems["cn"].code == "data_refused"
    card = next(card for card in rule_packs.listing(portfolio.context) if card.code == "cn")
    assert card.problem is not None


def test_severity_is_changed_with_the_number(portfolio: Portfolio) -> None:
    portfolio.clock.now = at("23:00")
    command = replace(changed(portfolio, "08:00-22:00", "hours"), severity=Severity.WARN)
    rule_packs.set_rule(portfolio.context, command)
    assert rule_of_call(portfolio) is None
