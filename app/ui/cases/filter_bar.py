"""What narrows the list of all cases: words, tier, bucket, collector; and what a lead does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.permissions import Deed
from app.domain.terms import Bucket, Tier
from app.services.browse import Collector, View
from app.ui.desktop import Desktop
from app.ui.permitted import reserve
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.flow import FlowLayout


class FilterBar(QWidget):
    """Search box and three lists. ``narrowed`` carries the view as it was narrowed last."""

    narrowed = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._view = View()
        self._collectors: tuple[Collector, ...] = ()
        self.search = SearchBox("", name="cases_search")
        self.tier = Combo(name="cases_tier")
        self.bucket = Combo(name="cases_bucket")
        self.collector = Combo(name="cases_collector")
        self.clear = Button("", name="cases_clear", kind="link")
        self.assign = Button("", name="cases_assign", kind="link")
        flow = FlowLayout(self, gap=8)
        for widget in (self.search, self.tier, self.bucket, self.collector, self.clear, self.assign):
            flow.addWidget(widget)
        reserve(desktop, Deed.ASSIGN, self.assign)
        self.search.searched.connect(self._on_searched)
        for combo in (self.tier, self.bucket, self.collector):
            combo.activated.connect(self._on_picked)
        self.clear.clicked.connect(self._on_clear)
        self._retranslate()

    def show_view(self, view: View) -> None:
        """Show how this view is narrowed, without telling anybody."""
        self._view = view
        if self.search.text().strip() != view.sought:
            self.search.setText(view.sought)
        for combo, value in (
            (self.tier, view.tier),
            (self.bucket, view.bucket),
            (self.collector, view.collector),
        ):
            combo.setCurrentIndex(0 if value is None else max(combo.findData(int(value)), 0))
        self.clear.setVisible(is_narrowed(view))

    def show_collectors(self, collectors: Sequence[Collector]) -> None:
        """The users a case can be with."""
        self._collectors = tuple(collectors)
        self._retranslate()

    def _on_searched(self, text: str) -> None:
        if text != self._view.sought:
            self._tell(sought=text)

    def _on_picked(self) -> None:
        tier, bucket = self.tier.currentData(), self.bucket.currentData()
        self._tell(
            tier=None if tier is None else Tier(tier),
            bucket=None if bucket is None else Bucket(bucket),
            collector=self.collector.currentData(),
        )

    def _on_clear(self) -> None:
        self._tell(sought="", tier=None, bucket=None, collector=None)

    def _tell(self, **changes: Any) -> None:
        self.narrowed.emit(replace(self._view, **changes))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        words = self._desktop.words()
        tiers = words.rules.vocabulary.tiers
        self.search.set_label(self.tr("Name, pinyin, phone, last digits…"))
        self.clear.setText(self.tr("Show all"))
        self.assign.setText(self.tr("Give to collectors…"))
        self.tier.offer(
            [(self.tr("Any tier"), None), *((tiers[tier].text(words.language), int(tier)) for tier in Tier)],
        )
        self.bucket.offer(
            [(self.tr("Any bucket"), None), *((bucket.label, int(bucket)) for bucket in Bucket)]
        )
        people = [(known.name, known.no) for known in self._collectors]
        self.collector.offer([(self.tr("Any collector"), None), *people, (self.tr("Nobody"), 0)])
        self.tier.setAccessibleName(self.tr("Tier"))
        self.bucket.setAccessibleName(self.tr("Bucket"))
        self.collector.setAccessibleName(self.tr("Collector"))
        self.show_view(self._view)


def is_narrowed(view: View) -> bool:
    """Whether a view leaves out any case."""
    return bool(view.sought) or (view.tier, view.bucket, view.collector) != (None, None, None)
