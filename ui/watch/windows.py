"""What Windows says to a window."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from typing_extensions import override

from ui.watch.watch import Watch

SESSION_CHANGE, SESSION_LOCKED = 0x02B1, 7
POWER, SUSPEND, RESUMED = 0x0218, 4, 18
_THIS_SESSION = 0


class WindowsWatch(Watch):
    """Hears messages to a window: the session is locked, the computer is about to sleep.

    Windows waits for nobody: whoever hears `sleep_near` has about two seconds.
    """

    def __init__(self, window: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._filter = _Filter(self)
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                wintypes.HWND(window), _THIS_SESSION
            )

    @override
    def close(self) -> None:
        if self._app is not None:
            self._app.removeNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(self._window))

    def hear(self, message: int, what: int) -> None:
        """Take the number of a message, and what it says."""
        if (message, what) == (SESSION_CHANGE, SESSION_LOCKED):
            self.desktop_locked.emit()
        elif (message, what) == (POWER, SUSPEND):
            self.sleep_near.emit()
        elif (message, what) == (POWER, RESUMED):
            self.woke.emit()


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if QByteArray(eventType).data() in {b"windows_generic_MSG", b"windows_dispatcher_MSG"}:
            said = wintypes.MSG.from_address(int(message))
            if said.message in {SESSION_CHANGE, POWER}:
                self._watch.hear(said.message, said.wParam)
        return False, 0
