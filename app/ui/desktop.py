"""What every page is given: the open store, the way to run services, the news of changes, the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.services.context import Context
from app.services.preferences import Preferences
from app.services.words import Words
from app.ui.events import Events
from app.ui.i18n import Translations
from app.ui.tasks import Tasks


class Signals(QObject):
    """What pages tell each other through the window: none knows another."""

    begun = Signal()
    """The queue is on the screen and the first case is taken up: what waited for that may begin."""
    case_opened = Signal(object)
    """A case id, to be shown on the desk."""
    case_shown = Signal(object, str)
    """A case id whose content just came to sight, and where; kept for whoever asks later who saw it."""
    told = Signal(str, str)
    """A sentence and its tone, for the bar of the window."""
    page_wanted = Signal(str)
    """The name of a page to be shown."""
    preferences_changed = Signal()
    real_store_wanted = Signal()
    """Practice is over."""
    rekey_wanted = Signal()
    """The store is to be closed and given a new data key."""
    done = Signal(str, bool)
    """What was saved, in words, and whether Ctrl+Z takes it back."""
    undo_wanted = Signal()
    plan_wanted = Signal(object, bool)
    """A case id whose plan is to be negotiated, and whether that is done in the call just kept."""
    letter_wanted = Signal(object, str, object)
    """A case id to which a letter is to be written, and from which template; empty for the one chosen last."""
    hand_back_wanted = Signal()
    """Where recalled placements are handed back is to be shown."""
    due_wanted = Signal()
    """What falls due across the cases is to be shown."""
    message_wanted = Signal(object, str)
    """A case id whose debtor is to be sent a message, and by which template."""
    ledger_wanted = Signal(object)
    """A case id whose balance is to be explained."""
    change_wanted = Signal(object, str, object)
    """A case id whose balance is to be changed; the kind of change and the payment it is about, where known."""


@dataclass
class Desktop:
    """One open store in one window."""

    context: Context
    tasks: Tasks
    events: Events
    preferences: Preferences
    translations: Translations
    signals: Signals = field(default_factory=Signals)
    saved_views: tuple[str, ...] = ()
    """The names of the saved views in their order, once the queue was read."""
    is_overheard: bool = False
    """Whether somebody else than the debtor is on the line: no sum may be in sight, and none be called up."""

    @property
    def language(self) -> str:
        """What the window speaks just now."""
        return self.translations.language or "en"

    def words(self) -> Words:
        """Sentences for the reader, at the present moment."""
        context = self.context
        return Words(self.language, context.rules, context.now(), context.zone)

    def explain(self, error: AppError) -> str:
        """The sentence for a refusal."""
        from app.services.messages import sentence

        return sentence(error, self.language)

    def tell(self, text: str, tone: str = "") -> None:
        """Say something in the bar of the window."""
        self.signals.told.emit(text, tone)

    def open_case(self, case_id: bytes) -> None:
        """Show a case on the desk."""
        self.signals.case_opened.emit(case_id)
