"""The room of the calendar: a month, and below it what was written on this day of other years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.catalog import Summary
from shadowjournal.days import Days
from ui.calendar.card_list import CardList
from ui.calendar.month_panel import MonthPanel
from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.quiet_bar import QuietBar

NONE: Final = "Nothing from earlier years today."


class CalendarRoom(QWidget):
    """Days, and what comes back today.

    Signals:
        seen: the room came into sight.
        day_chosen: a day, and the place below it on the screen.
        day_menu_wanted: the same, for the menu of the day.
        entry_chosen: the id of the entry on the card that was chosen.
        card_menu_wanted: the entry of a card, and where on the screen its menu may stand.
        undo_wanted: the entry kept back last may come back after all.

    Attributes:
        month: the days of a month.
        cards: what comes back today.
    """

    seen = Signal()
    day_chosen = Signal(object, QPoint)  # date
    day_menu_wanted = Signal(object, QPoint)  # date
    entry_chosen = Signal(str)
    card_menu_wanted = Signal(object, QPoint)  # Summary
    undo_wanted = Signal()

    def __init__(self, days: Days, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = MonthPanel(days, icons)
        self.cards = CardList()
        self._none = _line(NONE)
        self._none.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._none.setAccessibleName(NONE)
        self._told = QWidget()
        self._what = _line("")
        self._undo = QPushButton("Undo")
        set_role(self._undo, "link")
        self._inside = QWidget()
        self._area = self._build()
        self.setFocusProxy(self.month)
        self.month.day_chosen.connect(self.day_chosen)
        self.month.menu_wanted.connect(self.day_menu_wanted)
        self.cards.entry_chosen.connect(self.entry_chosen)
        self.cards.menu_wanted.connect(self.card_menu_wanted)
        self.cards.place_reached.connect(self._scroll_to)
        self._undo.clicked.connect(self.undo_wanted)
        self.tell("")
        self.show_cards((), date.min)

    def show_cards(self, entries: Sequence[Summary], today: date) -> None:
        """Show *entries* as what was written on *today*'s day of earlier years."""
        had_focus = self.cards.hasFocus()
        self.cards.show_entries(entries, today)
        self.cards.setVisible(bool(entries))
        self._none.setVisible(not entries)
        if had_focus and not entries:
            self.focus_cards()

    def focus_cards(self) -> None:
        """Put the keyboard on the first card, or on the line that there is none."""
        target = self._none if self.cards.isHidden() else self.cards
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(target)

    def tell(self, words: str) -> None:
        """Say what became of a card, with an Undo beside it; nothing where *words* are empty."""
        if not words and self._undo.hasFocus():
            self.focus_cards()
        self._what.setText(words)
        self._told.setVisible(bool(words))

    def clear(self) -> None:
        """Leave no word of any entry."""
        self.tell("")
        self.show_cards((), date.min)
        self.month.clear()

    def retint(self, icons: Icons) -> None:
        """Show all in the colours of *icons*."""
        self.month.retint(icons)
        self.cards.viewport().update()

    def _build(self) -> QScrollArea:
        heading = QLabel("ON THIS DAY")
        set_role(heading, "heading")
        told = QHBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self._what, 1)
        told.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.month)
        column.addSpacing(scaled(10))
        for each in (heading, self._told, self._none, self.cards):
            column.addWidget(each)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QuietBar.give_to(area)
        area.setWidget(self._inside)
        # A scroll area paints its content's ground; here the sidebar's shows through.
        self._inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return area

    def _scroll_to(self, place: QRect) -> None:
        middle = self.cards.mapTo(self._inside, place.center())
        self._area.ensureVisible(0, middle.y(), 0, place.height() // 2 + 10)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()


def _line(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setIndent(0)
    set_role(label, "note")
    return label
