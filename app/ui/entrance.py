"""The way in: the first start, the lock, the unlock dialog. What stands behind it is an open store."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QTimer

from app.services import preferences, previews, store, unlocking
from app.services.context import Context
from app.services.store import Prepared
from app.services.unlocking import Clock, DamagedStore, Home, Opening
from app.ui.i18n import Translations


@dataclass(frozen=True, slots=True)
class Entrance:
    """``place`` is the home that is meant, ``practice`` where a practice store would lie.

    ``is_practice_wanted``: a missing practice store is built without a question. ``is_locked``: the desk was left,
    so the keyring is not asked; it would answer to whoever sits there. ``who`` left it, with ``case`` in hand.
    """

    place: Home
    practice: Home
    translations: Translations
    clock: Clock | None = None
    day: date | None = None
    is_practice_wanted: bool = False
    is_locked: bool = False
    who: bytes | None = None
    case: bytes | None = None

    def enter(self, stack: ExitStack) -> Context | None:
        """The open store, given back when ``stack`` ends; None when the user thought better of it.

        Raises StorageProblem, CredentialProblem by their true cause.
        """
        if self.place.has_store:
            return self._open(stack, self.place, None)
        return self._begin(stack)

    def _begin(self, stack: ExitStack) -> Context | None:
        from app.ui.dialogs.first_run import FirstRunDialog

        today = self.day or store.today_at(self.clock)
        dialog = FirstRunDialog(self.place, self.practice, today, self.translations)
        if self.is_practice_wanted:
            QTimer.singleShot(0, dialog.build_practice)
        if not dialog.exec() or dialog.home is None:
            return None
        context = self._open(stack, dialog.home, dialog.prepared)
        if context is not None and dialog.picked:
            chosen = preferences.of(dialog.home).preferences
            preferences.keep(context, replace(chosen, language=dialog.picked))
        return context

    def _open(self, stack: ExitStack, home: Home, prepared: Prepared | None) -> Context | None:
        slots = stack.enter_context(store.held(home, program="window"))
        previews.clear(home)  # what a crash left
        stack.callback(previews.clear, home)
        opening = Opening(home, slots, self.clock, self.day)
        try:
            context = self._opened(opening, prepared)
        except DamagedStore as problem:
            context = self._replaced(opening, problem)
        if context is not None:
            stack.callback(context.db.close)
        return context

    def _opened(self, opening: Opening, prepared: Prepared | None) -> Context | None:
        if opening.is_practice and not self.is_locked:
            return unlocking.open_practice(opening)
        if prepared is not None:
            return unlocking.open_prepared(opening, prepared)
        return self._ask(opening)

    def _replaced(self, opening: Opening, problem: DamagedStore) -> Context | None:
        """The store again, once a backup has taken the place of its damaged file."""
        from app.ui.dialogs.damage import DamageDialog

        if not DamageDialog(opening, problem, self.translations.language or "en").exec():
            return None
        return unlocking.open_restored(opening, problem.by)

    def rekey(self) -> None:
        """Offer the closed store a new data key. Raises StorageProblem by its true cause."""
        from app.ui.dialogs.rekey import RekeyDialog

        with store.held(self.place, program="window") as slots:
            opening = Opening(self.place, slots, self.clock, self.day)
            RekeyDialog(opening, self.translations.language or "en", self.who).exec()

    def _ask(self, opening: Opening) -> Context | None:
        from app.ui.dialogs.unlock import UnlockDialog

        language = self.translations.language or "en"
        dialog = UnlockDialog(opening, language, is_locked=self.is_locked, who=self.who)
        if dialog.exec():
            return dialog.context
        if dialog.damaged is not None:
            raise dialog.damaged
        return None
