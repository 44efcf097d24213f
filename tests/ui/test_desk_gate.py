"""May I call? The strip names rule, source and the next moment; dialling obeys it, logging never does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from practice import TODAY, Desk, at, practice_desk
from PySide6.QtWidgets import QApplication
from telephone import Telephone

from app.domain.facts import Id, from_ms
from app.domain.terms import HoldKind, Tier
from app.services.points import PointCard
from app.ui.theme import Theme

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("gate"), size=(1600, 960)) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


def strip(desk: Desk) -> tuple[str, str, str]:
    gate = desk.assistant.gate
    assert gate.isVisible()
    return gate.property("tone"), gate.headline.text(), gate.detail.text()


def rule(desk: Desk, name: str) -> str:
    return getattr(desk.context.packs["cn"], name).words.text("zh_CN")


def source(desk: Desk, name: str) -> str:
    pack = desk.context.packs["cn"]
    return pack.authorities[getattr(pack, name).source].words.text("zh_CN")


def again(desk: Desk, case: Id) -> None:
    """Back to a case whose call was just saved."""
    desk.open(case)


def log(desk: Desk, digit: str, times: int) -> None:
    case = desk.panel.case_id
    for _ in range(times):
        desk.press(digit)
        again(desk, case)
    desk.stored_count()


class TestStrip:
    def test_open_gate_counts_and_says_until_when(self, fresh: Desk) -> None:
        tone, headline, detail = strip(fresh)
        assert (tone, headline) == ("ok", "可以致电：本人")
        assert "0/3" in detail
        assert "0/6" in detail
        assert "22:00" in detail

    def test_three_connected_calls(self, fresh: Desk) -> None:
        log(fresh, "2", 3)
        tone, headline, detail = strip(fresh)
        assert (tone, headline) == ("danger", rule(fresh, "connected_calls"))
        assert source(fresh, "connected_calls") in detail
        assert "明天 08:00" in detail

    def test_six_unanswered_attempts_close_that_number_only(self, window: Desk) -> None:
        def has_two(panel: object) -> bool:
            own = [p for p in panel.points if p.is_phone and p.is_debtor and p.decision.allowed]  # type: ignore[attr-defined]
            return len(own) > 1 and not any(p.shared_with for p in own)

        window.show(has_two)
        first = window.assistant.point
        log(window, "1", 6)
        second = window.assistant.point
        assert first.id != second.id, "the next number is proposed"
        assert strip(window)[0] == "ok"
        choose(window, first)
        tone, headline, detail = strip(window)
        assert (tone, headline) == ("danger", rule(window, "unanswered_attempts"))
        assert source(window, "unanswered_attempts") in detail
        assert "O：" in detail, "a soft rule can be overridden"

    def test_hold_closes_every_number_at_once(self, fresh: Desk) -> None:
        fresh.press("i", "8", "1")
        tone, headline, _ = strip(fresh)
        assert tone == "danger"
        assert headline == fresh.context.packs["cn"].holds[HoldKind.DISPUTE].words.text("zh_CN")
        assert {p.decision.rule for p in fresh.panel.points if p.is_phone and p.is_debtor} == {"hold.dispute"}
        fresh.stored_count()

    def test_performing_plan_is_left_alone_until_an_instalment_falls_due(self, window: Desk) -> None:
        window.show(lambda panel: panel.tier is Tier.HELD and blocked_by(panel, "hold.plan_performing"))
        assert strip(window)[0] == "danger"
        window.show(lambda panel: panel.desk.state.reason == "instalment_due")
        tone, headline, detail = strip(window)
        assert (tone, headline) == ("ok", "可以提醒：本人")
        assert detail.startswith("只提醒今天到期的一期")

    def test_warning_for_a_shared_number(self, window: Desk) -> None:
        window.show(lambda panel: any(p.shared_with and p.decision.allowed for p in panel.points))
        choose(window, next(p for p in window.panel.points if p.shared_with))
        tone, _, detail = strip(window)
        assert tone == "warn"
        assert rule(window, "shared_number") in detail


class TestHours:
    def test_gate_turns_at_eight_and_at_ten_while_a_case_is_shown(
        self, practice_store: Path, tmp_path: Path
    ) -> None:
        with (
            practice_desk(practice_store, tmp_path, now="07:58", size=(1600, 960)) as desk,
            desk.one_case(allowed=False),
        ):
            tone, headline, detail = strip(desk)
            assert (tone, headline) == ("danger", rule(desk, "hours"))
            assert "GB/T" in detail or source(desk, "hours") in detail
            assert "今天 08:00" in detail or "08:00" in detail
            desk.go(at("07:59") + timedelta(seconds=59))
            assert strip(desk)[0] == "danger"
            desk.go(at("08:00"))
            assert strip(desk)[0] == "ok"
            desk.go(at("21:59") + timedelta(seconds=59))
            assert strip(desk)[0] == "ok"
            desk.go(at("22:00"))
            assert strip(desk)[0] == "danger"
            assert "明天 08:00" in strip(desk)[2]


class TestDialling:
    def test_allowed_number_is_handed_over_and_leaves_no_fact(
        self, fresh: Desk, telephone: Telephone
    ) -> None:
        fresh.press("F5")
        assert fresh.stored() == {}
        assert telephone.dialled == [fresh.assistant.point.normal]
        assert fresh.bench.application.clipboard().text() == fresh.assistant.point.normal
        assert fresh.assistant.form.started_at is not None
        fresh.press("2")
        contact = fresh.stored()["contact"]
        assert contact["started_at"] is not None
        assert contact["duration_s"] >= 0

    def test_blocked_attempt_is_a_fact_and_nothing_is_dialled(
        self, fresh: Desk, telephone: Telephone
    ) -> None:
        log(fresh, "2", 3)
        fresh.press("F5")
        blocked = fresh.stored()["blocked"]
        assert (blocked["rule"], blocked["severity"]) == ("connected_calls", "hard")
        assert from_ms(blocked["until_at"]) == at("08:00", TOMORROW)
        assert telephone.dialled == []
        assert rule(fresh, "connected_calls") in fresh.told[-1]

    def test_logging_is_never_blocked_and_keeps_what_was_broken(self, fresh: Desk) -> None:
        log(fresh, "2", 3)
        fresh.press("2")
        contact = fresh.stored()["contact"]
        assert (contact["result"], contact["rule_check"]) == ("HUP", "connected_calls")

    def test_soft_rule_is_overridden_with_a_reason(self, fresh: Desk, telephone: Telephone) -> None:
        point = fresh.assistant.point
        log(fresh, "1", 6)
        choose(fresh, point)
        fresh.press("o")
        fresh.press("Enter")
        assert fresh.stored() == {}, "no reason, no override"
        fresh.type("he asked for one more call")
        fresh.press("Enter")
        override = fresh.stored()["override"]
        assert (override["rule"], override["why"]) == ("unanswered_attempts", "he asked for one more call")
        assert telephone.dialled == [point.normal]

    def test_hard_rule_cannot_be_overridden(self, fresh: Desk) -> None:
        log(fresh, "2", 3)
        fresh.press("o")
        assert not fresh.assistant.is_asking
        assert "O：" not in strip(fresh)[2]


def blocked_by(panel: object, name: str) -> bool:
    return any(point.decision.rule == name for point in panel.points)  # type: ignore[attr-defined]


def choose(desk: Desk, point: PointCard) -> None:
    """Click on the card of a number."""
    card = next(card for card in desk.case.numbers.cards if point.masked in card.accessibleName())
    card.click()
    desk.bench.idle()
    assert desk.assistant.point.id == point.id
