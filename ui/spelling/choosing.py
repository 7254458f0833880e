"""What is chosen about spelling, and the page of the settings where that is done."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QWidget

from shadowjournal.preferences import Preferences
from shadowjournal.spelling.dictionaries import Dictionary, best_for, find_dictionaries
from ui.session import Session
from ui.spelling.page import SpellingPage

_MOST_WORDS = 20_000


class Choosing(QObject):
    """Knows which dictionary the owner of the journal wants, and keeps their words.

    Attributes:
        found: the dictionaries of this computer, once somebody looked for them.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: tuple[Dictionary, ...] = ()
        self._page: SpellingPage | None = None
        session.preferences_changed.connect(self._show)

    @property
    def language(self) -> str:
        """The tag that is wanted, whether anything was found for it or not."""
        return self._session.preferences.spelling_language or system_languages()[0]

    @property
    def dictionary(self) -> Dictionary | None:
        """The dictionary that is wanted, if it was found."""
        tag = self._session.preferences.spelling_language
        return best_for([tag] if tag else system_languages(), self.found)

    @property
    def is_on(self) -> bool:
        """Whether unknown words are to be marked, and can be."""
        return self._session.preferences.spelling is not False and self.dictionary is not None

    def add(self, word: str) -> None:
        """Keep *word* as one of the writer's own."""
        words = self._session.preferences.my_words
        if word not in words and len(words) < _MOST_WORDS:
            self._prefer(replace(self._session.preferences, my_words=(*words, word)))

    def make_page(self) -> QWidget:
        """Return the page; it is kept true until it goes."""
        if not self.found:  # somebody came here sooner than the hands rested
            self.found = find_dictionaries()
        page = self._page = SpellingPage()
        page.wanted_chosen.connect(self._choose)
        page.language_chosen.connect(self._choose_language)
        page.removal_wanted.connect(self._remove)
        page.destroyed.connect(self._drop)
        self._show(self._session.preferences)
        return page

    def _show(self, preferences: Preferences) -> None:
        if self._page is None:
            return
        chosen = self.dictionary
        is_missing = chosen is None and self.language != "C"  # a system without a language
        missing = self.language if is_missing else ""
        tag = chosen.tag if chosen is not None else ""
        self._page.show_choice(self.found, tag, is_on=self.is_on, missing=missing)
        self._page.show_words(preferences.my_words)

    def _choose(self, is_wanted: bool) -> None:
        preferences = replace(self._session.preferences, spelling=is_wanted)
        if is_wanted and self.dictionary is None and self.found:
            preferences = replace(preferences, spelling_language=self.found[0].tag)
        self._prefer(preferences)

    def _choose_language(self, tag: str) -> None:
        # Who chooses a language wants to see it at work.
        chosen = replace(self._session.preferences, spelling_language=tag, spelling=True)
        self._prefer(chosen)

    def _remove(self, word: str) -> None:
        preferences = self._session.preferences
        kept = tuple(each for each in preferences.my_words if each != word)
        self._prefer(replace(preferences, my_words=kept))

    def _prefer(self, preferences: Preferences) -> None:
        if preferences != self._session.preferences:
            self._session.prefer(preferences)

    def _drop(self) -> None:
        self._page = None


def system_languages() -> list[str]:
    """Return the tags of the languages that the system shows, the dearest first; one at least."""
    return [each.replace("-", "_") for each in QLocale.system().uiLanguages()] or ["en_US"]
