"""How the page looks, and what is made of typed signs."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget

from shadowjournal.preferences import LEAST_ZOOM, MOST_ZOOM, PageLook, Preferences
from ui.quotes import BY_LANGUAGE
from ui.theme import scaled
from ui.widgets.setting_row import row
from ui.widgets.step import name_field, text_label

FACES = {
    "serif": "Literata, with serifs",
    "sans": "The typeface of the system",
    "readable": "Atkinson Hyperlegible",
}
WIDTHS = {"narrow": "Narrow", "medium": "Medium", "wide": "Wide"}
LINES = {"compact": "Close", "normal": "Normal", "airy": "Airy"}
_SHORTHAND = "Make headings, lists and bold text of #, - and ** as they are typed"
_TYPOGRAPHY = "Make quotes, dashes and “…” typographic as they are typed"
_UNDO = "One Ctrl+Z brings back what was typed."
_STEP = 10


class WritingPage(QWidget):
    """Asks for the type of the page and the manner of typing.

    Signals:
        chosen: the owner prefers something else; carries all `Preferences` as they are then.
    """

    chosen = Signal(object)  # Preferences

    def __init__(self) -> None:
        super().__init__()
        self._preferences = Preferences()
        self._face = _choice(FACES)
        self._size = QSpinBox()
        self._size.setRange(LEAST_ZOOM, MOST_ZOOM)
        self._size.setSingleStep(_STEP)
        self._size.setSuffix(" %")
        self._size.lineEdit().setAccessibleName("Size in percent")
        self._width = _choice(WIDTHS)
        self._lines = _choice(LINES)
        self._shorthand = QCheckBox(_SHORTHAND)
        self._typography = QCheckBox(_TYPOGRAPHY)
        self._language = _choice(_languages())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        for words, field in (
            ("Typeface", self._face),
            ("Size", self._size),
            ("Length of lines", self._width),
            ("Space between lines", self._lines),
        ):
            label = text_label("plain", words)
            name_field(label, field)
            column.addWidget(row(label, field))
        column.addSpacing(scaled(12))
        for box in (self._shorthand, self._typography):
            column.addWidget(row(box))
            box.clicked.connect(self._tell)
        label = text_label("plain", "Quotes as in")
        name_field(label, self._language)
        column.addWidget(row(label, self._language))
        column.addWidget(text_label("dim-large", _UNDO))
        for choice in (self._face, self._width, self._lines, self._language):
            choice.activated.connect(self._tell)
        self._size.valueChanged.connect(self._tell)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is preferred."""
        self._preferences = preferences
        look = preferences.page
        for choice, value in (
            (self._face, look.face),
            (self._width, look.width),
            (self._lines, look.lines),
            (self._language, preferences.language),
        ):
            choice.setCurrentIndex(choice.findData(value))
        self._size.blockSignals(True)
        self._size.setValue(look.zoom)
        self._size.blockSignals(False)
        self._shorthand.setChecked(preferences.has_shorthand)
        self._typography.setChecked(preferences.has_typography)
        self._language.setEnabled(preferences.has_typography)

    def _tell(self) -> None:
        look = PageLook(
            face=self._face.currentData(),
            zoom=self._size.value(),
            width=self._width.currentData(),
            lines=self._lines.currentData(),
        )
        self._preferences = replace(
            self._preferences,
            page=look,
            has_shorthand=self._shorthand.isChecked(),
            has_typography=self._typography.isChecked(),
            language=str(self._language.currentData() or ""),
        )
        self._language.setEnabled(self._preferences.has_typography)
        self.chosen.emit(self._preferences)


def _choice(offered: dict[str, str]) -> QComboBox:
    choice = QComboBox()
    for value, words in offered.items():
        choice.addItem(words, value)
    return choice


def _languages() -> dict[str, str]:
    """Return the languages that are offered, by their own names."""
    named = {name: _own_name(name) for name in BY_LANGUAGE}
    ordered = dict(sorted(named.items(), key=lambda each: each[1].casefold()))
    return {"": "the language of the system"} | ordered


def _own_name(language: str) -> str:
    locale = QLocale(language)
    name = locale.nativeLanguageName() or language
    country = f" ({locale.nativeTerritoryName()})" if "_" in language else ""
    return name[:1].upper() + name[1:] + country
