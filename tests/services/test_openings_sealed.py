"""Who opened which case cannot be changed unseen: a fact seals each day, and what stands when a file leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from portfolio import Portfolio, at

from app.domain.moments import from_ms, to_ms
from app.models.openings import KEPT_MS, Opened
from app.services import audit, backups, case_export, openings
from app.services.case_export import ExportCase
from app.services.messages import said


def open_cases(portfolio: Portfolio, day: int, *hours: int) -> None:
    """The first case and its neighbour are looked at in turn."""
    portfolio.clock.now = at(f"{hours[-1]:02}:30", day)
    cases = (portfolio.case, portfolio.neighbour)
    seen = [
        Opened(to_ms(at(f"{hour:02}:00", day)), portfolio.context.user.id, cases[number % 2], "desk")
        for number, hour in enumerate(hours)
    ]
    openings.keep(portfolio.context, seen)


@pytest.fixture
def sealed(portfolio: Portfolio) -> Portfolio:
    """Four openings of Monday (1–4), three of Tuesday (5–7), both sealed; two of Wednesday (8, 9) that are not."""
    open_cases(portfolio, 16, 9, 10, 11, 12)
    open_cases(portfolio, 17, 9, 10, 11)
    open_cases(portfolio, 18, 9, 10)
    return portfolio


@contextmanager
def thief(portfolio: Portfolio) -> Iterator[Any]:
    """A raw connection with the key; the guards of the openings stand again afterwards."""
    raw = portfolio.context.db.raw()
    guards = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'opening'"
    ).fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    yield raw
    for _, sql in guards:
        raw.execute(sql)
    raw.close()


def findings(portfolio: Portfolio) -> list[tuple[str, Any]]:
    found = audit.verify(portfolio.context).kept
    return [(each.code.removeprefix("audit_"), each.params.get("first")) for each in found]


def test_a_day_that_is_over_is_sealed_once(sealed: Portfolio) -> None:
    seals = sealed.facts("anchor")
    assert [(one["given_to"], one["device_seq"]) for one in seals] == [("openings", 4), ("openings", 7)]
    assert findings(sealed) == []
    open_cases(sealed, 18, 13)
    assert len(sealed.facts("anchor")) == 2


TAMPERED: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "another moment": ("UPDATE opening SET at = at + 1 WHERE seq = 2", [("openings_changed", 1)]),
    "another actor": ("UPDATE opening SET actor = zeroblob(16) WHERE seq = 6", [("openings_changed", 5)]),
    "another case": (
        "UPDATE opening SET case_id = (SELECT case_id FROM opening WHERE seq = 2) WHERE seq = 1",
        [("openings_changed", 1)],
    ),
    "a case told as text": (
        "UPDATE opening SET case_id = CAST(case_id AS TEXT) WHERE seq = 5",
        [("openings_changed", 5)],
    ),
    "another place": ("UPDATE opening SET place = 'plan' WHERE seq = 7", [("openings_changed", 5)]),
    "two that changed seats": (
        "UPDATE opening SET at = (SELECT sum(at) FROM opening WHERE seq IN (2, 3)) - at WHERE seq IN (2, 3)",
        [("openings_changed", 1)],
    ),
    "one deleted in the middle": ("DELETE FROM opening WHERE seq = 3", [("openings_missing", 1)]),
    "the oldest deleted": ("DELETE FROM opening WHERE seq <= 4", [("openings_missing", 1)]),
    "one replaced": (
        "INSERT OR REPLACE INTO opening SELECT 2, at, actor, case_id, place FROM opening WHERE seq = 6",
        [("openings_changed", 1)],
    ),
    "one deleted and the rest moved up": (
        "DELETE FROM opening WHERE seq = 2; UPDATE opening SET seq = seq - 1 WHERE seq IN (3, 4);"
        "INSERT INTO opening SELECT 4, at, actor, case_id, place FROM opening WHERE seq = 3",
        [("openings_changed", 1)],
    ),
    "the sealed tail": ("DELETE FROM opening WHERE seq >= 7", [("openings_missing", 5)]),
    "all of them": ("DELETE FROM opening", [("openings_missing", 1), ("openings_missing", 5)]),
    "a gap where nothing is sealed": ("DELETE FROM opening WHERE seq = 8", [("openings_missing", 8)]),
}


@pytest.mark.parametrize(("statements", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_is_changed_is_found_with_its_day(
    sealed: Portfolio, statements: str, expected: list[tuple[str, int]]
) -> None:
    with thief(sealed) as raw:
        for statement in statements.split(";"):
            raw.execute(statement)
    assert findings(sealed) == expected


def test_it_is_said_in_words_how_many_are_gone_and_of_which_day(sealed: Portfolio) -> None:
    with thief(sealed) as raw:
        raw.execute("DELETE FROM opening WHERE seq IN (5, 6)")
    (found,) = audit.verify(sealed.context).kept
    assert said(found.code, found.params, "en").startswith(
        "2 of the 3 openings numbered 5 to 7 (up to 2026-11-17) are gone"
    )
    assert "少了 2 条" in said(found.code, found.params, "zh_CN")


def test_a_backup_and_an_export_seal_what_stands(sealed: Portfolio, tmp_path: Path) -> None:
    backups.make(sealed.context, tmp_path)
    assert sealed.facts("anchor")[-1]["device_seq"] == 9
    open_cases(sealed, 18, 14)
    command = ExportCase(sealed.case, ("json",), purpose="subject")
    case_export.export(sealed.context, sealed.words, command, tmp_path)
    assert sealed.facts("anchor")[-1]["device_seq"] == 10
    with thief(sealed) as raw:
        raw.execute("DELETE FROM opening WHERE seq >= 9")
    assert findings(sealed) == [("openings_missing", 8), ("openings_missing", 10)]


def test_seals_that_go_with_their_openings_are_missed_by_what_was_given_away(
    sealed: Portfolio, tmp_path: Path
) -> None:
    command = ExportCase(sealed.case, ("json",), purpose="subject")
    made, _ = case_export.export(sealed.context, sealed.words, command, tmp_path)
    with thief(sealed) as raw:
        raw.execute("DELETE FROM opening WHERE seq >= 8")
        for name in ("fact_no_delete", "fact_anchor_no_delete", "fact_export_no_delete"):
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA foreign_keys=OFF")
        (first,) = raw.execute("SELECT max(seq) FROM fact_anchor").fetchone()
        for table in ("fact_anchor", "fact_export", "fact"):
            raw.execute(f"DELETE FROM {table} WHERE seq >= ?", (first,))
    (manifest,) = tmp_path.glob("*.manifest.json")
    found = {each.code for each in audit.verify(sealed.context, against=[manifest]).kept}
    assert made.paths
    assert "audit_anchor_tail" in found


def test_what_was_kept_long_enough_goes_by_days_and_is_not_missed(sealed: Portfolio) -> None:
    newest = Opened(to_ms(at("12:30", 16)) + KEPT_MS, sealed.context.user.id, sealed.case, "desk")
    sealed.clock.now = from_ms(newest.at)
    openings.keep(sealed.context, [newest])
    with sealed.context.db.read() as connection:
        left = connection.exec_driver_sql("SELECT min(seq), count(*) FROM opening").one()
    assert tuple(left) == (5, 6)
    assert findings(sealed) == []
    with thief(sealed) as raw:
        raw.execute("DELETE FROM opening WHERE seq <= 7")
    assert findings(sealed) == [("openings_missing", 5)], "too young to have gone by itself"
