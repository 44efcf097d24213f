"""Letterheads: who writes for each creditor, how to pay, where to complain, under which logo and seal.

What is missing is said at its field; beside the fields a letter is drawn as it would look.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.services import creditors
from app.services.creditors import AmendCreditor, ChoosePicture, CreditorCard
from app.services.letters import letterhead_desk
from app.services.letters.pictures import Picture
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.letters.pdf_view import GAP, PdfView
from app.ui.letters.picture_field import PictureField
from app.ui.permitted import reserve
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

LINES = (
    "agency_name",
    "agency_address",
    "agency_phone",
    "agency_licence",
    "address",
    "contact_phone",
    "service_hours",
    "check_line",
    "pay_channel",
    "pay_payee",
    "pay_account",
    "pay_url",
    "sms_signature",
)
OF_AGENCY = ("agency_name", "agency_address", "agency_phone", "agency_licence")
COMPLAINTS = "complaint_lines"
COMPLAINT_LINES = 3
PICTURES = ("logo", "seal")
TYPED_MS = 400


class LetterheadPanel(QWidget):
    """One creditor at a time; saving writes an amendment for each line that changed, a picture is kept at once."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._cards: dict[bytes, CreditorCard] = {}
        self._act = desktop.context.new_id()
        self.creditor = Combo(name="letterhead_creditor")
        self.lines = {name: TextField(f"letterhead_{name}") for name in LINES}
        self.complaints = QPlainTextEdit()
        self.complaints.setObjectName("letterhead_complaint_lines")
        self.complaints.setTabChangesFocus(True)
        self.pictures = {name: PictureField(f"letterhead_{name}") for name in PICTURES}
        self.view = PdfView(name="letterhead_view")
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        self.state = Strip(name="letterhead_state")
        self.problem = PlainLabel("", tone="danger", wrap=True, name="letterhead_problem")
        self.save = Button("", name="letterhead_save", kind="primary", icon="check")
        pictures = [button for field in self.pictures.values() for button in (field.choose, field.remove)]
        reserve(desktop, Deed.EDIT_TERMS, *self.lines.values(), *pictures, self.save)
        self.complaints.setReadOnly(not reserve(desktop, Deed.EDIT_TERMS, self.complaints))
        self._grid = LabelledGrid()
        self._lay_out()
        self._watch = Watch(self, desktop.events, ("creditors", "cases", "imports"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the creditors anew."""
        self._desktop.tasks.read(creditors.listing, owner=self, on_ok=self._on_cards, slot="creditors")

    @property
    def card(self) -> CreditorCard | None:
        """The creditor that is shown."""
        return self._cards.get(self.creditor.currentData())

    def _on_cards(self, cards: list[CreditorCard]) -> None:
        typed = self._typed() if self._is_typed() else None
        self._cards = {card.id: card for card in cards}
        self.creditor.offer([(card.name, card.id) for card in cards])
        self._show()
        if typed is not None:
            self._fill(typed)

    def _typed(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.lines.items()} | {
            COMPLAINTS: self.complaints.toPlainText()
        }

    def _is_typed(self) -> bool:
        """Whether something stands in the fields that is not kept."""
        card = self.card
        return card is not None and self._typed() != dict(card.letterhead)

    def _fill(self, lines: Mapping[str, str]) -> None:
        for name, field in self.lines.items():
            field.set_text(lines[name])
            field.line.setCursorPosition(0)
        self.complaints.setPlainText(lines[COMPLAINTS])
        self.redraw()

    def _show(self) -> None:
        card = self.card
        for field in (self.save, *self.pictures.values()):
            field.setEnabled(card is not None)
        if card is None:
            self.state.say(self.tr("There is no creditor yet: import a placement first."), tone="accent")
            return
        for name in OF_AGENCY:
            self._grid.show_row(name, not card.is_own_book)
        self._fill(card.letterhead)
        self._show_pictures(card)
        self.problem.setText("")
        missing = [self._names()[name] for name in card.missing]
        if missing:
            separator = "、" if self._desktop.words().is_chinese else ", "
            text = self.tr("No letter that collects goes out before these are filled: {names}")
            self.state.say(text.format(names=separator.join(missing)), tone="warn")
        else:
            self.state.say(self.tr("Letters of this creditor have all they need."), tone="ok")

    # -- the letter beside it --------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw a letter under what is typed."""
        self._typing.stop()
        if self.card is not None:
            language = "zh" if self._desktop.words().is_chinese else "en"
            self._desktop.tasks.read(
                letterhead_desk.seen,
                self.card.id,
                self._typed(),
                language,
                owner=self,
                on_ok=self._on_seen,
                on_error=self._on_wrong,
                slot="seen",
            )

    def _on_seen(self, pages: tuple[Picture, ...]) -> None:
        self.view.show_pages(pages)

    def _on_wrong(self, error: AppError) -> None:
        self.view.show_pages((), self._desktop.explain(error))

    # -- pictures --------------------------------------------------------------------------------

    def choose_picture(self, name: str, path: Path | None) -> None:
        """Keep the picture of a file, or take the one in force away."""
        card = self.card
        if card is not None:
            command = ChoosePicture(self._desktop.context.new_id(), card.id, name, path)
            self._desktop.tasks.write(
                creditors.choose_picture,
                command,
                owner=self,
                on_ok=self._on_picture,
                on_error=lambda error: self.pictures[name].show_error(self._desktop.explain(error)),
            )

    def _on_picture(self, card: CreditorCard) -> None:
        self._cards[card.id] = card
        self._show_pictures(card)
        self.redraw()

    def _show_pictures(self, card: CreditorCard) -> None:
        for name, field in self.pictures.items():
            field.show_set(name in card.pictures)

    # -- keeping ---------------------------------------------------------------------------------

    def save_it(self) -> None:
        """Keep what is typed."""
        card = self.card
        if card is None:
            return
        command = AmendCreditor(self._act, card.id, self._typed())
        self._desktop.tasks.write(
            creditors.amend, command, owner=self, on_ok=self._on_saved, on_error=self._on_refused
        )

    def _on_saved(self, card: CreditorCard) -> None:
        self._act = self._desktop.context.new_id()
        self._cards[card.id] = card
        self._show()
        self._desktop.tell(self.tr("The letterhead of {name} is kept.").format(name=card.name), "ok")

    def _on_refused(self, error: AppError) -> None:
        self._act = self._desktop.context.new_id()
        sentence = self._desktop.explain(error)
        field = self.lines.get(error.field) if isinstance(error, RuleViolation) else None
        if field is None:
            self.problem.setText(sentence)
        else:
            field.show_error(sentence)
            field.setFocus()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.add("creditor", self.creditor)
        for name, picture in self.pictures.items():
            self._grid.add(name, picture)
        for name, field in self.lines.items():
            self._grid.add(name, field)
        self._grid.add(COMPLAINTS, self.complaints)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.state)
        column.addWidget(self._grid)
        column.addWidget(self.problem)
        column.addWidget(in_line(self.save))
        column.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(form, 1)
        whole.addWidget(self.view, 1)
        self.creditor.activated.connect(self._show)
        self.save.clicked.connect(self.save_it)
        for field in self.lines.values():
            field.line.textEdited.connect(self._typing.start)
        self.complaints.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self.redraw)
        for name, picture in self.pictures.items():
            picture.chosen.connect(partial(self.choose_picture, name))
            picture.removed.connect(partial(self.choose_picture, name, None))
        self.setFocusProxy(self.creditor)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.card is not None:
                self._show()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self._grid.setMaximumWidth(theme.current().space(54))
        line = self.complaints.fontMetrics().lineSpacing()
        self.complaints.setFixedHeight(round(line * (COMPLAINT_LINES + 1.2)))

    def _retranslate(self) -> None:
        pictures = {"logo": self.tr("Logo"), "seal": self.tr("Business seal")}
        self._grid.say({"creditor": self.tr("Creditor"), **self._names(), **pictures})
        for name, label in pictures.items():
            self.pictures[name].set_label(label)
        self.view.set_label(self.tr("A letter under this head"))
        self.save.setText(self.tr("Keep the letterhead"))

    def _names(self) -> dict[str, str]:
        return {
            "agency_name": self.tr("Agency that writes"),
            "agency_address": self.tr("Its address"),
            "agency_phone": self.tr("Its telephone"),
            "agency_licence": self.tr("Its licence"),
            "address": self.tr("Address of the creditor"),
            "contact_phone": self.tr("Telephone of the creditor"),
            "service_hours": self.tr("Hours of service"),
            "check_line": self.tr("Where an account is checked"),
            "pay_channel": self.tr("Official way to pay"),
            "pay_payee": self.tr("Payee"),
            "pay_account": self.tr("Account to pay to"),
            "pay_url": self.tr("Address behind the QR code (https)"),
            "sms_signature": self.tr("Signature of text messages"),
            COMPLAINTS: self.tr("Where to complain, a line each"),
        }
