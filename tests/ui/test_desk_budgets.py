"""What a task costs in keys, counted in the real window and compared with docs/desk.md.

The table there says target, hard limit and what was measured; each row is worked here, its facts are read back, and
where the task ends a call the next case is on screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from practice import Desk, at, practice_desk
from PySide6.QtWidgets import QApplication

from app.domain.facts import from_ms
from app.domain.terms import Tier
from app.services.names import pinyin_of
from app.ui.theme import Theme

TABLE = Path(__file__).parents[2] / "docs" / "desk.md"
FRIDAY = date(2026, 11, 27)

Stored = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """A line of the table in the handbook."""

    target: int
    limit: int
    measured: int


def table() -> dict[str, Row]:
    """The budgets of docs/desk.md by their task."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| task | keys | target"))
    rows = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        task, _, target, limit, measured = (cell.strip() for cell in line.strip("|").split("|"))
        rows[task] = Row(int(target), int(limit), int(measured))
    return rows


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """One window for all rows; each works a case of its own."""
    with practice_desk(practice_store, tmp_path_factory.mktemp("budgets")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


@pytest.fixture
def ready(window: Desk) -> Iterator[Desk]:
    with window.one_case() as desk:
        yield desk


def called(stored: Stored, result: str) -> dict[str, Any]:
    contact = stored["contact"]
    assert (contact["result"], contact["channel"], contact["rule_check"]) == (result, "call", "allowed")
    return contact


def not_reached(desk: Desk, stored: Stored) -> None:
    contact = called(stored, "NA")
    assert set(stored) == {"contact"}
    assert from_ms(contact["next_at"]) == at("19:30")


def no_good(desk: Desk, stored: Stored) -> None:
    assert called(stored, "EMP")["number"]
    assert set(stored) == {"contact"}


def hung_up(desk: Desk, stored: Stored) -> None:
    called(stored, "HUP")
    assert set(stored) == {"contact"}


def other_person(desk: Desk, stored: Stored) -> None:
    assert called(stored, "NSA")["party_id"] is None
    assert set(stored) == {"contact"}


def refuses(desk: Desk, stored: Stored) -> None:
    assert called(stored, "RTP")["is_identity_checked"] == 1
    assert stored["reason"]["code"] == desk.context.rules.reasons.chips[1].code
    assert set(stored) == {"contact", "reason"}


def says_paid(desk: Desk, stored: Stored) -> None:
    assert called(stored, "CP")["is_identity_checked"] == 1
    assert stored["reason"]["code"] == desk.context.rules.reasons.chips[0].code
    assert stored["hold"]["hold_kind"] == "payment_check"


def suggested(desk: Desk, stored: Stored) -> None:
    called(stored, "PTP")
    assert stored["promise"]["amount_minor"] > 0
    assert stored["promise"]["due_on"] > "2026-11-23"
    assert set(stored) == {"contact", "reason", "promise"}


def own_promise(desk: Desk, stored: Stored) -> None:
    called(stored, "PTP")
    assert (stored["promise"]["amount_minor"], stored["promise"]["due_on"]) == (120_000, str(FRIDAY))
    assert set(stored) == {"contact", "reason", "promise"}


def half_past_two(desk: Desk, stored: Stored) -> None:
    contact = called(stored, "CBK")
    assert (from_ms(contact["next_at"]), contact["next_kind"]) == (at("14:30"), "callback")


def in_two_hours(desk: Desk, stored: Stored) -> None:
    contact = called(stored, "CBK")
    assert (from_ms(contact["next_at"]).replace(second=0, microsecond=0), contact["next_kind"]) == (
        at("11:30"),
        "callback",
    )


def complaint(desk: Desk, stored: Stored) -> None:
    called(stored, "CMP")
    assert stored["hold"]["hold_kind"] == "complaint"
    assert set(stored) == {"contact", "hold"}


def skipped(desk: Desk, stored: Stored) -> None:
    assert set(stored) == {"snooze"}
    assert stored["snooze"]["why"] == "later"
    assert from_ms(stored["snooze"]["until_at"]) > at("11:29")


def skipped_for_papers(desk: Desk, stored: Stored) -> None:
    assert set(stored) == {"snooze"}
    assert stored["snooze"]["why"] == "papers"
    assert from_ms(stored["snooze"]["until_at"]) == at("10:00", date(2026, 11, 26))


@dataclass(frozen=True)
class Task:
    """The keys of a row of the table, what must be stored, and whether the next case is shown."""

    keys: str
    check: Callable[[Desk, Stored], None]
    goes_on: bool = True


CALLS = {
    "not reached": Task("1", not_reached),
    "hung up": Task("2", hung_up),
    "number no good": Task("3", no_good),
    "another person answers": Task("4 1", other_person),
    "refuses, with identity and reason": Task("I 9 2", refuses),
    "says paid, with identity and reason": Task("I 6 1", says_paid),
    "promise as suggested, with identity and reason": Task("I 5 1 Enter", suggested),
    "promise of four digits and a weekday, with identity and reason": Task(
        "I 5 1 1 2 0 0 Tab W 5 Enter", own_promise
    ),
    "call back at 14:30": Task("0 1 4 3 0 Enter", half_past_two),
    "call back as suggested": Task("0 Enter", in_two_hours),
    "complaint, with its type and identity": Task("I 8 2", complaint, goes_on=False),
    "skipped for later today": Task("S Enter", skipped),
    "skipped with another reason": Task("S 2 Enter", skipped_for_papers),
}


def keys_of(task: str) -> list[str]:
    """The keys of a task as the handbook prints them."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith(f"| {task} |"))
    return [key.strip("`") for key in line.split("|")[2].split()]


def pressed(desk: Desk, task: str, keys: list[str]) -> None:
    """Press them and compare with the table."""
    count = desk.press(*(key.lower() if len(key) == 1 else key for key in keys))
    row = table()[task]
    assert count <= row.limit, f"{task}: {count} keys are more than the hard limit"
    assert count == row.measured, f"{task}: docs/desk.md says {row.measured}"
    if "initials" not in task:
        assert keys == keys_of(task), f"{task}: docs/desk.md prints other keys"


@pytest.mark.parametrize("task", CALLS)
def test_call_costs_what_the_table_says(ready: Desk, task: str) -> None:
    desk, wanted = ready, CALLS[task]
    case, following = desk.panel.case_id, desk.queue.neighbour()
    assert following not in (None, case)
    pressed(desk, task, wanted.keys.split())
    stored = desk.stored()
    assert {fact["case_id"] for fact in stored.values()} == {case}
    wanted.check(desk, stored)
    assert desk.panel.case_id == (following if wanted.goes_on else case)
    assert desk.queue.list.current_row is None or wanted.goes_on
    assert desk.focus == "queue_list"
    assert not desk.assistant.is_asking


def test_reason_on_file_is_kept_by_enter(ready: Desk) -> None:
    case = ready.panel.case_id
    ready.press("I", "9", "2")
    ready.stored()
    told = ready.open(case).reason
    assert told is not None
    pressed(ready, "refuses, the reason on file is kept", ["I", "9", "Enter"])
    stored = ready.stored()
    assert stored["contact"]["result"] == "RTP"
    assert stored["reason"]["code"] == told.code


def test_what_arrived_is_seen_by_one_key(desk: Desk) -> None:
    """On a desk of its own: the other rows take whatever case is next."""
    case = desk.show(lambda panel: panel.tier is Tier.NEWS).case_id
    desk.stored()
    assert desk.case.seen.isVisible()
    pressed(desk, "what arrived was seen", ["R"])
    stored = desk.stored()
    assert set(stored) == {"acknowledged"}
    assert stored["acknowledged"]["case_id"] == case
    assert desk.panel.case_id != case
    assert desk.open(case).tier is not Tier.NEWS
    assert not desk.case.seen.isVisible()
    desk.press("R")
    assert "没有新情况" in desk.told[-1]
    assert desk.stored() == {}


def test_undo_is_one_key_and_shows_its_case(ready: Desk) -> None:
    case = ready.panel.case_id
    ready.press("1")
    ready.stored()
    assert ready.panel.case_id != case
    pressed(ready, "undo the last act", ["Ctrl+Z"])
    assert set(ready.stored()) == {"annulment"}
    assert ready.panel.case_id == case


def test_debtor_is_found_by_initials(ready: Desk) -> None:
    shown = ready.panel.name
    sought = ready.find(lambda panel: panel.name != shown and len(panel.name) == 3)
    initials = pinyin_of(sought.name).initials.upper()
    pressed(ready, "find a debtor by pinyin initials", ["Ctrl+F", *initials, "Enter"])
    assert pinyin_of(ready.panel.name).initials == initials.lower()
    assert ready.focus == "queue_list"
    assert ready.queue.list.current_row.case_id == ready.panel.case_id
    assert ready.stored() == {}


def test_command_by_palette(ready: Desk) -> None:
    case = ready.panel.case_id
    ready.press("1")
    ready.stored()
    pressed(ready, "any command by the palette", ["Ctrl+K", "C", "X", "Enter"])  # 撤销
    assert set(ready.stored()) == {"annulment"}
    assert ready.panel.case_id == case


def test_plan_opens_and_its_proposal_is_agreed(ready: Desk) -> None:
    case = ready.panel.case_id
    pressed(ready, "a plan as proposed, agreed", ["I", "7", "1", "Ctrl+Enter"])
    stored = ready.stored()
    assert stored["contact"]["result"] == "INS"
    assert stored["agreement"]["how"] == "recorded_call"
    assert stored["plan_version"]["case_id"] == stored["agreement"]["case_id"] == case


def test_plan_of_another_term(ready: Desk) -> None:
    pressed(ready, "a plan of another term, agreed", ["I", "7", "1", "Tab", "1", "2", "Ctrl+Enter"])
    stored = ready.stored()
    assert stored["plan_version"]["periods"] == 12
    assert "agreement" in stored


def test_saved_view_is_one_chord(ready: Desk) -> None:
    pressed(ready, "switch the view of the queue", ["Alt+2"])
    assert [group.title for group in ready.queue.model.groups] == [
        ready.context.rules.vocabulary.tiers[7].text("zh_CN")
    ]
    ready.press("Alt+1")  # the others work the queue of today


def test_known_limits_of_every_row() -> None:
    """The table is the contract: measured never above the limit, no row without a test."""
    rows = table()
    assert all(row.measured <= row.limit and row.target <= row.limit for row in rows.values())
    assert set(rows) == set(CALLS) | {
        "refuses, the reason on file is kept",
        "what arrived was seen",
        "undo the last act",
        "find a debtor by pinyin initials",
        "any command by the palette",
        "a plan as proposed, agreed",
        "a plan of another term, agreed",
        "switch the view of the queue",
    }
