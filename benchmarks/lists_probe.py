"""Scrolls the list of entries in the real window, and a bare list of as many rows, in turn.

``python -m benchmarks.lists_probe FOLDER`` opens the journal in FOLDER, with the key from the
keyring, waits until all of it is read, and prints what it measured as one JSON object of
``Scrolled``. A process of its own.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, QPointF, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QListView

from benchmarks.writing_probe import Painted, stand_still
from shadowjournal.folder import JournalFolder
from ui.app import App
from ui.process import Sweeper

_STEPS = 200
_NOTCH = 120
_PATIENCE = 180  # seconds


class Scrolled(msgspec.Struct):
    """Milliseconds from each turn of the wheel or pull at the bar until the list was painted."""

    ours: list[float]
    bare: list[float]


class Scroller:
    """A list that is scrolled."""

    def __init__(self, rows: QListView) -> None:
        self._rows = rows
        self._painted = Painted(rows.viewport())

    def turn_wheel(self) -> float:
        """Turn the wheel by a notch; return the milliseconds until it is painted."""
        return self._until_painted(self._turn)

    def pull(self, part: float) -> float:
        """Pull the bar to a *part* of its length; return the same."""
        bar = self._rows.verticalScrollBar()
        return self._until_painted(lambda: bar.setValue(round(part * bar.maximum())))

    def _until_painted(self, act: Callable[[], object]) -> float:
        self._painted.is_due = True
        start = time.perf_counter()
        act()
        QApplication.processEvents()
        while self._painted.is_due and time.perf_counter() - start < 1:
            QApplication.processEvents()
        return (time.perf_counter() - start) * 1000

    def _turn(self) -> None:
        viewport = self._rows.viewport()
        middle = viewport.rect().center()
        event = QWheelEvent(
            QPointF(middle),
            QPointF(viewport.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, -_NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)


def scroll(*lists: QListView) -> list[list[float]]:
    """Scroll all of *lists* in turn, from the top down and to anywhere; return what each took."""
    chance = random.Random(3)
    scrollers = [Scroller(each) for each in lists]
    times: list[list[float]] = [[] for _ in lists]
    for _ in range(_STEPS):
        for scroller, taken in zip(scrollers, times, strict=True):
            taken.append(scroller.turn_wheel())
    for _ in range(_STEPS):
        part = chance.random()
        for scroller, taken in zip(scrollers, times, strict=True):
            taken.append(scroller.pull(part))
    return times


def a_bare_list(beside: QListView) -> QListView:
    """Return a list as large as *beside*, with as many rows of one line."""
    count = beside.model().rowCount()
    bare = QListView()
    bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    bare.setModel(QStringListModel([f"Row {number:,}" for number in range(count)], bare))
    bare.resize(beside.size())
    bare.move(beside.window().frameGeometry().topRight() + QPoint(10, 0))
    bare.show()
    return bare


def measure(folder: Path) -> Scrolled:
    """Measure it in the real window."""
    app = QApplication([])
    sweeper = Sweeper()
    program = App(app, JournalFolder(folder), folder / "settings.json")
    read: list[bool] = []
    program.session.all_read.connect(lambda: read.append(True))
    program.start()
    end = time.monotonic() + _PATIENCE
    while not read and time.monotonic() < end:
        stand_still(0.1)
    program.window.resize(1320, 840)
    program.desk.sidebar.show_room("entries")
    stand_still(2)
    rows = next(each for each in program.desk.entries.findChildren(QListView) if each.isVisible())
    bare = a_bare_list(rows)
    stand_still(2)
    ours, others = scroll(rows, bare)
    bare.close()
    program.tasks.stop()
    sweeper.close()
    return Scrolled(ours, others)


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(measure(Path(sys.argv[1]))).decode())
