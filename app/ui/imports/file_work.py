"""What the panels share that take a file: chosen, worked on beside the window, written, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.services import imports
from app.services.bank_statements import StatementResult
from app.services.departures import Departed, Sending
from app.services.imports import ImportResult, Preview, SendRefused
from app.services.imports.known import Look, Looked, look
from app.ui.desktop import Desktop
from app.ui.imports.column_grid import ColumnGrid
from app.ui.imports.outcome_bar import OutcomeBar
from app.ui.imports.statement_bar import StatementBar
from app.ui.imports.work import undo
from app.ui.reports.sending_bar import SendingBar
from app.ui.tasks import Job
from app.ui.widgets.buttons import Button

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
AT_CREDITOR = ("creditor_missing", "creditor_currency", "currency_unknown")


class FileWork(QWidget):
    """Only the newest work is waited for. A panel makes ``choose``, ``columns`` and ``bar``."""

    choose: Button
    columns: ColumnGrid
    bar: OutcomeBar | StatementBar
    _result: ImportResult | StatementResult | None

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._path: Path | None = None
        self._preview: Preview | None = None
        self._result = None
        self._job: Job | None = None
        self._turn = 0
        self.sending = SendingBar(desktop, f"{name}_refused")

    def open_file(self, path: Path) -> None:
        """Look at this file."""
        raise NotImplementedError

    def _on_looked(self, looked: Looked) -> None:
        raise NotImplementedError

    def _on_refused(self, error: AppError) -> None:
        raise NotImplementedError

    def _ask_for_file(self, title: str) -> None:
        tables, everything = self.tr("Tables"), self.tr("All files")
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", f"{tables} ({patterns});;{everything} (*)")
        if chosen:
            self.open_file(Path(chosen))

    def _look(self, wish: Look) -> None:
        self.sending.password.forget()
        title = self.tr("Reading {file}").format(file=wish.path.name)
        self._begin(look, wish, on_ok=self._on_looked, title=title)

    # -- work beside the window ------------------------------------------------------------------

    def _begin(
        self, function: Callable[..., Any], wish: object, *, on_ok: Callable[[Any], object], title: str
    ) -> None:
        self._drop()
        self._busy(True)
        turn = self._turn

        def only_newest(answer: Callable[[Any], object]) -> Callable[[Any], object]:
            return lambda value: answer(value) if turn == self._turn else None

        self._job = self._desktop.tasks.work(
            function,
            wish,
            owner=self,
            on_ok=only_newest(on_ok),
            on_error=only_newest(self._on_refused),
            on_cancelled=only_newest(self._on_stopped),
            title=title,
        )

    def _drop(self) -> None:
        """Whatever still runs is about something older: nobody waits for its answer."""
        self._turn += 1
        self.sending.shut()
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _end(self) -> None:
        self._job = None
        self._busy(False)
        self.columns.mark_wrong(())

    def _on_stopped(self, _nothing: object) -> None:
        self._end()
        self.bar.show_nothing(self.tr("Stopped; nothing was written."))

    def _busy(self, is_busy: bool) -> None:
        self.bar.busy(is_busy)
        self.choose.setEnabled(not is_busy)

    # -- writing and taking back -----------------------------------------------------------------

    def _write(
        self, function: Callable[..., Any], command: object, *, on_ok: Callable[[Any], object], title: str
    ) -> None:
        self._drop()
        self._busy(True)
        self._desktop.tasks.write(
            function,
            command,
            owner=self,
            on_ok=on_ok,
            on_error=self._on_refused,
            on_cancelled=self._on_stopped,
            title=title,
        )

    def _take_back(self, title: str) -> None:
        if self._result is None or self._result.act is None:
            return
        self._busy(True)
        self._desktop.tasks.write(
            undo,
            self._result.act,
            None,
            owner=self,
            on_ok=self._on_undone,
            on_error=self._on_undo_refused,
            on_cancelled=self._on_stopped,
            title=title,
        )

    def _on_undone(self, _act: bytes) -> None:
        self._busy(False)
        self.bar.show_undone()

    def _on_undo_refused(self, error: AppError) -> None:
        self._busy(False)
        self._desktop.tell(self._desktop.explain(error), "danger")

    # -- the refused rows as a file ----------------------------------------------------------------

    def ask_for_purpose(self) -> None:
        """Ask what the refused rows are saved for."""
        self.sending.ask(self.bar.save.text(), self.ask_where_to)

    def ask_where_to(self, sending: Sending) -> None:
        """Save the refused rows where the dialog of the system says."""
        if self._result is None:
            return
        name = f"{self._result.origin.path.stem}-refused.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save refused rows"), name)
        if chosen:
            self.save_refused(Path(chosen), sending)

    def save_refused(self, path: Path, sending: Sending) -> None:
        """Write the refused rows of the result in sight."""
        if self._result is None:
            return
        result = self._result
        self._desktop.tasks.work(
            imports.save_refused,
            SendRefused(result.origin, result.refusals, self._desktop.language, sending),
            path,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_not_saved,
            title=self.tr("Writing the refused rows"),
        )

    def _on_saved(self, left: Departed) -> None:
        self.sending.tell_saved(left.paths, left.password)

    def _on_not_saved(self, error: AppError) -> None:
        if not self.sending.refuse(error):
            self._desktop.tell(self._desktop.explain(error), "danger")
