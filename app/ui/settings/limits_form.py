"""How far each role may go in a plan with a creditor's debtors without asking."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.plan_limits import ROLES, PlanLimits, toml_of
from app.domain.plan_terms import LONGEST_MONTHS
from app.services.ledger_words import percent
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.settings.entry_fields import number_edit, percent_edit
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import ParsedEdit
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

SHARES = ("first_share", "waiver_share")
NAMES = ("first_share", "latest_first_days", "longest_periods", "waiver_share")
MOST = {"latest_first_days": 366, "longest_periods": LONGEST_MONTHS}
LEAST = {"latest_first_days": 0, "longest_periods": 1}


class LimitsForm(Card):
    """``saved`` carries the limits as TOML; empty takes those that come with the program."""

    saved = Signal(str)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="terms_limits_card", parent=parent)
        self._desktop = desktop
        self._is_own = False
        self.about = PlainLabel(role="caption", wrap=True, name="limits_about")
        self.shares: dict[tuple[str, str], ParsedEdit[Decimal]] = {}
        self.numbers: dict[tuple[str, str], ParsedEdit[int]] = {}
        self._grid = LabelledGrid()
        for role in ROLES:
            for name in NAMES:
                self._add(role, name)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="limits_problem")
        self.save = Button("", name="limits_save", kind="primary", icon="check")
        self.drop = Button("", name="limits_drop")
        self.body.setSpacing(8)
        for widget in (self.about, self._grid, self.problem, in_line(self.save, self.drop)):
            self.body.addWidget(widget)
        self.problem.setVisible(False)
        self.save.clicked.connect(self.save_it)
        self.drop.clicked.connect(lambda: self.saved.emit(""))
        self._retranslate()

    def _add(self, role: str, name: str) -> None:
        field = f"limits_{role}_{name}"
        edit: ParsedEdit[int] | ParsedEdit[Decimal]
        if name in SHARES:
            edit = self.shares[role, name] = percent_edit(self._desktop, field)
        else:
            edit = self.numbers[role, name] = number_edit(self._desktop, field, LEAST[name], MOST[name])
        edit.accepted.connect(self.save_it)
        self._grid.add(field, edit)

    def show_limits(self, limits: Mapping[str, PlanLimits], *, is_own: bool) -> None:
        """Show what holds; ``is_own``: for this creditor alone."""
        self._is_own = is_own
        self.drop.setEnabled(is_own)
        self.problem.setVisible(False)
        for (role, name), share in self.shares.items():
            share.set_text(percent(getattr(limits[role], name)))
        for (role, name), number in self.numbers.items():
            number.set_text(str(getattr(limits[role], name)))
        self._say()

    def save_it(self) -> None:
        """Ask that what is typed is kept; a field that cannot be read says why."""
        edits: list[ParsedEdit[int] | ParsedEdit[Decimal]] = [*self.shares.values(), *self.numbers.values()]
        wrong = next((edit for edit in edits if edit.value is None), None)
        if wrong is not None:
            wrong.accept()
            wrong.setFocus()
            return
        context = self._desktop.context
        limits = {
            role: PlanLimits(
                self.shares[role, "first_share"].value or Decimal(0),
                self.numbers[role, "latest_first_days"].value or 0,
                self.numbers[role, "longest_periods"].value or 1,
                self.shares[role, "waiver_share"].value or Decimal(0),
            )
            for role in ROLES
        }
        self.saved.emit(toml_of(limits, context.user.name, context.today()))

    def complain(self, error: AppError) -> None:
        """Say what was refused."""
        self.problem.setText(self._desktop.explain(error))
        self.problem.setVisible(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _say(self) -> None:
        self.about.setText(
            self.tr("Limits of this creditor. A plan beyond them is kept and waits for the lead.")
            if self._is_own
            else self.tr(
                "The limits that come with the program. A plan beyond them is kept and waits for the lead."
            )
        )

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Limits for plans and waivers"))
        self._say()
        roles = {"collector": self.tr("Collector"), "lead": self.tr("Lead")}
        names = {
            "first_share": self.tr("first money at least, of the debt"),
            "latest_first_days": self.tr("first day at most days ahead"),
            "longest_periods": self.tr("at most periods"),
            "waiver_share": self.tr("waives at most, of the debt"),
        }
        self._grid.say(
            {
                f"limits_{role}_{name}": self.tr("{role}: {limit}").format(
                    role=roles[role], limit=names[name]
                )
                for role in ROLES
                for name in NAMES
            }
        )
        self.save.setText(self.tr("Keep the limits"))
        self.drop.setText(self.tr("Use those of the program"))
