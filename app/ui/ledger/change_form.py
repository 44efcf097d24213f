"""One form for everything that changes what is owed and is no payment: the kind first, then the fields it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.allocation import COMPONENTS
from app.domain.date_entry import parse_when
from app.domain.errors import AppError, RuleViolation
from app.domain.facts import Id
from app.domain.money import parse_amount
from app.domain.permissions import Deed
from app.services import adjustments
from app.services.adjustment_previews import Change, Ground, Held
from app.services.adjustments import Adjust, DecideWaiver, Direct
from app.services.ledger_words import component_word
from app.services.payments import PaymentRow, ReversePayment
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.ledger.split_fields import SplitFields
from app.ui.permitted import refused, reserve
from app.ui.widgets.choices import Choice, ChoiceChips, Pill
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, MoneyEdit, Reading
from app.ui.widgets.labels import PlainLabel

translate = QCoreApplication.translate

WISH, SPLIT, REVERSAL, ANSWER = "wish", "split", "reversal", "answer"
KINDS = (*adjustments.KINDS, WISH, SPLIT, REVERSAL, ANSWER)
ROWS = {
    "charge": ("account", "component", "amount", "on", "why"),
    "correction": ("account", "component", "way", "amount", "on", "why"),
    "waiver": ("account", "component", "amount", "on", "why"),
    "write_off": ("account", "amount", "on", "why"),
    WISH: ("payment", "account"),
    SPLIT: ("payment", "split", "why"),
    REVERSAL: ("payment", "on", "why"),
    ANSWER: ("waiver", "answer", "why"),
}
"""Which fields a kind needs, in their order."""
USUAL = {"charge": "legal_cost", "correction": "interest", "waiver": "late_fee"}
"""Which component a change of a kind mostly concerns."""
FIELDS = ("payment", "waiver", "account", "component", "way", "amount", "answer", "split", "on", "why")


class ChangeForm(QWidget):
    """``changed`` when the change that is typed became another; ``accepted`` on Enter."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._ground: Ground | None = None
        self._after: tuple[QWidget, ...] = ()
        self.kinds = ChoiceChips("", name="change_kinds")
        self.about = PlainLabel(role="caption", wrap=True, name="change_about")
        self.payment, self.waiver, self.account, self.component, self.way, self.answer = (
            Combo(name=f"change_{name}", least=16)
            for name in ("payment", "waiver", "account", "component", "way", "answer")
        )
        self.amount = MoneyEdit("", self._read_amount, desktop.explain, name="change_amount")
        self.on: DateEdit[date] = DateEdit("", self._read_day, desktop.explain, name="change_on")
        self.split = SplitFields(desktop)
        self.why = TextField("change_why")
        self._grid = LabelledGrid()
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- what there is to choose -----------------------------------------------------------------

    def show_ground(self, ground: Ground) -> None:
        """Offer what this case has; another case begins anew."""
        is_same = self._ground is not None and self._ground.case_id == ground.case_id
        self._ground = ground
        if not is_same:
            self.clear()
        self._offer()
        self._show_kind()

    def begin(self, kind: str, payment: Id | None) -> None:
        """Begin a change of this kind, about this payment where one is given; no kind lets the user choose."""
        self.clear()
        is_refused = kind == ANSWER and refused(self._desktop, Deed.APPROVE)
        self.kinds.set_value(kind if kind in self._offered() and not is_refused else "charge")
        if payment is not None:
            self.payment.choose(payment)
        self._on_kind()

    def clear(self) -> None:
        """Nothing typed."""
        self.amount.set_text("")
        self.on.set_text("t")
        self.why.set_text("")

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return str(self.kinds.value or "")

    # -- what is typed ---------------------------------------------------------------------------

    def change(self, act: Id) -> Change | None:
        """What the form says, None while something it needs is missing."""
        ground, kind = self._ground, self.kind
        if ground is None or self.unreadable() is not None:
            return None
        case, why, payment = ground.case_id, self.why.text(), self.payment.currentData()
        match kind:
            case "wish":
                account = self.account.currentData()
                return None if payment is None or account is None else Direct(act, case, payment, account)
            case "split":
                parts = self.split.parts()
                return (
                    None if payment is None or not parts else Direct(act, case, payment, parts=parts, why=why)
                )
            case "reversal":
                return None if payment is None else ReversePayment(act, case, payment, why, self.on.value)
            case "answer":
                waiver = self.waiver.currentData()
                is_yes = bool(self.answer.currentData())
                return None if waiver is None else DecideWaiver(act, case, waiver, is_yes, why)
        return self._adjustment(act, case, why)

    def _adjustment(self, act: Id, case: Id, why: str) -> Adjust | None:
        account, minor = self.account.currentData(), self.amount.value
        if account is None or minor is None or not self.kind:
            return None
        component = None if self.kind == "write_off" else self.component.currentData()
        signed = -minor if self.kind == "correction" and self.way.currentData() < 0 else minor
        return Adjust(act, case, self.kind, account, signed, why, component, self.on.value)

    def unreadable(self) -> MoneyEdit | DateEdit[date] | None:
        """The first field in sight that cannot be read or is empty and must not be."""
        rows = ROWS.get(self.kind, ())
        if "amount" in rows and self.amount.value is None:
            return self.amount
        if "split" in rows and (wrong := self.split.unreadable()) is not None:
            return wrong
        return self.on if "on" in rows and self.on.value is None else None

    def missing(self) -> RuleViolation:
        """What a split without any part lacks."""
        payment = self._chosen_payment()
        amount = payment.amount_minor if payment is not None else 0
        return RuleViolation("split_not_whole", "parts", amount_minor=amount, split_minor=0)

    def complain(self, refusal: AppError) -> bool:
        """Say what was refused at its field; whether there is one in sight."""
        field = refusal.field if isinstance(refusal, RuleViolation) else ""
        sentence = self._desktop.explain(refusal)
        rows = ROWS.get(self.kind, ())
        name = {"amount_minor": "amount", "reversed_on": "on", "parts": "split"}.get(field, field)
        edits: dict[str, MoneyEdit | DateEdit[date] | SplitFields | TextField]
        edits = {"amount": self.amount, "on": self.on, "split": self.split, "why": self.why}
        edit = edits.get(name) if name in rows else None
        if edit is None:
            return False
        edit.show_error(sentence)
        edit.setFocus()
        return True

    # -- reading fields --------------------------------------------------------------------------

    def _read_amount(self, text: str) -> Reading[int]:
        held = self._held()
        currency = held.currency if held is not None else "CNY"
        minor = parse_amount(text, currency, field="amount_minor")
        return Reading(minor, self._desktop.words().money(minor, currency))

    def _read_day(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True, field="on")
        return Reading(when.day, self._desktop.words().full_day(when.day))

    def _held(self) -> Held | None:
        accounts = self._ground.accounts if self._ground is not None else ()
        return next((held for held in accounts if held.id == self.account.currentData()), None)

    def _chosen_payment(self) -> PaymentRow | None:
        rows = self._ground.payments if self._ground is not None else ()
        return next((row for row in rows if row.uid == self.payment.currentData()), None)

    # -- showing ---------------------------------------------------------------------------------

    def _offered(self) -> Sequence[str]:
        ground = self._ground
        return [
            kind
            for kind in KINDS
            if ground is not None
            and (kind not in (WISH, SPLIT, REVERSAL) or ground.payments)
            and (kind != ANSWER or ground.waiting)
        ]

    def _offer(self) -> None:
        ground = self._ground
        if ground is None:
            return
        names, words = _kind_names(), self._desktop.words()
        self.kinds.set_choices(
            [Choice(kind, names[kind], str(at)) for at, kind in enumerate(self._offered(), start=1)]
        )
        answer = self.kinds.button_of(ANSWER)
        if answer is not None:
            reserve(self._desktop, Deed.APPROVE, answer)
        if not self.kind:
            self.kinds.set_value("charge")
        self.account.offer([(held.number, held.id) for held in ground.accounts])
        self.component.offer([(component_word(name, words), name) for name in COMPONENTS])
        self.payment.offer(
            [
                (f"{row.paid_on.isoformat()}   {words.money(row.amount_minor, row.currency)}", row.uid)
                for row in ground.payments
            ]
        )
        self.waiver.offer(
            [
                (
                    f"{waiting.entered_on.isoformat()}   {component_word(waiting.component, words)} "
                    f"{words.money(waiting.amount_minor, waiting.currency)}   {waiting.why}",
                    waiting.uid,
                )
                for waiting in ground.waiting
            ]
        )

    def _on_kind(self) -> None:
        self.component.choose(USUAL.get(self.kind))
        self._show_kind()

    def _show_kind(self) -> None:
        rows = ROWS.get(self.kind, ())
        for name in FIELDS:
            self._grid.show_row(name, name in rows)
        self.about.setText(self._about())
        if self._ground is not None and self.kind == SPLIT:
            self.split.ask(self._ground, self._chosen_payment())
        self._chain()
        self.changed.emit()

    def _chain(self) -> None:
        """Tab goes down the form, though chips and parts are made anew while it stands."""
        edits = (self.amount.line, self.answer, *self.split.lines(), self.on.line, self.why.line)
        combos = (self.payment, self.waiver, self.account, self.component, self.way)
        for before, after in pairwise((*self.kinds.findChildren(Pill), *combos, *edits, *self._after)):
            QWidget.setTabOrder(before, after)

    def lead_to(self, widget: QWidget) -> None:
        """What Tab reaches behind the last field."""
        self._after = (widget,)

    def _about(self) -> str:
        held = self._held()
        if self.kind == "waiver" and held is not None:
            money = self._desktop.words().money(held.may_waive_minor, held.currency)
            return self.tr(
                "Up to {amount} of this account you may waive alone; more waits for the lead."
            ).format(amount=money)
        return _kind_texts().get(self.kind, "")

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for name in FIELDS:
            self._grid.add(name, getattr(self, name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.kinds, self.about, self._grid):
            column.addWidget(widget)
        self.setFocusProxy(self.kinds)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.account.activated.connect(self._on_account)
        self.payment.activated.connect(self._show_kind)
        for combo in (self.waiver, self.component, self.way, self.answer):
            combo.activated.connect(self.changed)
        for field in (self.amount, self.on, self.split):
            field.changed.connect(self.changed)
            field.accepted.connect(self.accepted)
        self.why.line.returnPressed.connect(self.accepted)

    def _on_account(self) -> None:
        self.amount.read_again()
        self._show_kind()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.kinds.setAccessibleName(self.tr("What is changed"))
        self._grid.say(
            {
                "payment": self.tr("Payment"),
                "waiver": self.tr("Waiver that waits"),
                "account": self.tr("Account"),
                "component": self.tr("Component"),
                "way": self.tr("The correction"),
                "amount": self.tr("Amount"),
                "answer": self.tr("The lead's answer"),
                "split": self.tr("Parts"),
                "on": self.tr("Takes effect on"),
                "why": self.tr("Reason"),
            }
        )
        self.way.offer([(self.tr("lowers what is owed"), -1), (self.tr("raises what is owed"), 1)])
        self.answer.offer([(self.tr("approved"), True), (self.tr("refused"), False)])
        self._offer()
        self._show_kind()


def _kind_names() -> dict[str, str]:
    return {
        "charge": translate("Ledger", "charge"),
        "correction": translate("Ledger", "correction"),
        "waiver": translate("Ledger", "waiver"),
        "write_off": translate("Ledger", "write-off"),
        WISH: translate("Ledger", "debtor's wish for a payment"),
        SPLIT: translate("Ledger", "payment split by hand"),
        REVERSAL: translate("Ledger", "payment bounced"),
        ANSWER: translate("Ledger", "answer to a waiver"),
    }


def _kind_texts() -> dict[str, str]:
    return {
        "charge": translate("Ledger", "Something new is owed: court fees, a service fee."),
        "correction": translate("Ledger", "The figures were wrong: say by how much, and why."),
        "write_off": translate(
            "Ledger", "The creditor writes it off in its books; the debtor still owes it."
        ),
        WISH: translate(
            "Ledger",
            "The debtor named the account a payment is for (Civil Code art. 560); the latest word counts.",
        ),
        SPLIT: translate(
            "Ledger", "The parts make up the payment; no component takes more than it owed on that day."
        ),
        REVERSAL: translate("Ledger", "The payment came back: it restores the very components it had paid."),
        ANSWER: translate(
            "Ledger", "A waiver beyond the authority of whoever entered it counts once the lead approves."
        ),
    }
