"""A month with its name, and the way to the months around it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from shadowjournal.days import Days
from ui.calendar.grids import WEEK, shifted_months
from ui.calendar.month_grid import MonthGrid
from ui.calendar.words import month_name, weekday_name
from ui.icons import Icons
from ui.theme import scaled, set_role

_ICON: Final = 16
_GAP: Final = 8


class MonthPanel(QWidget):
    """A month of days that can be opened.

    Signals:
        day_chosen: the day, and the place below it on the screen.
        menu_wanted: the same, for the menu of the day.

    Attributes:
        grid: the days.
    """

    day_chosen = Signal(object, QPoint)  # date
    menu_wanted = Signal(object, QPoint)  # date

    def __init__(self, days: Days, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first = QLocale().firstDayOfWeek().value
        self._today = date.min
        self._day = date.min
        self._title = QPushButton()
        self._title.setMinimumWidth(1)
        set_role(self._title, "month")
        self._before = _arrow("The month before")
        self._after = _arrow("The month after")
        self.grid = MonthGrid(days, first, icons.theme)
        self.setFocusProxy(self.grid)
        self._lay_out(first)
        self._title.clicked.connect(self._go_to_today)
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn_on)
        self.grid.led_out.connect(self._show)
        self.grid.day_chosen.connect(self.day_chosen)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.retint(icons)

    def show_today(self, today: date) -> None:
        """Show which day is *today*, and its month where another day was today before."""
        if today != self._today:
            self._today = today
            self._show(today)
        self.grid.show_days()

    def clear(self) -> None:
        """Show the month of today, when it is next seen."""
        self._today = date.min
        self._show(date.min)

    def retint(self, icons: Icons) -> None:
        """Show all in the colours of *icons*."""
        self._before.setIcon(icons.icon("ph.caret-left"))
        self._after.setIcon(icons.icon("ph.caret-right"))
        self.grid.set_theme(icons.theme)

    def _lay_out(self, first: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(_GAP))
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._before)
        head.addWidget(self._after)
        week = QHBoxLayout()
        week.setSpacing(0)
        for place in range(WEEK):
            weekday = (first - 1 + place) % WEEK + 1
            name = QLabel(weekday_name(weekday, QLocale.FormatType.NarrowFormat))
            set_role(name, "dim")
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            name.setMinimumWidth(1)
            week.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addLayout(head)
        column.addLayout(week)
        column.addWidget(self.grid)

    def _show(self, day: date) -> None:
        self._day = day
        name = f"{month_name(day.month)} {day.year}"
        self._name_title()
        self._title.setAccessibleName(f"{name}, go to today")
        self._title.setToolTip("Go to today")
        self.grid.setAccessibleName(name)
        self.grid.show_month(day, self._today)

    def _name_title(self) -> None:
        """Where it is narrow, shorten the name of the month rather than cut it."""
        arrows = self._before.sizeHint().width() + self._after.sizeHint().width()
        room = self.width() - arrows - 3 * scaled(_GAP)
        for is_short in (False, True):
            name = f"{month_name(self._day.month, is_short=is_short)} {self._day.year}"
            self._title.setText(name)
            if self._title.sizeHint().width() <= room:
                return

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_title()

    def _turn_back(self) -> None:
        self._show(shifted_months(self.grid.day or self._day, -1))

    def _turn_on(self) -> None:
        self._show(shifted_months(self.grid.day or self._day, 1))

    def _go_to_today(self) -> None:
        self._show(self._today)


def _arrow(name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
    return button
