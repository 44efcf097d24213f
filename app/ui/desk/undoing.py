"""Taking back what was done last, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services import acts
from app.services.acts import LastAct, Undone
from app.ui.desktop import Desktop

if TYPE_CHECKING:
    from app.ui.desk.workbench import Workbench


class Undoing(QObject):
    """Keys ``Ctrl+Z`` and ``Ctrl+Y`` of the desk."""

    def __init__(self, desktop: Desktop, bench: Workbench) -> None:
        super().__init__(bench)
        self._desktop, self._bench = desktop, bench

    def undo(self) -> None:
        """Take the last act back and show its case."""
        self._desktop.tasks.read(acts.last_act, owner=self, on_ok=self._on_last_act)

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._desktop.tasks.read(acts.redoable, owner=self, on_ok=self._on_redoable)

    def _on_last_act(self, last: LastAct | None) -> None:
        if last is None:
            self._desktop.tell(self.tr("There is nothing to undo."), "warn")
        elif last.needs_reason:
            self._bench.assistant.ask_text(
                self.tr("Why is it undone?"),
                self.tr("it was saved more than ten minutes ago"),
                lambda why: self._undo(last, why),
            )
        else:
            self._undo(last, None)

    def _undo(self, last: LastAct, why: str | None) -> None:
        command = acts.Undo(last.act, self._desktop.context.new_id(), why)
        self._desktop.tasks.write(
            acts.undo, command, owner=self, on_ok=self._on_undone, on_error=self._bench.assistant.show_refusal
        )

    def _on_redoable(self, last: LastAct | None) -> None:
        if last is None:
            self._desktop.tell(self.tr("There is nothing to bring back."), "warn")
            return
        command = acts.Undo(last.act, self._desktop.context.new_id())
        self._desktop.tasks.write(acts.redo, command, owner=self, on_ok=self._on_redone)

    def _on_undone(self, undone: Undone) -> None:
        self._bench.say_done(self.tr("undone; Ctrl+Y brings it back"), can_undo=False)
        if undone.case_id is not None:
            self._bench.open_case(undone.case_id)
        self._bench.queue.list.setFocus()

    def _on_redone(self, undone: Undone) -> None:
        self._bench.say_done(self.tr("brought back"))
        if undone.case_id is not None:
            self._bench.open_case(undone.case_id)
