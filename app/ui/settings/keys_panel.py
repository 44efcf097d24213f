"""The ways into the store: another passphrase, the keyring of this computer, a new recovery code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError, CredentialProblem
from app.domain.permissions import Deed
from app.services import unlocking, ways_in
from app.services.context import Context
from app.services.unlocking import Strength
from app.services.ways_in import NewCode, Ways
from app.ui.desktop import Desktop
from app.ui.dialogs.code_page import CodePage
from app.ui.dialogs.fields import Field, SecretField, StrengthMeter
from app.ui.events import Watch
from app.ui.permitted import reserve
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip


def strength(context: Context, passphrase: str) -> Strength:
    """How hard a passphrase is to guess for one who knows the user."""
    return unlocking.strength(passphrase, context.user.name, context.user.employee_no)


class KeysPanel(QWidget):
    """Every change asks for the passphrase that opens the store now; what comes of it is said in the strip."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._ways: Ways | None = None
        self._new_code: NewCode | None = None
        self.intro = PlainLabel(wrap=True, name="keys_intro")
        self.result = Strip(name="keys_result")
        self.passphrase = SecretField(name="keys_passphrase")
        self.new = SecretField(name="keys_new")
        self.repeat = SecretField(name="keys_repeat")
        self.meter = StrengthMeter(name="keys_strength")
        self.change = Button("", name="keys_change")
        self.keyring = PlainLabel(wrap=True, name="keys_keyring")
        self.remember = Button("", name="keys_remember")
        self.forget = Button("", name="keys_forget")
        self.code_words = PlainLabel(wrap=True, name="keys_code_words")
        self.make_code = Button("", name="keys_new_code")
        self.code = CodePage()
        self.keep_code = Button("", name="keys_keep_code", kind="primary", keys="Enter")
        self.drop_code = Button("", name="keys_drop_code")
        self.rekey_words = PlainLabel(wrap=True, name="keys_rekey_words")
        self.rekey = Button("", name="keys_rekey")
        self._cards = [Card(name=f"keys_card_{at}") for at in range(4)]
        reserve(desktop, Deed.CHANGE_KEYS, self.make_code, self.rekey)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, (), self.reload)
        self._show()
        self._retranslate()

    # -- which ways there are --------------------------------------------------------------------

    def reload(self) -> None:
        """Ask which ways there are; the keyring may take its time."""
        self._work(ways_in.ways, then=self._on_ways, title=self.tr("Asking the keyring"))

    def _on_ways(self, ways: Ways) -> None:
        self._ways = ways
        self._show()
        self._retranslate()

    def _show(self) -> None:
        ways, is_real = self._ways, self._ways is not None and not self._ways.is_practice
        is_copying = self._new_code is not None  # then nothing else is in the way
        self.passphrase.setVisible(is_real and not is_copying)
        for card in self._cards[:2]:
            card.setVisible(is_real and not is_copying)
        self._cards[2].setVisible(is_real)
        self._cards[3].setVisible(is_real and not is_copying)
        self.remember.setVisible(ways is not None and not ways.is_remembered and ways.obstacle is None)
        self.forget.setVisible(ways is not None and ways.is_remembered)
        for part in (self.code, self.keep_code, self.drop_code):
            part.setVisible(is_copying)
        self.code_words.setVisible(not is_copying)
        self.make_code.setVisible(not is_copying)

    # -- changing them ---------------------------------------------------------------------------

    def _on_change(self) -> None:
        if not self._has_passphrase():
            return
        if self.new.text() != self.repeat.text():
            self.repeat.complain(self.tr("The two passphrases differ. Type the same one twice."))
            return
        self._work(
            ways_in.change_passphrase,
            self.passphrase.text(),
            self.new.text(),
            then=lambda _: self._on_done(self.tr("The new passphrase opens the store from now on.")),
            title=self.tr("Changing the passphrase"),
        )

    def _on_remember(self) -> None:
        if self._has_passphrase():
            self._work(
                ways_in.remember,
                self.passphrase.text(),
                then=lambda _: self._on_done(self.tr("This computer remembers the store.")),
                title=self.tr("Asking the keyring"),
            )

    def _on_forget(self) -> None:
        if self._has_passphrase():
            self._work(
                ways_in.forget,
                self.passphrase.text(),
                then=lambda _: self._on_done(self.tr("This computer has forgotten the store.")),
                title=self.tr("Asking the keyring"),
            )

    def _on_make_code(self) -> None:
        if self._has_passphrase():
            self._work(
                ways_in.new_code,
                self.passphrase.text(),
                then=self._on_code,
                title=self.tr("Making a recovery code"),
            )

    def _on_code(self, made: NewCode) -> None:
        self._new_code = made
        self.passphrase.line.clear()
        self.code.show_code(made.code)
        self._show()
        self.code.typed.setFocus()

    def _on_keep_code(self) -> None:
        if self._new_code is not None:
            self._work(
                ways_in.keep_code,
                self._new_code,
                self.code.typed.text(),
                then=lambda _: self._on_done(
                    self.tr("The new recovery code is in force; the old one is void.")
                ),
                title=self.tr("Keeping the recovery code"),
            )

    def leave_code(self) -> None:
        """Forget a code that was not typed back: the old one stays in force."""
        self._new_code = None
        self.code.forget()
        self._show()

    def _on_done(self, text: str) -> None:
        for field in (self.passphrase, self.new, self.repeat):
            field.line.clear()
        self.leave_code()
        self.reload()
        self.result.say(text, "", "ok")

    def _has_passphrase(self) -> bool:
        if not self.passphrase.text():
            self.passphrase.complain(self.tr("Type the passphrase that opens the store now."))
        return bool(self.passphrase.text())

    def _work(
        self, function: Callable[..., Any], *args: object, then: Callable[[Any], object], title: str
    ) -> None:
        """Run one change beside the desk; the buttons wait for it."""
        self._busy(True)
        self.result.say("")

        def answer(result: Any) -> None:
            self._busy(False)
            then(result)

        self._desktop.tasks.work(
            function,
            *args,
            owner=self,
            on_ok=answer,
            on_error=self._on_refused,
            on_cancelled=lambda _: self._on_stopped(),
            title=title,
        )

    def _on_refused(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, AppError):
            return  # a bug, which the crash window tells
        sentence = self._desktop.explain(error)
        field = self._field_of(error)
        if field is not None:
            field.complain(sentence)
        else:
            self.result.say(sentence, "", "danger")

    def _field_of(self, error: AppError) -> Field | None:
        if not isinstance(error, CredentialProblem):
            return None
        if error.code.startswith("recovery_"):
            return self.code.typed
        return {
            "passphrase_not_own": self.passphrase,
            "passphrase_weak": self.new,
            "passphrase_same": self.new,
        }.get(error.code)

    def _on_stopped(self) -> None:
        self._busy(False)
        self.result.say(self.tr("Stopped; nothing was changed."))

    def _busy(self, is_busy: bool) -> None:
        for button in (
            self.change,
            self.remember,
            self.forget,
            self.make_code,
            self.keep_code,
            self.rekey,
        ):
            button.setEnabled(not is_busy)

    def _ask_strength(self) -> None:
        if self.new.text():
            self._desktop.tasks.read(
                strength, self.new.text(), owner=self, on_ok=self._on_strength, slot="strength"
            )
        else:
            self._advise()

    def _on_strength(self, found: Strength) -> None:
        if self.new.text():
            self.meter.show_strength(found.score, found.warning_code, is_enough=found.is_enough)

    def _advise(self) -> None:
        self.meter.show_nothing(self.tr("Four words that do not belong together make a good passphrase."))

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.intro, self.result, self.passphrase, *self._cards):
            column.addWidget(part)
        column.addStretch()
        contents: tuple[tuple[QWidget, ...], ...] = (
            (self.new, self.repeat, self.meter, in_line(self.change)),
            (self.keyring, in_line(self.remember, self.forget)),
            (
                self.code_words,
                in_line(self.make_code),
                self.code,
                in_line(self.keep_code, self.drop_code),
            ),
            (self.rekey_words, in_line(self.rekey)),
        )
        for card, parts in zip(self._cards, contents, strict=True):
            for part in parts:
                card.body.addWidget(part)

    def _connect(self) -> None:
        for button, run in (
            (self.change, self._on_change),
            (self.remember, self._on_remember),
            (self.forget, self._on_forget),
            (self.make_code, self._on_make_code),
            (self.keep_code, self._on_keep_code),
            (self.drop_code, self.leave_code),
            (self.rekey, self._desktop.signals.rekey_wanted.emit),
        ):
            button.clicked.connect(run)
        self.new.changed.connect(self._ask_strength)
        self.repeat.accepted.connect(self.change.click)
        self.code.typed.accepted.connect(self.keep_code.click)

    def hideEvent(self, event: object) -> None:
        """Out of sight no secret stays on the screen."""
        super().hideEvent(event)  # type: ignore[arg-type]
        for field in (self.passphrase, self.new, self.repeat):
            field.line.clear()
        self.leave_code()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        titles = (
            self.tr("Another passphrase"),
            self.tr("This computer"),
            self.tr("Recovery code"),
            self.tr("Data key"),
        )
        for card, title in zip(self._cards, titles, strict=True):
            card.set_caption(title)
        self.passphrase.say(self.tr("Passphrase that opens the store now"))
        self.new.say(self.tr("New passphrase"))
        self.repeat.say(self.tr("New passphrase again"))
        self.change.setText(self.tr("Change the passphrase"))
        self.remember.setText(self.tr("Remember on this computer"))
        self.forget.setText(self.tr("Forget on this computer"))
        self.code_words.setText(
            self.tr("Make a new one when the sheet is lost or was seen. The old one is void from then on.")
        )
        self.make_code.setText(self.tr("New recovery code…"))
        self.keep_code.setText(self.tr("Keep the new code"))
        self.drop_code.setText(self.tr("Leave the old one"))
        self.rekey_words.setText(
            self.tr(
                "After a leak, or when somebody left who may have copied the key file: the store closes, every page is "
                "written anew, and only your passphrase and a new recovery code open it from then on."
            )
        )
        self.rekey.setText(self.tr("Make a new data key…"))
        self._advise()
        self._say_ways()

    def _say_ways(self) -> None:
        ways = self._ways
        if ways is not None and ways.is_practice:
            self.intro.setText(
                self.tr("The practice store opens with a published passphrase; it holds nothing real.")
            )
            return
        self.intro.setText(self.tr("Each change asks for the passphrase. The database stays as it is."))
        if ways is None:
            self.keyring.setText("")
        elif ways.is_remembered:
            self.keyring.setText(self.tr("The keyring of this computer opens the store."))
        elif ways.obstacle is not None:
            self.keyring.setText(self._desktop.explain(ways.obstacle))
        else:
            self.keyring.setText(
                self.tr("The keyring of this computer can open the store, so that nobody has to type.")
            )
