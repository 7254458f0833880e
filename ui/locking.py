"""Who locks the journal when nobody says so: time, sleep, the desktop, the minimised window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog

from shadowjournal.preferences import Preferences
from ui.actions import Actions
from ui.idle import Idle
from ui.main_window import MainWindow
from ui.session import Session

if TYPE_CHECKING:
    from ui.watch.watch import Watch


SLEEP_AFTER = 1_000
"""Milliseconds after which the computer may sleep although the journal is not closed yet."""


class Locking(QObject):
    """Notices that the open journal is to be locked, in the way its owner chose.

    Signals:
        lock_due: the journal is to be locked at once.
        sleep_near: the computer is about to sleep; what was written must be sealed now.
    """

    lock_due = Signal()
    sleep_near = Signal()

    def __init__(
        self,
        app: QApplication,
        session: Session,
        commands: Actions,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self.commands = commands
        self._app: QApplication | None = app
        self.idle = Idle(app, self)
        self._watch: Watch | None = None
        self._patience = QTimer(self, singleShot=True, interval=SLEEP_AFTER)
        self._patience.timeout.connect(self._let_sleep)
        session.opened.connect(self._begin)
        session.locked.connect(self._end)
        session.preferences_changed.connect(self._follow)
        self.idle.due.connect(self.lock_due)
        window.minimised.connect(self._was_minimised)
        app.focusWindowChanged.connect(self._lend_key)

    def watch_system(self) -> None:
        """Hear the system too, from now on."""
        from ui.watch.system import watch_system  # the first look at the page does not need it

        self._watch = watch_system(self._window, self)
        self._watch.desktop_locked.connect(self.lock_due)
        self._watch.sleep_near.connect(self._sleep)
        self._watch.woke.connect(self._wake)
        self._wake()

    def close(self) -> None:
        """Notice nothing more."""
        self.idle.close()
        if self._app is not None:
            self._app.focusWindowChanged.disconnect(self._lend_key)
            self._app = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _begin(self) -> None:
        self.idle.begin(self._session.preferences.lock_after)
        self._wake()

    def _end(self) -> None:
        self.idle.end()
        self._let_sleep()

    def _follow(self, preferences: Preferences) -> None:
        if self.idle.is_counting:
            self.idle.limit(preferences.lock_after)

    def _sleep(self) -> None:
        self.lock_due.emit()
        self.sleep_near.emit()
        self._patience.start()

    def _let_sleep(self) -> None:
        self._patience.stop()
        if self._watch is not None:
            self._watch.let_sleep()

    def _wake(self) -> None:
        if self._watch is not None and self._session.is_open:
            self._watch.hold_sleep()

    def _was_minimised(self) -> None:
        if self._session.preferences.lock_on_minimise:
            self.lock_due.emit()

    def _lend_key(self, _: QWindow | None) -> None:
        """Let a dialog hear the panic key: behind a modal one, the window hears no shortcut."""
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and self.commands.hide_and_lock not in each.actions():
                each.addAction(self.commands.hide_and_lock)
