"""The pages one over the other, and the way from one to another: no page knows the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.moments import Id
from app.ui.desktop import Desktop
from app.ui.rail_pages import PAGES

if TYPE_CHECKING:
    from app.ui.pages.ledger import LedgerPage


class PageStack(QStackedWidget):
    """Makes each page when it is first shown. ``came`` tells which page of the rail is in front now."""

    came = Signal(str)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._pages: dict[str, QWidget] = {}
        signals = desktop.signals
        signals.page_wanted.connect(self.show_page)
        signals.case_opened.connect(self._on_case_opened)
        signals.plan_wanted.connect(self._on_plan_wanted)
        signals.letter_wanted.connect(self._on_letter_wanted)
        signals.message_wanted.connect(self._on_message_wanted)
        signals.due_wanted.connect(self._on_due_wanted)
        signals.hand_back_wanted.connect(self._on_hand_back_wanted)
        signals.ledger_wanted.connect(self._on_ledger_wanted)
        signals.change_wanted.connect(self._on_change_wanted)

    def page(self, name: str) -> QWidget:
        """A page, made if it was not shown before."""
        if name not in self._pages:
            entry = next(entry for entry in PAGES if entry.name == name)
            self._add(name, entry.make(self._desktop))
        return self._pages[name]

    def made(self, name: str) -> QWidget | None:
        """A page, None if it was not shown before."""
        return self._pages.get(name)

    def show_page(self, name: str) -> None:
        """Bring a page to the front and put the focus where its work begins."""
        page = self.page(name)
        self.setCurrentWidget(page)
        self.came.emit(name)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_view(self, number: int) -> None:
        """The saved view of this number, where views are in front, else on the desk."""
        if not hasattr(self.currentWidget(), "choose_view"):
            self.show_page("desk")
        self.currentWidget().choose_view(number)  # type: ignore[attr-defined]

    @property
    def case_in_hand(self) -> Id | None:
        """The case that stands on the desk, whatever page is in front."""
        return getattr(self.made("desk"), "case_in_hand", None)

    def leave(self) -> None:
        """Let every page keep what it would lose: the window closes."""
        for page in self._pages.values():
            getattr(page, "leave", lambda: None)()

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        page.setProperty("role", "page")
        self.addWidget(page)

    def _over_desk(self, name: str, make: Callable[[Desktop], Any]) -> Any:
        """Bring a page to the front that lies over the desk until it is left, made if it was not shown before."""
        if name not in self._pages:
            page = make(self._desktop)
            page.left.connect(self._on_left)
            self._add(name, page)
        self.setCurrentWidget(self._pages[name])
        return self._pages[name]

    def _on_left(self) -> None:
        self.show_page("desk")

    def _on_case_opened(self, case_id: bytes) -> None:
        self.show_page("desk")
        self.page("desk").open_case(case_id)  # type: ignore[attr-defined]

    def _on_plan_wanted(self, case_id: bytes, is_call: bool) -> None:
        from app.ui.pages.plan import PlanEditor

        self._over_desk("plan", PlanEditor).open_case(case_id, is_call=is_call)

    def _on_letter_wanted(self, case_id: bytes, template: str, plan_version: bytes | None) -> None:
        self.show_page("letters")
        self.page("letters").write_to(case_id, template, plan_version)  # type: ignore[attr-defined]

    def _on_message_wanted(self, case_id: bytes, template: str) -> None:
        self.show_page("letters")
        self.page("letters").send_to(case_id, template)  # type: ignore[attr-defined]

    def _on_hand_back_wanted(self) -> None:
        self.show_page("settings")
        self.page("settings").show_hand_back()  # type: ignore[attr-defined]

    def _on_due_wanted(self) -> None:
        from app.ui.pages.due import DuePage

        self._over_desk("due", DuePage).open()

    def _on_ledger_wanted(self, case_id: bytes) -> None:
        self._show_ledger().open_case(case_id)

    def _on_change_wanted(self, case_id: bytes, kind: str, payment: bytes | None) -> None:
        self._show_ledger().change(case_id, kind, payment)

    def _show_ledger(self) -> LedgerPage:
        from app.ui.pages.ledger import LedgerPage

        page: LedgerPage = self._over_desk("ledger", LedgerPage)
        return page
