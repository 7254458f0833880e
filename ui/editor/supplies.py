"""Pictures on their way to the page."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer

from shadowjournal.entry import Picture
from ui.editor.page import Page


class Supplies(QObject):
    """Brings pictures to a page one after the other, and lets keys through between."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: deque[Picture] = deque()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    def bring(self, picture: Picture) -> None:
        """Show *picture* where the text has it, once those before it are shown."""
        self._waiting.append(picture)
        if not self._next.isActive():
            self._go_on()

    def clear(self) -> None:
        """Forget those that are still to come."""
        self._waiting.clear()

    def _go_on(self) -> None:
        if self._waiting:
            self._page.supply_picture(self._waiting.popleft())
            self._next.start()
