"""The score strategy of a store: changed by a lead with a reason, tried before, one pass, and never a broken one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from portfolio import Broken, Portfolio
from test_states_rebuilt import acts_of, append, check_counts, drawn

from app.domain.errors import AppError, Cancelled, RuleViolation
from app.domain.strategy import ScoreRule, Strategy
from app.models import scores
from app.models import strategies as store
from app.services import audit, cases, queue, score_preview, score_strategy, states, weeks
from app.services.context import Context
from app.services.score_strategy import SetStrategy
from app.services.store import opened
from app.system.paths import Home


def weighed(strategy: Strategy, rule: str, points: tuple[int, ...]) -> Strategy:
    """The same strategy with other points for one rule."""

    def changed(one: ScoreRule) -> ScoreRule:
        return replace(one, steps=tuple(enumerate(points, start=1))) if one.name == rule else one

    return replace(strategy, rules=tuple(changed(one) for one in strategy.rules))


def stepped(strategy: Strategy, feature: str, thresholds: tuple[int, ...]) -> Strategy:
    """The same strategy with other thresholds for one feature."""
    features = dict(strategy.features)
    features[feature] = replace(features[feature], thresholds=thresholds)
    return replace(strategy, features=features)


def put(portfolio: Portfolio, strategy: Strategy | None, why: str = "试一试") -> score_strategy.StrategySheet:
    toml = None if strategy is None else score_strategy.toml_of(strategy)
    return score_strategy.put(portfolio.context, SetStrategy(portfolio.act(), toml, why))[0]


class Impatient:
    """Stops whatever derives cases."""

    def report(self, done: int, total: int, step: str = "") -> None:
        raise Cancelled


@contextmanager
def reopened(portfolio: Portfolio) -> Iterator[Context]:
    """A copy of the store, opened anew: the store itself is held."""
    root = portfolio.context.home.root
    portfolio.context.db.close()
    shutil.copytree(root, root.with_name("again"), ignore=shutil.ignore_patterns("*.lock"))
    with opened(Home(root.with_name("again")), None, program="test", clock=portfolio.clock) as again:
        yield again


@pytest.fixture
def lively(portfolio: Portfolio) -> Portfolio:
    """The portfolio after a while of work."""
    for act in acts_of(drawn(portfolio, Random(2), 25)):
        append(portfolio, act)
    return portfolio


def check_rebuilt(portfolio: Portfolio) -> None:
    check_counts(portfolio)
    kept = portfolio.states()
    assert states.rebuild(portfolio.context) == 3
    assert portfolio.states() == kept


def test_what_comes_with_the_program_is_in_force_until_somebody_decides(portfolio: Portfolio) -> None:
    found = score_strategy.sheet(portfolio.context)
    assert (found.strategy, found.is_shipped, found.history, found.problem) == (
        portfolio.context.rules.strategy,
        True,
        (),
        None,
    )


def test_a_new_weight_changes_the_score_alone_and_as_if_derived_anew(lively: Portfolio) -> None:
    cases = (lively.case, lively.other_case, lively.neighbour)
    before = [lively.state(case) for case in cases]
    base = lively.context.rules.strategy
    off = replace(base, rules=tuple(replace(rule, is_on=rule.name != "bucket") for rule in base.rules))
    for strategy in (weighed(base, "amount", (-40, 1, 2, 3, 999)), off, replace(base, rules=())):
        put(lively, strategy)
        assert lively.context.rules.strategy == strategy
        after = [lively.state(case) for case in cases]
        moved = {
            name for old, new in zip(before, after, strict=True) for name in old if old[name] != new[name]
        }
        assert moved == {"score"}
        assert states.catch_up(lively.context) == 0
        check_rebuilt(lively)
    assert {lively.state(case)["score"] for case in cases} == {0}


def test_new_thresholds_derive_every_case_anew(lively: Portfolio) -> None:
    base = lively.context.rules.strategy
    steps = stepped(weighed(base, "untouched", (5,)), "untouched", (29,))
    put(lively, steps)
    assert states.catch_up(lively.context) == 0
    assert {row[1] for row in _rows(lively, "untouched")} <= {0, 1}
    check_rebuilt(lively)


def _rows(portfolio: Portfolio, column: str) -> list[tuple[int, int]]:
    with portfolio.context.db.read() as connection:
        rows = connection.exec_driver_sql(f"SELECT case_no, {column} FROM case_state").all()
    return [(row[0], row[1]) for row in rows]


def test_the_queue_stands_in_the_new_order_and_says_why(lively: Portfolio) -> None:
    base = lively.context.rules.strategy
    put(lively, replace(base, rules=(weighed(base, "amount", (-9, -8, -7, -6, -5)).rules[0],)))
    rows = queue.listing(lively.context, lively.words, 0, 10)
    assert [(row.tier, -row.score) for row in rows] == sorted((row.tier, -row.score) for row in rows)
    for row in rows:
        points = [why.points for why in row.reasons if why.points]
        assert sum(points) == row.score
        assert {why.rule for why in row.reasons if why.points} <= {"amount"}


def test_history_tells_who_when_and_why_and_leads_back(portfolio: Portfolio) -> None:
    base = portfolio.context.rules.strategy
    first, second = weighed(base, "amount", (1, 2, 3, 4, 5)), weighed(base, "amount", (5, 4, 3, 2, 1))
    put(portfolio, first, "先看大额")
    put(portfolio, second, "再看小额")
    last = put(portfolio, None, "恢复默认")
    assert [(one.why, one.who, one.toml is None) for one in last.history] == [
        ("恢复默认", portfolio.context.user.name, True),
        ("再看小额", portfolio.context.user.name, False),
        ("先看大额", portfolio.context.user.name, False),
    ]
    assert last.is_shipped
    assert portfolio.context.rules.strategy == base
    again = score_strategy.put(
        portfolio.context, SetStrategy(portfolio.act(), last.history[2].toml, "还是先看大额")
    )[0]
    assert again.strategy == first
    assert states.catch_up(portfolio.context) == 0


def test_what_is_in_force_already_adds_nothing(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    put(portfolio, None)
    assert portfolio.chain() == before
    act = portfolio.act()
    command = SetStrategy(
        act, score_strategy.toml_of(weighed(portfolio.context.rules.strategy, "amount", (1,) * 5)), "改"
    )
    score_strategy.put(portfolio.context, command)
    once = portfolio.chain()
    assert once[0] == before[0] + 2
    score_strategy.put(portfolio.context, command)
    assert portfolio.chain() == once


def test_a_collector_sees_it_and_may_not_change_it(portfolio: Portfolio) -> None:
    context = replace(portfolio.as_collector(), user=replace(portfolio.as_collector().user, has_lead=True))
    assert score_strategy.sheet(context).is_shipped
    with pytest.raises(RuleViolation, match="may_not_edit_strategy"):
        score_strategy.put(context, SetStrategy(portfolio.act(), None, "改"))


@pytest.mark.parametrize("why", ["", "  "])
def test_a_reason_is_asked_for(portfolio: Portfolio, why: str) -> None:
    with pytest.raises(RuleViolation, match="why_required"):
        put(portfolio, weighed(portfolio.context.rules.strategy, "amount", (1,) * 5), why)


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    lively: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, chain, rules = lively.states(), lively.chain(), lively.context.rules
    changed = weighed(rules.strategy, "amount", (9, 9, 9, 9, 9))

    def fail(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(weeks.store, "keep_for", fail)
    with pytest.raises(Broken):
        put(lively, changed)
    assert (lively.states(), lively.chain(), lively.context.rules) == (kept, chain, rules)
    assert score_strategy.sheet(lively.context).is_shipped
    with lively.context.db.read() as connection:
        indexes = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name = ?", (scores.QUEUE_INDEX,)
        ).scalar_one()
    assert indexes == 1


def test_new_thresholds_can_be_cancelled(lively: Portfolio) -> None:
    kept, chain = lively.states(), lively.chain()
    toml = score_strategy.toml_of(
        stepped(weighed(lively.context.rules.strategy, "untouched", (1,)), "untouched", (2,))
    )
    with pytest.raises(Cancelled):
        score_strategy.put(lively.context, SetStrategy(lively.act(), toml, "改"), Impatient())
    assert (lively.states(), lively.chain()) == (kept, chain)


def test_the_next_opening_finds_it_and_derives_nothing(portfolio: Portfolio) -> None:
    context = portfolio.context
    changed = weighed(context.rules.strategy, "amount", (1, 2, 3, 4, 5))
    put(portfolio, changed)
    with reopened(portfolio) as again:
        assert again.rules.strategy == changed
        assert again.rules.version == context.rules.version
        assert states.catch_up(again) == 0
        assert audit.verify(again).is_whole


def test_what_cannot_be_read_leaves_the_last_good_one_in_force(portfolio: Portfolio) -> None:
    context = portfolio.context
    good = weighed(context.rules.strategy, "amount", (1, 2, 3, 4, 5))
    put(portfolio, good)
    with context.db.write() as connection:
        store.change(connection, store.SCORE, store.StrategyLine('name = "x"\nluck = 1\n', "坏"))
    with reopened(portfolio) as again:
        found = score_strategy.sheet(again)
        assert (found.strategy, again.rules.strategy) == (good, good)
        assert found.problem is not None
        assert found.problem.code == "data_refused"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('measure = "dpd"', 'measure = "luck"', "data_value"),
        ('unit = "minor"', 'unit = "yuan"', "data_value"),
        ("[3, 7, 14, 30]", "[7, 3, 14, 30]", "strategy_steps"),
        ('name = "default"', 'name = "default"\nas_of = 2026-01-01', "data_unknown"),
        ('feature = "recall"', 'feature = "luck"', "data_value"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_changes_nothing(
    portfolio: Portfolio, tmp_path: Path, old: str, new: str, code: str
) -> None:
    shipped = Path(__file__).parents[2] / "resources/strategies/default.toml"
    text = shipped.read_text(encoding="utf-8").replace(old, new, 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    wanted = next(at for at, row in enumerate(text.split("\n"), start=1) if new.rpartition("\n")[2] in row)
    before = portfolio.chain()
    for change in (lambda: score_strategy.read_file(path), lambda: _set(portfolio, text)):
        with pytest.raises(AppError) as caught:
            change()
        assert (caught.value.code, caught.value.params["line"]) == ("data_refused", wanted)
        assert caught.value.params["problem"].code == code
    assert portfolio.chain() == before


def _set(portfolio: Portfolio, text: str) -> None:
    score_strategy.put(portfolio.context, SetStrategy(portfolio.act(), text, "改"))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"name = \xff", "data_not_toml"), (b"#" * 100_001, "strategy_too_long"), (b"name = ", "data_not_toml")],
)
def test_what_is_no_strategy_at_all_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(AppError, match=code):
        score_strategy.read_file(path)


def test_a_file_goes_out_and_comes_back(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "out.toml"
    changed = weighed(portfolio.context.rules.strategy, "amount", (5, 4, 3, 2, 1))
    score_strategy.write_file(changed, path)
    assert score_strategy.read_file(path) == changed


def test_the_preview_says_who_comes_and_goes_and_writes_nothing(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_preview, "FIRST", 2)
    context = portfolio.context
    before = queue.listing(context, portfolio.words, 0, 10, queue.TODAY)
    kept, chain = portfolio.states(), portfolio.chain()
    base = context.rules.strategy
    upside_down = replace(
        base,
        rules=tuple(
            replace(rule, steps=tuple((at, -points) for at, points in rule.steps)) for rule in base.rules
        ),
    )
    tried = score_preview.preview(context, upside_down, 1)
    assert (portfolio.states(), portfolio.chain()) == (kept, chain)
    put(portfolio, upside_down)
    after = queue.listing(context, portfolio.words, 0, 10, queue.TODAY)
    assert [row.case_id for row in after] != [row.case_id for row in before]
    old, new = ([row.case_id for row in rows] for rows in (before, after))
    (came,) = tried.entering
    (gone,) = tried.leaving
    assert {came.case_id} == {*new[:2]} - {*old[:2]}
    assert {gone.case_id} == {*old[:2]} - {*new[:2]}
    for one in (came, gone):
        assert (one.old_place, one.new_place) == (old.index(one.case_id) + 1, new.index(one.case_id) + 1)
        scores_then = [
            next(row.score for row in rows if row.case_id == one.case_id) for rows in (before, after)
        ]
        assert [one.old_score, one.new_score] == scores_then
    sums = [[sum(row.balance_minor for row in rows[:at]) for rows in (before, after)] for at in (2, 1)]
    assert [tried.first.before_minor, tried.first.after_minor] == sums[0]
    assert [tried.day.before_minor, tried.day.after_minor] == sums[1]


def test_a_preview_of_what_is_in_force_moves_nobody(portfolio: Portfolio) -> None:
    found = score_preview.preview(portfolio.context, portfolio.context.rules.strategy)
    assert (found.entering, found.leaving, found.moving) == ((), (), 0)
    assert found.first.before_minor == found.first.after_minor > 0


def test_a_preview_of_new_thresholds_is_what_they_make(portfolio: Portfolio) -> None:
    """Amounts and days are kept, and what has few values is kept as it is."""
    base = portfolio.context.rules.strategy
    known = stepped(stepped(base, "amount_band", (250_000, 400_000)), "bucket", (50,))
    known = stepped(weighed(weighed(known, "amount", (7, 9)), "bucket", (11,)), "untouched", (9, 29))
    known = stepped(weighed(known, "untouched", (3, 50)), "limitation", (1_100, 1_060, 20))
    known = stepped(weighed(known, "broken", (8,)), "broken", (2,))
    expected = tried(portfolio, known)
    put(portfolio, known)
    assert expected == scored(portfolio)


def test_finer_steps_of_what_is_kept_whole_are_tried_as_they_will_be_and_kept_in_one_pass(
    portfolio: Portfolio,
) -> None:
    for act in acts_of(drawn(portfolio, Random(7), 60)):
        append(portfolio, act)
    base = portfolio.context.rules.strategy
    kept = {name: dict(_rows(portfolio, name)).values() for name in ("broken", "chance", "willingness")}
    assert all(any(values) for values in kept.values()), kept
    finer = stepped(weighed(base, "broken", (1, 20, 300)), "broken", (1, 2, 5))
    finer = stepped(weighed(finer, "chance", (7, 70, 700)), "chance", (12, 33, 34))
    finer = stepped(weighed(finer, "willingness", (5, 50)), "willingness", (2, 4))
    expected = tried(portfolio, finer)
    assert expected != scored(portfolio)
    toml = score_strategy.toml_of(finer)
    score_strategy.put(portfolio.context, SetStrategy(portfolio.act(), toml, "细分"), Impatient())
    assert expected == scored(portfolio)
    check_rebuilt(portfolio)


def tried(portfolio: Portfolio, wanted: Strategy) -> dict[int, int]:
    """The scores of the cases that are work under a strategy that is not kept."""
    context = portfolio.context
    terms = score_preview.terms_of(wanted, context.rules.strategy)
    score = scores.expression(terms, context.today().toordinal())
    tiers = [(tier, 3) for tier in range(1, 7)]
    with context.db.read() as connection:
        found = scores.first(connection, [context.user.no], tiers, score, 10)
    return {row.case_no: row.tried for row in found}


def scored(portfolio: Portfolio) -> dict[int, int]:
    rows = queue.listing(portfolio.context, portfolio.words, 0, 10, queue.TODAY)
    return {row.case_no: row.score for row in rows}


def test_a_case_says_what_would_change_its_score(portfolio: Portfolio) -> None:
    """Placed 30 days ago for 15,800.00, 76 days past due, not contacted since, nothing promised or paid."""
    chinese = cases.panel(portfolio.context, portfolio.words, portfolio.case)
    assert chinese.outlook == (
        "联系一次后 -20",
        "再违约一次 +6：违约 1 次",
        "还款 5,800.01 起 -4：金额 5,000.00 以上",
        "本月到账一笔 +3：回款概率 40% 以上",
    )
    portfolio.go("09:00", day=30)
    english = replace(portfolio.words, language="en")
    assert cases.panel(portfolio.context, english, portfolio.neighbour).outlook[:2] == (
        "in 5 days +4: M3",
        "once there was a contact -20",
    )
