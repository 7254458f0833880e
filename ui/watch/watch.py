"""Hearing that the desktop is locked or the computer is about to sleep."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Watch(QObject):
    """Hears nothing, where the system has no way to say it; what others say, its kinds hear.

    Signals:
        desktop_locked: the desktop's session was locked, or its screen saver came.
        sleep_near: the computer is about to sleep, and waits for `let_sleep` a few seconds.
        woke: it has slept.
    """

    desktop_locked = Signal()
    sleep_near = Signal()
    woke = Signal()

    def hold_sleep(self) -> None:
        """Ask the system to wait, from now on, before it sleeps."""

    def let_sleep(self) -> None:
        """Let the system sleep without waiting."""

    def close(self) -> None:
        """Hear nothing more."""
