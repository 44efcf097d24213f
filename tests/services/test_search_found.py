"""Finding a case by what a collector types: two characters, initials, fragments; and whatever else is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio import OWN, Portfolio, open_copy

from app.domain.facts import Id
from app.models import search
from app.services import queue
from app.services.names import pinyin_of

LI, OTHER, CHEN = 1, 2, 3
CARDS = {LI: "6222000000000001", OTHER: "N-77", CHEN: "6222000000000003"}
NAMES = {LI: "李明", OTHER: "欧阳娜娜", CHEN: "陈晓 Ａ级100%_好"}


@pytest.fixture(scope="module")
def found(
    closed_store: tuple[Path, dict[str, Id]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portfolio]:
    """Three cases that can be found. No test changes them."""
    with open_copy(*closed_store, tmp_path_factory.mktemp("found") / "home") as portfolio:
        with portfolio.context.db.write() as connection:
            for no, name in NAMES.items():
                reading = pinyin_of(name)
                phones = [OWN] if no == LI else []
                words = search.words_of([name], [reading.initials], [reading.full], [*phones, CARDS[no]])
                search.replace(connection, no, words)
        yield portfolio


def cases(portfolio: Portfolio, typed: str) -> set[int]:
    return {row.case_no for row in queue.search(portfolio.context, portfolio.words, typed)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("李明", {LI}),  # two characters, of which the trigram index alone finds nothing
        ("阳娜", {OTHER}),
        ("欧阳娜娜", {OTHER}),
        ("阳娜娜", {OTHER}),
        ("lm", {LI}),
        ("LM", {LI}),
        ("oynn", {OTHER}),
        ("ynn", {OTHER}),
        ("liming", {LI}),
        ("Li Ming", {LI}),
        ("ouyang", {OTHER}),
        ("13800000042", {LI}),
        ("138 0000 0042", {LI}),
        ("0042", {LI}),
        ("１３８", {LI}),
        ("　李明　", {LI}),
        ("ｌｉｍｉｎｇ", {LI}),
        ("6222", {LI, CHEN}),
        ("0003", {CHEN}),
        ("n-77", {OTHER}),
        ("A级", {CHEN}),
        ("Ａ级", {CHEN}),
        ("100%", {CHEN}),
        ("%_好", {CHEN}),
        ('"李"明', {LI}),
        ("李|明", {LI}),
        ("李\x00明", {LI}),
        ("", set()),
        ("李", set()),  # one character is too short to look for
        ("  ", set()),
        ('""', set()),
        ("王明", set()),
        ("李%", set()),
        ("李_", set()),
        ("___", set()),
        ("%", set()),
        ("13900", set()),
    ],
)
def test_what_is_typed_finds(found: Portfolio, typed: str, expected: set[int]) -> None:
    assert cases(found, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "李明 OR 陈晓", "words:李明", "李明*", "NEAR(李明 陈晓)", "-李明", "^李明", "李明 AND", "(", ")", "+李明",
        "'; DROP TABLE fact; --", '"', '"""', 'a"b"c', "{words}: x", "\ud800\udc00", "\ud800", "\u202e李明", "\x00",
        "a\x00b", "|", "||||", "a" * 100_000, "长" * 100_000, "\n\t\r", "👨\u200d👩\u200d👧", "İİİ", "NULL",
        "rowid:1", "search", "?", "??1", "\\", "\\\\",
    ],
)  # fmt: skip
def test_operators_and_oddities_are_only_text(found: Portfolio, typed: str) -> None:
    assert cases(found, typed) <= {LI} if "\u202e" in typed else cases(found, typed) == set()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_nothing_typed_ever_fails(found: Portfolio, typed: str) -> None:
    assert cases(found, typed) <= set(NAMES)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.integers(0, 20), st.integers(2, 20))
def test_every_part_of_a_name_or_number_finds_its_case(
    found: Portfolio, no: int, at: int, length: int
) -> None:
    for text, shortest in ((NAMES[no], 2), (pinyin_of(NAMES[no]).initials, 2), (CARDS[no], 3)):
        part = text[at : at + length]
        if len(part.replace(" ", "")) >= shortest and part == part.strip():
            assert no in cases(found, part), part


def test_a_case_indexed_anew_is_found_by_its_new_words_alone(portfolio: Portfolio) -> None:
    for name, words in (("赵六", ["赵六"]), ("王五", ["王五"])):
        with portfolio.context.db.write() as connection:
            search.replace(connection, LI, search.words_of(words, [], [], []))
        assert cases(portfolio, name) == {LI}
    assert cases(portfolio, "赵六") == set()


def test_the_newest_cases_come_when_there_are_too_many(found: Portfolio) -> None:
    with found.context.db.read() as connection:
        assert search.find(connection, "6222", 1) == [CHEN]


def test_the_index_keeps_no_text_of_its_own(found: Portfolio) -> None:
    with found.context.db.read() as connection:
        assert set(connection.exec_driver_sql("SELECT words FROM search").scalars()) == {None}
