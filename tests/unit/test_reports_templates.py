"""Texts of letters: what a template may do, what it is told when it may not, and what a debtor's data cannot do."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
import sample_letters
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_letters import DOCUMENTS, LANGUAGES, MESSAGES, letter, shipped

from app.domain import phrases
from app.domain.errors import RenderProblem
from app.domain.terms import Purpose
from app.reports import templates
from app.reports.letter import text_of
from app.reports.letter_data import Recipient
from app.reports.markup import Kind
from app.reports.template_values import accounts_text
from app.reports.templates import LONGEST_TEMPLATE, Template
from app.system.paths import resource

HEAD = "title: 函\npurpose: collection\nversion: 1\n---\n"


def parse(body: str, head: str = HEAD) -> Template:
    return templates.parse("mine", "zh", head + body)


def refused(body: str, head: str = HEAD) -> RenderProblem:
    with pytest.raises(RenderProblem) as caught:
        parse(body, head)
    assert caught.value.params["template"] == "mine"
    return caught.value


SECOND_VERSIONS = {
    "zh": {"agreement", "confirmation", "formal"},
    # Regulation F asks for a way to stop messages.
    "en": {"agreement", "confirmation", "formal", "sms_due", "sms_reminder", "email_reminder"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_shipped(language):
    found = shipped(language)
    assert set(found) == {*DOCUMENTS, *MESSAGES}
    for name, template in found.items():
        version = 2 if name in SECOND_VERSIONS[language] else 1
        assert (template.name, template.language, template.version) == (name, language, version)
        assert template.title
        assert template.channel == (name.split("_")[0] if name in MESSAGES else "letter")
    demands = ("reminder", "notice", "formal", "visit", "sms_reminder", "email_reminder")
    assert {name for name, t in found.items() if t.purpose is Purpose.COLLECTION} == set(demands)
    assert found["sms_due"].purpose is Purpose.DUE_REMINDER


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("own_book", [False, True])
@pytest.mark.parametrize("name", [*DOCUMENTS, *MESSAGES])
def test_shipped_text_is_complete_and_speaks_for_the_right_side(language, own_book, name):
    data = letter(name, language, own_book=own_book)
    template = shipped(language)[name]
    assert template.check(data) == []
    said = "\n".join(text_of(data, template))
    assert not re.search(r"[{}\x02-\x04]|%}|\*\*", said)
    agency = sample_letters.letter(name, language).sender.name
    assert (agency in said) is not own_book
    for word in ("委托", "受托", "on behalf", "acting for", "its agency"):
        assert not own_book or word not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_texts_say_nothing_forbidden(language):
    listed = phrases.parse(tomllib.loads(resource("rules", "phrases.toml").read_text("utf-8")))
    assert phrases.objections("不还款就抓捕", "cn", listed)
    for name, template in shipped(language).items():
        said = "\n".join(text_of(letter(name, language), template))
        for pack in listed:
            assert phrases.objections(said, pack, listed) == ()
        assert phrases.numbers_in_full(said, ()) == ()


def test_the_notice_says_all_that_article_69_asks_for():
    """商业银行信用卡业务监督管理办法 (2011) art. 69."""
    data = letter("notice")
    said = "\n".join(text_of(data, shipped("zh")["notice"]))
    sender = data.sender
    for what in (
        *(data.recipient.name, "58,077.00", "83,620.21", "捌万叁仟陆佰贰拾元零贰角壹分"),  # name, balance
        *("54,950.00", "2,458.60", "668.40", "2026年11月20日"),  # its parts, its day
        *("2026-08-22", data.fields["contract"], data.fields["law"]),  # reason and law
        *("权利与义务", sender.check_line),  # rights and duties, status of the account
        *("还款只通过官方渠道", data.pay.name if data.pay else ""),  # how to repay
        *("异议", "证据", "标注您的账户"),  # objection, evidence
        *(sender.phone, sender.address, *sender.complaint_lines),  # contact, complaints
        *(sender.name, sender.creditor, "委托"),  # the agency and for whom it acts
    ):
        assert what in said
    parts = shipped("zh")["notice"].parts(data)
    assert parts[-1].mark == "seal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agreement_has_the_six_contents_of_article_70(language):
    """商业银行信用卡业务监督管理办法 (2011) art. 70."""
    data = letter("agreement", language)
    parts = shipped(language)["agreement"].parts(data)
    headings = [part.text for part in parts if part.kind is Kind.HEADING]
    numbers = "一二三四五六" if language == "zh" else "123456"
    assert [heading[0] for heading in headings] == list(numbers)
    said = "\n".join(text_of(data, shipped(language)["agreement"]))
    for row in data.schedule:
        assert f"{row.due_on:%Y-%m-%d}" in said
    in_words = {
        "zh": ("人民币捌万叁仟陆佰贰拾元零贰角壹分", "陆仟伍佰伍拾壹元陆角捌分"),
        "en": (
            "CNY Eighty-three thousand six hundred twenty and 21/100",
            "Six thousand five hundred fifty-one and 68/100",
        ),
    }[language]
    assert language == "zh" or not any("\u4e00" <= sign <= "\u9fff" for sign in said), "no Chinese in English"
    for amount in ("83,620.21", "6,551.68", *in_words):
        assert amount in said
    assert parts[-1].mark == "signatures"


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (2, "尾号0000、0001", "ending 0000, 0001"),
        (9, "尾号0000等9个账户", "ending 0000 and 8 more accounts"),
        (40, "尾号0000等40个账户", "ending 0000 and 39 more accounts"),
    ],
)
def test_many_accounts_are_counted_in_a_sentence(count: int, zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        one = letter("notice", language).accounts[0]
        lines = tuple(replace(one, masked_number=f"{at:04d}") for at in range(count))
        assert accounts_text(replace(letter("notice", language), accounts=lines)).endswith(said)


def test_what_is_missing_is_named():
    data = replace(letter(), fields={}, recipient=Recipient("", "女士"), pay=None)
    template = shipped("zh")["notice"]
    assert template.check(data) == [
        *("recipient.name", "fields.contract", "fields.law", "fields.pay_by", "pay.name"),
    ]
    with pytest.raises(RenderProblem) as caught:
        template.parts(data)
    assert (caught.value.code, list(caught.value.params["fields"])) == (
        "letter_field_missing",
        template.check(data),
    )
    assert "fields.consequences" in template.fields  # named, but only under an `if`


def test_only_what_an_if_lets_through_is_needed():
    template = parse(
        "{% if sender.is_agency and account_count > 1 %}{{ fields.a }}{% else %}{{ fields.b }}{% endif %}"
    )
    assert template.fields == ("account_count", "fields.a", "fields.b", "sender.is_agency")
    assert template.check(letter()) == ["fields.a"]
    assert template.check(letter(own_book=True)) == ["fields.b"]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{% for x in 'ab' %}{{ x }}{% endfor %}", "for"),
        ("{{ 'a' * 1000000000 }}", "mul"),
        ("{{ 9 ** 999999 }}", "pow"),
        ("{{ 'a' ~ total }}", "concat"),
        ("{{ total() }}", "call"),
        ("{{ range(10) }}", "call"),
        ("{{ total[0] }}", "getitem"),
        ("{{ total|upper }}", "filter"),
        ("{{ total is defined }}", "test"),
        ("{% set x = 1 %}", "assign"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% macro m() %}{% endmacro %}", "macro"),
        ("{% block b %}{% endblock %}", "block"),
        ("{{ [1, 2] }}", "list"),
        ("{{ {'a': 1} }}", "dict"),
        ("{{ (1, 2) }}", "tuple"),
        ("{{ 1 + 1 }}", "add"),
        ("{{ total % 5 }}", "mod"),
        ("{% raw %}{% endraw %}{% filter upper %}x{% endfilter %}", "filterblock"),
        ("{% with a = 1 %}{% endwith %}", "with"),
        ("{% autoescape true %}x{% endautoescape %}", ""),
    ],
)
def test_template_can_do_nothing_but_fields_and_conditions(body, what):
    error = refused(f"首行\n\n{body}")
    assert error.code in ("template_not_allowed", "template_syntax")
    assert error.params["line"] == 7
    if what:
        assert error.params.get("what", what) == what


@pytest.mark.parametrize(
    "body",
    [
        "{{ total.__class__ }}",
        "{{ sender.__init__ }}",
        "{{ sender.name.__class__.__mro__ }}",
        "{{ sender.name.format }}",
        "{{ ''.__class__ }}",
        "{{ 'x'.format }}",
        "{{ fields.__class__ }}",
        "{{ fields._values }}",
        "{{ fields.a.b }}",
        "{{ self }}",
        "{{ cycler }}",
        "{{ lipsum }}",
        "{{ sender }}",
        "{{ reciepient.name }}",
        "{% if totl > 1 %}x{% endif %}",
    ],
)
def test_only_known_fields_may_be_named(body):
    error = refused(body)
    assert (error.code, error.params["line"]) == ("template_field_unknown", 5)
    choices = error.params["choices"].split(", ")
    assert {"recipient.name", "total", "fields.…"} <= set(choices)


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("{{ total ", "template_syntax", 5),
        ("甲\n\n{% if total %}乙", "template_syntax", 7),
        ("甲\n{{ }}", "template_syntax", 6),
        ("[acounts]", "template_block_unknown", 5),
        ("[pay]\n甲", "template_frame", 6),
        ("甲\n[end]", "template_frame", 6),
        ("[pay]\n[pay]\n[end]", "template_frame", 6),
        ("甲**乙\n\n丙**", "template_bold_open", 5),
        ("甲\n\n**乙", "template_bold_open", 7),
        ("甲\x03乙", "template_control", 5),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "template_syntax", None),
        ("{% if total %}" * 2000 + "{% endif %}" * 2000, "template_too_long", None),
        ("甲" * LONGEST_TEMPLATE, "template_too_long", None),
    ],
)
def test_mistakes_are_told_with_their_line(body, code, line):
    error = refused(body)
    assert error.code == code
    if line is not None:
        assert error.params["line"] == line


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("title: 函\npurpose: collection\nversion: 1\n", "template_head"),
        ("title: 函\npurpose: collection\nversion: 1\nauthor: x\n---\n", "template_head"),
        ("title:\npurpose: collection\nversion: 1\n---\n", "template_head"),
        ("purpose: collection\nversion: 1\n---\n", "template_head"),
        ("title: 函\npurpose: threat\nversion: 1\n---\n", "template_purpose"),
        ("title: 函\nversion: 1\n---\n", "template_purpose"),
        ("title: 函\npurpose: answer\nversion: 0\n---\n", "template_version"),
        ("title: 函\npurpose: answer\nversion: 1.5\n---\n", "template_version"),
        ("title: 函\npurpose: answer\nversion: 1\nchannel: fax\n---\n", "template_channel"),
    ],
)
def test_the_head_is_checked(head, code):
    assert refused("甲", head).code == code


@pytest.mark.parametrize(
    "name",
    [
        "[pay]",
        "# 张三",
        "**张三**",
        "1. 张三",
        "> 张三",
        "{{ total }}",
        "{% if x %}",
        "张\n\n[accounts]\n三",
        "张*三",
    ],
)
def test_a_debtors_data_is_never_markup(name):
    template = parse("{{ recipient.name }}\n\n尊敬的{{ recipient.name }}：**{{ recipient.name }}**完")
    parts = template.parts(replace(letter(), recipient=Recipient(name)))
    flat = name.replace("\n", " ")
    assert [part.kind for part in parts] == [Kind.BODY, Kind.BODY]
    assert parts[0].text == flat
    assert [(run.text, run.bold) for run in parts[1].runs] == [
        (f"尊敬的{flat}：", False),
        (flat, True),
        ("完", False),
    ]


def test_control_characters_become_visible_signs():
    (part,) = parse("{{ recipient.name }}").parts(replace(letter(), recipient=Recipient("张\x03三\x04\x00")))
    assert part.text == "张\u2403三\u2404\u2400"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_value_comes_out_as_it_went_in(name, reason):
    template = parse("函：{{ recipient.name }}。\n\n- {{ fields.reason }}")
    data = replace(letter(), recipient=Recipient(f"张{name}"), fields={"reason": reason})
    first, second = template.parts(data)
    assert (first.kind, second.kind) == (Kind.BODY, Kind.ITEM)
    assert visible(first.text) == visible(f"函：张{name}。")
    assert visible(second.text) == visible(reason)


def visible(text: str) -> str:
    return re.sub("[\x00-\x20\u2400-\u241f]", "", text)


def test_lines_of_a_paragraph_are_joined_as_their_language_joins_them():
    parts = parse("甲乙，\n丙丁\n\nfirst line\nsecond {{ letter_no }}\nend\n\n1. 一\n2. 二").parts(letter())
    assert [part.text for part in parts] == ["甲乙，丙丁", "first line second TZ-2026-000731 end", "一", "二"]
    assert [part.mark for part in parts] == ["", "", "1.", "2."]


def test_the_frame_holds_what_stands_in_it():
    parts = parse("甲\n[pay]\n乙\n\n丙\n[end]\n丁").parts(letter())
    assert [(part.mark, [inner.text for inner in part.parts]) for part in parts] == [
        ("", []),
        ("pay", ["乙", "丙"]),
        ("", []),
    ]


def test_a_filled_text_has_an_end():
    data = replace(letter(), fields={"a": "长" * 30_000})
    with pytest.raises(RenderProblem) as caught:
        parse("{{ fields.a }}" * 7).parts(data)
    assert caught.value.code == "letter_too_long"


def test_messages_are_one_text_each_without_their_title():
    (text,) = text_of(letter("sms_reminder"), shipped("zh")["sms_reminder"])
    for what in (
        "【恒信资产管理有限公司】",
        "示例银行",
        "尾号7364、9021",
        "人民币83,620.21元",
        "如已还款请忽略",
        "12378",
    ):
        assert what in text
