"""The page of the settings on which spelling is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shadowjournal.spelling.dictionaries import Dictionary
from ui.theme import scaled, set_role
from ui.widgets.setting_row import row
from ui.widgets.step import button, name_field, text_label

_SOURCE = (
    "English comes with the program; other dictionaries are those that your system or LibreOffice"
    " has. Nothing is fetched, and no word leaves this computer."
)
_SEALED = "Your words are sealed with your journal, and nowhere else."
_NO_WORDS = "None yet. The menu of a marked word on the page adds it here."
_LIST_HEIGHT = 180


class SpellingPage(QWidget):
    """Asks whether, and in which language; shows the writer's own words.

    Signals:
        wanted_chosen: whether unknown words are to be marked.
        language_chosen: the tag of the dictionary that is to be used.
        removal_wanted: this is to be none of the writer's words any more.
    """

    wanted_chosen = Signal(bool)
    language_chosen = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._wanted = QCheckBox("Mark words that the dictionary does not know")
        self._languages = QComboBox()
        self._missing = text_label("dim-large")
        self._words = QListWidget()
        self._remove: QPushButton = button("small", "Remove")
        self._no_words = text_label("dim-large", _NO_WORDS)
        self._lay_out()
        self._wanted.clicked.connect(self.wanted_chosen)
        self._languages.activated.connect(self._tell_language)
        self._words.itemSelectionChanged.connect(self._reflect)
        self._remove.clicked.connect(self._tell_removal)

    def show_choice(
        self, found: Sequence[Dictionary], chosen: str, *, is_on: bool, missing: str = ""
    ) -> None:
        """Show what was *found* and *chosen*, and for which language nothing was found."""
        self._wanted.setChecked(is_on)
        self._wanted.setEnabled(bool(found))
        self._languages.clear()
        named = sorted((name_of(each.tag), each.tag) for each in found)
        for name, tag in named:
            self._languages.addItem(name, tag)
        self._languages.setCurrentIndex(self._languages.findData(chosen))
        self._languages.setEnabled(bool(found))
        language = missing.replace("-", "_").split("_")[0]
        self._missing.setVisible(bool(missing))
        self._missing.setText(
            f"No dictionary for {name_of(missing)} was found:"
            f" install your system's hunspell-{language}."
        )

    def show_words(self, words: Sequence[str]) -> None:
        """Show the writer's own *words*."""
        row = self._words.currentRow()
        self._words.clear()
        self._words.addItems(sorted(words, key=str.casefold))
        self._words.setCurrentRow(min(row, self._words.count() - 1))
        for part in (self._words, self._remove):
            part.setVisible(bool(words))
        self._no_words.setVisible(not words)
        self._reflect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addWidget(row(self._wanted))
        words = text_label("plain", "Language")
        name_field(words, self._languages)
        column.addWidget(row(words, self._languages))
        column.addWidget(self._missing)
        column.addWidget(text_label("dim-large", _SOURCE))
        column.addSpacing(scaled(14))
        title = text_label("plain", "My words")
        name_field(title, self._words)
        column.addWidget(row(title, self._remove))
        column.addWidget(self._words)
        column.addWidget(self._no_words)
        column.addWidget(text_label("dim-large", _SEALED))
        self._remove.setAccessibleName("Remove the chosen word")
        self._words.setFixedHeight(scaled(_LIST_HEIGHT))
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_role(self._words, "pages")

    def _reflect(self) -> None:
        self._remove.setEnabled(self._words.currentItem() is not None)

    def _tell_language(self) -> None:
        self.language_chosen.emit(str(self._languages.currentData()))

    def _tell_removal(self) -> None:
        item = self._words.currentItem()
        if item is not None:
            self.removal_wanted.emit(item.text())


def name_of(tag: str) -> str:
    """Return a language as those who speak it call it, its country too; else *tag* itself."""
    base, _, variety = tag.replace("-", "_").partition("@")
    locale = QLocale(base)
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    name = locale.nativeLanguageName()
    pieces = base.split("_")[1:]
    country = locale.nativeTerritoryName() if pieces else ""
    detail = [each for each in (country, *pieces[1:], variety) if each and each not in name]
    name = name[:1].upper() + name[1:]
    return f"{name} ({', '.join(detail)})" if detail else name
