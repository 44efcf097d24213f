"""Own templates: the text at the left, its fields below, and what comes of it, with an invented case, at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.services.letters import template_desk, templates
from app.services.letters.naming import title_for
from app.services.letters.template_desk import Opened, Seen, Version
from app.services.letters.templates import SaveTemplate, TemplateRow
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.letters.pdf_view import GAP, PdfView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel

TYPED_MS = 400


class TemplatePanel(QWidget):
    """What is typed is drawn at once or refused with line and word; saving makes a new version."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letters_template_panel")
        self._desktop = desktop
        self._kept = ""
        self.language, self.template = Combo(name="template_language"), Combo(name="template_name")
        self.version = PlainLabel("", "muted", name="template_version")
        self.versions = Combo(name="template_versions", least=10)
        self._texts: dict[int, str] = {}
        self.text = QPlainTextEdit()
        self.text.setObjectName("template_text")
        self.text.setTabChangesFocus(True)
        self.fields = QListWidget()
        self.fields.setObjectName("template_fields")
        self.problem = PlainLabel("", tone="danger", wrap=True, name="template_problem")
        self.save = Button("", name="template_save", kind="primary", icon="check")
        self.aside = Button("", name="template_aside", icon="undo-2")
        self.view = PdfView(name="template_view")
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("templates",), self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list of templates anew; what is being typed stays."""
        self._desktop.tasks.read(
            templates.listing,
            self.language.currentData() or "zh",
            owner=self,
            on_ok=self._on_rows,
            slot="rows",
        )

    def _on_rows(self, rows: list[TemplateRow]) -> None:
        before = self.template.currentData()
        words = self._desktop.words()
        self.template.offer([(title_for(row.name, row.title, words), row.name) for row in rows])
        if before is None or self.template.currentData() != before or not self.text.toPlainText():
            self.open_it()

    def open_it(self) -> None:
        """Read the template that is chosen."""
        name = self.template.currentData()
        if name is not None:
            self._desktop.tasks.read(
                template_desk.opened,
                self._desktop.words(),
                name,
                self.language.currentData(),
                owner=self,
                on_ok=self._on_opened,
                slot="source",
            )

    def _on_opened(self, found: Opened) -> None:
        self._kept = found.source
        self.text.setPlainText(found.source)
        self._say_version(found)
        self.fields.clear()
        for path, word in found.fields:
            self.fields.addItem(f"{{{{ {path} }}}}   {word}")
        self.redraw()

    def _say_version(self, found: Opened) -> None:
        own = self.tr("own version {number}").format(number=found.version - templates.FIRST_OWN + 1)
        self.version.setText(own if found.is_own else self.tr("as it comes with FairDue"))
        self.aside.setEnabled(found.is_own)
        self._texts = {one.number: one.source for one in found.versions}
        self.versions.offer([(self._called(one), one.number) for one in found.versions])
        self.versions.choose(next((one.number for one in found.versions if one.source == found.source), 0))
        self.versions.setVisible(len(found.versions) > 1)

    def _called(self, version: Version) -> str:
        if version.made_at is None:
            return self.tr("as it comes with FairDue")
        made = version.made_at.astimezone(self._desktop.words().zone)
        own = self.tr("own version {number}").format(number=version.number)
        return f"{own}  {made:%Y-%m-%d}"

    def take_version(self) -> None:
        """Put the text of an earlier version into the editor; it is in force once it is saved as a new one."""
        text = self._texts.get(self.versions.currentData())
        if text is not None:
            self.text.setPlainText(text)

    def redraw(self) -> None:
        """Draw what is typed with an invented case."""
        self._typing.stop()
        if self.text.toPlainText():
            self._desktop.tasks.read(
                template_desk.seen,
                self.template.currentData() or "notice",
                self.language.currentData(),
                self.text.toPlainText(),
                owner=self,
                on_ok=self._on_seen,
                on_error=self._on_wrong,
                slot="seen",
            )

    def _on_seen(self, seen: Seen) -> None:
        phrases = ", ".join(seen.forbidden)
        self._complain(self.tr("May not be said: {phrases}").format(phrases=phrases) if phrases else "")
        self.view.show_pages(seen.pages, seen.text)
        self.save.setEnabled(self.text.toPlainText() != self._kept and not phrases)

    def _on_wrong(self, error: AppError) -> None:
        self._complain(self._desktop.explain(error))
        self.save.setEnabled(False)

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # -- saving ----------------------------------------------------------------------------------

    def save_it(self) -> None:
        """Keep what is typed as the next version."""
        command = SaveTemplate(
            self.template.currentData(), self.language.currentData(), self.text.toPlainText()
        )
        self.save.setEnabled(False)
        self._desktop.tasks.write(
            templates.save, command, owner=self, on_ok=self._on_saved, on_error=self._on_wrong
        )

    def _on_saved(self, row: TemplateRow) -> None:
        number = row.version - templates.FIRST_OWN + 1
        self._desktop.tell(
            self.tr("{title}: own version {number} is in force.").format(title=row.title, number=number), "ok"
        )
        self.open_it()

    def put_aside(self) -> None:
        """Go back to the text that comes with the program."""
        self._desktop.tasks.write(
            templates.put_aside,
            self.template.currentData(),
            self.language.currentData(),
            owner=self,
            on_ok=self._on_aside,
        )

    def _on_aside(self, _nothing: object) -> None:
        self.open_it()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.language)
        choices.addWidget(self.template, 1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.save)
        actions.addWidget(self.aside)
        actions.addStretch(1)
        actions.addWidget(self.version)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(choices)
        column.addWidget(self.text, 3)
        column.addWidget(self.problem)
        column.addLayout(actions)
        column.addWidget(self.versions)
        column.addWidget(self.fields, 1)
        self.split = QSplitter()
        self.split.setObjectName("template_split")
        self.split.setChildrenCollapsible(False)
        self.view.setContentsMargins(GAP, 0, 0, 0)
        self.split.addWidget(left)
        self.split.addWidget(self.view)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setFocusProxy(self.template)

    def _connect(self) -> None:
        self.language.activated.connect(self._on_language)
        self.template.activated.connect(self.open_it)
        self.versions.activated.connect(self.take_version)
        self.text.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self.redraw)
        self.save.clicked.connect(self.save_it)
        self.aside.clicked.connect(self.put_aside)
        self.fields.itemActivated.connect(lambda item: self._put(item.text()))

    def _on_language(self) -> None:
        self.text.clear()
        self.reload()

    def _put(self, line: str) -> None:
        """Put a field where the cursor stands."""
        self.text.insertPlainText(line.partition("   ")[0])
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()

    def _retranslate(self) -> None:
        speaks = "zh" if self._desktop.words().is_chinese else "en"
        chosen = self.language.currentData() or speaks
        self.language.offer((("中文", "zh"), ("English", "en")))
        self.language.choose(chosen)
        self.language.setAccessibleName(self.tr("Language"))
        self.template.setAccessibleName(self.tr("Template"))
        self.text.setAccessibleName(self.tr("Text of the template"))
        self.versions.setAccessibleName(self.tr("Earlier versions"))
        self.fields.setAccessibleName(self.tr("Fields; Enter puts one into the text"))
        self.view.set_label(self.tr("What comes of it"))
        self.save.setText(self.tr("Save as new version"))
        self.aside.setText(self.tr("Back to the original"))
