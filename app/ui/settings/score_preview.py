"""What a strategy would do to the queue: who enters and leaves the first hundred, and how the money moves."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.strategy import Strategy
from app.services import browse, score_preview
from app.services.browse import Collector
from app.services.score_preview import Money, Mover, Preview
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel, SectionTitle

LEAST_LINES = 8


@dataclass(frozen=True, slots=True)
class Crossing:
    """A case that enters the first hundred, or leaves it."""

    mover: Mover
    enters: bool


class ScorePreview(QWidget):
    """Worked out anew whenever ``ask`` is called; an older answer is dropped."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._wanted: Strategy | None = None
        self._was_picked = False
        self.found: Preview | None = None
        self.whose = Combo(name="score_preview_whose")
        self.headline = PlainLabel(wrap=True, name="score_preview_headline")
        self.first = PlainLabel(wrap=True, name="score_preview_first")
        self.day = PlainLabel(wrap=True, name="score_preview_day")
        self.model: TableModel[Crossing] = TableModel(
            self._columns(), identity=lambda row: (row.mover.case_id, row.enters), parent=self
        )
        self.table: TableView[Crossing] = TableView(self.model, "", name="score_preview_table")
        self.table.row_opened.connect(lambda row: desktop.open_case(row.mover.case_id))
        self.title = SectionTitle(name="score_preview_title")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (in_line(self.title, self.whose), self.headline, self.first, self.day):
            column.addWidget(part)
        column.addWidget(Sheet(self.table), 1)
        self.whose.activated.connect(self._on_picked)
        self._collectors: tuple[Collector, ...] = ()
        self._make_room()
        self._retranslate()

    def ask(self, wanted: Strategy) -> None:
        """Try this strategy on the queue that is chosen: one's own, unless it is empty and no other was picked."""
        if not self._collectors:
            self._desktop.tasks.read(
                browse.collectors, owner=self, on_ok=self._on_collectors, slot="score_whose"
            )
        self._wanted = wanted
        self._desktop.tasks.read(
            score_preview.for_day,
            wanted,
            self._desktop.preferences.calls_a_day,
            self.whose.currentData(),
            owner=self,
            on_ok=self._on_preview,
            on_error=self._on_refused,
            slot="score_preview",
        )

    def _on_collectors(self, collectors: list[Collector]) -> None:
        self._collectors = tuple(collectors)
        self._offer()

    def _offer(self) -> None:
        chosen, own = self.whose.currentData(), self._desktop.context.user.no
        others = [(one.name, one.no) for one in self._collectors if one.no != own]
        self.whose.offer(
            [
                (self.tr("My queue"), score_preview.OWN),
                (self.tr("All queues together"), score_preview.EVERYBODY),
                *others,
            ]
        )
        self.whose.choose(chosen or score_preview.OWN)

    def _on_picked(self) -> None:
        self._was_picked = True
        if self._wanted is not None:
            self.ask(self._wanted)

    def _on_preview(self, found: Preview) -> None:
        if not (found.first.cases or self._was_picked) and self.whose.currentData() == score_preview.OWN:
            self.whose.choose(score_preview.EVERYBODY)
            self._on_picked()
            return
        self.found = found
        self._say()
        self.model.show(
            [
                *(Crossing(mover, enters=True) for mover in found.entering),
                *(Crossing(mover, enters=False) for mover in found.leaving),
            ]
        )

    def _on_refused(self, error: AppError) -> None:
        self.headline.setText(self._desktop.explain(error))

    def _say(self) -> None:
        found = self.found
        if found is None:
            return
        self.headline.setText(self._headline(found))
        self.first.setText(self._money(self.tr("First {cases}: {before} → {after} ({change})"), found.first))
        self.day.setText(
            self._money(self.tr("What fits today, {cases}: {before} → {after} ({change})"), found.day)
        )
        self.first.setVisible(found.first.cases > 0)
        self.day.setVisible(found.day.cases > 0)

    def _headline(self, found: Preview) -> str:
        if not found.first.cases:
            return self.tr("No work is in this queue: there is nothing to compare.")
        if not (found.entering or found.leaving or found.moving):
            return self.tr("The first hundred stay as they are.")
        return self.tr("First hundred: {entering} in, {leaving} out, {moving} more change places.").format(
            entering=len(found.entering), leaving=len(found.leaving), moving=found.moving
        )

    def _money(self, sentence: str, money: Money) -> str:
        words = self._desktop.words()
        change = money.after_minor - money.before_minor
        return sentence.format(
            cases=money.cases,
            before=words.money(money.before_minor, "CNY"),
            after=words.money(money.after_minor, "CNY"),
            change=("+" if change > 0 else "") + words.money(change, "CNY"),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def _make_room(self) -> None:
        if hasattr(self, "table"):  # the first change of style comes while the card is being built
            self.table.setMinimumHeight(theme.current().space(2.1) * LEAST_LINES)

    def _retranslate(self) -> None:
        self.title.setText(self.tr("What it would do"))
        self.whose.setAccessibleName(self.tr("Whose queue"))
        self._offer()
        self.table.setAccessibleName(self.tr("Who enters and leaves the first hundred"))
        self.model.set_columns(self._columns())
        self._say()

    def _columns(self) -> list[Column[Crossing]]:
        words = self._desktop.words()
        return [
            Column(
                "enters",
                self.tr("Way"),
                lambda row: self.tr("enters") if row.enters else self.tr("leaves"),
                tone=lambda row: "ok" if row.enters else "warn",
                ems=5,
            ),
            Column("name", self.tr("Debtor"), lambda row: row.mover.name, ems=7),
            Column(
                "place",
                self.tr("Place"),
                _places,
                lambda row: row.mover.new_place or 10**9,
                right=True,
                ems=7,
            ),
            Column("points", self.tr("Points"), _points, lambda row: row.mover.old_score, right=True, ems=6),
            Column(
                "balance",
                self.tr("Owes"),
                lambda row: words.money(row.mover.balance_minor, row.mover.currency),
                lambda row: row.mover.balance_minor,
                right=True,
                ems=8,
            ),
        ]


def _places(row: Crossing) -> str:
    return _moved(row.mover.old_place, row.mover.new_place)


def _points(row: Crossing) -> str:
    return _moved(row.mover.old_score, row.mover.new_score)


def _moved(old: int | None, new: int | None) -> str:
    """From one number to another; behind the last place that is told there is none."""
    return " → ".join("…" if number is None else str(number) for number in (old, new))
