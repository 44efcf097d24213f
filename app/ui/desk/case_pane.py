"""The middle column: one case, from who it is to what happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.domain.moments import Id
from app.domain.terms import HoldKind
from app.services.cases import CasePanel
from app.ui import theme
from app.ui.desk.account_table import AccountTable
from app.ui.desk.headline import Headline
from app.ui.desk.hold_tab import HoldTab
from app.ui.desk.next_row import NextRow, deed_of
from app.ui.desk.number_row import NumberRow, dial_points
from app.ui.desk.payment_tab import PaymentTab
from app.ui.desk.point_table import PointTable
from app.ui.desk.summary_cards import SummaryCards
from app.ui.desk.timeline_view import TimelineView
from app.ui.desk.visit_tab import VisitTab
from app.ui.desk.why_row import WhyRow
from app.ui.desktop import Desktop
from app.ui.permitted import refusal
from app.ui.widgets.buttons import Button
from app.ui.widgets.strips import EmptyState, Strip

ARRIVAL_MS = 300  # so long a form that was opened may still grow while it is laid out


class CasePane(QWidget):
    """Shows a ``CasePanel``; tells which number was chosen for the call."""

    point_chosen = Signal(object)
    reason_wanted = Signal(str, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_pane")
        self._desktop = desktop
        self.panel: CasePanel | None = None
        self._script: QWidget | None = None
        self._is_checked = False
        self._chosen: Id | None = None
        self._is_stranger = False
        self._tab_before: QWidget | None = None
        self.headline = Headline(desktop)
        self.cards = SummaryCards(desktop)
        self.news = Strip(name="case_news")
        self.seen = Button("", name="case_seen", kind="link", keys="R")
        self.news.row.addWidget(self.seen)
        self.next = NextRow()
        self.numbers = NumberRow(desktop)
        self.numbers.point_chosen.connect(self.point_chosen)
        self.why = WhyRow()
        self.timeline = TimelineView()
        self.accounts = AccountTable(desktop)
        self.points = PointTable(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("case_tabs")
        self.payments = PaymentTab(desktop)
        self.holds = HoldTab(desktop)
        self.visits = VisitTab(desktop)
        for page in (self.timeline, self.accounts, self.payments, self.holds, self.visits, self.points):
            self.tabs.addTab(page, "")
        self.holds.reason_wanted.connect(self.reason_wanted)
        self.visits.reason_wanted.connect(self.reason_wanted)
        self.empty = EmptyState("list", name="case_empty")
        self._lay_out()
        self._retranslate()
        self.show_nothing()

    # -- showing ---------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.panel = None
        self._content.setVisible(False)
        self.empty.setVisible(True)

    def show_case(self, panel: CasePanel, *, is_checked: bool, chosen: Id | None, is_stranger: bool) -> None:
        """Show a case; ``chosen`` is the contact point of the call, ``is_stranger`` hides what tells of a debt."""
        is_same = self.panel is not None and self.panel.case_id == panel.case_id
        self.panel = panel
        self._is_checked, self._chosen = is_checked, chosen
        self.empty.setVisible(False)
        self._content.setVisible(True)
        self.cards.show_case(panel)
        self.news.say(
            self.tr("Since the last contact: {news}").format(news=" · ".join(panel.news))
            if panel.news
            else "",
            tone="warn",
        )
        self.seen.setVisible(bool(panel.desk.state.history.fresh_news))
        self.next.show_next(panel.next, refusal(self._desktop, deed_of(panel.next.action)))
        self.why.show_why(panel.why, panel.score, panel.outlook)
        self.timeline.events.show(panel.events, self._desktop.words())
        self.accounts.show_case(panel)
        self.payments.show_case(panel)
        self.holds.show_case(panel)
        self.visits.show_case(panel)
        self.points.show_case(panel)
        self._name_tabs()
        self.show_third_person(is_stranger)
        if not is_same:
            self.timeline.scrollToTop()
            self._scroll.verticalScrollBar().setValue(0)

    def choose_point(self, chosen: Id | None) -> None:
        """Mark the number of the call."""
        self._chosen = chosen
        self._show_person()

    def show_identity(self, is_checked: bool) -> None:
        """Whether it is known who is on the line."""
        self._is_checked = is_checked
        self.headline.show_identity(is_checked)

    def show_third_person(self, is_on: bool) -> None:
        """Hide everything that tells of a debt while somebody else is on the line. What may be said stays."""
        if self.panel is None:
            return
        for widget in (self.cards, self.next, self.why):
            widget.setVisible(not is_on)
        self.news.setVisible(bool(self.panel.news) and not is_on)
        if is_on != self._is_stranger:
            self._is_stranger = is_on
            self._veil_tabs(is_on)
        self._show_person()

    def _show_person(self) -> None:
        """Who it is about and how they can be reached."""
        panel, is_stranger = self.panel, self._is_stranger
        if panel is not None:
            self.headline.show_case(panel, is_checked=self._is_checked, third_person=is_stranger)
            self.numbers.show_points(dial_points(panel), self._chosen, is_stranger=is_stranger)

    def _veil_tabs(self, is_on: bool) -> None:
        """Only the script stays among the tabs, where it is one of them."""
        if is_on and self.tabs.currentWidget() is not self._script:
            self._tab_before = self.tabs.currentWidget()
        self.tabs.setVisible(not is_on or self._script is not None)
        if is_on and self._script is not None:
            self.tabs.setCurrentWidget(self._script)  # else each tab that goes brings the next to sight
        for at in range(self.tabs.count()):
            self.tabs.setTabVisible(at, not is_on or self.tabs.widget(at) is self._script)
        if not is_on and self._tab_before is not None:
            self.tabs.setCurrentWidget(self._tab_before)

    def fold_in(self, script: QWidget | None) -> None:
        """On a small screen the script is a tab of the case; None lets it go."""
        if self._script is not None:
            self.tabs.removeTab(self.tabs.indexOf(self._script))
        self._script = script
        if script is not None:
            self.tabs.addTab(script, self.tr("What to say"))
        self._veil_tabs(self._is_stranger)

    def enter_payment(self) -> None:
        """Open the form for a payment."""
        self._open(self.payments, self.payments.start)

    def place_hold(self, kind: HoldKind | None = None) -> None:
        """Open the holds, at the kind that is suggested."""
        self._open(self.holds, self.holds.kinds.setFocus)
        if kind is not None:
            self.holds.kinds.focus_on(str(kind))

    def show_points(self) -> None:
        """Open the ways to reach somebody."""
        self._open(self.points, self.points.view.setFocus)

    def plan_visit(self) -> None:
        """Open the visits."""
        self._open(self.visits, self.visits.start)

    def _open(self, tab: QWidget, begin: Callable[[], object]) -> None:
        """Choose a tab by a key and begin there: on a small screen the case moves up until it is in sight, or at least
        what has the keys."""
        self.tabs.setCurrentWidget(tab)
        begin()
        self._arriving.start()
        QTimer.singleShot(0, self, self._follow)  # once the tab is laid out

    def _on_range(self) -> None:
        """A form that was only made now has wrapped its lines, and what has the keys stands lower."""
        if self._arriving.isActive():
            self._follow()

    def _follow(self) -> None:
        self._scroll.ensureWidgetVisible(self.tabs, 0, 0)
        field = self.tabs.focusWidget()
        if field is not None:
            self._scroll.ensureWidgetVisible(field)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._content.setProperty("role", "page")
        self._column = QVBoxLayout(self._content)
        for widget in (self.headline, self.cards, self.news, self.next, self.numbers, self.why):
            self._column.addWidget(widget)
        self._column.addWidget(self.tabs, 1)
        self._column.addStretch()  # what is left stays at the top when the tabs are hidden
        self._scroll = QScrollArea()
        self._scroll.setObjectName("case_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arriving = QTimer(self, singleShot=True, interval=ARRIVAL_MS)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        holder = QWidget()
        holder.setProperty("role", "page")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._content)
        row.addWidget(self.empty)
        self._scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(1.1), space(0.9), space(1.1), space(0.6))
        self._column.setSpacing(space(0.75))
        self.numbers.breathe()
        self.tabs.setMinimumHeight(space(11))

    def _retranslate(self) -> None:
        self.empty.say(self.tr("Choose a case in the queue."))
        self.seen.setText(self.tr("Seen"))
        self.seen.setAccessibleDescription(self.tr("What arrived was seen, nobody need be called for it"))
        self.tabs.setAccessibleName(self.tr("Case"))
        self._scroll.setAccessibleName(self.tr("Case"))
        self._name_tabs()

    def _name_tabs(self) -> None:
        panel = self.panel
        titles = [
            (self.tr("Timeline"), len(panel.events) if panel else 0),
            (self.tr("Accounts"), len(panel.accounts) if panel else 0),
            (self.tr("Payments"), len(panel.desk.state.history.payments) if panel else 0),
            (self.tr("Holds"), len(panel.desk.state.holds) if panel else 0),
            (self.tr("Visits"), len(panel.desk.state.history.visits) if panel else 0),
            (self.tr("Contacts"), len(panel.points) if panel else 0),
        ]
        if self._script is not None:
            titles.append((self.tr("What to say"), 0))  # always the last tab
        for at, (title, count) in enumerate(titles):
            text = f"{title} {count}" if count else title
            if text != self.tabs.tabText(at):  # to say the same lays all tabs out anew
                self.tabs.setTabText(at, text)
