"""Asks which entry a link is to lead to, of whoever types no brackets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.editor.entry_links.choices import Choice, Choices
from ui.editor.entry_links.entry_list import EntryList
from ui.editor.entry_links.offer import NO_MATCH
from ui.theme import scaled, set_role
from ui.widgets.popover import Popover

_WIDTH, _GAP = 420, 6
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class EntryPicker(Popover):
    """A field, and below it the entries that are meant by what is typed into it.

    Signals:
        chosen: the `Choice`.
    """

    chosen = Signal(object)  # Choice

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: Choices | None = None
        self._without = ""
        self.setAccessibleName("Link to an entry")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("A title, its first words, or a day")
        self._field.setAccessibleName("Entry to link to")
        self._field.installEventFilter(self)
        self._list = EntryList("Entries to link to", self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note = QLabel(NO_MATCH, self)
        self._note.setContentsMargins(8, 5, 8, 5)
        set_role(self._note, "dim")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 10, 10, 10)
        rows.setSpacing(6)
        rows.addWidget(self._field)
        rows.addWidget(self._list)
        rows.addWidget(self._note)
        self._field.textEdited.connect(self._look)
        self._list.chosen.connect(self._take)

    def ask(self, choices: Choices, without: str, line: QRect) -> None:
        """Open below *line* (in the parent's coordinates), or above it where there is no room.

        Of *choices*, all but the entry *without* are offered.
        """
        self._choices, self._without = choices, without
        self._field.setText("")
        self._look("")
        room = self._list.fit_into(self, scaled(_WIDTH), _GAP)
        above = line.top() - _GAP - self.height()
        is_above = line.bottom() + _GAP + self.height() > room.height() and above >= 0
        x = max(min(line.left(), room.width() - self.width() - _GAP), _GAP)
        self.stand_near(QPoint(x, above if is_above else line.bottom() + _GAP), self.width())
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def clear(self) -> None:
        super().clear()
        self._choices = None
        self._field.setText("")  # unlike clear, undo does not bring it back
        self._list.clear()

    def _look(self, typed: str) -> None:
        found = self._choices.matching(typed, self._without) if self._choices else []
        self._list.show_choices(found)
        self._list.setVisible(bool(found))
        self._note.setVisible(not found)
        self.adjustSize()

    def _take(self, choice: Choice) -> None:
        self.close_quietly()
        self.chosen.emit(choice)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = watched is self._field and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                words = self._list.step(_STEPS[Qt.Key(event.key())])
                said = QAccessibleAnnouncementEvent(self._field, words)
                QAccessible.updateAccessibility(said)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._list.present is not None:
                    self._take(self._list.present)
                return True
        return super().eventFilter(watched, event)
