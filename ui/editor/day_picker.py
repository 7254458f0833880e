"""A calendar in which the days that were written on have a dot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QToolButton, QWidget
from typing_extensions import override

from ui.icons import Icons
from ui.theme import sans, scaled

_DOT: Final = 2
_ICON: Final = 16
_HEIGHT: Final = 250
_NAMES: Final = {
    "qt_calendar_prevmonth": "Earlier month",
    "qt_calendar_nextmonth": "Later month",
    "qt_calendar_monthbutton": "Month",
    "qt_calendar_yearbutton": "Year",
    "qt_calendar_yearedit": "Year",
    "qt_calendar_calendarview": "Day",
}


class DayPicker(QCalendarWidget):
    """Lets a day of the years 1 to 9999 be chosen.

    Signals:
        left: Esc was pressed.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written: frozenset[int] = frozenset()
        self.setAccessibleName("Calendar")
        self.setDateRange(QDate(1, 1, 1), QDate(9999, 12, 31))
        self.setLocale(QLocale.c())  # as the page words its day
        self.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
        self.setGridVisible(False)
        self.setDateEditEnabled(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFont(sans(13))
        for name, words in _NAMES.items():
            if (part := self.findChild(QWidget, name)) is not None:
                part.setAccessibleName(words)
        if (bar := self.findChild(QWidget, "qt_calendar_navigationbar")) is not None:
            bar.setAutoFillBackground(False)
        self.setMinimumHeight(scaled(_HEIGHT))
        self._days = self.findChild(QAbstractItemView, "qt_calendar_calendarview")
        if self._days is not None:
            self._days.installEventFilter(self)
            self.setFocusProxy(self._days)
        self._dress()

    def show_days(self, days: Iterable[date]) -> None:
        """Give these *days*, and no others, a dot."""
        self._written = frozenset(QDate(d.year, d.month, d.day).toJulianDay() for d in set(days))
        self.updateCells()

    def choose(self, day: date) -> None:
        """Show *day* as the chosen one."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))

    @property
    def day(self) -> date:
        """The chosen day."""
        chosen = self.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def retint(self, icons: Icons) -> None:
        """Show the arrows in the colours of *icons*."""
        for name, icon in (("prev", "ph.caret-left"), ("next", "ph.caret-right")):
            arrow = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if arrow is not None:
                arrow.setIcon(icons.icon(icon))
                arrow.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))

    def _dress(self) -> None:
        """Show no day of the week in a colour of its own."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self.palette().text())
        head.setForeground(self.palette().placeholderText())
        head.setBackground(self.palette().base())
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        self.setHeaderTextFormat(head)

    @override
    def paintCell(self, painter: QPainter, rect: QRect, date: QDate | object) -> None:
        if not isinstance(date, QDate):  # nothing else comes; the stubs admit it
            return
        super().paintCell(painter, rect, date)
        if date.toJulianDay() not in self._written:
            return
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        is_chosen = date == self.selectedDate()
        role = QPalette.ColorRole.Window if is_chosen else QPalette.ColorRole.Accent
        painter.setBrush(self.palette().color(role))
        size = scaled(_DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(QPoint(rect.center().x(), rect.bottom() - size - 1), size, size)
        painter.restore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The table keeps Esc for itself.
        if watched is self._days and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
