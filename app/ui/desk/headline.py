"""The head of a case: name, the quiet line about the person, the chips that matter."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePanel
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, Figure, PlainLabel


class Headline(QWidget):
    """Name large; identity, masked number and creditor in one quiet line; bucket, stage, accounts, identity check."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.name = Figure(role="title", name="case_name")
        self.person = PlainLabel(role="muted", wrap=True, name="case_person")
        self.bucket = Chip(name="case_bucket")
        self.stage = Chip(name="case_stage")
        self.accounts = Chip(name="case_accounts")
        self.same_names = Chip(name="case_same_names")
        self.identity = Chip(name="case_identity")
        self.give = Button("", name="case_give", kind="link", keys="A")
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        for widget in (self.bucket, self.stage, self.accounts, self.same_names, self.identity, self.give):
            flow.addWidget(widget)
        head = QWidget()
        line = FlowLayout(head, gap=14)
        line.addWidget(self.name)
        line.addWidget(chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(head)
        column.addWidget(self.person)

    def show_case(self, panel: CasePanel, *, is_checked: bool, third_person: bool = False) -> None:
        """Show who the case is about. ``third_person`` leaves out everything that tells of a debt."""
        self.give.setText(self.tr("Give to…"))
        self.give.setEnabled(not third_person)
        self.name.say(panel.name)
        sex = {"male": self.tr("male"), "female": self.tr("female")}.get(panel.sex or "", "")
        age = self.tr("{age} years").format(age=panel.age) if panel.age is not None else ""
        creditor = "" if third_person else panel.creditor
        parts = (sex, age, panel.id_masked, creditor, "" if third_person else panel.employer or "")
        self.person.setText(" · ".join(part for part in parts if part))
        self.bucket.setVisible(not third_person)
        self.bucket.show_state(panel.bucket, "danger" if panel.dpd > 90 else "warn" if panel.dpd else "ok")
        self._show_stage(panel)
        self.stage.setVisible(not third_person)
        self.accounts.show_state(self.tr("{count} accounts").format(count=len(panel.accounts)))
        self.accounts.setVisible(len(panel.accounts) > 1 and not third_person)
        self.same_names.show_state(self.tr("{count} of this name").format(count=panel.same_names), "warn")
        self.same_names.setVisible(panel.same_names > 1 and not third_person)
        self.show_identity(is_checked)

    def _show_stage(self, panel: CasePanel) -> None:
        """Where the case stands: outlined by tone where a lead decided it."""
        treated, words = panel.next.treated, self._desktop.words()
        stage = words.rules.vocabulary.stages[treated.stage].text(words.language)
        self.stage.show_state(stage, "accent" if panel.next.is_decided else "")

    def show_identity(self, is_checked: bool) -> None:
        """Whether it is known who is on the line."""
        if is_checked:
            self.identity.show_state(self.tr("Identity ✓"), "ok")
        else:
            self.identity.show_state(self.tr("Identity — (I)"), "warn")
