"""The list that stands at the cursor while a title is typed; the keyboard stays on the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.editor.entry_links.choices import Choice
from ui.editor.entry_links.entry_list import EntryList
from ui.theme import scaled, set_role

NO_MATCH = "No entry is called that"

_WIDTH, _EDGE, _GAP = 400, 5, 4
_PART = 0.6  # of the window, where the text is large


class Offer(QFrame):
    """Offers choices below a place in a field, or above it where there is no room.

    Signals:
        chosen: the `Choice` that was clicked.
    """

    chosen = Signal(object)  # Choice

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.hide()
        self._field = field
        self._shown: Sequence[Choice] = ()
        set_role(self, "popover")
        self._list = EntryList("Entries to link to", self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note = QLabel(NO_MATCH, self)
        self._note.setContentsMargins(8, 5, 8, 5)
        set_role(self._note, "dim")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        rows.setSpacing(0)
        rows.addWidget(self._list)
        rows.addWidget(self._note)
        self._list.chosen.connect(self.chosen)

    @property
    def present(self) -> Choice | None:
        """The one that Enter takes; None where none is offered."""
        return None if self.isHidden() else self._list.present

    def offer(self, choices: Sequence[Choice], place: QRect) -> None:
        """Offer *choices* at *place* of the field, or say that there is none."""
        was_hidden = self.isHidden()
        if was_hidden or choices != self._shown:  # else the arrows stay where they went
            self._list.show_choices(choices)
        self._shown = choices
        self._list.setVisible(bool(choices))
        self._note.setVisible(not choices)
        self.stand_at(place)
        self.show()
        self.raise_()
        if was_hidden and choices:
            self._say(f"{choices[0].spoken}, 1 of {len(choices)}, up and down choose")

    def step(self, way: int) -> None:
        """Go one down or up."""
        self._say(self._list.step(way))

    def clear(self) -> None:
        """Offer nothing, and leave no word behind."""
        self.hide()
        self._shown = ()
        self._list.clear()

    def stand_at(self, place: QRect) -> None:
        """Stand at *place* of the field from now on."""
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        gap, frame = scaled(_GAP), 2 * _EDGE + 2
        line = place.translated(self._field.mapTo(window, QPoint(0, 0)))
        below, above = window.height() - line.bottom() - 2 * gap, line.top() - 2 * gap
        self._list.take_room(None)
        self.setFixedWidth(min(scaled(_WIDTH), max(round(_PART * window.width()), _WIDTH)))
        self.ensurePolished()
        self.adjustSize()
        is_below = self.height() <= below or below >= above
        self._list.take_room((below if is_below else above) - frame)
        self.adjustSize()
        x = max(min(line.left() - gap, window.width() - self.width() - _EDGE), _EDGE)
        self.move(x, line.bottom() + gap if is_below else line.top() - gap - self.height())

    def _say(self, words: str) -> None:
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))
