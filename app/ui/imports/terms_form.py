"""Whose file it is, what it is for, and what the creditor's letter says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.date_entry import parse_when
from app.domain.money import parse_amount
from app.services.imports import Purpose
from app.services.imports.known import KnownCreditor
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, count_edit
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Line, MoneyEdit, Reading
from app.ui.widgets.labels import PlainLabel

NEW = "\0"
KINDS = ("agency", "own_book")
PURPOSES = (Purpose.PLACEMENT, Purpose.REFRESH, Purpose.PAYMENTS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says, in the words of ``ImportFile``."""

    creditor: str
    creditor_kind: str
    rule_pack: str | None
    purpose: Purpose
    batch_no: str | None
    received_on: date | None
    recall_on: date | None
    as_of: date | None
    control_count: int | None
    control_minor: int | None
    all_or_none: bool
    despite_controls: bool


class TermsForm(Card):
    """``file_changed``: the file is read otherwise now (creditor, purpose); ``terms_changed``: tried out anew."""

    file_changed = Signal()
    terms_changed = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="import_terms", parent=parent)
        self._desktop = desktop
        self._creditors: tuple[KnownCreditor, ...] = ()
        explain = desktop.explain
        self.creditor = Combo(name="import_creditor")
        self.new_name = Line()
        self.new_name.setObjectName("import_new_creditor")
        self.kind = Combo(name="import_creditor_kind")
        self.pack = Combo(name="import_creditor_pack")
        self.creditor_problem = PlainLabel(
            role="caption", tone="danger", wrap=True, name="import_creditor_problem"
        )
        self.purpose = Combo(name="import_purpose")
        self.batch_no = Line()
        self.batch_no.setObjectName("import_batch")
        self.received_on = DateEdit("", self._past, explain, name="import_received_on")
        self.recall_on = DateEdit("", self._coming, explain, name="import_recall_on")
        self.as_of = DateEdit("", self._past, explain, name="import_as_of")
        self.control_count = count_edit(explain, "import_control_count")
        self.control_minor = MoneyEdit("", self._amount, explain, name="import_control_minor")
        self.all_or_none = QCheckBox()
        self.all_or_none.setObjectName("import_all_or_none")
        self.despite_controls = QCheckBox()
        self.despite_controls.setObjectName("import_despite_controls")
        self.more = Button("", name="import_more", kind="link")
        self._first = LabelledGrid()
        self._rest = LabelledGrid()
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- what it says ----------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """The terms as they stand; what cannot be read counts as not said."""
        return Asked(
            self.creditor_name,
            self.kind.currentData(),
            self.pack.currentData() if self.creditor.currentData() == NEW else None,
            Purpose(self.purpose.currentData()),
            self.batch_no.text().strip() or None,
            self.received_on.value,
            self.recall_on.value,
            self.as_of.value,
            self.control_count.value,
            self.control_minor.value,
            self.all_or_none.isChecked(),
            self.despite_controls.isChecked(),
        )

    @property
    def creditor_name(self) -> str:
        """The creditor chosen or typed; empty for none."""
        chosen: str | None = self.creditor.currentData()
        return self.new_name.text().strip() if chosen == NEW else chosen or ""

    @property
    def is_readable(self) -> bool:
        """Whether no field holds anything that cannot be read."""
        edits = (self.received_on, self.recall_on, self.as_of, self.control_count, self.control_minor)
        return not any(edit.is_wrong for edit in edits)

    def show_creditors(self, creditors: Sequence[KnownCreditor]) -> None:
        """The creditors to choose from; the one chosen stays."""
        self._creditors = tuple(creditors)
        self._fill_creditors()

    def choose(self, creditor: str, purpose: Purpose) -> None:
        """Say whose file it is without telling anybody."""
        place = self.creditor.findData(creditor)
        if place < 0:
            self.new_name.setText(creditor)
        self.creditor.setCurrentIndex(place if place >= 0 else self.creditor.findData(NEW))
        self.purpose.setCurrentIndex(PURPOSES.index(purpose))
        self.show_problem("")
        self._show_new()

    def begin(self) -> None:
        """Forget what was said of the file before."""
        for edit in (self.received_on, self.recall_on, self.as_of, self.control_count, self.control_minor):
            edit.set_text("")
        for line in (self.new_name, self.batch_no):
            line.clear()
        self.despite_controls.setChecked(False)
        self.creditor.setCurrentIndex(0)
        self.purpose.setCurrentIndex(0)
        self.show_problem("")
        self._show_new()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the creditor, at its field."""
        self.creditor_problem.setText(sentence)
        self.creditor_problem.setVisible(bool(sentence))
        for widget in (self.creditor, self.new_name):
            theme.set_property(widget, "wrong", bool(sentence))

    # -- reading fields --------------------------------------------------------------------------

    def _past(self, text: str) -> Reading[date]:
        return self._day(text, backward=True)

    def _coming(self, text: str) -> Reading[date]:
        return self._day(text, backward=False)

    def _day(self, text: str, *, backward: bool) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=backward)
        return Reading(when.day, self._desktop.words().full_day(when.day))

    def _amount(self, text: str) -> Reading[int]:
        known = next((known for known in self._creditors if known.name == self.creditor_name), None)
        currency = known.currency if known else "CNY"
        minor = parse_amount(text, currency, field="control_minor")
        return Reading(minor, self._desktop.words().money(minor, currency))

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._first.add("creditor", self.creditor)
        self._first.add("new_name", self.new_name)
        self._first.add("kind", self.kind)
        self._first.add("pack", self.pack)
        self._first.add("purpose", self.purpose)
        for name in ("batch_no", "received_on", "recall_on", "as_of", "control_count", "control_minor"):
            self._rest.add(name, getattr(self, name))
        self.body.setSpacing(8)
        self.body.addWidget(self._first)
        self.body.addWidget(self.creditor_problem)
        self.body.addWidget(self.all_or_none)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._rest)
        self.body.addWidget(self.despite_controls)
        self._rest.setVisible(False)
        self.despite_controls.setVisible(False)
        self.creditor_problem.setVisible(False)

    def _connect(self) -> None:
        self.creditor.activated.connect(self._on_creditor)
        self.new_name.editingFinished.connect(self.file_changed)
        self.purpose.activated.connect(self.file_changed)
        for combo in (self.kind, self.pack):
            combo.activated.connect(self.terms_changed)
        self.more.clicked.connect(self._on_more)
        for edit in (self.received_on, self.recall_on, self.as_of, self.control_count, self.control_minor):
            edit.line.editingFinished.connect(self.terms_changed)
        for box in (self.all_or_none, self.despite_controls):
            box.clicked.connect(self.terms_changed)

    def _on_creditor(self) -> None:
        self._show_new()
        if self.creditor.currentData() == NEW:
            self.new_name.setFocus()
        else:
            self.file_changed.emit()

    def _show_new(self) -> None:
        is_new = self.creditor.currentData() == NEW
        for name in ("new_name", "kind", "pack"):
            self._first.show_row(name, is_new)

    def open_more(self, is_open: bool = True) -> None:
        """Show the fields that are rarely needed."""
        self._rest.setVisible(is_open)
        self.despite_controls.setVisible(is_open)
        self._name_more()

    def _on_more(self) -> None:
        self.open_more(self._rest.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _fill_creditors(self) -> None:
        chosen = self.creditor.currentData()
        entries = [(known.name, known.name) for known in self._creditors]
        self.creditor.offer([(self.tr("choose…"), ""), *entries, (self.tr("New creditor…"), NEW)])
        self.creditor.setCurrentIndex(max(self.creditor.findData(chosen), 0))
        self._show_new()

    def _name_more(self) -> None:
        self.more.setText(
            self.tr("Less") if not self._rest.isHidden() else self.tr("Days and control totals")
        )

    def _retranslate(self) -> None:
        self._first.say(
            {
                "creditor": self.tr("Creditor"),
                "new_name": self.tr("Name of the creditor"),
                "kind": self.tr("Its accounts are"),
                "pack": self.tr("Rule pack"),
                "purpose": self.tr("The file brings"),
            }
        )
        self._rest.say(
            {
                "batch_no": self.tr("Batch"),
                "received_on": self.tr("Received on"),
                "recall_on": self.tr("Recalled on"),
                "as_of": self.tr("Figures as of"),
                "control_count": self.tr("Rows, says the creditor"),
                "control_minor": self.tr("Sum, says the creditor"),
            }
        )
        kinds = {"agency": self.tr("placed with us"), "own_book": self.tr("our own")}
        self.kind.offer([(kinds[kind], kind) for kind in KINDS])
        packs = self._desktop.context.packs
        self.pack.offer([(pack.words.text(self._desktop.language), code) for code, pack in packs.items()])
        purposes = {
            Purpose.PLACEMENT: self.tr("a placement"),
            Purpose.REFRESH: self.tr("new balances"),
            Purpose.PAYMENTS: self.tr("payments"),
        }
        self.purpose.offer([(purposes[purpose], str(purpose)) for purpose in PURPOSES])
        self.all_or_none.setText(self.tr("All rows or none: one refused row refuses the file"))
        self.despite_controls.setText(self.tr("Import although the control totals disagree"))
        self._fill_creditors()
        self._name_more()
