"""One case at work: the case and its call assistant, side by side or, on a small screen, one under the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.moments import Id
from app.services import dialling
from app.services.changes import Changes
from app.services.contacts import Recorded
from app.services.dialling import Dial, Dialled
from app.services.given import OverrideGiven
from app.ui.clipboard import private_clipboard
from app.ui.desk.doing import Doing
from app.ui.desk.giving import Giving
from app.ui.desk.number_row import dial_points
from app.ui.desk.opened import Opened, has_turned, open_case, share_limits
from app.ui.desk.queue_pane import QueuePane
from app.ui.desk.undoing import Undoing
from app.ui.desk.work_mode import WorkMode
from app.ui.desk.workbench_view import WorkbenchView
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.widgets.announcer import announce

CASE_KINDS = (
    "contacts", "reasons", "promises", "plans", "payments", "holds", "cases", "states", "events", "assignments",
)  # fmt: skip
LOOK_MS = 15_000  # how often it is looked whether the gate has opened or closed by now
SHIFTED = {
    Qt.Key.Key_Exclam: "1", Qt.Key.Key_At: "2", Qt.Key.Key_NumberSign: "3", Qt.Key.Key_Dollar: "4",
    Qt.Key.Key_Percent: "5", Qt.Key.Key_AsciiCircum: "6", Qt.Key.Key_Ampersand: "7", Qt.Key.Key_Asterisk: "8",
    Qt.Key.Key_ParenLeft: "9", Qt.Key.Key_ParenRight: "0",
}  # fmt: skip


class Workbench(WorkbenchView):
    """Shows and works the case that is chosen in ``queue``: calls and dialling."""

    def __init__(self, desktop: Desktop, queue: QueuePane, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._desktop = desktop
        self.queue = queue
        self._case: Id | None = None
        self._came_by_itself = False  # the case that is being read was not chosen by hand
        self._ahead: Opened | None = None
        self.doing = Doing(desktop, self)
        self.giving = Giving(desktop, self)
        self.undoing = Undoing(desktop, self)
        self.work = WorkMode(desktop, self)
        self._connect()
        self._watch = Watch(self, desktop.events, CASE_KINDS, self._reload_case)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.notice_time)
        self._clock.start()

    # -- the case --------------------------------------------------------------------------------

    def open_case(self, case_id: Id) -> None:
        """Show this case, in the queue if it is there."""
        self.queue.want(case_id)
        self.queue.reload()
        self.choose(case_id)

    def choose(self, case_id: Id | None, *, by_itself: bool = False) -> None:
        """Take up this case, or none; ``by_itself``: nobody chose it by hand."""
        if case_id is not None and case_id == self._case:
            return
        self._came_by_itself = by_itself
        if case_id is not None and not by_itself:
            self.work.note_opened(case_id)
        self.assistant.keep_draft()
        self._case = case_id
        self._watch.narrow(case_id)
        ahead, self._ahead = self._ahead, None
        if case_id is None:
            self.case.show_nothing()
            self.assistant.show_nothing()
            self._veil(is_on=False)
        elif ahead is not None and ahead.panel.case_id == case_id:
            self._on_opened(ahead)
            self._mind_gate()
        else:
            self._reload_case()

    def _on_changed(self, changes: Changes) -> None:
        """What was read ahead is out of date when its case changes."""
        if self._ahead is not None and changes.touches(CASE_KINDS, self._ahead.panel.case_id):
            self._ahead = None
            self.look_ahead()

    def notice_time(self) -> None:
        """Keep up with the clock: what the keys will do, and the case itself once the gate of a number turns."""
        self.assistant.refresh()
        self.queue.notice_time()
        self.work.say()
        self._mind_gate()

    def _mind_gate(self) -> None:
        panel = self.case.panel
        if panel is not None and has_turned(panel, self._desktop.context.now()):
            self._reload_case()

    def _reload_case(self) -> None:
        if self._case is not None:
            self._read(self._case, self._on_opened, "panel")

    def _read(self, case_id: Id, then: Callable[[Opened], None], slot: str) -> None:
        self._desktop.tasks.read(
            open_case,
            self._desktop.words(),
            case_id,
            owner=self,
            on_ok=then,
            slot=slot,
        )

    def _on_opened(self, opened: Opened) -> None:
        panel = opened.panel
        if panel.case_id != self._case:
            return
        came_by_itself, self._came_by_itself = self._came_by_itself, False
        if came_by_itself and self.work.passes_over(panel):
            self.work.go_on()
            return
        self.assistant.show_case(panel, opened.draft)
        form = self.assistant.form
        assert form is not None
        stranger = self.assistant.is_stranger
        self.case.show_case(panel, is_checked=form.is_checked, chosen=form.point_id, is_stranger=stranger)
        self._veil(is_on=stranger)
        self._desktop.signals.case_shown.emit(panel.case_id, "desk")
        self.look_ahead()

    def look_ahead(self, *, anew: bool = False) -> None:
        """Read the case after this one, so that it is at hand before the key is pressed."""
        if anew:
            self._ahead = None
        neighbour = self.work.next_case()
        known = self._ahead.panel.case_id if self._ahead is not None else None
        if neighbour is not None and neighbour not in (self._case, known):
            self._read(neighbour, self._on_ahead, "ahead")

    def _on_stranger(self, is_on: bool) -> None:
        form, panel = self.assistant.form, self.case.panel
        if form is None or panel is None or form.panel.case_id != panel.case_id:
            return  # another case is on its way and will be shown as it must
        self.case.show_third_person(is_on)
        self._veil(is_on=is_on)

    def _veil(self, *, is_on: bool) -> None:
        self.queue.veil(self._case if is_on else None)
        self._desktop.is_overheard = is_on

    def _on_ahead(self, opened: Opened) -> None:
        if self.work.passes_over(opened.panel):
            self.look_ahead()
        else:
            self._ahead = opened

    # -- after saving ----------------------------------------------------------------------------

    def _on_saved(self, recorded: Recorded) -> None:
        name = self.case.panel.name if self.case.panel is not None else ""
        text = self._said(name, recorded)
        self.say_done(text)
        announce(self, text)
        goes_on = recorded.goes_on and (self._desktop.preferences.auto_next or self.work.is_on)
        self.work.note_done()
        if goes_on:
            self.move_on()
        else:
            self.queue.want(recorded.case_id)
        self.queue.list.setFocus()
        if recorded.opens == "plan":
            self._desktop.signals.plan_wanted.emit(recorded.case_id, True)

    def move_on(self) -> None:
        """Show the next case before the queue is read anew."""
        following = self.work.next_case()
        if following is None:
            self.work.stop_at_end()
        shown, ahead = self.case.panel, self._ahead
        if shown is not None and ahead is not None and share_limits(shown, ahead.panel):
            self._ahead = None  # it was read before this call, which counts there too
        elif ahead is not None and self.work.is_on and has_turned(ahead.panel, self._desktop.context.now()):
            self._ahead = None  # it may have to be passed over by now
        self.queue.move_on(following)
        if following is not None:
            self.choose(following, by_itself=True)
            self._paint_now()

    def _paint_now(self) -> None:
        """Paint before the news of the change sets off readers, who would share the time with the painting."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)

    def _said(self, name: str, recorded: Recorded) -> str:
        words = self._desktop.words()
        result = self._desktop.context.rules.codes.get(recorded.result).words.text(words.language)
        if recorded.next_at is None:
            return self.tr("{name}: {result}").format(name=name, result=result)
        moment = words.moment(recorded.next_at)
        return self.tr("{name}: {result} → {moment}").format(name=name, result=result, moment=moment)

    def say_done(self, text: str, *, can_undo: bool = True) -> None:
        """Say what was saved."""
        self._desktop.signals.done.emit(text, can_undo)

    # -- dialling --------------------------------------------------------------------------------

    def dial(self, at: int) -> None:
        """Dial the number behind a key."""
        panel = self.case.panel
        points = dial_points(panel) if panel is not None else []
        if at < len(points):
            self.dial_point(points[at].id)

    def dial_point(self, point_id: Id) -> None:
        """Ask the gate, then hand the number to the telephone, else to the clipboard."""
        self._on_point_chosen(point_id)
        self._dial(point_id, None)

    def _dial(self, point_id: Id, override: OverrideGiven | None) -> None:
        if self._case is None:
            return
        form = self.assistant.form
        command = Dial(
            self._desktop.context.new_id(),
            self._case,
            point_id,
            override=override,
            account_id=form.account_id if form is not None else None,
        )
        self._desktop.tasks.write(
            dialling.dial, command, owner=self, on_ok=self._on_dialled, on_error=self.assistant.show_refusal
        )

    def _on_dialled(self, dialled: Dialled) -> None:
        language = self._desktop.language
        if not dialled.is_permitted:
            block = dialled.decision.block
            text = block.rule.words.text(language) if block is not None else ""
            self._desktop.tell(self.tr("Not dialled: {rule}").format(rule=text), "accent")
            return
        form = self.assistant.form
        if form is not None and form.started_at is None:
            form.started_at = self._desktop.context.now()
        private_clipboard().copy(dialled.number)
        if not QDesktopServices.openUrl(QUrl(f"tel:{dialled.number}")):
            self._desktop.tell(self.tr("Number copied; no telephone program answers tel: links."), "accent")

    def override(self) -> None:
        """Override soft rules on the chosen number, with a reason."""
        point, decision = self.assistant.point, self.assistant.decision()
        if point is None or decision is None or not decision.overridable:
            return
        self.assistant.ask_text(
            self.tr("Why is the rule overridden?"),
            self.tr("this is kept in the log"),
            lambda why: self._on_override(point.id, why),
        )

    def _on_override(self, point_id: Id, why: str) -> None:
        given = OverrideGiven(why)
        if self.assistant.form is not None:
            self.assistant.form.override = given
        self._dial(point_id, given)

    def _on_point_chosen(self, point_id: Id) -> None:
        self.assistant.choose_point(point_id)
        self.case.choose_point(point_id)

    def _on_reason_wanted(self, title: str, then: Callable[[str], object]) -> None:
        self.assistant.ask_text(title, self.tr("this is kept in the log"), then)

    def negotiate(self) -> None:
        """Open the plan of this case without a call."""
        if self._may_see_sums():
            self._desktop.signals.plan_wanted.emit(self._case, False)

    def write_letter(self, template: str = "") -> None:
        """Begin a letter about this case, from a template where one is named."""
        if self._may_see_sums():
            self._desktop.signals.letter_wanted.emit(self._case, template, None)

    def write_message(self) -> None:
        """Begin a text message or an e-mail about this case."""
        if self._may_see_sums():
            self._desktop.signals.message_wanted.emit(self._case, "")

    def explain_balance(self) -> None:
        """Open the ledger of this case."""
        if self._may_see_sums():
            self._desktop.signals.ledger_wanted.emit(self._case)

    def change_balance(self) -> None:
        """Charge, correct, waive, write off, or say where a payment goes."""
        if self._may_see_sums():
            self._desktop.signals.change_wanted.emit(self._case, "", None)

    def _may_see_sums(self) -> bool:
        """Whether there is a case whose sums may come to sight."""
        if self._desktop.is_overheard:
            self._desktop.tell(self.tr("Not while somebody else is on the line."), "warn")
        return self._case is not None and not self._desktop.is_overheard

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """A key that no field took, from here or from the queue; whether it meant something."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return self._press_digit(event, plain=plain) or (plain and self._press_letter(event))

    def _press_digit(self, event: QKeyEvent, *, plain: bool) -> bool:
        text = event.text()
        if plain and len(text) == 1 and text in "0123456789":
            return self.assistant.press(text)
        digit = SHIFTED.get(Qt.Key(event.key()))
        if digit is not None and not self.assistant.is_asking:
            return self.assistant.press_variants(digit)
        return False

    def _press_letter(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.assistant.accept():
                self.assistant.note.setFocus()
            return True
        if key == Qt.Key.Key_Escape:
            if not self.assistant.back():
                self.queue.leave_search()
            if not self.assistant.is_asking:
                self.queue.list.setFocus()
            return True
        run = {
            Qt.Key.Key_G: self.doing.do_next,
            Qt.Key.Key_T: self.doing.change_stage,
            Qt.Key.Key_A: self.giving.give,
            Qt.Key.Key_D: self.doing.show_due,
            Qt.Key.Key_I: self.assistant.toggle_identity,
            Qt.Key.Key_B: self.assistant.debts.turn,
            Qt.Key.Key_N: self.assistant.note.setFocus,
            Qt.Key.Key_S: self.doing.skip,
            Qt.Key.Key_R: self.doing.see,
            Qt.Key.Key_O: self.override,
            Qt.Key.Key_P: self.case.enter_payment,
            Qt.Key.Key_M: self.write_message,
            Qt.Key.Key_H: self.case.place_hold,
            Qt.Key.Key_V: self.case.plan_visit,
            Qt.Key.Key_Slash: self.assistant.search_results,
        }.get(Qt.Key(key))
        if run is None or self.assistant.is_asking:
            return False
        run()
        return True

    def leave(self) -> None:
        """The window closes: what is typed is kept."""
        self.assistant.keep_draft()

    # -- language and connections ----------------------------------------------------------------

    def _connect(self) -> None:
        self.queue.listed.connect(self.look_ahead)
        self.case.point_chosen.connect(self._on_point_chosen)
        self.case.reason_wanted.connect(self._on_reason_wanted)
        self.case.next.wanted.connect(self.doing.do_next)
        self.case.seen.clicked.connect(self.doing.see)
        self.assistant.saved.connect(self._on_saved)
        self.assistant.identity_changed.connect(self.case.show_identity)
        self.assistant.stranger_changed.connect(self._on_stranger)
        self.assistant.left.connect(self.queue.list.setFocus)
        self._desktop.signals.undo_wanted.connect(self.undoing.undo)
        self._desktop.events.changed.connect(self._on_changed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._ahead = None
            self._watch.mark()
