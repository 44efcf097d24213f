"""The practice store: real figures, invented people, a history that follows from what was paid."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from app.domain.casefile import CaseFile
from app.domain.errors import Cancelled, StorageProblem
from app.domain.identity import luhn_digit, normalise_phone, read_id_number
from app.domain.promises import PromiseState
from app.domain.state import CaseState, derive
from app.domain.terms import Bucket, Tier
from app.models import casebook
from app.models.day import last_recorded
from app.services import audit, queue, states, store
from app.services.context import Context
from app.services.names import pinyin_of
from app.services.plans import HOW_AGREED
from app.services.sample import MOST_CASES, Built, build, building
from app.services.sample.bills import bills_of
from app.services.sample.clients import ATTRIBUTION, Client, client_at, real_clients
from app.services.sample.dice import Dice
from app.services.sample.plots import PLOTS
from app.services.sample.practice import PRACTICE_CASES, practice
from app.services.words import Words
from app.system.clock import fixed_clock
from app.system.paths import Home, resource

TODAY = date(2026, 11, 20)
ROOT = Path(__file__).parents[2]


def opened(home: Home) -> Any:
    return store.opened(home, None, program="test", day=TODAY)


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Built]:
    home = Home(tmp_path_factory.mktemp("practice"))
    return home, build(home, today=TODAY)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The first 700 real clients."""
    home = Home(tmp_path_factory.mktemp("real"))
    build(home, today=TODAY, cases=700)
    return home


Told = list[tuple[Client, CaseFile, CaseState]]


@pytest.fixture(scope="module")
def told(real: Home) -> Told:
    """The real clients with their cases and states."""
    with opened(real) as context:
        with context.db.read() as connection:
            numbers = [case_id for _, case_id in casebook.case_ids(connection, 0, 10_000)]
            cases = {case.case_id: case for case in casebook.load_many(connection, numbers)}
        derived = [derive(cases[number], context.rules, context.now()) for number in numbers]
    return list(zip(real_clients()[:700], (cases[number] for number in numbers), derived, strict=True))


@pytest.fixture
def desk(practised: tuple[Home, Built]) -> Iterator[Context]:
    with opened(practised[0]) as context:
        yield context


@pytest.fixture
def books(real: Home) -> Iterator[Context]:
    with opened(real) as context:
        yield context


def rows_of(context: Context, statement: str) -> list[tuple[Any, ...]]:
    with context.db.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def queue_of(home: Home) -> list[queue.QueueRow]:
    with opened(home) as context:
        return queue.listing(context, Words("zh", context.rules, context.now(), context.zone), 0, 1000)


# The same again


def test_same_seed_and_day_give_the_same_queue(practised: tuple[Home, Built], tmp_path: Path) -> None:
    again = Home(tmp_path / "again")
    build(again, today=TODAY, clock=fixed_clock(datetime(2031, 1, 1, 3, tzinfo=UTC)))
    assert queue_of(again) == queue_of(practised[0])


def test_another_seed_gives_another_queue(practised: tuple[Home, Built], tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    build(other, today=TODAY, seed=2)
    assert queue_of(other) != queue_of(practised[0])


def test_second_process_makes_the_same_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(home: Home) -> list[list[tuple[Any, ...]]]:
        with opened(home) as context:
            return [
                rows_of(
                    context, "SELECT uid, kind, act, case_id, occurred_at, recorded_at FROM fact ORDER BY seq"
                ),
                rows_of(context, "SELECT * FROM case_state ORDER BY case_no"),
                rows_of(context, "SELECT * FROM person ORDER BY no"),
            ]

    one, two = Home(tmp_path / "one"), Home(tmp_path / "two")
    build(one, today=TODAY, cases=410)
    monkeypatch.setattr(building, "IN_ONE_PROCESS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    build(two, today=TODAY, cases=410)
    assert kept(one) == kept(two)


# What it holds


def test_every_practice_case_stands_where_its_plot_leaves_it(desk: Context) -> None:
    tiers = dict(rows_of(desk, "SELECT case_no, tier FROM case_state"))
    wished = {wish.index + 1: PLOTS[str(wish.plot)].tier for wish in practice(1)}
    assert tiers == wished
    assert set(tiers.values()) == set(Tier)


def test_practice_is_a_day_of_work(desk: Context, practised: tuple[Home, Built]) -> None:
    tiers = Counter(tier for (tier,) in rows_of(desk, "SELECT tier FROM case_state"))
    assert practised[1].cases == PRACTICE_CASES == 60
    assert sum(count for tier, count in tiers.items() if tier <= Tier.RANKED) == 44
    assert {bucket for (bucket,) in rows_of(desk, "SELECT DISTINCT bucket FROM case_state")} >= set(Bucket)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2024, 2, 29), date(2027, 3, 31)])
