"""A thin line that fills as time goes by."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.step import text_label

_HEIGHT = 3
_BEAT = 1_000
_OVER = "Time. Finish your sentence."


class TimeLine(QWidget):
    """Shows how much of a chosen time has gone by, without numbers, and says when it is over.

    Time that the computer slept through does not count.

    Signals:
        over: the chosen time has gone by.
    """

    over = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._begun = self._length = 0.0
        self._words = text_label("dim-large", _OVER)
        self._words.setContentsMargins(20, 8, 20, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _HEIGHT, 0, 0)
        column.addWidget(self._words)
        self._beat = QTimer(self, interval=_BEAT)
        self._beat.timeout.connect(self._go_on)
        self.setAccessibleName("Time")
        self.hide()

    @property
    def fraction(self) -> float:
        """How much has gone by, from 0 to 1."""
        if not self._length:
            return 0.0
        return min((self._clock() - self._begun) / self._length, 1.0)

    def begin(self, seconds: float) -> None:
        """Begin a time of so many *seconds*."""
        self._begun, self._length = self._clock(), seconds
        self._words.hide()
        self.show()
        self._beat.start()

    def end(self) -> None:
        """Show no time any more."""
        self._beat.stop()
        self._length = 0.0
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the line in the colours of *theme*."""
        self._theme = theme
        self.update()

    def _go_on(self) -> None:
        self.update()
        if self.fraction >= 1.0:
            self._beat.stop()
            self._words.show()
            self.setAccessibleName(_OVER)
            self.over.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), _HEIGHT), self._theme.colour("line"))
        gone = QRectF(0, 0, self.width() * self.fraction, _HEIGHT)
        painter.fillRect(gone, self._theme.colour("accent"))
        painter.end()
