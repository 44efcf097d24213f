"""The users of the store: who may unlock it; the lead adds and amends users, lets go, gives a new passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import Deed, Post
from app.services import users
from app.services.messages.users import changed, role_word
from app.services.users import AmendUser, Member, NewUser
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.dialogs.fields import Field, SecretField
from app.ui.events import Watch
from app.ui.permitted import reserve
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

ROWS_IN_SIGHT = 6
CHANGES_TOLD = 5


class UsersPanel(QWidget):
    """Everybody sees the list; only a lead changes it. Each change asks for one's own passphrase."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.intro = PlainLabel(wrap=True, name="users_intro")
        self.result = Strip(name="users_result")
        self.members: TableModel[Member] = TableModel(self._columns(), identity=_id_of, parent=self)
        self.table: TableView[Member] = TableView(self.members, "", name="users_table")
        self.passphrase = SecretField(name="users_passphrase")
        self.name = Field(name="users_name")
        self.number = Field(name="users_number")
        self.role = Combo(name="users_role")
        self.first = SecretField(name="users_first")
        self.add = Button("", name="users_add", icon="plus")
        self.known_name = Field(name="users_known_name")
        self.known_role = Combo(name="users_known_role")
        self.why = Field(name="users_why")
        self.change = Button("", name="users_change", icon="check")
        self.renew = Button("", name="users_renew", icon="key-round")
        self.let_go = Button("", name="users_let_go", icon="user-x")
        self.chosen = PlainLabel(wrap=True, name="users_chosen")
        self.history = PlainLabel(role="caption", wrap=True, name="users_history")
        self._new, self._known = Card(name="users_new"), Card(name="users_known")
        self._is_busy = False
        self._is_about_known = False
        self._filled: object = None  # who and what the fields were filled with
        self._may = reserve(
            desktop,
            Deed.MANAGE_USERS,
            *(self.passphrase, self.first, self.name, self.number, self.role, self.add),
            *(self.known_name, self.known_role, self.why, self.change, self.renew, self.let_go),
        )
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("users",), self.reload)
        self._retranslate()
        self._show()

    # -- who there is ----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list anew."""
        self._desktop.tasks.read(users.members, owner=self, on_ok=self._on_members, slot="users")

    def _on_members(self, found: tuple[Member, ...]) -> None:
        self.members.show(found)
        lines = min(max(len(found), 2), ROWS_IN_SIGHT) + 2
        self.table.setFixedHeight(theme.current().space(2.1) * lines)
        self._show()

    def _show(self) -> None:
        context = self._desktop.context
        for part in (self.passphrase, self.first, self._new, self._known):
            part.setVisible(not context.is_practice)
        self.add.setEnabled(not self._is_busy)
        self._show_known()

    def _show_known(self) -> None:
        """What can be changed about whoever is chosen; what was typed about them stays until somebody else is."""
        member = self._chosen_member()
        can = member is not None and not self._is_busy
        other = can and member is not None and not member.is_self
        for part in (self.known_name, self.known_role, self.why, self.change):
            part.setEnabled(can)
        self.renew.setEnabled(other)
        self.let_go.setEnabled(other and member is not None and member.is_active)
        if member is None:
            self.chosen.setText(self.tr("Choose somebody in the list."))
        else:
            self.chosen.setText(f"{member.name} · {member.employee_no}")
        known = member and (member.id, member.name, member.role)
        if known != self._filled:
            self._filled = known
            self.known_name.line.setText(member.name if member else "")
            self.known_role.choose(member.role if member else Post.COLLECTOR)
            self.why.line.clear()
        self._tell_history(member)

    def _tell_history(self, member: Member | None) -> None:
        words, language = self._desktop.words(), self._desktop.language
        told = [
            self.tr("{when}, {who}: {what} {why}")
            .format(
                when=words.moment(one.at),
                who=one.who,
                what=changed(one.field, one.old, one.new, language),
                why=f"({one.why})" if one.why else "",
            )
            .strip()
            for one in (member.history[:CHANGES_TOLD] if member else ())
        ]
        self.history.setText("\n".join(told))
        self.history.setVisible(bool(told))

    def _chosen_member(self) -> Member | None:
        rows = self.table.chosen_rows
        return rows[0] if rows else None

    # -- changing it -----------------------------------------------------------------------------

    def _on_add(self) -> None:
        new = NewUser(self.name.text(), self.number.text(), self.role.currentData(), self.first.text())
        self._work(users.add, new, title=self.tr("Adding a user"), then=self._on_added)

    def _on_change(self) -> None:
        member = self._chosen_member()
        if member is not None:
            wanted = AmendUser(self.known_name.text(), Post(self.known_role.currentData()), self.why.text())
            self._work(
                users.amend, member.id, wanted, title=self.tr("Changing a user"), then=self._on_changed
            )

    def _on_renew(self) -> None:
        member = self._chosen_member()
        if member is not None:
            self._work(
                users.give_passphrase,
                member.id,
                self.first.text(),
                self.why.text(),
                title=self.tr("Giving a passphrase"),
                then=self._on_given,
            )

    def _on_let_go(self) -> None:
        member = self._chosen_member()
        if member is not None:
            self._work(
                users.deactivate,
                member.id,
                self.why.text(),
                title=self.tr("Letting go"),
                then=self._on_let_gone,
            )

    def _on_added(self, member: Member) -> None:
        self._clear()
        text = self.tr("{name} may unlock the store. The first passphrase is changed when that is done.")
        self.result.say(text.format(name=member.name), "", "ok")

    def _on_changed(self, member: Member) -> None:
        self._clear()
        text = self.tr("{name} is in the list as typed: {role}.")
        detail = self.tr("Somebody else is asked by the new name once they have unlocked with the old one.")
        self.result.say(text.format(name=member.name, role=self._role(member.role)), detail, "ok")

    def _on_given(self, member: Member) -> None:
        self._clear()
        text = self.tr("{name} has a new first passphrase, and changes it when unlocking.")
        self.result.say(text.format(name=member.name), "", "ok")

    def _on_let_gone(self, member: Member) -> None:
        self._clear()
        text = self.tr("{name} may no longer unlock the store.")
        detail = self.tr("Whoever may have copied the key file: make a new data key under Keys.")
        self.result.say(text.format(name=member.name), detail, "ok")

    def _work(
        self, function: Callable[..., Any], *args: object, title: str, then: Callable[[Member], None]
    ) -> None:
        self._is_about_known = function is not users.add
        if not self.passphrase.text():
            self.passphrase.complain(self.tr("Type your own passphrase."))
            return
        self._busy(True)
        self.result.say("")

        def answer(member: Member) -> None:
            self._busy(False)
            then(member)

        self._desktop.tasks.write(
            function,
            self.passphrase.text(),
            *args,
            owner=self,
            on_ok=answer,
            on_error=self._on_refused,
            on_cancelled=lambda _: self._busy(False),
            title=title,
        )

    def _on_refused(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, AppError):
            return  # a bug, which the crash window tells
        sentence = self._desktop.explain(error)
        field = {
            "passphrase_not_own": self.passphrase,
            "passphrase_weak": self.first,
            "member_name_missing": self.name,
            "member_no_missing": self.number,
            "employee_no_taken": self.number,
            "why_required": self.why,
        }.get(error.code)
        if field is self.name and self._is_about_known:
            field = self.known_name
        if field is not None:
            field.complain(sentence)
        else:
            self.result.say(sentence, "", "danger")

    def _busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._show()

    def _clear(self) -> None:
        for field in (self.passphrase, self.name, self.number, self.first, self.why):
            field.line.clear()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (
            self.intro,
            self.result,
            Sheet(self.table),
            self.passphrase,
            self.first,
            self._new,
            self._known,
        ):
            column.addWidget(part)
        column.addStretch()
        for new in (self.name, self.number, in_line(self.role, self.add)):
            self._new.body.addWidget(new)
        for known in (
            self.chosen,
            self.known_name,
            in_line(self.known_role),
            self.why,
            in_line(self.change, self.renew, self.let_go),
            self.history,
        ):
            self._known.body.addWidget(known)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.change.clicked.connect(self._on_change)
        self.renew.clicked.connect(self._on_renew)
        self.let_go.clicked.connect(self._on_let_go)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show())

    def hideEvent(self, event: object) -> None:
        """Out of sight no secret stays on the screen."""
        super().hideEvent(event)  # type: ignore[arg-type]
        for field in (self.passphrase, self.first):
            field.line.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _columns(self) -> list[Column[Member]]:
        return [
            Column("name", self.tr("Name"), lambda member: member.name, ems=10),
            Column("number", self.tr("Employee number"), lambda member: member.employee_no, ems=10),
            Column("role", self.tr("Role"), lambda member: self._role(member.role), ems=8),
            Column("state", self.tr("State"), self._state, ems=12),
        ]

    def _role(self, role: Post) -> str:
        return role_word(role, self._desktop.language)

    def _state(self, member: Member) -> str:
        if not member.is_active:
            return self.tr("let go")
        if not member.has_passphrase:
            return self.tr("has no passphrase")
        if member.must_change:
            return self.tr("has not unlocked yet")
        return self.tr("you") if member.is_self else self.tr("may unlock")

    def _retranslate(self) -> None:
        self.members.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Users"))
        if self._desktop.context.is_practice:
            intro = self.tr("The practice store has one user, and a published passphrase.")
        elif self._may:
            intro = self.tr(
                "Each user unlocks with a passphrase of their own; what is written bears the name of whoever unlocked. "
                "Ctrl+L locks, so that somebody else can unlock."
            )
        else:
            intro = self.tr("Ctrl+L locks, so that somebody else can unlock. Only a lead changes this list.")
        self.intro.setText(intro)
        self.passphrase.say(self.tr("Your own passphrase"))
        self.name.say(self.tr("Name"))
        self.number.say(self.tr("Employee number"))
        self.known_name.say(self.tr("Name"))
        self.why.say(self.tr("Why"), self.tr("kept with the change"))
        for role in (self.role, self.known_role):
            role.setAccessibleName(self.tr("Role"))
            role.offer([(self._role(post), post) for post in Post])
        self.first.say(
            self.tr("First passphrase of somebody else"),
            self.tr("made up by you, changed when first unlocking"),
        )
        self._new.set_caption(self.tr("Somebody new"))
        self._known.set_caption(self.tr("Somebody in the list"))
        self.add.setText(self.tr("Add"))
        self.change.setText(self.tr("Save name and role"))
        self.renew.setText(self.tr("Give a first passphrase again"))
        self.let_go.setText(self.tr("Let go"))
        self._show()


def _id_of(member: Member) -> bytes:
    return member.id
