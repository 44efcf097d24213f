"""Giving the case that is worked to another collector: key ``A`` and the button beside the name, for a lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.moments import Id
from app.domain.permissions import Deed
from app.services import assignments
from app.services.assignments import Assign, Given, Worker
from app.services.holds import Moved
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.permitted import refused, reserve

if TYPE_CHECKING:
    from app.ui.desk.workbench import Workbench


class Giving(QObject):
    """Asks to whom, by a digit, and gives the case at once: history and undo are those of every assignment."""

    def __init__(self, desktop: Desktop, bench: Workbench) -> None:
        super().__init__(bench)
        self._desktop, self._bench = desktop, bench
        self.button = bench.case.headline.give
        self.button.clicked.connect(self.give)
        self.button.setVisible(False)
        reserve(desktop, Deed.ASSIGN, self.button)
        self._watch = Watch(bench, desktop.events, ("users",), self._look)

    def give(self) -> None:
        """Ask who works the case from now on."""
        panel = self._bench.case.panel
        if panel is None or self._desktop.is_overheard or refused(self._desktop, Deed.ASSIGN):
            return
        self._desktop.tasks.read(
            assignments.others,
            panel.case_id,
            owner=self,
            on_ok=partial(self._on_others, panel.case_id),
            slot="giving",
        )

    def _look(self) -> None:
        """The button is there where there is anybody to give a case to."""
        self._desktop.tasks.read(
            assignments.workers, owner=self, on_ok=self._on_workers, slot="giving_workers"
        )

    def _on_workers(self, workers: list[Worker]) -> None:
        self.button.setVisible(len(workers) > 1)

    def _on_others(self, case_id: Id, others: list[Worker]) -> None:
        panel = self._bench.case.panel
        if panel is None or panel.case_id != case_id:
            return
        if not others:
            self._desktop.tell(
                self.tr("Nobody else works here. A lead adds collectors in the settings, under Users."),
                "warn",
            )
            return
        words = {worker.id: f"{worker.name} {worker.cases:,}" for worker in others}
        self._bench.assistant.ask_choice(
            self.tr("Who works this case from now on?"),
            [(user.hex(), said) for user, said in words.items()],
            partial(self._give_to, case_id, {worker.id.hex(): worker for worker in others}),
        )

    def _give_to(self, case_id: Id, others: dict[str, Worker], chosen: str) -> None:
        worker = others[chosen]
        command = Assign(self._desktop.context.new_id(), (Given(worker.id, (case_id,)),))
        self._desktop.tasks.write(
            assignments.assign,
            command,
            owner=self,
            on_ok=partial(self._on_given, worker.name),
            on_error=self._bench.assistant.show_refusal,
        )

    def _on_given(self, name: str, _moved: Moved) -> None:
        self._bench.say_done(self.tr("given to {name}").format(name=name))
