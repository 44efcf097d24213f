"""The cached states on a real store: kept act by act, after days off, and made anew, they are the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest
from portfolio import START, Portfolio, open_copy

from app.domain.facts import KINDS, Fact, Id, from_ms, to_ms
from app.domain.terms import Tier
from app.models import casebook, states
from app.models import queue as rows
from app.models.journal import Entry, Journal, read_facts
from app.services import queue
from app.services import states as service
from tests.unit.random_histories import COMMON, DAYS_BACK, Line, Role, told_by

SEEDS = range(6)


def cast_of(portfolio: Portfolio) -> tuple[Role, ...]:
    ids = portfolio.ids
    return (
        Role(ids["case"], ids["li"], (ids["card"], ids["loan"])),
        Role(ids["other_case"], ids["li"], (ids["lent"],)),
        Role(ids["neighbour"], ids["chen"], (ids["chens"],)),
    )


def drawn(portfolio: Portfolio, dice: Random, count: int) -> list[Fact]:
    lines = [
        Line(
            dice.choice((*COMMON, *KINDS)),
            dice.choice((dice.randint(0, 2880), dice.randint(0, DAYS_BACK * 1440))),
            dice.getrandbits(32),
        )
        for _ in range(count)
    ]
    return told_by(lines, cast_of(portfolio), portfolio.clock.now, is_opened=False)


def acts_of(facts: Sequence[Fact]) -> list[list[Fact]]:
    by_act = sorted(facts, key=lambda fact: fact.act)
    return [list(group) for _, group in groupby(by_act, key=lambda fact: fact.act)]


def append(portfolio: Portfolio, act: Sequence[Fact]) -> None:
    """Save an act with the facts as they are, and derive every case that it concerns."""
    context, now = portfolio.context, portfolio.clock.now
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, now)
        entries = [
            Entry(
                fact.uid,
                fact.body,
                fact.case_id,
                fact.person_id,
                fact.occurred_at,
                fact.supersedes,
                fact.recorded_at,
            )
            for fact in act
        ]
        journal.append(act[0].act, entries)
        journal.flush()
        service.refresh(connection, context, sorted(concerned(connection, act)), now)


def concerned(connection: Any, facts: Sequence[Fact]) -> set[Id]:
    """The cases that facts name, those of the people they are about, and those of what they annul."""
    cases = {fact.case_id for fact in facts if fact.case_id}
    people = sorted({fact.person_id for fact in facts if fact.person_id})
    cases |= set(casebook.cases_of_people(connection, people)) if people else set()
    for fact in facts:
        if fact.kind == "annulment" and fact.body.target_act != fact.act:
            cases |= concerned(connection, read_facts(connection, "f.act = ?", (fact.body.target_act,)))
    return cases


def check_counts(portfolio: Portfolio) -> None:
    with portfolio.context.db.read() as connection:
        kept = connection.exec_driver_sql(
            "SELECT collector_no, tier, cases, balance_minor FROM queue_count "
            "WHERE cases <> 0 OR balance_minor <> 0 ORDER BY 1, 2"
        ).all()
        counted = connection.exec_driver_sql(
            "SELECT collector_no, tier, count(*), sum(balance_minor) FROM case_state GROUP BY 1, 2 ORDER BY 1, 2"
        ).all()
    assert kept == counted


def check_rebuilt(portfolio: Portfolio) -> None:
    """Making everything anew changes nothing."""
    check_counts(portfolio)
    kept = portfolio.states()
    assert service.rebuild(portfolio.context) == 3
    assert portfolio.states() == kept
    check_counts(portfolio)


@pytest.mark.parametrize("seed", SEEDS)
def test_acts_in_any_order_and_a_rebuild_give_the_same_rows(portfolio: Portfolio, seed: int) -> None:
    dice = Random(seed)
    acts = acts_of(drawn(portfolio, dice, 30))
    dice.shuffle(acts)
    for act in acts:
        append(portfolio, act)
        check_counts(portfolio)
    check_rebuilt(portfolio)


@pytest.mark.parametrize("seed", SEEDS)
def test_days_off_are_caught_up_as_if_made_anew(portfolio: Portfolio, seed: int) -> None:
    """Weeks of work in which the program is closed for days at a time."""
    dice = Random(1000 + seed)
    for _ in range(6):
        for act in acts_of(drawn(portfolio, dice, 4)):
            append(portfolio, act)
        away = dice.choice((5, 600, 1440, 3 * 1440, 20 * 1440))
        portfolio.clock.now += timedelta(minutes=away, milliseconds=dice.randint(0, 999))
        if dice.random() < 0.7:
            service.catch_up(portfolio.context)
            with portfolio.context.db.read() as connection:
                assert states.due_cases(connection, int(portfolio.clock.now.timestamp() * 1000), 9) == []
    service.catch_up(portfolio.context)
    check_rebuilt(portfolio)


@pytest.mark.parametrize("seed", [7])
def test_two_stores_that_were_told_the_same_in_another_order_agree(
    closed_store: tuple[Path, dict[str, Id]], tmp_path: Path, seed: int
) -> None:
    folder, ids = closed_store
    told = []
    for turn in range(2):
        with open_copy(folder, ids, tmp_path / str(turn)) as portfolio:
            acts = acts_of(drawn(portfolio, Random(seed), 25))
            Random(turn).shuffle(acts)
            for act in acts:
                append(portfolio, act)
            told.append(portfolio.states())
    assert told[0] == told[1]


def test_a_case_whose_facts_are_all_gone_leaves_the_queue(portfolio: Portfolio) -> None:
    """An import that is undone takes its cases out of the queue and its counts."""
    with portfolio.context.db.read() as connection:
        (placed, *_) = read_facts(connection, "f.case_id = ? AND f.kind = 'placed'", (portfolio.neighbour,))
        counted = rows.counts(connection, portfolio.context.user.no)
    append(portfolio, [_annulment(portfolio, placed)])
    with portfolio.context.db.read() as connection:
        after = rows.counts(connection, portfolio.context.user.no)
    assert sum(cases for cases, _ in counted.values()) - sum(cases for cases, _ in after.values()) == 3
    check_rebuilt(portfolio)


def _annulment(portfolio: Portfolio, fact: Fact) -> Fact:
    body = KINDS["annulment"](fact.act)  # type: ignore[call-arg]
    now = portfolio.clock.now
    return Fact(portfolio.act(), "annulment", portfolio.act(), None, None, now, now, b"", None, body)


def test_other_rules_derive_everything_anew(portfolio: Portfolio) -> None:
    with portfolio.context.db.write() as connection:
        states.note_rules(connection, "other rules")
    assert service.catch_up(portfolio.context) == 3
    assert service.catch_up(portfolio.context) == 0


@pytest.mark.parametrize(("back", "derived"), [(timedelta(minutes=59), 0), (timedelta(hours=2), 3)])
def test_a_clock_that_went_back_derives_everything_anew(
    portfolio: Portfolio, back: timedelta, derived: int
) -> None:
    portfolio.clock.now = START - back
    assert service.catch_up(portfolio.context) == derived


def test_a_case_is_derived_at_its_very_moment_and_not_before(portfolio: Portfolio) -> None:
    with portfolio.context.db.read() as connection:
        moment = from_ms(connection.exec_driver_sql("SELECT min(changes_at) FROM case_state").scalar_one())
    portfolio.clock.now = moment - timedelta(milliseconds=1)
    assert service.catch_up(portfolio.context) == 0
    portfolio.clock.now = moment
    assert service.catch_up(portfolio.context) > 0
    check_rebuilt(portfolio)


def test_of_a_case_that_only_grew_older_no_fact_is_read(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with portfolio.context.db.read() as connection:
        moments = connection.exec_driver_sql("SELECT min(changes_at), min(turns_at) FROM case_state").one()
    assert moments[0] < moments[1]
    portfolio.clock.now = from_ms(moments[0])
    kept = portfolio.states()
    with monkeypatch.context() as patch:
        patch.delattr(casebook, "load_for_state")
        assert service.catch_up(portfolio.context) > 0
    assert portfolio.states() != kept
    check_rebuilt(portfolio)


def test_what_is_due_is_derived_in_slices(portfolio: Portfolio) -> None:
    portfolio.clock.now += timedelta(days=60)
    for left in (2, 1, 0):
        count, next_size = service.catch_up_slice(portfolio.context, 1)
        assert (count, next_size > 0) == (1, True)
        with portfolio.context.db.read() as connection:
            due = states.due_cases(connection, to_ms(portfolio.clock.now), 9)
        assert len(due) == left  # a case of the same debtor has a moment of its own
    assert service.catch_up_slice(portfolio.context, 1) == (0, 0)
    check_rebuilt(portfolio)


@pytest.mark.parametrize(
    ("size", "seconds", "expected"),
    [
        (18, 0.012, 18),
        (18, 0.009, 24),
        (18, 0.001, 27),  # no more than half as many again: it may have been a light one
        (18, 0.0, 27),
        (40, 0.024, 20),
        (40, 5.0, service.LEAST_SLICE),
        (1, 0.012, service.LEAST_SLICE),
    ],
)
def test_a_slice_is_as_large_as_the_time_of_the_one_before_lets_it(
    size: int, seconds: float, expected: int
) -> None:
    assert service.next_size(size, seconds) == expected


def test_a_slice_under_other_rules_is_the_whole(portfolio: Portfolio) -> None:
    with portfolio.context.db.write() as connection:
        states.note_rules(connection, "other rules")
    assert service.catch_up_slice(portfolio.context) == (3, 0)


def test_a_failure_in_the_middle_of_a_rebuild_leaves_the_old_rows(portfolio: Portfolio) -> None:
    class Impatient:
        def report(self, done: int, total: int, step: str = "") -> None:
            raise InterruptedError

    def indexes() -> list[Any]:
        with portfolio.context.db.read() as connection:
            found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE tbl_name = 'case_state'")
            return sorted(found.scalars())

    kept, had = portfolio.states(), indexes()
    portfolio.clock.now += timedelta(days=40)
    with pytest.raises(InterruptedError):
        service.rebuild(portfolio.context, Impatient())
    assert portfolio.states() == kept
    assert indexes() == had
    assert "ix_case_state_queue" in had


def test_the_queue_is_read_in_the_order_of_its_rows(portfolio: Portfolio) -> None:
    context, words = portfolio.context, portfolio.words
    listed = queue.listing(context, words, 0, 10)
    assert [row.score for row in listed] == sorted((row.score for row in listed), reverse=True)
    assert queue.listing(context, words, 0, 10, (Tier.NEW, Tier.NEW)) == listed
    assert queue.listing(context, words, 0, 10, (Tier.WAITING, Tier.CLOSED)) == []
    (new,) = queue.counts(context, words)
    assert (new.tier, new.cases, new.balance_minor) == (Tier.NEW, 3, sum(row.balance_minor for row in listed))
    assert listed[0].reasons[0].rule == "never_contacted"
    assert {row.dpd for row in listed} == {42, 62, 76}
