"""Which way the system that the program runs on says something."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.watch.watch import Watch


def watch_system(window: QWidget, parent: QObject) -> Watch:
    """Return what hears the system that the program runs on; some tell it to a *window*."""
    system: str = sys.platform
    if system == "win32":
        from ui.watch.windows import WindowsWatch

        return WindowsWatch(int(window.winId()), parent)
    if system == "linux":
        from ui.watch.bus import BusWatch  # Qt's D-Bus

        return BusWatch(parent)
    return Watch(parent)
