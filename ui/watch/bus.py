"""What a Linux desktop says on the message buses."""

from __future__ import annotations

import os
from itertools import count
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)
from typing_extensions import override

from ui.watch.watch import Watch

_LOGIN = "org.freedesktop.login1"
_MANAGER = f"{_LOGIN}.Manager"
_ROOT = "/org/freedesktop/login1"
_MINE = f"{_ROOT}/session/auto"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_names = count()


class BusWatch(Watch):
    """Hears logind on the system's bus and the screen savers on the session's.

    Every question is asked without waiting for its answer. Where there is no bus, or nobody on it
    who answers, nothing is heard.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holds = False
        self._inhibitor: int | None = None
        number = next(_names)
        self._names = [f"shadowjournal-system-{number}", f"shadowjournal-session-{number}"]
        self._system = QDBusConnection.connectToBus(_system_address(), self._names[0])
        self._session = QDBusConnection.connectToBus(_session_address(), self._names[1])
        self._listen()

    @override
    def hold_sleep(self) -> None:
        """Take a lock of logind's that delays sleep, by five seconds at most."""
        if self._system.isConnected() and not self._holds:
            self._holds = True
            why = ("sleep", "ShadowJournal", "Sealing what was written", "delay")
            self._ask("Inhibit", why).finished.connect(self._take_inhibitor)

    @override
    def let_sleep(self) -> None:
        """Give that lock back."""
        self._holds = False
        if self._inhibitor is not None:
            os.close(self._inhibitor)
            self._inhibitor = None

    @override
    def close(self) -> None:
        """Leave both buses."""
        self.let_sleep()
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)

    def _listen(self) -> None:
        if self._session.isConnected():
            heard = _slot("_saver_changed(bool)")
            for saver in _SAVERS:
                self._session.connect("", "", saver, "ActiveChanged", self, heard)
        if self._system.isConnected():
            heard = _slot("_sleep_changed(bool)")
            self._system.connect("", "", _MANAGER, "PrepareForSleep", self, heard)
            if session := os.environ.get("XDG_SESSION_ID"):
                self._find_session(session)
            else:  # logind knows which session is meant, also for a program of the user's own
                question = (f"{_LOGIN}.Session", "Id")
                asked = self._ask("Get", question, _MINE, "org.freedesktop.DBus.Properties")
                asked.finished.connect(self._take_session)

    def _find_session(self, session: str) -> None:
        self._ask("GetSession", (session,)).finished.connect(self._hear_session)

    def _ask(
        self, method: str, arguments: tuple[str, ...], path: str = _ROOT, interface: str = _MANAGER
    ) -> QDBusPendingCallWatcher:
        call = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
        call.setArguments([*arguments])
        return QDBusPendingCallWatcher(self._system.asyncCall(call), self)

    @Slot(QDBusPendingCallWatcher)
    def _take_session(self, answer: QDBusPendingCallWatcher) -> None:
        for session in _answered(answer):
            plain = session.variant() if isinstance(session, QDBusVariant) else session
            self._find_session(str(plain))

    @Slot(QDBusPendingCallWatcher)
    def _hear_session(self, answer: QDBusPendingCallWatcher) -> None:
        for path in _answered(answer):
            if isinstance(path, QDBusObjectPath):
                where = path.path()
                heard = _slot("_session_locked()")
                self._system.connect("", where, f"{_LOGIN}.Session", "Lock", self, heard)

    @Slot(QDBusPendingCallWatcher)
    def _take_inhibitor(self, answer: QDBusPendingCallWatcher) -> None:
        for handle in _answered(answer):
            is_wanted = self._holds and self._inhibitor is None
            if isinstance(handle, QDBusUnixFileDescriptor) and is_wanted:
                self._inhibitor = os.dup(handle.fileDescriptor())

    @Slot(bool)
    def _saver_changed(self, is_active: bool) -> None:
        if is_active:
            self.desktop_locked.emit()

    @Slot(bool)
    def _sleep_changed(self, is_near: bool) -> None:
        (self.sleep_near if is_near else self.woke).emit()

    @Slot()
    def _session_locked(self) -> None:
        self.desktop_locked.emit()


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # a string, which the stubs do not take


def _answered(answer: QDBusPendingCallWatcher) -> list[object]:
    answer.deleteLater()
    return [] if answer.isError() else [*answer.reply().arguments()]


def _system_address() -> str:
    default = "unix:path=/var/run/dbus/system_bus_socket"
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or default


def _session_address() -> str:
    default = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or default
