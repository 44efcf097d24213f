"""The middle column: one case, from who it is to what happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.domain.facts import Id
from app.services.cases import CasePanel
from app.services.points import PointCard
from app.ui import theme
from app.ui.desk.account_table import AccountTable
from app.ui.desk.headline import Headline
from app.ui.desk.hold_tab import HoldTab
from app.ui.desk.payment_tab import PaymentTab
from app.ui.desk.point_table import PointTable
from app.ui.desk.summary_cards import SummaryCards
from app.ui.desk.timeline_view import TimelineView
from app.ui.desktop import Desktop
from app.ui.widgets.cards import OptionCard
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, PlainLabel
from app.ui.widgets.strips import EmptyState, Strip

DIAL_KEYS = ("F5", "F6", "F7")
_MARKS = {"good": "●", "untried": "○", "doubtful": "◐", "invalid": "×", "never": "×"}


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
        self.headline = Headline(desktop)
        self.cards = SummaryCards(desktop)
        self.news = Strip(name="case_news")
        self._numbers = QWidget()
        self._numbers_row = FlowLayout(self._numbers, gap=8, columns=3)
        self.numbers: list[OptionCard] = []
        self._why = QWidget()
        self._why_row = FlowLayout(self._why, gap=6)
        self.timeline = TimelineView()
        self.accounts = AccountTable(desktop)
        self.points = PointTable(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("case_tabs")
        self.payments = PaymentTab(desktop)
        self.holds = HoldTab(desktop)
        for page in (self.timeline, self.accounts, self.payments, self.holds, self.points):
            self.tabs.addTab(page, "")
        for tab in (self.payments, self.holds):
            tab.reason_wanted.connect(self.reason_wanted)
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

    def show_case(self, panel: CasePanel, *, is_checked: bool, chosen: Id | None) -> None:
        """Show a case; ``chosen`` is the contact point of the call."""
        is_same = self.panel is not None and self.panel.case_id == panel.case_id
        self.panel = panel
        self.empty.setVisible(False)
        self._content.setVisible(True)
        self.headline.show_case(panel, is_checked=is_checked)
        self.cards.show_case(panel)
        self.news.say(
            self.tr("Since the last contact: {news}").format(news=" · ".join(panel.news))
            if panel.news
            else "",
            tone="warn",
        )
        self._show_numbers(panel, chosen)
        self._show_why(panel)
        self.timeline.events.show(panel.events, self._desktop.words())
        self.accounts.show_case(panel)
        self.payments.show_case(panel)
        self.holds.show_case(panel)
        self.points.show_case(panel)
        self._name_tabs()
        if not is_same:
            self.timeline.scrollToTop()

    def show_third_person(self, is_on: bool) -> None:
        """Hide everything that tells of a debt while somebody else is on the line."""
        if self.panel is None:
            return
        for widget in (self.cards, self.news, self._why, self.tabs):
            widget.setVisible(not is_on)
        if is_on:
            self.headline.show_case(self.panel, is_checked=False, third_person=True)
        else:
            self.news.setVisible(bool(self.panel.news))

    def fold_in(self, script: QWidget | None) -> None:
        """On a small screen the script is a tab of the case; None gives it back."""
        at = self.tabs.indexOf(self._script) if self._script is not None else -1
        if at >= 0:
            self.tabs.removeTab(at)
        self._script = script
        if script is not None:
            self.tabs.addTab(script, self.tr("What to say"))
            script.show()

    def enter_payment(self) -> None:
        """Open the form for a payment."""
        self.tabs.setCurrentWidget(self.payments)
        self.payments.start()

    def place_hold(self) -> None:
        """Open the holds."""
        self.tabs.setCurrentWidget(self.holds)
        self.holds.kinds.setFocus()

    def _show_numbers(self, panel: CasePanel, chosen: Id | None) -> None:
        for card in self.numbers:
            self._numbers_row.removeWidget(card)
            card.deleteLater()
        self.numbers = []
        for at, point in enumerate(dial_points(panel)):
            card = OptionCard(
                f"{_MARKS[point.state]} {point.masked}  {point.role_text}",
                self._hint(point),
                key=DIAL_KEYS[at],
                name=f"point_{at}",
            )
            card.setChecked(point.id == chosen)
            card.setAutoExclusive(True)
            card.clicked.connect(lambda _checked=False, point=point: self.point_chosen.emit(point.id))
            self._numbers_row.addWidget(card)
            card.show()
            self.numbers.append(card)

    def _hint(self, point: PointCard) -> str:
        parts = [point.hint]
        if point.shared_with:
            names = "、".join(point.shared_with)
            parts.insert(0, self.tr("also used by {names}").format(names=names))
        if not point.decision.allowed and point.decision.block is not None and not point.is_debtor:
            parts = [point.decision.block.rule.words.text(self._desktop.language)]
        return " · ".join(parts)

    def _show_why(self, panel: CasePanel) -> None:
        while (item := self._why_row.takeAt(0)) is not None:
            item.widget().deleteLater()
        self._why_row.addWidget(PlainLabel(self.tr("Why here:"), "caption"))
        self._why_row.addWidget(Chip(panel.why[0].text, "accent"))
        for why in panel.why[1:]:
            self._why_row.addWidget(Chip(why.text, figure=f"{why.points:+d}"))
        if len(panel.why) > 1:
            self._why_row.addWidget(
                PlainLabel(self.tr("= {score} points").format(score=panel.score), "caption")
            )
        for at in range(self._why_row.count()):
            self._why_row.itemAt(at).widget().show()
        self._why.updateGeometry()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._content.setProperty("role", "page")
        self._column = QVBoxLayout(self._content)
        for widget in (self.headline, self.cards, self.news, self._numbers, self._why):
            self._column.addWidget(widget)
        self._column.addWidget(self.tabs, 1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("case_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        self._numbers_row.set_cell(space(13))
        self.tabs.setMinimumHeight(space(16))

    def _retranslate(self) -> None:
        self.empty.say(self.tr("Choose a case in the queue."))
        self.tabs.setAccessibleName(self.tr("Case"))
        self._scroll.setAccessibleName(self.tr("Case"))
        self._name_tabs()

    def _name_tabs(self) -> None:
        panel = self.panel
        titles = (
            (self.tr("Timeline"), len(panel.events) if panel else 0),
            (self.tr("Accounts"), len(panel.accounts) if panel else 0),
            (self.tr("Payments"), len(panel.desk.state.history.payments) if panel else 0),
            (self.tr("Holds"), len(panel.desk.state.holds) if panel else 0),
            (self.tr("Contacts"), len(panel.points) if panel else 0),
        )
        for at, (title, count) in enumerate(titles):
            self.tabs.setTabText(at, f"{title} {count}" if count else title)


def dial_points(panel: CasePanel) -> list[PointCard]:
    """The numbers that F5–F7 dial: the debtor's first, those that are no good last."""
    phones = [point for point in panel.points if point.is_phone]
    order = {"good": 0, "untried": 1, "doubtful": 2, "invalid": 3, "never": 4}
    phones.sort(key=lambda point: (not point.is_debtor, order[point.state]))
    return phones[: len(DIAL_KEYS)]
