"""What the panels share that take a file: chosen, worked on beside the window, written, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.services.bank_statements import StatementResult
from app.services.imports import ImportResult, Preview
from app.services.imports.known import Look, Looked, look
from app.ui.desktop import Desktop
from app.ui.imports.column_grid import ColumnGrid
from app.ui.imports.outcome_bar import OutcomeBar
from app.ui.imports.statement_bar import StatementBar
from app.ui.imports.work import undo
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

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._path: Path | None = None
        self._preview: Preview | None = None
        self._result = None
        self._job: Job | None = None
        self._turn = 0

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

    def _on_folder(self) -> None:
        if self._result is not None and self._result.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._result.report.parent)))
