"""From the command to the window: at most one for a journal."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from shadowjournal.errors import CannotWrite, JournalInUse
from shadowjournal.folder import JournalFolder
from shadowjournal.places import journal_folder, settings_file, witness_folder
from shadowjournal.witness import Witness
from ui.app import App
from ui.process import SignalBridge, Sweeper


def run(journal: Path | None = None) -> int:
    """Open the window on the journal in *journal*, by default the user's; return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("ShadowJournal")
    app.setDesktopFileName("shadowjournal")
    folder = JournalFolder(journal or journal_folder(), Witness(witness_folder()))
    if _is_open_elsewhere(folder):
        return 0
    sweeper = Sweeper()
    program = App(app, folder, settings_file())
    bridge = SignalBridge(program.leave)
    program.start()
    code = app.exec()
    bridge.close()
    sweeper.close()
    return code


def _is_open_elsewhere(folder: JournalFolder) -> bool:
    """Tell whether another window has this journal open, and bring that one to the front."""
    try:
        folder.take()
    except JournalInUse:
        from ui.doorbell import ring  # Qt's network

        return ring(folder.path)
    except CannotWrite:
        return False  # the window says what is wrong
    return False
