"""Which debt a call is about: asked only where the law counts the calls on each (12 CFR 1006.14(b)(2))."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from practice import Desk, at, practice_desk
from PySide6.QtWidgets import QApplication
from telephone import Telephone

from app.services import contacts, store
from app.services.cases import CasePanel
from app.services.contacts import RecordContact
from app.system.clock import fixed_clock
from app.system.paths import Home
from app.ui.theme import Theme


@pytest.fixture
def american(practice_store: Path, tmp_path: Path, qapp: QApplication, look: Theme) -> Iterator[Desk]:
    """The desk whose creditors are held to the rules of the United States, at a case with more than one account."""
    home = tmp_path / "home"
    shutil.copytree(practice_store, home)
    with (
        store.opened(Home(home), None, program="test", clock=fixed_clock(at("09:00"))) as context,
        context.db.write() as connection,
    ):
        connection.exec_driver_sql("UPDATE creditor SET rule_pack = 'us'")
    with practice_desk(practice_store, tmp_path, size=(1600, 960)) as desk:
        desk.show(has_two_debts)
        yield desk


def has_two_debts(panel: CasePanel) -> bool:
    own = [point for point in panel.points if point.is_phone and point.is_debtor]
    return len(panel.desk.situation.accounts) > 1 and bool(own) and all(p.decision.allowed for p in own)


def chips(desk: Desk) -> list[str]:
    assert desk.assistant.debts.isVisible()
    return [chip.text() for chip in desk.assistant.debts.chips._buttons]


def tails(desk: Desk) -> list[str]:
    by_id = {account.id: f"…{account.tail}" for account in desk.panel.accounts}
    return [by_id[debt] for debt in desk.panel.desk.situation.accounts]


def counts(desk: Desk) -> list[int]:
    return [told.count for told in desk.assistant.point.decision.rolling]


def test_a_key_names_the_debt_and_its_call_is_kept_counted_and_told(american: Desk) -> None:
    debts = american.panel.desk.situation.accounts
    first, *others = tails(american)
    before, *rest = counts(american)
    case = american.panel.case_id
    uncalled = [f"{other} {count}/7" for other, count in zip(others, rest, strict=True)]
    assert chips(american) == ["全部", f"{first} {before}/7", *uncalled]
    assert american.assistant.debts.chips.value == 0, "nothing to press where the call is about all of them"
    american.press("b")
    detail = american.assistant.gate.detail.text()
    assert f"7 天内拨打 {before}/7" in detail, "only the debt in hand is counted in the strip"
    assert all(other not in detail for other in others)
    american.press("1")
    assert american.stored()["contact"]["account_id"] == debts[0]
    american.open(case)
    assert chips(american) == ["全部", f"{first} {before + 1}/7", *uncalled]
    assert american.assistant.form.account_id is None, "the next call is about all of them again"
    assert first in american.panel.events[0].detail


def test_a_debt_that_is_called_out_leaves_the_other_to_be_dialled(
    american: Desk, telephone: Telephone
) -> None:
    first, second, *_ = american.panel.desk.situation.accounts
    point = american.assistant.point
    called, others = counts(american)[:2]
    for _ in range(7 - called):
        command = RecordContact(
            american.context.new_id(), american.panel.case_id, "NA", point.id, account_id=first
        )
        contacts.record(american.context, command)
    american.bench.desk.workbench._watch.mark()
    american.bench.until(lambda: american.assistant.gate.property("tone") == "danger")
    american.bench.idle()
    assert tails(american)[0] in american.assistant.gate.detail.text(), "which debt forbids it"
    assert [chip.rsplit(" ", 1)[-1] for chip in chips(american)[1:3]] == ["7/7", f"{others}/7"]
    american.press("F5")
    assert telephone.dialled == []
    american.press("b")
    assert american.assistant.gate.property("tone") == "danger"
    american.press("b")
    assert american.assistant.form.account_id == second
    assert american.assistant.gate.property("tone") == "ok"
    american.press("F5")
    assert telephone.dialled == [point.normal]


def test_nobody_else_on_the_line_sees_the_debts(american: Desk) -> None:
    american.press("4")
    assert american.assistant.is_stranger
    assert not american.assistant.debts.isVisible()
    assert not any(tail in american.assistant.gate.detail.text() for tail in tails(american))
    american.press("b")
    assert american.assistant.form.account_id is None
    american.press("Escape")
    assert american.assistant.debts.isVisible()
