"""The menu of a day: what was written on it, and a page for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from shadowjournal.catalog import Summary
from ui.calendar.words import long_day, name_of
from ui.theme import scaled

_WIDEST: Final = 320


class DayMenu(QMenu):
    """Offers the entries of a day, the first chosen already; it is gone once it is closed.

    Signals:
        entry_chosen: the id of an entry.
        page_wanted: a page is to be begun for this day.
    """

    entry_chosen = Signal(str)
    page_wanted = Signal(object)  # date

    def __init__(
        self, day: date, entries: Sequence[Summary], parent: QWidget, *, may_begin: bool
    ) -> None:
        super().__init__(parent)
        self._day = day
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(long_day(day))
        self.addAction(long_day(day)).setEnabled(False)
        room = QFontMetrics(self.font())
        for entry in entries:
            name = room.elidedText(name_of(entry), Qt.TextElideMode.ElideRight, scaled(_WIDEST))
            action = self.addAction(f"{entry.written.local:%H:%M}  {name}".replace("&", "&&"))
            action.setData(entry.id)
        if may_begin:
            if entries:
                self.addSeparator()
            self.addAction("Begin a page for this day")
        self.triggered.connect(self._tell)
        self._go_to_first()

    @property
    def has_choice(self) -> bool:
        """Whether anything can be chosen."""
        return any(action.isEnabled() for action in self.actions())

    def _go_to_first(self) -> None:
        first = next((action for action in self.actions() if action.isEnabled()), None)
        if first is not None:
            self.setActiveAction(first)

    def _tell(self, action: QAction) -> None:
        entry_id = action.data()
        if isinstance(entry_id, str):
            self.entry_chosen.emit(entry_id)
        else:
            self.page_wanted.emit(self._day)


class CardMenu(QMenu):
    """Offers what can be done with an entry that came back; it is gone once it is closed.

    Signals:
        entry_chosen: the id of the entry is to be opened.
        kept_back: the entry of this id is not to come back again.
    """

    entry_chosen = Signal(str)
    kept_back = Signal(str)

    def __init__(self, entry_id: str, parent: QWidget, *, may_change: bool) -> None:
        super().__init__(parent)
        self._entry_id = entry_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Entry of this day")
        self.addAction("Open").triggered.connect(self._open)
        keep = self.addAction("Don't bring this back")
        keep.setEnabled(may_change)
        keep.triggered.connect(self._keep)
        self.setActiveAction(self.actions()[0])

    def _open(self) -> None:
        self.entry_chosen.emit(self._entry_id)

    def _keep(self) -> None:
        self.kept_back.emit(self._entry_id)
