"""A line over an edited strategy: what is wrong with what is kept, that it was changed, or since when it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.domain.errors import AppError
from app.services.strategy_history import Version
from app.ui.desktop import Desktop
from app.ui.widgets.labels import PlainLabel


class Sheet(Protocol):
    """A strategy as its service hands it over; ``history``: the latest first."""

    @property
    def is_shipped(self) -> bool: ...

    @property
    def history(self) -> Sequence[Version]: ...

    @property
    def problem(self) -> AppError | None: ...


class StrategyState(PlainLabel):
    """Told anew after each change of the form and of the language."""

    def __init__(self, name: str) -> None:
        super().__init__(role="caption", wrap=True, name=name)

    def tell(self, desktop: Desktop, sheet: Sheet, changed: str) -> None:
        """``changed``: what to say of a change that is not kept yet; empty where there is none."""
        if sheet.problem is not None:
            self.set_tone("danger")
            self.setText(desktop.explain(sheet.problem))
            return
        self.set_tone("warn" if changed else "")
        self.setText(changed or self._since(desktop, sheet))

    def _since(self, desktop: Desktop, sheet: Sheet) -> str:
        if sheet.is_shipped:
            return self.tr("In force as it comes with FairDue.")
        last = sheet.history[0]
        return self.tr("In force since {when}, by {who}: {why}").format(
            when=desktop.words().moment(last.at), who=last.who, why=last.why
        )
