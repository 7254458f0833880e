"""What the program asks of the system that runs it."""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

_BETWEEN_SWEEPS = 500  # milliseconds


def sweep() -> None:
    """Look for garbage here and now, where Python by itself would have looked by now."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [age for age in range(len(limits)) if counts[age] > limits[age]]
    if due:
        gc.collect(max(due))


class Sweeper(QObject):
    """Has Python look for garbage on this thread only.

    Left to itself, Python looks on whichever thread happens to need memory, and a widget that is
    destroyed on the journal's thread takes the program with it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_BETWEEN_SWEEPS)
        self._timer.timeout.connect(sweep)
        self._timer.start()

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


class SignalBridge(QObject):
    """Brings SIGTERM, SIGINT and SIGHUP to Qt's event loop, which does not see them.

    While Qt waits, Python runs no signal handler; but the interpreter writes to a socket at once,
    and Qt does see that.
    """

    def __init__(self, act: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self._reads, self._writes = socket.socketpair()
        self._reads.setblocking(False)
        self._writes.setblocking(False)
        signal.set_wakeup_fd(self._writes.fileno())
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if number := getattr(signal, name, None):
                signal.signal(number, _noted)
        self._notifier = QSocketNotifier(self._reads.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def close(self) -> None:
        """Hear no more signals."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._reads.close()
        self._writes.close()

    def _heard(self) -> None:
        self._reads.recv(64)
        self._act()


def _noted(*_: object) -> None:
    """Take the signal; what is to be done about it waits for the event loop."""
