"""How long it takes from a key, or anything else, until its work is seen."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTextEdit, QWidget
from typing_extensions import override

from ui.app import App

_PATIENCE = 1  # seconds


class Painted(QObject):
    """Says when a widget was painted, and its window with it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._times: list[float] = []
        self._paint = QEvent.Type.Paint
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._times and event.type() == self._paint:
            # Comes when all of this painting is done, and before anything else is.
            after = QEvent(QEvent.Type.User)
            QApplication.postEvent(self, after, Qt.EventPriority.HighEventPriority.value)
        return False

    @override
    def customEvent(self, event: QEvent) -> None:
        self._times.append(time.perf_counter())

    def wait(self, act: Callable[[], object]) -> tuple[float, float]:
        """Do *act*; return the milliseconds until that was painted, and until all was done."""
        self._times.clear()
        start = time.perf_counter()
        act()
        QApplication.processEvents()
        while not self._times and time.perf_counter() - start < _PATIENCE:
            QApplication.processEvents()
        painted = min(self._times, default=time.perf_counter())
        QApplication.processEvents()  # what the painting left to be done
        return (painted - start) * 1000, (time.perf_counter() - start) * 1000


class Field:
    """A text field that keys are pressed in.

    Attributes:
        settled: the milliseconds from each key until nothing was left to be done.
    """

    def __init__(
        self, page: QTextEdit, area: QAbstractScrollArea, show_cursor: Callable[[], None]
    ) -> None:
        self.page = page
        self.area = area
        self.bar = area.verticalScrollBar()
        self.show_cursor = show_cursor
        self.settled: list[float] = []
        self._painted = Painted(page.viewport())

    def go(self, place: int, height: int | None = None) -> int:
        """Put the cursor at *place* and show it, until all stands still.

        Return how far below the top of what is seen of the text it is; *height* says how far it is
        to be, where the text is long enough: so that two fields have as much to paint below it.
        """
        self.page.window().activateWindow()
        self.page.setFocus()
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(place)
        self.page.setTextCursor(cursor)
        self.show_cursor()
        stand_still()
        if height is not None:
            self.bar.setValue(self.bar.value() + self._height() - height)
            stand_still()
        return self._height()

    def _height(self) -> int:
        rect = self.page.cursorRect()
        place = self.page.viewport().mapTo(self.page.window(), rect.topLeft())
        return self.area.viewport().mapFrom(self.page.window(), place).y()

    def until_painted(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from before *act* until the page was painted."""
        painted, settled = self._painted.wait(act)
        self.settled.append(settled)
        return painted

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press *key* and let it go."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self.page, event)


def our_field(program: App) -> Field:
    """Return the page of the program."""
    editor = program.desk.editor
    return Field(editor.page, editor.column, editor.column.show_cursor)


def bare_field(bare: QTextEdit) -> Field:
    """Return *bare*."""
    return Field(bare, bare, bare.ensureCursorVisible)


def stand_still(seconds: float = 0.15) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
