"""The unlock dialog: keyring, passphrase or recovery code, each refused by its true cause. A practice store that was
locked asks for its published passphrase, which is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from app.domain.errors import Cancelled, CredentialProblem
from app.services import unlocking
from app.services.context import Context
from app.services.unlocking import DamagedStore, Opening
from app.ui.dialogs.fields import Field, SecretField
from app.ui.dialogs.frame import DialogFrame, words_of
from app.ui.events import Events
from app.ui.tasks import Job, Progress, Tasks
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel

_OF_THE_NEW = frozenset({"passphrase_must_change", "passphrase_weak", "passphrase_same"})
"""Refusals that are about the new passphrase."""
LOOK_MS = 200
"""How often it is looked how far the reading is."""


class UnlockDialog(DialogFrame):
    """Accepted with ``context``, the open store; rejected with ``damaged``, where its file is. The keys are worked out
    in another thread, and what was not closed in order is read through there.

    ``who``: the id of the user who unlocked last, of several.
    """

    def __init__(
        self,
        opening: Opening,
        language: str,
        *,
        is_locked: bool = False,
        who: bytes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("lock", "accent", name="unlock", wide=34, parent=parent)
        self._begin(opening)
        self._language = language
        self._keyring_job: Job | None = None
        self.context: Context | None = None
        self.damaged: DamagedStore | None = None
        self.tasks = Tasks(Events(), parent=self)
        self.where = PlainLabel(role="caption", elide=True, name="unlock_where")
        self.published = PlainLabel(wrap=True, selectable=True, name="unlock_published")
        self.who_words = PlainLabel(role="caption")
        self.who = Combo(name="unlock_who")
        # By their text: Qt does not see that two Python objects are equal.
        self.who.offer([(f"{one.name} · {one.number}", str(one.user)) for one in opening.holders])
        self.who.choose(str(UUID(bytes=who)) if who else None)
        self.passphrase = SecretField(name="unlock_passphrase")
        self.code = Field(name="unlock_code")
        self.new_passphrase = SecretField(name="unlock_new_passphrase")
        self.remember = QCheckBox()
        self.remember.setObjectName("unlock_remember")
        self.waiting = PlainLabel(role="caption", wrap=True, name="unlock_waiting")
        self.bar = QProgressBar()
        self.bar.setObjectName("unlock_bar")
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.other = Button("", name="unlock_other", kind="link")
        self.quit = Button("", name="unlock_quit", keys="Esc")
        self.open_button = Button("", name="unlock_open", kind="primary", keys="Enter")
        self._is_by_code, self._is_first = False, False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._fill()
        self._retranslate()
        self._show_way()
        if not is_locked:
            self._ask_keyring()

    def _begin(self, opening: Opening) -> None:
        """Whoever stopped the one attempt may make another."""
        self._progress = Progress()
        self._opening = replace(opening, progress=self._progress)

    # -- the keyring -----------------------------------------------------------------------------

    def _ask_keyring(self) -> None:
        """Open by the keyring where it keeps a key; else offer to keep one, if there is a keyring that may."""
        if self._opening.is_remembered:
            self._keyring_job = self.tasks.work(
                unlocking.open_by_keyring,
                self._opening,
                owner=self,
                on_ok=self._on_open,
                on_error=self._on_keyring_refused,
                on_cancelled=self._on_keyring_refused,
                title="keyring",
            )
            self._wait(self.tr("Asking the keyring of this computer…"))
        else:
            self.tasks.work(
                unlocking.can_remember,
                owner=self,
                on_ok=self._on_can_remember,
                on_error=_nothing,
                title="keyring",
            )

    def _on_can_remember(self, can: bool) -> None:
        self.remember.setVisible(can and not self._is_by_code)
        self.fit()

    def _on_keyring_refused(self, error: Exception | None) -> None:
        self._keyring_job = None
        self._wait("")
        self._begin(self._opening)
        if self._is_damaged(error):
            return
        if error is not None and not isinstance(error, Cancelled):
            self.passphrase.complain(words_of(error, self._language))
        self.passphrase.setFocus()

    # -- opening ---------------------------------------------------------------------------------

    def open_store(self) -> None:
        """Try what was typed."""
        if self.waiting.isVisible():
            return
        field = self.code if self._is_by_code else self.passphrase
        if not field.text():
            field.complain(
                self.tr("Type the recovery code.") if self._is_by_code else self.tr("Type the passphrase.")
            )
            self.fit()
            return
        self._wait(self.tr("Opening…"))
        read = partial(
            self.tasks.read, owner=self, on_ok=self._on_open, on_error=self._on_refused, slot="open"
        )
        if self._is_by_code:
            read(unlocking.open_by_recovery, self._opening, field.text(), self.new_passphrase.text())
        else:
            own = self.new_passphrase.text() if self._is_first else ""
            chosen = self.who.currentData()
            user = UUID(chosen) if chosen else None
            read(unlocking.open_by_passphrase, self._opening, field.text(), user, own)

    def _is_damaged(self, error: Exception | None) -> bool:
        """Whether it is the file that is at fault: no other secret would help."""
        if not isinstance(error, DamagedStore):
            return False
        self.damaged = error
        self.reject()
        return True

    def _on_look(self) -> None:
        """Say that the store is read through, and how far."""
        step = self._progress.step
        if not step.total:
            return
        text = self.tr(
            "FairDue was not closed in order the last time. Reading the store through: {percent} %"
        )
        self.waiting.setText(text.format(percent=100 * step.done // step.total))
        is_first = self.bar.maximum() == 0
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        if is_first:
            self.fit()

    def _on_refused(self, error: Exception) -> None:
        self._wait("")
        if self._is_damaged(error):
            return
        field = self.code if self._is_by_code else self.passphrase
        code = error.code if isinstance(error, CredentialProblem) else ""
        if code == "passphrase_must_change":
            self._is_first = True
            self._show_way()
            self._retranslate()
        if code in _OF_THE_NEW:
            field = self.new_passphrase
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.complain(words_of(error, self._language))
        self.fit()

    def _on_open(self, context: Context) -> None:
        self.context = context
        if self.remember.isVisible() and self.remember.isChecked():
            own = self.new_passphrase.text() if self._is_first else self.passphrase.text()
            self._keyring_job = self.tasks.work(
                unlocking.remember,
                self._opening,
                own,
                owner=self,
                on_ok=self._on_remembered,
                on_error=self._on_not_remembered,
                on_cancelled=self._on_remembered,
                title="keyring",
            )
            self._wait(self.tr("Asking the keyring of this computer…"))
        else:
            self.accept()

    def _on_remembered(self, _result: object) -> None:
        self.accept()

    def _on_not_remembered(self, error: Exception) -> None:
        """The store is open all the same: say why the keyring is not, and go on at the next Enter."""
        self._keyring_job = None
        self._wait("")
        self.remember.setChecked(False)
        self.passphrase.complain(words_of(error, self._language))
        self.open_button.setText(self.tr("Go on"))
        self.open_button.clicked.disconnect()
        self.open_button.clicked.connect(self.accept)
        self.fit()

    # -- the form --------------------------------------------------------------------------------

    def _wait(self, text: str) -> None:
        """Say what is being waited for; empty when it is over."""
        self.waiting.setText(text)
        self.waiting.setVisible(bool(text))
        self.bar.setRange(0, 0)
        self.bar.setVisible(bool(text))
        if text:
            self._look.start()
        else:
            self._look.stop()
        for part in (
            self.who,
            self.passphrase,
            self.code,
            self.new_passphrase,
            self.remember,
            self.other,
            self.open_button,
        ):
            part.setEnabled(not text)
        self.bar.setAccessibleName(text)
        self.quit.setText(self.tr("Stop") if self._keyring_job is not None else self.tr("Close"))
        self.fit()

    def _toggle_way(self) -> None:
        self._is_by_code, self._is_first = not self._is_by_code, False
        self._show_way()
        self._retranslate()
        self.fit()

    def _on_who(self) -> None:
        """Somebody else: what was typed is not theirs."""
        self._is_first = False
        for field in (self.passphrase, self.new_passphrase):
            field.line.clear()
        self._show_way()
        self._retranslate()
        self.fit()

    def _show_way(self) -> None:
        for part in (self.who_words, self.who):
            part.setVisible(not self._is_by_code and self.who.count() > 1)
        self.passphrase.setVisible(not self._is_by_code)
        self.code.setVisible(self._is_by_code)
        self.new_passphrase.setVisible(self._is_by_code or self._is_first)
        self.remember.setVisible(False)
        (self.code if self._is_by_code else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Esc stops waiting for the keyring first; then it closes the program."""
        if self._keyring_job is not None and self._keyring_job.is_running:
            self._keyring_job.cancel()
            self._progress.cancel()
            return
        self._progress.cancel()
        self.tasks.close()
        super().reject()

    def accept(self) -> None:
        self.tasks.close()
        super().accept()

    def _fill(self) -> None:
        self.body.addWidget(self.where)
        for part in (
            self.published,
            self.who_words,
            self.who,
            self.passphrase,
            self.code,
            self.new_passphrase,
            self.remember,
            self.waiting,
            self.bar,
        ):
            self.body.addWidget(part)
        self.body.addStretch()
        self.waiting.setVisible(False)
        self.bar.setVisible(False)
        self.published.setVisible(self._opening.is_practice)
        self.buttons.insertWidget(0, self.other)
        self.other.setVisible(not self._opening.is_practice)
        self.buttons.addWidget(self.quit)
        self.buttons.addWidget(self.open_button)
        self.open_button.setDefault(True)
        self.who.currentIndexChanged.connect(self._on_who)
        self.other.clicked.connect(self._toggle_way)
        self.quit.clicked.connect(self.reject)
        self.open_button.clicked.connect(self.open_store)
        for field in (self.passphrase, self.code, self.new_passphrase):
            field.accepted.connect(self.open_button.click)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue: unlock"))
        self.headline.setText(self.tr("Unlock the store"))
        self.where.setText(str(self._opening.home.root))
        self.published.setText(
            self.tr(
                "This is the practice store: nothing in it is real, and its passphrase is published. "
                "A real store asks for your own. Here it is:\n{passphrase}"
            ).format(passphrase=unlocking.PRACTICE_PASSPHRASE)
        )
        self.passphrase.say(self.tr("Passphrase"))
        self.code.say(self.tr("Recovery code"), self.tr("8 groups of 5 characters"))
        self.who_words.setText(self.tr("Who are you?"))
        self.who.setAccessibleName(self.tr("Who are you?"))
        self.new_passphrase.say(
            self.tr("A passphrase of your own, from now on")
            if self._is_first
            else self.tr("New passphrase (empty: the old one stays)")
        )
        self.remember.setText(self.tr("Remember on this computer"))
        self.other.setText(
            self.tr("Use the passphrase") if self._is_by_code else self.tr("Use the recovery code")
        )
        self.quit.setText(self.tr("Close"))
        self.open_button.setText(self.tr("Unlock"))


def _nothing(_result: object) -> None:
    """Whether a keyring answers matters only where it does."""
