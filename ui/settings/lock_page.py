"""When the journal locks by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from shadowjournal.preferences import Preferences
from ui.actions import Actions
from ui.theme import scaled
from ui.widgets.setting_row import row
from ui.widgets.step import name_field, text_label

MINUTE = 60
CHOICES = (30, MINUTE, 2 * MINUTE, *(minutes * MINUTE for minutes in (5, 10, 15, 30, 60)))
"""The times that are offered, in seconds."""

_ALWAYS = "When the computer goes to sleep and when your desktop is locked, your journal locks too."
_SEALED = "Whatever locks it, the words on the page are sealed first."


class LockPage(QWidget):
    """Asks after how long, and whether a minimised window locks; says what locks always.

    Signals:
        lock_after_chosen: the seconds without a touch after which the journal is to lock.
        lock_on_minimise_chosen: whether it is to lock when its window is minimised.
    """

    lock_after_chosen = Signal(int)
    lock_on_minimise_chosen = Signal(bool)

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self._after = QComboBox()
        for seconds in CHOICES:
            self._after.addItem(in_words(seconds), seconds)
        self._minimise = QCheckBox("Lock when the window is minimised")
        keys = commands.hide_and_lock.shortcut()
        chord = text_label("chip-line", keys.toString(QKeySequence.SequenceFormat.NativeText))
        chord.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        words = text_label("plain", "Lock when nobody has touched it for")
        name_field(words, self._after)
        column.addWidget(row(words, self._after))
        column.addWidget(row(self._minimise))
        column.addWidget(row(text_label("plain", "Hide the window and lock, at once"), chord))
        for sentence in (_ALWAYS, _SEALED):
            column.addSpacing(scaled(6))
            column.addWidget(text_label("dim-large", sentence))
        self._after.activated.connect(self._tell_after)
        self._minimise.clicked.connect(self.lock_on_minimise_chosen)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen; a time that is not offered is offered from now on."""
        place = self._after.findData(preferences.lock_after)
        if place < 0:
            self._after.addItem(in_words(preferences.lock_after), preferences.lock_after)
            place = self._after.count() - 1
        self._after.setCurrentIndex(place)
        self._minimise.setChecked(preferences.lock_on_minimise)

    def _tell_after(self) -> None:
        self.lock_after_chosen.emit(int(self._after.currentData()))


def in_words(seconds: int) -> str:
    """Return a length of time as one says it."""
    minutes, rest = divmod(seconds, MINUTE)
    parts = [(minutes, "minute"), (rest, "second")]
    said = (f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number)
    return " ".join(said)
