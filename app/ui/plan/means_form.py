"""The means test (收支表) taken line by line, in the place of the schedule; its sums follow every keystroke."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.means_test import Category, Item, means_of
from app.domain.money import parse_amount
from app.services import means
from app.services.means import RecordMeans
from app.services.plan_sheet import PlanSheet
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.readings import whole
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import MoneyEdit, ParsedEdit, Reading
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel, SectionTitle

CELL_EMS = 13


class MeansForm(Card):
    """``opened`` and ``closed`` let the page make room; what is saved is announced as a change of the plans.

    ``foot`` has the sums and the buttons: the page keeps it in sight, however far the lines are scrolled.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="plan_means_form", parent=parent)
        self._desktop = desktop
        self._sheet: PlanSheet | None = None
        self._is_saving = False
        form = means.form()
        self.fields = {code: self._money(code) for code in form.categories}
        self.pay_day: ParsedEdit[int] = ParsedEdit("", self._day, desktop.explain, name="means_pay_day")
        self.asked, self.received = QCheckBox(), QCheckBox()
        self.asked.setObjectName("means_proof_asked")
        self.received.setObjectName("means_proof_received")
        self.sums = PlainLabel(role="strong", wrap=True, name="means_sums")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="means_problem")
        self.save = Button("", name="means_save", kind="primary", keys="Enter")
        self.back = Button("", name="means_back", keys="Esc")
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.shut)
        self.foot = QWidget()
        self.foot.setVisible(False)
        self._labels: dict[str, PlainLabel] = {}
        self._titles = (SectionTitle(), SectionTitle())
        self._flows: list[FlowLayout] = []
        self._lay_out(form.side(is_income=True), form.side(is_income=False))
        for field in (*self.fields.values(), self.pay_day):
            field.line.textChanged.connect(self._add_up)
            field.line.returnPressed.connect(self.keep)
        self._retranslate()
        self.setVisible(False)

    def open(self, sheet: PlanSheet) -> None:
        """Start from the last means test of the case."""
        self._sheet, known = sheet, sheet.means
        items = {item.code: item.amount_minor for item in known.items} if known is not None else {}
        for code, field in self.fields.items():
            amount = items.get(code)
            field.set_text(self._desktop.words().money(amount, sheet.currency) if amount else "")
        self.pay_day.set_text(str(sheet.pay_day) if sheet.pay_day else "")
        self.asked.setChecked(known is not None and known.is_proof_asked)
        self.received.setChecked(known is not None and known.is_proved)
        self._add_up()
        for part in (self, self.foot):
            part.setVisible(True)
        self.opened.emit()
        next(iter(self.fields.values())).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Leave without keeping anything."""
        for part in (self, self.foot):
            part.setVisible(False)
        self.closed.emit()

    def keep(self) -> None:
        """Keep what is typed as the means test of this case."""
        wrong = next((field for field in self._all() if field.text().strip() and field.value is None), None)
        if wrong is not None:
            wrong.accept()
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._sheet is not None and not self._is_saving:
            self._is_saving = True
            command = RecordMeans(
                self._desktop.context.new_id(),
                self._sheet.case_id,
                self._items(),
                self.pay_day.value,
                self.asked.isChecked(),
                self.received.isChecked(),
            )
            self._desktop.tasks.write(
                means.record, command, owner=self, on_ok=self._on_kept, on_error=self._on_refused
            )

    def _on_kept(self, _fact: object) -> None:
        self._is_saving = False
        self.shut()

    def _on_refused(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, AppError):
            self._complain(self._desktop.explain(error))

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _all(self) -> list[ParsedEdit[int]]:
        return [*self.fields.values(), self.pay_day]

    def _items(self) -> list[Item]:
        return [Item(code, field.value) for code, field in self.fields.items() if field.value]

    def _add_up(self) -> None:
        """Say what the lines add up to."""
        self._complain("")
        currency = self._sheet.currency if self._sheet is not None else "CNY"
        try:
            found = means_of(means.form(), self._items(), currency)
        except RuleViolation:
            self.sums.setText(self.tr("Enter what comes in and what goes out in a month."))
            return
        words = self._desktop.words()
        income, outgoings, savings, surplus = (
            words.money(minor, currency)
            for minor in (found.income_minor, found.outgoings_minor, found.savings_minor, found.surplus_minor)
        )
        self.sums.setText(
            self.tr(
                "Income {income} · outgoings {outgoings} · put aside {savings} · left over {surplus}"
            ).format(income=income, outgoings=outgoings, savings=savings, surplus=surplus)
        )

    def _money(self, code: str) -> MoneyEdit:
        def parse(text: str) -> Reading[int]:
            currency = self._sheet.currency if self._sheet is not None else "CNY"
            return Reading(parse_amount(text, currency, field=code))

        return MoneyEdit("", parse, self._desktop.explain, name=f"means_{code}")

    def _day(self, text: str) -> Reading[int]:
        day = whole(text, "pay_day")
        if not 1 <= day <= 31:
            raise RuleViolation("plan_day_impossible", "pay_day")
        return Reading(day)

    def _lay_out(self, income: tuple[Category, ...], outgoings: tuple[Category, ...]) -> None:
        for title, side in zip(self._titles, (income, outgoings), strict=True):
            fields = QWidget()
            flow = FlowLayout(fields, gap=theme.current().space(0.7))
            for category in side:
                flow.addWidget(self._labelled(category.code, self.fields[category.code]))
            if side is income:
                flow.addWidget(self._labelled("pay_day", self.pay_day))
            self._flows.append(flow)
            self.body.addWidget(title)
            self.body.addWidget(fields)
        proof = QHBoxLayout()
        for box in (self.asked, self.received):
            proof.addWidget(box)
        proof.addStretch()
        self.body.addLayout(proof)
        self.body.addStretch()
        said = QVBoxLayout()
        said.addWidget(self.sums)
        said.addWidget(self.problem)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(said, 1)
        for button in (self.back, self.save):
            row.addWidget(button)
        self._widen()

    def _labelled(self, name: str, field: ParsedEdit[int]) -> QWidget:
        """A field below its name."""
        whole_field = QWidget()
        column = QVBoxLayout(whole_field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._labels[name] = PlainLabel(role="caption", wrap=True)
        column.addWidget(self._labels[name])
        column.addWidget(field)
        return whole_field

    def _widen(self) -> None:
        for flow in self._flows:
            flow.set_cell(theme.current().space(CELL_EMS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()  # from a box, too: the page behind would save the plan
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_flows"):
            self._widen()

    def _retranslate(self) -> None:
        language = self._desktop.words().language
        names = {code: each.words.text(language) for code, each in means.form().categories.items()}
        names["pay_day"] = self.tr("Pay day (day of the month)")
        for name, text in names.items():
            self._labels[name].setText(text)
            (self.pay_day if name == "pay_day" else self.fields[name]).set_label(text)
        self.set_caption(self.tr("Means test, a month"))
        self._titles[0].setText(self.tr("Comes in"))
        self._titles[1].setText(self.tr("Goes out"))
        self.asked.setText(self.tr("proof asked for"))
        self.received.setText(self.tr("proof received"))
        self.save.setText(self.tr("Keep"))
        self.back.setText(self.tr("Back"))
        self._add_up()
