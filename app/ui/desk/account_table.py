"""The accounts of a case: masked number, product, limit, components, days past due."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.moments import Id
from app.services.cases import AccountCard, CasePanel
from app.services.ledger_words import component_word
from app.ui.desk.reveal_bar import RevealBar
from app.ui.desktop import Desktop
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line


class AccountTable(QWidget):
    """One row an account."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: Id | None = None
        self.model: TableModel[AccountCard] = TableModel(self._columns(), parent=self)
        self.view: TableView[AccountCard] = TableView(self.model, "", name="account_table")
        self.explain = Button("", name="account_explain", icon="scale", keys="F10")
        self.change = Button("", name="account_change", icon="pencil", keys="F11")
        self.explain.clicked.connect(self._on_explain)
        self.change.clicked.connect(self._on_change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self.reveal = RevealBar(desktop, "account")
        column.addWidget(in_line(self.explain, self.change, self.reveal))
        column.addWidget(self.view, 1)
        self.view.row_chosen.connect(self._on_chosen)
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Show the accounts of this case."""
        self._case = panel.case_id
        self.model.show(panel.accounts)
        self.reveal.choose(panel.case_id, panel.accounts[0].id if panel.accounts else None)

    def _on_chosen(self, account: AccountCard | None) -> None:
        self.reveal.choose(self._case, account.id if account is not None else None)

    def _on_explain(self) -> None:
        if self._case is not None:
            self._desktop.signals.ledger_wanted.emit(self._case)

    def _on_change(self) -> None:
        if self._case is not None:
            self._desktop.signals.change_wanted.emit(self._case, "", None)

    def _money(self, minor: int | None, currency: str) -> str:
        return "—" if minor is None else self._desktop.words().money(minor, currency)

    def _part(self, account: AccountCard, names: tuple[str, ...]) -> str:
        if account.balance is None:
            return "—"
        return self._money(sum(account.balance.parts[name] for name in names), account.balance.currency)

    def _columns(self) -> list[Column[AccountCard]]:
        words = self._desktop.words()
        principal = ("purchase", "cash", "instalment")
        fees = ("late_fee", "service_fee", "legal_cost")
        return [
            Column("number", self.tr("Number"), lambda a: a.number, ems=12),
            Column("product", self.tr("Product"), lambda a: a.product, ems=8),
            Column(
                "total",
                self.tr("Owed"),
                lambda a: self._money(a.balance.total_minor, a.balance.currency) if a.balance else "—",
                lambda a: a.balance.total_minor if a.balance else 0,
                right=True,
                ems=7,
            ),
            Column("principal", self.tr("Principal"), lambda a: self._part(a, principal), right=True, ems=7),
            Column(
                "interest",
                component_word("interest", words),
                lambda a: self._part(a, ("interest", "compound")),
                right=True,
                ems=6,
            ),
            Column("fees", self.tr("Fees"), lambda a: self._part(a, fees), right=True, ems=6),
            Column(
                "limit",
                self.tr("Limit"),
                lambda a: self._money(a.credit_limit_minor, a.balance.currency if a.balance else "CNY"),
                right=True,
                ems=7,
            ),
            Column("dpd", self.tr("Days"), lambda a: str(a.dpd), lambda a: a.dpd, right=True, ems=4),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.model.set_columns(self._columns())
        self.view.setAccessibleName(self.tr("Accounts"))
        self.change.setText(self.tr("Charge, correct, waive…"))
        self.explain.setText(self.tr("What is owed, and why"))
