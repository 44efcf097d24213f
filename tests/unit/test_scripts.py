"""What may be said: nothing of a debt to a stranger, the agency first, no threats in any language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain import reasons as taxonomy
from app.domain.errors import AppError
from app.domain.scripts import DISCLOSING, Audience, Book, Moment, Script, Scripts, parse
from app.domain.terms import Purpose, Stage

RESOURCES = Path(__file__).parents[2] / "resources"


def data(language: str = "zh_CN") -> dict[str, Any]:
    return tomllib.loads((RESOURCES / f"scripts/{language}.toml").read_text(encoding="utf-8"))


LANGUAGES = {name: parse(data(name)) for name in ("zh_CN", "en")}
ZH, EN = LANGUAGES["zh_CN"], LANGUAGES["en"]
REASONS = taxonomy.parse(tomllib.loads((RESOURCES / "codes/reasons.toml").read_text(encoding="utf-8")))
both = pytest.mark.parametrize("scripts", LANGUAGES.values(), ids=LANGUAGES)


def text(script: Script) -> str:
    return "\n".join(line.text for line in script.lines)


def moments(script: Script) -> list[Moment]:
    return [line.moment for line in script.lines]


@both
@pytest.mark.parametrize("audience", [Audience.UNVERIFIED, Audience.THIRD_PERSON])
def test_a_stranger_hears_nothing_of_a_debt(scripts: Scripts, audience: Audience) -> None:
    """collection-rules.md §6.3, §7.3."""
    said = text(scripts.select(audience, has_broken_promise=True, reason=REASONS.get("MULO")))
    assert not any(f"{{{place}}}" in said for place in DISCLOSING)
    assert scripts.check(said, audience) == ()


@both
def test_the_agency_is_named_first_and_the_creditor_only_after_the_identity_check(scripts: Scripts) -> None:
    """CBA 2026: the agency states who it is and never poses as the bank."""
    before, after = scripts.select(Audience.UNVERIFIED), scripts.select(Audience.DEBTOR)
    assert "{agency}" in before.lines[0].text
    assert "{employee_no}" in before.lines[0].text
    assert "{creditor}" not in text(before)
    assert "{creditor}" in text(after)
    assert "{creditor}" not in text(scripts.select(Audience.DEBTOR, book=Book.OWN))


@both
def test_the_outline_names_what_follows_the_identity_check(scripts: Scripts) -> None:
    outline = scripts.select(Audience.UNVERIFIED).outline
    steps = [Moment.DISCLOSURE, Moment.ASK_REASON, Moment.STEER, Moment.CONFIRM, Moment.RIGHTS, Moment.CLOSE]
    assert outline == tuple(scripts.titles[step] for step in steps)
    assert scripts.select(Audience.THIRD_PERSON).outline == ()


@both
def test_a_third_person_is_asked_to_relay_and_told_how_to_stop_it(scripts: Scripts) -> None:
    assert moments(scripts.select(Audience.THIRD_PERSON)) == [Moment.OPENING, Moment.RELAY, Moment.CLOSE]


@both
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("audience", [Audience.DEBTOR, Audience.GUARANTOR])
def test_every_stage_has_a_whole_call(scripts: Scripts, audience: Audience, stage: Stage) -> None:
    said = moments(scripts.select(audience, stage))
    assert said == sorted(set(said), key=list(Moment).index)
    assert {Moment.OPENING, Moment.DISCLOSURE, Moment.ASK_REASON, Moment.RIGHTS} <= set(said)


@both
@pytest.mark.parametrize("code", list(REASONS.by_code))
def test_every_reason_is_steered_by_exactly_one_sentence(scripts: Scripts, code: str) -> None:
    script = scripts.select(Audience.DEBTOR, reason=REASONS.get(code))
    assert moments(script).count(Moment.STEER) == 1


def test_a_sentence_for_the_reason_goes_before_one_for_its_offer() -> None:
    illness = ZH.select(Audience.DEBTOR, reason=REASONS.get("DIS"))
    accident = ZH.select(Audience.DEBTOR, reason=REASONS.get("ACC"))
    assert "身体" in text(illness)
    assert "身体" not in text(accident)
    assert Moment.STEER not in moments(ZH.select(Audience.DEBTOR))


@both
def test_a_broken_promise_is_asked_about(scripts: Scripts) -> None:
    asked = scripts.select(Audience.DEBTOR, has_broken_promise=True)
    assert Moment.BROKEN_PROMISE in moments(asked)
    assert scripts.titles[Moment.BROKEN_PROMISE] in asked.outline
    assert Moment.BROKEN_PROMISE not in moments(scripts.select(Audience.DEBTOR))


@both
def test_a_due_reminder_asks_for_nothing_more(scripts: Scripts) -> None:
    """2011 Measures art 70: while a plan performs, only the reminder."""
    reminder = scripts.select(Audience.DEBTOR, purpose=Purpose.DUE_REMINDER, reason=REASONS.get("FTP"))
    assert moments(reminder) == [Moment.OPENING, Moment.REMINDER, Moment.CONFIRM, Moment.RIGHTS, Moment.CLOSE]
    assert Moment.REMINDER not in moments(scripts.select(Audience.DEBTOR))


@both
def test_no_sentence_of_ours_says_what_is_banned(scripts: Scripts) -> None:
    for line in scripts.lines:
        for audience in line.audiences:
            assert scripts.check(line.text, audience) == (), line.text


def test_both_languages_say_the_same_things() -> None:
    assert [(a.moment, a.audiences, a.stages, a.offers, a.reasons) for a in ZH.lines] == [
        (a.moment, a.audiences, a.stages, a.offers, a.reasons) for a in EN.lines
    ]
    assert [(ban.code, ban.audiences) for ban in ZH.bans] == [(ban.code, ban.audiences) for ban in EN.bans]


@both
def test_sentences_name_only_reasons_that_exist(scripts: Scripts) -> None:
    assert set().union(*(line.reasons for line in scripts.lines)) <= set(REASONS.by_code)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("再不还就坐 牢", "crime"),
        ("我们已经立案", "crime"),
        ("你已进入黑名单", "blacklist"),
        ("会影响孩子上学", "family_work"),
        ("请转给我个人", "private_account"),
        ("可以办张新卡来还", "new_loan"),
    ],
)
def test_what_is_never_said_to_anybody(said: str, code: str) -> None:
    """collection-rules.md §7.4; CBA 2026 red lines."""
    for audience in Audience:
        assert code in {breach.ban.code for breach in ZH.check(said, audience)}


def test_debt_words_are_banned_for_strangers_only() -> None:
    said = "您的信用卡已逾期"
    assert {breach.phrase for breach in ZH.check(said, Audience.THIRD_PERSON)} == {"逾期", "信用卡"}
    assert ZH.check(said, Audience.DEBTOR) == ()
    assert [breach.phrase for breach in EN.check("You will go to JAIL", Audience.DEBTOR)] == ["jail"]
    assert ZH.bans[0].hint not in ZH.select(Audience.DEBTOR).never
    assert ZH.bans[0].hint in ZH.select(Audience.UNVERIFIED).never


def test_places_are_filled_and_a_gap_is_shown() -> None:
    line = next(line for line in EN.lines if line.moment is Moment.RELAY)
    assert line.fill({"debtor": "Zhang San"}).startswith("Could you ask Zhang San to call back at …?")


def first(d: dict[str, Any], moment: str) -> dict[str, Any]:
    return next(line for line in d["lines"] if line["moment"] == moment)


def without(moment: str) -> Callable[[dict[str, Any]], object]:
    return lambda d: d.update(lines=[line for line in d["lines"] if line["moment"] != moment])


BAD: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (lambda d: first(d, "opening").update(text="{amount}"), "script_discloses", "lines[0].text"),
    (lambda d: first(d, "opening").update(text="{surprise}"), "script_place", "lines[0].text"),
    (lambda d: first(d, "opening").update(to=["world"]), "data_value", "lines[0].to"),
    (without("opening"), "script_missing", "lines.opening.unverified"),
    (without("steer"), "script_missing", "lines.steer.small_start"),
    (lambda d: d["titles"].pop("close"), "data_missing", "titles.close"),
    (lambda d: d["bans"][0].pop("hint"), "data_missing", "bans[debt_to_stranger].hint"),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD)
def test_a_bad_script_names_the_entry(
    change: Callable[[dict[str, Any]], object], code: str, path: str
) -> None:
    fresh = data()
    change(fresh)
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)
