"""Own templates: every version is kept, the newest counts, and a letter says which it was made from."""

from __future__ import annotations

import pytest
from portfolio import Portfolio
from writing import furnish, issued, notice

from app.domain.errors import AppError, RenderProblem
from app.domain.letters import Need
from app.services.letters import templates
from app.services.letters.templates import FIRST_OWN, SaveTemplate


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def saved(desk: Portfolio, addition: str, name: str = "notice") -> int:
    text = templates.shipped("zh")["notice"].source
    row, _ = templates.save(desk.context, SaveTemplate(name, "zh", f"{text}\n\n{addition}\n"))
    return row.version


def test_saving_makes_a_version_and_letters_name_theirs(desk: Portfolio) -> None:
    first = issued(desk, notice(desk))
    assert saved(desk, "谢谢配合。") == FIRST_OWN
    second = issued(desk, notice(desk, desk.neighbour))
    assert saved(desk, "祝好。") == FIRST_OWN + 1
    third = issued(desk, notice(desk, desk.other_case))
    versions = [letter.template_version for letter in (first, second, third)]
    assert versions == ["1", str(FIRST_OWN), str(FIRST_OWN + 1)]
    kept = {row.version: row.source for row in templates.versions(desk.context, "notice", "zh")}
    assert "谢谢配合。" in kept[FIRST_OWN]
    assert "祝好。" in kept[FIRST_OWN + 1]
    assert "祝好。" in "".join(notice(desk).paragraphs)


def test_what_is_in_force_already_makes_no_version(desk: Portfolio) -> None:
    text = templates.shipped("zh")["notice"].source
    row, _ = templates.save(desk.context, SaveTemplate("notice", "zh", text))
    assert (row.version, row.is_own) == (1, False)
    version = saved(desk, "谢谢。")
    assert saved(desk, "谢谢。") == version
    assert len(templates.versions(desk.context, "notice", "zh")) == 1


def test_back_to_the_original_keeps_the_versions(desk: Portfolio) -> None:
    saved(desk, "谢谢。")
    templates.put_aside(desk.context, "notice", "zh")
    assert "谢谢。" not in "".join(notice(desk).paragraphs)
    assert [bool(row.source) for row in templates.versions(desk.context, "notice", "zh")] == [False, True]
    assert saved(desk, "再次感谢。") == FIRST_OWN + 2
    with pytest.raises(AppError, match="template_missing"):
        templates.put_aside(desk.context, "reminder", "zh")


def test_a_template_of_ones_own_is_listed_and_checked_like_the_others(desk: Portfolio) -> None:
    saved(desk, "谢谢。", name="second_notice")
    row = next(row for row in templates.listing(desk.context, "zh") if row.name == "second_notice")
    assert row.is_own
    with desk.context.db.read() as connection:
        assert templates.need(templates.chosen(connection, "second_notice", "zh")) is Need.DEBT


@pytest.mark.parametrize(
    ("name", "addition", "code"),
    [
        ("notice", "{{ debtor.secret }}", "template_field_unknown"),
        ("notice", "{% for a in accounts %}x{% endfor %}", "template_not_allowed"),
        ("No Name", "谢谢。", "template_name"),
        ("../notice", "谢谢。", "template_name"),
    ],
)
def test_a_text_that_is_wrong_is_not_kept(desk: Portfolio, name: str, addition: str, code: str) -> None:
    with pytest.raises(AppError) as caught:
        saved(desk, addition, name)
    assert caught.value.code == code
    assert templates.versions(desk.context, "notice", "zh") == []


def test_what_each_letter_needs() -> None:
    for language in templates.LANGUAGES:
        needs = {name: templates.need(template) for name, template in templates.shipped(language).items()}
        assert needs["settled"] is Need.SETTLED
        assert needs["statement"] is Need.NOTHING
        assert needs["agreement"] is needs["confirmation"] is needs["coupons"] is Need.PLAN
        assert {needs[name] for name in ("reminder", "notice", "formal", "visit", "sms_reminder")} == {
            Need.DEBT
        }


@pytest.mark.parametrize("block", ["schedule", "plan_chart", "coupons"])
def test_a_block_of_a_plan_needs_one(block: str) -> None:
    text = f"title: 函\npurpose: answer\nversion: 1\n---\n您好。\n\n[{block}]"
    assert templates.need(templates.check("mine", "zh", text)) is Need.PLAN


def test_a_language_there_is_not(desk: Portfolio) -> None:
    with pytest.raises(AppError, match="template_language"):
        templates.listing(desk.context, "fr")
    with pytest.raises(RenderProblem):
        templates.check("notice", "zh", "no head at all")
