"""The language of the window, changed while it runs. Source strings are English; Chinese stands in ``.ts`` files."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from app.ui import assets

Language = Literal["zh_CN", "en"]
LANGUAGES: dict[Language, str] = {"zh_CN": "简体中文", "en": "English"}


def system_language() -> Language:
    """Chinese if the system speaks any Chinese first, else English."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class Translations(QObject):
    """Puts the window into a language. Widgets hear of it as ``LanguageChange`` and say their texts anew."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self._language: Language | None = None

    @property
    def language(self) -> Language | None:
        """The language spoken; None before the first ``speak``."""
        return self._language

    def speak(self, wished: str) -> Language:
        """Speak ``zh_CN`` or ``en``; anything else, such as ``system``, follows the system.

        Raises ``FileNotFoundError`` when the installation lacks the language.
        """
        language: Language = wished if wished in LANGUAGES else system_language()  # type: ignore[assignment]
        if language != self._language:
            self._exchange([self._own(language), *self._of_qt(language)])
            QLocale.setDefault(QLocale(language))
            self._language = language
        return language

    def _exchange(self, translators: list[QTranslator]) -> None:
        for old in self._installed:
            self._application.removeTranslator(old)
        self._installed = translators
        # The last one installed is asked first, and each sends a LanguageChange: ours goes last.
        for new in reversed(translators):
            self._application.installTranslator(new)

    def _own(self, language: Language) -> QTranslator:
        translator, name = QTranslator(self), f"fairdue_{language}.qm"
        if not translator.load(str(assets.folder("i18n") / name)):
            raise FileNotFoundError(name)
        return translator

    def _of_qt(self, language: Language) -> list[QTranslator]:
        """Qt's own words (file dialogs, menus of text fields); English needs none."""
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return [translator] if language != "en" and translator.load(f"qtbase_{language}", folder) else []
