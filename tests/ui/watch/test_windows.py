from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from ui.watch.windows import (
    POWER,
    RESUMED,
    SESSION_CHANGE,
    SESSION_LOCKED,
    SUSPEND,
    WindowsWatch,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it would need a real window")
SESSION_UNLOCKED = 8
KEY_PRESSED = 0x0100


def say(watch: WindowsWatch, message: int, what: int, kind: bytes = b"windows_generic_MSG") -> None:
    """Hand over a message as Qt does on Windows."""
    said = wintypes.MSG(message=message, wParam=what)
    answer = watch._filter.nativeEventFilter(QByteArray(kind), ctypes.addressof(said))
    assert answer == (False, 0)


def test_windows_that_locks_sleeps_or_wakes_is_heard(qtbot: QtBot) -> None:
    watch = WindowsWatch(0)
    with qtbot.waitSignal(watch.desktop_locked):
        say(watch, SESSION_CHANGE, SESSION_LOCKED)
    with qtbot.waitSignal(watch.sleep_near):
        say(watch, POWER, SUSPEND, b"windows_dispatcher_MSG")
    with qtbot.waitSignal(watch.woke):
        say(watch, POWER, RESUMED)
    watch.close()


def test_other_messages_of_windows_lock_nothing(qtbot: QtBot) -> None:
    watch = WindowsWatch(0)
    with qtbot.assertNotEmitted(watch.desktop_locked), qtbot.assertNotEmitted(watch.sleep_near):
        say(watch, SESSION_CHANGE, SESSION_UNLOCKED)
        say(watch, KEY_PRESSED, SESSION_LOCKED)
        say(watch, SESSION_CHANGE, SESSION_LOCKED, b"xcb_generic_event_t")
    watch.close()
