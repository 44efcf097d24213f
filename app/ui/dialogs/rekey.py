"""A new data key for the closed store: passphrase, new recovery code typed back, every page written anew."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.domain.errors import CredentialProblem
from app.services import rekeying
from app.services.rekeying import Prepared
from app.services.unlocking import Opening
from app.ui.dialogs.code_page import CodePage
from app.ui.dialogs.fields import Field, SecretField
from app.ui.dialogs.frame import DialogFrame, words_of
from app.ui.events import Events
from app.ui.tasks import Tasks
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


class RekeyDialog(DialogFrame):
    """Accepted when the new key is in force; closed before, everything stays. ``who``: the user who wants it."""

    def __init__(
        self, opening: Opening, language: str, who: bytes | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("key-round", "accent", name="rekey", wide=38, parent=parent)
        self._opening, self._language = opening, language
        self._user = UUID(bytes=who) if who and opening.holders else None
        self._prepared: Prepared | None = None
        self._is_running = False
        self.tasks = Tasks(Events(), parent=self)
        self.words = PlainLabel(wrap=True, name="rekey_words")
        self.passphrase = SecretField(name="rekey_passphrase")
        self.code = CodePage()
        self.waiting = PlainLabel(wrap=True, name="rekey_waiting")
        self.bar = QProgressBar()
        self.bar.setObjectName("rekey_bar")
        self.bar.setTextVisible(False)
        self.quit = Button("", name="rekey_quit", keys="Esc")
        self.go_on = Button("", name="rekey_next", kind="primary", keys="Enter")
        self._fill()
        self._retranslate()
        self._show()

    def go(self) -> None:
        """The next step with what was typed."""
        if self._is_running:
            return
        if self._prepared is None:
            work = partial(rekeying.prepare, self._opening, self.passphrase.text(), self._user)
            self._begin(self.tr("Making the keys…"))
            self.tasks.read(
                work, owner=self, on_ok=self._on_prepared, on_error=self._on_refused, slot="rekey"
            )
        else:
            self._begin(self.tr("Backing up, then writing every page anew…"))
            self.tasks.work(
                rekeying.rekey,
                self._prepared,
                self.code.typed.text(),
                owner=self,
                on_ok=self._on_done,
                on_error=self._on_refused,
                on_cancelled=lambda _: self._end(""),
                title="rekey",
            )

    def _on_prepared(self, prepared: Prepared) -> None:
        self._end("")
        self._prepared = prepared
        self.passphrase.line.clear()
        self.code.show_code(prepared.recovery_code)
        self._show()

    def _on_done(self, _nothing: object) -> None:
        self._is_running = False
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        words = words_of(error, self._language)
        field = self._field_of(error)
        self._end("" if field else words)
        if field is not None:
            field.complain(words)
        self.fit()

    def _field_of(self, error: Exception) -> Field | None:
        if not isinstance(error, CredentialProblem):
            return None
        return self.code.typed if error.code.startswith("recovery_") else self.passphrase

    # -- the form --------------------------------------------------------------------------------

    def _begin(self, text: str) -> None:
        self._is_running = True
        self._tell(text, "")

    def _end(self, text: str) -> None:
        self._is_running = False
        self._tell(text, "danger")

    def _tell(self, text: str, tone: str) -> None:
        self.waiting.setText(text)
        self.waiting.set_tone(tone)
        self.waiting.setVisible(bool(text))
        self.bar.setRange(0, 0)
        self.bar.setVisible(self._is_running)
        self.bar.setAccessibleName(text)
        for part in (self.passphrase, self.code, self.go_on, self.quit):
            part.setEnabled(not self._is_running)
        self.fit()

    def _show(self) -> None:
        has_code = self._prepared is not None
        self.passphrase.setVisible(not has_code)
        self.code.setVisible(has_code)
        self.waiting.setVisible(False)
        self.bar.setVisible(False)
        self._retranslate()
        self.fit()
        (self.code.typed if has_code else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Nothing is broken off: while pages are written, the dialog stays."""
        if not self._is_running:
            self._leave()
            super().reject()

    def accept(self) -> None:
        self._leave()
        super().accept()

    def _leave(self) -> None:
        self._prepared = None
        self.passphrase.line.clear()
        self.code.forget()
        self.tasks.close()

    def _fill(self) -> None:
        for part in (self.words, self.passphrase, self.code, self.waiting, self.bar):
            self.body.addWidget(part)
        self.body.addStretch()
        self.buttons.addWidget(self.quit)
        self.buttons.addWidget(self.go_on)
        self.go_on.setDefault(True)
        self.quit.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.go)
        for field in (self.passphrase, self.code.typed):
            field.accepted.connect(self.go_on.click)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue: new data key"))
        has_code = self._prepared is not None
        ended = self._prepared.ended if self._prepared else ()
        self.headline.setText(
            self.tr("Write down the new recovery code") if has_code else self.tr("A new data key")
        )
        if ended:
            text = self.tr("These need a first passphrase again afterwards: {names}.")
            self.words.setText(text.format(names=", ".join(ended)))
        else:
            self.words.setText(
                ""
                if has_code
                else self.tr(
                    "After a leak: a key file that was copied, a colleague who left. Every page is written anew; from "
                    "then on only your passphrase and a new recovery code open the store. It is backed up before. Old "
                    "backups go on opening by their own old ways: keep them safe or destroy them."
                )
            )
        self.words.setVisible(bool(self.words.text()))
        self.passphrase.say(self.tr("Your passphrase"))
        self.quit.setText(self.tr("Leave it"))
        self.go_on.setText(self.tr("Make the new key") if has_code else self.tr("Go on"))
