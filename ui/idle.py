"""How long nobody has touched a window of the program."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid
from typing_extensions import override

Clock: TypeAlias = Callable[[], tuple[float, float]]

_BEAT = 1_000  # milliseconds
_SHORTEST_BEAT = 20

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.NativeGesture,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.InputMethod,
    }
)


def both_clocks() -> tuple[float, float]:
    """Return two readings in seconds: a clock that nobody sets, and the one on the wall.

    The first may stand still while the computer sleeps; the second does not.
    """
    return time.monotonic(), time.time()


class Idle(QObject):
    """Counts the time since the last key, touch or movement in any window of the program.

    It hears what comes to the windows, not to each widget in them: a filter on the application
    would be asked about every event of every object. What an input method gives comes to the object
    with the focus alone. A computer that slept was not touched: what comes first when it wakes, be
    it a key, is told as `due` before anybody else sees it.

    Signals:
        due: nobody has touched anything for as long as it was to be; comes again while that is so.
    """

    due = Signal()

    def __init__(
        self, app: QGuiApplication, parent: QObject | None = None, clock: Clock = both_clocks
    ) -> None:
        super().__init__(parent)
        self._app: QGuiApplication | None = app
        self._clock = clock
        self._limit: float | None = None
        self._last = clock()
        self._composing: QObject | None = None
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._look)
        app.focusWindowChanged.connect(self._meet)
        app.focusObjectChanged.connect(self._follow)

    def begin(self, seconds: float) -> None:
        """Count from now on, until nobody has touched anything for so many *seconds*."""
        self._last = self._clock()
        self.limit(seconds)

    def limit(self, seconds: float) -> None:
        """Wait for so many *seconds*, also of those that have passed."""
        self._limit = seconds
        self._beat.start(max(_SHORTEST_BEAT, min(_BEAT, round(seconds * 100))))
        self._meet_all()

    def end(self) -> None:
        """Count no more."""
        self._limit = None
        self._beat.stop()

    def close(self) -> None:
        """Hear nothing more: the focus still moves while one widget after another is destroyed."""
        self.end()
        if self._app is not None:
            self._app.focusWindowChanged.disconnect(self._meet)
            self._app.focusObjectChanged.disconnect(self._follow)
            self._app = None
        self._follow(None)

    @property
    def is_counting(self) -> bool:
        """Whether it counts."""
        return self._limit is not None

    def _is_over(self) -> bool:
        if self._limit is None:
            return False
        passed = (now - last for now, last in zip(self._clock(), self._last, strict=True))
        return max(passed) >= self._limit

    def _look(self) -> None:
        self._meet_all()
        if self._is_over():
            self.due.emit()

    def _meet_all(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            self._meet(window)
        self._follow(QGuiApplication.focusObject())

    def _meet(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # where it was before, it moves to the front

    def _follow(self, focused: QObject | None) -> None:
        if focused is self._composing:
            return
        if self._composing is not None and isValid(self._composing):
            self._composing.removeEventFilter(self)
        self._composing = focused
        if focused is not None:
            focused.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._composing and kind is not QEvent.Type.InputMethod:
            return False
        is_touch = kind in _TOUCHES
        if self._is_over():
            self.due.emit()
            return is_touch
        if is_touch:
            self._last = self._clock()
        return False
