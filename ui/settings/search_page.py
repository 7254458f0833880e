"""How words are found."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from shadowjournal.preferences import Preferences
from shadowjournal.search import LANGUAGES
from ui.theme import scaled
from ui.widgets.setting_row import row
from ui.widgets.step import name_field, text_label

_AS_TYPED = "as they are typed"
_MEANING = (
    "With a language chosen, \u201cletter\u201d finds \u201cletters\u201d too, and"
    " \u201cgrieving\u201d finds \u201cgrieved\u201d. Words that you put in quotes are found as"
    " they are typed."
)


class SearchPage(QWidget):
    """Asks in which language words are found in all their forms.

    Signals:
        chosen: the owner prefers something else; carries all `Preferences` as they are then.
    """

    chosen = Signal(object)  # Preferences

    def __init__(self) -> None:
        super().__init__()
        self._preferences = Preferences()
        self._language = QComboBox()
        self._language.addItem(_AS_TYPED, "")
        for name, language in sorted((_own_name(each), each) for each in LANGUAGES):
            self._language.addItem(f"in all forms: {name}", language)
        label = text_label("plain", "Words are found")
        name_field(label, self._language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addWidget(row(label, self._language))
        column.addWidget(text_label("dim-large", _MEANING))
        self._language.activated.connect(self._tell)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is preferred."""
        self._preferences = preferences
        place = self._language.findData(preferences.search_language)
        self._language.setCurrentIndex(max(place, 0))

    def _tell(self) -> None:
        language = str(self._language.currentData())
        self._preferences = replace(self._preferences, search_language=language)
        self.chosen.emit(self._preferences)


def _own_name(language: str) -> str:
    name = QLocale(language).nativeLanguageName() or language
    return name[:1].upper() + name[1:]
