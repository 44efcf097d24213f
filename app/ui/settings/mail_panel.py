"""The mail server of this store. Its password goes to the keyring and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.services import mailing
from app.services.context import Context
from app.services.mailing import MailSettings
from app.services.progress import Progress
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.dialogs.fields import SecretField
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

SECURITIES = (("STARTTLS", "starttls"), ("TLS", "tls"))
PORTS = {"starttls": 587, "tls": 465}
LINES = ("host", "user", "sender", "sender_name", "ca_file")


class MailPanel(QWidget):
    """Saving keeps the server; the test logs in and sends nothing."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.intro = PlainLabel(wrap=True, name="mail_intro")
        self.security = Combo(name="mail_security")
        self.security.offer(SECURITIES)
        self.lines = {name: TextField(f"mail_{name}") for name in LINES}
        self.port = TextField("mail_port")
        self.password = SecretField(name="mail_password")
        self.result = Strip(name="mail_result")
        self.save = Button("", name="mail_save", kind="primary", icon="check")
        self.test = Button("", name="mail_test", icon="mail")
        self.forget = Button("", name="mail_forget")
        self._grid = LabelledGrid()
        self._lay_out()
        self._watch = Watch(self, desktop.events, ("mail_settings",), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the settings anew."""
        self._desktop.tasks.read(mailing.current, owner=self, on_ok=self._on_settings, slot="mail")

    def _on_settings(self, found: MailSettings | None) -> None:
        self.test.setEnabled(found is not None)
        self.forget.setEnabled(found is not None)
        if found is None:
            self.port.set_text(str(PORTS["starttls"]))
            return
        for name, field in self.lines.items():
            field.set_text(getattr(found, name))
        self.port.set_text(str(found.port))
        self.security.choose(found.security)

    # -- what is pressed -------------------------------------------------------------------------

    def save_it(self) -> None:
        """Keep the server, and the password if one was typed."""
        text, port = {name: field.text() for name, field in self.lines.items()}, self.port.text()
        given = MailSettings(
            text["host"],
            int(port) if port.isascii() and port.isdigit() else 0,
            self.security.currentData(),
            text["user"],
            text["sender"],
            text["sender_name"],
            text["ca_file"],
        )
        self._desktop.tasks.work(
            _saved,
            given,
            self.password.text(),
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
            title=self.tr("Keeping the mail server"),
        )

    def _on_saved(self, _kept: MailSettings) -> None:
        self.password.line.clear()
        self.result.say(self.tr("The mail server is kept."), tone="ok")

    def test_it(self) -> None:
        """Log in and send nothing."""
        self._desktop.tasks.work(
            _checked,
            owner=self,
            on_ok=self._on_tested,
            on_error=self._on_refused,
            title=self.tr("Asking the mail server"),
        )

    def _on_tested(self, _nothing: object) -> None:
        self.result.say(self.tr("The server took the password over a verified connection."), tone="ok")

    def forget_it(self) -> None:
        """Forget server and password."""
        self._desktop.tasks.work(
            _forgotten,
            owner=self,
            on_ok=self._on_forgotten,
            on_error=self._on_refused,
            title=self.tr("Forgetting the mail server"),
        )

    def _on_forgotten(self, _nothing: object) -> None:
        for field in self.lines.values():
            field.set_text("")
        self.password.line.clear()
        self.result.say(self.tr("Server and password are forgotten."), tone="ok")

    def _on_refused(self, error: AppError) -> None:
        sentence = self._desktop.explain(error)
        fields = self.lines | {"port": self.port}
        field = fields.get(error.field) if isinstance(error, RuleViolation) else None
        if field is None:
            self.result.say(sentence, tone="danger")
        else:
            field.show_error(sentence)
            field.setFocus()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for name, field in (
            ("host", self.lines["host"]),
            ("security", self.security),
            ("port", self.port),
            ("user", self.lines["user"]),
            ("password", self.password),
            ("sender", self.lines["sender"]),
            ("sender_name", self.lines["sender_name"]),
            ("ca_file", self.lines["ca_file"]),
        ):
            self._grid.add(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.intro, self._grid, self.result):
            column.addWidget(widget)
        column.addWidget(in_line(self.save, self.test, self.forget))
        self.save.clicked.connect(self.save_it)
        self.test.clicked.connect(self.test_it)
        self.forget.clicked.connect(self.forget_it)
        self.security.activated.connect(self._on_security)
        self.password.words.setVisible(False)  # its word stands at the left, as everywhere here
        self.setFocusProxy(self.lines["host"])
        self._breathe()

    def _on_security(self) -> None:
        self.port.set_text(str(PORTS[self.security.currentData()]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self._grid.setMaximumWidth(theme.current().space(46))

    def _retranslate(self) -> None:
        self.intro.setText(
            self.tr(
                "E-mail goes out over a verified, encrypted connection only. The password lies in the keyring of this "
                "computer, not in the store."
            )
        )
        self._grid.say(
            {
                "host": self.tr("Server"),
                "security": self.tr("Encryption"),
                "port": self.tr("Port"),
                "user": self.tr("User"),
                "password": self.tr("Password"),
                "sender": self.tr("Sender's address"),
                "sender_name": self.tr("Sender's name"),
                "ca_file": self.tr("Own authority (PEM file)"),
            }
        )
        self.password.line.setAccessibleName(self.tr("Password"))
        self.save.setText(self.tr("Keep"))
        self.test.setText(self.tr("Test the login"))
        self.forget.setText(self.tr("Forget"))


def _saved(context: Context, given: MailSettings, password: str, progress: Progress) -> object:
    """As ``mailing.save``; the keyring may take its time."""
    progress.report(0, 0)
    return mailing.save(context, given, password or None)


def _checked(context: Context, progress: Progress) -> None:
    progress.report(0, 0)
    mailing.check(context)


def _forgotten(context: Context, progress: Progress) -> object:
    progress.report(0, 0)
    return mailing.forget(context)
