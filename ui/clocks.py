"""When what was written is due to be sealed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 800
"""Milliseconds without a keystroke after which what was written is sealed."""

LONGEST = 1_500
"""Milliseconds of writing without a pause after which it is sealed all the same.

Whatever ends the program, no more than the last two seconds are lost.
"""

RETRY = 5_000
"""Milliseconds until sealing is tried again after the system refused."""


class Clocks(QObject):
    """Three clocks: since the last keystroke, since the first that is not sealed, since a refusal.

    Signals:
        struck: it is time to seal.
    """

    struck = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pause = self._clock(PAUSE)
        self._longest = self._clock(LONGEST)
        self._retry = self._clock(RETRY)

    def note_change(self) -> None:
        """Something was written."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def note_sealing(self) -> None:
        """What was written was handed over."""
        self._pause.stop()
        self._longest.stop()

    def note_refusal(self) -> None:
        """The system did not take it."""
        self._retry.start()

    def stop(self) -> None:
        """There is nothing to seal any more."""
        self.note_sealing()
        self._retry.stop()

    def _clock(self, milliseconds: int) -> QTimer:
        clock = QTimer(self, singleShot=True, interval=milliseconds)
        clock.timeout.connect(self.struck)
        return clock
