"""What is the lead's alone: a collector's window offers none of it as if it could, and says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabWidget, QWidget
from small_store import case_ids, open_window, small_store

import app.ui
from app.domain.next_action import Action, Move
from app.domain.permissions import PERMITTED, Deed, Post
from app.domain.terms import Stage
from app.services.adjustment_previews import Ground, WaitingWaiver
from app.services.context import Context
from app.services.messages import said
from app.ui.desk.next_row import deed_of
from app.ui.ledger.change_form import ANSWER, ChangeForm
from app.ui.main_window import MainWindow
from app.ui.permitted import DEED, reserve
from app.ui.rail_pages import PAGES
from app.ui.widgets.buttons import Button

LEADS = sorted(set(Deed) - PERMITTED[Post.COLLECTOR])
WIDGETS = {
    Deed.EXPORT_FULL: ["log_full", "case_data_full"],
    Deed.APPROVE: ["plan_answer"],
    Deed.EDIT_STRATEGY: [
        *("scores_import", "scores_why", "scores_save", "scores_discard", "score_step"),
        *("treatment_why", "treatment_save", "treatment_discard"),
    ],
    Deed.SET_STAGE: [],
    Deed.EDIT_RULES: [
        *("rule_value", "rule_severity", "rule_why", "rule_save", "packs_import", "packs_adopt", "packs_why"),
        *("packs_back", "packs_creditor", "packs_pack", "packs_choose"),
    ],
    Deed.EDIT_TERMS: [
        *("terms_order_card", "terms_order_save", "terms_contract_card", "contract_save", "contract_drop"),
        *("contract_usual", "terms_limits_card", "limits_save", "limits_drop", "letterhead_save"),
        *("letterhead_address", "letterhead_logo_choose", "letterhead_logo_remove", "letterhead_seal_choose"),
    ],
    Deed.ASSIGN: ["cases_assign", "case_give"],
    Deed.ERASE: [
        *("retention_why", "retention_erase", "case_data_why", "case_data_ordered", "case_data_erase"),
        *("mentions_passage", "mentions_is_whole", "mentions_why", "mentions_go"),
    ],
    Deed.HAND_BACK: ["hand_back_why", "hand_back_go"],
    Deed.MANAGE_USERS: ["users_add", "users_change", "users_renew", "users_let_go", "users_why"],
    Deed.CHANGE_KEYS: ["keys_new_code", "keys_rekey"],
    Deed.RESTORE: [],
    Deed.SEE_ACCESS: ["access_from", "access_to", "access_did", "access_who", "access_case", "access_save"],
}
"""Every deed of a lead, and what does it in the window. A restore is a command alone."""
COMMANDS = {
    "assign": Deed.ASSIGN,
    "give": Deed.ASSIGN,
    "stage": Deed.SET_STAGE,
    "access_log": Deed.SEE_ACCESS,
}


def opened(context: Context, role: str, qtbot, qapp) -> MainWindow:
    """The window with every page and tab made."""
    user = replace(context.user, role=role, has_lead=True)
    window = open_window(replace(context, user=user), qtbot, qapp)
    for page in PAGES:
        window.show_page(page.name)
    for tabs in window.findChildren(QTabWidget):
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
    window.desktop.open_case(case_ids(context)[0])
    window.desktop.signals.plan_wanted.emit(case_ids(context)[0], False)
    window.desktop.signals.ledger_wanted.emit(case_ids(context)[0])
    return window


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    with small_store(tmp_path_factory.mktemp("permitted")) as context:
        yield context


def reserved(window: MainWindow) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.property(DEED)]


def lines(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def test_a_collector_is_offered_none_of_the_leads_deeds(held: Context, qtbot, qapp) -> None:
    window = opened(held, "collector", qtbot, qapp)
    assert sorted(WIDGETS) == LEADS, "a new deed of the lead is named here, with what does it"
    for deed, names in WIDGETS.items():
        why = said(f"may_not_{deed}", {}, "en")
        for name in names:
            assert len(window.findChildren(QWidget, name)) == 1, name
            (widget,) = window.findChildren(QWidget, name)
            assert widget.property(DEED) == deed, name
            widget.setEnabled(True)  # whatever a page does
            assert not widget.isEnabled(), name
            assert widget.accessibleDescription() == why, name
            assert lines(widget.toolTip()) == why.replace("'", "&#x27;"), name
    assert {str(widget.property(DEED)) for widget in reserved(window)} <= {str(deed) for deed in LEADS}
    assert not any(widget.isEnabled() for widget in reserved(window))
    window.desktop.translations.speak("zh_CN")
    (widget,) = window.findChildren(QWidget, "users_let_go")
    qtbot.waitUntil(lambda: "只有主管可以管理用户" in widget.accessibleDescription())
    assert "只有主管可以管理用户" in widget.toolTip()
    window.desktop.translations.speak("en")
    qtbot.waitUntil(lambda: widget.accessibleDescription().startswith("Only a lead"))
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
    window.shut()


def test_a_lead_is_told_of_no_lead(held: Context, qtbot, qapp) -> None:
    window = opened(held, "lead", qtbot, qapp)
    found = reserved(window)
    assert len(found) >= sum(map(len, WIDGETS.values()))
    for widget in found:
        assert "Only a lead" not in widget.accessibleDescription() + widget.toolTip(), widget.objectName()
    (widget,) = window.findChildren(QWidget, "cases_assign")
    assert widget.isEnabled()
    palette = window.palette_sheet
    palette.summon()
    assert not [entry for entry in palette.entries if entry.refusal]
    window.shut()


def test_the_palette_says_why_a_command_is_not_for_a_collector(held: Context, qtbot, qapp) -> None:
    user = replace(held.user, role="collector", has_lead=True)
    window = open_window(replace(held, user=user), qtbot, qapp, page="cases")
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, _tone: told.append(text))
    assert {c.name: c.deed for c in window.actions_list if c.deed is not None} == COMMANDS
    palette = window.palette_sheet
    for name, deed in COMMANDS.items():
        palette.summon()
        palette.line.setText(name.replace("_", " "))
        command = next(command for command in window.actions_list if command.name == name)
        (entry,) = [entry for entry in palette.entries if entry.text == command.text()]
        assert entry.refusal == said(f"may_not_{deed}", {}, "en")
        assert entry.detail == entry.refusal
        palette.list.setCurrentIndex(palette.model.index(palette.entries.index(entry)))
        palette.run_current()
        assert palette.isVisible(), "Enter on it does nothing"
        palette.shut()
        assert not told
        window.actions_list.action(name).trigger()
        assert told.pop() == entry.refusal, "as a key says it"
    window.shut()


def test_the_answer_to_a_waiver_is_shown_and_not_for_a_collector(held: Context, qtbot, qapp) -> None:
    user = replace(held.user, role="collector", has_lead=True)
    window = open_window(replace(held, user=user), qtbot, qapp)
    form = ChangeForm(window.desktop)
    qtbot.addWidget(form)
    today = date(2026, 11, 20)
    waiting = WaitingWaiver(b"w" * 16, b"a" * 16, "late_fee", 100, "CNY", today, "asked")
    form.show_ground(Ground(case_ids(held)[0], today, (), (), (waiting,)))
    pill = form.kinds.button_of(ANSWER)
    assert pill is not None
    assert not pill.isEnabled()
    assert "Only a lead may answer this" in pill.accessibleDescription()
    form.begin(ANSWER, None)
    assert form.kind == "charge"
    window.shut()


@pytest.mark.parametrize(
    ("action", "deed"),
    [
        (Action(Move.HAND_BACK, "recalled"), Deed.HAND_BACK),
        (Action(Move.ESCALATE, "old"), None),
        (Action(Move.ESCALATE, "old", stage=Stage.LITIGATION), Deed.SET_STAGE),
        (Action(Move.CALL, "due"), None),
    ],
)
def test_a_next_action_knows_its_deed(action: Action, deed: Deed | None) -> None:
    assert deed_of(action) is deed


def test_what_is_reserved_stays_so_and_keeps_its_place_for_a_lead(held: Context, qtbot, qapp) -> None:
    window = open_window(held, qtbot, qapp)
    button = Button("", name="b")
    qtbot.addWidget(button)
    assert reserve(window.desktop, Deed.ERASE, button)
    button.setEnabled(False)
    button.setEnabled(True)
    assert button.isEnabled()
    assert not button.toolTip()
    window.shut()


def test_one_module_asks_what_a_role_may() -> None:
    """Every other one goes through it, so that nothing is refused or hidden in a way of its own."""
    folder = Path(app.ui.__file__).parent
    asking = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"user\.(may|require)\b|user\.role\b", path.read_text("utf-8"))
    }
    assert asking == {"permitted.py"}
