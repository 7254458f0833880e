"""A year on the page: its days as a map, and below it what was written, by month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
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

from shadowjournal.days import Days
from ui.calendar.heat_map import HeatMap
from ui.calendar.timeline import Timeline
from ui.calendar.timeline_delegate import SIDE
from ui.calendar.words import counted, month_name
from ui.calendar.year_head import YearHead
from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.empty_note import EmptyNote
from ui.widgets.quiet_bar import BAR_WIDTH, QuietBar

_SIDE, _NARROW_SIDE, _NARROW = 60, 24, 760
_ABOVE, _BELOW, _GAP = 40, 40, 24


class YearPage(QWidget):
    """The page of a year.

    Args:
        days: what is shown of them.
        ways_out: the commands at the end of the line below.
        icons: in the colours of the present theme.

    Signals:
        seen: the page came into sight.
        left: the writer wants to go on writing.
        entry_chosen: the id of the entry that was chosen in the timeline.
        day_chosen: a day, and the place below it on the screen.
        day_menu_wanted: the same, for the menu of the day.
    """

    seen = Signal()
    left = Signal()
    entry_chosen = Signal(str)
    day_chosen = Signal(object, QPoint)  # date
    day_menu_wanted = Signal(object, QPoint)  # date

    def __init__(
        self,
        days: Days,
        ways_out: tuple[QAction, ...],
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._days = days
        self._today = date.min
        self._year = 0
        set_role(self, "page")
        self.head = YearHead(icons)
        self.map = HeatMap(days, icons.theme)
        self.timeline = Timeline(icons)
        self._month = QLabel()
        set_role(self._month, "heading")
        self._earlier = QPushButton()
        set_role(self._earlier, "link")
        self._note = EmptyNote()
        self._count = QLabel()
        set_role(self._count, "dim")
        self._inside = QWidget()
        set_role(self._inside, "page")
        self._column = QVBoxLayout(self._inside)
        self._area = QScrollArea()
        self._lay_out(ways_out)
        self._connect()
        self.retint(icons)

    def show_days(self, today: date) -> None:
        """Show the year anew; that of *today* where none was shown before."""
        self._today = today
        self._show(self._year or today.year)

    def clear(self) -> None:
        """Leave no word of any entry."""
        self._year = 0
        self.timeline.show_year(0, ())
        self.head.clear()
        self.map.grid.show_grid([])
        for each in (self._count, self._month, self._earlier):
            each.setText("")

    def retint(self, icons: Icons) -> None:
        """Show all in the colours of *icons*."""
        self.head.retint(icons)
        self.map.grid.set_theme(icons.theme)
        self.timeline.retint(icons)
        self._note.show_icon(icons.icon("ph.calendar-blank", "faint"))

    def _show(self, year: int) -> None:
        is_other = year != self._year
        self._year = year
        written = self._days.years
        known = sorted({*written, self._today.year, year}, reverse=True)
        choices = [(each, self._days.written_in(each)) for each in known]
        amount = self._days.written_in(year)
        self.head.show_year(year, amount, choices)
        self._show_map(year)
        entries = self._days.entries_in(year)
        self.timeline.show_year(year, entries)
        self._month.setText(month_name(entries[0].written.local.month).upper() if entries else "")
        self._month.setVisible(bool(entries))
        before = [each for each in written if each < year]
        self._earlier.setVisible(bool(before))
        self._earlier.setText(f"Go on to {before[-1]}" if before else "")
        count = len(self._days)
        self._count.setText(counted(count, "entry", "entries") if count else "")
        self._note.setVisible(not written)
        if is_other:
            self._area.verticalScrollBar().setValue(0)

    def _show_map(self, year: int) -> None:
        begin, end = date(year, 1, 1), date(year, 12, 31)
        last = end if year < self._today.year else max(begin, self._last_day(year))
        grid = self.map.grid
        day = grid.day
        self.map.show_year(year, last)
        if day is None or not grid.go_to(day):
            grid.go_to(min(max(self._today, begin), last))

    def _last_day(self, year: int) -> date:
        today = self._today if self._today.year == year else date.min
        return max(today, self._days.last_day(year) or date.min)

    def _show_day(self, day: date) -> None:
        """Go where a key led to, out of the year that is shown."""
        years = [*self._days.years, self._today.year]
        if min(years) <= day.year <= max(years) and day.year != self._year:
            self._show(day.year)
            self.map.grid.go_to(day)

    def _go_on(self) -> None:
        before = [each for each in self._days.years if each < self._year]
        if before:
            self._show(before[-1])
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, ways_out: tuple[QAction, ...]) -> None:
        self._note.say("Your days will be here.", "The first is the one you write on.")
        above = QVBoxLayout()
        above.setContentsMargins(SIDE, 0, SIDE, 0)
        above.setSpacing(0)
        above.addWidget(self.head)
        above.addSpacing(scaled(16))
        above.addWidget(self.map)
        above.addSpacing(scaled(28))
        above.addWidget(self._month)
        above.addWidget(self._note)
        below = QVBoxLayout()
        below.setContentsMargins(SIDE, scaled(_GAP), SIDE, 0)
        below.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.setSpacing(0)
        self._column.addLayout(above)
        self._column.addWidget(self.timeline)
        self._column.addLayout(below)
        self._column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QuietBar.give_to(self._area)
        self._area.setWidget(self._inside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._area, 1)
        rows.addWidget(self._bar(ways_out))

    def _bar(self, ways_out: tuple[QAction, ...]) -> QFrame:
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 2, 12, 2)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addStretch(1)
        for action in ways_out:
            row.addWidget(_quiet(action))
        return bar

    def _connect(self) -> None:
        grid = self.map.grid
        grid.day_chosen.connect(self.day_chosen)
        grid.menu_wanted.connect(self.day_menu_wanted)
        grid.led_out.connect(self._show_day)
        self.head.year_wanted.connect(self._show)
        self.timeline.entry_chosen.connect(self.entry_chosen)
        self.timeline.place_reached.connect(self._scroll_to)
        self._earlier.clicked.connect(self._go_on)
        for each in (*self.head.stops, grid, self._earlier):
            each.installEventFilter(self)

    def _scroll_to(self, place: QRect) -> None:
        middle = self.timeline.mapTo(self._inside, place.center())
        self._area.ensureVisible(0, middle.y(), 0, place.height() // 2 + 10)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = _SIDE if event.size().width() >= scaled(_NARROW) else _NARROW_SIDE
        left, right = side - SIDE, side - SIDE - BAR_WIDTH
        self._column.setContentsMargins(left, scaled(_ABOVE), max(right, 0), scaled(_BELOW))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()


def _quiet(action: QAction) -> QPushButton:
    button = QPushButton(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setAccessibleName(button.text())
    button.clicked.connect(action.trigger)
    set_role(button, "link")
    return button
