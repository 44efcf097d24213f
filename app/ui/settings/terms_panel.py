"""The terms of a creditor: order of payments, promises, its book, limits for plans; and who changed what when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import contract
from app.domain.allocation import own_order
from app.domain.errors import AppError
from app.domain.facts import Id
from app.domain.permissions import Deed
from app.services import creditors, money_terms, plan_rules
from app.services.changes import Changes
from app.services.context import Context
from app.services.creditors import CreditorCard
from app.services.ledger_words import order_text
from app.services.money_terms import Lenience, SetMoneyTerms, TermChange, TermsSheet
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid
from app.ui.permitted import reserve
from app.ui.settings.contract_form import ContractForm
from app.ui.settings.limits_form import LimitsForm
from app.ui.settings.order_form import OrderForm
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel, SectionTitle
from app.ui.widgets.strips import EmptyState

HISTORY_EMS = 12


class TermsPanel(QWidget):
    """One creditor at a time; each card is kept by itself, as an amendment."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.sheet: TermsSheet | None = None
        self.creditor = Combo(name="terms_creditor", least=20)
        self.order = OrderForm(desktop)
        self.contract = ContractForm(desktop)
        self.limits = LimitsForm(desktop)
        for form in (self.order, self.contract, self.limits):
            reserve(desktop, Deed.EDIT_TERMS, form, form.save)
        reserve(desktop, Deed.EDIT_TERMS, self.contract.drop, self.contract.usual, self.limits.drop)
        self.title = SectionTitle(name="terms_history_title")
        self.model: TableModel[TermChange] = TableModel(self._columns(), parent=self)
        self.history: TableView[TermChange] = TableView(self.model, "", name="terms_history")
        self.detail = PlainLabel(role="caption", wrap=True, selectable=True, name="terms_detail")
        self.empty = EmptyState("building-2", name="terms_empty")
        self._grid = LabelledGrid()
        self._grid.add("creditor", self.creditor)
        self._parts = (
            self._grid,
            self.order,
            self.contract,
            self.limits,
            self.title,
            Sheet(self.history),
            self.detail,
        )
        self._lay_out()
        self._watch = Watch(self, desktop.events, ("creditors", "cases", "imports"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the creditors anew."""
        self._desktop.tasks.read(creditors.listing, owner=self, on_ok=self._on_cards, slot="terms_creditors")

    def _on_cards(self, cards: list[CreditorCard]) -> None:
        self.creditor.offer([(card.name, card.id) for card in cards])
        self.empty.setVisible(not cards)
        for part in self._parts:
            part.setVisible(bool(cards))
        self._on_chosen(None)
        self._read()

    def _read(self) -> None:
        creditor: Id | None = self.creditor.currentData()
        if creditor is not None:
            self._desktop.tasks.read(
                money_terms.sheet, creditor, owner=self, on_ok=self._on_sheet, slot="terms"
            )

    def _on_sheet(self, sheet: TermsSheet) -> None:
        if sheet.terms.creditor != self.creditor.currentData():
            return
        self.sheet = sheet
        self.order.show_terms(sheet.terms)
        self.contract.show_terms(sheet.terms)
        self.limits.show_limits(sheet.limits, is_own=sheet.has_own_limits)
        self.model.show(sheet.history)

    # -- saving ----------------------------------------------------------------------------------

    def _on_order(self, order: str, lenience: Lenience) -> None:
        self._put(self.order.complain, allocation=order, lenience=lenience)

    def _on_contract(self, toml: str) -> None:
        self._put(self.contract.complain, contract=toml)

    def _put(self, complain: Callable[[AppError], None], **terms: Any) -> None:
        if self.sheet is not None:
            command = SetMoneyTerms(self._desktop.context.new_id(), self.sheet.terms.creditor, **terms)
            self._write(money_terms.put, command, complain)

    def _on_limits(self, toml: str) -> None:
        if self.sheet is not None:
            command = self._desktop.context.new_id(), self.sheet.terms.creditor, toml
            self._write(_set_limits, command, self.limits.complain)

    def _write(
        self, service: Callable[..., Any], command: object, complain: Callable[[AppError], None]
    ) -> None:
        self._desktop.tasks.write(service, command, owner=self, on_ok=self._on_kept, on_error=complain)

    def _on_kept(self, _kept: object) -> None:
        name = self.sheet.terms.name if self.sheet is not None else ""
        self._desktop.tell(self.tr("The terms of {name} are kept.").format(name=name), "ok")
        self._read()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.empty)
        for part in self._parts:
            column.addWidget(part)
        self.empty.setVisible(False)
        self.creditor.activated.connect(self._read)
        self.history.row_chosen.connect(self._on_chosen)
        self.order.saved.connect(self._on_order)
        self.contract.saved.connect(self._on_contract)
        self.limits.saved.connect(self._on_limits)
        self.setFocusProxy(self.creditor)
        self._breathe()

    def _columns(self) -> list[Column[TermChange]]:
        words = self._desktop.words()
        return [
            Column("at", self.tr("When"), lambda row: words.moment(row.at), lambda row: row.at, ems=8),
            Column("who", self.tr("Who"), lambda row: row.who, ems=7),
            Column("what", self.tr("What"), lambda row: self._name(row.name), ems=10),
            Column("old", self.tr("Before"), lambda row: self._told(row.name, row.old), ems=15),
            Column("new", self.tr("After it"), lambda row: self._told(row.name, row.new), ems=15),
        ]

    def _name(self, term: str) -> str:
        return {
            "allocation": self.tr("order of payments"),
            "contract": self.tr("contract"),
            "tolerance_minor": self.tr("tolerance for promises"),
            "grace_days": self.tr("days of grace"),
            "plan_limits": self.tr("limits for plans"),
        }[term]

    def _told(self, term: str, value: str | None) -> str:
        """What a term was, as far as it has words; a contract and limits as they were written."""
        if value is None:
            return "—"
        words, presets = self._desktop.words(), self._desktop.context.rules.allocations
        if term == "allocation":
            preset = presets.get(value)
            return (
                preset.words.text(words.language) if preset else order_text(own_order(value), words.language)
            )
        if term == "tolerance_minor" and self.sheet is not None:
            return words.money(int(value), self.sheet.terms.currency)
        if term == "contract":
            value = contract.toml_of(contract.parse(value))  # without the remarks it was written with
        return " · ".join(value.splitlines())

    def _on_chosen(self, row: TermChange | None) -> None:
        self.detail.setVisible(row is not None)
        if row is None:
            return
        old, new = self._told(row.name, row.old), self._told(row.name, row.new)
        self.detail.setText(f"{self._name(row.name)}: {old} → {new}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.setMaximumWidth(theme.current().space(62))
        self.history.setMinimumHeight(theme.current().space(HISTORY_EMS))

    def _retranslate(self) -> None:
        self._grid.say({"creditor": self.tr("Creditor")})
        self.title.setText(self.tr("Who changed what"))
        self.history.setAccessibleName(self.tr("Who changed what"))
        self.empty.say(self.tr("There is no creditor yet: import a placement first."))
        self.model.set_columns(self._columns())


def _set_limits(context: Context, command: tuple[Id, Id, str]) -> tuple[None, Changes]:
    return None, plan_rules.set_limits(context, *command)
