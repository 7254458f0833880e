"""The days of a month: those written on tinted, today filled, those to come faint."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from shadowjournal.days import Days
from ui.calendar.day_grid import DayGrid, DaysModel
from ui.calendar.grids import WEEK, last_of_month, month_grid, shifted, shifted_months
from ui.theme import Theme, sans, scaled

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Key = Qt.Key

_ROW: Final = 36
_SHAPE: Final = 0.9
_TEXT: Final = 13
_WEEKS: Final = 6
_RADIUS: Final = 8
_GAP: Final = 2
_RING: Final = 3


class MonthGrid(DayGrid):
    """A month, a week in each row.

    The arrows go from day to day and into the months around; PgUp and PgDn turn the month; Home
    and End go to its ends.
    """

    def __init__(self, days: Days, first: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(days, first, Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Days of the month")
        self._face = _MonthDelegate(self._model, theme, self)
        self.setItemDelegate(self._face)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fit()

    def show_month(self, day: date, today: date) -> None:
        """Show the month of *day*, with the keyboard's place on it."""
        self._face.today = today
        self.show_grid(month_grid(day.year, day.month, self._first))
        self.go_to(day)

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._face.theme = theme
        self.viewport().update()

    @override
    def _leads_to(self, day: date, event: QKeyEvent) -> date | None:
        side = -1 if self.isRightToLeft() else 1
        steps = {
            _Key.Key_Left: -side,
            _Key.Key_Right: side,
            _Key.Key_Up: -WEEK,
            _Key.Key_Down: WEEK,
        }
        months = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
        key = _Key(event.key())
        if key in steps:
            return shifted(day, steps[key])
        if key in months:
            return shifted_months(day, months[key])
        if key == _Key.Key_Home:
            return day.replace(day=1)
        return last_of_month(day) if key == _Key.Key_End else None

    def _fit(self) -> None:
        """Let large text have no more air above and below than beside it."""
        least = QFontMetrics(sans(_TEXT)).height() + 2 * _RING
        height = min(scaled(_ROW), max(least, round(self.width() / WEEK * _SHAPE)))
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height * _WEEKS)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


class _MonthDelegate(QStyledItemDelegate):
    def __init__(self, model: DaysModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme
        self.today = date.min
        self._font = sans(_TEXT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        day = self._model.day_at(index)
        if day is None:
            return
        states: QStyle.StateFlag = option.state
        is_written = self._model.days.has_entries(day)
        area = QRectF(option.rect).adjusted(_GAP, 1, -_GAP, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if states & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self.theme.colour("accent"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
            area = area.adjusted(_RING, _RING, -_RING, -_RING)
        if ground := self._ground(day, is_written=is_written):
            painter.setBrush(self.theme.colour(ground))
            has_line = self.theme.is_outlined
            painter.setPen(self.theme.colour("line") if has_line else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, _RADIUS - 1, _RADIUS - 1)
        painter.setFont(self._font)
        painter.setPen(self.theme.colour(self._ink(day, is_written=is_written)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.restore()

    def _ground(self, day: date, *, is_written: bool) -> str:
        if day == self.today:
            return "accent"
        return "soft" if is_written else ""

    def _ink(self, day: date, *, is_written: bool) -> str:
        if day == self.today:
            return "page"
        if is_written:
            return "accent"
        return "faint" if day > self.today else "ink"
