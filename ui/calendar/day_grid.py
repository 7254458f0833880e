"""A grid of days that the keyboard walks through."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget
from typing_extensions import override

from shadowjournal.days import Days
from ui.calendar.grids import WEEK, Grid
from ui.calendar.words import spoken_day, weekday_name
from ui.theme import set_role

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class DaysModel(QAbstractTableModel):
    """The days of a `Grid`; what was written on them is asked of `Days` when it is needed.

    Args:
        days: what is known of the days.
        first: the day of the week on which weeks begin, 1 is Monday.
        along: which way a week runs.
        parent: the view.
    """

    def __init__(
        self, days: Days, first: int, along: Qt.Orientation, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.days = days
        self._first = first
        self._along = along
        self._grid: Grid = []
        self._places: dict[date, tuple[int, int]] = {}

    def show(self, grid: Grid) -> None:
        """Hold the days of *grid* and no others."""
        self.beginResetModel()
        self._grid = grid
        self._places = {day: (row, column) for day, row, column in self._each()}
        self.endResetModel()

    def day_at(self, index: _Index) -> date | None:
        """Return the day at *index*, None where there is none."""
        return self._grid[index.row()][index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """Return where *day* stands; an invalid index where it does not."""
        return self.index(*self._places[day]) if day in self._places else QModelIndex()

    def _each(self) -> Iterator[tuple[date, int, int]]:
        for row, cells in enumerate(self._grid):
            for column, day in enumerate(cells):
                if day is not None:
                    yield day, row, column

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._grid else len(self._grid[0])

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        is_day = self.day_at(index) is not None
        return super().flags(index) if is_day else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        return spoken_day(day, self.days) if role in _SPOKEN else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a weekday, which is spoken and not seen."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != self._along:
            return None
        weekday = (self._first - 1 + section) % WEEK + 1
        return weekday_name(weekday, QLocale.FormatType.LongFormat)


class DayGrid(QTableView):
    """Days in cells: the arrows look, Enter, Space or a click chooses.

    Signals:
        day_chosen: the day, and the place below it on the screen.
        menu_wanted: the same, for the other mouse button and the menu key.
        led_out: a key led to this day, which the grid does not show.
    """

    day_chosen = Signal(object, QPoint)  # date
    menu_wanted = Signal(object, QPoint)  # date
    led_out = Signal(object)  # date

    def __init__(
        self, days: Days, first: int, along: Qt.Orientation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._first = first
        self._model = DaysModel(days, first, along, self)
        set_role(self, "list")
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.hide()
        self.clicked.connect(self._choose)

    @property
    def day(self) -> date | None:
        """The day the keyboard is on."""
        return self._model.day_at(self.currentIndex())

    def show_grid(self, grid: Grid) -> None:
        """Show the days of *grid*."""
        self._model.show(grid)

    def go_to(self, day: date) -> bool:
        """Put the keyboard's place on *day*; tell whether it is shown."""
        index = self._model.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def show_days(self) -> None:
        """Show anew what was written on the days."""
        self.viewport().update()

    @abstractmethod
    def _leads_to(self, day: date, event: QKeyEvent) -> date | None:
        """Return where the key of *event* leads from *day*; None where it leads nowhere."""

    def _choose(self, index: QModelIndex) -> None:
        day = self._model.day_at(index)
        if day is not None:
            self.day_chosen.emit(day, self._below(index))

    def _below(self, index: _Index) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(0, 3))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        day = self.day
        if day is None:
            event.ignore()
        elif event.key() in _CHOOSING:
            self._choose(self.currentIndex())
        elif (target := self._leads_to(day, event)) is None:
            event.ignore()  # for whoever holds the grid
        elif not self.go_to(target):
            self.led_out.emit(target)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        day = self._model.day_at(index)
        if day is not None:
            self.menu_wanted.emit(day, event.globalPos() if is_by_mouse else self._below(index))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what holds the grid

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Unlike the one of Qt, it chooses no day by itself: where the keyboard was, it is again.
        super().focusInEvent(event)
        self.viewport().update()
