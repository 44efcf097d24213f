"""The saved views as chips, and the line in which one is given its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import views
from app.services.browse import View
from app.services.views import SavedView
from app.ui import theme
from app.ui.cases.filter_bar import is_narrowed
from app.ui.desktop import Desktop
from app.ui.view_keys import view_key
from app.ui.widgets.buttons import Button
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import Line
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Toast

EVERYTHING = ""


class ViewBar(QWidget):
    """Shows which views there are and which is used; saves, renames and deletes them.

    ``chosen`` carries the ``View`` of a chip that was pressed. One that was changed since can be kept under its name.
    """

    chosen = Signal(object)
    columns_wanted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._views: tuple[SavedView, ...] = ()
        self._everything: int | None = None
        self._view = View()
        self._renamed = ""
        self._last = ""  # the saved view that was shown last, while it is only changed
        self.chips = ChoiceChips("", name="cases_views")
        self.save = Button("", name="cases_view_save", kind="link")
        self.change = Button("", name="cases_view_update", kind="link")
        self.rename = Button("", name="cases_view_rename", kind="link")
        self.delete = Button("", name="cases_view_delete", kind="link")
        self.columns = Button("", name="cases_view_columns", kind="link")
        self.name_row = QWidget()
        self.name = Line()
        self.name.setObjectName("cases_view_name")
        self.name.setMaxLength(views.LONGEST_NAME)
        self.keep = Button("", name="cases_view_keep", kind="primary", keys="Enter")
        self.cancel = Button("", name="cases_view_cancel")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="cases_view_problem")
        self.toast = Toast(name="cases_toast")
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- what it shows ---------------------------------------------------------------------------

    @property
    def used(self) -> str:
        """The name of the saved view that is shown as it was saved; empty for none."""
        return next((saved.name for saved in self._views if saved.view == self._view), EVERYTHING)

    def show_views(self, saved: Sequence[SavedView], everything: int) -> None:
        """Show these, with the number of all cases."""
        self._views, self._everything = tuple(saved), everything
        self._draw()

    def show_view(self, view: View) -> None:
        """Say which view is on the screen."""
        self._view = view
        self._mark()

    def choose(self, number: int) -> bool:
        """Use the saved view with this number, from 1; False if there is none."""
        if not 1 <= number <= len(self._views):
            return False
        self.chosen.emit(self._views[number - 1].view)
        return True

    def _saved(self, name: str) -> View | None:
        return next((saved.view for saved in self._views if saved.name == name), None)

    def _draw(self) -> None:
        every = self.tr("All cases")
        choices = [Choice(EVERYTHING, every if self._everything is None else f"{every} {self._everything:,}")]
        for number, saved in enumerate(self._views, start=1):
            choices.append(Choice(saved.name, f"{saved.name} {saved.cases:,}", view_key(number)))
        self.chips.set_choices(choices)
        self._mark()

    def _mark(self) -> None:
        used = self.used
        is_plain = not is_narrowed(self._view)
        self._last = used or ("" if self._saved(self._last) is None else self._last)
        self.chips.set_value(used if used or is_plain else None)
        self.save.setVisible(not used)
        self.change.setVisible(bool(self._last) and not used)
        self.change.setText(self.tr("Keep in “{name}”").format(name=self._last.replace("&", "&&")))
        self.rename.setVisible(bool(used))
        self.delete.setVisible(bool(used))

    # -- naming ----------------------------------------------------------------------------------

    def begin_naming(self, renamed: str = "") -> None:
        """Open the line for a name: of the view on the screen, or another one for ``renamed``."""
        self._renamed = renamed
        self.name.setText(renamed)
        self._complain("")
        self.name_row.setVisible(True)
        self.name.selectAll()
        self.name.setFocus()

    def end_naming(self) -> None:
        """Close the line."""
        self.name_row.setVisible(False)
        self._complain("")
        self.chips.setFocus()

    def _on_save(self) -> None:
        self.begin_naming()

    def _keep(self) -> None:
        name = self.name.text()
        if self._renamed:
            self._write(views.rename, self._renamed, name)
        else:
            self._write(views.save, name, self._view)

    def _write(self, function: object, *arguments: object) -> None:
        self._desktop.tasks.write(
            function,  # type: ignore[arg-type]
            *arguments,
            owner=self,
            on_ok=self._on_kept,
            on_error=self._on_refused,
        )

    def _on_kept(self, _name: str) -> None:
        self.end_naming()

    def _on_refused(self, error: AppError) -> None:
        self._complain(self._desktop.explain(error))

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.name.setAccessibleDescription(sentence)
        theme.set_property(self.name, "wrong", bool(sentence))

    def _on_change(self) -> None:
        name, before = self._last, self._saved(self._last)
        if before is not None:
            self._desktop.tasks.write(
                views.save,
                name,
                self._view,
                owner=self,
                on_ok=lambda _: self._on_changed(name, before),
            )

    def _on_changed(self, name: str, before: View) -> None:
        self.toast.pop(
            self.tr("The view “{name}” was changed.").format(name=name),
            action=self.tr("Undo"),
            act=lambda: self._write(views.save, name, before),
        )

    def _on_delete(self) -> None:
        name = self.used
        self._desktop.tasks.write(
            views.delete, name, owner=self, on_ok=lambda view: self._on_deleted(name, view)
        )

    def _on_deleted(self, name: str, view: View) -> None:
        self.toast.pop(
            self.tr("The view “{name}” was deleted.").format(name=name),
            action=self.tr("Undo"),
            act=lambda: self._write(views.save, name, view),
        )

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = QWidget()
        flow = FlowLayout(line, gap=6)
        for shown in (self.chips, self.save, self.change, self.rename, self.delete, self.columns):
            flow.addWidget(shown)
        naming = FlowLayout(self.name_row, gap=8)
        for field in (self.name, self.keep, self.cancel, self.problem):
            naming.addWidget(field)
        self.name_row.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (line, self.name_row, self.toast):
            column.addWidget(row)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_chosen)
        self.save.clicked.connect(self._on_save)
        self.rename.clicked.connect(lambda: self.begin_naming(self.used))
        self.change.clicked.connect(self._on_change)
        self.delete.clicked.connect(self._on_delete)
        self.columns.clicked.connect(self.columns_wanted)
        self.name.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.end_naming)

    def _on_chosen(self, name: str | None) -> None:
        self._last = ""
        self.chosen.emit(self._saved(name or "") or View())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.chips.setAccessibleName(self.tr("Saved views"))
        self.save.setText(self.tr("Save as view…"))
        self.rename.setText(self.tr("Rename…"))
        self.delete.setText(self.tr("Delete view"))
        self.columns.setText(self.tr("Columns…"))
        self.name.setAccessibleName(self.tr("Name of the view"))
        self.name.setPlaceholderText(self.tr("Name of the view"))
        self.keep.setText(self.tr("Save"))
        self.cancel.setText(self.tr("Cancel"))
        self._draw()
