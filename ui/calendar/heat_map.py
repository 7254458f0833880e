"""The days of a year, a week in each column, shaded by how much was written on them."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from shadowjournal.days import LEVELS, Days
from ui.calendar.day_grid import DayGrid, DaysModel
from ui.calendar.grids import MOST_WEEKS, WEEK, shifted, shifted_months, year_grid
from ui.calendar.words import month_name, weekday_name
from ui.theme import Theme, sans, scaled

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
_PITCH: Final = 14
_LEAST_PITCH: Final = 6
_AIR: Final = 0.22
"""How much of its place a day leaves free."""

_ROUND: Final = 0.2
_LABEL_GAP: Final = 6
_RING: Final = 3.5
_RING_SHARE: Final = 0.28
_SHADES: Final = ("unwritten", *(f"written_{level}" for level in range(1, LEVELS + 1)))
_YEAR: Final = 12


class YearGrid(DayGrid):
    """The days of a year as cells.

    Up and Down go from day to day, Left and Right from week to week, Home and End to the ends of
    the year; PgUp and PgDn turn the year.
    """

    def __init__(self, days: Days, first: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(days, first, Qt.Orientation.Vertical, parent)
        self._last = date.max
        self._face = _HeatDelegate(self._model, theme, self)
        self.setItemDelegate(self._face)

    @property
    def columns(self) -> int:
        """How many weeks are shown."""
        return self._model.columnCount()

    def column_of(self, day: date) -> int:
        """Return the column of *day*, -1 where it is not shown."""
        return self._model.index_of(day).column()

    def show_year(self, year: int, last: date) -> None:
        """Show the days of *year* up to *last*."""
        self._last = last
        self.setAccessibleName(f"Days of {year}")
        self.show_grid(year_grid(year, last, self._first))

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._face.set_theme(theme)
        self.viewport().update()

    def set_pitch(self, pitch: int) -> None:
        """Give each day so many pixels."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setDefaultSectionSize(pitch)

    @override
    def _leads_to(self, day: date, event: QKeyEvent) -> date | None:
        side = -WEEK if self.isRightToLeft() else WEEK
        steps = {_Key.Key_Left: -side, _Key.Key_Right: side, _Key.Key_Up: -1, _Key.Key_Down: 1}
        years = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
        key = _Key(event.key())
        if key in steps:
            return shifted(day, steps[key])
        if key in years:
            return shifted_months(day, years[key] * _YEAR)
        if key == _Key.Key_Home:
            return day.replace(month=1, day=1)
        return self._last if key == _Key.Key_End else None


class HeatMap(QWidget):
    """A `YearGrid` between the names of months and weekdays, as large as its width allows.

    Attributes:
        grid: the days.
    """

    def __init__(self, days: Days, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = QLocale().firstDayOfWeek().value
        self._year = date.max.year
        self._font = sans(11)
        self._metrics = QFontMetrics(self._font)
        self._pitch = 0
        self.grid = YearGrid(days, self._first, theme, self)
        self.setFocusProxy(self.grid)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_year(self, year: int, last: date) -> None:
        """Show the days of *year* up to *last*."""
        self._year = year
        self.grid.show_year(year, last)
        self._fit()
        self.update()

    def _fit(self) -> None:
        left, top = self._left, self._top
        room = (self.width() - left) // MOST_WEEKS
        self._pitch = min(max(room, _LEAST_PITCH), scaled(_PITCH))
        self.grid.set_pitch(self._pitch)
        self.grid.setGeometry(left, top, self.grid.columns * self._pitch, WEEK * self._pitch)
        self.setFixedHeight(top + WEEK * self._pitch)

    @property
    def _left(self) -> int:
        return max(map(self._metrics.horizontalAdvance, self._weekdays)) + _LABEL_GAP

    @property
    def _top(self) -> int:
        return self._metrics.height() + _LABEL_GAP

    @property
    def _weekdays(self) -> list[str]:
        days = [(self._first - 1 + row) % WEEK + 1 for row in range(WEEK)]
        return [weekday_name(day, QLocale.FormatType.ShortFormat) for day in days]

    def _paint_months(self, painter: QPainter) -> None:
        free = 0
        for month in range(1, 13):
            name = month_name(month, is_short=True)
            column = self.grid.column_of(date(self._year, month, 1))
            left = self._left + column * self._pitch
            if column >= 0 and left >= free:
                painter.drawText(left, self._metrics.ascent(), name)
                free = left + self._metrics.horizontalAdvance(name) + _LABEL_GAP

    def _paint_weekdays(self, painter: QPainter) -> None:
        step = 2 if self._metrics.height() <= 2 * self._pitch else 4
        for row in range(0, WEEK - 1, step):
            middle = self._top + row * self._pitch + self._pitch // 2
            place = QRect(
                0, middle - self._metrics.height() // 2, self._left, self._metrics.height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, self._weekdays[row])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        self._paint_months(painter)
        self._paint_weekdays(painter)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._left + MOST_WEEKS * _LEAST_PITCH, self.height())


class _HeatDelegate(QStyledItemDelegate):
    def __init__(self, model: DaysModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of *theme*."""
        self._shades = [theme.colour(role) for role in _SHADES]
        self._ring = QPen(theme.colour("ink"), 2)
        self._border = QPen(theme.colour("line")) if theme.is_outlined else None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        day = self._model.day_at(index)
        if day is None:
            return
        states: QStyle.StateFlag = option.state
        whole = QRectF(option.rect)
        air = max(1.0, round(whole.width() * _AIR) / 2)
        area = whole.adjusted(air, air, -air, -air)
        corner = area.width() * _ROUND
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if states & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._ring)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), corner + 1, corner + 1)
            within = min(_RING, whole.width() * _RING_SHARE)
            area = whole.adjusted(within, within, -within, -within)
        painter.setBrush(self._shades[self._model.days.level(day)])
        painter.setPen(Qt.PenStyle.NoPen)
        if self._border is not None:
            painter.setPen(self._border)
            area = area.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, corner, corner)
        painter.restore()