def test_practice_works_on_any_day(day: date, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    build(home, today=day, seed=7)
    with store.opened(home, None, program="test", day=day) as context:
        tiers = dict(rows_of(context, "SELECT case_no, tier FROM case_state"))
    assert tiers == {wish.index + 1: PLOTS[str(wish.plot)].tier for wish in practice(7)}


def test_figures_are_those_of_the_source(told: Told) -> None:
    """Limits, bills and payments, 1:1 in yuan, of the first account of every case."""
    for client, case, _ in told:
        assert case.accounts[0].credit_limit_minor == client.limit_minor
        bills = [fact.body for fact in case.facts if fact.kind == "statement"]
        first = [body for body in bills if body.account_id == case.accounts[0].id]
        assert [body.bill_minor for body in first] == list(reversed(client.bills))
        paid = {fact.body.amount_minor for fact in case.facts if fact.kind == "payment"}
        assert {amount for amount in client.paid if amount} <= paid


def test_balance_is_the_last_bill_and_splits_add_up(told: Told) -> None:
    for client, _, state in told:
        account = state.ledger.accounts[0]
        if all(paid <= bill for paid, bill in zip(client.paid, client.bills[1:], strict=False)):
            assert state.ledger.unallocated_minor == 0  # else more was paid than was owed at that time
        if state.tier is not Tier.CLOSED:
            assert account.total_minor == client.bills[0]
            assert account.is_split
            assert min(account.parts.values()) >= 0


def test_bucket_is_the_months_overdue_of_the_source(told: Told) -> None:
    for client, _, state in told:
        account = state.ledger.accounts[0]
        if state.tier is not Tier.CLOSED:
            assert Bucket.of(account.dpd(TODAY)) == min(client.months, Bucket.M7)


def test_promises_follow_what_was_paid(told: Told) -> None:
    seen: Counter[PromiseState] = Counter()
    for client, _, state in told:
        for view in state.commitments.promises:
            seen[view.outcome.state] += 1
            if view.outcome.state is PromiseState.KEPT:
                assert view.amount_minor in client.paid
    assert {
        PromiseState.KEPT,
        PromiseState.PARTLY_KEPT,
        PromiseState.BROKEN,
        PromiseState.OPEN,
    } <= seen.keys()


def test_history_is_complete(books: Context) -> None:
    kinds = {kind for (kind,) in rows_of(books, "SELECT DISTINCT kind FROM fact")}
    assert kinds >= {
        "placed", "snapshot", "statement", "payment", "assignment", "imported", "contact", "reason", "promise",
        "hold", "plan_version", "agreement", "means", "letter", "delivery", "message", "snooze", "recall", "closing",
    }  # fmt: skip
    roles = {role for (role,) in rows_of(books, "SELECT DISTINCT role FROM party")}
    assert roles == {"debtor", "guarantor", "spouse", "listed_contact", "employer"}


def test_nothing_is_recorded_on_the_day_itself_and_nobody_called_at_night(books: Context, told: Told) -> None:
    midnight = datetime.combine(TODAY, time(), books.zone)
    with books.db.read() as connection:
        assert last_recorded(connection) < midnight
    facts = [fact for _, case, _ in told for fact in case.facts]
    assert max(fact.recorded_at for fact in facts) < midnight
    calls = [fact.occurred_at.astimezone(books.zone) for fact in facts if fact.kind == "contact"]
    assert all(8 <= at.hour < 22 for at in calls)
    assert all(fact.occurred_at <= fact.recorded_at for fact in facts)


def test_some_share_a_name_a_phone_a_case_or_a_debtor(books: Context) -> None:
    assert rows_of(books, "SELECT 1 FROM account GROUP BY case_id HAVING count(*) = 2 LIMIT 1")
    assert rows_of(
        books, "SELECT 1 FROM case_file GROUP BY person_id HAVING count(DISTINCT creditor_id) = 2 LIMIT 1"
    )
    assert rows_of(
        books, "SELECT 1 FROM person WHERE id_number IS NOT NULL GROUP BY name HAVING count(*) > 1 LIMIT 1"
    )
    shared = (
        "SELECT 1 FROM contact_point AS c JOIN party AS y ON y.id = c.party_id "
        "WHERE c.kind = 'mobile' GROUP BY c.normal HAVING count(DISTINCT y.person_id) > 1 LIMIT 1"
    )
    assert rows_of(books, shared)


def test_every_window_of_the_queue_is_a_slice_of_the_whole(books: Context) -> None:
    """Windows skip whole tiers by their counts and walk a tier from its nearer end."""
    ordered = rows_of(
        books,
        f"SELECT tier, case_no FROM case_state WHERE collector_no = {books.user.no} ORDER BY tier, score DESC, tie",
    )
    assert len({tier for tier, _ in ordered}) >= 6
    words = Words("zh", books.rules, books.now(), books.zone)
    for tiers in (queue.EVERY_TIER, queue.TODAY, (Tier.WAITING, Tier.WAITING)):
        wanted = [case_no for tier, case_no in ordered if tiers[0] <= tier <= tiers[1]]
        for limit in (1, 7, len(wanted) + 1):
            for offset in range(0, len(wanted) + 2, max(limit - 2, 1)):
                found = [row.case_no for row in queue.listing(books, words, offset, limit, tiers)]
                assert found == wanted[offset : offset + limit]


def test_placements_are_controlled(books: Context) -> None:
    placed = rows_of(books, "SELECT placement_id, count(*) FROM fact_placed GROUP BY placement_id")
    assert dict(placed) == dict(rows_of(books, "SELECT id, control_count FROM placement"))
    assert len({creditor for (creditor,) in rows_of(books, "SELECT name FROM creditor")}) == 3


def test_more_cases_than_clients_are_variations_with_shorter_histories() -> None:
    count = len(real_clients())
    first, again = real_clients()[7], client_at(count + 7, Dice(1, count + 7))
    assert (count, first.months_told) == (5129, 6)
    assert again == client_at(count + 7, Dice(1, count + 7))
    assert (again.no, again.overdue, again.months_told) == (first.no, first.overdue, 3)
    pairs = list(zip(first.bills, again.bills, strict=True))
    assert first.bills != again.bills
    assert all(800 * real <= 1000 * varied + 1000 and 1000 * varied <= 1250 * real for real, varied in pairs)
    bills = bills_of(b"a" * 16, again, TODAY, Dice(1, 1), days_since=5, is_loan=False)
    assert [body.bill_minor for body in bills.statements(TODAY)] == list(reversed(again.bills[:3]))


# Invented people


def test_nobody_real_can_be_met(books: Context) -> None:
    numbers = [
        number for (number,) in rows_of(books, "SELECT id_number FROM person WHERE id_number IS NOT NULL")
    ]
    assert len(set(numbers)) == len(numbers) > 700
    assert {read_id_number(number).number[4:6] for number in numbers} == {"98"}
    mobiles = [
        number for (number,) in rows_of(books, "SELECT normal FROM contact_point WHERE kind = 'mobile'")
    ]
    assert all(normalise_phone(number) == number for number in mobiles)
    assert not any(phonenumbers.is_valid_number(phonenumbers.parse(number, "CN")) for number in mobiles)
    landlines = [
        number for (number,) in rows_of(books, "SELECT normal FROM contact_point WHERE kind = 'landline'")
    ]
    assert landlines
    assert all(normalise_phone(number) == number for number in landlines)
    cards = [number for (number,) in rows_of(books, "SELECT number FROM account")]
    assert all(
        luhn_digit(card[:-1]) == card[-1] and card.startswith("9156") and len(card) == 16 for card in cards
    )


def test_people_agree_with_their_numbers(books: Context) -> None:
    people = rows_of(books, "SELECT id_number, sex, birth_on FROM person WHERE id_number IS NOT NULL")
    for number, sex, birth_on in people:
        read = read_id_number(number)
        assert (read.is_male, read.birth_on.isoformat()) == (sex == "male", birth_on)


def test_names_are_read_as_everywhere(books: Context) -> None:
    people = rows_of(books, "SELECT DISTINCT name, pinyin FROM person WHERE kind = 'person'")
    assert all(pinyin_of(name).full == reading for name, reading in people)


def test_every_code_is_known(books: Context) -> None:
    rules = books.rules
    assert {
        c for (c,) in rows_of(books, "SELECT DISTINCT result FROM fact_contact")
    } <= rules.codes.by_code.keys()
    assert {
        c for (c,) in rows_of(books, "SELECT DISTINCT code FROM fact_reason")
    } <= rules.reasons.by_code.keys()
    sources = {source.value for source in rules.vocabulary.sources}
    assert {c for (c,) in rows_of(books, "SELECT DISTINCT source FROM contact_point")} <= sources
    assert {c for (c,) in rows_of(books, "SELECT DISTINCT how FROM fact_agreement")} <= HOW_AGREED


# The store


def test_store_is_whole_and_its_states_are_those_of_a_rebuild(books: Context) -> None:
    assert audit.verify(books).kept == []
    assert rows_of(books, "PRAGMA foreign_key_check") == []
    kept = "SELECT * FROM case_state ORDER BY case_no"
    counts = "SELECT * FROM queue_count ORDER BY collector_no, tier"
    before = rows_of(books, kept), rows_of(books, counts)
    states.rebuild(books)
    assert (rows_of(books, kept), rows_of(books, counts)) == before


def test_no_person_stands_in_clear(practised: tuple[Home, Built]) -> None:
    with opened(practised[0]) as context:
        rows = rows_of(context, "SELECT name, coalesce(id_number, name) FROM person")
        points = rows_of(context, "SELECT value, normal FROM contact_point")
        names = {text.encode() for row in (*rows, *points) for text in row}
        written = [path.read_bytes() for path in context.home.root.rglob("*") if path.is_file()]
    assert len(names) > 200
    assert not [name for name in names for content in written if name in content]


def test_store_says_what_it_is(desk: Context) -> None:
    assert desk.is_practice
    info = dict(rows_of(desk, "SELECT name, value FROM store_info"))
    assert (info["reference_on"], info["attribution"]) == (TODAY.isoformat(), ATTRIBUTION)
    readme = resource("sample", "README.md").read_text(encoding="utf-8")
    assert "10.24432/C55S3H" in readme
    assert "CC BY 4.0" in readme


# What goes wrong


class _Stops:
    """Somebody who presses Cancel at once."""

    def report(self, done: int, total: int, step: str = "") -> None:
        raise Cancelled


def test_cancelled_build_leaves_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with pytest.raises(Cancelled):
        build(home, today=TODAY, progress=_Stops())
    assert [path for path in home.root.rglob("*") if path.suffix == ".db"] == []
    assert build(home, today=TODAY).cases == 60


def test_killed_build_leaves_no_store_and_does_not_stand_in_the_way(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    script = (
        "from datetime import date; from pathlib import Path; from app.services.sample import build\n"
        "from app.system.paths import Home\n"
        "class Told:\n"
        "    def report(self, done, total, step=''): print(done, flush=True)\n"
        f"build(Home(Path({str(home.root)!r})), today=date(2026, 11, 20), cases=3999, progress=Told())"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"400"
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.communicate()
    assert not home.has_store
    assert (home.root / "building" / "fairdue.db").exists()
    assert build(home, today=TODAY).cases == 60
    assert not (home.root / "building").exists()


def test_move_that_was_cut_in_two_is_begun_anew(tmp_path: Path) -> None:
    home, scratch = Home(tmp_path), Home(tmp_path / "building")
    store.make_practice(scratch)
    scratch.database.replace(home.database)
    assert build(home, today=TODAY).cases == 60


def test_nothing_is_built_over_a_store(practised: tuple[Home, Built], tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="store_exists"):
        build(practised[0], today=TODAY)
    lonely = Home(tmp_path)
    lonely.database.write_bytes(b"somebody's database without its slots")
    with pytest.raises(StorageProblem, match="store_exists"):
        build(lonely, today=TODAY)
    assert lonely.database.read_bytes().startswith(b"somebody")


@pytest.mark.parametrize("cases", [0, MOST_CASES + 1])
def test_size_has_limits(cases: int, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="sample_too_large"):
        build(Home(tmp_path / "home"), today=TODAY, cases=cases)
