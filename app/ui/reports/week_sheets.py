"""The week on three sheets: what was done, how old the cases are, what stood in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.weekly import Counted, Figure, number
from app.services.messages.report_words import figure_word
from app.services.weekly import WeeklyReport
from app.services.weekly_sections import ACTIVITY, amount, collector_name, currencies, text_of
from app.services.words import Words
from app.ui.reports import figure_tables
from app.ui.reports.cell_table import CellTable
from app.ui.reports.charts import Bar, BarChart, Line, LineChart
from app.ui.widgets.cards import Card
from app.ui.widgets.strips import EmptyState

MOST_BARS = 12


class Sheet(QWidget):
    """Cards one under the other, each with a table or a chart and above it what that shows."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, Card] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    @property
    def tables(self) -> list[CellTable]:
        """The tables in reading order."""
        return self.findChildren(CellTable)

    def show_week(self, report: WeeklyReport, words: Words, collector_no: int | None) -> None:
        """Show the report for one collector, or for all together where none is named."""
        self._fill(report, words, collector_no)
        for table in self.tables:
            table.setFixedHeight(table.full_height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _put(self, **parts: QWidget) -> None:
        for name, part in parts.items():
            card = self._cards[name] = Card(name=f"report_card_{name}")
            card.body.addWidget(part)
            self._column.addWidget(card)

    def _fill(self, report: WeeklyReport, words: Words, collector_no: int | None) -> None:
        raise NotImplementedError

    def _retranslate(self) -> None:
        raise NotImplementedError


class FiguresSheet(Sheet):
    """What was done: by week, by collector, and the money that came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.activity = LineChart(name="report_activity")
        self.trend = CellTable(name="report_trend")
        self.people = CellTable(name="report_people")
        self.money = BarChart(name="report_money")
        self._put(activity=self.activity, trend=self.trend, people=self.people, money=self.money)
        self._retranslate()

    def _fill(self, report: WeeklyReport, words: Words, collector_no: int | None) -> None:
        self.trend.show_table(figure_tables.trend(report, words, collector_no))
        self.people.show_table(figure_tables.collectors(report, words))
        self._draw_activity(report, words, collector_no)
        self._draw_money(report, words)

    def _draw_activity(self, report: WeeklyReport, words: Words, collector_no: int | None) -> None:
        sheets = report.whose(collector_no).sheets
        lines = []
        for figure in ACTIVITY[1:]:
            counts = tuple(number(sheet, figure) for sheet in sheets)
            lines.append(Line(figure_word(figure, words.language), counts, f"{counts[-1]:,}"))
        points = [str(week) for week in report.weeks]
        self.activity.show_lines(self.tr("Activity over five weeks"), points, lines)

    def _draw_money(self, report: WeeklyReport, words: Words) -> None:
        currency = currencies(report)[0]
        self.money.show_bars(
            self.tr("Collected in the week, {currency}").format(currency=currency),
            [
                Bar(
                    collector_name(each, words),
                    each.sheet.get(Figure.COLLECTED, Counted()).amounts.get(currency, 0),
                    text_of(amount(each.sheet, Figure.COLLECTED, currency)),
                )
                for each in report.collectors
            ],
        )

    def _retranslate(self) -> None:
        for name, title in (
            ("activity", self.tr("Activity over five weeks")),
            ("trend", self.tr("Figures by week; Enter opens the list behind a number")),
            ("people", self.tr("Collectors in this week")),
            ("money", self.tr("Collected in this week")),
        ):
            self._cards[name].set_caption(title)
        self.trend.setAccessibleName(self.tr("Figures by week"))
        self.people.setAccessibleName(self.tr("Figures by collector"))


class AgeingSheet(Sheet):
    """How old the open cases are, and between which buckets they rolled."""

    def __init__(self) -> None:
        super().__init__()
        self.ageing = CellTable(name="report_ageing")
        self.buckets = BarChart(name="report_buckets")
        self.roll = CellTable(name="report_roll")
        self._put(ageing=self.ageing, buckets=self.buckets, roll=self.roll)
        self._retranslate()

    def _fill(self, report: WeeklyReport, words: Words, _collector_no: int | None) -> None:
        self.ageing.show_table(figure_tables.ageing(report, words))
        self.roll.show_table(figure_tables.roll(report, words))
        self._cards["roll"].setVisible(report.roll is not None)
        aged = sorted((report.ageing[-1] or {}).items())
        bars = [Bar(bucket.label, counted.number, f"{counted.number:,}") for bucket, counted in aged]
        self.buckets.show_bars(self.tr("Open cases by bucket"), bars)

    def _retranslate(self) -> None:
        for name, title in (
            ("ageing", self.tr("Open cases by bucket at the end of each week")),
            ("buckets", self.tr("Open cases by bucket")),
            ("roll", self.tr("From bucket to bucket in this week")),
        ):
            self._cards[name].set_caption(title)
        self.ageing.setAccessibleName(self.tr("Ageing"))
        self.roll.setAccessibleName(self.tr("Roll between buckets"))


class ReasonsSheet(Sheet):
    """Why debtors did not pay, which rules stopped an attempt, why cases were passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.reasons = CellTable(name="report_reasons")
        self.bars = BarChart(name="report_reason_bars")
        self.rules = CellTable(name="report_rules")
        self.skips = CellTable(name="report_skips")
        self.nothing = EmptyState("clipboard-list", name="report_no_reasons")
        self._put(reasons=self.reasons, bars=self.bars, rules=self.rules, skips=self.skips)
        self._column.addWidget(self.nothing)
        self._retranslate()

    def _fill(self, report: WeeklyReport, words: Words, collector_no: int | None) -> None:
        shown = {
            "reasons": figure_tables.reasons(report, words, collector_no),
            "rules": figure_tables.rules(report, words, collector_no),
            "skips": figure_tables.skipped(report, words, collector_no),
        }
        self.reasons.show_table(shown["reasons"])
        self.rules.show_table(shown["rules"])
        self.skips.show_table(shown["skips"])
        for name, table in shown.items():
            self._cards[name].setVisible(bool(table.rows))
        rows = shown["reasons"].rows
        self._cards["bars"].setVisible(bool(rows))
        self.nothing.setVisible(not any(table.rows for table in shown.values()))
        bars = [Bar(row.name, int(row.cells[0].text.replace(",", "")), row.cells[0].text) for row in rows]
        self.bars.show_bars(self.tr("Reasons told in the week"), bars[:MOST_BARS])

    def _retranslate(self) -> None:
        for name, title in (
            ("reasons", self.tr("Reasons told in this week")),
            ("bars", self.tr("The most frequent reasons")),
            ("rules", self.tr("Rules that stopped an attempt, were overridden or broken")),
            ("skips", self.tr("Why cases were passed over")),
        ):
            self._cards[name].set_caption(title)
        self.reasons.setAccessibleName(self.tr("Reasons"))
        self.rules.setAccessibleName(self.tr("Rules"))
        self.skips.setAccessibleName(self.tr("Why cases were passed over"))
        self.nothing.say(
            self.tr("No reason was told, no rule applied and no case was passed over in this week.")
        )
