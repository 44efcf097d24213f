"""The first start: practise on invented people, or make a store of one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError, CredentialProblem
from app.services import sample, store, unlocking
from app.services.store import Prepared
from app.services.unlocking import Home, Strength
from app.ui.dialogs.code_page import CodePage
from app.ui.dialogs.frame import DialogFrame, words_of
from app.ui.dialogs.store_page import StorePage
from app.ui.events import Events
from app.ui.i18n import LANGUAGES, Translations
from app.ui.tasks import Job, Tasks
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import OptionCard
from app.ui.widgets.labels import PlainLabel

CHOICE, OWN, CODE = range(3)


class FirstRunDialog(DialogFrame):
    """Accepted with ``home``, where a store now lies; ``prepared`` holds its keys if it is a real one.

    ``picked`` is the language that was chosen here, empty if none was.
    """

    def __init__(
        self,
        own: Home,
        practice: Home,
        today: date,
        translations: Translations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("house", "accent", name="first_run", wide=44, parent=parent)
        self._own, self._practice, self._today = own, practice, today
        self._translations = translations
        self._job: Job | None = None
        self.home: Home | None = None
        self.prepared: Prepared | None = None
        self.picked = ""
        self.tasks = Tasks(Events(), parent=self)
        self.language = QComboBox()
        self.language.setObjectName("first_run_language")
        self.practise = OptionCard(key="1", figure=True, name="first_run_practise")
        self.make = OptionCard(key="2", figure=True, name="first_run_own")
        self.page = StorePage()
        self.code = CodePage()
        self.pages = QStackedWidget()
        self.waiting = PlainLabel(role="caption", wrap=True, name="first_run_waiting")
        self.bar = QProgressBar()
        self.bar.setObjectName("first_run_bar")
        self.bar.setTextVisible(False)
        self.back = Button("", name="first_run_back", keys="Esc")
        self.go_on = Button("", name="first_run_next", kind="primary", keys="Enter")
        self._fill()
        self._connect()
        self._retranslate()
        self._show(CHOICE)

    # -- practising ------------------------------------------------------------------------------

    def build_practice(self) -> None:
        """Build the practice store, or take the one that is there."""
        if self._practice.has_store:
            self.home = self._practice
            self.accept()
            return
        self._wait(self.tr("Building the practice portfolio…"))
        self._job = self.tasks.work(
            _build,
            self._practice,
            self._today,
            owner=self,
            on_ok=self._on_built,
            on_error=self._on_refused,
            on_cancelled=self._on_stopped,
            title="practice",
        )

    def _on_built(self, _built: object) -> None:
        self.home = self._practice
        self.accept()

    # -- a store of one's own --------------------------------------------------------------------

    def prepare(self) -> None:
        """Check the form and make the keys."""
        if not self.page.check():
            self.fit()
            return
        self._wait(self.tr("Making the keys…"))
        self.tasks.read(
            store.prepare,
            self._own,
            self.page.wanted(),
            owner=self,
            on_ok=self._on_prepared,
            on_error=self._on_refused,
            slot="prepare",
        )

    def _on_prepared(self, prepared: Prepared) -> None:
        self._wait("")
        self.prepared = prepared
        self.code.show_code(prepared.recovery_code)
        self._show(CODE)

    def finish(self) -> None:
        """Write the store once the code was typed back."""
        prepared = self.prepared
        if prepared is None:
            return
        try:
            is_same = store.is_typed_back(prepared, self.code.typed.text())
        except AppError as error:
            self.code.typed.complain(words_of(error, self._spoken))
            self.fit()
            return
        if not is_same:
            self.code.typed.complain(
                self.tr("This is well typed but not the code above. Compare every group.")
            )
            self.fit()
            return
        self._wait(self.tr("Writing the store…"))
        self.tasks.read(
            store.finish,
            prepared,
            owner=self,
            on_ok=self._on_finished,
            on_error=self._on_refused,
            slot="finish",
        )

    def _on_finished(self, _none: object) -> None:
        self.home = self._own
        self.accept()

    def _on_strength_wanted(self, passphrase: str, user_name: str, employee_no: str) -> None:
        self.tasks.read(
            unlocking.strength, passphrase, user_name, employee_no, owner=self, on_ok=self._on_strength
        )

    def _on_strength(self, strength: Strength) -> None:
        self.page.show_strength(strength)

    # -- going on --------------------------------------------------------------------------------

    def _on_refused(self, error: Exception) -> None:
        self._wait("")
        words = words_of(error, self._spoken)
        if isinstance(error, CredentialProblem) and error.code == "passphrase_weak":
            self.page.passphrase.complain(words)
        else:
            self.waiting.setText(words)
            self.waiting.set_tone("danger")
            self.waiting.setVisible(True)
        self.fit()

    def _on_stopped(self, _error: object) -> None:
        self._wait("")

    def _wait(self, text: str) -> None:
        """Say what is being done; empty when it is over."""
        self.waiting.setText(text)
        self.waiting.set_tone("")
        self.waiting.setVisible(bool(text))
        self.bar.setVisible(bool(text))
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(text)
        for part in (self.pages, self.go_on, self.language):
            part.setEnabled(not text)
        if not text:
            self._job = None
        self.fit()

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        for at in range(self.pages.count()):
            # A page out of sight asks for no room.
            self.pages.widget(at).setVisible(at == page)
        self.go_on.setVisible(page != CHOICE)
        self.language.setVisible(page == CHOICE)
        self._retranslate()
        self.fit()
        (self.practise, self.page.user_name, self.code.typed)[page].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_next(self) -> None:
        if self.bar.isVisible():
            return
        (self.build_practice, self.prepare, self.finish)[self.pages.currentIndex()]()

    def reject(self) -> None:
        """Esc: stop the building, one page back, or close."""
        page = self.pages.currentIndex()
        if self._job is not None and self._job.is_running:
            self._job.cancel()
        elif page == CHOICE:
            self.tasks.close()
            super().reject()
        elif not self.bar.isVisible():
            self.prepared = None
            self._show(page - 1)

    def accept(self) -> None:
        self.tasks.close()
        super().accept()

    # -- building --------------------------------------------------------------------------------

    def _fill(self) -> None:
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        for card in (self.practise, self.make):
            card.setCheckable(False)
            column.addWidget(card)
        column.addStretch()
        for page in (choice, self.page, self.code):
            self.pages.addWidget(page)
        for code, words in LANGUAGES.items():
            self.language.addItem(words, code)
        self.language.setCurrentIndex(self.language.findData(self._spoken))
        self.body.addWidget(self.pages, 1)
        for part in (self.waiting, self.bar):
            part.setVisible(False)
            self.body.addWidget(part)
        self.buttons.insertWidget(0, self.language)
        self.buttons.addWidget(self.back)
        self.buttons.addWidget(self.go_on)
        self.go_on.setDefault(True)

    def _connect(self) -> None:
        self.practise.clicked.connect(self.build_practice)
        self.make.clicked.connect(self._on_own)
        self.back.clicked.connect(self.reject)
        self.go_on.clicked.connect(self._on_next)
        for field in (*self.page.fields, self.code.typed):
            field.accepted.connect(self._on_next)
        self.language.currentIndexChanged.connect(self._on_language)
        self.page.strength_wanted.connect(self._on_strength_wanted)

    def _on_own(self) -> None:
        self._show(OWN)

    def _on_language(self, _index: int) -> None:
        self.picked = str(self.language.currentData())
        self._translations.speak(self.picked)

    @property
    def _spoken(self) -> str:
        return self._translations.language or "en"

    def keyPressEvent(self, event: Any) -> None:
        card = {"1": self.practise, "2": self.make}.get(event.text())
        if card is not None and self.pages.currentIndex() == CHOICE:
            card.click()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue: first start"))
        self.headline.setText(
            (
                self.tr("Welcome to FairDue"),
                self.tr("A store of your own"),
                self.tr("Write down the recovery code"),
            )[max(self.pages.currentIndex(), 0)]
        )
        self.language.setAccessibleName(self.tr("Language"))
        self.practise.set_texts(
            self.tr("Practise first"),
            self.tr("60 cases with real amounts and invented people; nothing you do there matters."),
        )
        self.make.set_texts(
            self.tr("Make a store of my own"),
            self.tr("Encrypted with a passphrase that only you know; the cases come from your files."),
        )
        is_first = self.pages.currentIndex() <= CHOICE
        self.back.setText(self.tr("Close") if is_first else self.tr("Back"))
        self.go_on.setText(
            self.tr("Go on") if self.pages.currentIndex() == OWN else self.tr("Make the store")
        )


def _build(home: Home, today: date, *, progress: Any) -> object:
    return sample.build(home, today=today, progress=progress)
