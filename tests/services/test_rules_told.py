"""The rules in words for the page of settings, and the store's facts."""

from __future__ import annotations

import re

import pytest
from portfolio import SHANGHAI, Portfolio

from app.domain.entry import Words as Written
from app.domain.rulepack import Severity, Status
from app.services import backups, manifests, rule_table, store_facts
from app.services.words import Words


def words(portfolio: Portfolio, language: str) -> Words:
    return Words(language, portfolio.context.rules, portfolio.clock.now, SHANGHAI)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_rule_of_every_pack_is_told_with_its_source(portfolio: Portfolio, language: str) -> None:
    rows = rule_table.rules(portfolio.context, words(portfolio, language))
    wanted = [(pack.id, rule.name) for pack in portfolio.context.packs.values() for rule in pack.rules()]
    assert len(rows) == len(wanted) > 80
    assert {row.name for row in rows} == {name for _, name in wanted}
    for row in rows:
        assert row.text
        assert row.source
        assert row.severity_text
        assert row.status_text
        assert row.pack
        assert not re.search(r"Decimal|frozenset|datetime|<|_", row.value), row
        if language == "zh_CN":
            assert not row.severity_text.isascii()
            assert not row.status_text.isascii()


@pytest.mark.parametrize(
    ("name", "pack", "value"),
    [
        ("hours", "中国", "08:00–22:00"),
        ("connected_calls", "中国", "3"),
        ("promise_tolerance_minor", "中国", "1.00"),
        ("daily_rate", "中国", "0.05 %"),
        ("lpr_1y", "中国", "3 % (2025-05-20)"),
        ("plan_again", "中国", "否"),
        ("deceased", "中国", ""),
        ("letter_contents", "中国", "7 项"),
        ("placed_calls", "美国", "7 天内 7 次"),
        ("cost_disclosure_from", "中国", "2026-08-01"),
    ],
)
def test_values_are_in_the_trades_words(portfolio: Portfolio, name: str, pack: str, value: str) -> None:
    rows = rule_table.rules(portfolio.context, words(portfolio, "zh_CN"))
    assert [row.value for row in rows if (row.name, row.pack) == (name, pack)] == [value]


def test_a_hard_rule_read_in_its_own_words_says_so(portfolio: Portfolio) -> None:
    rows = rule_table.rules(portfolio.context, words(portfolio, "en"))
    hours = next(row for row in rows if row.name == "hours" and row.pack == "China")
    assert (hours.severity, hours.status, hours.article) == (Severity.HARD, Status.VERIFIED_TEXT, "art. 13")
    assert (hours.severity_text, hours.status_text) == ("blocks", "text was read")


_LAW, _ACT = Written("《民法典》", "Civil Code"), Written("1980 年时效法", "Limitation Act 1980")
_RULE = Written("美国联邦法规 12 CFR 1006 (F 条例)", "12 CFR 1006 (Regulation F)")
_BOOK, _CODE = Written("CONC 7", "FCA handbook, CONC 7"), Written("破产法 11 USC", "11 USC (Bankruptcy Code)")
_STANDARD = Written("GB/T 45251-2025《指引》", "GB/T 45251-2025, guide")


@pytest.mark.parametrize(
    ("source", "article", "zh", "en"),
    [
        (_LAW, "13", "《民法典》第13条", "Civil Code, art. 13"),
        (_LAW, "55, 56", "《民法典》第55、56条", "Civil Code, arts. 55, 56"),
        (_LAW, "253-1", "《民法典》第253-1条", "Civil Code, art. 253-1"),
        (_LAW, "50(1)(5)", "《民法典》 50(1)(5)", "Civil Code, art. 50(1)(5)"),
        (
            _LAW,
            "third persons",
            "《民法典》",
            "Civil Code, third persons",
        ),  # a heading of our own: no number was seen
        (_LAW, None, "《民法典》", "Civil Code"),
        (_ACT, "5", "1980 年时效法第5条", "Limitation Act 1980, s. 5"),
        (
            _RULE,
            "1006.14(b)(2)",
            "美国联邦法规 12 CFR 1006.14(b)(2) (F 条例)",
            "12 CFR 1006.14(b)(2) (Regulation F)",
        ),
        (_BOOK, "7.15.7, 7.15.8", "CONC 7.15.7, 7.15.8", "FCA handbook, CONC 7.15.7, 7.15.8"),
        (_CODE, "362", "破产法 11 USC 362", "11 USC 362 (Bankruptcy Code)"),
        (_STANDARD, "5.3.2.1", "GB/T 45251-2025《指引》 5.3.2.1", "GB/T 45251-2025, guide, 5.3.2.1"),
    ],
)
def test_where_a_rule_stands_reads_as_lawyers_write_it(
    portfolio: Portfolio, source: Written, article: str | None, zh: str, en: str
) -> None:
    assert words(portfolio, "zh_CN").cited(source, article) == zh
    assert words(portfolio, "en").cited(source, article) == en


def test_no_rule_shows_a_bare_number(portfolio: Portfolio) -> None:
    for language in ("zh_CN", "en"):
        rows = rule_table.rules(portfolio.context, words(portfolio, language))
        assert len({row.pack for row in rows}) == 2
        for row in rows:
            assert not row.article.isdigit(), (row.pack, row.name)
            assert row.article == "" or row.cited != row.source


def test_every_step_of_the_score_is_told(portfolio: Portfolio) -> None:
    strategy = portfolio.context.rules.strategy
    rows = rule_table.scores(strategy, words(portfolio, "zh_CN"))
    assert len(rows) == sum(len(rule.steps) for rule in strategy.rules)
    amounts = [(row.text, row.points) for row in rows if row.rule == "amount"]
    assert amounts[0] == ("金额 5,000.00 以上", 4)
    assert amounts[-1] == ("金额 100,000.00 以上", 22)
    assert [row.points for row in rows if row.rule == "broken"] == [6, -2, -6]


def test_the_store_tells_of_itself(portfolio: Portfolio) -> None:
    context = portfolio.context
    told = store_facts.facts(context)
    assert (told.folder, told.is_practice, told.rule_pack) == (context.home.root, True, "cn")
    assert (told.user_name, told.zone) == (context.user.name, "Asia/Shanghai")
    with context.db.read() as connection:
        counted = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM case_file), (SELECT count(*) FROM fact)"
        ).one()
    assert (told.cases, told.facts) == tuple(counted)
    assert told.size == context.home.database.stat().st_size
    assert (told.proven_backup_at, told.signing_key) == (None, "")
    backups.make(context)
    told = store_facts.facts(context)
    assert told.proven_backup_at is not None
    assert told.signing_key == manifests.own_fingerprint(context)
