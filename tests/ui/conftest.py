from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.folder import JournalFolder
from shadowjournal.preferences import PageLook
from tests.builders import QUICK, a_folder
from tests.keychains import MemoryKeychain
from ui.app import App
from ui.door import KeychainFinder
from ui.main_window import MainWindow
from ui.page_look import set_page_look
from ui.prompts.card import PromptCard
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import load_fonts

Start = Callable[..., App]


@pytest.fixture(autouse=True)
def _pages_look_as_designed(qapp: QApplication) -> Iterator[None]:
    """What one test prefers is no business of the next."""
    yield
    set_page_look(PageLook())


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def session(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> Session:
    """An open journal without a window."""
    folder, made = a_folder(tmp_path)
    session = Session(tasks)
    session.open(folder, made.key, lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: session.is_open, timeout=10_000)
    return session


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Start the program on the journal of this test; by default with a keyring that works."""
    running: list[App] = []
    computer = MemoryKeychain()
    load_fonts()

    def start(find: KeychainFinder = computer.find) -> App:
        folder = JournalFolder(tmp_path / "journal")
        program = App(qapp, folder, tmp_path / "settings.json", find, QUICK)
        qtbot.addWidget(program.window, before_close_func=_let_go)
        qtbot.addWidget(program.desk)
        running.append(program)
        program.start()
        qtbot.waitUntil(program.window.isVisible, timeout=10_000)
        return program

    yield start
    for program in running:
        program.locking.close()
        # A window that goes may let another one of this test come forward, half taken apart.
        program.window.came_forward.disconnect(program.desk.writing.renew_day)
        program.desk.searching.clear()  # else it goes on counting
        program.tasks.stop()
        program.door.folder.release()


def _let_go(window: QWidget) -> None:
    """At the end of a test the window goes at once, whatever is not sealed."""
    if isinstance(window, MainWindow):
        window.leave_wanted.disconnect()


@pytest.fixture
def program(qtbot: QtBot, start: Start) -> App:
    """A program past its first run, on a new page, with today's prompts beside it."""
    program = start()
    program.door.make(None)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=10_000)
    program.entrance._finish_first_run(False)
    program.window.activateWindow()
    first_card = program.desk.prompts.findChildren(PromptCard)[0]
    qtbot.waitUntil(first_card.isVisible, timeout=10_000)
    return program
