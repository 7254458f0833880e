"""The timeline of a year: a list that is as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget
from typing_extensions import override

from shadowjournal.catalog import Summary
from ui.calendar.timeline_delegate import TimelineDelegate
from ui.calendar.timeline_model import TimelineModel
from ui.icons import Icons
from ui.widgets.row_list import RowList

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Timeline(RowList):
    """Entries of a year by month. What holds it scrolls.

    Signals:
        entry_chosen: the id of the entry that a click or Enter chose.
        place_reached: the rectangle of the row the keyboard went to, to be scrolled to.
    """

    entry_chosen = Signal(str)
    place_reached = Signal(QRect)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("Entries of the year", parent)
        self._model = TimelineModel(self)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setUniformItemSizes(True)  # of a year with thousands of entries, one is measured
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._face = TimelineDelegate(icons.icon("ph.star-fill", "accent"), self)
        self.setItemDelegate(self._face)
        self.setModel(self._model)
        self.row_chosen.connect(self._tell_chosen)

    def show_year(self, year: int, entries: Sequence[Summary]) -> None:
        """Show *entries* of *year*, newest first, and no others."""
        self.setAccessibleName(f"Entries of {year}")
        self._model.show(year, entries)
        self.setFixedHeight(self._model.rowCount() * self._face.height)

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._face.star = icons.icon("ph.star-fill", "accent")
        self.viewport().update()

    def _tell_chosen(self, index: QModelIndex) -> None:
        if entry_id := self._model.id_at(index):
            self.entry_chosen.emit(entry_id)

    def _tell_place(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.place_reached.emit(self.visualRect(self.currentIndex()))

    @property
    def _rows_seen(self) -> int:
        return max(
            1, self.viewport().visibleRegion().boundingRect().height() // self._face.height - 1
        )

    def _go_to_row(self, row: int, way: int = 1) -> None:
        """Go to the entry at *row*, or to the next on the *way* if a month's name stands there."""
        row = min(max(row, 0), self._model.rowCount() - 1)
        index = self._model.index(row)
        if not self._model.id_at(index):
            index = self._model.index(row + way)
        if index.isValid():
            self.setCurrentIndex(index)

    @override
    def _begin_somewhere(self) -> None:
        if not self.currentIndex().isValid():
            self._go_to_row(0)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell_place()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Whoever holds a widget that the Tab key reaches shows its middle: here, that is no place.
        QTimer.singleShot(0, self._tell_place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if (way := _PAGES.get(Qt.Key(key))) is not None:
            self._go_to_row(self.currentIndex().row() + way * self._rows_seen, way)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_row(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what holds the list
