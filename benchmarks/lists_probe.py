"""Scrolls the lists of the real window, each in turn with a bare list of as many rows.

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
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from benchmarks.field import Painted, stand_still
from shadowjournal.folder import JournalFolder
from ui.app import App
from ui.process import Sweeper

_STEPS = 200
_ENOUGH = 1_000  # rows
_NOTCH = 120
_PATIENCE = 180  # seconds
_SEARCHED = "wife"


class Scrolled(msgspec.Struct):
    """Milliseconds from each turn of the wheel or pull at the bar until the list was painted.

    Of the list of entries, of that of what a search found, and of bare ones.
    """

    entries: list[float]
    results: list[float]
    bare: list[float]


class Scroller:
    """A list that is scrolled.

    Attributes:
        times: the milliseconds from each move until it was painted.
    """

    def __init__(self, rows: QListView) -> None:
        self.times: list[float] = []
        self._rows = rows
        self._bar = rows.verticalScrollBar()
        self._way = -1
        self._painted = Painted(rows.viewport())

    def turn_wheel(self) -> None:
        """Turn the wheel by a notch, downwards until the end and then back."""
        if self._bar.value() == self._bar.maximum():
            self._way = 1
        elif self._bar.value() == self._bar.minimum():
            self._way = -1
        self._until_painted(self._turn)

    def pull(self, part: float) -> None:
        """Pull the bar to a *part* of its length."""
        place = round(part * self._bar.maximum())
        if place != self._bar.value():
            self._until_painted(lambda: self._bar.setValue(place))

    def _until_painted(self, act: Callable[[], object]) -> None:
        self.times.append(self._painted.wait(act)[1])

    def _turn(self) -> None:
        viewport = self._rows.viewport()
        middle = viewport.rect().center()
        event = QWheelEvent(
            QPointF(middle),
            QPointF(viewport.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, self._way * _NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)


def beside_a_bare_one(rows: QListView) -> tuple[list[float], list[float]]:
    """Scroll *rows* and a bare list in turn; return what each took."""
    bare = a_bare_list(rows)
    stand_still(1)
    ours, others = scroll(rows, bare)
    bare.close()
    return ours, others


def scroll(*lists: QListView) -> list[list[float]]:
    """Scroll all of *lists* in turn, step by step and to anywhere; return what each move took."""
    chance = random.Random(3)
    scrollers = [Scroller(each) for each in lists]
    for _ in range(_STEPS):
        for scroller in scrollers:
            scroller.turn_wheel()
    for _ in range(_STEPS):
        part = chance.random()
        for scroller in scrollers:
            scroller.pull(part)
    return [scroller.times for scroller in scrollers]


def a_bare_list(beside: QListView) -> QListView:
    """Return a list as large as *beside*, with as many rows of one line, or enough to scroll."""
    count = max(beside.model().rowCount(), _ENOUGH)
    bare = QListView()
    bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    bare.setModel(QStringListModel([f"Row {number:,}" for number in range(count)], bare))
    bare.resize(beside.size())
    bare.move(beside.window().frameGeometry().topRight() + QPoint(10, 0))
    bare.show()
    return bare


def shown_in(panel: QWidget) -> QListView:
    """Return the list that is shown in *panel*, once it has rows and stands still."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        stand_still(0.5)
        for rows in panel.findChildren(QListView):
            if rows.isVisible() and rows.model().rowCount():
                stand_still(1.5)  # until all of it is laid out
                return rows
    raise TimeoutError


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
    entries, bare = beside_a_bare_one(shown_in(program.desk.entries))
    program.desk.sidebar.focus_search()
    QTest.keyClicks(program.window.focusWidget(), _SEARCHED)
    results, other = beside_a_bare_one(shown_in(program.desk.results))
    program.tasks.stop()
    sweeper.close()
    return Scrolled(entries, results, [*bare, *other])


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(measure(Path(sys.argv[1]))).decode())
