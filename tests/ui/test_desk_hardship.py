"""Hardship told, from the call to the day of review: reason with proof, hold, gate, and back in the queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from practice import Desk, practice_desk
from PySide6.QtWidgets import QApplication

from app.domain.facts import from_ms
from app.domain.next_action import Move
from app.domain.terms import HoldKind, Tier
from app.ui.theme import Theme


@pytest.fixture
def desk(practice_store: Path, tmp_path: Path, qapp: QApplication, look: Theme) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path, size=(1600, 960)) as window, window.one_case() as desk:
        yield desk


def test_hardship_from_the_call_to_the_day_of_review(desk: Desk) -> None:
    case = desk.panel.case_id
    # Identity, refuses, other reasons, outgoings, accident: an offer and a hold follow from the table.
    desk.press("i", "9", "0", "2", "2")
    stored = desk.stored()
    assert (stored["contact"]["result"], stored["reason"]["code"]) == ("RTP", "ACC")
    assert stored["reason"]["is_proof_asked"]
    desk.open(case)
    assert (desk.panel.next.action.move, desk.panel.next.action.hold) == (Move.HOLD, HoldKind.HARDSHIP)
    # G marks the hold that is suggested; reason and proof are typed above it, Space places it for its usual term.
    desk.press("g")
    assert desk.focus == "hold_kinds_hardship"
    holds = desk.case.holds
    holds.term.content.why.setText("车祸住院")
    desk.press("Space")
    hold = desk.stored()["hold"]
    review = from_ms(hold["until_at"])
    assert (hold["hold_kind"], hold["why"]) == ("hardship", "车祸住院")
    assert timedelta(days=29) < review - desk.clock.moment <= timedelta(days=30)
    desk.open(case)
    assert (desk.panel.tier, desk.panel.next.action.move) == (Tier.HELD, Move.WAIT)
    assert desk.assistant.gate.property("tone") == "danger"
    # The day comes: nobody has to lift it.
    desk.go(review - timedelta(minutes=1))
    desk.open(case)
    assert (desk.panel.tier, desk.panel.news) == (Tier.HELD, ())
    desk.go(review + timedelta(hours=2))
    desk.open(case)
    assert desk.panel.tier is Tier.RANKED
    assert desk.panel.news == ("困难缓催：今天到期，请复核",)
    assert "请复核" in desk.case.news.headline.text()
    assert desk.panel.next.action.move is Move.PROOF, "the proof that was asked for never came"
    assert desk.assistant.gate.property("tone") == "ok"
    assert case in [row.case_id for row in desk._rows() if row.tier <= Tier.RANKED]
    # A later contact has seen it.
    desk.press("1")
    desk.open(case)
    assert desk.panel.news == ()
