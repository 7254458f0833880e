"""Says when a window could be written in, and how much memory it took; a process of its own.

``python -m benchmarks.launch_probe bare`` opens a bare window with a text field,
``python -m benchmarks.launch_probe FOLDER`` the journal in FOLDER. With ``opening`` after it, it
ends once the page was painted. Printed are a moment of
``time.monotonic``, which all processes share, and megabytes: the peak until the window stands
still, with every entry read.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
from typing_extensions import override

from benchmarks.memory import peak

_SETTLING = 300  # milliseconds


class Probe(QObject):
    """Waits until a text field has been painted and the program is idle, then until all is read."""

    def __init__(self, page: QTextEdit) -> None:
        super().__init__()
        self._page = page
        self._waits_for = {"paint", "reading"}
        page.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note_moment)
        return False

    def note_read(self) -> None:
        """Note that there is nothing more to read."""
        self._cross_off("reading")

    def _note_moment(self) -> None:
        if "paint" in self._waits_for:
            _say(time.monotonic())
        self._cross_off("paint")

    def _cross_off(self, event: str) -> None:
        if self._waits_for:
            self._waits_for.discard(event)
            if not self._waits_for:
                QTimer.singleShot(_SETTLING, self._end)

    def _end(self) -> None:
        self._page.viewport().removeEventFilter(self)
        _say(peak())
        QApplication.exit()


def bare() -> None:
    app = QApplication([])
    window = QMainWindow()
    page = QTextEdit()
    window.setCentralWidget(page)
    window.resize(1320, 840)
    probe = Probe(page)
    probe.note_read()
    window.show()
    page.setFocus()
    app.exec()


def journal(folder: Path, *, reads_all: bool) -> None:
    from shadowjournal.folder import JournalFolder
    from ui.app import App
    from ui.editor.page import Page
    from ui.process import Sweeper

    app = QApplication([])
    sweeper = Sweeper()
    program = App(app, JournalFolder(folder), folder / "settings.json")
    page = program.desk.editor.findChild(Page)
    assert page is not None
    probe = Probe(page)
    if reads_all:
        program.session.all_read.connect(probe.note_read)
    else:
        probe.note_read()
    program.start()
    app.exec()
    program.tasks.stop()
    sweeper.close()


def _say(number: float) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        journal(Path(sys.argv[1]), reads_all=sys.argv[2:] != ["opening"])
