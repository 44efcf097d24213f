"""Which facts still stand: undo and redo, supersession, two devices that supersede the same fact."""

from __future__ import annotations

from random import Random

import pytest

from app.domain import facts as f
from app.domain.facts import Fact, Id, annulled_acts, conflicts, standing
from tests.unit.histories import CASE, DEBTOR, OTHER_CASE, STRANGER, Told, at, case_of

LATER = ("10:00", "11:00", "12:00", "13:00")


def promised(told: Told, minor: int, hour: int, **more: object) -> Fact:
    return told.promised(minor, "2026-11-30", at("2026-11-16", LATER[hour]), **more)


def amounts(told: Told) -> list[int]:
    return [fact.body.amount_minor for fact in told.case().facts if fact.kind == "promise"]


def test_undo_redo_and_undo_again() -> None:
    told = Told()
    promise = promised(told, 1, 0)
    undo = told.undo(promise, at("2026-11-16", "10:01"))
    assert amounts(told) == []
    redo = told.undo(undo, at("2026-11-16", "10:02"))
    assert amounts(told) == [1]
    again = told.undo(redo, at("2026-11-16", "10:03"))
    assert amounts(told) == []
    told.undo(again, at("2026-11-16", "10:04"))
    assert amounts(told) == [1]


def test_an_act_is_undone_as_one() -> None:
    told = Told()
    act = b"one act"
    first = told.promised(1, "2026-11-30", at("2026-11-16"), act=act)
    told.add(f.Reason("INCD"), at("2026-11-16"), act=act)
    told.undo(first, at("2026-11-16", "10:00"))
    assert [fact.kind for fact in told.case().facts] == ["annulment"]


def test_a_clock_that_went_back_between_undo_and_redo_changes_nothing() -> None:
    told = Told()
    promise = promised(told, 1, 0)
    undo = told.undo(promise, at("2026-11-16", "12:00"))
    told.undo(undo, at("2026-11-16", "10:30"))
    assert amounts(told) == [1]


def test_two_annulments_of_one_act_need_two_redos() -> None:
    """Two devices undo the same act; one of them takes its undo back."""
    told = Told()
    promise = promised(told, 1, 0)
    first, second = (told.undo(promise, at("2026-11-16", "11:00")) for _ in range(2))
    told.undo(first, at("2026-11-16", "12:00"))
    assert amounts(told) == []
    told.undo(second, at("2026-11-16", "12:00"))
    assert amounts(told) == [1]


@pytest.mark.parametrize("ring", [1, 2, 3])
def test_annulments_that_name_each_other_in_a_ring_come_to_an_end(ring: int) -> None:
    """No program writes these; a merged chain of somebody else might."""
    told = Told()
    acts: list[Id] = [b"act%d" % no for no in range(ring)]
    for no, act in enumerate(acts):
        told.add(f.Annulment(acts[(no + 1) % ring]), at("2026-11-16"), act=act)
    assert annulled_acts(told.facts) == annulled_acts(told.facts[::-1])


def test_a_fact_that_supersedes_takes_the_place_of_the_older_one() -> None:
    told = Told()
    first = promised(told, 1, 0)
    second = promised(told, 2, 1, supersedes=first)
    promised(told, 3, 2, supersedes=second)
    assert amounts(told) == [3]


def test_what_was_superseded_by_something_undone_stands_again() -> None:
    told = Told()
    first = promised(told, 1, 0)
    second = promised(told, 2, 1, supersedes=first)
    told.undo(second, at("2026-11-16", "12:00"))
    assert amounts(told) == [1]


def test_of_two_devices_the_later_one_wins_and_both_are_shown() -> None:
    told = Told()
    first = promised(told, 1, 0)
    late = promised(told, 3, 1, supersedes=first, recorded=at("2026-11-16", "15:00"))
    early = promised(told, 2, 2, supersedes=first, recorded=at("2026-11-16", "14:00"))
    assert amounts(told) == [3]
    assert conflicts(told.facts, frozenset()) == ((early, late),)


def test_of_two_in_the_same_millisecond_the_greater_uid_wins() -> None:
    told = Told()
    first = promised(told, 1, 0)
    at_once = {"supersedes": first, "recorded": at("2026-11-16", "15:00")}
    greater = promised(told, 2, 1, uid=b"b" * 16, **at_once)
    promised(told, 3, 2, uid=b"a" * 16, **at_once)
    assert [fact for fact in told.case().facts if fact.kind == "promise"] == [greater]


def test_a_conflict_is_over_when_one_side_is_undone() -> None:
    told = Told()
    first = promised(told, 1, 0)
    early = promised(told, 2, 1, supersedes=first)
    late = promised(told, 3, 2, supersedes=first)
    told.undo(late, at("2026-11-16", "16:00"))
    assert amounts(told) == [2]
    assert conflicts(told.facts, annulled_acts([told.facts[-1]])) == ()
    assert [fact.uid for fact in standing(told.facts[:3], frozenset())] == [late.uid]
    assert early in told.case().facts


def test_facts_stand_in_the_order_of_what_happened_then_of_writing_then_of_the_uid() -> None:
    told = Told()
    happened = at("2026-11-16", "10:00")
    fourth = told.add(f.Reason("D"), at("2026-11-17"), recorded=at("2026-11-17"))
    third = told.add(f.Reason("C"), happened, recorded=at("2026-11-16", "12:00"))
    second = told.add(f.Reason("B"), happened, recorded=at("2026-11-16", "11:00"), uid=b"2" * 16)
    first = told.add(f.Reason("A"), happened, recorded=at("2026-11-16", "11:00"), uid=b"1" * 16)
    told.facts = Random(1).sample(told.facts, 4)
    assert told.case().facts == (first, second, third, fourth)
    assert first.order < second.order < third.order < fourth.order


def test_a_case_file_keeps_apart_what_is_known_of_the_debtor_from_elsewhere() -> None:
    told = Told()
    own = told.add(f.Hold("dispute", at("2026-11-16")), at("2026-11-16"), person=DEBTOR)
    elsewhere = told.add(
        f.Hold("deceased", at("2026-11-16")), at("2026-11-16"), case=OTHER_CASE, person=DEBTOR
    )
    nowhere = told.add(f.Preference("no_contact"), at("2026-11-16"), case=None, person=DEBTOR)
    told.add(f.Hold("deceased", at("2026-11-16")), at("2026-11-16"), case=OTHER_CASE, person=STRANGER)
    case = case_of(told.facts)
    assert (case.case_id, case.person_id) == (CASE, DEBTOR)
    assert case.facts == (own,)
    assert case.person_facts == (elsewhere, nowhere)
