"""Backups that the program makes by itself: when a real store was not proven for a day; the outlived ones go."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import statements
from importing import THREE, Intake
from portfolio import Portfolio

from app.domain.errors import StorageProblem
from app.models.database import connect
from app.services import backups, bank_statements, imports
from app.services.context import Context
from app.services.day import proven_backup_at, today
from app.services.imports import ImportFile
from app.system import folders

DAY = timedelta(days=1)


def as_real(context: Context) -> Context:
    """The same store as if what is in it were real."""
    return replace(context, is_practice=False)


def proven(context: Context, at: datetime) -> Path:
    """A backup that was made at that moment."""
    made = backups.make(replace(context, clock=lambda: at)).path
    os.utime(made, (at.timestamp(), at.timestamp()))
    return made


def databases(context: Context) -> list[str]:
    return sorted(path.name for path in context.home.backups.glob("*.db"))


@pytest.mark.parametrize(
    ("age", "is_due"),
    [(None, True), (timedelta(0), False), (DAY - timedelta(minutes=1), False), (DAY, True), (30 * DAY, True)],
)
def test_it_is_due_after_a_day(portfolio: Portfolio, age: timedelta | None, is_due: bool) -> None:
    context = as_real(portfolio.context)
    if age is not None:
        proven(context, portfolio.clock.now - age)
    assert backups.is_due(context) is is_due
    assert not backups.is_due(portfolio.context)  # a practice store holds nothing real
    made = backups.make_if_due(context)
    assert (made is not None) is is_due


def test_only_the_outlived_go_and_their_anchors_stay(portfolio: Portfolio) -> None:
    context, now = as_real(portfolio.context), portfolio.clock.now
    own = context.home.backups
    for day in range(1, 12):
        proven(context, now - timedelta(days=day))
    (own / "before-upgrade-20260101-000000.db").write_bytes(b"x")
    (own / "notes.db").write_bytes(b"mine")
    made = backups.make_if_due(context)
    assert made is not None
    stems = {path.stem for path in own.glob("fairdue-2*.db")}
    # Seven days from the 16th back; of the weeks before, the Sunday 8th; the newest of October needs none here.
    assert stems == {f"fairdue-202611{day:02}-090000" for day in (16, 15, 14, 13, 12, 11, 10, 8)}
    assert {path.name.removesuffix(".keyslots.json") for path in own.glob("*.keyslots.json")} == stems
    assert len(list(own.glob("*.manifest.json"))) == 12
    assert (own / "before-upgrade-20260101-000000.db").exists()
    assert (own / "notes.db").exists()


def test_where_none_can_be_made_none_goes(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    context = as_real(portfolio.context)
    for day in range(1, 12):
        proven(context, portfolio.clock.now - timedelta(days=day))
    before = databases(context)
    monkeypatch.setattr(folders, "free_bytes", lambda _: 1_000)
    with pytest.raises(StorageProblem, match="disk_low"):
        backups.make_if_due(context)
    assert databases(context) == before


def test_a_real_store_is_backed_up_before_a_file_comes_in(intake: Intake) -> None:
    context = as_real(intake.context)
    made: list[int] = []

    def counted(*_: Any, **__: Any) -> None:
        made.append(len(databases(context)))
        raise StorageProblem("stop_here")

    path = intake.file(THREE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.imports.placing._run", counted)
        with pytest.raises(StorageProblem, match="stop_here"):
            imports.run(context, ImportFile(path, "浦发银行"))
    assert made == [1]
    backup = next(context.home.backups.glob("*.db"))
    os.utime(backup, (context.now().timestamp(), context.now().timestamp()))
    assert imports.run(context, ImportFile(path, "浦发银行"))[0].new == 3
    assert len(databases(context)) == 1  # proven a moment ago


def test_a_real_store_is_backed_up_before_a_statement_is_booked(intake: Intake) -> None:
    intake.run(THREE)
    context = as_real(intake.context)
    told = bank_statements.run(context, statements.command(intake, statements.MIXED))[0]
    assert told.booked.minor == 50_000
    (backup,) = context.home.backups.glob("*.db")
    raw = connect(backup, context.db.key)
    assert raw.execute("SELECT count(*) FROM fact_payment").fetchone() == (0,)
    raw.close()


def test_a_practice_store_takes_files_without(intake: Intake) -> None:
    intake.run(THREE)
    assert databases(intake.context) == []


def test_a_real_store_alone_is_backed_up(portfolio: Portfolio) -> None:
    backups.make_if_due(portfolio.context)
    assert databases(portfolio.context) == []
    backups.make_if_due(as_real(portfolio.context))
    assert len(databases(portfolio.context)) == 1
    told = proven_backup_at(portfolio.context)
    assert told is not None
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize(("spare", "is_told"), [(0, False), (-1, True)])
def test_little_room_is_told_by_the_measure_that_stops_an_import(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, spare: int, is_told: bool
) -> None:
    free = folders.space_wanted(portfolio.context.home.database) + spare
    monkeypatch.setattr("app.services.day.free_bytes", lambda _: free)
    assert today(portfolio.context).room == (free if is_told else None)
