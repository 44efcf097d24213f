"""The key sheet (?, F1): every key of the window in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.actions import Actions, group_title
from app.ui.overlay import Overlay, centred
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import KeyCap, PlainLabel, SectionTitle

KeyRows = Sequence[tuple[str, str]]
ORDER = ("outcomes", "moving", "desk", "plan", "pages", "window")


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A title and its keys with what they do."""

    title: str
    rows: KeyRows


class KeySheet(Overlay):
    """Lists the commands that have a key, and the keys that pages tell of themselves (``pages``: title, rows)."""

    def __init__(self, window: QWidget, actions: Actions, outcomes: Callable[[], KeyRows]) -> None:
        super().__init__(window, name="key_sheet")
        self._actions = actions
        self._outcomes = outcomes
        self.title = PlainLabel(role="figure", name="key_sheet_title")
        self.close_button = IconButton("x", "", name="key_sheet_close")
        self.close_button.clicked.connect(self.shut)
        self.area = QScrollArea()
        self.area.setObjectName("key_sheet_scroll")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.card.body.addLayout(head)
        self.card.body.addWidget(self.area, 1)
        self._retranslate()

    def summon(self) -> None:
        """Open with the keys as they are now."""
        self.open(self.area)

    def toggle(self) -> None:
        """``?`` opens it and closes it."""
        self.shut() if self.isVisible() else self.summon()

    def _plan(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Save as draft")),
            ("Ctrl+Enter", self.tr("Both agreed")),
            ("F2 F3 F4", self.tr("Take an offer")),
            ("Ctrl+T", self.tr("What the debtor says")),
            ("Ctrl+M", self.tr("More terms")),
            ("Ctrl+R", self.tr("Change the plan in force")),
            ("Ctrl+P", self.tr("Papers of the plan: agreement, slips, certificate")),
        ]

    def groups(self) -> list[KeyGroup]:
        """The groups in reading order; one without keys is left out."""
        by_group: dict[str, list[tuple[str, str]]] = {
            "outcomes": list(self._outcomes()),
            "moving": self._moving(),
            "plan": self._plan(),
        }
        for command in self._actions:
            if command.keys:
                by_group.setdefault(command.group, []).append((command.keys, command.text()))
        titles = {"outcomes": self.tr("Outcome of the call"), "moving": self.tr("Queue and forms")}
        names = [*ORDER, *(name for name in by_group if name not in ORDER)]
        return [
            KeyGroup(titles.get(name) or group_title(name), by_group[name])
            for name in names
            if by_group.get(name)
        ]

    def frame_in(self, room: QRect) -> QRect:
        return centred(room, 74, 46)

    def place(self) -> None:
        super().place()
        self._fill()

    def _moving(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓  J K", self.tr("Previous or next case")),
            ("Enter", self.tr("From the queue into the case; in a form: save")),
            ("Esc", self.tr("Out of the form, back to the queue")),
            ("Shift+0–9", self.tr("Variants of an outcome")),
            ("Tab", self.tr("Next field")),
            ("?", self.tr("This sheet")),
        ]

    def _fill(self) -> None:
        groups = self.groups()
        columns = max(1, min(3, self.frame_in(self.rect()).width() // theme.current().space(22)))
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, theme.current().space(0.6), 0)
        row.setSpacing(theme.current().space(2))
        for column in _balanced(groups, columns):
            row.addLayout(_column(column), 1)
        self.area.setWidget(page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "area"):
            self._retranslate()
            if self.isVisible():
                self._fill()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Keys"))
        self.close_button.set_label(self.tr("Close"))
        self.area.setAccessibleName(self.tr("Keys"))


def _balanced(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """The groups in order over columns of about the same height."""
    least = sum(len(group.rows) + 2 for group in groups) / columns
    answer: list[list[KeyGroup]] = [[]]
    filled = 0
    for group in groups:
        tall = len(group.rows) + 2
        if answer[-1] and filled + tall / 2 > least and len(answer) < columns:
            answer.append([])
            filled = 0
        answer[-1].append(group)
        filled += tall
    return answer


def _column(groups: Iterable[KeyGroup]) -> QVBoxLayout:
    space = theme.current().space
    column = QVBoxLayout()
    column.setSpacing(space(0.35))
    for group in groups:
        column.addWidget(SectionTitle(group.title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(0.8))
        grid.setVerticalSpacing(space(0.3))
        grid.setColumnStretch(1, 1)
        for at, (keys, words) in enumerate(group.rows):
            grid.addWidget(KeyCap(keys), at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(PlainLabel(words, wrap=True), at, 1)
        grid.setColumnMinimumWidth(0, space(5.2))
        column.addLayout(grid)
        column.addSpacing(space(0.9))
    column.addStretch()
    return column
