"""Personal data in the settings: a case file is written, a person erased, a placement handed back; each asks first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pyzipper
from accessibility import cut, unnamed
from PySide6.QtWidgets import QFileDialog
from small_store import NOW, MovableClock, add_fact, case_ids, kinds_of, open_window, small_store

from app.domain.facts import Closing, Contact, Placed, Reason
from app.services import states
from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.settings.data_panel import DataPanel

BATCH = b"\x31" * 16


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """Three years ago the first case was closed; the second came with a batch."""
    clock = MovableClock(NOW)
    with small_store(tmp_path, clock) as context:
        first, second, _ = case_ids(context)[:3]
        add_fact(context, Contact("call", "outbound", "NA", number="13800000042", note="once"), first)
        with context.db.write() as connection:
            run = connection.exec_driver_sql
            run(
                "INSERT INTO placement (id, creditor_id, batch_no, received_on) "
                "SELECT ?, creditor_id, 'B-7', '2026-10-17' FROM case_file WHERE id = ?",
                (BATCH, second),
            )
            accounts = {
                case: run("SELECT id FROM account WHERE case_id = ?", (case,)).scalars().all()
                for case in (first, second)
            }
        for account in accounts[first]:
            add_fact(context, Closing(account, NOW.date(), "settled"), first)
        for account in accounts[second]:
            body = Placed(account, NOW.date(), "CNY", 9_000, 0, 0, 0, 0, 0, 0, 0, None, True, BATCH)
            add_fact(context, body, second)
        clock.at = NOW + timedelta(days=3 * 366)
        states.catch_up(context)
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="settings")
    yield window
    window.close()


@pytest.fixture
def panel(window: MainWindow, qtbot) -> DataPanel:
    page = window.page("settings")
    panel = page.data  # type: ignore[attr-defined]
    assert isinstance(panel, DataPanel)
    tabs = page.tabs  # type: ignore[attr-defined]
    held_in = [tabs.widget(at) for at in range(tabs.count()) if tabs.widget(at).isAncestorOf(panel)]
    tabs.setCurrentWidget(held_in[0])
    qtbot.waitUntil(
        lambda: panel.hand_back.placements.rowCount() == 1 and panel.retention.people.rowCount() == 1,
        timeout=20_000,
    )
    return panel


def test_a_case_file_asks_for_a_purpose_and_is_written(
    panel: DataPanel, context: Context, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    form = panel.case
    assert not form.export.isEnabled()
    form.choose(case_ids(context)[0], "somebody")
    form.export.click()
    form.sending.confirm.click()
    assert form.sending.purpose.problem.text(), "without a purpose nothing leaves"
    form.sending.purpose.choose("subject")
    form.is_full.setChecked(True)
    form.sending.is_protected.setChecked(True)
    form.sending.confirm.click()
    password = form.sending.password.headline
    qtbot.waitUntil(lambda: bool(password.text()), timeout=20_000)
    with pyzipper.AESZipFile(tmp_path / "case-1.zip") as archive:
        data = json.loads(archive.read("1.json", pwd=password.text().encode()))
    assert (data["masked"], data["purpose"]) == (False, "subject")


def test_what_is_asked_for_one_person_is_not_asked_for_the_next(panel: DataPanel, context: Context) -> None:
    form = panel.case
    form.choose(case_ids(context)[0], "somebody")
    form.export.click()
    form.sending.purpose.choose("subject", "letter of 3 May")
    form.choose(case_ids(context)[1], "somebody else")
    assert not form.sending.is_asking
    form.export.click()
    assert form.sending.purpose.text() is None


def test_a_note_that_names_the_person_is_read_and_loses_a_passage(
    panel: DataPanel, context: Context, qtbot
) -> None:
    first, second = case_ids(context)[:2]
    with context.db.read() as connection:
        name = connection.exec_driver_sql(
            "SELECT p.name FROM person AS p JOIN case_file AS c ON c.person_id = p.id WHERE c.id = ?",
            (first,),
        ).scalar_one()
    add_fact(context, Reason("INCD", note=f"his brother {name} pays for him"), second)
    form, part = panel.case, panel.case.mentions
    form.choose(first, "somebody")
    assert part.isHidden()
    form.look.click()
    qtbot.waitUntil(lambda: part.mentions.rowCount() == 1, timeout=20_000)
    assert part.isVisibleTo(panel)
    assert not part.go.isEnabled()
    part.table.selectRow(0)
    assert part.whole.text() == f"his brother {name} pays for him"
    assert part.passage.text() == name
    assert "no undo" in part.caution.text()
    part.go.click()
    qtbot.waitUntil(lambda: bool(part.why.problem.text()), timeout=20_000)
    assert "erasure" not in kinds_of(context)
    part.why.set_text("they asked for it")
    qtbot.waitUntil(part.go.isEnabled, timeout=20_000)
    part.go.click()
    qtbot.waitUntil(lambda: part.mentions.rowCount() == 0 and part.isHidden(), timeout=20_000)
    assert "erasure" in kinds_of(context)
    with context.db.read() as connection:
        (note,) = connection.exec_driver_sql("SELECT note FROM fact_reason").scalars()
    assert note == "his brother — pays for him"


def test_an_open_case_says_why_it_stays(panel: DataPanel, context: Context, qtbot) -> None:
    form = panel.case
    form.choose(case_ids(context)[1], "somebody")
    form.look.click()
    qtbot.waitUntil(lambda: "still open" in form.told.text(), timeout=20_000)
    assert not form.erase.isEnabled()


def test_a_person_is_looked_at_and_then_erased(panel: DataPanel, context: Context, qtbot) -> None:
    form = panel.case
    form.choose(case_ids(context)[0], "somebody")
    assert not form.erase.isEnabled()
    form.is_ordered.setChecked(True)
    form.look.click()
    qtbot.waitUntil(form.erase.isEnabled, timeout=20_000)
    assert "contents of entries" in form.told.text()
    form.erase.click()
    qtbot.waitUntil(lambda: bool(form.why.problem.text()), timeout=20_000)
    assert "erasure" not in kinds_of(context)
    form.why.set_text("the period is over")
    qtbot.waitUntil(form.erase.isEnabled, timeout=20_000)
    form.erase.click()
    qtbot.waitUntil(lambda: "The record is whole" in form.told.text(), timeout=20_000)
    assert not form.is_ordered.isChecked(), "an order is about one person"
    assert "erasure" in kinds_of(context)


def test_everybody_who_is_due_goes_by_one_button(panel: DataPanel, context: Context, qtbot) -> None:
    card = panel.retention
    assert "1 people for good" in card.erase.text()
    card.why.set_text("the period is over")
    card.erase.click()
    qtbot.waitUntil(lambda: card.people.rowCount() == 0 and not card.erase.isEnabled(), timeout=20_000)
    assert "erasure" in kinds_of(context)


def test_a_placement_goes_back_behind_a_password(
    panel: DataPanel, context: Context, tmp_path: Path, qtbot
) -> None:
    card = panel.hand_back
    assert not card.go.isEnabled()
    card.table.selectRow(0)
    assert card.go.isEnabled()
    card.why.set_text("the creditor recalls it")
    card.save(tmp_path)
    qtbot.waitUntil(lambda: bool(card.password.headline.text()), timeout=20_000)
    with pyzipper.AESZipFile(tmp_path / "return B-7.zip") as archive:
        assert archive.read("1.xlsx", pwd=card.password.headline.text().encode())
    assert "recall" in kinds_of(context)
    assert not card.why.text(), "the reason of this one is not that of the next"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_or_unnamed(panel: DataPanel, window: MainWindow, look, qtbot, language: str) -> None:
    window.desktop.translations.speak(language)
    look.set_points(20)
    window.resize(1280, 760)
    qtbot.wait(20)
    assert cut(panel) == []
    assert unnamed(panel) == []
