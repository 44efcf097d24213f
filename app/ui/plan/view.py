"""How the plan editor is laid out: terms beside the schedule where there is room, else above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.permissions import Deed
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.permitted import reserve
from app.ui.plan.ask_bar import AskBar
from app.ui.plan.change_bar import ChangeBar
from app.ui.plan.header import PlanHeader
from app.ui.plan.means_form import MeansForm
from app.ui.plan.means_strip import MeansStrip
from app.ui.plan.offer_row import OfferRow
from app.ui.plan.schedule_card import ScheduleCard
from app.ui.plan.terms_form import PlanTermsForm
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import ParsedEdit
from app.ui.widgets.strips import EmptyState, Strip

WIDE_EMS = 62


class PlanView(QWidget):
    """The parts of the editor and their places; what they do is the editor's."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.header = PlanHeader(desktop)
        self.form = PlanTermsForm(desktop)
        self.said = ParsedEdit("", self.form.reader.said, desktop.explain, name="plan_said")
        self.offers = OfferRow(desktop)
        self.means = MeansStrip(desktop)
        self.test = Button("", name="plan_means_test", kind="link")
        self.means_form = MeansForm(desktop)
        self.state = Strip(name="plan_state", bold=True)
        self.table = ScheduleCard(desktop)
        self.ask = AskBar()
        self.changing = ChangeBar(desktop)
        self.back = Button("", name="plan_back", keys="Esc")
        self.end = Button("", name="plan_end", kind="danger")
        self.change = Button("", name="plan_change", keys="Ctrl+R")
        self.letter = Button("", name="plan_letter", keys="Ctrl+P")
        self.answer = Button("", name="plan_answer")
        reserve(desktop, Deed.APPROVE, self.answer)
        self.save = Button("", name="plan_save", keys="Enter")
        self.agree = Button("", name="plan_agree", kind="primary", keys="Ctrl+Enter")
        self.otherwise = Button("", name="plan_agree_otherwise", kind="link")
        self.empty = EmptyState("circle-check", name="plan_nothing")
        self._terms = Card(name="plan_terms")
        self._lay_out()
        self._breathe()
        self._retranslate()

    def show_nothing(self, *, is_nothing: bool) -> None:
        """Whether there is nothing to plan."""
        self._stack.setCurrentIndex(1 if is_nothing else 0)

    def start(self) -> None:
        """Put the focus on the instalment and bring it into sight."""
        self.form.start()
        self._scroll.ensureWidgetVisible(self.form.instalment)

    def listen(self) -> None:
        """Put the focus where one types what the debtor says."""
        self.said.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.said.line.selectAll()
        self._scroll.ensureWidgetVisible(self.said)

    def unfold(self) -> None:
        """Show or fold the terms that few plans have; shown, the first has the focus and is in sight."""
        more = self.form.more
        more.open(is_open=not more.is_open)
        if not more.is_open:
            self.start()
            return
        more.interest.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # Once they have their places.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(more.edits))

    def _lay_out(self) -> None:
        for part in (self.form, self.means):
            self._terms.body.addWidget(part)
        self._terms.body.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeft)
        self._terms.body.addStretch()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._terms, 4)
        self._columns.addWidget(self.table, 10)
        self._columns.addWidget(self.means_form, 10)
        buttons = self._lay_out_buttons()
        content = QWidget()
        content.setProperty("role", "page")
        self._page = QVBoxLayout(content)
        self._page.addWidget(self.header)
        self._page.addWidget(self.state)
        self._page.addWidget(self.said)
        self._page.addWidget(self.offers)
        self._page.addLayout(self._columns, 1)
        # While it is asked, the question has buttons of its own; so has the means test.
        for asking in (self.ask, self.changing, self.means_form):
            asking.opened.connect(buttons.hide)
            asking.closed.connect(buttons.show)
        self.means_form.opened.connect(self._make_room)
        self.means_form.closed.connect(self._fold)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("plan_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        # Question and buttons stay in sight, however little room there is for the rest.
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.ask)
        self._foot.addWidget(self.changing)
        self._foot.addWidget(self.means_form.foot)
        self._foot.addWidget(buttons)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)

    def _lay_out_buttons(self) -> QWidget:
        """One row where there is room, else what concerns the version above what saves and agrees."""
        row = QWidget()
        # Ignored: the row must not hold the window wide, since it folds when the window is narrow.
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        across = QBoxLayout.Direction.LeftToRight
        self._buttons, self._first = QBoxLayout(across, row), QBoxLayout(across)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._about, self._deciding = QHBoxLayout(), QHBoxLayout()
        for line, buttons in (
            (self._about, (self.end, self.change, self.answer, self.letter)),
            (self._deciding, (self.otherwise, self.save, self.agree)),
        ):
            line.addStretch()
            for button in buttons:
                line.addWidget(button)
        self._first.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._first.addLayout(self._about, 1)
        self._buttons.addLayout(self._first, 1)
        self._buttons.addLayout(self._deciding)
        return row

    def fold_buttons(self) -> None:
        """Fit the row of buttons to the room, say after some came or went."""
        for row in (self._about, self._deciding):
            row.invalidate()  # a row inside a row keeps the size that it had with the buttons now hidden
        margins = self._foot.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        first = self.back.sizeHint().width() + self._about.sizeHint().width() + self._first.spacing()
        both = first + self._deciding.sizeHint().width() + self._buttons.spacing()
        for line, needed in ((self._first, first), (self._buttons, both)):
            is_across = needed <= room
            line.setDirection(
                QBoxLayout.Direction.LeftToRight if is_across else QBoxLayout.Direction.TopToBottom
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_page"):
            self._breathe()
            self._fold()

    def _make_room(self) -> None:
        """The means test stands in the place of the schedule and, where there is one column, of the terms."""
        self._fold()
        first = next(iter(self.means_form.fields.values()))
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(first))

    def _fold(self) -> None:
        is_testing = self.means_form.isVisibleTo(self)
        is_wide = self.width() >= theme.current().space(WIDE_EMS)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self.table.setVisible(not is_testing)
        self._terms.setVisible(is_wide or not is_testing)
        self.table.setMinimumHeight(0 if is_wide else theme.current().space(24))
        self.fold_buttons()

    def _breathe(self) -> None:
        space = theme.current().space
        self._page.setContentsMargins(space(1.3), space(1.0), space(1.3), space(0.4))
        self._foot.setContentsMargins(space(1.3), space(0.4), space(1.3), space(0.8))
        for layout in (self._page, self._columns):
            layout.setSpacing(space(0.8))
        for row in (self._buttons, self._first, self._about, self._deciding):
            row.setSpacing(space(0.6))
        self._terms.setMinimumWidth(space(27))

    def _retranslate(self) -> None:
        self._terms.set_caption(self.tr("Terms"))
        self.setAccessibleName(self.tr("Repayment plan"))
        self.letter.setText(self.tr("Papers…"))
        self.said.set_label(self.tr("What the debtor says"))
        hint = self.tr("What the debtor says (Ctrl+T): 200 from the 10th · 3000 now and the rest by summer")
        self.said.line.setPlaceholderText(hint)
        self._scroll.setAccessibleName(self.tr("Repayment plan"))
        self.back.setText(self.tr("Back to the case"))
        self.end.setText(self.tr("End plan…"))
        self.change.setText(self.tr("Change…"))
        self.test.setText(self.tr("Means test…"))
        self.answer.setText(self.tr("Lead's answer…"))
        self.save.setText(self.tr("Save as draft"))
        self.agree.setText(self.tr("Both agreed"))
        self.otherwise.setText(self.tr("Agreed otherwise…"))
        self.empty.say(self.tr("Nothing is owed, so there is nothing to plan."))
