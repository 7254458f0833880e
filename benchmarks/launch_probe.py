"""Says on standard output at which moment a window could be written in; a process of its own.

``python -m benchmarks.launch_probe bare`` opens a bare window with a text field,
``python -m benchmarks.launch_probe FOLDER`` the journal in FOLDER. The moment is one of
``time.monotonic``, which all processes share.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
from typing_extensions import override


class Probe(QObject):
    """Waits until a text field has been painted and the program is idle."""

    def __init__(self, page: QTextEdit) -> None:
        super().__init__()
        self._page = page
        page.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._report)
        return False

    def _report(self) -> None:
        self._page.viewport().removeEventFilter(self)
        sys.stdout.write(f"{time.monotonic()}\n")
        sys.stdout.flush()
        QApplication.exit()


def bare() -> None:
    app = QApplication([])
    window = QMainWindow()
    page = QTextEdit()
    window.setCentralWidget(page)
    window.resize(1320, 840)
    probe = Probe(page)
    window.show()
    page.setFocus()
    app.exec()
    del probe


def journal(folder: Path) -> None:
    from shadowjournal.folder import JournalFolder
    from ui.app import App
    from ui.editor.page import Page

    app = QApplication([])
    program = App(app, JournalFolder(folder), folder / "settings.json")
    page = program.desk.editor.findChild(Page)
    assert page is not None
    probe = Probe(page)
    program.start()
    app.exec()
    program.tasks.stop()
    del probe


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        journal(Path(sys.argv[1]))
