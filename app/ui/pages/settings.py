"""Settings: what this desk likes, the store, the terms of creditors, the rules and the points in force."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from app.ui.desktop import Desktop
from app.ui.settings.access_panel import AccessPanel
from app.ui.settings.data_panel import DataPanel
from app.ui.settings.keys_panel import KeysPanel
from app.ui.settings.mail_panel import MailPanel
from app.ui.settings.packs_panel import PacksPanel
from app.ui.settings.preference_form import PreferenceForm
from app.ui.settings.rules_panel import RulesPanel
from app.ui.settings.score_panel import ScorePanel
from app.ui.settings.store_panel import StorePanel
from app.ui.settings.terms_panel import TermsPanel
from app.ui.settings.treatment_panel import TreatmentPanel
from app.ui.settings.users_panel import UsersPanel
from app.ui.widgets.pages import Page, PageHead, held, scrolled

STORE, TERMS = 1, 4


class SettingsPage(Page):
    """Twelve tabs."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="settings_page", parent=parent)
        self.head = PageHead(name="settings_head")
        self.preferences = PreferenceForm(desktop)
        self.store = StorePanel(desktop)
        self.keys = KeysPanel(desktop)
        self.mail = MailPanel(desktop)
        self.terms = TermsPanel(desktop)
        self.rules = RulesPanel(desktop)
        self.scores = ScorePanel(desktop)
        self.treatment = TreatmentPanel(desktop)
        self.packs = PacksPanel(desktop)
        self.users = UsersPanel(desktop)
        self.data = DataPanel(desktop)
        self.access = AccessPanel(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings_tabs")
        for name, content in (
            ("preferences", scrolled(self.preferences, name="settings_scroll_preferences")),
            ("store", scrolled(self.store, name="settings_scroll_store")),
            ("keys", scrolled(self.keys, name="settings_scroll_keys")),
            ("mail", scrolled(self.mail, name="settings_scroll_mail")),
            ("terms", scrolled(self.terms, name="settings_scroll_terms")),
            ("rules", held(self.rules, name="settings_scroll_rules")),
            ("packs", scrolled(self.packs, name="settings_scroll_packs")),
            ("scores", held(self.scores, name="settings_scroll_scores")),
            ("treatment", held(self.treatment, name="settings_scroll_treatment")),
            ("users", scrolled(self.users, name="settings_scroll_users")),
            ("data", scrolled(self.data, name="settings_scroll_data")),
            ("access", held(self.access, name="settings_scroll_access")),
        ):
            self.tabs.addTab(content, name)
        self.column.addWidget(self.head)
        self.column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
        self._retranslate()

    def back_up(self) -> None:
        """Make a backup, in sight."""
        self.tabs.setCurrentIndex(STORE)
        self.store.backup.click()

    def verify(self) -> None:
        """Verify the store, in sight."""
        self.tabs.setCurrentIndex(STORE)
        self.store.verify.click()

    def show_terms(self) -> None:
        """Show how the money of each creditor is reckoned."""
        self.tabs.setCurrentIndex(TERMS)
        self.terms.creditor.setFocus()

    def show_hand_back(self) -> None:
        """Show the placements that go back."""
        self._bring(self.data)
        self.data.hand_back.table.setFocus()

    def show_access(self) -> None:
        """Show who did what with the data."""
        self._bring(self.access)
        self.access.setFocus()

    def show_points(self) -> None:
        """Show what cases are ranked by."""
        self._bring(self.scores)
        self.scores.table.setFocus()

    def _bring(self, part: QWidget) -> None:
        """Show the tab that holds this part."""
        panels = (self.tabs.widget(at) for at in range(self.tabs.count()))
        held_in = next(panel for panel in panels if panel is not None and panel.isAncestorOf(part))
        self.tabs.setCurrentWidget(held_in)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.say(self.tr("Settings"))
        self.tabs.setAccessibleName(self.tr("Settings"))
        titles = (
            self.tr("Preferences"),
            self.tr("Store"),
            self.tr("Keys"),
            self.tr("Mail"),
            self.tr("Creditors"),
            self.tr("Rules"),
            self.tr("Rule packs"),
            self.tr("Points"),
            self.tr("Treatment"),
            self.tr("Users"),
            self.tr("Personal data"),
            self.tr("Access"),
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        for at in range(len(titles)):
            self.tabs.widget(at).setAccessibleName(titles[at])
