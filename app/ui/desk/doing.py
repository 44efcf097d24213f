"""Doing what comes next on the case that is worked, passing it over, taking note of what arrived, and putting it at
another stage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.next_action import Action, Move
from app.domain.permissions import Deed
from app.domain.terms import Stage, Tier
from app.services import holds, skips, treatments
from app.services.holds import Moved
from app.services.treatments import SetStage
from app.ui.desk.next_row import deed_of
from app.ui.desk.skip_step import SkipGiven
from app.ui.desktop import Desktop
from app.ui.permitted import refused

if TYPE_CHECKING:
    from app.ui.desk.workbench import Workbench

BY_AGE = "by_age"
"""The choice that gives a case back to time."""


class Doing(QObject):
    """Keys ``D``, ``G``, ``R``, ``S`` and ``T`` of the desk."""

    def __init__(self, desktop: Desktop, bench: Workbench) -> None:
        super().__init__(bench)
        self._desktop, self._bench = desktop, bench

    def do_next(self) -> None:
        """Do what the line says."""
        panel = self._bench.case.panel
        if panel is None or self._desktop.is_overheard:
            return
        action = panel.next.action
        if refused(self._desktop, deed_of(action)):
            return
        match action.move:
            case Move.CALL | Move.RELAY | Move.PROOF:
                self._bench.dial_point(action.point_id or b"")
            case Move.PLAN:
                self._bench.negotiate()
            case Move.TEXT:
                self._desktop.signals.message_wanted.emit(panel.case_id, action.template)
            case Move.LETTER:
                self._bench.write_letter(action.template)
            case Move.VISIT:
                self._bench.case.plan_visit()
            case Move.HOLD:
                self._bench.case.place_hold(action.hold)
            case Move.ESCALATE if action.stage is not None:
                self._ask_why(str(action.stage))
            case Move.FIND:
                self._bench.case.show_points()
            case Move.HAND_BACK:
                self._desktop.signals.hand_back_wanted.emit()
            case _:
                self._wait(action)

    def _wait(self, action: Action) -> None:
        """A case that the queue holds back already is passed; another is put off until its moment."""
        panel = self._bench.case.panel
        if panel is None:
            return
        if action.at is None or panel.tier in (Tier.WAITING, Tier.HELD, Tier.CLOSED):
            self._bench.move_on()
            return
        command = holds.Snooze(self._desktop.context.new_id(), panel.case_id, action.at, panel.next.why)
        self._desktop.tasks.write(
            holds.snooze,
            command,
            owner=self,
            on_ok=self._on_skipped,
            on_error=self._bench.assistant.show_refusal,
        )

    def show_due(self) -> None:
        """Show what falls due across the cases."""
        if not self._desktop.is_overheard:
            self._desktop.signals.due_wanted.emit()

    # -- passing over ----------------------------------------------------------------------------

    def skip(self) -> None:
        """Pass the case over with a reason, until a moment."""
        self._bench.assistant.ask_skip(self._on_skip)

    def _on_skip(self, given: SkipGiven) -> None:
        panel = self._bench.case.panel
        if panel is None:
            return
        command = skips.Skip(self._desktop.context.new_id(), panel.case_id, given.reason, given.until)
        self._desktop.tasks.write(
            skips.skip,
            command,
            owner=self,
            on_ok=self._on_skipped,
            on_error=self._bench.assistant.show_refusal,
        )

    def _on_skipped(self, moved: Moved) -> None:
        assert moved.until_at is not None
        until = self._desktop.words().moment(moved.until_at)
        self._bench.say_done(self.tr("skipped until {moment}").format(moment=until))
        self._bench.move_on()

    # -- what arrived ----------------------------------------------------------------------------

    def see(self) -> None:
        """What arrived was seen, and nobody need be called for it."""
        panel = self._bench.case.panel
        if panel is None or self._desktop.is_overheard:
            return
        self._desktop.tasks.write(
            holds.acknowledge,
            holds.Acknowledge(self._desktop.context.new_id(), panel.case_id),
            owner=self,
            on_ok=self._on_seen,
            on_error=self._bench.assistant.show_refusal,
        )

    def _on_seen(self, _moved: Moved) -> None:
        self._bench.say_done(self.tr("what arrived was seen"))
        self._bench.move_on()

    # -- the stage -------------------------------------------------------------------------------

    def change_stage(self) -> None:
        """Ask a lead where the case stands from now on."""
        panel, context = self._bench.case.panel, self._desktop.context
        if panel is None or self._desktop.is_overheard or refused(self._desktop, Deed.SET_STAGE):
            return
        stages, language = context.rules.vocabulary.stages, self._desktop.language
        choices = [(str(stage), words.text(language)) for stage, words in stages.items()]
        if panel.next.is_decided:
            choices.append((BY_AGE, self.tr("as its age says")))
        title = self.tr("At which stage is the case from now on?")
        self._bench.assistant.ask_choice(title, choices, self._ask_why)

    def _ask_why(self, stage: object) -> None:
        panel = self._bench.case.panel
        if panel is None:
            return
        self._bench.assistant.ask_text(
            self.tr("Why does the case go there?"),
            self.tr("this is kept in the log"),
            partial(self._set_stage, panel.case_id, str(stage)),
        )

    def _set_stage(self, case_id: bytes, stage: str, why: str) -> None:
        wanted = None if stage == BY_AGE else Stage(stage)
        command = SetStage(self._desktop.context.new_id(), case_id, wanted, why)
        self._desktop.tasks.write(
            treatments.set_stage,
            command,
            owner=self,
            on_ok=self._on_stage,
            on_error=self._bench.assistant.show_refusal,
        )

    def _on_stage(self, _done: object) -> None:
        self._bench.say_done(self.tr("the stage was changed"))
