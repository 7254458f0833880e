"""Asks on which day and at what time an entry was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from PySide6.QtCore import QPoint, Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTimeEdit, QVBoxLayout, QWidget
from typing_extensions import override

from shadowjournal.entry import Moment
from ui.editor.day_picker import DayPicker
from ui.icons import Icons
from ui.theme import set_role
from ui.widgets.popover import Popover


class WhenPopover(Popover):
    """A calendar and a clock.

    Signals:
        chosen: the moment; of the clocks where the entry was written, or, for now, of those here.
    """

    chosen = Signal(object)  # Moment

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moment = Moment.now()
        self._calendar = DayPicker(self)
        self._clock = QTimeEdit(self)
        self._clock.setDisplayFormat("HH:mm")
        for part in (self._clock, self._clock.lineEdit()):
            part.setAccessibleName("Time of day")
        self._clock.setWrapping(True)
        self.setAccessibleName("When this was written")
        self._lay_out()
        self._calendar.left.connect(self.close_quietly)
        self._calendar.activated.connect(self._choose)

    def _lay_out(self) -> None:
        label = QLabel("&Time", self)
        label.setBuddy(self._clock)
        set_role(label, "dim")
        now = self._button("quiet", "Now")
        now.setToolTip("Written now, here")
        cancel = self._button("quiet", "Cancel")
        use = self._button("primary", "Use this")
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._clock)
        row.addWidget(now)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(use)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(10)
        rows.addWidget(self._calendar)
        rows.addLayout(row)
        now.clicked.connect(self._choose_now)
        cancel.clicked.connect(self.close_quietly)
        use.clicked.connect(self._choose)

    def ask(self, moment: Moment, place: QPoint) -> None:
        """Open near *place* (in the parent's coordinates) at *moment*."""
        self._moment = moment
        self._calendar.choose(moment.day)
        self._clock.setTime(QTime(moment.local.hour, moment.local.minute))
        self.stand_near(place)
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_days(self, days: Iterable[date]) -> None:
        """Mark *days* as written on."""
        self._calendar.show_days(days)

    @override
    def clear(self) -> None:
        """Close, and leave nothing behind."""
        super().clear()
        self._moment = Moment.now()
        self._calendar.choose(self._moment.day)
        self._clock.setTime(QTime(0, 0))
        self._calendar.show_days(())

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._calendar.retint(icons)

    def _button(self, role: str, words: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setAccessibleName(words)
        set_role(made, role)
        return made

    def _choose(self) -> None:
        self._clock.interpretText()
        shown = self._clock.time()
        self._tell(moved(self._moment, self._calendar.day, time(shown.hour(), shown.minute())))

    def _choose_now(self) -> None:
        self._tell(Moment.now())

    def _tell(self, moment: Moment) -> None:
        self.close_quietly()
        self.chosen.emit(moment)


def moved(moment: Moment, day: date, clock: time) -> Moment:
    """Return when *clock* was shown on *day* where *moment* was.

    Seconds stay where hour and minute do: entries of one minute keep their order.
    """
    present = moment.local
    if (clock.hour, clock.minute) == (present.hour, present.minute):
        clock = present.time()
    local = datetime.combine(day, clock)
    return moment if local == present else Moment.on_clock(local, moment.zone)
